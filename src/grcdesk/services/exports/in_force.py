"""Settings in force, as this desk has them: grace, cycles, cadences and limits, with who set each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grcdesk.rules.evidence.evidence import STALE_DAYS
from grcdesk.rules.time.grace import GRACE_DAYS
from grcdesk.rules.vendors.reports import BRIDGE_MONTHS
from grcdesk.schemas.checks import Limit
from grcdesk.schemas.controls import ControlDetail
from grcdesk.schemas.vendors import VendorPolicy
from grcdesk.terms import Anchor, Frequency, Scope
from grcdesk.terms.vendors import Tier
from grcdesk.wording import count, word

HOUSE = "house default"
_FREE = (Frequency.CONTINUOUS, Frequency.EVENT)


def settings(
    controls: Sequence[ControlDetail], policy: VendorPolicy, limits: Sequence[Limit]
) -> tuple[tuple[str, str], ...]:
    """Name and value of each, for documents."""
    return (*_time(controls), *_vendors(policy), *_evidence(), *_checks(limits))


def _time(controls: Sequence[ControlDetail]) -> Iterator[tuple[str, str]]:
    for frequency, days in GRACE_DAYS.items():
        if days:
            yield f"Grace, {word(frequency)} controls", f"{count(days, 'day')} ({HOUSE})"
    yield (
        "Tolerance, continuous controls",
        f"{count(GRACE_DAYS[Frequency.CONTINUOUS], 'day')} without evidence ({HOUSE})",
    )
    for detail in controls:
        row = detail.row
        if row.scope is Scope.OUT:
            continue
        if detail.grace_days != GRACE_DAYS[row.frequency] or detail.own_grace_days is not None:
            name = "Tolerance" if row.frequency in _FREE else "Grace"
            yield f"{name}, {row.id}", f"{count(detail.grace_days, 'day')} ({_by(detail.own_grace_days is not None)})"
        if detail.anchor is not Anchor.CALENDAR or detail.own_anchor is not None:
            yield f"Cycles, {row.id}", f"{detail.anchor.value} ({_by(detail.own_anchor is not None)})"


def _by(own: bool) -> str:
    return "set by the desk" if own else "its catalog"


def _vendors(policy: VendorPolicy) -> Iterator[tuple[str, str]]:
    house = VendorPolicy()
    for tier in Tier:
        yield f"Review cadence, {word(tier)} vendors", _told(policy.months(tier), house.months(tier), "month")
    yield "Review cadence, model providers in scope", "at most " + _told(policy.provider, house.provider, "month")
    yield "Half-way check, critical vendors", "after " + _told(policy.check, house.check, "month")
    yield "Retention at providers", "at most " + _told(policy.retention_days, house.retention_days, "day")
    bridge = f"at most {count(BRIDGE_MONTHS, 'month')} beyond its report"
    if policy.bridge_days != house.bridge_days:
        bridge += f", and at most {_told(policy.bridge_days, house.bridge_days, 'day')}"
    yield "Bridge letter", f"{bridge} ({HOUSE})" if policy.bridge_days == house.bridge_days else bridge
    yield "Home region", policy.home_region or "not said: the region of a vendor is not judged"


def _told(value: int, house: int, noun: str) -> str:
    return f"{count(value, noun)} ({HOUSE if value == house else 'set by the desk'})"


def _evidence() -> Iterator[tuple[str, str]]:
    yield "Stale evidence", f"{count(STALE_DAYS, 'day')} after the last day it shows ({HOUSE})"


def _checks(limits: Sequence[Limit]) -> Iterator[tuple[str, str]]:
    for limit in limits:
        warns = "" if limit.warn is None else f", warns from {limit.warn:g}"
        answer = "" if limit.response_days is None else f", reviewed within {count(limit.response_days, 'working day')}"
        aged = "" if limit.max_age is None else f", lists at most {count(limit.max_age, 'day')} old"
        who = "set by the desk" if limit.own else HOUSE
        value = f"{limit.limit:g} {limit.unit}".rstrip()
        yield f"Check, {limit.name}", f"{word(limit.side)} {value}{warns}{answer}{aged} ({who})"
