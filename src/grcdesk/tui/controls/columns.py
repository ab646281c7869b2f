"""How a control looks in the list, in the strip under it and in the pane beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from textual.content import Content

from grcdesk.rules.fields.controls import control_fields
from grcdesk.schemas.controls import ControlRow
from grcdesk.schemas.frameworks import Framework
from grcdesk.terms import Tailored
from grcdesk.tui.kit.looks import SUPPORT_TONE, Cell, Glyphs, due_cell, line, lines, short_due, text
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.wording import SCOPE, backed, count, day, join, word

TITLE_WIDTH = 24
"""Cells a title keeps at least; narrower terminals drop other columns first."""


def control_columns(glyphs: Glyphs, today: date, frameworks: Sequence[Framework] = ()) -> tuple[ListColumn, ...]:
    """The columns of the list, one for each framework; names, widths and ranks come from `control_fields`."""
    fields = control_fields(frameworks)
    cells: dict[str, Callable[[ControlRow], Cell]] = {
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

    short: dict[str, tuple[int, Callable[[ControlRow], Cell]]] = {
        **{one.short: (6, _first_item(number)) for number, one in enumerate(frameworks) if one.first},
        "due": (7, lambda row: short_due(row.due, today)),
        "owner": (9, cells["owner"]),
        "title": (16, cells["title"]),
    }

    def column(name: str) -> ListColumn:
        field, flex = fields[name], name == "title"
        width, rank = (TITLE_WIDTH, 1) if flex else (field.width, field.rank)
        return ListColumn(name, field.title, width, cells[name], rank, flex, short.get(name))

    return tuple(column(name) for name in cells)


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


def strip_text(row: ControlRow) -> Content:
    """Two lines about the control under the cursor."""
    facts = f"{word(row.frequency)}, {word(row.type)}, {row.owner_role}"
    facts += "; tailored" if row.tailored else ""
    maps = " ".join(item for one in row.maps for item in one.items)
    return lines([line(Cell(f"{row.id}  ", "head"), row.title), line(Cell(f"{facts}; {maps}", "muted"))])


def side_text(row: ControlRow, glyphs: Glyphs) -> Content:
    """The pane about the control under the cursor."""
    rows = [
        line(Cell(row.id, "head")),
        text(row.title, "strong"),
        text(""),
        line(glyphs.held(row.status, row.support), "  ", glyphs.scope(row.scope)),
    ]
    if row.support is not None:
        rows.append(line(Cell(backed(row.support, row.have, row.need), SUPPORT_TONE[row.support])))
    facts = [
        ("Owner", row.owner or "-"),
        ("Role", row.owner_role),
        ("Due", str(row.due or "-")),
        *((one.framework.name[:10], " ".join(one.items) or "-") for one in row.maps),
        ("Runs", word(row.frequency)),
        *((("Tailored", join([one.value.replace("_", " ") for one in row.tailored])),) if row.tailored else ()),
        ("Kind", f"{word(row.type)}, {word(row.nature)}"),
        ("Evidence", str(row.evidence)),
        ("Actions", count(row.open_actions, "open action")),
    ]
    return lines([*rows, text(""), *(line(Cell(f"{name:<10}", "muted"), value) for name, value in facts)])


def markdown_table(rows: Sequence[ControlRow]) -> str:
    """Controls as a Markdown table, with the text as it is kept."""
    head = ["| ID | Control | Gap | Owner | Due | Criteria |", "|---|---|---|---|---|---|"]

    def cells(row: ControlRow) -> tuple[str, ...]:
        return row.id, row.title, word(row.status), row.owner or "-", day(row.due), " ".join(row.criteria)

    escaped = [" | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells(row)) for row in rows]
    return "\n".join([*head, *(f"| {one} |" for one in escaped)]) + "\n"
