"""A finished workbook as tests look at it: through the library, and as raw XML."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import unescape

from openpyxl import load_workbook

from grcdesk.reports.workbook.build import matrix_workbook
from reports.factory import matrix

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass
class Raw:
    """One cell as it stands in the file."""

    place: str
    type: str
    text: str
    formula: str | None
    quoted: bool


@cache
def made() -> bytes:
    """The workbook of the made-up desk; that it is the same each time is a test of its own."""
    return matrix_workbook(matrix())[0]


@lru_cache(maxsize=2)
def book(data: bytes) -> Any:
    """Opened whole, to be looked at only: the next who asks for the same bytes gets the same book."""
    return load_workbook(io.BytesIO(data))


def tabs(data: bytes) -> Any:
    """Opened to ask a tab or two for values: each is parsed when it is asked."""
    return load_workbook(io.BytesIO(data), read_only=True)


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return parts.read(name)


def sheet_part(data: bytes, sheet: str) -> ET.Element:
    names = re.findall(r'<sheet [^>]*name="([^"]+)"', unescape(part(data, "xl/workbook.xml").decode()))
    return ET.fromstring(part(data, f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"))  # noqa: S314  our own file


def quote_styles(data: bytes) -> set[int]:
    styles = ET.fromstring(part(data, "xl/styles.xml"))  # noqa: S314
    formats = styles.find(f"{MAIN}cellXfs")
    assert formats is not None
    return {number for number, xf in enumerate(formats) if xf.get("quotePrefix") in {"1", "true"}}


@lru_cache(maxsize=2)
def shared(data: bytes) -> list[str]:
    """The texts cells refer to by number."""
    table = ET.fromstring(part(data, "xl/sharedStrings.xml"))  # noqa: S314
    return ["".join(text.text or "" for text in one.iter(f"{MAIN}t")) for one in table]


def raw_cells(data: bytes, sheet: str) -> list[Raw]:
    quoting = quote_styles(data)
    found = []
    for cell in sheet_part(data, sheet).iter(f"{MAIN}c"):
        texts = [text.text or "" for text in cell.iter(f"{MAIN}t")]
        value, formula = cell.find(f"{MAIN}v"), cell.find(f"{MAIN}f")
        if cell.get("t") == "s" and value is not None:
            texts, value = [shared(data)[int(value.text or "")]], None
        found.append(
            Raw(
                place=cell.get("r", ""),
                type=cell.get("t", ""),
                text="".join(texts) or (value.text or "" if value is not None else ""),
                formula=formula.text if formula is not None else None,
                quoted=int(cell.get("s", "0")) in quoting,
            )
        )
    return found


def rows(sheet: Any) -> list[dict[str, Any]]:
    """The table of a tab as dictionaries by header."""
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]
