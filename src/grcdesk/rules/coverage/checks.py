"""Limits that are watched: log completeness, policy coverage, age of keys, escalations, exports, metrics.

Each reads records that were imported, as of a day, and states a value against its limit. Numbers are house defaults
and no standard's; a desk sets its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from grcdesk.rules.coverage.check_rows import nothing, row, stale, worst
from grcdesk.rules.time.spans import holes, percent, union
from grcdesk.schemas.coverage.checks import (
    CheckItem,
    CheckRow,
    FeatureRoute,
    KeyRecord,
    Limit,
    ListInForce,
    MetricValue,
    TicketRecord,
)
from grcdesk.schemas.coverage.coverage import SlotRow, Span
from grcdesk.terms import CheckState, Side, SlotState
from grcdesk.wording import count

if TYPE_CHECKING:  # what vendors are costs 20 ms, and every list of controls loads this file
    from grcdesk.schemas.vendors.traffic import TrafficView

LOG, POLICY, KEYS, ESCALATIONS, EXPORTS = "log-completeness", "policy-coverage", "key-age", "escalations", "exports"
TRAFFIC = "traffic"
SCANS = "scans"
METRIC = "metric:"
"""Prefix of the checks of metrics; the name of the metric follows."""
MAX_AGE = 35
"""Days after which a list says nothing of today any more: a month and some days to draw the next. Ours."""
HOUSE = (
    Limit(LOG, "Log completeness", "decision logs of the gateway", "%", Side.AT_LEAST, 100),
    Limit(
        POLICY, "Policy coverage", "AI features in production, decision logs", "%", Side.AT_LEAST, 100, max_age=MAX_AGE
    ),
    Limit(KEYS, "Age of keys", "newest key register of each source", "days", Side.AT_MOST, 90, 60, max_age=MAX_AGE),
    Limit(
        ESCALATIONS,
        "Critical escalations",
        "newest list of tickets of each source",
        "hours",
        Side.AT_MOST,
        4,
        2,
        max_age=MAX_AGE,
    ),
    Limit(EXPORTS, "Monthly exports", "log exports on file", "missing", Side.AT_MOST, 0),
    Limit(TRAFFIC, "Traffic against records", "logs of requests, vendors, AI features", "findings", Side.AT_MOST, 0),
    Limit(SCANS, "Findings of scanners", "newest report of each scanner", "rules", Side.AT_MOST, 0, max_age=MAX_AGE),
)
_WEEKEND = 5
_DAY = timedelta(days=1)


def state_of(limit: Limit, value: float) -> CheckState:
    """Beyond the limit is a breach, at the limit none; a warning level is reached when the value gets there."""
    sign = 1 if limit.side is Side.AT_MOST else -1
    if sign * value > sign * limit.limit:
        return CheckState.BREACH
    if limit.warn is not None and sign * value >= sign * limit.warn:
        return CheckState.WARN
    return CheckState.OK


def age_state(limit: Limit, value: float) -> CheckState:
    """Of an age: at the limit it is over."""
    if value >= limit.limit:
        return CheckState.BREACH
    return CheckState.WARN if limit.warn is not None and value >= limit.warn else CheckState.OK


def log_completeness(limit: Limit, logged: Sequence[Span], judged: Span | None, as_of: date) -> CheckRow:
    """Days of the period with events, of all its days that are over."""
    if judged is None:
        return nothing(limit, as_of, "no period is set, or it has not begun")
    if not logged:
        return nothing(limit, as_of, f"no decision log of {judged} was imported: import one as gateway")
    covered = union(logged, judged)
    gaps = holes(covered, judged)
    value = percent(sum(span.days for span in covered), judged.days)
    state = state_of(limit, value)
    items = [CheckItem(gap.told, f"{count(gap.days, 'day')} without events", gap.days, state) for gap in gaps]
    says = f"{count(sum(gap.days for gap in gaps), 'day')} of {judged.days} without events"
    return row(limit, as_of, (value, state), says, items)


def policy_coverage(
    limit: Limit, features: Sequence[FeatureRoute], as_of: date, lists: Sequence[ListInForce] = ()
) -> CheckRow:
    """AI features in production whose decisions were logged with a policy version."""
    # of no feature all would be covered: 100 % of nothing is no good word
    if not features:
        return nothing(limit, as_of, "no AI feature is in production and in scope")
    bare = [one for one in features if not (one.route and one.version)]
    value = percent(len(features) - len(bare), len(features))
    state = state_of(limit, value)
    items = [
        CheckItem(
            one.id, f"{one.name}: {'no policy version' if one.route else 'no route in any decision log'}", None, state
        )
        for one in bare
    ]
    says = f"{len(features) - len(bare)} of {count(len(features), 'feature')} with route and policy version"
    return row(limit, as_of, (value, state), says, items, lists=lists)


def key_age(limit: Limit, keys: Sequence[KeyRecord], as_of: date, lists: Sequence[ListInForce] = ()) -> CheckRow:
    """Keys in use on that day, by days since they were made or replaced."""
    used = [key for key in keys if key.since <= as_of and (key.until is None or key.until > as_of)]
    if not used:
        return nothing(limit, as_of, "no key register with a key in use is on file: import one as keys", lists)
    items = []
    for key in sorted(used, key=lambda key: (key.since, key.id)):
        age = (as_of - key.since).days
        state = age_state(limit, age)
        if state is not CheckState.OK:
            items.append(CheckItem(key.id, f"{count(age, 'day')} old, since {key.since}", age, state))
    oldest = max((as_of - key.since).days for key in used)
    says = f"{count(len(used), 'key')} in use, the oldest {count(oldest, 'day')} old"
    return row(limit, as_of, (oldest, worst(item.state for item in items)), says, items, lists=lists)


def exports(limit: Limit, slots: Sequence[SlotRow], as_of: date) -> CheckRow:
    """Months of the period that are over and have no export."""
    if not slots:
        return nothing(limit, as_of, "no period is set, or it has not begun")
    required = [slot for slot in slots if slot.required]
    missing = _in_state(required, SlotState.GAP, SlotState.LATE_BEYOND_GRACE)
    late = _in_state(required, SlotState.DUE, SlotState.LATE)
    state = state_of(limit, len(missing))
    if late and state is CheckState.OK:
        state = CheckState.WARN
    items = [CheckItem(slot.slot, "no export in time", None, state) for slot in missing]
    items += [CheckItem(slot.slot, f"export {slot.state}", slot.days_late, CheckState.WARN) for slot in late]
    done = sum(slot.state is SlotState.COVERED for slot in required)
    says = f"{done} of {count(len(required), 'month')} with an export in time"
    return row(limit, as_of, (len(missing), state), says, sorted(items, key=lambda item: item.id))


def _in_state(slots: Sequence[SlotRow], *states: SlotState) -> list[SlotRow]:
    return [slot for slot in slots if slot.state in states]


def traffic(limit: Limit, view: TrafficView | None, as_of: date) -> CheckRow:
    """Providers, routes, regions and agreements that do not agree with the requests of imported logs."""
    if view is None:
        return nothing(limit, as_of, "no log of requests is on file: import one as gateway")
    state = state_of(limit, view.findings)
    items = [
        CheckItem(
            told.provider or "(not named)", f"{one.what}, {count(one.events, 'event')} since {one.first}", None, state
        )
        for told in view.rows
        for one in told.findings
    ]
    items += [CheckItem(one.feature, f"{one.name}: in production, {one.why}", None, state) for one in view.unrouted]
    says = (
        f"{count(len(view.rows), 'provider')} in {count(len(view.logs), 'log')}; of them {count(len(items), 'finding')}"
    )
    return row(limit, as_of, (len(items), state), says, items)


def metric(
    limit: Limit,
    points: Sequence[MetricValue],
    tickets: Sequence[TicketRecord],
    as_of: date,
    lists: Sequence[ListInForce] = (),
) -> CheckRow:
    """Values beyond the limit, and whether each was reviewed within its response days.

    A review is a ticket about the metric, opened on the day or within so many business days of it. Beyond them, the
    value stays a breach; before, it is a warning.
    """
    known = sorted((point for point in points if point.day <= as_of), key=lambda point: point.day)
    if not known:
        return nothing(limit, as_of, "no value on file: import a series as metrics", lists)
    beyond = [point for point in known if state_of(limit, point.value) is CheckState.BREACH]
    items = []
    for point in beyond:
        what, state = _answer_to(point, limit, tickets, as_of)
        items.append(CheckItem(f"{point.day}", f"{point.value:g}: {what}", point.value, state))
    last = known[-1]
    now = CheckState.WARN if state_of(limit, last.value) is CheckState.WARN else CheckState.OK
    says = f"{last.value:g} on {last.day}; {count(len(beyond), 'value')} of {len(known)} beyond the limit"
    items += _too_old(limit, last.day, as_of)
    value = (last.value, worst([now, *(item.state for item in items)]))
    return replace(row(limit, as_of, value, says, items, lists=lists, aged=False), series=tuple(known))


def _too_old(limit: Limit, last: date, as_of: date) -> list[CheckItem]:
    """A series that ended is no series within its limit: nobody knows what came after its last value."""
    if limit.max_age is None or (as_of - last).days <= limit.max_age:
        return []
    return [stale(limit.max_age, last, f"{last}: no later value is on file")]


def _answer_to(
    point: MetricValue, limit: Limit, tickets: Sequence[TicketRecord], as_of: date
) -> tuple[str, CheckState]:
    """What was done about a value beyond the limit, and whether that is in time."""
    due = business_days_on(point.day, limit.response_days or 0)
    # what is opened after the day it was due, or after the day that is looked at, reviews nothing in time
    last_day = min(due, as_of)
    for ticket in tickets:
        if ticket.about == point.metric and point.day <= ticket.opened.date() <= last_day:
            return f"reviewed in {ticket.id}", CheckState.OK
    if limit.response_days is None:
        return "beyond the limit", CheckState.BREACH
    if as_of <= due:
        return f"to be reviewed by {due}", CheckState.WARN
    return f"no review by {due}", CheckState.BREACH


def unlimited(check: str, points: Sequence[MetricValue], as_of: date) -> CheckRow:
    """A metric with values and no limit: nothing is watched."""
    known = sorted(points, key=lambda point: point.day)
    last = known[-1]
    limit = Limit(check, check.removeprefix(METRIC), "metric series", "", Side.AT_LEAST, 0)
    says = f"{last.value:g} on {last.day}; no limit is set: grcdesk checks set {check} --limit …"
    return replace(row(limit, as_of, (last.value, CheckState.NO_DATA), says, ()), limit=None, series=tuple(known))


def business_days_on(day: date, number: int) -> date:
    """So many working days on; Saturdays and Sundays are none. Holidays are not known here."""
    while number:
        day += _DAY
        if day.weekday() < _WEEKEND:
            number -= 1
    return day
