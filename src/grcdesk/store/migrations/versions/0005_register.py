"""The register of evidence: who drew an artefact, how it was checked, what it answers; how long sources keep."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_KEPT = (
    "id, title, kind, as_of, period_from, period_to, performed_on, collected_at, source, query, "
    "file_name, url, sha256, size, rejected, position"
)
_EMPTY = (
    "pulled_at, completeness, accuracy, checked_by, collected_by, provided_by, for_slot, supersedes, note, importer"
)


def upgrade() -> None:
    op.drop_index("ix_evidence_sha256", "evidence")
    op.rename_table("evidence", "evidence_before")
    _evidence()
    empty = ", ".join("''" for _ in _EMPTY.split(","))
    op.execute(
        f"INSERT INTO evidence ({_KEPT}, {_EMPTY}, recorded_at, confidentiality, is_population) "  # noqa: S608
        f"SELECT {_KEPT}, {empty}, '', 'internal', 0 FROM evidence_before"
    )
    op.drop_table("evidence_before")
    _evidence_test()
    _source_retention()


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
        sa.Column("recorded_at", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("pulled_at", sa.Text, nullable=False),
        sa.Column("completeness", sa.Text, nullable=False),
        sa.Column("accuracy", sa.Text, nullable=False),
        sa.Column("checked_by", sa.Text, nullable=False),
        sa.Column("collected_by", sa.Text, nullable=False),
        sa.Column("provided_by", sa.Text, nullable=False),
        sa.Column(
            "method",
            sa.Text,
            sa.CheckConstraint("method IN ('cli', 'api', 'export', 'scan', 'screenshot', 'written')"),
            nullable=True,
        ),
        sa.Column("for_slot", sa.Text, nullable=False),
        sa.Column(
            "confidentiality",
            sa.Text,
            sa.CheckConstraint("confidentiality IN ('internal', 'nda', 'auditor')"),
            nullable=False,
        ),
        sa.Column("valid_until", sa.Text, sa.CheckConstraint("valid_until LIKE '____-__-__'"), nullable=True),
        sa.Column("supersedes", sa.Text, nullable=False),
        sa.Column("is_population", sa.Integer, sa.CheckConstraint("is_population IN (0, 1)"), nullable=False),
        sa.Column("row_count", sa.Integer, sa.CheckConstraint("row_count >= 0"), nullable=True),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("importer", sa.Text, nullable=False),
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
    op.create_index("ix_evidence_position", "evidence", ["position", "id"])
    op.create_index("ix_evidence_sha256", "evidence", ["sha256"])
    op.create_index("ix_evidence_supersedes", "evidence", ["supersedes"])


def _evidence_test() -> None:
    op.create_table(
        "evidence_test",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("test", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ix_evidence_test_evidence", "evidence_test", ["evidence"])
    op.create_index("ix_evidence_test_test", "evidence_test", ["test"])


def _source_retention() -> None:
    op.create_table(
        "source_retention",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("days", sa.Integer, sa.CheckConstraint("days >= 0"), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
