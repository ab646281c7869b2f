"""Files of the vault that were erased: why, by whom and when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("evidence", "kept_file"):
        for name in ("erased", "erased_by"):
            op.add_column(table, sa.Column(name, sa.Text, nullable=False, server_default=""))
        rule = sa.CheckConstraint("erased_on LIKE '____-__-__'")
        op.add_column(table, sa.Column("erased_on", sa.Text, rule, nullable=True))
