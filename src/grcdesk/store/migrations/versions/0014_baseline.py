"""The shape of 0.1.0, the first release. Later shapes begin here."""

from __future__ import annotations

from grcdesk.store.migrations.baseline.tables import create_all

revision = "0014"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_all()
