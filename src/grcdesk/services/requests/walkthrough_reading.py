"""Reading walkthroughs of the engagement in force, by a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound
from grcdesk.models.base import col
from grcdesk.models.catalogs import Control
from grcdesk.models.walkthroughs import Walkthrough, WalkthroughAnswer, WalkthroughDifference
from grcdesk.rules.requests import walkthroughs as rules
from grcdesk.schemas.requests.walkthroughs import DepartureRow, WalkthroughDetail, WalkthroughQuestion, WalkthroughRow
from grcdesk.services.common.in_force import in_force


def find(session: Session, name: str) -> Walkthrough:
    """The walkthrough of that id in the engagement in force; the only one of a control goes by its id too.

    Raises:
        NotFound: when there is none, or several of that control.
    """
    rows = list(session.scalars(select(Walkthrough).where(col(Walkthrough.engagement) == in_force(session))))
    folded = name.strip().casefold()
    same = [row for row in rows if row.id.casefold() == folded]
    same = same or [row for row in rows if row.control.casefold() == folded]
    if len(same) > 1:
        raise NotFound(f"{same[0].control} has several walkthroughs: {', '.join(row.id for row in same)}")
    if not same:
        raise NotFound.of("walkthrough", name, tuple(row.id for row in rows))
    return same[0]


def details(session: Session, wanted: Sequence[str] | None = None) -> list[WalkthroughDetail]:
    """Those walkthroughs, or all, in the order they came."""
    query = (
        select(Walkthrough, col(Control.title), col(Control.statement))
        .outerjoin(Control, col(Control.id) == col(Walkthrough.control))
        .where(col(Walkthrough.engagement) == in_force(session))
        .order_by(col(Walkthrough.position))
    )
    if wanted is not None:
        query = query.where(col(Walkthrough.id).in_(wanted))
    rows = session.execute(query).all()
    ids = [row.id for row, _, _ in rows]
    questions: dict[str, list[WalkthroughQuestion]] = defaultdict(list)
    asked = select(WalkthroughAnswer).where(col(WalkthroughAnswer.walkthrough).in_(ids))
    for one in session.scalars(asked.order_by(col(WalkthroughAnswer.number))):
        questions[one.walkthrough].append(
            WalkthroughQuestion(one.number, one.question, one.answer, one.note, one.answered_by, one.answered_on)
        )
    found: dict[str, list[DepartureRow]] = defaultdict(list)
    seen = select(WalkthroughDifference).where(col(WalkthroughDifference.walkthrough).in_(ids))
    for diff in session.scalars(seen.order_by(col(WalkthroughDifference.position))):
        found[diff.walkthrough].append(
            DepartureRow(
                *(diff.id, diff.what, diff.question, diff.found_on, diff.settled, diff.settled_by, diff.settled_on)
            )
        )
    return [
        _detail(row, (title or "", statement or ""), questions[row.id], found[row.id]) for row, title, statement in rows
    ]


def _detail(
    row: Walkthrough,
    control: tuple[str, str],
    questions: Sequence[WalkthroughQuestion],
    differences: Sequence[DepartureRow],
) -> WalkthroughDetail:
    lacks = rules.lacking(
        held_on=row.held_on,
        people=row.people,
        shown=row.shown,
        item=row.item,
        questions=questions,
        differences=differences,
        no_difference=row.no_difference,
    )
    answered = sum(one.answer is not None for one in questions)
    touched = bool(row.held_on or row.shown or row.item or row.followed or answered or differences)
    told = WalkthroughRow(
        id=row.id,
        control=row.control,
        title=control[0],
        state=rules.state(lacks, touched=touched, differences=differences),
        planned_on=row.planned_on,
        held_on=row.held_on,
        people=tuple(row.people),
        led_by=row.led_by,
        item=row.item,
        questions=len(questions),
        answered=answered,
        differences=len(differences),
        open_differences=sum(not one.settled for one in differences),
        lacking=lacks if touched else (),
        version=row.version,
    )
    return WalkthroughDetail(
        told, control[1], row.shown, row.followed, row.no_difference, tuple(questions), tuple(differences)
    )


def difference(session: Session, name: str) -> WalkthroughDifference:
    """The difference of that id, of a walkthrough in the engagement in force.

    Raises:
        NotFound: when there is none.
    """
    query = (
        select(WalkthroughDifference)
        .join(Walkthrough, col(Walkthrough.id) == col(WalkthroughDifference.walkthrough))
        .where(col(Walkthrough.engagement) == in_force(session))
    )
    rows = {row.id.casefold(): row for row in session.scalars(query)}
    row = rows.get(name.strip().casefold())
    if row is None:
        raise NotFound.of("difference", name, tuple(one.id for one in rows.values()))
    return row


def differences_of(session: Session, walkthrough: str) -> int:
    """How many were written down for it; none is ever taken away, so the next number follows."""
    query = select(func.count()).select_from(WalkthroughDifference)
    return session.scalar(query.where(col(WalkthroughDifference.walkthrough) == walkthrough)) or 0
