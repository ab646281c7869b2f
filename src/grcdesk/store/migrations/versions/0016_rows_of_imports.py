"""The normalised rows of an import beside its report, and the fields a person released."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, default in (("rows_sha256", ""), ("released", "[]")):
        op.add_column("import_report", sa.Column(name, sa.Text, nullable=False, server_default=default))
    for name in ("rows_size", "rows_count"):
        rule = sa.CheckConstraint(f"{name} >= 0")
        op.add_column("import_report", sa.Column(name, sa.Integer, rule, nullable=False, server_default=sa.text("0")))
    op.create_index("ix_import_report_rows_sha256", "import_report", ["rows_sha256"])
