"""Scope, assessment, actions, snapshots."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# A seat belt, not security: who holds the file can drop a trigger. `log verify` is the proof.
GUARDS = (
    "CREATE TRIGGER log_no_update BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log only grows'); END",
    "CREATE TRIGGER log_no_delete BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log only grows'); END",
    "CREATE TRIGGER slip_no_update BEFORE UPDATE ON action_slip BEGIN SELECT RAISE(ABORT, 'a slip is kept'); END",
    "CREATE TRIGGER snapshot_control_no_update BEFORE UPDATE ON snapshot_control BEGIN SELECT RAISE(ABORT, 'a snapshot does not change'); END",
)


def upgrade() -> None:
    _programme()
    _system()
    _exclusion()
    _declaration()
    _control_scope()
    _assessment()
    _action()
    _action_slip()
    _risk_acceptance()
    _snapshot()
    _snapshot_control()
    _saved_view()
    for guard in GUARDS:
        op.execute(guard)


def _programme() -> None:
    op.create_table(
        "programme",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("categories", sa.Text, nullable=False),
        sa.Column("period_start", sa.Text, sa.CheckConstraint("period_start LIKE '____-__-__'"), nullable=True),
        sa.Column("period_end", sa.Text, sa.CheckConstraint("period_end LIKE '____-__-__'"), nullable=True),
        sa.Column("zone", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("period_start IS NULL OR period_end IS NOT NULL AND period_start <= period_end"),
        sa.CheckConstraint("id = 'programme'"),
        sqlite_strict=True,
    )


def _system() -> None:
    op.create_table(
        "system",
        sa.Column("id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )


def _exclusion() -> None:
    op.create_table(
        "exclusion",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("reason <> ''"),
        sqlite_strict=True,
    )


def _declaration() -> None:
    op.create_table(
        "declaration",
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("declared_on", sa.Text, sa.CheckConstraint("declared_on LIKE '____-__-__'"), nullable=False),
        sa.PrimaryKeyConstraint("item"),
        sa.CheckConstraint("by <> ''"),
        sa.CheckConstraint("reason <> ''"),
        sqlite_strict=True,
    )


def _control_scope() -> None:
    op.create_table(
        "control_scope",
        sa.Column("control", sa.Text, nullable=False),
        sa.Column(
            "computed",
            sa.Text,
            sa.CheckConstraint("computed IN ('in_scope', 'optional', 'out_of_scope')"),
            nullable=False,
        ),
        sa.Column(
            "decided", sa.Text, sa.CheckConstraint("decided IN ('in_scope', 'optional', 'out_of_scope')"), nullable=True
        ),
        sa.Column(
            "effective",
            sa.Text,
            sa.CheckConstraint("effective IN ('in_scope', 'optional', 'out_of_scope')"),
            nullable=False,
        ),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("control"),
        sqlite_strict=True,
    )


def _assessment() -> None:
    op.create_table(
        "assessment",
        sa.Column("control", sa.Text, nullable=False),
        sa.Column(
            "status",
            sa.Text,
            sa.CheckConstraint("status IN ('not_assessed', 'in_place', 'partial', 'missing', 'not_applicable')"),
            nullable=False,
        ),
        sa.Column("design", sa.Text, sa.CheckConstraint("design IN ('adequate', 'inadequate')"), nullable=True),
        sa.Column("implemented", sa.Text, sa.CheckConstraint("implemented IN ('yes', 'no')"), nullable=True),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("due", sa.Text, sa.CheckConstraint("due LIKE '____-__-__'"), nullable=True),
        sa.Column("gap", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("approver", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("systems", sa.Text, nullable=False),
        sa.Column("effective_from", sa.Text, sa.CheckConstraint("effective_from LIKE '____-__-__'"), nullable=True),
        sa.Column("assessed_by", sa.Text, nullable=False),
        sa.Column("assessed_on", sa.Text, sa.CheckConstraint("assessed_on LIKE '____-__-__'"), nullable=True),
        sa.Column(
            "previous_status",
            sa.Text,
            sa.CheckConstraint(
                "previous_status IN ('not_assessed', 'in_place', 'partial', 'missing', 'not_applicable')"
            ),
            nullable=True,
        ),
        sa.Column("version", sa.Integer, sa.CheckConstraint("version >= 1"), nullable=False),
        sa.PrimaryKeyConstraint("control"),
        sqlite_strict=True,
    )


def _action() -> None:
    op.create_table(
        "action",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("control", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("due", sa.Text, sa.CheckConstraint("due LIKE '____-__-__'"), nullable=False),
        sa.Column("status", sa.Text, sa.CheckConstraint("status IN ('open', 'done', 'dropped')"), nullable=False),
        sa.Column("closed_on", sa.Text, sa.CheckConstraint("closed_on LIKE '____-__-__'"), nullable=True),
        sa.Column("proof", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("status <> 'open' OR closed_on IS NULL"),
        sqlite_strict=True,
    )
    op.create_index("ix_action_control", "action", ["control"])


def _action_slip() -> None:
    op.create_table(
        "action_slip",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("from_due", sa.Text, sa.CheckConstraint("from_due LIKE '____-__-__'"), nullable=False),
        sa.Column("to_due", sa.Text, sa.CheckConstraint("to_due LIKE '____-__-__'"), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("reason <> ''"),
        sqlite_strict=True,
    )
    op.create_index("ix_action_slip_action", "action_slip", ["action"])


def _risk_acceptance() -> None:
    op.create_table(
        "risk_acceptance",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("control", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("approver", sa.Text, nullable=False),
        sa.Column("accepted_on", sa.Text, sa.CheckConstraint("accepted_on LIKE '____-__-__'"), nullable=False),
        sa.Column("expires_on", sa.Text, sa.CheckConstraint("expires_on LIKE '____-__-__'"), nullable=False),
        sa.Column("ended_on", sa.Text, sa.CheckConstraint("ended_on LIKE '____-__-__'"), nullable=True),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("reason <> '' AND approver <> ''"),
        sqlite_strict=True,
    )
    op.create_index("ix_risk_acceptance_control", "risk_acceptance", ["control"])


def _snapshot() -> None:
    op.create_table(
        "snapshot",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("taken_on", sa.Text, sa.CheckConstraint("taken_on LIKE '____-__-__'"), nullable=False),
        sa.Column("assessor", sa.Text, nullable=False),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("categories", sa.Text, nullable=False),
        sa.Column("log_position", sa.Integer, sa.CheckConstraint("log_position >= 0"), nullable=False),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("assessor <> '' AND reviewer <> ''"),
        sqlite_strict=True,
    )


def _snapshot_control() -> None:
    op.create_table(
        "snapshot_control",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("snapshot", sa.Text, nullable=False),
        sa.Column("control", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column(
            "scope", sa.Text, sa.CheckConstraint("scope IN ('in_scope', 'optional', 'out_of_scope')"), nullable=False
        ),
        sa.Column(
            "status",
            sa.Text,
            sa.CheckConstraint("status IN ('not_assessed', 'in_place', 'partial', 'missing', 'not_applicable')"),
            nullable=False,
        ),
        sa.Column("design", sa.Text, sa.CheckConstraint("design IN ('adequate', 'inadequate')"), nullable=True),
        sa.Column("implemented", sa.Text, sa.CheckConstraint("implemented IN ('yes', 'no')"), nullable=True),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("due", sa.Text, sa.CheckConstraint("due LIKE '____-__-__'"), nullable=True),
        sa.Column("gap", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("approver", sa.Text, nullable=False),
        sa.Column("supported", sa.Integer, sa.CheckConstraint("supported >= 0 AND supported <= 1"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ix_snapshot_control_snapshot", "snapshot_control", ["snapshot"])


def _saved_view() -> None:
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("filter", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
