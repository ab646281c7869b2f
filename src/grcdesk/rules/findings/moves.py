"""Which moves a finding makes, and what each of them needs. The tool allows or refuses; a person moves."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from grcdesk.terms.audits import EngagementKind
from grcdesk.terms.findings import FindingClass, FindingStatus
from grcdesk.wording import join, word

OPEN, RESPONDED, FIXING, READY, CLOSED, ACCEPTED = FindingStatus
MOVES: Mapping[FindingStatus, tuple[FindingStatus, ...]] = MappingProxyType(
    {
        OPEN: (RESPONDED, ACCEPTED),
        RESPONDED: (FIXING, ACCEPTED),
        FIXING: (READY, ACCEPTED),
        READY: (CLOSED, FIXING, ACCEPTED),
        CLOSED: (OPEN,),
        ACCEPTED: (ACCEPTED, OPEN),
    }
)
"""From where to where. An acceptance may be given anew; what was closed or accepted opens again with a reason."""
UNSETTLED = frozenset({OPEN, RESPONDED, FIXING, READY})
"""Findings somebody still has to do something about."""
_SOC2 = (FindingClass.DEVIATION, FindingClass.CONTROL_NOT_EFFECTIVE, FindingClass.MANAGEMENT_LETTER)
_ISO = (FindingClass.MAJOR, FindingClass.MINOR, FindingClass.OPPORTUNITY)
RESPONSE_DAYS = 14
"""House default, no standard's: days management has for its response when no day is set."""
CHECK_DAYS = 14
"""House default, no standard's: days a second person has to look at what is ready to verify."""


def refusal(before: FindingStatus, after: FindingStatus) -> str:
    """Why a finding cannot move so; empty: it can."""
    if after in MOVES[before]:
        return ""
    where = join([word(one) for one in MOVES[before]])
    return f"{word(before)} does not become {word(after)}: next is {where}"


def needs_reason(before: FindingStatus, after: FindingStatus) -> bool:
    """Whether a move goes back, or leaves the road."""
    return after is OPEN or after is ACCEPTED or (before, after) == (READY, FIXING)


def classes(kind: EngagementKind) -> tuple[FindingClass, ...]:
    """Classes that a finding may have in an engagement of that kind: the words of its own scheme.

    A readiness check may use either: it rehearses both.
    """
    if kind is EngagementKind.READINESS:
        return tuple(FindingClass)
    return _ISO if kind.value.startswith("iso") else _SOC2
