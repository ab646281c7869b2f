"""What was agreed with vendors, and reviews of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _report_review()
    _expected_control()
    _agreement()
    _dpa_clause()
    _vendor_review()
    _vendor_check()


def _report_review() -> None:
    op.create_table(
        "report_review",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("vendor", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("period_from", sa.Text, sa.CheckConstraint("period_from LIKE '____-__-__'"), nullable=True),
        sa.Column("period_to", sa.Text, sa.CheckConstraint("period_to LIKE '____-__-__'"), nullable=True),
        sa.Column("categories", sa.Text, nullable=False),
        sa.Column(
            "opinion",
            sa.Text,
            sa.CheckConstraint("opinion IN ('unmodified', 'qualified', 'adverse', 'disclaimer')"),
            nullable=False,
        ),
        sa.Column("auditor", sa.Text, nullable=False),
        sa.Column("exceptions", sa.Text, nullable=False),
        sa.Column("subservice", sa.Text, nullable=False),
        sa.Column("conclusion", sa.Text, nullable=False),
        sa.Column("follow_ups", sa.Text, nullable=False),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.Column("reviewed_on", sa.Text, sa.CheckConstraint("reviewed_on LIKE '____-__-__'"), nullable=False),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("period_from IS NULL OR period_from <= period_to"),
        sa.CheckConstraint("reviewer <> ''"),
        sqlite_strict=True,
    )
    op.create_index("ix_report_review_document", "report_review", ["document"])
    op.create_index("ix_report_review_vendor", "report_review", ["vendor"])


def _expected_control() -> None:
    op.create_table(
        "expected_control",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("vendor", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, sa.CheckConstraint("kind IN ('cuec', 'csoc')"), nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("report", sa.Text, nullable=False),
        sa.Column("controls", sa.Text, nullable=False),
        sa.Column("accepted", sa.Text, nullable=False),
        sa.Column("approver", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("accepted = '' OR approver <> ''"),
        sa.CheckConstraint("what <> ''"),
        sqlite_strict=True,
    )
    op.create_index("ix_expected_control_vendor", "expected_control", ["vendor"])


def _agreement() -> None:
    op.create_table(
        "agreement",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("vendor", sa.Text, nullable=False),
        sa.Column(
            "kind", sa.Text, sa.CheckConstraint("kind IN ('dpa', 'model_terms', 'master', 'other')"), nullable=False
        ),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("feature", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("signed_by_us", sa.Text, sa.CheckConstraint("signed_by_us LIKE '____-__-__'"), nullable=True),
        sa.Column("signed_by_them", sa.Text, sa.CheckConstraint("signed_by_them LIKE '____-__-__'"), nullable=True),
        sa.Column("effective", sa.Text, sa.CheckConstraint("effective LIKE '____-__-__'"), nullable=True),
        sa.Column("expires", sa.Text, sa.CheckConstraint("expires LIKE '____-__-__'"), nullable=True),
        sa.Column("ended", sa.Text, sa.CheckConstraint("ended LIKE '____-__-__'"), nullable=True),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ix_agreement_vendor", "agreement", ["vendor"])


def _dpa_clause() -> None:
    op.create_table(
        "dpa_clause",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("agreement", sa.Text, nullable=False),
        sa.Column(
            "clause",
            sa.Text,
            sa.CheckConstraint(
                "clause IN ('plan', 'retention', 'zero_retention', 'training_contract', 'training_setting', 'training_opt_in', 'region_storage', 'region_inference', 'subprocessors', 'subprocessor_notice', 'objection', 'transfer_tool', 'transfer_assessment', 'breach_notice', 'deletion', 'audit_right', 'signatures')"
            ),
            nullable=False,
        ),
        sa.Column(
            "answer", sa.Text, sa.CheckConstraint("answer IN ('yes', 'no', 'partial', 'silent')"), nullable=False
        ),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("amount", sa.Integer, sa.CheckConstraint("amount >= 0"), nullable=True),
        sa.Column("dated", sa.Text, sa.CheckConstraint("dated LIKE '____-__-__'"), nullable=True),
        sa.Column("carve_outs", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("reviewed_by", sa.Text, nullable=False),
        sa.Column("reviewed_on", sa.Text, sa.CheckConstraint("reviewed_on LIKE '____-__-__'"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("reviewed_by <> ''"),
        sqlite_strict=True,
    )
    op.create_index("ix_dpa_clause_agreement", "dpa_clause", ["agreement"])


def _vendor_review() -> None:
    op.create_table(
        "vendor_review",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("vendor", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, sa.CheckConstraint("kind IN ('review', 'check')"), nullable=False),
        sa.Column("status", sa.Text, sa.CheckConstraint("status IN ('open', 'concluded', 'dropped')"), nullable=False),
        sa.Column("started_on", sa.Text, sa.CheckConstraint("started_on LIKE '____-__-__'"), nullable=False),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.Column(
            "conclusion", sa.Text, sa.CheckConstraint("conclusion IN ('approve', 'conditions', 'stop')"), nullable=True
        ),
        sa.Column("conditions", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("concluded_on", sa.Text, sa.CheckConstraint("concluded_on LIKE '____-__-__'"), nullable=True),
        sa.Column("approver", sa.Text, nullable=False),
        sa.Column("failing", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("next_due", sa.Text, sa.CheckConstraint("next_due LIKE '____-__-__'"), nullable=True),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("conclusion IS NULL OR conclusion <> 'conditions' OR conditions <> ''"),
        sa.CheckConstraint("reviewer <> ''"),
        sa.CheckConstraint("status <> 'concluded' OR conclusion IS NOT NULL AND concluded_on IS NOT NULL"),
        sqlite_strict=True,
    )
    op.create_index("ix_vendor_review_vendor", "vendor_review", ["vendor"])


def _vendor_check() -> None:
    op.create_table(
        "vendor_check",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("review", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, sa.CheckConstraint("answer IN ('yes', 'no', 'not_applicable')"), nullable=True),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ix_vendor_check_review", "vendor_check", ["review"])
