"""A list as rows of cells with their numbers, titles above its heading too: for what is written again as it came."""

from __future__ import annotations

import csv
import io

from grcdesk.errors import BadInput
from grcdesk.importers.reading.headings import HEAD, Knows, find_delimiter, find_encoding, preamble
from grcdesk.importers.reading.whole import sheets, tables
from grcdesk.text import clean

_LONGEST = 1 << 20
"""Characters of one cell."""


def read_grid(content: bytes, name: str, *, sheet: str = "", knows: Knows | None = None) -> sheets.SheetRead:
    """Every row of a delimited text or of one sheet of a workbook.

    Args:
        content: the file.
        name: its name, for messages.
        sheet: of a workbook, which; when empty the first whose heading is known, else the first that is a list.
        knows: tells the heading.

    Raises:
        BadInput: when it is neither, is damaged, or is beyond the limits.
    """
    if tables.is_workbook(content):
        return sheets.read(content, name, sheet, knows)
    if sheet:
        raise BadInput("has no sheets", hint="leave --sheet out", file=name)
    rows = _rows(content, name)
    found = next((number for number, row in rows if knows and knows(row)), 0)
    return sheets.SheetRead("", rows, [], found)


def _rows(content: bytes, name: str) -> sheets.SheetLines:
    """The rows of delimited text, each with the line it begins on."""
    encoding = find_encoding(io.BytesIO(content))
    text = content.decode(encoding, "replace").removeprefix("\ufeff")
    body, skipped, declared = preamble(text)
    csv.field_size_limit(_LONGEST)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=declared or find_delimiter(body[:HEAD]), strict=True)
    found: sheets.SheetLines = []
    line = 1
    try:
        for row in reader:
            if any("\ufffd" in value for value in row):
                raise BadInput(
                    "holds a byte that is no character", hint="save it as UTF-8", file=name, line=line + skipped
                )
            found.append((line + skipped, [clean(value, "a cell") for value in row]))
            line = reader.line_num + 1
    except csv.Error as error:
        hint = "look for a quote that is not closed; or save it as .xlsx"
        raise BadInput(f"cannot be read as a table: {error}", hint=hint, file=name, line=line + skipped) from error
    return found
