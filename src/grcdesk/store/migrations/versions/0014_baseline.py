"""The first shape that was released. Fourteen steps led to it while grcdesk was being made; nobody else has them."""

from __future__ import annotations

from grcdesk.store.migrations import baseline

revision = "0014"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    baseline.create()
