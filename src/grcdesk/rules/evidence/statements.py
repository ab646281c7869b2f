"""A person's word that an artefact shows a run though its kind does not: what it needs, and how it reads."""

from __future__ import annotations

from datetime import date

from grcdesk.terms import Frequency
from grcdesk.wording import word


def refusals(*, reason: str, by: str, on: date, today: date, last: date) -> list[str]:
    """Why the word cannot be taken; each with what mends it.

    Args:
        reason: why the artefact shows a run.
        by: who inspected it.
        on: when they did.
        today: the day the word is given.
        last: the last day the artefact shows; who looked earlier cannot have seen it.
    """
    found = []
    if not reason.strip():
        found.append("a statement that an artefact shows a run needs its reason: what was seen in it")
    if not by.strip():
        found.append("a statement is of a person: say who inspected it")
    if on > today:
        found.append(f"the day it was inspected on, {on}, is still to come")
    elif on < last:
        found.append(f"inspected on {on}, it cannot have shown {last}: name the day it was seen as it is")
    return found


def no_run_of(frequency: Frequency) -> str:
    """Why no artefact can show a run of a control of that frequency; empty: it can."""
    if frequency is Frequency.EVENT:
        return f"it runs {word(frequency)}: what happened is shown by a whole population, not by a statement"
    return ""


def told(by: str, on: object, at: str, reason: str) -> str:
    """`Dana Reyes, 2026-11-02, trust centre: shows the rotation`."""
    return f"{by}, {on}{f', {at}' if at else ''}: {reason}"


def stands(evidence: str, words: str) -> str:
    """The word on an artefact behind a control, as lists and details print it."""
    return f"{evidence} shows it by statement of {words}"
