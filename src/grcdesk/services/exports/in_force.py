"""Settings in force, as this desk has them: grace, cycles, cadences and limits, with who set each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grcdesk.rules.evidence.evidence import STALE_DAYS
from grcdesk.rules.time.grace import GRACE_DAYS
from grcdesk.rules.vendors.reports import BRIDGE_MONTHS
from grcdesk.schemas.controls.controls import ControlDetail
from grcdesk.schemas.coverage.checks import Limit
from grcdesk.schemas.vendors.vendors import VendorPolicy
from grcdesk.terms import Anchor, Frequency, Scope
from grcdesk.terms.vendors import Tier
from grcdesk.wording import count, join, word

HOUSE = "house default"
_NAMED = 12
"""Controls of catalogs that are named where many ask for the same."""
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
    alike: dict[tuple[str, str], list[str]] = {}
    for detail in controls:
        if detail.row.scope is Scope.OUT:
            continue
        for name, value, own in _of(detail):
            if own:
                yield f"{name}, {detail.row.id}", f"{value} (set by the desk)"
            else:
                alike.setdefault((name, value), []).append(detail.row.id)
    for (name, value), those in alike.items():
        one = those[0] if len(those) == 1 else count(len(those), "control")
        yield f"{name}, {one}", f"{value} (its catalog)" + (f": {join(those, _NAMED)}" if len(those) > 1 else "")


def _of(detail: ControlDetail) -> Iterator[tuple[str, str, bool]]:
    """What holds for a control otherwise than for all; and whether the desk set it, else its catalog does."""
    frequency, days, anchor = detail.row.frequency, detail.own_grace_days, detail.own_anchor
    if detail.grace_days != GRACE_DAYS[frequency] or days is not None:
        yield "Tolerance" if frequency in _FREE else "Grace", count(detail.grace_days, "day"), days is not None
    if detail.anchor is not Anchor.CALENDAR or anchor is not None:
        yield "Cycles", detail.anchor.value, anchor is not None


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
