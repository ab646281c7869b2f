"""Workbooks that came back, and what auditors wrote in them beside controls."""

from __future__ import annotations

from grcdesk.store.migrations.baseline.columns import day, index, number, table, text, word

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "returned_book",
        text("id"), word("book", "matrix workplan"), text("file_name"), text("kept"), text("sha256"),
        text("engagement"), number("written_at_entry"), text("filled_by"), text("taken_by"), day("taken_on"),
        number("cells"), number("left_out"), number("position"),
        rules=("filled_by <> '' AND sha256 <> '' AND kept <> ''",),
    )  # fmt: skip
    index("returned_book", "engagement")
    table(
        "auditor_cell",
        text("id"), text("engagement"), text("tab"), text("record"), text("header"), word("kind", "text day number"),
        text("told"), text("told_by"), day("told_on"),
        rules=("told_by <> '' AND told <> ''",),
    )  # fmt: skip
    index("auditor_cell", "engagement")
    index("auditor_cell", "record")
