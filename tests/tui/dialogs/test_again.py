"""A refused form: nothing typed is lost, the cursor stands where it is wrong, and the words are those of the app."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from grcdesk.errors import Refused
from grcdesk.schemas.outcomes import Outcome
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.dialogs.values import optional_date
from grcdesk.tui.frame.ask import ask_and_do
from grcdesk.tui.kit.plain import said
from tui.conftest import settle

FIELDS = [Ask("what", "What"), Ask("reason", "Because")]


def refusing(taken):
    """An act that wants a reason."""

    def build(texts):
        def act(_desk):
            if not texts["reason"]:
                raise Refused("moving it needs a reason", hint="--reason TEXT")
            taken.append(dict(texts))
            return Outcome("moved")

        return act

    return build


@pytest.mark.slow
async def test_a_refused_form_comes_back_as_it_was_typed(app, drive):
    taken: list[dict[str, str]] = []
    async with drive(app) as person:
        ask_and_do(app, "Move", FIELDS, refusing(taken))
        await settle(person.pilot)
        await person.fill(what="the whole story")
        assert isinstance(app.screen, Form)
        assert "moving it needs a reason" in person.text
        assert "fill in 'Because'" in person.text
        assert app.focused.id == "field-reason"
        assert app.screen.query_one("#field-what", Input).value == "the whole story"
        await person.fill(reason="asked for")
        assert taken == [{"what": "the whole story", "reason": "asked for"}]
        assert not isinstance(app.screen, Form)


@pytest.mark.slow
async def test_it_comes_back_through_a_question_in_between(app, drive):
    async with drive(app) as person:

        def sure(answer):
            if answer:
                app.with_desk("moving", refusing([])({"reason": ""}))

        def asked(answer):
            if answer is not None:
                app.with_desk("looking", lambda _desk: answer, lambda _: app.push_screen(
                    Pick("Sure?", [Choice("yes", "Yes", "y")]), sure
                ))  # fmt: skip

        app.push_screen(Form("Move", FIELDS, lambda texts: texts), asked)
        await settle(person.pilot)
        await person.fill(what="the whole story")
        await person.keys("y")
        assert app.screen.query_one("#field-what", Input).value == "the whole story"
        assert "moving it needs a reason" in person.text


async def test_what_no_form_asked_for_is_told(app, drive):
    async with drive(app) as person:
        ask_and_do(app, "Move", FIELDS, refusing([]))
        await settle(person.pilot)
        await person.fill(reason="asked for")
        app.with_desk("moving", refusing([])({"reason": ""}))
        await settle(person.pilot)
        assert not isinstance(app.screen, Form)
        assert person.told[-1] == "moving it needs a reason. fill in 'reason'"


@pytest.mark.slow
async def test_the_cursor_goes_to_the_field_that_is_wrong(app, drive):
    async with drive(app) as person:
        app.push_screen(Form("Day", [Ask("due", "Due"), Ask("why", "Why")], lambda texts: optional_date(texts["due"])))
        await settle(person.pilot)
        await person.keys("tab")
        await person.fill(due="soon")
        assert "Due: 'soon' is not a date" in person.text
        assert app.focused.id == "field-due"


@pytest.mark.parametrize(
    ("command", "app"),
    [
        ("--reason TEXT", "fill in 'Because'"),
        ("its columns are tag; --key COLUMN names it", "its columns are tag; 'key column' names it"),
        ("grcdesk populations add FILE --name provider_keys --control AI-SEC-01", "a (add) in populations"),
        ("grcdesk audits close --again opens it", "z (close) opens it"),
        ("grcdesk log list shows changes", "9 (History) shows changes"),
        ("grcdesk restore FILE brings a backup back", "Restore a backup in the palette (:) brings a backup back"),
        ("write a--b or -- as you like", "write a--b or -- as you like"),
    ],
)
def test_words_of_commands_become_words_of_the_app(command, app):
    assert said(command, {"reason": "Because"}, "audits") == app
