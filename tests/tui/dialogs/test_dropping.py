"""Esc in a form: at once where nothing was typed, once more where something would be lost."""

from __future__ import annotations

import pytest

from grcdesk.clock import today
from grcdesk.errors import Refused
from grcdesk.schemas.outcomes import Outcome
from grcdesk.terms.documents import Paper
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import MOMENT, YES_NO, settled, term
from grcdesk.tui.dialogs.paths import end_of
from grcdesk.tui.frame.ask import ask_and_do
from tui.conftest import settle

FIELDS = [
    Ask("what", "What", "as it stood"),
    Ask("why", "Because"),
    Ask("sure", "Overwrite", "", "yes replaces an existing file", kind=YES_NO),
    Ask("paper", "Page", "", "empty: as in the settings", kind=term(Paper)),
]


@pytest.mark.slow
async def test_esc_asks_once_before_typing_is_lost(app, drive):
    async with drive(app, (80, 24)) as person:
        ask_and_do(app, "Move", FIELDS, lambda _texts: lambda _desk: Outcome("moved"))
        await settle(person.pilot)
        assert "[ ]" in person.text, "a switch shows that it is off"
        assert "yes replaces an existing file" in person.text, "and what it does, before the cursor is there"
        assert "letter, a4" in person.text, "a short list shows its words"
        await person.keys("escape")
        assert not isinstance(app.screen, Form), "nothing was typed"
        ask_and_do(app, "Move", FIELDS, lambda _texts: lambda _desk: Outcome("moved"))
        await settle(person.pilot)
        await person.keys("tab")
        await person.type("a long story")
        await person.keys("escape")
        assert isinstance(app.screen, Form)
        assert "esc once more drops what you typed: Because" in person.text
        assert app.screen.query_one("#field-why").value == "a long story"
        await person.keys("escape")
        assert not isinstance(app.screen, Form)


def test_of_a_long_path_the_end_is_seen():
    names = [f"exports/a_programme_with_a_long_name_board_summary_2026-11-28.{kind}" for kind in ("docx", "pdf")]
    shown = [end_of(one, 40) for one in names]
    assert shown == [one if len(one) <= 40 else f"…{one[-39:]}" for one in names]
    assert end_of("exports/a.docx", 40) == "exports/a.docx"


@pytest.mark.parametrize("keys", [("enter",), ("enter", "enter")])
async def test_esc_asks_as_well_once_something_was_refused(app, drive, keys):
    def refuse(_texts):
        raise Refused("nothing moves in November")

    async with drive(app, (80, 24)) as person:
        ask_and_do(app, "Move", FIELDS, refuse)
        await settle(person.pilot)
        await person.keys("tab")
        await person.type("a long story")
        await person.keys(*keys)
        assert "nothing moves in November" in person.text
        await person.keys("escape")
        assert isinstance(app.screen, Form)
        assert "esc once more drops what you typed: Because" in person.text
        await person.keys("escape")
        assert not isinstance(app.screen, Form)


async def test_a_needed_field_is_called_so_until_something_stands_in_it(app, drive):
    async with drive(app, (80, 24)) as person:
        ask_and_do(app, "Move", [Ask("where", "Where to", needed=True)], lambda _texts: lambda _desk: Outcome("moved"))
        await settle(person.pilot)
        assert "needed" in person.text
        await person.type("x")
        assert "needed" not in person.text


async def test_the_cursor_goes_to_the_first_field_a_refusal_names(app, drive):
    def refuse(_texts):
        raise Refused("two are open", hint="only with --why TEXT may they be", reasons=("into", "page"))

    fields = [Ask("name", "Name"), Ask("why", "Why"), Ask("into", "Into"), Ask("page", "Page")]
    async with drive(app, (80, 24)) as person:
        ask_and_do(app, "Move", fields, refuse)
        await settle(person.pilot)
        await person.type("x")
        await person.keys("enter")
        assert app.focused is not None
        assert app.focused.id == "field-into"


async def test_the_cursor_begins_where_something_has_to_be_filled_in(app, drive):
    fields = [Ask("system", "System", "Gateway", needed=True), Ask("file", "File", needed=True), Ask("by", "By")]
    async with drive(app, (80, 24)) as person:
        ask_and_do(app, "List", fields, lambda _texts: lambda _desk: Outcome("read"))
        await settle(person.pilot)
        assert app.focused is not None
        assert app.focused.id == "field-file"


def test_a_moment_takes_words_for_a_day():
    assert settled(MOMENT, "today") == today().isoformat()
    assert settled(MOMENT, "2026-10-01T09:00Z") == "2026-10-01T09:00Z"
    assert settled(MOMENT, "2026-10-01") == "2026-10-01"
