"""Files read back by readers that share no code with their writers: what a person would see in them."""

from __future__ import annotations

import csv
import io
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Row = dict[str, str]


class Sheets:
    """A workbook: its tabs as rows by header."""

    def __init__(self, path: Path) -> None:
        self._book = openpyxl.load_workbook(path, read_only=True)
        self._rows: dict[str, list[dict[str, Any]]] = {}

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Each row of a tab by its headers, the lines between them without what stands in its first cell left out."""
        if name not in self._rows:
            heads, *rest = self._book[name].iter_rows(values_only=True)
            self._rows[name] = [dict(zip(heads, row, strict=False)) for row in rest if row and row[0] is not None]
        return self._rows[name]

    def beside(self, name: str) -> dict[str, int]:
        """What stands to the right of each text of a tab, where that is a number: the counts of a tab of counts."""
        found: dict[str, int] = {}
        for row in self._book[name].iter_rows(values_only=True):
            told = [cell for cell in row if cell is not None]
            numbers = [cell for cell in told if isinstance(cell, int)]
            if told and isinstance(told[0], str) and numbers:
                found.setdefault(told[0], numbers[0])
        return found

    def texts(self) -> list[str]:
        """Every text of every tab."""
        return [
            cell
            for sheet in self._book
            for row in sheet.iter_rows(values_only=True)
            for cell in row
            if isinstance(cell, str)
        ]


class Words:
    """A Word file, from the XML inside it."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as parts:
            root = ET.fromstring(parts.read("word/document.xml"))  # noqa: S314  our own file
        body = root[0]
        self.paragraphs = [_said(one) for one in body.findall(f"{_W}p")]
        """Outside tables."""
        self.tables = [
            [[_cell(cell) for cell in row.findall(f"{_W}tc")] for row in table.findall(f"{_W}tr")]
            for table in body.iter(f"{_W}tbl")
        ]
        self.whole = "\n".join([*self.paragraphs, *(cell for table in self.tables for row in table for cell in row)])

    def rows(self, *heads: str) -> list[Row]:
        """The rows of all tables whose header begins with these words."""
        return [
            dict(zip(table[0], row, strict=True))
            for table in self.tables
            if tuple(table[0][: len(heads)]) == heads
            for row in table[1:]
        ]

    def facts(self, *names: str) -> Row:
        """The first table of names and facts that has all these names."""
        held = ({row[0]: row[1] for row in table if len(row) == 2} for table in self.tables)
        return next(one for one in held if set(names) <= set(one))


def _cell(cell: Any) -> str:
    return "\n".join(_said(one) for one in cell.findall(f"{_W}p"))


def _said(paragraph: Any) -> str:
    told = []
    for one in paragraph.iter():
        if one.tag == f"{_W}t":
            told.append(one.text or "")
        elif one.tag == f"{_W}br":
            told.append("\n")
        elif one.tag == f"{_W}tab" and one.get(f"{_W}val") is None:
            told.append("\t")
    return "".join(told)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.said.append("\n" if tag in {"td", "th", "p", "li", "h1", "h2", "h3", "tr"} else "")

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        self.said.append("\n" if tag == "br" else "")

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.said.append("\n" if tag == "br" else "")


def page_text(data: str) -> str:
    """The words of a page of HTML."""
    page = _Page()
    page.feed(data)
    return "".join(page.said)


def csv_cells(data: str) -> list[str]:
    """Every cell of a CSV file."""
    return [cell for row in csv.reader(io.StringIO(data.removeprefix("\ufeff"), newline="")) for cell in row]
