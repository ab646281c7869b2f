"""Work done in the desk as evidence: a file of facts in the vault, in its slot, until the work is reopened.

The file is canonical JSON: counts, names, dates and the position of the log; no free text of customers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.models.base import col
from grcdesk.models.catalogs import Control, WantedEvidence
from grcdesk.models.controls import Assessment
from grcdesk.models.evidence import Evidence, EvidenceLink
from grcdesk.paths import DeskPaths
from grcdesk.rules.time.slots import PERIODIC, later, slots_of
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.services.common.ids import next_id
from grcdesk.services.common.in_force import engagement
from grcdesk.store import journal, temporary, vault
from grcdesk.terms import CollectorMethod, EvidenceKind, FactsFrom, Frequency
from grcdesk.text import clean
from grcdesk.wording import join

IMPORTER = "facts"
"""As an artefact names what made it."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkDone:
    """What was done, as it becomes evidence."""

    origin: FactsFrom
    about: str
    """What it is of, e.g. `vendor review VR-1`: a newer one of the same takes the place of an older."""
    title: str
    on: date
    """The day it was done, as a person told it."""
    by: str
    content: Mapping[str, Any]
    whole: bool = True
    """Whether it is a run of the control; else it stands beside others as a note."""
    alone: EvidenceKind = EvidenceKind.SIGN_OFF
    """What it is where no control asks for it."""
    beside: EvidenceKind | None = None
    """What it is where it goes to the controls that ask for such work and is none: it shows nothing by itself."""


def cycle(session: Session, origin: FactsFrom, on: date) -> Span:
    """The cycle that holds a day, of the control this work proves; a year up to that day of none.

    Inside the audit period it is the slot of the control, else one cycle back.
    """
    row = session.execute(
        select(col(Control.frequency), func.coalesce(col(Assessment.anchor), col(Control.anchor)))
        .join(WantedEvidence, col(WantedEvidence.control) == col(Control.id))
        .outerjoin(Assessment, col(Assessment.control) == col(Control.id))
        .where(col(WantedEvidence.facts) == origin)
        .order_by(col(Control.id))
    ).first()
    frequency, anchor = row if row is not None else (Frequency.ANNUAL, None)
    if frequency not in PERIODIC:
        frequency = Frequency.ANNUAL
    held = engagement(session)
    period = Span.of(held.period_start, held.period_end)
    if row is not None and period is not None and period.start <= on <= period.end:
        # the slots of a window leave out no day of it
        return next(slot.nominal for slot in slots_of(frequency, anchor, period) if on <= slot.inside.end)
    return Span(later(on, frequency, -1) + _DAY, on)


def keep(session: Session, paths: DeskPaths, done: WorkDone) -> str:
    """Make it evidence for the controls that ask for it; what to tell of it.

    Without such a control in the desk it waits to be placed.
    """
    wanted = _wanted(session, done)
    older = in_force(session, done.about)
    # concluded again with nothing else: a second artefact of the same facts would say that it was done twice
    if older is not None and told(paths, older) == done.content:
        return ""
    sha, size = _into_vault(paths, _bytes(session, done), done)
    name, number = next_id(session, Evidence, "EV")
    moment = clock.stamp(clock.now())
    session.add(
        Evidence(
            id=name,
            title=clean(done.title, "title"),
            kind=next(iter(wanted.values()), _alone(done)),
            as_of=done.on,
            performed_on=done.on,
            collected_at=moment,
            recorded_at=moment,
            collected_by=clean(done.by),
            method=CollectorMethod.WRITTEN,
            source=clean(done.about),
            importer=IMPORTER,
            supersedes=older.id if older is not None else "",
            file_name=_file_name(done),
            sha256=sha,
            size=size,
            position=number,
        )
    )
    session.add_all(EvidenceLink(id=f"{control}/{name}", control=control, evidence=name) for control in wanted)
    stands = "stands for" if done.beside is None else "lies with"
    tied = f" {stands} {join(sorted(wanted))}" if wanted else " waits to be placed"
    return f"{name}{tied}"


def _alone(done: WorkDone) -> EvidenceKind:
    if done.beside is not None:
        return done.beside
    return done.alone if done.whole else EvidenceKind.DOCUMENT


def withdraw(session: Session, about: str, reason: str) -> str:
    """Take the evidence of work that was reopened out of force; its id, or nothing."""
    row = in_force(session, about)
    if row is None:
        return ""
    row.rejected = clean(reason, "reason")
    return row.id


def told(paths: DeskPaths, row: Evidence) -> Any:
    """What the file of facts behind an artefact says; None when its bytes cannot be read."""
    try:
        return json.loads(vault.blob(paths, row.sha256).read_bytes())["facts"]
    except (OSError, ValueError, KeyError):
        return None


def in_force(session: Session, about: str) -> Evidence | None:
    """The newest evidence that work about this made, when it was not taken back."""
    query = select(Evidence).where(
        col(Evidence.importer) == IMPORTER, col(Evidence.source) == about, col(Evidence.rejected) == ""
    )
    return session.scalars(query.order_by(col(Evidence.position).desc())).first()


def _wanted(session: Session, done: WorkDone) -> dict[str, EvidenceKind]:
    """Controls that ask for it, each with the kind it asks for; a mere note goes where such a note is wanted."""
    query = select(col(WantedEvidence.control), col(WantedEvidence.kind)).order_by(col(WantedEvidence.control))
    asked = _by_control(session, query.where(col(WantedEvidence.facts) == done.origin))
    if done.beside is not None:
        return dict.fromkeys(asked, done.beside)
    if done.whole or not asked:
        return asked
    note = col(WantedEvidence.kind) == EvidenceKind.DOCUMENT
    return _by_control(session, query.where(col(WantedEvidence.control).in_(asked), note))


def _by_control(session: Session, query: Any) -> dict[str, EvidenceKind]:
    return dict(session.execute(query).all())


def _bytes(session: Session, done: WorkDone) -> bytes:
    head = journal.head(session.connection(), changes_only=True)
    line = {
        "format": "grcdesk facts 1",
        "from": done.origin.value,
        "about": done.about,
        "performed_on": done.on.isoformat(),
        "by": done.by,
        "log": {"entry": head.seq, "head": head.hash},
        "facts": done.content,
    }
    return journal.canonical(line) + b"\n"


def _into_vault(paths: DeskPaths, content: bytes, done: WorkDone) -> tuple[str, int]:
    with temporary.folder(paths) as folder:
        file = folder / _file_name(done)
        file.write_bytes(content)
        sha, size, _ = vault.keep(paths, file)
    return sha, size


def _file_name(done: WorkDone) -> str:
    plain = "".join(letter if letter.isalnum() else "-" for letter in done.about.casefold())
    return f"{plain}-{done.on}.json"


def as_json(value: Any) -> Any:
    """A value as canonical JSON holds it."""
    return json.loads(json.dumps(value, default=str))
