from __future__ import annotations

from grcdesk.reports.workbook.tab import Kind, TabColumn
from grcdesk.reports.workbook.writing.pens import made


def test_cells_without_a_colour_of_their_own_have_a_line_between_them():
    """Texts that fill their columns read on into each other on paper."""
    made_pens = [
        made(TabColumn("A", 12, "", kind), number, 90, lambda look: look) for number in (0, 1) for kind in Kind
    ]
    assert [pen.plain[0].ruled for pen in made_pens] == [bool(pen.number) for pen in made_pens]
    assert all(pen.plain[band].boxed for pen in made_pens for band in (0, 1))
