"""What words of a list mean and what stands first in its days, told once for a source."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("column_map", sa.Column("words", sa.Text, nullable=False, server_default="[]"))
    op.add_column("column_map", sa.Column("dates", sa.Text, nullable=False, server_default=""))
