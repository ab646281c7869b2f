"""What was on file when a vendor was reviewed, and the names a vendor goes by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("vendor_review", sa.Column("facts", sa.Text, nullable=False, server_default=""))
    op.add_column("vendor", sa.Column("known_as", sa.Text, nullable=False, server_default=""))
