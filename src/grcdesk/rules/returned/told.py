"""What a workbook that came back would do, in one line a cell: the same on both faces of the program."""

from __future__ import annotations

from collections.abc import Iterator

from grcdesk.schemas.returned.returned import ReturnedDifference, ReturnedOutcome, ReturnedProblem
from grcdesk.terms.returned import CellFate
from grcdesk.text import show

_SHOWN = 60
"""Characters of a value beside another."""


def lines(outcome: ReturnedOutcome) -> Iterator[str]:
    """What cannot be taken, what both have changed, what is taken or left."""
    yield from map(problem, outcome.problems)
    for one in outcome.cells:
        if one.fate is CellFate.BOTH:
            yield conflict(one)
    for one in outcome.cells:
        if one.fate is CellFate.FILE:
            yield change(one)


def change(one: ReturnedDifference) -> str:
    """`Gap assessment!H2: AI-SEC-01 Owner: Lin Chen → Dana Reyes`."""
    left = ", left out" if one.settled == "leave" else ""
    return f"{one.place}: {one.id} {one.field}: {short(one.ours)} → {short(one.theirs)}{left}"


def conflict(one: ReturnedDifference) -> str:
    """Both values, and what it was when the workbook was written."""
    was = f", written as {short(one.base)}" if one.base else ""
    said = {"take": "; the file's is taken", "leave": "; the desk's stays"}.get(one.settled, "; say --take or --leave")
    told = f"the desk has {short(one.ours)}, the file {short(one.theirs)}{was}"
    return f"{one.place}: {one.id} {one.field} was changed in both: {told}{said}"


def problem(one: ReturnedProblem) -> str:
    """Where, what, and what helps."""
    return f"{one.place}: {one.what}; {one.cure}"


def short(text: str) -> str:
    """A value that fits beside another."""
    plain = show(" ".join(text.split())) or "-"
    return plain if len(plain) <= _SHOWN else f"{plain[: _SHOWN - 1]}…"
