"""The rows of a workbook that came back: what cannot be taken first, then what both changed, then the rest."""

from __future__ import annotations

from pathlib import Path

from grcdesk.schemas.returned.returned import ReturnedDifference, ReturnedOutcome, ReturnedPlan, ReturnedProblem
from grcdesk.terms.returned import CellFate
from grcdesk.tui.returned.subject import LEAVE, TAKE, ReturnedCells


def cell(place: str, fate: CellFate) -> ReturnedDifference:
    return ReturnedDifference(place, "AI-SEC-01", "Keys", "Gap", fate, "as written", "ours", "theirs")


def came(*cells: ReturnedDifference, bad: tuple[str, ...] = (), stays: int = 0) -> ReturnedCells:
    problems = tuple(ReturnedProblem(place, "Status cannot be 'mising'", "did you mean 'missing'?") for place in bad)
    outcome = ReturnedOutcome("", file="back.xlsx", by="Lin Chen", cells=cells, problems=problems, stays=stays)
    return ReturnedCells(Path("back.xlsx"), outcome, ReturnedPlan())


FILE, BOTH, LATER = cell("Gap!F2", CellFate.FILE), cell("Gap!F9", CellFate.BOTH), cell("Gap!F4", CellFate.FILE)


def test_what_needs_a_person_comes_first_and_the_order_of_the_workbook_stays() -> None:
    asked = came(FILE, BOTH, LATER, bad=("Gap!F7",), stays=3).asked()
    assert [(one.number, one.key) for one in asked.questions] == [
        ("1", "Gap!F7"), ("2", "Gap!F9"), ("3", "Gap!F2"), ("4", "Gap!F4"),
    ]  # fmt: skip
    assert asked.title == "back.xlsx  filled in by Lin Chen  3 changed in the desk since: they stay"


def test_only_what_the_file_alone_changed_is_taken_unasked() -> None:
    subject = came(FILE, BOTH, bad=("Gap!F7",))
    assert {one.key: one.answer for one in subject.asked().questions} == {"Gap!F7": "", "Gap!F9": "", "Gap!F2": TAKE}
    assert (subject.plan.take, subject.plan.leave) == ((), ())
    subject.say({"Gap!F9": TAKE, "Gap!F7": LEAVE, "Gap!F2": LEAVE})
    assert (subject.plan.take, set(subject.plan.leave)) == (("Gap!F9",), {"Gap!F7", "Gap!F2"})
    subject.say({"Gap!F9": ""})
    assert subject.plan.take == ()


def test_what_cannot_be_taken_says_why_and_how_it_is_mended() -> None:
    (one,) = came(bad=("Gap!F7",)).asked().questions
    assert one.words == "Gap!F7  Status cannot be 'mising'"
    assert one.refused[TAKE].startswith("not to be taken; did you mean 'missing'? n leaves it out")
    assert one.weak


def test_a_cell_that_is_bad_names_its_record_and_is_asked_once() -> None:
    (one,) = came(FILE, bad=(FILE.place,)).asked().questions
    assert one.words == "Gap!F2  AI-SEC-01 Gap: Status cannot be 'mising'"
    assert one.answer == ""
