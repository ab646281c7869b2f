"""Accounts under review: whether they ask for a second factor, and whether nobody knows what their status means."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", sa.Column("mfa", sa.Text, sa.CheckConstraint("mfa IN ('on', 'off')"), nullable=True))
    rule = sa.CheckConstraint("status_unknown IN (0, 1)")
    op.add_column("account", sa.Column("status_unknown", sa.Integer, rule, nullable=False, server_default=sa.text("0")))
