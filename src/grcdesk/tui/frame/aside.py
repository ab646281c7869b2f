"""What is said of the row under the cursor: beside the list where there is room, in two lines under it where not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from textual.content import Content

from grcdesk.tui.kit.looks import Cell, line, lines, text
from grcdesk.tui.widgets.columns import ListColumn

LABEL = 10
_LONG = 24
"""Characters of a value that stands beside its label; a longer one stands under it."""

_TELLING = 5
"""Letters of a value that says something by itself."""

Fact = tuple[str, Cell | str]


def facts(told: Iterable[Fact]) -> list[Content]:
    """Label and value of what is there to say."""
    rows: list[Content] = []
    for label, value in told:
        cell = value if isinstance(value, Cell) else Cell(value)
        said = Cell(cell.text.strip(), cell.tone, cell.click)
        if said.text in {"", "-"}:
            continue
        if len(said.text) > _LONG or len(label) > LABEL - 1:
            rows += [text(label, "muted"), line(said)]
        else:
            rows.append(line(Cell(f"{label:<{LABEL}}", "muted"), said))
    return rows


def row_in_short(row: Any, columns: Sequence[ListColumn], *, but: Iterable[str] = ()) -> Content:
    """Two lines of what the columns say: which row it is, and all the rest of it."""
    head, title = _names(columns)
    rest = [
        f"{column.title.strip()} {said}".strip()
        for column in columns
        if column.name not in {head.name, title.name, *but} and (said := column.cell(row).text.strip()) not in {"", "-"}
    ]
    return lines([name_of(row, columns), text(" | ".join(rest), "muted")])


def name_of(row: Any, columns: Sequence[ListColumn]) -> Content:
    """Which row it is."""
    head, title = _names(columns)
    return line(Cell(f"{head.cell(row).text.strip()}  ", "head"), title.cell(row).text if title is not head else "")


def column_facts(row: Any, columns: Sequence[ListColumn], *, but: Iterable[str] = (), after: str = "") -> list[Content]:
    """What the columns say, each under its title, but for what stands in the text they come after."""
    hidden = set(but)
    told = ((column.title.strip(), _whole(column, row)) for column in columns if column.name not in hidden)
    return facts((title or "It is", cell) for title, cell in told if not _said(cell.text.strip(), after))


def _whole(column: ListColumn, row: Any) -> Cell:
    cell = column.cell(row)
    return Cell(column.full(row), cell.tone) if column.full is not None else cell


def _said(value: str, text_before: str) -> bool:
    """Whether it was said already; a short word may stand there by chance."""
    return len(value) >= _TELLING and value in text_before


def _names(columns: Sequence[ListColumn]) -> tuple[ListColumn, ListColumn]:
    """The columns that say which row it is: an id, and a title."""
    head = next((one for one in columns if one.name in {"id", "ref"}), columns[0])
    title = next((one for one in columns if one.flex and one is not head), head)
    return head, title
