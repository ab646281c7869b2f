"""From what a test lacks to what mends that very test."""

from __future__ import annotations

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.rules.testing.tally import tally
from grcdesk.schemas.testing.testing import AnswerIn
from grcdesk.terms.audits import ItemResult
from grcdesk.terms.readiness import LackKind, WorkPlace
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.pick import Pick
from grcdesk.tui.frame.checklists.screen import ChecklistScreen
from grcdesk.tui.widgets.table import Table
from helpers import change_story as story


@pytest.fixture
def app(desk_after) -> GrcdeskApp:
    """The changes of the story, run over; one answer that no second person has seen."""
    desk = desk_after(story.ran_over)
    desk.testing.record("AI-SEC-01", [AnswerIn("AI-SEC-01.T1", "", ItemResult.PASS, "", "seen", ())])
    root = desk.paths.root
    desk.close()
    return GrcdeskApp(DeskPaths(root))


async def to_lack(person, words: str) -> None:
    person.app.show_lacks(WorkPlace.TESTS)
    await person.settle()
    await person.keys("/")
    await person.type(words)
    await person.keys("enter")
    assert person.app.screen.query_one(Table).key, words
    await person.keys("enter")


@pytest.mark.slow
async def test_a_question_without_an_answer_is_where_the_cursor_stands(app, drive) -> None:
    async with drive(app) as person:
        await to_lack(person, "AI-SEC-01.T3")
        assert isinstance(app.screen, ChecklistScreen)
        assert app.screen.rows.question.key == "AI-SEC-01.T3/"


@pytest.mark.slow
async def test_a_list_that_is_not_on_file_is_brought_or_a_person_looks(app, drive) -> None:
    async with drive(app) as person:
        await to_lack(person, "AI-SEC-01.T2")
        assert isinstance(app.screen, Pick)
        assert "provider_keys is not on file" in person.text
        await person.keys("t")
        assert app.screen.rows.question.key == "AI-SEC-01.T2/"


@pytest.mark.slow
async def test_an_answer_one_person_gave_asks_for_the_second(app, drive) -> None:
    async with drive(app) as person:
        await to_lack(person, "AI-SEC-01.T1")
        assert isinstance(app.screen, Form)
        assert app.screen.query_one("#field-test").value == "T1"


@pytest.mark.slow
async def test_what_was_tested_and_waits_for_a_judgement_is_not_called_untested(app, drive) -> None:
    async with drive(app, (120, 40)) as person:
        await person.go("tests")
        desk = app.desk
        rows = desk.testing.list()
        numbers = tally(rows)
        lacks = desk.readiness.show(WorkPlace.TESTS).lacks
        waiting = [row for row in rows if row.open]
        assert waiting
        assert numbers.waiting == len(waiting)
        assert numbers.untested == sum(one.kind is LackKind.TEST for one in lacks)
        assert not {one.part for one in lacks if one.kind is LackKind.TEST} & {row.id for row in waiting}
        judge = [one.part for one in lacks if one.kind is LackKind.DEVIATION]
        assert sorted(judge) == sorted(one.id for one in desk.deviations.list("state:open"))
        assert f"| {numbers.untested} not tested, {len(waiting)} tested and waiting for a judgement" in person.text
        assert "to judge" in person.text
