"""Files that lie beside a workbook: its evidence index leads to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from grcdesk.reports.workbook.tab import CellValue, Linked, Tab

_NAME, _FILE = "ID", "File/link"


def leading(index: Tab, files: Mapping[str, str]) -> Tab:
    """The evidence index with a link to each file that is there.

    Args:
        index: the tab, its rows gone through once.
        files: by id of an artefact, where its file lies, as seen from the workbook.
    """
    headers = [one.header for one in index.columns]
    name, file = headers.index(_NAME), headers.index(_FILE)

    def led(row: tuple[CellValue, ...]) -> tuple[CellValue, ...]:
        path = files.get(str(row[name]))
        return row if not path else (*row[:file], Linked(str(row[file] or path), path), *row[file + 1 :])

    return replace(index, rows=(led(row) for row in index.rows)) if files else index
