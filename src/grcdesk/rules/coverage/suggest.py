"""What waits in the inbox that may fill days of a control: what reaches over most of them first, each with its why.

A suggestion by dates and kind alone: whether it shows a run, the catalog and the coverage say once it is placed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grcdesk.schemas.evidence.evidence import EvidenceRow
from grcdesk.schemas.programme import Period
from grcdesk.terms import EvidenceKind
from grcdesk.terms.evidence import Shows
from grcdesk.wording import count, word

COVERING = (Shows.RUN, Shows.SPAN, Shows.RECORD, Shows.STATE)
"""What an artefact has to show to cover a slot or a day, the strongest first."""


@dataclass(frozen=True, slots=True)
class Filling:
    """An artefact that may fill a hole, and why it is suggested."""

    row: EvidenceRow
    why: str


def fillings(hole: Period, waiting: Iterable[EvidenceRow], wanted: Mapping[EvidenceKind, Shows]) -> list[Filling]:
    """Those whose days reach into the hole: kinds that cover before kinds that do not, more of its days before fewer.

    Args:
        hole: the days nothing covers.
        waiting: artefacts without a place.
        wanted: what an artefact of each kind the catalog asks for shows of the control.
    """
    found = [(one, days) for one in waiting if (days := _within(hole, one))]

    def weight(pair: tuple[EvidenceRow, int]) -> tuple[bool, bool, int]:
        one, days = pair
        return wanted.get(one.kind) not in COVERING, one.kind not in wanted, -days

    return [Filling(one, _why(hole, one, days, wanted)) for one, days in sorted(found, key=weight)]


def _within(hole: Period, row: EvidenceRow) -> int:
    """How many days of the hole it reaches over."""
    last = row.last_day
    if last is None:
        return 0
    first = row.period_from if row.period_from is not None and row.period_to is not None else last
    return max(0, (min(last, hole.end) - max(first, hole.start)).days + 1)


def _why(hole: Period, row: EvidenceRow, days: int, wanted: Mapping[EvidenceKind, Shows]) -> str:
    over = "all days of it" if days == hole.days else f"{days} of its {count(hole.days, 'day')}"
    shows = wanted.get(row.kind)
    if shows is None:
        return f"{over}; {word(row.kind)} is not asked for"
    if shows not in COVERING:
        return f"{over}; {word(row.kind)} is asked for, covers no day"
    return f"{over}; {word(row.kind)} is asked for"
