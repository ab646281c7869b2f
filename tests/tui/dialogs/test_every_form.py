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
from grcdesk.tui.dialogs.find import Find
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import How
from grcdesk.tui.dialogs.lines import Preview
from grcdesk.tui.dialogs.pick import Pick
from helpers.form_sites import SCREENS, arguments, opener, sites

SITES = sites()
MODULES = sorted({one.partition(":")[0] for one in SITES})
SMALL = (60, 16)
NO_FORM: dict[str, str] = {}
"""Places that open none when called like this, and why."""
NOT_REFUSED: dict[str, str] = {}
"""Forms whose answer nothing of the desk can refuse, and why."""


async def open_site(person, site: str) -> None:
    """Open the form of a place, through the questions before it."""
    app, name = person.app, site.partition(":")[2]
    if "." in name:
        cls, _, method = name.partition(".")
        app.action_go(SCREENS[cls])
        await person.settle()
        getattr(app.screen, method)()
    else:
        function = opener(site)
        function(app, **arguments(function))
    await person.settle()
    for _ in range(4):
        screen = app.screen
        if isinstance(screen, Preview):
            await person.keys("y")
        elif isinstance(screen, (Pick, Find)):
            await person.keys("enter")
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
        }.get(row.kind.how) or row.kind.offers[0].value
        if row.value and row.kind.how is not How.FILE:
            given = row.value
        if isinstance(row.field, Input):
            row.field.value = given
        else:
            row.field.text = given
        filled[name] = given
    return filled


@pytest.mark.parametrize("module", MODULES)
async def test_a_refusal_is_said_in_the_form_and_nothing_typed_is_lost(module, full_root, drive, tmp_path):
    wrong = []
    file = tmp_path / "list.csv"
    file.write_text("id\n1\n", encoding="utf-8")
    app = GrcdeskApp(DeskPaths(full_root))
    async with drive(app, (80, 24)) as person:
        app.desk.store.newer = Newer("a newer grcdesk has this desk", hint="install it")
        for site in (one for one in SITES if one.partition(":")[0] == module):
            await open_site(person, site)
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
