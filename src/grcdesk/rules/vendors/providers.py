"""Which vendor record knows a provider, and which providers none knows. A name that is not known is never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from grcdesk.schemas.vendors.file import JudgedFile
from grcdesk.schemas.vendors.traffic import Looked, NamedProvider, Seen, UnknownProvider, VendorKey
from grcdesk.wording import count, join


def plain(name: str) -> str:
    """A name as two lists may both write it: letters and digits alone."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def names_of(vendor: VendorKey) -> list[str]:
    """Every name it goes by, plain."""
    named = (vendor.id, vendor.name, vendor.legal_name, *vendor.known_as.replace(",", ";").split(";"))
    return list(dict.fromkeys(key for key in map(plain, named) if key))


def known(vendors: Iterable[VendorKey]) -> dict[str, str]:
    """Plain name → id of the vendor's record. The whole name must be the same: a part of one is another's as well."""
    found: dict[str, str] = {}
    for vendor in vendors:
        for name in names_of(vendor):
            found.setdefault(name, vendor.id)
    return found


def unknown(
    named: Iterable[NamedProvider], seen: Iterable[Seen], records: Mapping[str, str]
) -> tuple[UnknownProvider, ...]:
    """Providers that features name or logs show and no record knows, those in use first; each once.

    Args:
        named: by features in use.
        seen: in logs.
        records: as `known` gives them.
    """
    # features and logs meet under the plain name: one stranger is one row however often it is met
    by_name: dict[str, tuple[list[NamedProvider], list[Seen]]] = {}
    for one in named:
        if (key := plain(one.provider)) and key not in records:
            by_name.setdefault(key, ([], []))[0].append(one)
    for event in seen:
        if (key := plain(event.provider)) and key not in records:
            by_name.setdefault(key, ([], []))[1].append(event)
    found = [_unknown(uses, events) for uses, events in by_name.values()]
    return tuple(sorted(found, key=lambda one: (not one.production, one.since, one.name)))


def _unknown(uses: Sequence[NamedProvider], events: Sequence[Seen]) -> UnknownProvider:
    first = min((one.first for one in events), default=None)
    return UnknownProvider(
        name=uses[0].provider.strip() if uses else events[0].provider,
        features=tuple(dict.fromkeys(f"{one.feature} {one.name}" for one in uses)),
        owner=", ".join(dict.fromkeys(one.owner for one in uses if one.owner)),
        production=_in_production(uses, events),
        since=min([*(one.added for one in uses), *(one.first for one in events)]),
        events=sum(one.events for one in events),
        first_event=first,
    )


def _in_production(uses: Sequence[NamedProvider], events: Sequence[Seen]) -> bool:
    """Requests in a log are use, whatever a record says of its feature."""
    return bool(events) or any(one.production for one in uses)


def looked(
    files: Iterable[JudgedFile], named: Iterable[NamedProvider], unknowns: Sequence[UnknownProvider],
    records: Mapping[str, str], today: date,
) -> Looked:  # fmt: skip
    """Over how much was looked: vendors in use, and providers named by features whether or not a record knows them."""
    used = [one for one in files if (left := one.file.detail.row.offboarded) is None or left > today]
    failing = {one.file.detail.row.id for one in used if one.failing}
    # a provider whose vendor has left is not judged with those in use: its own file still says what fails
    providers = {key: records.get(key, "") for one in named if (key := plain(one.provider))}
    return Looked(
        vendors=len(used),
        vendors_failing=len(failing),
        providers=len(providers),
        providers_failing=sum(vendor in failing for vendor in providers.values()),
        unknown=tuple(one.name for one in unknowns),
    )


def sentence(over: Looked) -> str:
    """`0 of 7 vendors, 0 of 12 providers named by features; 2 unknown: A and B`."""
    told = (
        f"{over.vendors_failing} of {count(over.vendors, 'vendor')}, "
        f"{over.providers_failing} of {count(over.providers, 'provider')} named by features"
    )
    return f"{told}; {len(over.unknown)} unknown: {join(list(over.unknown))}" if over.unknown else told
