"""How far a control was borne out when an assessment was frozen, and to whom a workbook was handed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    levels = "support IN ('supported', 'supported_in_part', 'claim_only')"
    op.add_column("declaration", sa.Column("stale", sa.Text, nullable=False, server_default=""))
    op.add_column("snapshot_control", sa.Column("support", sa.Text, sa.CheckConstraint(levels)))
