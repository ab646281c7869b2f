"""Every form there is: what the desk refuses is said in it, nothing typed is lost, and it fits a small screen.

The forms are found in the source. Each is opened, filled by the kinds of its fields, and kept on a desk that a newer
program has taken over: every write is refused then, by the desk itself.
"""

from __future__ import annotations

import pytest
from textual.widgets import Input

from grcdesk.errors import Newer
from grcdesk.paths import DeskPaths
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.dialogs.files import Files
from grcdesk.tui.dialogs.find import Find
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import How
from grcdesk.tui.dialogs.lines import Preview
from grcdesk.tui.dialogs.pick import Pick
from helpers.form_sites import LISTS, SCREENS, arguments, concluding, opener, sites

SITES = sites()
MODULES = sorted({one.partition(":")[0] for one in SITES})
SMALL = (60, 16)
PICKED = {"vendors.review_list:ReviewQuestions.conclude": "m"}
"""The key of a choice that opens a form, where the first does not."""
NO_FORM = {"evidence.statement_commands:take_back": "the sample desk has no statement that could be taken back"}
"""Places that open none, and why."""
LOOKS = {
    "coverage.commands:earliest": "the days are told",
    "coverage.check_list:ChecksScreen.action_as_of": "the list is shown as of that day",
    "desk.upkeep:restore": "the backup is shown before it is put in place",
    "evidence.import_commands:_controls": "back to what was read, with those controls",
    "log.erasing:texts": "the texts that hold the words are listed",
    "log.erasing:erase_file": "what would be erased is shown",
}
"""Forms whose answer is a look at something, which is never refused, and what is shown."""


async def open_site(person, site: str, file: str) -> None:
    """Open the form of a place, through the questions before it."""
    app, name = person.app, site.partition(":")[2]
    cls, _, method = name.rpartition(".")
    if cls in SCREENS:
        app.action_go(SCREENS[cls])
        await person.settle()
        act = getattr(app.screen, method)
        act(**arguments(site, act))
    else:
        function = concluding(site) if cls in LISTS else opener(site)
        function(app, **arguments(site, function))
    await person.settle()
    for _ in range(4):
        screen = app.screen
        if isinstance(screen, Files):
            app.screen.query_one(Input).value = file
            await person.keys("enter")
        elif isinstance(screen, Preview):
            await person.keys("y")
        elif isinstance(screen, (Pick, Find)):
            await person.keys(PICKED.get(site, "enter"))
        else:
            break


def fill(form: Form, file: str) -> dict[str, str]:
    """Put into each field something it can hold."""
    filled = {}
    for name, row in form._rows.items():
        given = {
            How.DAY: "2026-12-31",
            How.DAYS: "2026-01-01..2026-03-31",
            How.SWITCH: "yes",
            How.FILE: file,
            How.WORDS: "3",
        }.get(row.kind.how) or (row.kind.offers[0].value if row.kind.offers else "3")
        if isinstance(row.field, Input):
            row.field.value = given
        else:
            row.field.text = given
        filled[name] = given
    return filled


@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES)
async def test_a_refusal_is_said_in_the_form_and_nothing_typed_is_lost(module, full_root, drive, tmp_path):
    wrong = []
    file = tmp_path / "list.csv"
    file.write_text("id\n1\n", encoding="utf-8")
    app = GrcdeskApp(DeskPaths(full_root))
    async with drive(app, (80, 24)) as person:
        app.desk.store.newer = Newer("a newer grcdesk has this desk", hint="install it")
        for site in (one for one in SITES if one.partition(":")[0] == module and one not in {*NO_FORM, *LOOKS}):
            await open_site(person, site, str(file))
            form = app.screen
            if not isinstance(form, Form):
                wrong.append(f"{site}: no form but {type(form).__name__}")
                while len(app.screen_stack) > 1:
                    app.pop_screen()
                continue
            filled = fill(form, str(file))
            await person.keys("ctrl+s")
            if form in app.screen_stack and form.asks_about_new:
                await person.keys("ctrl+s")
            if app.screen is not form:
                wrong.append(f"{site}: left for {app.screen}")
            elif form.busy or not form.query_one(".dialog-wrong").plain:
                wrong.append(f"{site}: says nothing")
            elif {name: row.value for name, row in form._rows.items()} != filled:
                wrong.append(f"{site}: lost what was typed")
            while len(app.screen_stack) > 1:
                app.pop_screen()
            await person.settle()
    assert not wrong, "\n".join(wrong)


def test_the_exceptions_are_forms_still():
    assert {*NO_FORM, *LOOKS} <= set(SITES)
    assert len(SITES) > 150
