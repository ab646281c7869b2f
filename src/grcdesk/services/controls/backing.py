"""What bears out that controls are in place: `rules.controls.support` as SQL, and the facts it looks at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from grcdesk.models.base import IsoDate, col
from grcdesk.models.catalogs import Control, WantedEvidence
from grcdesk.models.controls import Assessment
from grcdesk.models.evidence import Evidence, EvidenceLink
from grcdesk.rules.controls.support import Behind, Reach, reach, shortly, support
from grcdesk.rules.evidence.results import NOT_COUNTED
from grcdesk.rules.evidence.standing import UNREAD
from grcdesk.schemas.controls.controls import Backing
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.services.common.in_force import engagement
from grcdesk.terms import EvidenceKind, Status, Support
from grcdesk.terms.audits import OF_A_DAY
from grcdesk.wording import join, word

FIRST = func.coalesce(col(Evidence.period_from), col(Evidence.as_of), type_=IsoDate())
LAST = func.coalesce(col(Evidence.period_to), col(Evidence.as_of), type_=IsoDate())


def within(session: Session, today: date) -> Reach:
    """The days artefacts must meet, for the desk's period and that day."""
    row = engagement(session)
    period = Span.of(row.period_start, row.period_end)
    return reach(period, today, of_a_day=row.kind in OF_A_DAY)


def _newer() -> Any:
    """The id of what first took the place of an artefact; one that was rejected itself took none."""
    # an alias of its own each time: one that threads share may be asked while it is still being adapted
    newer: Any = aliased(Evidence)
    meant = (newer.supersedes == col(Evidence.id), newer.rejected == "")
    return select(func.min(newer.id)).where(*meant).correlate(Evidence)


def counts(meant: Reach) -> Any:
    """Whether an artefact counts: `support.against` gives no reason."""
    newer = _newer().scalar_subquery()
    dated = sa.and_(col(Evidence.valid_until).is_(None), sa.literal(meant.days.start, IsoDate()) <= LAST)
    return sa.and_(
        col(Evidence.sha256) != "",
        col(Evidence.integrity) == "",
        col(Evidence.rejected) == "",
        sa.or_(col(Evidence.kind).not_in(UNREAD), col(Evidence.importer) != ""),
        col(Evidence.result) != NOT_COUNTED,
        sa.literal(meant.days.end, IsoDate()) >= FIRST,
        sa.or_(dated, col(Evidence.valid_until) >= meant.valid_on),
        newer.is_(None),
    )


def columns(control: Any, meant: Reach) -> tuple[Any, Any]:
    """`support.backing` of a control: how many kinds are there, and how many must be."""
    mandatory = (col(WantedEvidence.control) == control, col(WantedEvidence.mandatory))
    behind = (
        select(col(EvidenceLink.id))
        .join(Evidence, col(Evidence.id) == col(EvidenceLink.evidence))
        .where(col(EvidenceLink.control) == control, counts(meant))
    )
    of_kind = behind.where(col(Evidence.kind) == col(WantedEvidence.kind)).correlate(Control, WantedEvidence).exists()
    kinds = select(func.count(sa.distinct(col(WantedEvidence.kind)))).where(*mandatory)
    needed = kinds.correlate(Control).scalar_subquery()
    there = kinds.where(of_kind).correlate(Control).scalar_subquery()
    # a control for which no kind must be there needs one artefact all the same: nothing on file supports nothing
    some = sa.case((behind.correlate(Control).exists(), 1), else_=0)
    return sa.case((needed == 0, some), else_=there), sa.case((needed == 0, 1), else_=needed)


def short_of(session: Session, controls: Collection[str], today: date) -> tuple[str, ...]:
    """Which of some controls said to be in place are not borne out yet, and what is short: a sentence for each why."""
    have, need = columns(col(Control.id), within(session, today))
    query = (
        select(col(Control.id), col(Assessment.design), col(Assessment.implemented), have, need)
        .join(Assessment, col(Assessment.control) == col(Control.id))
        .where(col(Control.id).in_(controls), col(Assessment.status) == Status.IN_PLACE)
        .order_by(col(Control.id))
    )
    found: dict[str, list[str]] = defaultdict(list)
    for control, design, implemented, there, wanted in session.execute(query):
        level = support(Status.IN_PLACE, design, implemented, Backing(there, wanted))
        if level is not None and level is not Support.SUPPORTED:
            why = shortly(design, implemented, Backing(there, wanted))
            found[f"in place, {word(level)} ({why})"].append(control)
    return tuple(f"{join(names, 4)} still {what}" for what, names in found.items())


def facts(session: Session, controls: Iterable[str], kinds: Sequence[EvidenceKind] = ()) -> dict[str, list[Behind]]:
    """The artefacts behind those controls, the newest first; all kinds when none is named."""
    newer = _newer()
    query = (
        select(
            col(EvidenceLink.control),
            col(Evidence.id),
            col(Evidence.kind),
            FIRST,
            LAST,
            col(Evidence.valid_until),
            col(Evidence.sha256) != "",
            col(Evidence.integrity),
            col(Evidence.rejected),
            func.coalesce(newer.scalar_subquery(), ""),
            col(Evidence.importer),
            col(Evidence.result),
        )
        .join(Evidence, col(Evidence.id) == col(EvidenceLink.evidence))
        .where(col(EvidenceLink.control).in_(tuple(controls)))
        .order_by(LAST.desc(), col(Evidence.position).desc())
    )
    found: dict[str, list[Behind]] = defaultdict(list)
    for control, *told in session.execute(query.where(col(Evidence.kind).in_(kinds)) if kinds else query):
        found[control].append(Behind(*told))
    return found
