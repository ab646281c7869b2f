"""Kinds of fields: what a field holds and offers, what is said beside it, what is kept of what was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from grcdesk.clock import today
from grcdesk.errors import BadInput
from grcdesk.meanings import meant
from grcdesk.schemas.desk.offers import Offer, Offered
from grcdesk.schemas.programme import Period
from grcdesk.terms import Answer, Category
from grcdesk.tui.dialogs.values import day_of, days_of, fitting
from grcdesk.tui.kit.looks import Cell
from grcdesk.wording import WEEKDAYS, count, word

SHOWN = 200
"""So many of what is offered are listed; typing finds the others."""
_APART = {" ": r"[,\s]+", ", ": r"\s*,\s*", "; ": r"\s*;\s*"}


_NARROWEST = 13
"""Cells of the narrowest field: a longer hint stands beside it."""

SAID = {
    "day": "a day: 2026-12-31, +6w, today, 2026Q1",
    "days": "days: 2026-01-01..2026-03-31, or 2026Q1",
    "moment": "a day, with or without a time: today, 2026-10-01, 2026-10-01T09:00Z",
    "switch": "y or n; space turns it over",
    "person": "a person; type to narrow",
    "record": "an id or words of its title; type to narrow",
    "term": "type to narrow",
    "file": "a path; type to narrow, tab completes",
}
"""What is said of a field of that kind while the cursor is in it."""


class How(StrEnum):
    """How a field is filled."""

    WORDS = "words"
    DAY = "day"
    DAYS = "days"
    MOMENT = "moment"
    SWITCH = "switch"
    TERM = "term"
    PERSON = "person"
    RECORD = "record"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class AskKind:
    """What a field holds."""

    how: How = How.WORDS
    offers: tuple[Offer, ...] = ()
    """What may be picked, where that needs no desk."""
    of: Offered | None = None
    """Whose names the desk is asked for."""
    apart: str = ""
    """What stands between several; empty: it holds one."""
    first: bool = False
    """Whether a year, quarter or month stands for its first day."""
    any_word: bool = False
    """Whether a word that is not offered is as good as one that is."""
    new: str = ""
    """What a name that is not offered is: it is asked about once, then kept. Empty: nothing is asked."""

    @property
    def picked(self) -> bool:
        """Whether something is offered."""
        return bool(self.offers) or self.of is not None

    @property
    def names(self) -> tuple[str, ...]:
        """The words that are offered without a desk."""
        return tuple(one.value for one in self.offers)

    @property
    def narrow(self) -> bool:
        """Whether what it holds is short, so that there is room beside it."""
        return not self.apart and self.how in {How.DAY, How.SWITCH, How.TERM, How.RECORD, How.PERSON}


WORDS = AskKind()
DAY = AskKind(How.DAY)
FIRST_DAY = AskKind(How.DAY, first=True)
DAYS = AskKind(How.DAYS)
MOMENT = AskKind(How.MOMENT)
"""A day, or a day and a time; words for a day become that day."""
YES_NO = AskKind(How.SWITCH, tuple(Offer(one.value) for one in Answer))
FILE = AskKind(How.FILE)
FILES = AskKind(How.FILE, apart="; ")
PERSON = AskKind(How.PERSON, of=Offered.PERSON, new="person")
PEOPLE = AskKind(How.PERSON, of=Offered.PERSON, apart="; ", new="person")
PROVIDER = AskKind(How.RECORD, of=Offered.VENDOR, new="vendor")
"""A vendor by its name, on record or not: what the name alone leaves open is listed as due."""


def record(of: Offered, *, any_word: bool = False) -> AskKind:
    """One record of the desk, by its id or by words of its title."""
    return AskKind(How.RECORD, of=of, any_word=any_word)


def records(of: Offered, apart: str = " ") -> AskKind:
    """Several of them."""
    return AskKind(How.RECORD, of=of, apart=apart)


CONTROL = record(Offered.CONTROL)
CONTROLS = records(Offered.CONTROL)
EVIDENCE = record(Offered.EVIDENCE)


def _meant(one: StrEnum) -> str:
    """What a term means, with how it is written where that is another word."""
    said, plain = word(one), one.value.replace("_", " ").replace("-", " ")
    return "; ".join(part for part in (said if said.casefold() != plain.casefold() else "", meant(one)) if part)


def term(known: Sequence[StrEnum] | type[StrEnum], apart: str = "") -> AskKind:
    """One of a closed list of terms, or several."""
    return AskKind(How.TERM, tuple(Offer(one.value, _meant(one)) for one in known), apart=apart)


CATEGORIES = term(Category, ", ")


def words(known: Sequence[str], *, any_word: bool = False, apart: str = "") -> AskKind:
    """One of these words."""
    return AskKind(How.TERM, tuple(Offer(one) for one in known), any_word=any_word, apart=apart)


def meaning(known: Mapping[str, str], apart: str = "") -> AskKind:
    """One of these words, each with what it means here."""
    return AskKind(How.TERM, tuple(Offer(*one) for one in known.items()), apart=apart)


def with_offers(kind: AskKind, offers: Sequence[Offer]) -> AskKind:
    """The kind with what the desk knows of it."""
    return replace(kind, offers=tuple(offers))


# what was typed


def pieces(kind: AskKind, typed: str) -> list[str]:
    """What stands in a field that holds several, one by one."""
    if not kind.apart:
        return [typed] if typed else []
    return [one for one in re.split(_APART[kind.apart], typed.strip()) if one]


def begun(kind: AskKind, typed: str) -> tuple[str, str]:
    """What stands complete in the field, and the words that are being typed behind it."""
    if not kind.apart:
        return "", typed
    parts = re.split(f"({_APART[kind.apart]})", typed)
    known = {one.value.casefold() for one in kind.offers}
    done = 0
    for place in range(0, len(parts) - 1, 2):
        if kind.apart != " " or parts[place].casefold() in known:
            done = place + 2
    return "".join(parts[:done]), "".join(parts[done:])


def fits(kind: AskKind, typed: str) -> list[Offer]:
    """What of the offers the words that are being typed may mean, the nearest first."""
    _, wanted = begun(kind, typed)
    folded = wanted.casefold().split()
    if not folded:
        return list(kind.offers[:SHOWN])
    found = [one for one in kind.offers if all(part in f"{one.value} {one.title}".casefold() for part in folded)]
    begins = " ".join(folded)
    found.sort(key=lambda one: (not one.value.casefold().startswith(begins), begins not in one.value.casefold()))
    return found[:SHOWN]


def settled(kind: AskKind, typed: str) -> str:
    """What is kept of what was typed: days as dates, words as the one thing they mean. What means nothing stays.

    Raises:
        BadInput: for what is no day.
    """
    if not typed or typed == "-":
        return typed
    if kind.how is How.DAY or _worded(kind, typed):
        return day_of(typed, first=kind.first).isoformat()
    if kind.how is How.DAYS:
        return days_of(typed)
    if not kind.offers:
        return typed
    if not kind.apart:
        return _one(kind, typed)
    done, wanted = begun(kind, typed)
    found = _one(kind, wanted) if wanted else ""
    return kind.apart.join([*(_one(kind, one) for one in pieces(kind, done)), *pieces(kind, found)])


def _worded(kind: AskKind, typed: str) -> bool:
    """Whether a moment is told by a word for a day: `today`, `-3d`."""
    return kind.how is How.MOMENT and (typed[0].isalpha() or typed[0] in "+-")


def _one(kind: AskKind, typed: str) -> str:
    same = [one.value for one in kind.offers if one.value.casefold() == typed.strip().casefold()]
    if same or kind.how is How.PERSON or kind.any_word:
        return same[0] if same else typed
    if kind.how is How.RECORD:
        found = [one.value for one in fits(replace(kind, apart=""), typed)]
        called = [one.value for one in kind.offers if one.title.casefold() == typed.strip().casefold()]
        found = called if len(called) == 1 else found
    else:
        found = fitting(typed, kind.names)
    return found[0] if len(found) == 1 else typed


def strangers(kind: AskKind, typed: str) -> list[str]:
    """Names nobody here goes by, in a field that asks about them."""
    if not kind.new:
        return []
    known = {one.value.casefold() for one in kind.offers}
    return [one for one in pieces(kind, typed) if one.casefold() not in known and one != "-"]


def when_empty(kind: AskKind, hint: str) -> str:
    """What an empty field shows: its hint where there is room, else what it may hold."""
    if not kind.narrow or 0 < len(hint) <= _NARROWEST:
        return hint
    words = ", ".join(kind.names)
    return "[ ]" if kind.how is How.SWITCH else words if len(words) <= _NARROWEST else ""


def beside(kind: AskKind, typed: str) -> Cell:
    """What stands beside a field: the day that was meant, the title of a record, what a term means."""
    typed = typed.strip()
    if not typed or typed == "-":
        return Cell("")
    if kind.how in {How.DAY, How.DAYS}:
        return _day(kind, typed)
    return _offered(kind, typed) if kind.offers and kind.how is not How.SWITCH else Cell("")


def _offered(kind: AskKind, typed: str) -> Cell:
    if new := strangers(kind, typed):
        return Cell("new here" if not kind.apart else f"new here: {', '.join(new)}", "warning")
    known = {one.value.casefold(): one for one in kind.offers}
    found = [known.get(one.casefold()) for one in pieces(kind, settled(kind, typed))]
    if len(found) != 1:
        return Cell(count(len(found), "picked", "picked") if all(found) else "", "muted")
    one = found[0]
    if one is None:
        may = len(fits(kind, typed))
        return Cell("" if kind.any_word else f"{may} fit" if may else "none fits", "muted" if may else "warning")
    return Cell(f"{one.value}  {one.title}" if one.value.casefold() != typed.casefold() else one.title, "muted")


def _day(kind: AskKind, typed: str) -> Cell:
    try:
        found = settled(kind, typed)
        if kind.how is How.DAYS:
            return Cell(f"{found if found != typed else ''}  {count(Period.read(found).days, 'day')}".strip(), "muted")
        day = day_of(found)
    except BadInput:
        return Cell("no day" if kind.how is How.DAY else "", "warning")
    ahead = (day - today()).days
    far = "today" if not ahead else f"in {count(ahead, 'day')}" if ahead > 0 else f"{count(-ahead, 'day')} ago"
    named = WEEKDAYS[day.weekday()].capitalize()
    return Cell(f"{named}{'' if found == typed else f' {found}'}, {far}", "muted")
