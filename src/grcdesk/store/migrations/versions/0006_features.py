"""AI features and what is due."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _feature()
    _feature_model()
    _feature_prompt()
    _model_card()
    _feature_control()


def _feature() -> None:
    op.create_table(
        "feature",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("data_in", sa.Text, nullable=False),
        sa.Column("data_classes", sa.Text, nullable=False),
        sa.Column("data_sources", sa.Text, nullable=False),
        sa.Column("personal_data", sa.Text, sa.CheckConstraint("personal_data IN ('yes', 'no')"), nullable=True),
        sa.Column("customer_data", sa.Text, sa.CheckConstraint("customer_data IN ('yes', 'no')"), nullable=True),
        sa.Column("data_out", sa.Text, nullable=False),
        sa.Column("stores", sa.Text, nullable=False),
        sa.Column("invoked_by", sa.Text, nullable=False),
        sa.Column("invokers", sa.Text, nullable=False),
        sa.Column("relies_on", sa.Text, nullable=False),
        sa.Column("if_wrong", sa.Text, nullable=False),
        sa.Column("reversible", sa.Text, sa.CheckConstraint("reversible IN ('yes', 'no')"), nullable=True),
        sa.Column("who_notices", sa.Text, nullable=False),
        sa.Column("human_check", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column(
            "status",
            sa.Text,
            sa.CheckConstraint("status IN ('idea', 'pilot', 'production', 'retired')"),
            nullable=False,
        ),
        sa.Column("user_facing", sa.Text, sa.CheckConstraint("user_facing IN ('yes', 'no')"), nullable=True),
        sa.Column(
            "automated_decision", sa.Text, sa.CheckConstraint("automated_decision IN ('yes', 'no')"), nullable=True
        ),
        sa.Column("irreversible", sa.Text, nullable=False),
        sa.Column("trains", sa.Text, sa.CheckConstraint("trains IN ('yes', 'no')"), nullable=True),
        sa.Column("fallback", sa.Text, nullable=False),
        sa.Column("notice", sa.Text, nullable=False),
        sa.Column("disclosure", sa.Text, nullable=False),
        sa.Column("home_region", sa.Text, nullable=False),
        sa.Column("segments", sa.Text, nullable=False),
        sa.Column("in_scope", sa.Text, sa.CheckConstraint("in_scope IN ('yes', 'no')"), nullable=False),
        sa.Column("reason_out", sa.Text, nullable=False),
        sa.Column("added_on", sa.Text, sa.CheckConstraint("added_on LIKE '____-__-__'"), nullable=False),
        sa.Column("last_reviewed", sa.Text, sa.CheckConstraint("last_reviewed LIKE '____-__-__'"), nullable=True),
        sa.Column("version", sa.Integer, sa.CheckConstraint("version >= 1"), nullable=False),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("in_scope <> 'no' OR reason_out <> ''"),
        sqlite_strict=True,
    )
    op.create_index("ix_feature_name", "feature", ["name"], unique=True)


def _feature_model() -> None:
    op.create_table(
        "feature_model",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("feature", sa.Text, nullable=False),
        sa.Column("vendor", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("version_source", sa.Text, nullable=False),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("region", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("model <> ''"),
        sqlite_strict=True,
    )
    op.create_index("ix_feature_model_feature", "feature_model", ["feature"])
    op.create_index("ix_feature_model_vendor", "feature_model", ["vendor"])


def _feature_prompt() -> None:
    op.create_table(
        "feature_prompt",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("feature", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("version_source", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("name <> ''"),
        sqlite_strict=True,
    )
    op.create_index("ix_feature_prompt_feature", "feature_prompt", ["feature"])


def _model_card() -> None:
    op.create_table(
        "model_card",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("vendor", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("training_data", sa.Text, nullable=False),
        sa.Column("evaluation", sa.Text, nullable=False),
        sa.Column("limits", sa.Text, nullable=False),
        sa.Column("bias", sa.Text, nullable=False),
        sa.Column("intended_use", sa.Text, nullable=False),
        sa.Column("barred_use", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("dated", sa.Text, sa.CheckConstraint("dated LIKE '____-__-__'"), nullable=True),
        sa.Column("links", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("model <> ''"),
        sqlite_strict=True,
    )
    op.create_index("ix_model_card_model", "model_card", ["model"])


def _feature_control() -> None:
    op.create_table(
        "feature_control",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("feature", sa.Text, nullable=False),
        sa.Column("control", sa.Text, nullable=False),
        sa.Column(
            "derived", sa.Text, sa.CheckConstraint("derived IN ('applies', 'not_applicable', 'open')"), nullable=False
        ),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("derived_on", sa.Text, sa.CheckConstraint("derived_on LIKE '____-__-__'"), nullable=False),
        sa.Column(
            "decided", sa.Text, sa.CheckConstraint("decided IN ('applies', 'not_applicable', 'open')"), nullable=True
        ),
        sa.Column("decided_reason", sa.Text, nullable=False),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("decided_on", sa.Text, sa.CheckConstraint("decided_on LIKE '____-__-__'"), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("decided IS NULL OR decided_by <> '' AND decided_on IS NOT NULL AND decided <> 'open'"),
        sqlite_strict=True,
    )
    op.create_index("ix_feature_control_control", "feature_control", ["control"])
    op.create_index("ix_feature_control_feature", "feature_control", ["feature"])
