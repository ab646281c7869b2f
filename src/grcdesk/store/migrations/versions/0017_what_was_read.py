"""What an importer made of a file, beside the artefact: the result of a run, rows read and left out, signs of a page.

Words of registers that a person was asked about, and how old a list may be before a check calls it stale.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from grcdesk.store.migrations import moves
from grcdesk.store.migrations.baseline.columns import table, text

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("result", "page", "skips_explained", "skips_explained_by"):
        op.add_column("evidence", sa.Column(name, sa.Text, nullable=False, server_default=""))
    for name in ("rows_read", "rows_used", "rows_skipped"):
        op.add_column("evidence", sa.Column(name, sa.Integer, sa.CheckConstraint(f"{name} >= 0")))
    heading = sa.CheckConstraint("heading IN (0, 1)")
    op.add_column("evidence", sa.Column("heading", sa.Integer, heading, nullable=False, server_default=sa.text("0")))
    op.add_column("check_limit", sa.Column("max_age", sa.Integer, sa.CheckConstraint("max_age >= 0")))
    table("check_word", *map(text, ("id", "of_check", "source", "word", "meaning")))
    moves.change("evidence", _from_report(_reports()))


def _reports() -> dict[str, dict[str, Any]]:
    found = op.get_bind().execute(sa.text("SELECT id, report FROM import_report"))
    return {name: json.loads(report) for name, report in found}


def _from_report(reports: dict[str, dict[str, Any]]) -> Any:
    """What stands in the report of each import, beside its artefact."""

    def told(row: moves.Record) -> moves.Record:
        report = reports.get(row["id"])
        if report is None or not report["understood"]:
            return {}
        notes = [note for note in report["notes"] if note.startswith("one page of a longer list")]
        return {
            "result": report["result"],
            "page": "; ".join(notes),
            "rows_read": report["rows"],
            "rows_used": report["used"],
            "rows_skipped": report["skipped"],
            "heading": int(report["rows"] > 0),
        }

    return told
