"""Whether the controls mapped to a criterion answer it: mapped is what a catalog says, answered what evidence shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grcdesk.rules.programme.scope import WHOLE
from grcdesk.terms import CriterionAnswer, Relationship, Status, Support
from grcdesk.wording import join, word

ANSWERING = frozenset({CriterionAnswer.IN_FULL, CriterionAnswer.ANSWERED})
"""Words of a criterion that is answered."""


@dataclass(frozen=True, slots=True)
class MappedControl:
    """A control that maps to the criterion and is in scope or optional."""

    id: str
    relationship: Relationship
    status: Status
    support: Support | None = None
    """How far it is borne out that it is in place."""


def answered(controls: Sequence[MappedControl], *, declared: bool) -> CriterionAnswer:
    """What a criterion can be said to be.

    Args:
        controls: what maps to it; those with `no-relationship` do not count.
        declared: a person declared the set sufficient, and the declaration is in force.
    """
    mapped = _mapped(controls)
    standing = [one for one in mapped if one.status is Status.IN_PLACE]
    support = {one.support for one in standing}
    if Support.SUPPORTED in support:
        return CriterionAnswer.IN_FULL if declared or _has_whole(standing) else CriterionAnswer.ANSWERED
    if Support.SUPPORTED_IN_PART in support:
        return CriterionAnswer.IN_PART
    if standing:
        return CriterionAnswer.CLAIM_ONLY
    return CriterionAnswer.NOT_IN_PLACE if mapped else CriterionAnswer.NOT_MAPPED


def _has_whole(standing: Sequence[MappedControl]) -> bool:
    """Whether one that does all the criterion asks for is borne out: many that do a part of it never add up to all."""
    return any(one.relationship in WHOLE and one.support is Support.SUPPORTED for one in standing)


def stale(controls: Sequence[MappedControl]) -> str:
    """Why a declaration that the set suffices does not hold today: not all of it is in place; empty: it holds."""
    away = [one for one in _mapped(controls) if one.status is not Status.IN_PLACE]
    return join([f"{one.id} is {word(one.status)}" for one in away])


def _mapped(controls: Sequence[MappedControl]) -> list[MappedControl]:
    """Those that count: of some a catalog says that they have nothing to do with the criterion."""
    return [one for one in controls if one.relationship is not Relationship.NO_RELATIONSHIP]
