"""When a control retired, and where its own cycles and grace differ from its catalog."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "assessment",
        sa.Column("retired_on", sa.Text, sa.CheckConstraint("retired_on LIKE '____-__-__'"), nullable=True),
    )
    op.add_column(
        "assessment",
        sa.Column("anchor", sa.Text, sa.CheckConstraint("anchor IN ('calendar', 'rolling')"), nullable=True),
    )
    op.add_column(
        "assessment",
        sa.Column("grace_days", sa.Integer, sa.CheckConstraint("grace_days >= 0 AND grace_days <= 366"), nullable=True),
    )
