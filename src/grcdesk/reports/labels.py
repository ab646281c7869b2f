"""How terms read on paper: in full words, where screens may use short ones."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache

from grcdesk.terms import Coverage, Relationship, Status
from grcdesk.wording import word

CONFIDENTIAL = "Confidential"
MEANING = {
    Status.IN_PLACE: "Designed adequately and working today; a claim only, unless a dated artefact supports it",
    Status.PARTIAL: "Some of it is there; the gap text says what is lacking",
    Status.MISSING: "Assessed, and not there",
    Status.NOT_ASSESSED: "Nobody has looked yet; this is not the same as missing",
    Status.NOT_APPLICABLE: "Does not apply, with a reason and an approver; left out of every percentage",
}
COVERAGE_MEANING = {
    Coverage.NONE: "No control here answers the criterion",
    Coverage.PARTIAL: "Controls here answer part of it; parts never add up to full by themselves",
    Coverage.FULL: "One control answers all of it",
    Coverage.DECLARED_FULL: "A named person declared the set of controls sufficient",
}


@cache
def say(term: StrEnum | None) -> str:
    """The term in full words; nothing for None."""
    if term is None:
        return ""
    if isinstance(term, Status):
        return term.value.replace("_", " ")
    if isinstance(term, Relationship):
        return term.value
    return word(term)


def yes_no(value: bool) -> str:
    """`yes` or `no`."""
    return "yes" if value else "no"


def ids(values: tuple[str, ...] | list[str]) -> str:
    """A list of ids in one cell."""
    return "; ".join(values)


def plain_day(value: date | None) -> str:
    """The ISO date, or nothing."""
    return value.isoformat() if value else ""


def percent(value: float) -> str:
    """`43.5 %`."""
    return f"{value:.1f} %"
