"""How a control looks in the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from grcdesk.rules.fields.controls import control_fields
from grcdesk.schemas.catalogs.frameworks import Framework
from grcdesk.schemas.controls.controls import ControlRow
from grcdesk.schemas.coverage.coverage import MonthRow
from grcdesk.terms import Tailored
from grcdesk.tui.coverage.parts import MONTH_TONE
from grcdesk.tui.kit.looks import Cell, Glyphs, due_cell, short_due
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.wording import MONTH, SCOPE, day, word

TITLE_WIDTH = 20
"""Cells a title keeps at least; narrower terminals drop other columns first."""


Drawn = Callable[[ControlRow], Cell]
MONTHS = "months"
_MONTHS_RANK = 6


def control_columns(
    glyphs: Glyphs,
    today: date,
    frameworks: Sequence[Framework] = (),
    months: Mapping[str, MonthRow] | None = None,
) -> tuple[ListColumn, ...]:
    """The columns of the list, one for each framework; names, widths and ranks come from `control_fields`.

    What stands in the months comes later than the rows, and is looked up as it is drawn.
    """
    cells = _cells(glyphs, today, frameworks)
    short = _short(cells, today, frameworks)
    fields = control_fields(frameworks)

    def column(name: str) -> ListColumn:
        field, flex, badge = fields[name], name == "title", name == "status"
        width, rank = (TITLE_WIDTH, 1) if flex else (field.width, field.rank)
        if badge:
            width += 2  # the air of one cell at both sides of its words
        keeps = name in _KEPT
        return ListColumn(name, field.title, width, cells[name], rank, flex, short.get(name), keeps=keeps, badge=badge)

    columns = [column(name) for name in cells]
    if months is not None:
        place = list(cells).index("evidence")
        columns.insert(place, _months(glyphs, months))
    return tuple(columns)


def _cells(glyphs: Glyphs, today: date, frameworks: Sequence[Framework]) -> dict[str, Drawn]:
    """What each column draws of a row, in the order of the columns."""
    return {
        "id": lambda row: Cell(row.id),
        "title": lambda row: Cell(row.title),
        **{one.short: _items(number) for number, one in enumerate(frameworks)},
        "status": lambda row: glyphs.held(row.status, row.support),
        "evidence": lambda row: _number(row.evidence),
        "actions": lambda row: _number(row.open_actions),
        "owner": lambda row: Cell(row.owner or "-", "" if row.owner else "muted"),
        "due": lambda row: due_cell(row.due, today),
        "scope": lambda row: Cell(SCOPE[row.scope].word),
        "frequency": lambda row: Cell(word(row.frequency) + (" *" if Tailored.FREQUENCY in row.tailored else "")),
    }


def _short(cells: Mapping[str, Drawn], today: date, frameworks: Sequence[Framework]) -> dict[str, tuple[int, Drawn]]:
    """The narrower forms, with their widths; of the frameworks only those of the first have one."""
    return {
        **{one.short: (6, _first_item(number)) for number, one in enumerate(frameworks) if one.first},
        "due": (7, lambda row: short_due(row.due, today)),
        "owner": (9, cells["owner"]),
        "title": (16, cells["title"]),
    }


_KEPT = frozenset({"due", "owner"})
"""Columns that are whole on wide terminals."""


def _months(glyphs: Glyphs, known: Mapping[str, MonthRow]) -> ListColumn:
    """The months of the period as one cell each, in the tone of the worst of them."""

    def draw(row: ControlRow) -> Cell:
        found = known.get(row.id)
        if found is None:
            return Cell("")
        tones = {MONTH_TONE[cell.state] for cell in found.cells}
        worst = next((tone for tone in ("error", "warning", "success", "muted") if tone in tones), "")
        return Cell("".join(glyphs.of(MONTH[cell.state]) for cell in found.cells), worst)

    return ListColumn(MONTHS, "Months", 12, draw, _MONTHS_RANK)


def _items(number: int) -> Callable[[ControlRow], Cell]:
    """Draws the items of that framework, by its place among all."""

    def draw(row: ControlRow) -> Cell:
        return Cell(" ".join(row.maps[number].items) if number < len(row.maps) else "")

    return draw


def _first_item(number: int) -> Callable[[ControlRow], Cell]:
    """The same in few cells."""

    def draw(row: ControlRow) -> Cell:
        items = row.maps[number].items if number < len(row.maps) else ()
        return Cell("".join(items[:1]) + ("+" if len(items) > 1 else ""))

    return draw


def _number(number: int) -> Cell:
    return Cell(f"{number:>3}", "" if number else "muted")


def markdown_table(rows: Sequence[ControlRow]) -> str:
    """Controls as a Markdown table, with the text as it is kept."""
    head = ["| ID | Control | Gap | Owner | Due | Criteria |", "|---|---|---|---|---|---|"]

    def cells(row: ControlRow) -> tuple[str, ...]:
        return row.id, row.title, word(row.status), row.owner or "-", day(row.due), " ".join(row.criteria)

    escaped = [" | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells(row)) for row in rows]
    return "\n".join([*head, *(f"| {one} |" for one in escaped)]) + "\n"
