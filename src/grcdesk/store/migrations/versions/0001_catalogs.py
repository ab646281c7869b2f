"""The log, and what catalogs bring."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _log()
    _private_text()
    _catalog()
    _framework_item()
    _control()
    _mapping()
    _test_attribute()
    _wanted_evidence()


def _log() -> None:
    op.create_table(
        "log",
        sa.Column("seq", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("line", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("ts", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("resource", sa.Text, nullable=False),
        sa.Column("batch", sa.Text, nullable=False),
        sa.Column(
            "outcome", sa.Text, sa.CheckConstraint("outcome IN ('success', 'failure', 'denied')"), nullable=False
        ),
        sa.Column("changes", sa.Integer, sa.CheckConstraint("changes IN (0, 1)"), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sqlite_strict=True,
    )
    op.create_index("ix_log_batch", "log", ["batch"])
    op.create_index("ix_log_resource", "log", ["kind", "resource", "seq"])
    op.create_index("ix_log_ts", "log", ["ts"])


def _private_text() -> None:
    op.create_table(
        "private_text",
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("salt", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
        sqlite_strict=True,
    )


def _catalog() -> None:
    op.create_table(
        "catalog",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, sa.CheckConstraint("kind IN ('framework', 'controls', 'mappings')"), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("source", sa.Text, sa.CheckConstraint("source IN ('shipped', 'own')"), nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )


def _framework_item() -> None:
    op.create_table(
        "framework_item",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("framework", sa.Text, nullable=False),
        sa.Column("ref", sa.Text, nullable=False),
        sa.Column("group", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column(
            "category",
            sa.Text,
            sa.CheckConstraint(
                "category IN ('security', 'availability', 'processing_integrity', 'confidentiality', 'privacy')"
            ),
            nullable=True,
        ),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ix_framework_item_framework", "framework_item", ["framework", "position"])


def _control() -> None:
    op.create_table(
        "control",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("catalog", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("statement", sa.Text, nullable=False),
        sa.Column("objective", sa.Text, nullable=False),
        sa.Column(
            "category",
            sa.Text,
            sa.CheckConstraint(
                "category IN ('security', 'availability', 'processing_integrity', 'confidentiality', 'privacy')"
            ),
            nullable=False,
        ),
        sa.Column(
            "frequency",
            sa.Text,
            sa.CheckConstraint(
                "frequency IN ('continuous', 'multiple_daily', 'daily', 'weekly', 'monthly', 'quarterly', 'semiannual', 'annual', 'event')"
            ),
            nullable=False,
        ),
        sa.Column("frequency_note", sa.Text, nullable=False),
        sa.Column("anchor", sa.Text, sa.CheckConstraint("anchor IN ('calendar', 'rolling')"), nullable=False),
        sa.Column("grace_days", sa.Integer, sa.CheckConstraint("grace_days >= 0"), nullable=False),
        sa.Column(
            "type",
            sa.Text,
            sa.CheckConstraint("type IN ('preventive', 'detective', 'corrective', 'directive')"),
            nullable=False,
        ),
        sa.Column("type_note", sa.Text, nullable=False),
        sa.Column(
            "nature",
            sa.Text,
            sa.CheckConstraint("nature IN ('automated', 'manual', 'system_supported')"),
            nullable=False,
        ),
        sa.Column("nature_note", sa.Text, nullable=False),
        sa.Column("owner_role", sa.Text, nullable=False),
        sa.Column("key", sa.Integer, sa.CheckConstraint("key IN (0, 1)"), nullable=False),
        sa.Column("questions", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ix_control_catalog", "control", ["catalog"])


def _mapping() -> None:
    op.create_table(
        "mapping",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("catalog", sa.Text, nullable=False),
        sa.Column("control", sa.Text, nullable=False),
        sa.Column("framework", sa.Text, nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column(
            "relationship",
            sa.Text,
            sa.CheckConstraint(
                "relationship IN ('equal-to', 'equivalent-to', 'subset-of', 'superset-of', 'intersects-with', 'no-relationship')"
            ),
            nullable=False,
        ),
        sa.Column("strength", sa.Integer, sa.CheckConstraint("strength >= 0 AND strength <= 10"), nullable=False),
        sa.Column(
            "basis", sa.Text, sa.CheckConstraint("basis IN ('functional', 'semantic', 'syntactic')"), nullable=False
        ),
        sa.Column("primary_item", sa.Integer, sa.CheckConstraint("primary_item IN (0, 1)"), nullable=False),
        sa.Column("rationale", sa.Text, nullable=False),
        sa.Column("reviewed_on", sa.Text, sa.CheckConstraint("reviewed_on LIKE '____-__-__'"), nullable=True),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ix_mapping_catalog", "mapping", ["catalog"])
    op.create_index("ix_mapping_control", "mapping", ["control", "framework", "position"])
    op.create_index("ix_mapping_item", "mapping", ["framework", "item"])


def _test_attribute() -> None:
    op.create_table(
        "test_attribute",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("control", sa.Text, nullable=False),
        sa.Column("aspect", sa.Text, sa.CheckConstraint("aspect IN ('design', 'operating')"), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("pass_if", sa.Text, nullable=False),
        sa.Column("fail_if", sa.Text, nullable=False),
        sa.Column(
            "method",
            sa.Text,
            sa.CheckConstraint(
                "method IN ('inspect', 'observe', 'recompute', 'reconcile', 'reperform', 'census', 'analyse')"
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ix_test_attribute_control", "test_attribute", ["control"])


def _wanted_evidence() -> None:
    op.create_table(
        "wanted_evidence",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("control", sa.Text, nullable=False),
        sa.Column(
            "kind",
            sa.Text,
            sa.CheckConstraint(
                "kind IN ('change_record', 'code_ref', 'config_snapshot', 'consent_record', 'contract', 'document', 'eval_report', 'export', 'inventory', 'log_export', 'manifest', 'metric_series', 'policy', 'population', 'query_result', 'redaction_log', 'report', 'screenshot', 'sign_off', 'test_record', 'ticket', 'ticket_or_pr')"
            ),
            nullable=False,
        ),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("mandatory", sa.Integer, sa.CheckConstraint("mandatory IN (0, 1)"), nullable=False),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ix_wanted_evidence_control", "wanted_evidence", ["control"])
