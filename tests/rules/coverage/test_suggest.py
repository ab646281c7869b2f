"""What waits and may fill a hole: what covers before what does not, more days before fewer, each with its why."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from grcdesk.rules.coverage.suggest import fillings
from grcdesk.schemas.programme import Period
from grcdesk.terms import EvidenceKind
from grcdesk.terms.evidence import Shows

HOLE = Period(date(2026, 3, 1), date(2026, 3, 10))
WANTED = {EvidenceKind.LOG_EXPORT: Shows.SPAN, EvidenceKind.POLICY: Shows.DESIGN}


def waiting(name: str, kind: EvidenceKind, first: date | None, last: date | None) -> SimpleNamespace:
    whole = first is not None and first != last
    period = (first, last) if whole else (None, None)
    return SimpleNamespace(id=name, kind=kind, last_day=last, period_from=period[0], period_to=period[1])


def days(first: int, last: int) -> tuple[date, date]:
    return date(2026, 3, first), date(2026, 3, last)


LOG, POLICY, TICKET = EvidenceKind.LOG_EXPORT, EvidenceKind.POLICY, EvidenceKind.TICKET


@pytest.mark.parametrize(
    ("kind", "reach", "why"),
    [
        (LOG, days(1, 10), "all days of it; log export is asked for"),
        (LOG, (date(2026, 1, 1), date(2026, 12, 31)), "all days of it; log export is asked for"),
        (LOG, days(10, 20), "1 of its 10 days; log export is asked for"),
        (LOG, days(5, 5), "1 of its 10 days; log export is asked for"),
        (LOG, (date(2026, 2, 1), date(2026, 3, 1)), "1 of its 10 days; log export is asked for"),
        (POLICY, days(1, 10), "all days of it; policy is asked for, covers no day"),
        (TICKET, days(9, 12), "2 of its 10 days; ticket is not asked for"),
    ],
)
def test_why_an_artefact_may_fill_a_hole(kind, reach, why):
    (found,) = fillings(HOLE, [waiting("EV-1", kind, *reach)], WANTED)
    assert found.why == why


@pytest.mark.parametrize("reach", [days(11, 20), (date(2026, 2, 1), date(2026, 2, 28)), (None, None), days(11, 11)])
def test_what_does_not_reach_into_it_is_none(reach):
    assert fillings(HOLE, [waiting("EV-1", LOG, *reach)], WANTED) == []


def test_what_covers_comes_first_then_what_is_asked_for_then_by_days():
    found = fillings(
        HOLE,
        [
            waiting("EV-1", TICKET, *days(1, 10)),
            waiting("EV-2", POLICY, *days(1, 10)),
            waiting("EV-3", LOG, *days(1, 2)),
            waiting("EV-4", LOG, *days(1, 9)),
        ],
        WANTED,
    )
    assert [one.row.id for one in found] == ["EV-4", "EV-3", "EV-2", "EV-1"]
