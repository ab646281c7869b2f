"""Deviations: judged by a person, and never removed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.testing import Deviation
from grcdesk.rules.controls import gap
from grcdesk.rules.fields.testing import DEVIATION_FIELDS, DEVIATION_READERS
from grcdesk.rules.filters import filters
from grcdesk.rules.reviews.reviews import fold
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.testing.testing import DeviationRow
from grcdesk.services.common.context import Service
from grcdesk.services.common.in_force import in_force
from grcdesk.services.evidence import reading as evidence_reading
from grcdesk.services.testing.reading import deviation_of, deviation_rows
from grcdesk.terms import Verb
from grcdesk.terms.testing import DeviationState
from grcdesk.text import clean
from grcdesk.wording import join, word


class Deviations(Service):
    """Verbs on the deviations of the engagement in force."""

    def list(self, where: str = "", *, sort: str = "") -> list[DeviationRow]:
        """Deviations, oldest first, or those that match a filter, sorted by it.

        Raises:
            FilterError: when the filter cannot be understood.
        """
        text = " ".join(part for part in (where, f"sort:{sort}" if sort else "") if part)
        today = self._today()
        tree = filters.parse(text, DEVIATION_FIELDS, today)
        with self._store.read() as session:
            rows = deviation_rows(session)
        kept = [row for row in rows if filters.match(tree, row, DEVIATION_READERS, today)]
        return filters.arrange(tree, kept, DEVIATION_READERS) if tree.sort else kept

    def show(self, deviation: str) -> DeviationRow:
        """One deviation.

        Raises:
            NotFound: when there is none.
        """
        with self._store.read() as session:
            return deviation_of(_found(session, deviation))

    def confirm(
        self,
        deviations: Sequence[str],
        *,
        by: str,
        note: str = "",
        false_positive: bool = False,
        second: str = "",
        evidence: Sequence[str] = (),
        dry_run: bool = False,
    ) -> Outcome:
        """Confirm deviations as exceptions; or say, two people and a reason, that they are none. They stay on record.

        Args:
            deviations: their ids.
            by: the person who judges.
            note: why; a false positive needs it.
            false_positive: it is none.
            second: who else says so.
            evidence: artefacts that show it.
            dry_run: say what would happen; change nothing.

        Raises:
            NotFound: for an unknown deviation or artefact.
            Refused: without a person, or a false positive without reason or another second person.
        """
        with self._store.work(Verb.DEVIATION_CONFIRM, note, dry_run=dry_run) as work:
            who, why = clean(gap.person(by, "who judges")), clean(note.strip(), "note")
            other = clean(gap.person(second, "second person"))
            _refuse_lacking(who, why, other, false_positive=false_positive)
            evidence_reading.require(work.session, evidence)
            rows = [_found(work.session, name) for name in dict.fromkeys(deviations)]
            work.about({row.id: f"{row.test} {row.item}".strip() for row in rows})
            state = DeviationState.FALSE_POSITIVE if false_positive else DeviationState.EXCEPTION
            for row in rows:
                row.state, row.decided_by, row.decided_on = state, who, self._today()
                row.reason, row.second, row.evidence = why, other if false_positive else "", list(evidence)
        named = join([row.id for row in rows])
        said = _JUDGED[state][len(rows) > 1]
        by_whom = f"{who} and {other}" if false_positive else who
        return work.outcome(f"{named} {said}, by {by_whom}")


_JUDGED = {
    DeviationState.FALSE_POSITIVE: ("is no exception", "are no exceptions"),
    DeviationState.EXCEPTION: ("is an exception", "are exceptions"),
}
"""Of one, and of several."""


def _refuse_lacking(who: str, why: str, other: str, *, false_positive: bool) -> None:
    if not who:
        raise Refused("a person judges a deviation", hint="--by NAME")
    if not false_positive:
        return
    lacks = [] if why else ["a reason"]
    if not other or fold(other) == fold(who):
        lacks.append("a second person, another than who judges")
    if lacks:
        raise Refused(
            f"a {word(DeviationState.FALSE_POSITIVE)} needs {join(lacks)}", hint="--reason TEXT --second NAME"
        )


def _found(session: Session, name: str) -> Deviation:
    mine = select(Deviation).where(col(Deviation.engagement) == in_force(session))
    row = session.scalar(mine.where(col(Deviation.id) == name.strip().upper()))
    if row is None:
        raise NotFound.of("deviation", name, tuple(one.id for one in session.scalars(mine)))
    return row
