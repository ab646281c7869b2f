"""An engagement in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from grcdesk.wording import word

if TYPE_CHECKING:
    from grcdesk.schemas.audits.audits import EngagementDetail


def described(found: EngagementDetail) -> list[tuple[str, Any]]:
    """Names and values, one a line."""
    return list(_lines(found))


def _lines(found: EngagementDetail) -> Iterator[tuple[str, Any]]:
    row = found.row
    yield "id", row.id
    yield "name", row.name
    yield "kind", word(row.kind)
    yield "current", row.current
    yield "phase", f"{word(row.phase)}{f' since {row.phase_since}' if row.phase_since else ''}"
    yield "closed", row.closed
    yield "categories", ", ".join(word(one) for one in row.categories)
    yield "period", str(row.period) if row.period else "not chosen yet"
    yield "time zone", row.zone or "the computer's own"
    yield "controls in scope", row.controls
    yield "firm", row.firm
    yield "lead", row.lead
    yield "report due", row.report_due
    yield "selection", word(row.lane)
    yield "frameworks", row.frameworks
    yield "parameters", row.parameters
    for place, one in enumerate(found.methods):
        yield "" if place else "vendors", f"{one.name}: {word(one.method)}"
    yield "follows", row.follows
    for place, change in enumerate(found.since):
        yield "" if place else "changed since", change
