"""Where papers of the made-up desk come from."""

from __future__ import annotations

from datetime import UTC, date, datetime

from grcdesk.schemas.exports.provenance import Provenance
from grcdesk.schemas.exports.two_dates import TwoDates
from grcdesk.schemas.programme import Period, ScopeView
from grcdesk.terms import Category
from grcdesk.terms.audits import EngagementKind

JUDGED = date(2026, 11, 21)
RECORDED = datetime(2026, 11, 20, 17, 4, tzinfo=UTC)


def provenance(
    organisation: str = "Acme AI",
    name: str = "SOC 2 readiness 2026",
    *,
    judged: date = JUDGED,
    marks: tuple[str, ...] = (),
) -> Provenance:
    """Entry 412 of a desk, judged on a day."""
    return Provenance(
        scope=ScopeView(
            organisation=organisation,
            programme=name,
            engagement="ENG-1",
            name=name,
            kind=EngagementKind.READINESS,
            categories=(Category.SECURITY,),
            period=Period(date(2026, 1, 1), date(2026, 12, 31)),
            zone="UTC",
            criteria={},
            controls={},
            systems=("Model gateway",),
            exclusions=(),
            overrides=(),
            untouched=(),
        ),
        dates=TwoDates(judged, 412, "cd" * 32, RECORDED, RECORDED.date()),
        catalogs=(),
        settings=(),
        version="0.1.0",
    )
