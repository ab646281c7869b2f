"""What changed since somebody outside was last given a workbook: content first, set-up behind it."""

from __future__ import annotations

from grcdesk.reports.workbook.lists import CONTENT, SETUP
from grcdesk.reports.workbook.tab import Tab
from grcdesk.reports.workbook.tabs.making import aside, made, text, time
from grcdesk.reports.workbook.tabs.titles import CHANGES
from grcdesk.schemas.exports.matrix import Matrix

CHANGE = (
    time("When", "Time of the change, UTC", lambda row: row.when),
    text("Who", 12, "Who made it", lambda row: row.who),
    text("What", 27, "Action and record", lambda row: row.what),
    text("Field", 12, "Field that changed", lambda row: row.field),
    text("Old", 28, "Value before", lambda row: row.old),
    text("New", 37, "Value after", lambda row: row.new),
    *aside(
        text("Part", 10, "content: what an auditor reads; set-up: how the desk is arranged; content stands first",
             lambda row: SETUP if row.setup else CONTENT, choices="lstPart"),
    ),
)  # fmt: skip


def changes_tab(matrix: Matrix) -> Tab:
    """One row a changed field since the last hand-over."""
    return made(
        CHANGES,
        f"What changed, field by field. All of it {matrix.since}; content first, then how the desk is set up. Old and "
        "new value, times in UTC. Decisions on accounts stand on a tab of their own.",
        CHANGE,
        matrix.changes,
        empty=f"Nothing changed {matrix.since}.",
    )
