"""Limits of checks that a desk sets itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "check_limit",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("bound", sa.Text, nullable=False),
        sa.Column("warn", sa.Text, nullable=False),
        sa.Column("side", sa.Text, sa.CheckConstraint("side IN ('at_most', 'at_least')"), nullable=False),
        sa.Column("response_days", sa.Integer, sa.CheckConstraint("response_days >= 0"), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
