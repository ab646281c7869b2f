"""Which controls belong to the engagement: computed from the criteria they map to, never from their id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from grcdesk.terms import Category, Coverage, Relationship, Scope

WHOLE = (Relationship.EQUAL_TO, Relationship.EQUIVALENT_TO, Relationship.SUPERSET_OF)
"""Relations by which one control answers an item alone."""
_INSIDE = (*WHOLE, Relationship.SUBSET_OF)


@dataclass(frozen=True, slots=True)
class CriterionMapping:
    """A mapping of one control to one criterion, as far as scope needs it."""

    category: Category | None
    """None: of a framework without categories, all of whose items are asked for."""
    relationship: Relationship
    primary: bool = False


def control_scope(links: Iterable[CriterionMapping], selected: Iterable[Category]) -> Scope:
    """In, optional or out.

    In if the primary criterion's category is selected or a subset-of mapping hits a selected one; optional if only
    intersecting mappings do; else out. A mapping stronger than subset-of counts like one. Security is always selected.
    """
    # Security is in every SOC 2 report: a control that maps to CC8.1 is in whatever its id says
    chosen = {Category.SECURITY, *selected}
    optional = False
    for link in links:
        if link.category not in {None, *chosen} or link.relationship is Relationship.NO_RELATIONSHIP:
            continue
        if link.primary or link.relationship in _INSIDE:
            return Scope.IN
        optional = True
    return Scope.OPTIONAL if optional else Scope.OUT


def coverage(relationships: Iterable[Relationship], *, declared: bool) -> Coverage:
    """How far a set of controls answers an item.

    Full only by an equal or superset mapping, or by a person declaring the set sufficient: many subset mappings
    never add up to full on their own.
    """
    found = [relation for relation in relationships if relation is not Relationship.NO_RELATIONSHIP]
    if any(relation in WHOLE for relation in found):
        return Coverage.FULL
    if not found:
        return Coverage.NONE
    return Coverage.DECLARED_FULL if declared else Coverage.PARTIAL
