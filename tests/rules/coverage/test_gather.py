"""What artefacts behind controls come to, control by control."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from grcdesk.rules.coverage.gather import gather
from grcdesk.schemas.coverage.coverage import HeldEvidence, Span
from grcdesk.schemas.evidence.behind import BehindControl
from grcdesk.terms import EvidenceKind, Frequency, Shows

JUNE = date(2026, 6, 15)
DAY = timedelta(days=1)
SIGNED = BehindControl(
    "EV-1", EvidenceKind.SIGN_OFF, Shows.RUN, "", JUNE, JUNE, False, None, "", date(2026, 7, 1), date(2026, 6, 30)
)
RECORD = replace(
    SIGNED, evidence="EV-2", kind=EvidenceKind.CHANGE_RECORD, shows=Shows.RECORD, last=JUNE + 9 * DAY, term=True
)
SHOT = replace(SIGNED, evidence="EV-3", kind=EvidenceKind.CONFIG_SNAPSHOT, shows=Shows.STATE)


def held(
    *found: BehindControl, frequency: Frequency = Frequency.CONTINUOUS, as_of: date = date(2026, 12, 1)
) -> HeldEvidence:
    return gather((("C-1", frequency, one) for one in found), as_of)["C-1"]


def test_runs_are_those_up_to_the_day_in_order_and_ids_count_as_numbers():
    many = [replace(SIGNED, evidence=f"EV-{number}") for number in (10, 9)]
    later = replace(SIGNED, evidence="EV-11", first=JUNE + DAY, last=JUNE + DAY)
    found = held(*many, later, frequency=Frequency.QUARTERLY, as_of=JUNE)
    assert [run.evidence for run in found.runs] == ["EV-9", "EV-10"]


@pytest.mark.parametrize(
    ("on", "covered"),
    [(JUNE - 2 * DAY, False), (JUNE - DAY, True), (JUNE, True), (JUNE + 10 * DAY, True), (JUNE + 11 * DAY, False)],
)
def test_a_record_of_changes_stands_for_its_days_beside_a_snapshot_in_them_or_next_to_them(on, covered):
    found = held(RECORD, replace(SHOT, first=on, last=on))
    assert any(span.start <= JUNE + 5 * DAY <= span.end for span in found.spans) is covered
    assert bool(found.claims) is not covered


def test_days_that_overlap_are_one_span_and_days_that_touch_are_two():
    shown = [
        replace(SIGNED, kind=EvidenceKind.LOG_EXPORT, shows=Shows.SPAN, filled=[Span(JUNE, JUNE + 2 * DAY)]),
        replace(SIGNED, kind=EvidenceKind.LOG_EXPORT, shows=Shows.SPAN, filled=[Span(JUNE + 2 * DAY, JUNE + 3 * DAY)]),
        replace(SIGNED, kind=EvidenceKind.LOG_EXPORT, shows=Shows.SPAN, filled=[Span(JUNE + 4 * DAY, JUNE + 4 * DAY)]),
        replace(SIGNED, kind=EvidenceKind.LOG_EXPORT, shows=Shows.SPAN, filled=[Span(JUNE + DAY, JUNE + DAY)]),
    ]
    assert held(*shown).spans == [Span(JUNE, JUNE + 3 * DAY), Span(JUNE + 4 * DAY, JUNE + 4 * DAY)]


def test_what_a_person_says_and_a_run_that_failed_are_told():
    stated = replace(SIGNED, stated="Ana Ruiz", kind=EvidenceKind.TICKET, shows=None)
    failed = replace(SIGNED, evidence="EV-4", failed=True)
    found = held(stated, failed, frequency=Frequency.QUARTERLY)
    assert "EV-4 shows a run that failed" in found.stated
    assert any(one.startswith("EV-1") and "Ana Ruiz" in one for one in found.stated)
    assert len(found.runs) == 2, "it was performed, though it did not pass"


def test_of_no_artefact_nothing_is_held():
    assert gather((), JUNE) == {}
    assert held(replace(SIGNED, standing="link only")).spans == []
