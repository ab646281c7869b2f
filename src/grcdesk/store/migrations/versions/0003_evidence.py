"""Artefacts and what they stand behind."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _evidence()
    _evidence_link()


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column(
            "kind",
            sa.Text,
            sa.CheckConstraint(
                "kind IN ('change_record', 'code_ref', 'config_snapshot', 'consent_record', 'contract', 'document', 'eval_report', 'export', 'inventory', 'log_export', 'manifest', 'metric_series', 'policy', 'population', 'query_result', 'redaction_log', 'report', 'screenshot', 'sign_off', 'test_record', 'ticket', 'ticket_or_pr')"
            ),
            nullable=False,
        ),
        sa.Column("as_of", sa.Text, sa.CheckConstraint("as_of LIKE '____-__-__'"), nullable=True),
        sa.Column("period_from", sa.Text, sa.CheckConstraint("period_from LIKE '____-__-__'"), nullable=True),
        sa.Column("period_to", sa.Text, sa.CheckConstraint("period_to LIKE '____-__-__'"), nullable=True),
        sa.Column("performed_on", sa.Text, sa.CheckConstraint("performed_on LIKE '____-__-__'"), nullable=True),
        sa.Column("collected_at", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, sa.CheckConstraint("size >= 0"), nullable=False),
        sa.Column("rejected", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("period_from IS NULL OR period_from <= period_to"),
        sa.CheckConstraint("as_of IS NOT NULL OR period_from IS NOT NULL AND period_to IS NOT NULL"),
        sa.CheckConstraint("sha256 <> '' OR url <> ''"),
        sqlite_strict=True,
    )
    op.create_index("ix_evidence_sha256", "evidence", ["sha256"])


def _evidence_link() -> None:
    op.create_table(
        "evidence_link",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("control", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ix_evidence_link_control", "evidence_link", ["control", "evidence"])
    op.create_index("ix_evidence_link_evidence", "evidence_link", ["evidence"])
