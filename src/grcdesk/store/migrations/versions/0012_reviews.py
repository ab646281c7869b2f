"""Access reviews."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# A seat belt, not security: who holds the file can drop a trigger. `log verify` is the proof.
_FROZEN = "SELECT RAISE(ABORT, 'the campaign is signed: its rows are frozen')"


def upgrade() -> None:
    _campaign()
    _campaign_system()
    _account_list()
    _account()
    _sign_off()
    _roster_person()
    _column_map()
    _freeze()


def _freeze() -> None:
    for table in ("campaign_system", "account_list", "account"):
        for act, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            signed = f"(SELECT phase FROM campaign WHERE id = {row}.campaign) = 'signed'"  # noqa: S608  fixed words
            op.execute(
                f"CREATE TRIGGER {table}_frozen_{act.lower()} BEFORE {act} ON {table} WHEN {signed} BEGIN {_FROZEN}; END"
            )
    kept = "SELECT RAISE(ABORT, 'a sign-off is kept')"
    op.execute(f"CREATE TRIGGER sign_off_no_delete BEFORE DELETE ON sign_off BEGIN {kept}; END")
    op.execute(
        "CREATE TRIGGER sign_off_no_update BEFORE UPDATE ON sign_off WHEN OLD.reopened_on IS NOT NULL"
        f" OR NEW.sha256 <> OLD.sha256 OR NEW.name <> OLD.name OR NEW.signed_on <> OLD.signed_on BEGIN {kept}; END"
    )


def _campaign() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("slot", sa.Text, nullable=False),
        sa.Column("slot_start", sa.Text, sa.CheckConstraint("slot_start LIKE '____-__-__'"), nullable=False),
        sa.Column("slot_end", sa.Text, sa.CheckConstraint("slot_end LIKE '____-__-__'"), nullable=False),
        sa.Column("started", sa.Text, sa.CheckConstraint("started LIKE '____-__-__'"), nullable=False),
        sa.Column("due", sa.Text, sa.CheckConstraint("due LIKE '____-__-__'"), nullable=False),
        sa.Column("removal_days", sa.Integer, sa.CheckConstraint("removal_days >= 0"), nullable=False),
        sa.Column("dormant_days", sa.Integer, sa.CheckConstraint("dormant_days >= 0"), nullable=False),
        sa.Column("holidays", sa.Text, nullable=False),
        sa.Column("split", sa.Text, sa.CheckConstraint("split IN ('owner', 'manager')"), nullable=False),
        sa.Column("phase", sa.Text, sa.CheckConstraint("phase IN ('open', 'signed', 'reopened')"), nullable=False),
        sa.Column("control", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("slot <> '' AND slot_start <= slot_end"),
        sqlite_strict=True,
    )


def _campaign_system() -> None:
    op.create_table(
        "campaign_system",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("campaign", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("delegate", sa.Text, nullable=False),
        sa.Column("population", sa.Text, nullable=False),
        sa.Column("proof", sa.Text, nullable=False),
        sa.Column("listed", sa.Integer, sa.CheckConstraint("listed IN (0, 1)"), nullable=False),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("name <> ''"),
        sqlite_strict=True,
    )
    op.create_index("ix_campaign_system_campaign", "campaign_system", ["campaign"])


def _account_list() -> None:
    op.create_table(
        "account_list",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("campaign", sa.Text, nullable=False),
        sa.Column("system", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, sa.CheckConstraint("purpose IN ('review', 'proof')"), nullable=False),
        sa.Column(
            "source",
            sa.Text,
            sa.CheckConstraint("source IN ('entra', 'google', 'okta', 'aws', 'github', 'table')"),
            nullable=False,
        ),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, sa.CheckConstraint("size >= 0"), nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("pulled_at", sa.Text, nullable=False),
        sa.Column("loaded_at", sa.Text, nullable=False),
        sa.Column("rows", sa.Integer, sa.CheckConstraint("rows >= 0"), nullable=False),
        sa.Column("accounts", sa.Integer, sa.CheckConstraint("accounts >= 0"), nullable=False),
        sa.Column("completeness", sa.Text, nullable=False),
        sa.Column("columns", sa.Text, nullable=False),
        sa.Column("dropped", sa.Text, nullable=False),
        sa.Column("unknown", sa.Text, nullable=False),
        sa.Column("skipped", sa.Text, nullable=False),
        sa.Column("assumed", sa.Text, nullable=False),
        sa.Column("holding", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("pulled_at <> '' AND sha256 <> ''"),
        sqlite_strict=True,
    )
    op.create_index("ix_account_list_campaign", "account_list", ["campaign"])


def _account() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("campaign", sa.Text, nullable=False),
        sa.Column("system", sa.Text, nullable=False),
        sa.Column("system_name", sa.Text, nullable=False),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("aliases", sa.Text, nullable=False),
        sa.Column("names", sa.Text, nullable=False),
        sa.Column(
            "kind",
            sa.Text,
            sa.CheckConstraint("kind IN ('person', 'guest', 'service', 'api_key', 'tool', 'root')"),
            nullable=False,
        ),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("mail", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("admin", sa.Integer, sa.CheckConstraint("admin IN (0, 1)"), nullable=False),
        sa.Column("active", sa.Integer, sa.CheckConstraint("active IN (0, 1)"), nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("last_used", sa.Text, sa.CheckConstraint("last_used LIKE '____-__-__'"), nullable=True),
        sa.Column("use_known", sa.Integer, sa.CheckConstraint("use_known IN (0, 1)"), nullable=False),
        sa.Column("created", sa.Text, sa.CheckConstraint("created LIKE '____-__-__'"), nullable=True),
        sa.Column("manager", sa.Text, nullable=False),
        sa.Column("flags", sa.Text, nullable=False),
        sa.Column("assigned", sa.Text, nullable=False),
        sa.Column("listed", sa.Integer, sa.CheckConstraint("listed IN (0, 1)"), nullable=False),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.Column("decision", sa.Text, sa.CheckConstraint("decision IN ('keep', 'revoke', 'modify')"), nullable=True),
        sa.Column("decided_on", sa.Text, sa.CheckConstraint("decided_on LIKE '____-__-__'"), nullable=True),
        sa.Column("decided_at", sa.Text, nullable=False),
        sa.Column("together", sa.Integer, sa.CheckConstraint("together >= 0"), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("ticket", sa.Text, nullable=False),
        sa.Column("done_on", sa.Text, sa.CheckConstraint("done_on LIKE '____-__-__'"), nullable=True),
        sa.Column("self_review", sa.Integer, sa.CheckConstraint("self_review IN (0, 1)"), nullable=False),
        sa.Column("unauthorised", sa.Integer, sa.CheckConstraint("unauthorised IN (0, 1)"), nullable=False),
        sa.Column("proof", sa.Text, nullable=False),
        sa.Column(
            "verified",
            sa.Text,
            sa.CheckConstraint("verified IN ('gone', 'disabled', 'changed', 'still_present')"),
            nullable=True,
        ),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("decision IS NULL OR decision = 'keep' OR reason <> ''"),
        sa.CheckConstraint("account <> ''"),
        sa.CheckConstraint("decision IS NULL OR decided_on IS NOT NULL AND reviewer <> ''"),
        sqlite_strict=True,
    )
    op.create_index("ix_account_campaign", "account", ["campaign", "position"])
    op.create_index("ix_account_system", "account", ["system", "account"])


def _sign_off() -> None:
    op.create_table(
        "sign_off",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("campaign", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("signed_on", sa.Text, sa.CheckConstraint("signed_on LIKE '____-__-__'"), nullable=False),
        sa.Column("statement", sa.Text, nullable=False),
        sa.Column("keep", sa.Integer, sa.CheckConstraint("keep >= 0"), nullable=False),
        sa.Column("revoke", sa.Integer, sa.CheckConstraint("revoke >= 0"), nullable=False),
        sa.Column("modify", sa.Integer, sa.CheckConstraint("modify >= 0"), nullable=False),
        sa.Column("rows", sa.Integer, sa.CheckConstraint("rows >= 0"), nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("exceptions", sa.Text, nullable=False),
        sa.Column("reopened_on", sa.Text, sa.CheckConstraint("reopened_on LIKE '____-__-__'"), nullable=True),
        sa.Column("reopened_by", sa.Text, nullable=False),
        sa.Column("reopen_reason", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("name <> '' AND role <> '' AND statement <> ''"),
        sqlite_strict=True,
    )
    op.create_index("ix_sign_off_campaign", "sign_off", ["campaign"])


def _roster_person() -> None:
    op.create_table(
        "roster_person",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("mail", sa.Text, nullable=False),
        sa.Column("aliases", sa.Text, nullable=False),
        sa.Column("manager", sa.Text, nullable=False),
        sa.Column("started", sa.Text, sa.CheckConstraint("started LIKE '____-__-__'"), nullable=True),
        sa.Column("moved", sa.Text, sa.CheckConstraint("moved LIKE '____-__-__'"), nullable=True),
        sa.Column("left_on", sa.Text, sa.CheckConstraint("left_on LIKE '____-__-__'"), nullable=True),
        sa.Column("position", sa.Integer, sa.CheckConstraint("position >= 0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )


def _column_map() -> None:
    op.create_table(
        "column_map",
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("columns", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("source"),
        sqlite_strict=True,
    )
