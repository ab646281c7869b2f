"""Walkthroughs of controls: who showed what, the item that was followed, answers and differences."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint

from grcdesk.models.base import Row, day, flag, key, term, text, words
from grcdesk.models.base import number as whole
from grcdesk.terms.requests import SeenAsWritten


class Walkthrough(Row):
    """One walk through one control in an engagement."""

    __tablename__ = "walkthrough"
    __table_args__ = (CheckConstraint("control <> ''"),)
    id: str = key()
    engagement: str = text(index=True)
    control: str = text(index=True)
    planned_on: date | None = day("planned_on")
    held_on: date | None = day("held_on")
    people: list[str] = words()
    led_by: str = text()
    shown: str = text()
    item: str = text()
    followed: str = text()
    no_difference: bool = flag("no_difference")
    position: int = whole(name="position")
    version: int = whole(1, low=1, name="version")


class WalkthroughAnswer(Row):
    """A question of a walkthrough, worded as the catalog had it when it was planned, and its answer."""

    __tablename__ = "walkthrough_answer"
    # a no without a word is a difference nobody can look into
    __table_args__ = (CheckConstraint("answer IS NULL OR answer <> 'no' OR note <> ''"),)
    id: str = key()
    """`walkthrough/q1`."""
    walkthrough: str = text(index=True)
    number: int = whole(1, low=1, name="number")
    question: str = text()
    answer: SeenAsWritten | None = term(SeenAsWritten, "answer", null=True)
    note: str = text()
    answered_by: str = text()
    answered_on: date | None = day("answered_on")


class WalkthroughDifference(Row):
    """Something seen otherwise than the control is written. It stays, settled or not."""

    __tablename__ = "walkthrough_difference"
    __table_args__ = (
        CheckConstraint("what <> ''"),
        CheckConstraint("settled = '' OR settled_by <> '' AND settled_on IS NOT NULL"),
    )
    id: str = key()
    """`walkthrough/d1`."""
    walkthrough: str = text(index=True)
    what: str = text()
    question: int = whole(name="question")
    found_on: date = day("found_on", null=False)
    settled: str = text()
    settled_by: str = text()
    settled_on: date | None = day("settled_on")
    position: int = whole(name="position")
