"""What was said of things due."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _due_note()


def _due_note() -> None:
    op.create_table(
        "due_note",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("mark", sa.Text, sa.CheckConstraint("mark IN ('acknowledged', 'snoozed')"), nullable=False),
        sa.Column("due", sa.Text, sa.CheckConstraint("due LIKE '____-__-__'"), nullable=False),
        sa.Column("until", sa.Text, sa.CheckConstraint("until LIKE '____-__-__'"), nullable=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("said_by", sa.Text, nullable=False),
        sa.Column("said_on", sa.Text, sa.CheckConstraint("said_on LIKE '____-__-__'"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("mark <> 'snoozed' OR until IS NOT NULL"),
        sa.CheckConstraint("reason <> '' AND said_by <> ''"),
        sqlite_strict=True,
    )
