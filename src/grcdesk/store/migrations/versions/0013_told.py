"""What calendars and channels were told of things due."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_event",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("due", sa.Text, sa.CheckConstraint("due LIKE '____-__-__'"), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("alarms", sa.Text, nullable=False),
        sa.Column("sequence", sa.Integer, sa.CheckConstraint("sequence >= 0"), nullable=False),
        sa.Column("changed_on", sa.Text, sa.CheckConstraint("changed_on LIKE '____-__-__'"), nullable=False),
        sa.Column("cancelled", sa.Integer, sa.CheckConstraint("cancelled IN (0, 1)"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "sent_message",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("claimed_at", sa.Text, nullable=False),
        sa.Column("sent", sa.Integer, sa.CheckConstraint("sent IN (0, 1)"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
