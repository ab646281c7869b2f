"""What is said of the control under the cursor: two lines under its list, the whole of it beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from grcdesk.errors import Refused
from grcdesk.schemas.controls.controls import ControlDetail, ControlRow, WantedRow
from grcdesk.schemas.coverage.coverage import Heat
from grcdesk.terms import ActionStatus
from grcdesk.tui.coverage.parts import strip as months
from grcdesk.tui.frame.aside import LABEL, Fact, facts
from grcdesk.tui.kit.looks import SUPPORT_TONE, Cell, Glyphs, due_cell, line, lines, text
from grcdesk.wording import backed, count, join, word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class ControlRest:
    """What no row of the list holds of a control."""

    detail: ControlDetail
    heat: Heat | None
    """None without a period."""


def behind(desk: Desk, control: str) -> ControlRest:
    """Ask for it."""
    try:
        heat = desk.coverage.months(controls=[control])
    except Refused:  # there is no period yet
        heat = None
    return ControlRest(desk.controls.show(control), heat)


def strip_text(row: ControlRow) -> Content:
    """Two lines about the control under the cursor."""
    told = f"{word(row.frequency)}, {word(row.type)}, {row.owner_role}"
    told += "; tailored" if row.tailored else ""
    maps = " ".join(item for one in row.maps for item in one.items)
    return lines([line(Cell(f"{row.id}  ", "head"), row.title), line(Cell(f"{told}; {maps}", "muted"))])


def side_text(row: ControlRow, glyphs: Glyphs, today: date, more: ControlRest | None) -> Content:
    """The same two lines, and what to do about it: the first things first, since a short pane cuts the last."""
    rows = [strip_text(row), text(""), line(glyphs.held(row.status, row.support), "  ", glyphs.scope(row.scope))]
    if row.support is not None:
        rows.append(line(Cell(backed(row.support, row.have, row.need), SUPPORT_TONE[row.support])))
    there = f"{row.evidence}" + (f", {count(row.open_actions, 'open action')}" if row.open_actions else "")
    rows += facts([("Owner", row.owner or "nobody"), ("Due", due_cell(row.due, today)), ("Evidence", there)])
    if more is not None and more.detail.row.id == row.id:
        rows += _behind(more, glyphs, today)
    return lines([*rows, text(""), *facts(_kept(row))])


def _kept(row: ControlRow) -> Iterable[Fact]:
    """What the list says of it where there is room."""
    yield from ((one.framework.name[: LABEL - 1], " ".join(one.items)) for one in row.maps)
    yield "Runs", word(row.frequency)
    yield "Kind", f"{word(row.type)}, {word(row.nature)}"
    if row.tailored:
        yield "Tailored", join([one.value.replace("_", " ") for one in row.tailored])


def _behind(more: ControlRest, glyphs: Glyphs, today: date) -> list[Content]:
    detail = more.detail
    rows = months(more.heat, glyphs, narrow=True)
    rows += facts([("Gap", Cell(detail.gap, "warning")), ("Reason", detail.reason)])
    rows += _next(detail, today)
    rows += [text(""), text(detail.statement, newlines=True)]
    if detail.wanted:
        rows += [text(""), text(_of_needed(detail.wanted), "muted")]
        rows += [_asked(one) for one in detail.wanted]
    rows += [text(""), *facts([("Note", detail.note)])] if detail.note else []
    return rows


def _of_needed(wanted: Sequence[WantedRow]) -> str:
    """How many kinds are there, of those that must be: as `rules.controls.support.backing` counts them."""
    needed = {one.kind for one in wanted if one.mandatory}
    there = {one.kind for one in wanted if one.mandatory and one.have}
    return f"Evidence needed, {len(there)} of {len(needed)} there" if needed else "Evidence asked, all optional"


def _asked(one: WantedRow) -> Content:
    missing = "error" if one.mandatory else "muted"
    have = Cell(f"{one.have:>2} ", "success" if one.have else missing)
    optional = Cell("" if one.mandatory else " (optional)", "muted")
    return line(have, one.what, optional, Cell(f"  {one.why}".rstrip(), "warning"))


def _next(detail: ControlDetail, today: date) -> list[Content]:
    """The open action that is due first, or the risk that is accepted."""
    open_ = sorted((one for one in detail.actions if one.status is ActionStatus.OPEN), key=lambda one: one.due)
    if open_:
        first = open_[0]
        return [
            line(Cell(f"{'Next':<{LABEL}}", "muted"), first.title, "  ", due_cell(first.due, today), f" {first.owner}")
        ]
    risks = [one for one in detail.risks if one.ended_on is None]
    return facts([("Accepted", f"{risks[0].reason}, to {risks[0].expires_on}")]) if risks else []
