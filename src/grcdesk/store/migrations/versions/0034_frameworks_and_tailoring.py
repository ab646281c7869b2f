"""What frameworks are called in lists and filters; what a desk has otherwise than its catalogs."""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

from grcdesk.store.migrations import moves
from grcdesk.store.migrations.baseline.columns import day, index, table, text, word

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

_SHIPPED = {
    "soc2-tsc-2017": {"short": "tsc", "name": "SOC 2", "json_name": "criteria", "also": '["criterion","soc2"]'},
    "iso27001-2022-annex-a": {"short": "iso", "name": "ISO 27001", "json_name": "iso27001", "also": '["27001"]'},
    "iso42001-2023-annex-a": {"short": "ai", "name": "ISO 42001", "json_name": "iso42001", "also": '["42001"]'},
}
_STATED = ("iso27001-2022-annex-a", "iso42001-2023-annex-a")


def upgrade() -> None:
    for name in ("short", "name", "json_name"):
        op.add_column("catalog", sa.Column(name, sa.Text, nullable=False, server_default=""))
    op.add_column("catalog", sa.Column("also", sa.Text, nullable=False, server_default="[]"))
    rule = sa.CheckConstraint("by_statement IN (0, 1)")
    op.add_column("catalog", sa.Column("by_statement", sa.Integer, rule, nullable=False, server_default=sa.text("0")))
    moves.change("catalog", _named)
    table(
        "tailoring",
        *(text("id"), text("control")),
        word("field", "statement frequency frequency_note owner_role anchor grace_days"),
        *(text("shipped"), text("base"), text("tailored"), text("reason"), text("by"), day("tailored_on")),
        rules=("reason <> ''",),
    )
    index("tailoring", "control")


def _named(row: moves.Record) -> moves.Record:
    """What the shipped frameworks are called; those of others by their ids."""
    if row["kind"] != "framework":
        return {}
    known = _SHIPPED.get(row["id"])
    plain = re.sub(r"[^a-z0-9_]", "_", row["id"])
    named = known or {"short": plain, "name": row["title"], "json_name": plain}
    return {**named, "by_statement": int(row["id"] in _STATED)}
