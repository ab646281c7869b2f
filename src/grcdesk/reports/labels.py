"""How terms read on paper: in full words, where screens may use short ones."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from functools import cache

from grcdesk.terms import Coverage, CriterionAnswer, Relationship, Status, Support
from grcdesk.wording import word

CONFIDENTIAL = "Confidential"
_SPAN = re.compile(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)")
MEANING = {
    Status.IN_PLACE: "Said to be designed adequately and working today; how far evidence bears it out stands beside",
    Status.PARTIAL: "Some of it is there; the gap text says what is lacking",
    Status.MISSING: "Assessed, and not there",
    Status.NOT_ASSESSED: "Nobody has looked yet; this is not the same as missing",
    Status.NOT_APPLICABLE: "Does not apply, with a reason and an approver; left out of every percentage",
}
SUPPORT_MEANING = {
    Support.SUPPORTED: "Design adequate, implemented, and for every kind of evidence that must be there an intact "
    "artefact, dated in the period or valid in it",
    Support.SUPPORTED_IN_PART: "Some of the kinds that must be there; how many is said",
    Support.CLAIM_ONLY: "None of them, or design or implementation not stated",
}
COVERAGE_MEANING = {
    Coverage.NONE: "No control here maps to the criterion",
    Coverage.PARTIAL: "Controls here map to part of it; parts never add up to full by themselves",
    Coverage.FULL: "One control maps to all of it",
    Coverage.DECLARED_FULL: "A named person declared the set of controls sufficient, and all of it is in place",
}
ANSWERED_MEANING = {
    CriterionAnswer.IN_FULL: "A control that maps to all of it is in place and supported, or the declared set stands",
    CriterionAnswer.ANSWERED: "At least one mapped control is in place and supported",
    CriterionAnswer.IN_PART: "A mapped control is in place and supported in part, none is fully supported",
    CriterionAnswer.CLAIM_ONLY: "A mapped control is in place, and evidence bears out none of it",
    CriterionAnswer.NOT_IN_PLACE: "Mapped, and no mapped control is in place",
    CriterionAnswer.NOT_MAPPED: "No control here maps to it",
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


def spelled(text: str) -> str:
    """Spans of days as people write them: `2026-01-01 to 2026-03-31`; one day alone stands once."""
    return _SPAN.sub(lambda found: found[1] if found[1] == found[2] else f"{found[1]} to {found[2]}", text)


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
