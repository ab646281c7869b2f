"""The dates of artefacts where coverage finds them together."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_evidence_days",
        "evidence",
        ["id", "rejected", "performed_on", "as_of", "period_from", "period_to", "for_slot", "kind"],
    )
