"""Where an artefact has a place besides controls: in the file of a vendor.

It counts as placed there: nobody need find a control for a supplier's report, though one may stand behind a control.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns))


# named and not imported: the models of vendors would cost every list of artefacts 30 ms
_DOCUMENT = _table("vendor_document", "evidence", "vendor")
_PROJECT = _table("account_project", "evidence", "vendor")
_REVIEW = _table("vendor_review", "evidence", "vendor")
_VENDOR = _table("vendor", "id", "name")
_PAPERS = sa.union_all(*(sa.select(one.c.evidence, one.c.vendor) for one in (_DOCUMENT, _PROJECT))).subquery("papers")
_GROUNDS = sa.select(_REVIEW.c.evidence, _REVIEW.c.vendor).where(_REVIEW.c.evidence != "[]")
"""Here one row names several artefacts, as a JSON list."""

Grounds = Sequence[tuple[str, str]]
"""Artefact and vendor whose review rests on it."""


def grounds(session: Session) -> Grounds:
    """The artefacts that reviews of vendors rest on."""
    return [(name, vendor) for listed, vendor in session.execute(_GROUNDS) for name in json.loads(listed)]


def placed(evidence: Any, reviewed: Grounds, vendor: str = "") -> sa.ColumnElement[bool]:
    """Whether an artefact is in the file of a vendor: of any, or of those of that id or of such a name."""
    papers, meant = sa.select(_PAPERS.c.evidence).where(_PAPERS.c.evidence != ""), _VENDOR.c.id != ""
    if vendor:
        plain = vendor.casefold()
        meant = sa.or_(sa.func.lower(_VENDOR.c.id) == plain, _VENDOR.c.name.icontains(vendor, autoescape=True))
        papers = papers.where(_PAPERS.c.vendor.in_(sa.select(_VENDOR.c.id).where(meant)))
    inside = [evidence.in_(papers)]
    for owner in sorted({owner for _, owner in reviewed}):
        named = [name for name, of in reviewed if of == owner]
        is_meant = sa.select(_VENDOR.c.id).where(_VENDOR.c.id == owner, meant).exists()
        inside.append(sa.and_(evidence.in_(named), is_meant))
    return sa.or_(*inside)


def vendors_of(session: Session, wanted: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """By artefact: the vendors whose file it is in. Artefacts that are in none are left out."""
    found: dict[str, list[str]] = defaultdict(list)
    papers = sa.select(_PAPERS.c.evidence, _PAPERS.c.vendor).where(_PAPERS.c.evidence.in_(wanted))
    meant = set(wanted)
    for said, vendor in session.execute(sa.union_all(papers, _GROUNDS)):
        for name in json.loads(said) if said.startswith("[") else (said,):
            if name in meant and vendor not in found[name]:
                found[name].append(vendor)
    return {name: tuple(vendors) for name, vendors in found.items()}


def names(session: Session, vendors: Sequence[str]) -> dict[str, str]:
    """Name by vendor."""
    if not vendors:
        return {}
    rows = session.execute(sa.select(_VENDOR.c.id, _VENDOR.c.name).where(_VENDOR.c.id.in_(vendors)))
    return {row[0]: row[1] for row in rows}
