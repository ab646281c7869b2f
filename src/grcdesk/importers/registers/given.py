"""What a sheet of ours was written with: it travels in the workbook, on a hidden sheet."""

from __future__ import annotations

import io
import zipfile

from grcdesk.importers.reading.whole import sheets, tables
from grcdesk.rules.registers.given import GIVEN, HEADING_ROW
from grcdesk.schemas.registers import GivenSheet


def given_with(content: bytes, name: str) -> GivenSheet | None:
    """What the cells said when the workbook was written; None: it is none of ours.

    Raises:
        BadInput: when it is damaged.
    """
    if not tables.is_workbook(content):
        return None
    size = tables.check_archive(content, name)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        try:
            listed = book.read("xl/workbook.xml")
        except KeyError:
            return None
    if f'name="{GIVEN}"'.encode() not in listed:
        return None
    lines = [row for _, row in sheets.read(content, name, GIVEN, size).lines]
    if len(lines) < HEADING_ROW:
        return None
    facts = {row[0]: row[1] for row in lines[: HEADING_ROW - 1] if len(row) > 1}
    heading = [cell for cell in lines[HEADING_ROW - 1] if cell]
    cells = {row[0]: dict(zip(heading[1:], row[1:], strict=False)) for row in lines[HEADING_ROW:] if row and row[0]}
    entry = facts.get("entry", "")
    return GivenSheet(facts.get("register", ""), int(entry) if entry.isdigit() else 0, facts.get("vendor", ""), cells)
