"""Access reviews that can be proven: who drew a list, whether it is whole, who entered what, and the files kept."""

from __future__ import annotations

from alembic import op

from grcdesk.store.migrations.baseline.columns import day, index, number, table, text, word
from grcdesk.store.sqlite.ddl import refusing

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_TEXT = "TEXT DEFAULT '' NOT NULL"
_WORDS = "TEXT DEFAULT '[]' NOT NULL"
_ADDED = {
    "campaign": {"opened_by": _TEXT, "opened_at": _TEXT},
    "account_list": {
        "pulled_by": _TEXT,
        "pulled_on": "TEXT CHECK (pulled_on LIKE '____-__-__')",
        "stated": "INTEGER CHECK (stated >= 0)",
        "marks": _WORDS,
        "lost": "INTEGER DEFAULT 0 NOT NULL CHECK (lost >= 0)",
        "doubt": _TEXT,
        "believed": _TEXT,
        "believed_by": _TEXT,
    },
    "account": {
        "left_on": "TEXT CHECK (left_on LIKE '____-__-__')",
        "recorded_by": _TEXT,
        "recorded_at": _TEXT,
        "from_file": _TEXT,
    },
    "sign_off": {"recorded_by": _TEXT, "recorded_at": _TEXT},
}


def upgrade() -> None:
    for name, columns in _ADDED.items():
        for column, what in columns.items():
            op.execute(f"ALTER TABLE {name} ADD COLUMN {column} {what}")
    _roster_list()
    _kept_file()


def _roster_list() -> None:
    table(
        "roster_list",
        text("id"),
        text("source"),
        text("file_name"),
        text("sha256"),
        number("size"),
        day("pulled_on", null=True),
        text("pulled_by"),
        text("loaded_at"),
        text("loaded_by"),
        number("rows"),
        number("people"),
        text("columns"),
        text("dropped"),
        text("unknown"),
        text("skipped"),
        text("assumed"),
        number("gone"),
        text("confirmed"),
        number("position"),
        rules=("sha256 <> '' AND people > 0",),
    )


def _kept_file() -> None:
    table(
        "kept_file",
        text("id"),
        text("campaign"),
        text("about"),
        word("what", "list rows roster decisions workbook frozen"),
        text("file_name"),
        text("sha256"),
        number("size"),
        text("source_sha256"),
        number("rows"),
        text("dropped"),
        text("kept_by"),
        text("kept_at"),
        number("position"),
        rules=("about <> '' AND sha256 <> ''",),
    )
    index("kept_file", "campaign")
    index("kept_file", "about")
    op.execute(refusing("kept_file_no_update", "kept_file", "UPDATE", "a file that is kept does not change"))
    signed = "(SELECT phase FROM campaign WHERE id = OLD.campaign) = 'signed'"
    words = "the campaign is signed: its rows are frozen"
    op.execute(refusing("kept_file_frozen_delete", "kept_file", "DELETE", words, when=signed))
