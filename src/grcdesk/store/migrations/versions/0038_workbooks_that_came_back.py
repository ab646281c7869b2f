"""Workbooks that came back, and what auditors wrote in them beside controls."""

from __future__ import annotations

from grcdesk.store.migrations.baseline.columns import day, index, number, table, text, word

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

_RESULTS = "no_exception_noted exception_noted did_not_operate_in_the_period not_tested"


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
        "auditor_entry",
        text("id"), text("engagement"), text("control"), text("auditor_ref"), text("auditor_test"),
        word("auditor_result", _RESULTS, null=True), text("auditor_notes"), text("told_by"), day("told_on"),
        rules=("told_by <> ''",),
    )  # fmt: skip
    index("auditor_entry", "engagement")
    index("auditor_entry", "control")
