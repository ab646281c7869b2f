"""A Word table of thousands of rows, against writing the same XML by hand; and whether time grows with rows alone."""

# ruff: noqa: PLC0415  imports are no part of what is measured
from __future__ import annotations

import io
import time
import zipfile
from datetime import date
from pathlib import Path

from measure import Inside, Row

FEW, MANY = "1000", "5000"
WIDTHS = (2.0, 3.0, 3.0, 3.0, 3.0, 3.0)
_CELL = '<w:tc><w:tcPr><w:tcW w:w="1134" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr>'


def rows(folder: Path) -> list[Row]:
    """Rows of this subject."""
    del folder
    few, many = Inside("word:ours", (FEW,)), Inside("word:ours", (MANY,))
    return [
        Row("Word table of 1,000 rows / raw XML", few, Inside("word:bare", (FEW,)), 2),
        Row("Word table of 5,000 rows / one of 1,000", many, few, 5.5),
    ]


def _lines(number: str) -> list[tuple[str, ...]]:
    return [tuple(f"cell {row} {column}, some words" for column in range(len(WIDTHS))) for row in range(int(number))]


def ours(number: str) -> float:
    """The document of our reports with one such table, to bytes."""
    from grcdesk.reports.word.document import WordDocument

    lines = _lines(number)
    paper = WordDocument(title="t", subject="s", author="a", as_of=date(2026, 11, 21), footer="f")
    start = time.perf_counter()
    paper.table(("A", "B", "C", "D", "E", "F"), WIDTHS, lines)
    paper.to_bytes()
    return time.perf_counter() - start


def bare(number: str) -> float:
    """The same table as text, parsed once as any document would be, into the same archive."""
    import docx
    from lxml import etree

    lines = _lines(number)
    document = docx.Document()
    space = document.element.nsmap["w"]
    start = time.perf_counter()
    body = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(f"{_CELL}<w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in line)
        + "</w:tr>"
        for line in lines
    )
    document.element.body.append(etree.fromstring(f'<w:tbl xmlns:w="{space}">{body}</w:tbl>'))
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as made:
        made.testzip()
    return time.perf_counter() - start
