"""When a vendor is to be reviewed, and which tier its answers suggest. Pure: the day is handed in.

Cadences are house defaults of `schemas.vendors.vendors.VendorPolicy`; the state follows from dates alone, so a day on
which nobody looked is caught up on the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.rules.time.months import add_months
from grcdesk.schemas.vendors.vendors import ReviewDue, VendorPolicy
from grcdesk.terms import DueState
from grcdesk.terms.vendors import Access, Data, Grade, Substitute, Tier

_STEPS = ((7, DueState.DUE_7), (30, DueState.DUE_30), (60, DueState.DUE_60), (90, DueState.DUE_90))


@dataclass(frozen=True, slots=True)
class ReviewedVendor:
    """What the date of the next review depends on."""

    tier: Tier
    model_provider: bool
    in_scope: bool
    onboarded: date
    last_review: date | None = None
    review_by: date | None = None
    """An earlier date than the cadence's, set by the last review."""
    last_check: date | None = None
    planned_review: date | None = None
    """A day a person set against the cadence; spent by the next review."""
    planned_reason: str = ""
    planned_by: str = ""
    planned_on: date | None = None


def cadence(vendor: ReviewedVendor, policy: VendorPolicy) -> int:
    """Months between two reviews: by tier, and no more than the cap for a model provider in scope."""
    months = policy.months(vendor.tier)
    return min(months, policy.provider) if vendor.model_provider and vendor.in_scope else months


def next_review(vendor: ReviewedVendor, policy: VendorPolicy) -> date:
    """The day of the next review: as a person planned it, else last review plus cadence or an earlier day it asked for.

    Never reviewed: the day it was onboarded, since the first review belongs before the first use.
    """
    if planned(vendor) is not None:
        return vendor.planned_review or vendor.onboarded
    if vendor.last_review is None:
        return vendor.onboarded
    due = add_months(vendor.last_review, cadence(vendor, policy))
    return min(due, vendor.review_by) if vendor.review_by and vendor.review_by > vendor.last_review else due


def planned(vendor: ReviewedVendor) -> date | None:
    """The day a person planned the next review for, while it is still to count."""
    day = vendor.planned_review
    return day if day is not None and (vendor.last_review is None or day > vendor.last_review) else None


def next_check(vendor: ReviewedVendor, policy: VendorPolicy) -> date | None:
    """The day of the check between two reviews of a critical vendor; None when the review comes first."""
    if vendor.tier is not Tier.CRITICAL or vendor.last_review is None:
        return None
    # a review asks all that a check does, so it counts as one
    last = max(vendor.last_review, vendor.last_check or vendor.last_review)
    due = add_months(last, policy.check)
    return due if due < next_review(vendor, policy) else None


def near(due: date, today: date) -> DueState:
    """How near a date is: overdue from the day after it; otherwise within 7, 30, 60 or 90 days, or far off."""
    days = (due - today).days
    if days < 0:
        return DueState.OVERDUE
    return next((state for limit, state in _STEPS if days <= limit), DueState.OK)


def review_due(vendor: ReviewedVendor, offboarded: date | None, policy: VendorPolicy, today: date) -> ReviewDue:
    """What a list shows of the next review on that day. From the day it is offboarded a vendor is silent."""
    if offboarded is not None and offboarded <= today:
        return ReviewDue(None, None, DueState.OFFBOARDED, f"offboarded on {offboarded}")
    # never reviewed is a word of its own: overdue would say that somebody once looked
    due = next_review(vendor, policy)
    days = (due - today).days
    if vendor.last_review is None:
        why = f"{_planned(vendor)}never reviewed; onboarded on {vendor.onboarded}"
        return ReviewDue(due, days, DueState.NEVER_REVIEWED, why)
    return ReviewDue(due, days, near(due, today), _why(vendor, policy, due))


def check_due(vendor: ReviewedVendor, offboarded: date | None, policy: VendorPolicy, today: date) -> ReviewDue | None:
    """The same for the check of a critical vendor; None when none is to come before the next review."""
    due = next_check(vendor, policy)
    if due is None or (offboarded is not None and offboarded <= today):
        return None
    why = f"critical: checked {policy.check} months after the last review or check"
    return ReviewDue(due, (due - today).days, near(due, today), why)


def _why(vendor: ReviewedVendor, policy: VendorPolicy, due: date) -> str:
    months = cadence(vendor, policy)
    last = f"last reviewed on {vendor.last_review}"
    if planned(vendor) is not None:
        return f"{_planned(vendor)}{last}"
    if due == vendor.review_by:
        return f"the last review asked for {due}; {last}"
    if months < policy.months(vendor.tier):
        alone = policy.months(vendor.tier)
        return f"model provider in scope: every {months} months at most (tier {vendor.tier}: {alone}); {last}"
    return f"tier {vendor.tier}: every {months} months; {last}"


def _planned(vendor: ReviewedVendor) -> str:
    """Who planned the next review for which day, and why; empty when nobody did."""
    day = planned(vendor)
    if day is None:
        return ""
    who = f" by {vendor.planned_by}" if vendor.planned_by else ""
    return f"set to {day}{who} on {vendor.planned_on}: {vendor.planned_reason}; "


# personal data of a special kind weighs no more than personal data: both are at the top of their scale
_DATA = {Data.NONE: 0, Data.INTERNAL: 1, Data.CONFIDENTIAL: 2, Data.PERSONAL: 3, Data.SPECIAL: 3}
_GRADE = {grade: number for number, grade in enumerate(Grade)}
_ACCESS = {access: number for number, access in enumerate(Access)}
_SUBSTITUTE = {how: number for number, how in enumerate(Substitute)}
_HIGH, _TOP = 2, 3


def suggest_tier(
    data: Data | None, criticality: Grade | None, access: Access | None, substitute: Substitute | None
) -> Tier | None:
    """The tier the answers suggest, or None while nothing is answered. House rule, to be set aside with a reason.

    Critical: severe criticality, or two answers at their top. High: one at its top, or two just below it.
    Medium: one just below the top, or two above the bottom. Else low.
    """
    marks = _marks(data, criticality, access, substitute)
    if not marks:
        return None

    def at_least(mark: int) -> int:
        return sum(found >= mark for found in marks)

    if criticality is Grade.SEVERE or at_least(_TOP) > 1:
        return Tier.CRITICAL
    if at_least(_TOP) or at_least(_HIGH) > 1:
        return Tier.HIGH
    return Tier.MEDIUM if at_least(_HIGH) or at_least(1) > 1 else Tier.LOW


def _marks(
    data: Data | None, criticality: Grade | None, access: Access | None, substitute: Substitute | None
) -> list[int]:
    """How much each answer weighs, from 0 to 3; what is not answered weighs nothing, and suggests nothing either."""
    weighed = (
        _DATA[data] if data else None,
        _GRADE[criticality] if criticality else None,
        _ACCESS[access] if access else None,
        _SUBSTITUTE[substitute] if substitute else None,
    )
    return [mark for mark in weighed if mark is not None]


def softer(tier: Tier, suggested: Tier | None) -> bool:
    """Whether a tier is watched less closely than the answers suggest."""
    order = list(Tier)
    return suggested is not None and order.index(tier) > order.index(suggested)
