"""Deviations of tests as what a finding is about: how many of how many, of which test, and what shows each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.testing import Deviation
from grcdesk.models.unreadable import stored_day
from grcdesk.schemas.findings.findings import ItemFacts
from grcdesk.schemas.testing.testing import DeviationRow
from grcdesk.services.common.in_force import in_force
from grcdesk.services.testing.reading import board, deviation_of
from grcdesk.terms.testing import DeviationState
from grcdesk.wording import join, word

_PEOPLE = ("author", "actor", "owner", "account", "requester", "granted_by", "approver")
_PLACES = ("system", "provider", "store", "feature", "service", "repository", "dataset_id")
_TIMES = (
    "deployed_at",
    "executed_at",
    "merged_at",
    "granted_at",
    "detected_at",
    "started_at",
    "opened_at",
    "created_at",
)


def exceptions(session: Session, ids: Sequence[str]) -> list[DeviationRow]:
    """Those deviations of the engagement in force, each confirmed by a person.

    Raises:
        NotFound: when there is none of that id.
        Refused: when nobody has confirmed it yet, or two people said that it is none.
    """
    rows = _named(session, ids)
    false = _in_state(rows, DeviationState.FALSE_POSITIVE)
    if false:
        raise Refused(f"{join(false)}: {word(DeviationState.FALSE_POSITIVE)}, so no finding")
    waiting = _in_state(rows, DeviationState.OPEN)
    if waiting:
        raise Refused(
            f"nobody has judged {join(waiting)} yet", hint="a person confirms a deviation before it is reported"
        )
    return [deviation_of(row) for row in rows]


def _named(session: Session, ids: Sequence[str]) -> list[Deviation]:
    """Deviations of the engagement in force, each once, in the order they are named."""
    wanted = list(dict.fromkeys(one.strip().upper() for one in ids if one.strip()))
    mine = select(Deviation).where(col(Deviation.engagement) == in_force(session)).order_by(col(Deviation.position))
    known = {row.id: row for row in session.scalars(mine)}
    for name in wanted:
        if name not in known:
            raise NotFound.of("deviation", name, tuple(known))
    return [known[name] for name in wanted]


def _in_state(rows: Sequence[Deviation], state: DeviationState) -> list[str]:
    return [row.id for row in rows if row.state is state]


def extent(session: Session, rows: Sequence[DeviationRow]) -> tuple[int, int | None]:
    """Items they stand for, and the items their tests were put to; None where that is not on record."""
    tests = {row.test for row in rows}
    here = board(session, [rows[0].control])
    facts = [here.facts(test) for test in here.tests[rows[0].control] if test.id in tests]
    numbers = [one.last.n if one.last else len({cell.item for cell in one.cells if cell.item}) for one in facts]
    k = sum(row.count for row in rows)
    # of one control several tests may be meant: the widest is what its deviations are counted out of
    n = max(numbers, default=0)
    # fewer items than deviations: the test was run anew over another sample since, and "of how many" is not known
    return k, n if n >= k else None


def items(rows: Sequence[DeviationRow]) -> tuple[ItemFacts, ...]:
    """Each as a thing the finding is about, with whose and where it was."""
    return tuple(
        ItemFacts(
            item=row.item or row.id,
            link=row.id,
            what=row.why,
            person=_first(row.facts, _PEOPLE),
            system=_first(row.facts, _PLACES),
            occurred_on=_day(_first(row.facts, _TIMES)),
        )
        for row in rows
    )


def _first(facts: Mapping[str, str], names: Sequence[str]) -> str:
    return next((facts[name] for name in names if facts.get(name)), "")


def _day(moment: str) -> date | None:
    with suppress(ValueError):
        return stored_day(moment[:10])
    return None
