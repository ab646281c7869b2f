"""Tests may carry a check that decides over a whole population, and catalogs the parameters it is measured by."""

from __future__ import annotations

from alembic import op

from grcdesk.store.migrations.baseline.columns import index, number, table, text, word

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE test_attribute ADD COLUMN \"check\" TEXT DEFAULT '' NOT NULL")
    table(
        "check_parameter",
        *(text("id"), text("catalog"), text("name"), word("kind", "number text duration date time")),
        *(text("default"), text("unit"), text("meaning"), number("position")),
    )
    index("check_parameter", "catalog")
