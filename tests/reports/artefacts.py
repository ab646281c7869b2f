"""Artefacts of the made-up desk, and what they show of its period."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from grcdesk import clock
from grcdesk.rules.coverage import coverage, earliest_period
from grcdesk.rules.time.grace import GRACE_DAYS
from grcdesk.schemas.controls.controls import ControlDetail
from grcdesk.schemas.coverage.clean import CleanWindow
from grcdesk.schemas.coverage.coverage import CoverageQuestion, CoverageRow, HeldEvidence, Run, Span, WatchedControl
from grcdesk.schemas.evidence.evidence import EvidenceRow
from grcdesk.terms import CollectorMethod, Confidentiality, EvidenceKind, Frequency, Scope, Status

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
_DAILY = {Frequency.DAILY, Frequency.MULTIPLE_DAILY}
_PLAIN = EvidenceRow(
    id="EV-1",
    title="Rotation record of the provider keys",
    kind=EvidenceKind.REPORT,
    as_of=None,
    period_from=None,
    period_to=None,
    performed_on=None,
    collected_at="2026-11-20T09:00:00.000Z",
    source="Secrets store",
    file_name="rotation.pdf",
    url="",
    sha256="",
    size=0,
    rejected="",
    controls=(),
    tests=(),
    recorded_at="2026-11-20T09:00:01.000Z",
    query="audit list --path providers/*",
    pulled_at="",
    completeness="count equals that of the store",
    accuracy="",
    checked_by="Ines Okafor",
    collected_by="Dana Reyes",
    provided_by="",
    method=CollectorMethod.CLI,
    for_slot="",
    confidentiality=Confidentiality.INTERNAL,
    valid_until=None,
    supersedes="",
    superseded_by="",
    is_population=False,
    row_count=None,
    importer="",
)


def artefact(number: int, control: str) -> EvidenceRow:
    """One artefact of a control: of a day, or of a span, and every tenth one rejected."""
    day = date(2026, number % 11 + 1, 9)
    spans = number % 3 == 0
    return replace(
        _PLAIN,
        id=f"EV-{number}",
        as_of=None if spans else day,
        period_from=date(2026, 1, 1) if spans else None,
        period_to=day if spans else None,
        sha256=hashlib.sha256(str(number).encode()).hexdigest(),
        size=48_211 + number,
        controls=(control,),
        tests=(f"{control}.T1",),
        rejected="" if number % 10 else "Drawn from the test system",
    )


def artefacts(details: Sequence[ControlDetail]) -> tuple[EvidenceRow, ...]:
    """As many as each control counts."""
    owners = [each.row.id for each in details for _ in range(each.row.evidence)]
    return tuple(artefact(number, control) for number, control in enumerate(owners, 1))


def reach(details: Sequence[ControlDetail], rows: Sequence[EvidenceRow], as_of: date) -> tuple[CoverageRow, ...]:
    """What they show of 2026, control by control in scope."""
    asked = CoverageQuestion(YEAR, as_of, clock.end_of(as_of, "UTC"), clock.end_of(YEAR.end, "UTC"))
    return tuple(coverage.judge(control, behind, asked) for control, behind in _held(details, rows))


def clean_start(details: Sequence[ControlDetail], rows: Sequence[EvidenceRow], as_of: date) -> CleanWindow:
    """From when on they show no hole."""
    starts = [earliest_period.start_of(control, behind, as_of) for control, behind in _held(details, rows)]
    return earliest_period.earliest(starts, as_of, 6, YEAR)


def _held(
    details: Sequence[ControlDetail], rows: Sequence[EvidenceRow]
) -> Iterator[tuple[WatchedControl, HeldEvidence]]:
    daily = False
    for each in details:
        if each.row.scope is not Scope.IN or each.row.status is Status.NOT_APPLICABLE:
            continue
        if each.row.frequency in _DAILY:
            if daily:
                continue  # one with 365 slots is enough
            daily = True
        mine = [row for row in rows if each.row.id in row.controls and not row.rejected]
        runs = sorted((Run(row.id, row.last_day) for row in mine if row.last_day), key=lambda run: run.on)
        spans = [Span(row.period_from or row.as_of, row.period_to or row.as_of) for row in mine]  # type: ignore[arg-type]
        frequency = each.row.frequency
        control = WatchedControl(each.row.id, frequency, each.anchor, GRACE_DAYS[frequency], each.effective_from)
        yield control, HeldEvidence(runs, spans)
