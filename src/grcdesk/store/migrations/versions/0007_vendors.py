"""Vendors, their papers, whom they hand data on to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _vendor_policy()
    _vendor()
    _vendor_contact()
    _vendor_document()
    _package_item()
    _subprocessor()
    _account_project()


def _vendor_policy() -> None:
    op.create_table(
        "vendor_policy",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("critical", sa.Integer, sa.CheckConstraint("critical >= 1 AND critical <= 120"), nullable=False),
        sa.Column("high", sa.Integer, sa.CheckConstraint("high >= 1 AND high <= 120"), nullable=False),
        sa.Column("medium", sa.Integer, sa.CheckConstraint("medium >= 1 AND medium <= 120"), nullable=False),
        sa.Column("low", sa.Integer, sa.CheckConstraint("low >= 1 AND low <= 120"), nullable=False),
        sa.Column("provider", sa.Integer, sa.CheckConstraint("provider >= 1 AND provider <= 120"), nullable=False),
        sa.Column(
            "check_months", sa.Integer, sa.CheckConstraint("check_months >= 1 AND check_months <= 120"), nullable=False
        ),
        sa.Column("retention_days", sa.Integer, sa.CheckConstraint("retention_days >= 0"), nullable=False),
        sa.Column("bridge_days", sa.Integer, sa.CheckConstraint("bridge_days >= 0"), nullable=False),
        sa.Column("home_region", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("id = 'policy'"),
        sqlite_strict=True,
    )


def _vendor() -> None:
    op.create_table(
        "vendor",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("legal_name", sa.Text, nullable=False),
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("website", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("tier", sa.Text, sa.CheckConstraint("tier IN ('critical', 'high', 'medium', 'low')"), nullable=False),
        sa.Column("tier_reason", sa.Text, nullable=False),
        sa.Column("model_provider", sa.Integer, sa.CheckConstraint("model_provider IN (0, 1)"), nullable=False),
        sa.Column("in_scope", sa.Integer, sa.CheckConstraint("in_scope IN (0, 1)"), nullable=False),
        sa.Column(
            "data",
            sa.Text,
            sa.CheckConstraint("data IN ('none', 'internal', 'confidential', 'personal', 'special')"),
            nullable=True,
        ),
        sa.Column(
            "criticality",
            sa.Text,
            sa.CheckConstraint("criticality IN ('low', 'medium', 'high', 'severe')"),
            nullable=True,
        ),
        sa.Column("access", sa.Text, sa.CheckConstraint("access IN ('none', 'read', 'write', 'admin')"), nullable=True),
        sa.Column(
            "substitute",
            sa.Text,
            sa.CheckConstraint("substitute IN ('days', 'weeks', 'months', 'none')"),
            nullable=True,
        ),
        sa.Column("risk", sa.Text, sa.CheckConstraint("risk IN ('low', 'medium', 'high', 'severe')"), nullable=True),
        sa.Column(
            "method", sa.Text, sa.CheckConstraint("method IN ('vendor', 'carve_out', 'inclusive')"), nullable=False
        ),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("region", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("onboarded", sa.Text, sa.CheckConstraint("onboarded LIKE '____-__-__'"), nullable=False),
        sa.Column("first_use", sa.Text, sa.CheckConstraint("first_use LIKE '____-__-__'"), nullable=True),
        sa.Column("last_review", sa.Text, sa.CheckConstraint("last_review LIKE '____-__-__'"), nullable=True),
        sa.Column("review_by", sa.Text, sa.CheckConstraint("review_by LIKE '____-__-__'"), nullable=True),
        sa.Column("last_check", sa.Text, sa.CheckConstraint("last_check LIKE '____-__-__'"), nullable=True),
        sa.Column("next_review", sa.Text, sa.CheckConstraint("next_review LIKE '____-__-__'"), nullable=False),
        sa.Column("next_check", sa.Text, sa.CheckConstraint("next_check LIKE '____-__-__'"), nullable=True),
        sa.Column("offboarded", sa.Text, sa.CheckConstraint("offboarded LIKE '____-__-__'"), nullable=True),
        sa.Column("offboard_reason", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, sa.CheckConstraint("version >= 1"), nullable=False),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("name <> ''"),
        sa.CheckConstraint("offboarded IS NULL OR onboarded <= offboarded"),
        sqlite_strict=True,
    )
    op.create_index("ix_vendor_name", "vendor", ["name"], unique=True)
    op.create_index("ix_vendor_next_review", "vendor", ["next_review"])


def _vendor_contact() -> None:
    op.create_table(
        "vendor_contact",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("vendor", sa.Text, nullable=False),
        sa.Column(
            "kind",
            sa.Text,
            sa.CheckConstraint("kind IN ('security', 'privacy', 'account', 'legal', 'support')"),
            nullable=False,
        ),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("mail", sa.Text, nullable=False),
        sa.Column("phone", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("name <> '' OR mail <> ''"),
        sqlite_strict=True,
    )
    op.create_index("ix_vendor_contact_vendor", "vendor_contact", ["vendor"])


def _vendor_document() -> None:
    op.create_table(
        "vendor_document",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("vendor", sa.Text, nullable=False),
        sa.Column(
            "kind",
            sa.Text,
            sa.CheckConstraint(
                "kind IN ('soc2_type2', 'soc2_type1', 'bridge_letter', 'iso27001', 'iso42001', 'dpa', 'model_terms', 'incident_notice', 'subprocessors', 'account_settings', 'penetration_test', 'questionnaire', 'continuity', 'exit_plan', 'other')"
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("issuer", sa.Text, nullable=False),
        sa.Column("issued", sa.Text, sa.CheckConstraint("issued LIKE '____-__-__'"), nullable=True),
        sa.Column("covers_from", sa.Text, sa.CheckConstraint("covers_from LIKE '____-__-__'"), nullable=True),
        sa.Column("covers_to", sa.Text, sa.CheckConstraint("covers_to LIKE '____-__-__'"), nullable=True),
        sa.Column("expires", sa.Text, sa.CheckConstraint("expires LIKE '____-__-__'"), nullable=True),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("replaced_by", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("covers_from IS NULL OR covers_to IS NULL OR covers_from <= covers_to"),
        sqlite_strict=True,
    )
    op.create_index("ix_vendor_document_vendor", "vendor_document", ["vendor"])


def _package_item() -> None:
    op.create_table(
        "package_item",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("vendor", sa.Text, nullable=False),
        sa.Column(
            "item",
            sa.Text,
            sa.CheckConstraint(
                "item IN ('soc2_report', 'iso27001', 'dpa', 'model_terms', 'incident_notice', 'security_contact', 'iso42001', 'subprocessors', 'account_settings', 'penetration_test', 'questionnaire', 'continuity', 'exit_plan')"
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Text,
            sa.CheckConstraint("status IN ('not_asked', 'requested', 'have', 'not_offered', 'waived')"),
            nullable=False,
        ),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("approver", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("asked_on", sa.Text, sa.CheckConstraint("asked_on LIKE '____-__-__'"), nullable=True),
        sa.Column("reviewed_by", sa.Text, nullable=False),
        sa.Column("reviewed_on", sa.Text, sa.CheckConstraint("reviewed_on LIKE '____-__-__'"), nullable=True),
        sa.Column("result", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("status <> 'waived' OR reason <> '' AND approver <> ''"),
        sqlite_strict=True,
    )
    op.create_index("ix_package_item_vendor", "package_item", ["vendor"])


def _subprocessor() -> None:
    op.create_table(
        "subprocessor",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("vendor", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("region", sa.Text, nullable=False),
        sa.Column("announced", sa.Text, sa.CheckConstraint("announced LIKE '____-__-__'"), nullable=True),
        sa.Column("notice_days", sa.Integer, sa.CheckConstraint("notice_days >= 0"), nullable=False),
        sa.Column(
            "decision", sa.Text, sa.CheckConstraint("decision IN ('open', 'accepted', 'objected')"), nullable=False
        ),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("decided_on", sa.Text, sa.CheckConstraint("decided_on LIKE '____-__-__'"), nullable=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("removed", sa.Text, sa.CheckConstraint("removed LIKE '____-__-__'"), nullable=True),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("decision = 'open' OR decided_by <> '' AND decided_on IS NOT NULL"),
        sa.CheckConstraint("name <> ''"),
        sqlite_strict=True,
    )
    op.create_index("ix_subprocessor_vendor", "subprocessor", ["vendor"])


def _account_project() -> None:
    op.create_table(
        "account_project",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("vendor", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("training", sa.Text, sa.CheckConstraint("training IN ('off', 'on', 'unknown')"), nullable=False),
        sa.Column("region", sa.Text, nullable=False),
        sa.Column("as_of", sa.Text, sa.CheckConstraint("as_of LIKE '____-__-__'"), nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("name <> ''"),
        sqlite_strict=True,
    )
    op.create_index("ix_account_project_vendor", "account_project", ["vendor"])
