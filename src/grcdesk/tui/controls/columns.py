"""How a control looks in the list, in the strip under it and in the pane beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from textual.content import Content

from grcdesk.rules.fields.controls import CONTROL_FIELDS
from grcdesk.schemas.controls import ControlRow
from grcdesk.tui.kit.looks import SUPPORT_TONE, Cell, Glyphs, due_cell, line, lines, short_due, text
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.wording import SCOPE, backed, count, day, word

TITLE_WIDTH = 24
"""Cells a title keeps at least; narrower terminals drop other columns first."""


def control_columns(glyphs: Glyphs, today: date) -> tuple[ListColumn, ...]:
    """The columns of the list; names, widths and ranks come from `CONTROL_FIELDS`."""
    cells: dict[str, Callable[[ControlRow], Cell]] = {
        "id": lambda row: Cell(row.id),
        "title": lambda row: Cell(row.title),
        "tsc": lambda row: Cell(" ".join(row.criteria)),
        "iso": lambda row: Cell(" ".join(row.iso27001)),
        "status": lambda row: glyphs.held(row.status, row.support),
        "evidence": lambda row: _number(row.evidence),
        "actions": lambda row: _number(row.open_actions),
        "owner": lambda row: Cell(row.owner or "-", "" if row.owner else "muted"),
        "due": lambda row: due_cell(row.due, today),
        "scope": lambda row: Cell(SCOPE[row.scope].word),
        "frequency": lambda row: Cell(word(row.frequency)),
    }

    short: dict[str, tuple[int, Callable[[ControlRow], Cell]]] = {
        "tsc": (6, lambda row: Cell("".join(row.criteria[:1]) + ("+" if len(row.criteria) > 1 else ""))),
        "due": (7, lambda row: short_due(row.due, today)),
        "owner": (9, cells["owner"]),
        "title": (16, cells["title"]),
    }

    def column(name: str) -> ListColumn:
        field, flex = CONTROL_FIELDS[name], name == "title"
        width, rank = (TITLE_WIDTH, 1) if flex else (field.width, field.rank)
        return ListColumn(name, field.title, width, cells[name], rank, flex, short.get(name))

    return tuple(column(name) for name in cells)


def _number(number: int) -> Cell:
    return Cell(f"{number:>3}", "" if number else "muted")


def strip_text(row: ControlRow) -> Content:
    """Two lines about the control under the cursor."""
    facts = f"{word(row.frequency)}, {word(row.type)}, {row.owner_role}"
    maps = " ".join([*row.criteria, *row.iso27001, *row.iso42001])
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
        ("Criteria", " ".join(row.criteria) or "-"),
        ("ISO 27001", " ".join(row.iso27001) or "-"),
        ("ISO 42001", " ".join(row.iso42001) or "-"),
        ("Runs", word(row.frequency)),
        ("Kind", f"{word(row.type)}, {word(row.nature)}"),
        ("Evidence", str(row.evidence)),
        ("Actions", count(row.open_actions, "open action")),
    ]
    return lines([*rows, text(""), *(line(Cell(f"{name:<10}", "muted"), value) for name, value in facts)])


def markdown_table(rows: Sequence[ControlRow]) -> str:
    """Controls as a Markdown table, with the text as it is kept."""
    head = ["| ID | Control | Gap | Owner | Due | TSC |", "|---|---|---|---|---|---|"]

    def cells(row: ControlRow) -> tuple[str, ...]:
        return row.id, row.title, word(row.status), row.owner or "-", day(row.due), " ".join(row.criteria)

    escaped = [" | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells(row)) for row in rows]
    return "\n".join([*head, *(f"| {one} |" for one in escaped)]) + "\n"
