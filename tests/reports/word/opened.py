"""Papers read back as a reader sees them: sentences, facts and tables."""

from __future__ import annotations

import io
from typing import Any

from docx import Document


def opened(data: bytes) -> Any:
    """The document that was written."""
    return Document(io.BytesIO(data))


def sentences(report: Any) -> list[str]:
    """Its paragraphs outside of tables."""
    return [paragraph.text for paragraph in report.paragraphs]


def facts(report: Any) -> dict[str, str]:
    """Every fact of its tables of two columns, by its name."""
    return {
        row.cells[0].text: row.cells[1].text for table in report.tables for row in table.rows if len(row.cells) == 2
    }


def table(report: Any, *heads: str) -> list[list[str]]:
    """The rows of the table whose columns begin so."""
    for each in report.tables:
        if tuple(cell.text for cell in each.rows[0].cells[: len(heads)]) == heads:
            return [[cell.text for cell in row.cells] for row in each.rows[1:]]
    raise AssertionError(heads)
