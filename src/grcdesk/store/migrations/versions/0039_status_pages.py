"""Where a vendor tells the public how its service runs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("vendor", sa.Column("status_page", sa.Text, nullable=False, server_default=""))
