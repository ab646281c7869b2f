"""Sources of evidence, and how long each keeps what it logs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk.errors import Refused
from grcdesk.models.base import col
from grcdesk.models.evidence import Evidence, EvidenceLink, SourceRetention
from grcdesk.rules.evidence import retention
from grcdesk.schemas.evidence.evidence import SourceRow
from grcdesk.schemas.outcomes import Outcome
from grcdesk.services.common.context import Service
from grcdesk.terms import Verb
from grcdesk.text import clean
from grcdesk.wording import count

_FEW = 500
"""So many words for sources are put into a query; beyond them all are read."""


class Sources(Service):
    """Verbs on sources."""

    def list(self) -> list[SourceRow]:
        """Sources in use and sources whose retention is known, by name."""
        with self._store.read() as session:
            own = {row.id: row for row in session.scalars(select(SourceRetention))}
            known = _known(own.values())
            used = _used(session, known)
        names = sorted({*known, *used}, key=str.casefold)
        notes = {name: row.note for name, row in own.items()}
        return [SourceRow(name, known.get(name), name in own, notes.get(name, ""), used[name]) for name in names]

    def set(self, name: str, days: int, *, note: str = "") -> Outcome:
        """Say how long a source keeps what it logs; 0 days: for ever.

        Raises:
            Refused: without a name.
        """
        with self._store.work(Verb.SOURCE_SET) as work:
            tidy = clean(" ".join(name.split()), "name")
            if not tidy:
                raise Refused("a source needs a name", hint="as artefacts name it")
            known = [*work.session.scalars(select(col(SourceRetention.id))), *retention.KNOWN]
            tidy = next((one for one in known if one.casefold() == tidy.casefold()), tidy)
            row = work.session.get(SourceRetention, tidy) or SourceRetention(id=tidy)
            row.days, row.note = days, clean(note.strip(), "note")
            work.session.add(row)
        return work.outcome(f"{tidy} keeps {count(days, 'day') if days else 'everything'}")


def of_controls(session: Session, controls: Sequence[str]) -> dict[str, dict[str, int]]:
    """For each of those controls the sources its artefacts come from whose retention is known, with the days."""
    known = _known(session.scalars(select(SourceRetention)))
    texts = session.scalars(select(col(Evidence.source)).where(col(Evidence.source) != "").distinct())
    named = {text: source for text in texts if (source := retention.source_of(text, known))}
    if not (named and controls):
        return {}
    query = (
        select(col(EvidenceLink.control), col(Evidence.source))
        .join(Evidence, col(Evidence.id) == col(EvidenceLink.evidence))
        .where(col(EvidenceLink.control).in_(controls), col(Evidence.rejected) == "", col(Evidence.source) != "")
        .distinct()
    )
    if len(named) <= _FEW:
        query = query.where(col(Evidence.source).in_(named))
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for control, text in session.execute(query):
        if text in named:
            found[control][named[text]] = known[named[text]]
    return found


def _known(own: Iterable[SourceRetention]) -> dict[str, int]:
    return {**retention.KNOWN, **{row.id: row.days for row in own}}


def _used(session: Session, known: dict[str, int]) -> Counter[str]:
    """Artefacts by the source whose retention is known, or by their own words."""
    found: Counter[str] = Counter()
    query = (
        select(col(Evidence.source), func.count()).where(col(Evidence.rejected) == "").group_by(col(Evidence.source))
    )
    for source, number in session.execute(query):
        if source:
            found[retention.source_of(source, known) or source] += number
    return found
