"""Artefacts: dated, hashed, tied to controls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlmodel import col

from grcdesk import clock
from grcdesk.errors import NotFound, Refused
from grcdesk.models.evidence import Evidence, EvidenceLink
from grcdesk.schemas.evidence import EvidenceRow
from grcdesk.schemas.outcomes import Outcome
from grcdesk.services.actions import require_control
from grcdesk.services.ids import next_id
from grcdesk.store import vault
from grcdesk.store.work import Store
from grcdesk.terms import EvidenceKind, Verb
from grcdesk.text import clean
from grcdesk.wording import join


@dataclass(frozen=True, slots=True)
class Artefact:
    """What a person says of an artefact."""

    kind: EvidenceKind
    title: str = ""
    as_of: date | None = None
    period_from: date | None = None
    period_to: date | None = None
    performed_on: date | None = None
    source: str = ""
    query: str = ""


class EvidenceRegister:
    """Verbs on artefacts."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def list(self, *, control: str = "") -> list[EvidenceRow]:
        """Artefacts in the order they came; of one control, or all."""
        query = select(Evidence).order_by(col(Evidence.position))
        if control:
            linked = select(col(EvidenceLink.evidence)).where(col(EvidenceLink.control) == control)
            query = query.where(col(Evidence.id).in_(linked))
        with self._store.read() as session:
            rows = session.scalars(query).all()
            linked_to: dict[str, list[str]] = defaultdict(list)
            links = select(EvidenceLink).where(col(EvidenceLink.evidence).in_([row.id for row in rows]))
            for link in session.scalars(links.order_by(col(EvidenceLink.control))):
                linked_to[link.evidence].append(link.control)
            return [_view(row, tuple(linked_to[row.id])) for row in rows]

    def add(self, source: str | Path, facts: Artefact, *, controls: Sequence[str]) -> Outcome:
        """Take a file into the vault, or note a link, and tie it to controls.

        Raises:
            Refused: when it carries no date: an as-of day, or a period from and to.
            NotFound: when a control does not exist.
            BadInput, Unwritable: when the file cannot be taken.
        """
        with self._store.work(Verb.EVIDENCE_ADD) as work:
            for control in controls:
                require_control(work.session, control)
            _refuse_undated(facts)
            is_link = str(source).startswith(("http://", "https://"))
            sha, size, known = ("", 0, False) if is_link else vault.keep(self._store.paths, Path(source))
            name, number = next_id(work.session, Evidence, "EV")
            work.session.add(
                Evidence(
                    id=name,
                    title=clean(facts.title.strip() or Path(source).name, "title"),
                    kind=facts.kind,
                    as_of=facts.as_of,
                    period_from=facts.period_from,
                    period_to=facts.period_to,
                    performed_on=facts.performed_on,
                    collected_at=clock.stamp(clock.now()),
                    source=clean(facts.source),
                    query=clean(facts.query),
                    file_name="" if is_link else clean(Path(source).name),
                    url=clean(str(source), "link") if is_link else "",
                    sha256=sha,
                    size=size,
                    position=number,
                )
            )
            for control in dict.fromkeys(controls):
                work.session.add(EvidenceLink(id=f"{control}/{name}", control=control, evidence=name))
        warnings = ("a link is not preserved: keep a copy",) if is_link else ()
        said = " (the same bytes were in the vault already)" if known else ""
        tied = f" for {join(list(controls))}" if controls else ""
        return work.outcome(f"{name}{tied}{said}", warnings=warnings)

    def reject(self, evidence: str, *, reason: str) -> Outcome:
        """Mark an artefact as not usable; it then supports nothing. It is kept.

        Raises:
            NotFound: when there is no such artefact.
            Refused: without a reason.
        """
        with self._store.work(Verb.EVIDENCE_REJECT, reason) as work:
            row = work.session.get(Evidence, evidence)
            if row is None:
                raise NotFound.of("evidence", evidence, tuple(work.session.scalars(select(col(Evidence.id)))))
            if not reason.strip():
                raise Refused(f"rejecting {evidence} needs a reason", hint="--reason TEXT")
            row.rejected = clean(reason.strip(), "reason")
        return work.outcome(f"{evidence} rejected")


def _refuse_undated(facts: Artefact) -> None:
    if facts.as_of is None and (facts.period_from is None or facts.period_to is None):
        raise Refused("evidence without a date shows nothing", hint="--as-of DATE, or --from DATE --to DATE")
    if facts.period_from and facts.period_to and facts.period_to < facts.period_from:
        raise Refused(f"the period ends before it begins: {facts.period_from}..{facts.period_to}")


def _view(row: Evidence, controls: tuple[str, ...]) -> EvidenceRow:
    return EvidenceRow(
        row.id,
        row.title,
        row.kind,
        row.as_of,
        row.period_from,
        row.period_to,
        row.performed_on,
        row.collected_at,
        row.source,
        row.file_name,
        row.url,
        row.sha256,
        row.size,
        row.rejected,
        controls,
    )
