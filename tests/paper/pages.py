"""What stands on the pages of a PDF: sizes of letters, empty pages, and whether every cell is there whole."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pdfplumber
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

SMALLEST = 7.95
"""Points; 8 less what rounding takes."""
IN_CHARTS = 7.75
"""Of labels that programs shrink to fit a chart."""
_EDGE = 44
"""Points at the top and bottom in which header and footer stand."""
_HIDDEN = ("hidden", "veryHidden")
_GONE = re.compile(r"[\s\u00ad\u200b]+")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CODE = re.compile(r'&"[^"]*"')
_NAMED = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9.]+)+|\d{4}-\d\d-\d\d(?:\.\.\d{4}-\d\d-\d\d)?")
"""Ids and days: whoever looks for one does not find it in two parts, and programs break a line at any hyphen."""
_LISTED = re.compile(r"\s*[;\n]\s*")

_Letter = tuple[float, float, str]
"""Its foot and its left edge in points, and what it is."""


@dataclass
class Found:
    """Of one sheet, or of one document."""

    name: str
    least: float = SMALLEST
    pages: int = 0
    smallest: float = 99.0
    small: set[str] = field(default_factory=set)
    """Letters that are too small, as they stand."""
    empty: int = 0
    cut: list[str] = field(default_factory=list)
    """Cells whose text is not on the paper whole, or an id or day of which stands in two parts."""

    @property
    def held(self) -> bool:
        return self.smallest >= self.least and not self.empty and not self.cut


def document(pdf: Path, *, plain: bool) -> list[Found]:
    """A Word document as a whole; `plain`: without charts, whose letters cannot be told from others on paper."""
    found = Found(pdf.stem, least=SMALLEST if plain else IN_CHARTS)
    with pdfplumber.open(pdf) as file:
        for page in file.pages:
            _look(page, found)
            page.close()
    return [found]


def on_first_page(pdf: Path, words: str) -> bool:
    """Whether they stand there."""
    with pdfplumber.open(pdf) as file:
        return words in (file.pages[0].extract_text() or "")


def workbook(xlsx: Path, pdf: Path) -> list[Found]:
    """Every sheet that is printed."""
    book = load_workbook(xlsx)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state not in _HIDDEN]
    starts = _starts(xlsx, [book.worksheets.index(sheet) + 1 for sheet in sheets])
    found = [Found(sheet.title) for sheet in sheets]
    columns: list[dict[int, str]] = [{} for _ in sheets]
    words: list[set[str]] = [set() for _ in sheets]
    rows: list[list[str]] = [[] for _ in sheets]
    at = 0
    seen = [0] * len(sheets)
    with pdfplumber.open(pdf) as file:
        for page in file.pages:
            top = _plain(page.crop((0, 0, page.width, _EDGE)).extract_text() or "")
            at = next((one for one in range(at, len(sheets)) if top.startswith(starts[one])), at)
            _look(page, found[at])
            _gather(page, sheets[at], columns[at], words[at], seen[at])
            if not columns[at]:
                rows[at] += _lines([(char["bottom"], char["x0"], char["text"]) for char in page.chars])
            seen[at] += 1
            page.close()
    for sheet, of, texts, told, lines in zip(sheets, found, columns, words, rows, strict=True):
        of.cut = list(_cut(sheet, texts, told, "\n".join(lines)))
    return found


def _look(page: Any, found: Found) -> None:
    found.pages += 1
    inner = [char for char in page.chars if _EDGE < char["top"] < page.height - _EDGE]
    found.empty += not inner
    for char in page.chars:
        if char["text"].strip():
            size = round(char["size"], 2)
            found.smallest = min(found.smallest, size)
            if size < SMALLEST and len(found.small) < 40:
                found.small.add(f"{size:g}{char['text']}")


def _gather(page: Any, sheet: Any, texts: dict[int, str], words: set[str], turn: int) -> None:
    """Add what stands in each column of this page, and every word of it."""
    chars = [char for char in page.chars if _EDGE < char["top"] < page.height - _EDGE]
    words |= {_plain(word["text"]) for word in page.extract_words()}
    edges = _edges(page, sheet, turn)
    held: dict[int, list[_Letter]] = {}
    for char in chars:
        middle = (char["x0"] + char["x1"]) / 2
        for column, left, right in edges:
            if left <= middle < right:
                held.setdefault(column, []).append((round(char["bottom"]), char["x0"], char["text"]))
                break
    for column, found in held.items():
        texts[column] = "\n".join([*([texts[column]] if column in texts else []), *_lines(found)])


def _lines(letters: list[_Letter]) -> list[str]:
    """Each line as it stands on the page, without its blanks; letters of one line stand on one height."""
    found: dict[int, list[tuple[float, str]]] = {}
    for bottom, left, text in letters:
        found.setdefault(round(bottom), []).append((left, text))
    return [_plain("".join(text for _, text in sorted(found[height]))) for height in sorted(found)]


def _edges(page: Any, sheet: Any, turn: int) -> list[tuple[int, float, float]]:
    """Columns of a page with where they begin and end, by their widths, scaled to the fills of the heading."""
    fills = [rect for rect in page.rects if rect.get("fill") and rect["top"] < _EDGE + 60]
    if not sheet.auto_filter.ref and not sheet.tables:
        return []
    shown = _columns(sheet, turn, page)
    if not fills or not shown:
        return []
    left, right = min(rect["x0"] for rect in fills), max(rect["x1"] for rect in fills)
    widths = [(column, _width(sheet, column)) for column in shown]
    scale = (right - left) / sum(width for _, width in widths)
    edges = []
    for column, width in widths:
        edges.append((column, left, left + width * scale))
        left += width * scale
    return edges


def _columns(sheet: Any, turn: int, page: Any) -> list[int]:
    """Those of this page: all that are printed, or where they take several sheets of paper those of one of them."""
    last, _ = _printed(sheet)
    every = list(range(1, last + 1))
    breaks = [one.id for one in sheet.col_breaks.brk]
    if not breaks:
        return every
    heads = _plain(page.crop((0, _EDGE, page.width, _EDGE + 60)).extract_text() or "")
    edges = [0, *breaks, last]
    groups = [list(range(low + 1, high + 1)) for low, high in zip(edges, edges[1:], strict=False)]

    def share(group: list[int]) -> float:
        own = [one for one in group if one > 2] or group
        return sum(_plain(str(sheet.cell(1, one).value or "")) in heads for one in own) / len(own)

    best = max(groups, key=share)
    return best if best[0] == 1 else [1, 2, *best]


def _printed(sheet: Any) -> tuple[int, int]:
    """The last column and the last row that are printed."""
    area = sheet.print_area
    if not area:
        return sheet.max_column, sheet.max_row
    bounds = range_boundaries(area.split("!")[-1].replace("$", "").replace("'", ""))
    return int(bounds[2] or sheet.max_column), int(bounds[3] or sheet.max_row)


def _width(sheet: Any, column: int) -> float:
    letter = get_column_letter(column)
    for held in sheet.column_dimensions.values():
        if held.min and held.min <= column <= held.max:
            return float(held.width)
    return float(sheet.column_dimensions[letter].width or 8.43)


def _cut(sheet: Any, texts: dict[int, str], words: set[str], rows: str) -> Iterator[str]:
    """Cells whose text is not in what stands in their column; of sheets that are no table, not on a line of its own."""
    last, lowest = _printed(sheet)
    joined = {column: text.replace("\n", "") for column, text in texts.items()}
    for row in sheet.iter_rows(max_col=last, max_row=lowest):
        for cell in row:
            value = cell.value
            if value is None or cell.data_type == "f":
                continue
            if not isinstance(value, str | int):
                value = value.isoformat()[:10] if hasattr(value, "isoformat") else value
            if isinstance(value, float):
                continue
            text = _plain(str(value))
            if not text or any(ord(sign) > 0x2500 for sign in text):
                continue
            if texts and not _across(cell):
                if text not in joined.get(cell.column, ""):
                    yield f"{cell.coordinate} {text[:40]}"
                elif parted := [one for one in _named(str(value)) if one not in texts.get(cell.column, "")]:
                    yield f"{cell.coordinate} {parted[0]} in two parts"
            elif not texts and _across(cell) and isinstance(value, str):
                if text not in rows:
                    yield f"{cell.coordinate} {text[:40]}"
            elif not all(_plain(word) in words for word in str(value).split() if word.isalpha()):
                yield f"{cell.coordinate} {text[:40]}"


def _named(text: str) -> list[str]:
    """The ids and days of a cell that holds nothing else."""
    found = [one for one in _LISTED.split(text) if one]
    return found if all(_NAMED.fullmatch(one) for one in found) else []


def _across(cell: Any) -> bool:
    """Whether a text runs on over the cells beside it."""
    return not cell.alignment.wrap_text


def _starts(xlsx: Path, numbers: list[int]) -> list[str]:
    """With what the header of each sheet begins."""
    found = []
    with zipfile.ZipFile(xlsx) as parts:
        for number in numbers:
            part = ET.fromstring(parts.read(f"xl/worksheets/sheet{number}.xml"))
            told = next((one.text or "" for one in part.iter(f"{MAIN}oddHeader")), "")
            left = told.split("\n")[0].split("&R")[0].removeprefix('&L&8&"Arial,Bold"')
            found.append(_plain(_CODE.sub("", left).replace("&&", "&")))
    return found


def _plain(text: str) -> str:
    return _GONE.sub("", text.replace("_x000D_", ""))
