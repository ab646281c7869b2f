"""Next reviews of vendors that a person set against the cadence; where and since when a subprocessor works."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, name in (("vendor", "planned_review"), ("vendor", "planned_on"), ("subprocessor", "since")):
        rule = sa.CheckConstraint(f"{name} LIKE '____-__-__'")
        op.add_column(table, sa.Column(name, sa.Text, rule, nullable=True))
    for table, name in (("vendor", "planned_reason"), ("vendor", "planned_by"), ("subprocessor", "website")):
        op.add_column(table, sa.Column(name, sa.Text, nullable=False, server_default=""))
