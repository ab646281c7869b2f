"""Letters that come in one read with the key that opens a form: they go into the form, never to the screen behind."""

from __future__ import annotations

import pytest
from textual import events
from textual.widgets import Input

from grcdesk.paths import DeskPaths
from grcdesk.tui.actions.registry import PLACES, at
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import How
from grcdesk.tui.frame import keys
from grcdesk.tui.overlays import OVER
from helpers.table_digests import log_size

AHEAD = "wzw"
"""Each of them means something on the screens behind."""
SHOWN = sorted({*GrcdeskApp.MODES, *OVER} & set(PLACES))
FORMS = {"controls": 5, "vendors": 3, "requests": 3, "evidence": 1, "incidents": 1, "features": 1}
"""At these places so many keys at least open a form at once: else the test looks past them."""


def burst(app: GrcdeskApp, *typed: str) -> None:
    """Keys as a terminal hands them over that was read once."""
    for key in typed:
        app.post_message(events.Key({" ": "space"}.get(key, key), key if len(key) == 1 else None))


@pytest.mark.slow
@pytest.mark.parametrize("place", SHOWN)
async def test_what_is_typed_right_behind_a_key_goes_into_the_form(place, full_root, drive):
    app = GrcdeskApp(DeskPaths(full_root))
    opened, wrong = [], []
    async with drive(app, (120, 40)) as person:
        for action in (one for one in at(place) if one.key and len(one.key) == 1):
            await person.go(place)
            written = log_size(full_root / "desk.db")
            burst(app, action.key, *AHEAD)
            await person.settle()
            form = app.screen
            if not isinstance(form, Form):
                await home(person)
                continue
            opened.append(action.id)
            assert log_size(full_root / "desk.db") == written
            row = next(iter(form._rows.values())) if not form._begin else form._rows[form._begin]
            value = row.field.value if isinstance(row.field, Input) else row.field.text
            if row.kind.how is not How.SWITCH and AHEAD not in value:
                wrong.append(f"{action.id}: {value!r}")
            await home(person)
    assert not wrong, wrong
    assert len(opened) >= FORMS.get(place, 0), opened


async def home(person) -> None:
    while len(person.app.screen_stack) > 1:
        person.app.pop_screen()
    await person.settle()


@pytest.mark.slow
async def test_keys_behind_the_one_that_keeps_wait_for_what_comes_of_it(full_root, drive, monkeypatch):
    monkeypatch.setattr(keys, "LOST", 1000.0)  # each widget says itself that its key is done
    app = GrcdeskApp(DeskPaths(full_root))
    async with drive(app) as person:
        await person.go("controls")
        behind, table = app.screen, app.screen.query_one("Table")
        before = table.key
        burst(app, "o", "ctrl+u", *"mara roy", "enter", "j")
        await person.settle()
        assert app.screen is behind
        assert table.key != before
        assert app.desk.controls.show(before).row.owner == "Mara Roy"


@pytest.mark.slow
async def test_keys_behind_a_refused_form_go_nowhere(full_root, drive):
    app = GrcdeskApp(DeskPaths(full_root))
    async with drive(app) as person:
        await person.go("controls")
        key = app.screen.query_one("Table").key
        burst(app, "s", "n", *"No such thing here", "enter", "x", "q")
        await person.settle()
        assert isinstance(app.screen, Form)
        assert "Approved by is needed" in person.text
        assert app.desk.controls.show(key).row.status != "not_applicable"
