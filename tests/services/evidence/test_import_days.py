"""Days of rows, of reports as they are kept now and as 0.1.0 kept them."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.schemas.coverage.coverage import Span
from grcdesk.services.evidence.import_days import filled

OLD = {
    "importer": "gateway", "period_from": "2026-06-01", "period_to": "2026-06-05", "empty_days": [],
    "empty_day_count": 0, "first": "2026-06-01T10:00:00Z", "last": "2026-06-05T10:00:00Z",
}  # fmt: skip


def day(number: int, last: int = 0) -> Span:
    return Span(date(2026, 6, number), date(2026, 6, last or number))


@pytest.mark.parametrize(
    ("report", "days"),
    [
        (OLD | {"row_days": ["2026-06-01..2026-06-02", "2026-06-05"]}, [day(1, 2), day(5)]),
        (OLD | {"row_days": []}, []),
        (OLD | {"period_from": "", "period_to": ""}, []),
        (OLD, [day(1, 5)]),
        (OLD | {"empty_days": ["2026-06-02..2026-06-03"], "empty_day_count": 2}, [day(1), day(4, 5)]),
        (OLD | {"empty_days": ["2026-06-02"], "empty_day_count": 3}, [day(1), day(5)]),
        (OLD | {"importer": "findings", "last": ""}, [day(1)]),
    ],
    ids=["told", "none", "no days", "no gaps", "all gaps", "a part of the gaps", "no gaps are counted"],
)
def test_no_more_days_are_filled_than_a_report_tells(report, days):
    assert filled(report) == days
