"""What wanted kinds show, what a look at the bytes found, and a person's word on what an artefact shows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from grcdesk.store.migrations.baseline.columns import day, index, number, table, text

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_SHOWS = "run span record state population design support"


def upgrade() -> None:
    listed = ", ".join(f"'{word}'" for word in _SHOWS.split())
    op.add_column("wanted_evidence", sa.Column("shows", sa.Text, sa.CheckConstraint(f"shows IN ({listed})")))
    op.add_column("evidence", _said("integrity"))
    for name in ("shows_run", "inspected_by", "inspected_at"):
        op.add_column("evidence_link", _said(name))
    op.add_column(
        "evidence_link", sa.Column("inspected_on", sa.Text, sa.CheckConstraint("inspected_on LIKE '____-__-__'"))
    )
    _quiet_statement()


def _quiet_statement() -> None:
    table(
        "quiet_statement",
        text("id"),
        text("control"),
        day("period_from"),
        day("period_to"),
        text("weekdays"),
        text("reason"),
        text("stated_by"),
        day("stated_on"),
        number("position"),
        rules=("reason <> '' AND stated_by <> ''", "period_from <= period_to"),
    )
    index("quiet_statement", "control")


def _said(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")
