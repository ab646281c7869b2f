"""What tests of controls write, for `every_write`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from grcdesk.schemas.testing.testing import AnswerIn
from grcdesk.terms import Verb
from grcdesk.terms.audits import ControlResult, ItemResult
from helpers.change_story import BY, SECOND, frozen

ANSWER = AnswerIn("AI-PI-01.T4", "", ItemResult.PASS, BY, "Section 2 names prompts and model ids")


def ran(desk: Any, folder: Path) -> object:
    frozen(desk, folder)
    return desk.testing.run("AI-PI-01", test="T1")


def run_again(desk: Any, _: Path) -> object:
    return desk.testing.run("AI-PI-01", test="T2")[1]


def recorded(desk: Any, _: Path) -> object:
    return desk.testing.record("AI-PI-01", [ANSWER])


def judged(desk: Any, _: Path) -> object:
    return desk.deviations.confirm(["DEV-1"], by=BY, note="Emergency path", false_positive=True, second=SECOND)


def everything(desk: Any, folder: Path) -> None:
    """A row in every table of tests, over the list that is frozen already."""
    desk.testing.run("AI-PI-01")
    recorded(desk, folder)
    desk.testing.conclude("AI-PI-01", ControlResult.NOT_TESTED, by=BY, reason="the list is early")


def left(desk: Any, _: Path) -> object:
    return desk.testing.conclude("AI-PI-01", ControlResult.NOT_TESTED, by=BY)


WRITES = {
    "checks run": (Verb.TEST_RUN, ran, run_again),
    "test answered": (Verb.TEST_RECORD, None, recorded),
    "answer reviewed": (Verb.TEST_REVIEW, recorded, lambda desk, _: desk.testing.review("AI-PI-01", by=SECOND)),
    "control concluded": (Verb.TEST_CONCLUDE, None, left),
    "deviation judged": (Verb.DEVIATION_CONFIRM, ran, judged),
}
"""As `every_write.WRITES`."""
