"""What an artefact behind a control shows of it: runs, days, or nothing and why. A label or a date alone is no proof.

Source of the rule: what an auditor accepts, kind by kind, as evidence that a control operated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache

from grcdesk.rules.evidence.standing import LINK_ONLY, NOT_READ, UNREAD
from grcdesk.schemas.coverage.coverage import Claim, Run, Span
from grcdesk.schemas.evidence.behind import BehindControl
from grcdesk.terms import EvidenceKind, Shows
from grcdesk.wording import join, word

_DAY = timedelta(days=1)
_TERMS = frozenset({EvidenceKind.CONTRACT, EvidenceKind.REPORT})
"""Contracts and certificates hold for a term, which may reach ahead."""
_NEVER = {
    Shows.POPULATION: "{} shows what happened, not that the control ran",
    Shows.DESIGN: "{} shows design",
    Shows.SUPPORT: "{} only stands beside other evidence",
}
_NO_RUN = {
    Shows.STATE: "{} shows how something stood, not that the control ran",
    Shows.RECORD: "{} shows events, not that the control ran",
}
_CURED = frozenset({LINK_ONLY, NOT_READ})
"""What a person's word makes good who inspected it: it cannot be kept, or not be read here."""


def runs_of(found: BehindControl) -> Iterator[Run | Claim]:
    """The runs of a periodic control that an artefact shows, or why it shows none."""
    why = refusal(found) or ("" if found.stated else _no_run(found))
    if why:
        yield _claim(found, why)
        return
    for run in _runs(found):
        why = _not_on(found, run.on)
        yield Claim(found.evidence, run.on, run.on, why, found.slot) if why else run


def _no_run(found: BehindControl) -> str:
    """Why an artefact of its kind shows no run, or not this one; empty: it may."""
    if found.shows in _NO_RUN:
        return _NO_RUN[found.shows].format(_a(found.kind))
    return _unread(found) if _by_rows(found) else ""


def _runs(found: BehindControl) -> Iterable[Run]:
    """A run on each day of its rows, or the one run it tells of."""
    if _by_rows(found):
        return (Run(found.evidence, day) for span in found.filled or () for day in _each(span))
    day = found.performed or (found.last if found.term else found.first)
    return [Run(found.evidence, day, found.slot)]


def _by_rows(found: BehindControl) -> bool:
    """Whether only its rows tell on which days the control ran: its own dates say no more than what it is about."""
    if found.stated:
        return False
    return found.shows is Shows.SPAN or (found.shows is Shows.RUN and found.kind in UNREAD)


def days_of(found: BehindControl) -> Iterator[Span | Claim]:
    """The days of a continuous control that an artefact shows, or why it shows none."""
    why = refusal(found) or ("" if found.stated else _no_days(found))
    if why:
        yield _claim(found, why)
        return
    last = _last_day(found)
    for span in _days(found):
        if span.start <= last:
            yield Span(span.start, min(span.end, last))
        if span.end > last:
            start = max(span.start, last + _DAY)
            yield Claim(found.evidence, start, span.end, _not_on(found, start) or _drawn(found))


def refusal(found: BehindControl) -> str:
    """Why an artefact shows nothing of a control whatever its dates; empty: it may."""
    if found.standing and not (found.stated and found.standing in _CURED):
        return found.standing
    return "" if found.stated else _never(found.kind, found.shows)


@cache
def _never(kind: EvidenceKind, shows: Shows | None) -> str:
    """Why an artefact of a kind shows nothing of a control, whichever it is; empty: it may."""
    if shows is None:
        return f"{_a(kind)} is not asked for"
    return _NEVER[shows].format(_a(kind)) if shows in _NEVER else ""


def _not_on(found: BehindControl, day: date) -> str:
    """Why it shows nothing of that day; empty: it may."""
    if day > found.seen and not _holds_for_a_term(found):
        return f"dated {day}, after it was taken on {found.seen}"
    if found.valid_until is not None and day > found.valid_until:
        return f"valid until {found.valid_until}"
    if found.replaced is not None and day >= found.replaced[1]:
        return f"superseded by {found.replaced[0]} from {found.replaced[1]} on"
    return ""


def _last_day(found: BehindControl) -> date:
    """The last day it can show anything of."""
    ends = [] if _holds_for_a_term(found) else [found.seen]
    if found.shows is Shows.RECORD and not found.stated:
        ends.append(found.known)
    if found.valid_until is not None:
        ends.append(found.valid_until)
    if found.replaced is not None:
        ends.append(found.replaced[1] - _DAY)
    return min(ends, default=date.max)


def _holds_for_a_term(found: BehindControl) -> bool:
    return found.shows is Shows.STATE and found.kind in _TERMS and not found.stated


def _days(found: BehindControl) -> Iterable[Span]:
    own = Span(found.first, found.last)
    if found.stated:
        return [own]
    if found.shows is Shows.SPAN:
        return found.filled or ()
    if found.shows is Shows.RUN and found.performed is not None:
        return [Span(found.performed, found.performed)]
    if _holds_for_a_term(found):
        return [Span(found.first, max(found.last, found.valid_until or found.last))]
    return [own]


def _no_days(found: BehindControl) -> str:
    if found.shows is Shows.SPAN:
        return _unread(found)
    if found.shows is Shows.RECORD and found.lacks:
        return f"{_a(found.kind)} lacks {join(found.lacks)}"
    if found.shows is Shows.STATE and found.term and found.kind not in _TERMS:
        return f"{_a(found.kind)} shows the moment it was taken: give its as-of day"
    return ""


def _unread(found: BehindControl) -> str:
    return NOT_READ if found.filled is None else "" if found.filled else "it has no rows"


def _drawn(found: BehindControl) -> str:
    return f"drawn on {found.seen}, it says nothing of the days after {found.known}"


def _each(span: Span) -> Iterator[date]:
    return (span.start + timedelta(days=number) for number in range(span.days))


def _claim(found: BehindControl, why: str) -> Claim:
    on = found.performed
    beside = not found.standing and found.shows in _NEVER
    return Claim(found.evidence, on or found.first, on or found.last, why, found.slot, beside)


@cache
def _a(kind: EvidenceKind) -> str:
    name = word(kind)
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
