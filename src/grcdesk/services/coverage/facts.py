"""What coverage is judged on, gathered by four queries for any number of artefacts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import func, select
from sqlmodel import Session, col

from grcdesk import clock
from grcdesk.models.catalogs import Catalog, Control
from grcdesk.models.controls import Assessment, ControlScope
from grcdesk.models.evidence import Evidence, EvidenceLink
from grcdesk.rules.evidence.evidence import ArtefactFacts, unproven
from grcdesk.rules.time.slots import PERIODIC
from grcdesk.schemas.coverage import HeldEvidence, Listing, Run, Span, WatchedControl
from grcdesk.terms import EvidenceKind, Frequency, Scope, Status

_DAY = timedelta(days=1)
_STATES = frozenset({EvidenceKind.CONFIG_SNAPSHOT, EvidenceKind.SCREENSHOT, EvidenceKind.EXPORT, EvidenceKind.CODE_REF})
"""Kinds that show what a setting is."""
day = lru_cache(maxsize=4096)(date.fromisoformat)
"""A date of its text; a desk has few days and many artefacts."""


def watched(session: Session, controls: Sequence[str], zone: str) -> list[WatchedControl]:
    """The controls in scope that are applicable, or those named, as catalogs list them."""
    query = (
        select(
            col(Control.id),
            col(Control.frequency),
            func.coalesce(col(Assessment.anchor), col(Control.anchor)),
            func.coalesce(col(Assessment.grace_days), col(Control.grace_days)),
            col(Assessment.effective_from),
            col(Assessment.retired_on),
        )
        .join(Assessment, col(Assessment.control) == col(Control.id))
        .join(Catalog, col(Catalog.id) == col(Control.catalog))
        .where(_meant(col(Control.id), controls))
        .order_by(col(Catalog.position), col(Control.position))
    )
    return [
        WatchedControl(name, frequency, anchor, grace, since, retired, clock.end_of(retired, zone) if retired else None)
        for name, frequency, anchor, grace, since, retired in session.execute(query)
    ]


def held(session: Session, controls: Sequence[str], as_of: date) -> dict[str, HeldEvidence]:
    """What the artefacts of those controls show, up to that day; controls without any are not in it."""
    runs, lists = _runs(session, controls, as_of), _lists(session, controls)
    spans, records = _days(session, controls)
    return {
        control: HeldEvidence(
            runs.get(control, ()), spans.get(control, ()), records.get(control, ()), lists.get(control, ())
        )
        for control in {*runs, *spans, *lists}
    }


def _meant(control: Any, controls: Sequence[str]) -> Any:
    if controls:
        return control.in_(controls)
    inside = (
        select(col(ControlScope.control))
        .join(Assessment, col(Assessment.control) == col(ControlScope.control))
        .where(col(ControlScope.effective) == Scope.IN, col(Assessment.status) != Status.NOT_APPLICABLE)
    )
    return control.in_(inside)


def _behind(frequencies: Iterable[Frequency], controls: Sequence[str], *columns: Any) -> Any:
    """Those columns of the artefacts that stand behind controls of such frequency."""
    return (
        select(col(EvidenceLink.control), *columns)
        .join(Evidence, col(Evidence.id) == col(EvidenceLink.evidence))
        .join(Control, col(Control.id) == col(EvidenceLink.control))
        .where(
            col(Evidence.rejected) == "",
            col(Control.frequency).in_(sorted(frequencies)),
            _meant(col(EvidenceLink.control), controls),
        )
    )


def _raw(column: Any) -> Any:
    """A value as its text: parsing it a hundred thousand times is what takes the time."""
    return sa.type_coerce(col(column), sa.Text)


def _runs(session: Session, controls: Sequence[str], as_of: date) -> dict[str, list[Run]]:
    """The day of a run: performed on, else as of, else the last day covered."""
    on = func.coalesce(_raw(Evidence.performed_on), _raw(Evidence.as_of), _raw(Evidence.period_to))
    query = _behind(PERIODIC, controls, col(Evidence.id), on, col(Evidence.for_slot)).where(on <= as_of.isoformat())
    found: dict[str, list[Run]] = defaultdict(list)
    for control, name, when, slot in session.connection().execute(query).all():  # plain rows: half the time
        found[control].append(Run(name, day(when), slot))
    for runs in found.values():
        runs.sort(key=lambda run: (run.on, len(run.evidence), run.evidence))  # EV-10 comes after EV-9
    return found


def _days(session: Session, controls: Sequence[str]) -> tuple[dict[str, list[Span]], dict[str, list[tuple[str, Span]]]]:
    """The days shown, those that overlap joined; and change records without a snapshot of their days."""
    columns = (_raw(column) for column in (Evidence.period_from, Evidence.period_to, Evidence.as_of, Evidence.kind))
    shown: dict[str, set[tuple[str, str]]] = defaultdict(set)
    states: dict[str, set[date]] = defaultdict(set)
    records: list[tuple[str, str, Span]] = []
    query = _behind((Frequency.CONTINUOUS,), controls, col(Evidence.id), *columns)
    for control, name, first, last, moment, kind in session.connection().execute(query).all():
        if first:
            shown[control].add((first, last))
            if kind == EvidenceKind.CHANGE_RECORD:
                records.append((control, name, Span(day(first), day(last))))
        if moment:
            shown[control].add((moment, moment))
            if kind in _STATES:
                states[control].add(day(moment))
    bare: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    for control, name, span in records:
        if not any(span.start - _DAY <= when <= span.end + _DAY for when in states[control]):
            bare[control].append((name, span))
    return {control: list(_joined(sorted(found))) for control, found in shown.items()}, bare


def _joined(shown: Iterable[tuple[str, str]]) -> Iterator[Span]:
    """Those that overlap as one, in order."""
    start = end = ""
    for first, last in shown:
        if first > end:
            if end:
                yield Span(day(start), day(end))
            start, end = first, last
        else:
            end = max(end, last)
    if end:
        yield Span(day(start), day(end))


def _lists(session: Session, controls: Sequence[str]) -> dict[str, list[Listing]]:
    """Populations, with what each lacks to be final."""
    query = (
        _behind((Frequency.EVENT,), controls, Evidence)
        .where(sa.or_(col(Evidence.is_population), col(Evidence.kind) == EvidenceKind.POPULATION))
        .order_by(col(Evidence.position))
    )
    found: dict[str, list[Listing]] = defaultdict(list)
    for control, row in session.execute(query):
        start, end = row.period_from or row.as_of, row.period_to or row.as_of
        facts = ArtefactFacts(
            row.kind,
            is_population=True,
            query=row.query,
            pulled_at=row.pulled_at,
            row_count=row.row_count,
            completeness=row.completeness,
        )
        pulled = datetime.fromisoformat(row.pulled_at or row.collected_at)
        found[control].append(Listing(row.id, Span(start, end), pulled, tuple(unproven(facts)), row.row_count))
    return found
