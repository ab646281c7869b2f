"""Answers on work sheets: given by one person, looked at by a second. A fail is a deviation and stays one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.catalogs import TestAttribute
from grcdesk.models.testing import Deviation, TestAnswer
from grcdesk.rules.controls import gap
from grcdesk.rules.reviews.reviews import fold
from grcdesk.rules.testing.results import WHOLE
from grcdesk.schemas.testing.testing import AnswerIn, TestFacts
from grcdesk.services.common.days import refuse_ahead
from grcdesk.services.common.ids import next_id
from grcdesk.services.evidence import reading as evidence_reading
from grcdesk.services.testing.reading import Board
from grcdesk.terms.audits import ItemResult
from grcdesk.terms.testing import DeviationSource
from grcdesk.text import clean
from grcdesk.wording import join, word


@dataclass(slots=True)
class Written:
    """What came of some answers."""

    answers: int = 0
    unchanged: int = 0
    deviations: list[str] = field(default_factory=list)


def find_test(here: Board, control: str, test: str) -> TestAttribute:
    """A test of a control, by its id or what stands behind the point: `T2`.

    Raises:
        NotFound: when there is none.
    """
    folded = test.upper() if "." in test else f"{control}.{test}".upper()
    for one in here.tests[control]:
        if one.id.upper() == folded:
            return one
    raise NotFound.of("test", test, tuple(one.id for one in here.tests[control]))


def write(session: Session, here: Board, control: str, answers: Sequence[AnswerIn], today: date) -> Written:
    """Give answers. One that is given again stands in the place of the old one, and is to be reviewed again.

    Raises:
        NotFound: for an unknown test or artefact.
        Refused: for a fail or n/a without a note, an item nobody asks about, or a day still to come.
        BadInput: when a text cannot be stored, or the tester is no person.
    """
    told = Written()
    known = {row.id: row for row in session.scalars(_answers(here.held.id, control))}
    for answer in answers:
        test = find_test(here, control, answer.test)
        item = clean(answer.item.strip(), "item")
        refuse_ahead(f"{test.id} {item}".strip() + " was tested on", answer.on, today)
        _refuse_odd(session, here, test, item, answer)
        key = f"{here.held.id}/{test.id}/{item}"
        row = known.get(key)
        values: dict[str, Any] = {
            "result": answer.result,
            "note": clean(answer.note.strip(), "note"),
            "evidence": list(answer.evidence),
            "tested_by": clean(gap.person(answer.by, "tester")),
        }
        if row is None:
            row = TestAnswer(
                id=key, engagement=here.held.id, control=control, test=test.id, item=item, position=len(known) + 1,
                tested_on=today, **values,
            )  # fmt: skip
            known[key] = row
            session.add(row)
        elif _says(row, values) and not row.returned:
            # what was returned and is answered the same again is a new answer all the same: a second person asked
            told.unchanged += 1
            continue
        for name, value in values.items():
            setattr(row, name, value)
        row.tested_on = answer.on or today
        # another answer was looked at by nobody yet
        row.reviewed_by, row.reviewed_on, row.returned = "", None, ""
        told.answers += 1
        if row.result is ItemResult.FAIL and (made := _deviation(session, row, today)):
            told.deviations.append(made)
    return told


def _says(row: TestAnswer, values: Mapping[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())


def _answers(engagement: str, control: str) -> Any:
    return (
        select(TestAnswer)
        .where(col(TestAnswer.engagement) == engagement, col(TestAnswer.control) == control)
        .order_by(col(TestAnswer.position))
    )


def _refuse_odd(session: Session, here: Board, test: TestAttribute, item: str, answer: AnswerIn) -> None:
    what = f"{test.id} {item}".strip()
    if answer.result in {ItemResult.FAIL, ItemResult.NOT_APPLICABLE} and not answer.note.strip():
        raise Refused(f"{word(answer.result)} for {what} needs a note: what was seen", hint="--note TEXT")
    evidence_reading.require(session, answer.evidence)
    facts = here.facts(test)
    if item == WHOLE:
        return
    if facts.by_check:
        _refuse_decided(test, facts, item)
    elif facts.items is not None and item not in facts.items:
        raise Refused(f"{item} is not in the sample of {test.control}", hint=f"its items: {join(list(facts.items), 5)}")


def _refuse_decided(test: TestAttribute, facts: TestFacts, item: str) -> None:
    """By hand a person answers what a check left undecided, and what it found to deviate."""
    left = [key for key, _ in facts.last.undecided] if facts.last is not None else []
    if item in left or item in [one.item for one in facts.deviations]:
        return
    raise Refused(
        f"{test.id} is decided for {item} by its check, not by hand",
        hint=f"by hand: {join(left, 5)}" if left else f"grcdesk tests run --control {test.control}",
    )


def _deviation(session: Session, row: TestAnswer, today: date) -> str:
    """A deviation for a fail; nothing when that item of that test is on record."""
    mine = select(Deviation).where(
        col(Deviation.engagement) == row.engagement, col(Deviation.test) == row.test, col(Deviation.item) == row.item
    )
    if session.scalar(mine) is not None:
        return ""
    name, place = next_id(session, Deviation, "DEV")
    session.add(
        Deviation(
            id=name,
            engagement=row.engagement,
            control=row.control,
            test=row.test,
            item=row.item,
            why=row.note.splitlines()[0],
            facts="{}",
            source=DeviationSource.SHEET,
            found_in=row.tested_by,
            found_on=today,
            evidence=[],
            position=place,
        )
    )
    session.flush()
    return name


def review(
    session: Session,
    here: Board,
    control: str,
    *,
    test: str = "",
    items: Sequence[str] | None = None,
    by: str,
    returned: str = "",
    today: date,
) -> int:
    """Look at answers as a second person: of one test or all of a control, of some items or all not yet looked at.

    Returns:
        How many.

    Raises:
        NotFound: for an unknown test or item.
        Refused: for one's own answer, or when there is nothing to look at.
    """
    who = clean(gap.person(by, "reviewer"))
    if not who:
        raise Refused("who has looked at it?", hint="--by NAME")
    query = _answers(here.held.id, control)
    if test:
        query = query.where(col(TestAnswer.test) == find_test(here, control, test).id)
    given = session.scalars(query).all()
    rows = _of_items(given, items) if items is not None else [row for row in given if not row.reviewed_by]
    if not rows:
        raise Refused(f"no answer of {control} waits for a second person", hint=f"grcdesk tests sheet {control}")
    _refuse_own(rows, who)
    for row in rows:
        row.reviewed_by, row.reviewed_on, row.returned = who, today, clean(returned.strip(), "reason")
    return len(rows)


def _refuse_own(rows: Sequence[TestAnswer], who: str) -> None:
    own = [f"{row.test} {row.item}".strip() for row in rows if fold(row.tested_by) == fold(who)]
    if own:
        raise Refused(f"{who} tested {join(own, 5)}: a second person looks at it", hint="--by another NAME")


def _of_items(rows: Sequence[TestAnswer], items: Sequence[str]) -> list[TestAnswer]:
    """The answers about these items; every one of them must have been answered."""
    there = {row.item for row in rows}
    for item in items:
        if item not in there:
            raise NotFound.of("answer for", item or "the control as a whole", tuple(there))
    return [row for row in rows if row.item in items]
