"""What makes an artefact evidence: its dates, where it comes from, and what an auditor will ask of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from grcdesk.rules.evidence import lists
from grcdesk.terms import CollectorMethod, EvidenceKind

_DAY = timedelta(days=1)
STALE_DAYS = 365
"""Days after the last day it shows when an artefact without a valid-until is stale. Ours, no standard's."""
_DATE = r"\d{4}-(0[1-9]|1[0-2])-[0-3]\d"
_SLOT = re.compile(rf"\d{{4}}(Q[1-4]|-(0[1-9]|1[0-2])(-[0-3]\d)?|-W[0-5]\d|H[12])?|{_DATE}\.\.{_DATE}")
_LISTS = frozenset({EvidenceKind.POPULATION, EvidenceKind.QUERY_RESULT})
"""Kinds that are lists drawn by a query: complete only by a check."""
STRENGTH = tuple(CollectorMethod)
"""Strongest first: what a system says of itself, down to what a person writes."""


@dataclass(frozen=True, slots=True)
class ArtefactFacts:
    """What the rules look at."""

    kind: EvidenceKind
    as_of: date | None = None
    period_from: date | None = None
    period_to: date | None = None
    performed_on: date | None = None
    source: str = ""
    query: str = ""
    pulled_at: str = ""
    slot: str = ""
    method: CollectorMethod | None = None
    is_population: bool = False
    row_count: int | None = None
    completeness: str = ""
    valid_until: date | None = None
    preserved: bool = True
    checked_by: str = ""
    read: lists.ReadList = lists.UNREAD

    @property
    def population(self) -> bool:
        """Whether it claims to list everything that happened."""
        return self.is_population or self.kind is EvidenceKind.POPULATION


def refusals(facts: ArtefactFacts, today: date) -> list[str]:
    """Why it cannot be taken at all; each with what mends it.

    Args:
        facts: what is said of it.
        today: the day; of one that is in the register, the day it came in: its bytes can show nothing after.
    """
    return [
        *_of_its_dates(facts, today),
        *_of_the_pull(facts, today),
        *_of_a_screenshot(facts),
        *_of_the_slot(facts),
    ]


def _of_its_dates(facts: ArtefactFacts, today: date) -> list[str]:
    """What it shows must have a day, that day must be possible, and it must have come."""
    found = []
    if facts.as_of is None and (facts.period_from is None or facts.period_to is None):
        found.append("evidence without a date shows nothing: give an as-of day, or a period from and to")
    found += _of_its_period(facts.period_from, facts.period_to)
    days = (
        ("as-of day", facts.as_of),
        ("day it was performed on", facts.performed_on),
        ("last day of its period", facts.period_to),
    )
    found += [f"the {name} {day} is still to come" for name, day in days if day and day > today]
    return found


def _of_its_period(first: date | None, last: date | None) -> list[str]:
    if first is None and last is None:
        return []
    if first is None or last is None:
        return ["a period has a first and a last day: give both"]
    return [f"the period ends before it begins: {first}..{last}"] if last < first else []


def _of_a_screenshot(facts: ArtefactFacts) -> list[str]:
    """A picture of a screen does not say by itself when it was taken, nor of which system."""
    if facts.kind is not EvidenceKind.SCREENSHOT and facts.method is not CollectorMethod.SCREENSHOT:
        return []
    lacking = [what for what, value in (("an as-of day", facts.as_of), ("a source", facts.source)) if not value]
    return [f"a screenshot shows nothing without {' and '.join(lacking)}"] if lacking else []


def _of_the_slot(facts: ArtefactFacts) -> list[str]:
    """A slot is named as the cycles of a control are; one of no such name would never be found."""
    if not facts.slot or _SLOT.fullmatch(facts.slot):
        return []
    names = "2026Q1, 2026-03, 2026-W07, 2026-03-05, or the dates of a rolling cycle, 2026-01-21..2026-07-20"
    return [f"no slot is called {facts.slot!r}: write {names}"]


def _of_the_pull(facts: ArtefactFacts, today: date) -> list[str]:
    """A list is drawn before it comes in, and shows nothing after. Moments are in UTC, days in the desk's zone."""
    if not facts.pulled_at:
        return []
    pulled = date.fromisoformat(facts.pulled_at[:10])
    if pulled > today + _DAY:
        return [f"the day it was pulled on, {pulled}, is still to come, or after it came in"]
    if facts.as_of is not None and facts.as_of > pulled + _DAY:
        return [f"pulled on {pulled}, it cannot show {facts.as_of}"]
    return []


_SAID = {
    "needs its source": "--source NAME",
    "the query it was drawn with": "--query TEXT",
    "when it was pulled": "--pulled-at TIME",
    "how its completeness was checked": "--completeness TEXT",
    "who checked it": "--checked-by NAME",
}
"""With which option of `evidence set` it is said."""


def unproven(facts: ArtefactFacts) -> list[str]:
    """What a population lacks to count as final; a list that is none lacks nothing."""
    if not facts.population:
        return []
    wanted = (
        ("the query it was drawn with", bool(facts.query)),
        ("when it was pulled", bool(facts.pulled_at)),
        ("its row count", facts.row_count is not None),
        ("how its completeness was checked", bool(facts.completeness)),
        ("who checked it", bool(facts.checked_by)),
    )
    return [what for what, there in wanted if not there] + lists.gaps(facts.read, facts.row_count)


def lacks(facts: ArtefactFacts) -> list[str]:
    """What an auditor will ask for, weakest spot first. None of it keeps an artefact out of the register."""
    found = [f"a population lacks {what}" for what in unproven(facts)]
    if not facts.preserved:
        found.append("a link is not preserved: keep a copy")
    if facts.kind in _LISTS and not facts.source:
        found.append("a list needs its source")
    if facts.method is CollectorMethod.WRITTEN:
        found.append("a written statement is the weakest evidence: add what it speaks of")
    pulled = facts.pulled_at[:10]
    if pulled and facts.period_to and facts.period_to.isoformat() > pulled:
        found.append(f"pulled on {pulled}, it says nothing of the days after, up to {facts.period_to}")
    return found


def cure(name: str, lacking: Sequence[str]) -> tuple[str, ...]:
    """How what it lacks is said, where words alone are lacking: a sentence, or none."""
    options = [option for what, option in _SAID.items() if any(one.endswith(what) for one in lacking)]
    return (f"to say it: grcdesk evidence set {name} {' '.join(options)}",) if options else ()


def last_day(facts: ArtefactFacts) -> date | None:
    """The last day it shows."""
    return facts.period_to or facts.as_of


def stale_before(today: date) -> date:
    """Artefacts whose last day lies before this day are stale, unless a person said until when they are valid."""
    return today - timedelta(days=STALE_DAYS)


def is_stale(facts: ArtefactFacts, today: date) -> bool:
    """Whether it is too old to speak of today. It still shows the days it shows."""
    if facts.valid_until is not None:
        return facts.valid_until < today
    last = last_day(facts)
    return last is not None and last < stale_before(today)


def strongest(methods: Iterable[CollectorMethod | None]) -> CollectorMethod | None:
    """The strongest of several ways of taking it."""
    return min((method for method in methods if method is not None), key=STRENGTH.index, default=None)
