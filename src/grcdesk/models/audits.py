"""Engagements: what an auditor, or we ourselves, look at, over which days, by which rules."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint

from grcdesk.models.base import Row, day, flag, key, number, term, text, words
from grcdesk.terms.audits import EngagementKind, Lane, Phase
from grcdesk.terms.vendors import Method

FIRST = "ENG-1"
"""Id of the engagement a desk begins with."""
FIRST_FRAMEWORKS = ("soc2-tsc-2017",)


class Engagement(Row):
    """One audit, certification or readiness check: scope, coverage, criteria, exposure and due are about one."""

    __tablename__ = "engagement"
    __table_args__ = (
        CheckConstraint("name <> ''"),
        CheckConstraint("period_start IS NULL OR period_end IS NOT NULL AND period_start <= period_end"),
    )
    id: str = key()
    name: str = text()
    seed_name: str = text()
    """Its name when it was made: part of the seed of every sample, whatever it is called later."""
    kind: EngagementKind = term(EngagementKind, "kind", default=EngagementKind.READINESS)
    frameworks: list[str] = words()
    firm: str = text()
    lead: str = text()
    categories: list[str] = words()
    period_start: date | None = day("period_start")
    period_end: date | None = day("period_end")
    """The last day, and it belongs to the period. Of a kind that judges one day both are that day."""
    zone: str = text()
    """IANA name; empty means the computer's own. The last day of the period ends in this zone."""
    report_due: date | None = day("report_due")
    lane: Lane = term(Lane, "lane", default=Lane.CENSUS)
    parameters: list[str] = words()
    """What tests are measured by here where it is not the default, as `name=value`."""
    phase: Phase = term(Phase, "phase", default=Phase.SCOPING)
    phase_since: date | None = day("phase_since")
    phase_reason: str = text()
    """Why it was moved before its checks were met."""
    plan: str = text()
    plan_start: date | None = day("plan_start")
    follows: str = text()
    """The engagement it was made from."""
    opened_on: date | None = day("opened_on")
    closed: bool = flag("closed")
    position: int = number(name="position")


class EngagementVendor(Row):
    """How one subservice organisation is treated in one engagement, where that is not as the desk has it."""

    __tablename__ = "engagement_vendor"
    id: str = key()
    engagement: str = text(index=True)
    vendor: str = text(index=True)
    method: Method = term(Method, "method")
