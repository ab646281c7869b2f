"""Where we reach into XlsxWriter past what it promises; a test shows that it still does what it is there for."""

from __future__ import annotations

import re
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import Worksheet

_PLAIN = frozenset({"String", "Number", "Blank"})
"""Cells by what the library calls them."""
_SPELLED = re.compile(r'[&<>"\x00-\x1f\x7f\ufffe\uffff]|_x|^\s|\s$')
"""A text the library does not write as it is."""
_LABEL = {
    "showLegendKey": 0,
    "showVal": 1,
    "showCatName": 0,
    "showSerName": 0,
    "showPercent": 0,
    "showBubbleSize": 0,
}


class Page(Worksheet):  # type: ignore[misc]  # the library has no types
    """A sheet whose rows have a height and still fit themselves anew when somebody types into them.

    The library marks each height as set by hand; a spreadsheet then leaves it, and a long note shows its first line.
    """

    def drop_rows(self) -> None:
        """Close the file in which rows wait; the library does so only when the workbook is finished."""
        if self.row_data_fh is not None:
            self.row_data_fh.close()

    def _write_single_row(self, current_row_num: int = 0) -> None:
        """Write the row that waits; its height is needed no more, and of 100,000 rows they take 20 MiB."""
        done = self.previous_row
        super()._write_single_row(current_row_num)
        self.row_info.pop(done, None)

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        """As the library, for what nearly all cells are: it looks for signs to escape in each place and number."""
        kind = type(cell).__name__
        waits = kind == "String" and self.constant_memory  # the text itself stands in the cell
        if cell.format is None or kind not in _PLAIN or (waits and _SPELLED.search(cell.string)):
            super()._write_cell(row, col, cell)
            return
        at = f'<c r="{xl_rowcol_to_cell_fast(row, col)}" s="{cell.format._get_xf_index()}"'  # noqa: SLF001
        if waits:
            self.fh.write(f'{at} t="inlineStr"><is><t>{cell.string}</t></is></c>')
        elif kind == "String":
            self.fh.write(f'{at} t="s"><v>{cell.string}</v></c>')
        elif kind == "Number":
            self.fh.write(f"{at}><v>{cell.number:.16G}</v></c>")
        else:
            self.fh.write(f"{at}/>")

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        super()._xml_start_tag_unencoded(tag, _free_to_grow(tag, attributes))

    def _xml_empty_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        super()._xml_empty_tag_unencoded(tag, _free_to_grow(tag, attributes))


def _free_to_grow(tag: str, attributes: Any) -> Any:
    return [one for one in attributes if one[0] != "customHeight"] if tag == "row" else attributes


def tell_labels(chart: Any) -> None:
    """Have each label of a slice say what it shows: its number and nothing else.

    The library leaves that out of labels with a font of their own, and some programs then show everything.
    """
    write = chart._write_custom_label_format  # noqa: SLF001

    def told(label: Any) -> None:
        write(label)
        for name, shown in _LABEL.items():
            chart._xml_empty_tag(f"c:{name}", [("val", shown)])  # noqa: SLF001

    chart._write_custom_label_format = told  # noqa: SLF001
