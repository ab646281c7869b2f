"""What was on file when a vendor was reviewed, the names a vendor goes by, and which work proves a control by itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("vendor_review", sa.Column("facts", sa.Text, nullable=False, server_default=""))
    listed = ", ".join(f"'{word}'" for word in ("vendor_review", "agreement", "inventory", "access_review"))
    op.add_column("wanted_evidence", sa.Column("facts", sa.Text, sa.CheckConstraint(f"facts IN ({listed})")))
    op.add_column("feature", sa.Column("confirmed_by", sa.Text, nullable=False, server_default=""))
    op.add_column("feature", sa.Column("confirmed_on", sa.Text, sa.CheckConstraint("confirmed_on LIKE '____-__-__'")))
    op.add_column("vendor", sa.Column("known_as", sa.Text, nullable=False, server_default=""))
