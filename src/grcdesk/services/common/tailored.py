"""What the desk has otherwise than its catalogs, read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.controls import Tailoring
from grcdesk.rules.controls.tailoring import said, weaker
from grcdesk.schemas.controls.tailoring import TailoredRow
from grcdesk.terms import Tailored


def kept(session: Session, controls: Iterable[str]) -> dict[str, dict[Tailored, Tailoring]]:
    """The register of those controls: by control and field."""
    meant = set(controls)
    found: dict[str, dict[Tailored, Tailoring]] = defaultdict(dict)
    for row in session.scalars(select(Tailoring)):  # few of many controls are tailored
        if row.control in meant:
            found[row.control][row.field] = row
    return found


def by_control(session: Session, controls: Iterable[str]) -> dict[str, tuple[TailoredRow, ...]]:
    """The same for people to read, fields in their usual order; controls as shipped are not in it."""
    return {
        control: tuple(_row(fields[name]) for name in Tailored if name in fields)
        for control, fields in kept(session, controls).items()
    }


def _row(row: Tailoring) -> TailoredRow:
    return TailoredRow(
        row.control,
        row.field,
        said(row.field, row.shipped),
        said(row.field, row.base),
        said(row.field, row.tailored),
        row.reason,
        row.by,
        row.tailored_on,
        weaker(row.field, row.shipped, row.tailored),
    )


def weaker_of(session: Session, controls: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Where the desk asks for less than a catalog in how often a control runs: said wherever that is judged."""
    return {
        control: told
        for control, rows in by_control(session, controls).items()
        if (told := tuple(f"Judged as tailored by {one.by} on {one.on}: {one.told}" for one in rows if one.weaker))
    }
