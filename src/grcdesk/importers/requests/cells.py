"""What a sheet shows where its stored values do not say it: formulas without a result, numbers with their zeros."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain

from grcdesk.importers.reading.whole import tables

_FORMULA = re.compile(rb"<f[ >/]")
_LOOKED_AT = 32 << 20
"""Bytes the sheets may unpack to and still be looked at for formulas."""
_DECIMALS = re.compile(r"0\.(0+)")


@dataclass(frozen=True, slots=True)
class SeenCells:
    """Cells by row and column, both from 1."""

    formulas: frozenset[tuple[int, int]] = frozenset()
    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    """Numbers as they are seen: 1.1 written with two decimals is 1.10, which is another number of a list."""


def seen(content: bytes, sheet: str, *, decimals: bool) -> SeenCells:
    """Look at the cells of one sheet of a workbook of ordinary size.

    Args:
        content: the file; of what is no workbook nothing is to be seen.
        sheet: its title.
        decimals: whether numbers with decimals are to be looked at.
    """
    if not tables.is_workbook(content) or not (decimals or _has_formulas(content)):
        return SeenCells()
    from openpyxl import load_workbook  # noqa: PLC0415  226 ms

    formulas: set[tuple[int, int]] = set()
    shown: dict[tuple[int, int], str] = {}
    with closing(load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)) as book:
        page = book[sheet]
        page.reset_dimensions()
        for cell in chain.from_iterable(page.iter_rows()):
            if cell.value is None:
                continue
            if cell.data_type == "f":
                formulas.add((cell.row, cell.column))
            elif isinstance(cell.value, float) and (digits := _DECIMALS.fullmatch(cell.number_format or "")):
                shown[cell.row, cell.column] = f"{cell.value:.{len(digits[1])}f}"
    return SeenCells(frozenset(formulas), shown)


def _has_formulas(content: bytes) -> bool:
    """Whether any sheet holds a formula, told by its bytes."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = [one for one in archive.infolist() if one.filename.startswith("xl/worksheets/sheet")]
        if sum(one.file_size for one in entries) > _LOOKED_AT:
            # a workbook that large is read by its values alone
            return False
        return any(_FORMULA.search(archive.read(one)) for one in entries)
