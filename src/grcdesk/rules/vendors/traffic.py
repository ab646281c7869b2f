"""Traffic held against records: each provider's requests against vendor, features, plan, region and agreement.

No list holds this alone. What a log does not name is said as that, never taken for agreement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from grcdesk.rules.features.features import outside_home
from grcdesk.rules.vendors.agreements import covers, in_force, needs_dpa
from grcdesk.rules.vendors.providers import plain
from grcdesk.rules.vendors.transfers import parts_of
from grcdesk.schemas.vendors.file import AgreementRow, JudgedFile, Use
from grcdesk.schemas.vendors.traffic import NamedProvider, Seen, TrafficFinding, TrafficRow, Unrouted
from grcdesk.terms.vendors import AgreementKind, Clause
from grcdesk.wording import count, join

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RoutedFeature:
    """A feature a route may belong to: its route bears its name or its id."""

    id: str
    name: str
    owner: str
    production: bool
    added: date
    providers: tuple[NamedProvider, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """What traffic is held against."""

    records: Mapping[str, str]
    """Plain name of a provider → id of its vendor's record."""
    files: Mapping[str, JudgedFile]
    """By id of the vendor."""
    features: Sequence[RoutedFeature]
    """Those in use."""

    def feature(self, route: str) -> RoutedFeature | None:
        """The feature of a route."""
        key = plain(route)
        return next((one for one in self.features if key and key in {plain(one.id), plain(one.name)}), None)

    def vendor(self, provider: str) -> str:
        """Id of the record that knows a provider; empty: none does."""
        return self.records.get(plain(provider), "")


def rows(seen: Iterable[Seen], held: Held) -> tuple[TrafficRow, ...]:
    """One row a provider, what does not agree first; two names of one vendor are one provider."""
    groups: dict[str, list[Seen]] = {}
    for one in seen:
        groups.setdefault(held.vendor(one.provider) or plain(one.provider), []).append(one)
    found = [_row(events, held) for events in groups.values()]
    return tuple(sorted(found, key=lambda row: (not row.findings, row.first, row.provider.casefold())))


def unrouted(seen: Iterable[Seen], held: Held) -> tuple[Unrouted, ...]:
    """Features in production whose route no log shows: nobody can tell where their requests go."""
    found = list(seen)
    shown = {feature.id for one in found if (feature := held.feature(one.route)) is not None}
    why = "no log shows its route" if found else "no log of requests is on file"
    return tuple(
        Unrouted(one.id, one.name, one.owner, one.added, why)
        for one in held.features
        if one.production and one.id not in shown
    )


def _row(events: Sequence[Seen], held: Held) -> TrafficRow:
    vendor = held.vendor(events[0].provider)
    judged = held.files.get(vendor)
    features = {one.id: one for event in events if (one := held.feature(event.route)) is not None}
    seen = TrafficRow(
        provider=_name(events),
        vendor=vendor,
        vendor_name="",
        events=_events(events),
        first=_first(events),
        last=max(one.last for one in events),
        models=_words(one.model for one in events),
        routes=_words(one.route for one in events),
        regions=_words(one.region for one in events),
        features=tuple(features),
        plans=(),
        agreement="",
        effective=None,
        findings=tuple(_findings(events, held, judged, vendor)),
    )
    return seen if judged is None else _with_vendor(seen, judged, _uses(features.values(), vendor, held))


def _name(events: Sequence[Seen]) -> str:
    """Of several spellings the first in order; empty when the log names nobody."""
    return _words(one.provider for one in events)[0] if events[0].provider else ""


def _with_vendor(seen: TrafficRow, judged: JudgedFile, uses: Iterable[NamedProvider]) -> TrafficRow:
    """The row with what the record of its vendor says of name, plans and agreement."""
    file = judged.file
    return replace(
        seen,
        vendor_name=file.detail.row.name,
        plans=_words(one.plan or file.detail.plan for one in uses),
        agreement=join([one.label for one in in_force(file, judged.as_of)]),
        effective=min(_bound(judged), default=None),
    )


def _words(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value}))


def _uses(features: Iterable[RoutedFeature], vendor: str, held: Held) -> list[NamedProvider]:
    """How those features say they use this vendor."""
    return [one for feature in features for one in feature.providers if vendor and held.vendor(one.provider) == vendor]


def _bound(judged: JudgedFile) -> list[date]:
    """Days by which a data agreement was effective and signed as far as is on record."""
    dpas = [one for one in judged.file.agreements if one.kind is AgreementKind.DPA]
    steps = ([one.effective, one.signed_by_us, one.signed_by_them] for one in dpas if one.binding is not None)
    return [max(day for day in dates if day is not None) for dates in steps]


def _findings(events: Sequence[Seen], held: Held, judged: JudgedFile | None, vendor: str) -> Iterator[TrafficFinding]:
    first, number = _first(events), _events(events)
    told = [one for one in events if not one.apart]
    if not events[0].provider and told:
        yield TrafficFinding("unnamed_provider", "the log does not name the provider", first, number)
    elif events[0].provider and judged is None:
        yield TrafficFinding("unknown_provider", "no vendor record knows it", first, number)
    yield from _routes(events, held, vendor)
    if judged is not None:
        yield from _left(events, judged)
        yield from _agreement(events, judged)
        yield from _regions(events, judged)
        yield from _plans(events, held, judged, vendor)


def _routes(events: Sequence[Seen], held: Held, vendor: str) -> Iterator[TrafficFinding]:
    """Routes no feature bears, and routes of a feature that names other providers."""
    for route, some in _by(events, lambda one: one.route).items():
        feature = held.feature(route)
        if feature is None:
            yield from _without_feature(route, some)
        elif events[0].provider and not _uses([feature], vendor, held):
            others = _words(one.provider for one in feature.providers)
            named = join(list(others)) if others else "no provider"
            yield _finding("undeclared_provider", f"{feature.id} {feature.name} names {named}, not this one", some)


def _without_feature(route: str, events: Sequence[Seen]) -> Iterator[TrafficFinding]:
    """Requests on a route nobody declared, or on none; a report that counts routes apart may leave that out."""
    if route:
        yield _finding("unregistered_route", f"route {route} belongs to no feature in use", events)
    elif not all(one.apart for one in events):
        yield _finding("unnamed_route", "the log names no route", events)


def _left(events: Sequence[Seen], judged: JudgedFile) -> Iterator[TrafficFinding]:
    left = judged.file.detail.row.offboarded
    if left is None:
        return
    after = [one for one in events if one.last > left]
    if after:
        first = min(day for one in after for day in (*(day for day, _ in one.daily), one.last) if day > left)
        number = sum(one.between(left + _DAY, date.max) for one in after)
        yield TrafficFinding("after_leaving", f"requests after it was offboarded on {left}", first, number)


def _agreement(events: Sequence[Seen], judged: JudgedFile) -> Iterator[TrafficFinding]:
    first = _first(events)
    bound = min(_bound(judged), default=None)
    if bound is None:
        if needs_dpa(judged.file):
            yield TrafficFinding(
                "no_agreement", "no data agreement that binds both is on record", first, _events(events)
            )
    elif first < bound:
        early = sum(one.between(first, bound - _DAY) for one in events)
        what = f"first event {first}, agreement effective {bound}: {count((bound - first).days, 'day')}"
        yield TrafficFinding("before_agreement", what, first, early)


def _regions(events: Sequence[Seen], judged: JudgedFile) -> Iterator[TrafficFinding]:
    """Regions the agreement in force does not name; without any it names none."""
    agreed = _agreed(in_force(judged.file, judged.as_of))
    for region, some in _by(events, lambda one: one.region).items():
        if not region:
            continue
        # of what nobody read it cannot be said that it leaves this region out
        if not agreed:
            yield _finding("region_unread", f"region {region}: no agreement was read for its regions", some)
        elif all(outside_home(region, one) is not False for one in agreed):
            yield _finding("region_off", f"region {region} is none of the agreement: {join(agreed)}", some)


def _agreed(agreements: Iterable[AgreementRow]) -> list[str]:
    clauses = (clause for one in agreements for clause in one.clauses)
    return parts_of(one.value for one in clauses if one.clause is Clause.REGION_INFERENCE)


def _plans(events: Sequence[Seen], held: Held, judged: JudgedFile, vendor: str) -> Iterator[TrafficFinding]:
    """Features whose plan no agreement in force covers, with the requests on their routes."""
    agreements = in_force(judged.file, judged.as_of)
    if not agreements:
        return
    for route, some in _by(events, lambda one: one.route).items():
        feature = held.feature(route)
        for use in _uses([feature], vendor, held) if feature else ():
            asked = Use(use.feature, use.name, use.model, use.plan, use.region, "")
            if not any(covers(one, asked, judged.file) for one in agreements):
                plan = use.plan or judged.file.detail.plan or "no plan on record"
                what = f"{use.feature} {use.name} is on {plan}, which no agreement in force covers"
                yield _finding("plan_off", what, some)


def _by(events: Sequence[Seen], key: Callable[[Seen], str]) -> dict[str, list[Seen]]:
    found: dict[str, list[Seen]] = {}
    for one in events:
        found.setdefault(key(one), []).append(one)
    return found


def _finding(code: str, what: str, events: Sequence[Seen]) -> TrafficFinding:
    return TrafficFinding(code, what, _first(events), _events(events))


def _events(events: Iterable[Seen]) -> int:
    return sum(one.events for one in events)


def _first(events: Iterable[Seen]) -> date:
    return min(one.first for one in events)
