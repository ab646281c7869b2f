"""What could not stand in a cell as it is, kept for the Notes tab."""

from __future__ import annotations

from dataclasses import dataclass, field

from grcdesk.reports.workbook.tab import Kind, Tab, TabColumn
from grcdesk.reports.xmltext import fit, visible

NOTES = "Notes"
_RECORD_LIMIT = 60
_COLUMNS = (
    TabColumn("Tab", 20, "Where", Kind.ID),
    TabColumn("Cell", 10, "Which cell", Kind.ID),
    TabColumn("Record", 20, "First cell of that row"),
    TabColumn("Field", 20, "Column"),
    TabColumn("What", 40, "What was done"),
    TabColumn("Part", 8, "Number of the piece, when the text continues here", Kind.NUMBER),
    TabColumn("Text", 90, "The text that did not fit, in order"),
)


@dataclass(slots=True)
class Notes:
    """Collects; order is the order of writing."""

    rows: list[tuple[str, str, str, str, str, int | None, str]] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)

    def keep(self, place: tuple[str, str, str, str], text: str) -> str:
        """The text as the cell at `place` (tab, cell, record, field) can hold it; what was done goes to the notes."""
        fitted = fit(text)
        tab, cell, record, column = place
        place = (tab, cell, visible(record)[:_RECORD_LIMIT], column)
        if fitted.replaced:
            what = f"made visible: {', '.join(fitted.replaced)}"
            self.rows.append((*place, what, None, ""))
            self.sentences.append(f"{place[0]}!{place[1]} ({place[3]}): {what}")
        if fitted.rest:
            what = f"shortened: the text has {len(text):,} characters"
            self.sentences.append(f"{place[0]}!{place[1]} ({place[3]}): {what}, the rest is on {NOTES}")
            self.rows += [(*place, what, part, piece) for part, piece in enumerate(fitted.rest, 1)]
        return fitted.text

    def date_as_text(self, place: tuple[str, str, str, str]) -> None:
        """Record a date no spreadsheet can hold."""
        tab, cell, record, column = place
        place = (tab, cell, visible(record)[:_RECORD_LIMIT], column)
        what = "written as text: spreadsheets know no date before 1900-03-01"
        self.rows.append((*place, what, None, ""))
        self.sentences.append(f"{place[0]}!{place[1]} ({place[3]}): {what}")

    def tab(self) -> Tab:
        """The Notes tab."""
        return Tab(
            name=NOTES,
            table="tblNotes",
            about="What had to be shortened or made visible, with every text that did not fit its cell.",
            columns=_COLUMNS,
            rows=tuple(self.rows),
            count=len(self.rows),
        )
