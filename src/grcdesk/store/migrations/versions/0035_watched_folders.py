"""Folders that are watched, and what became of each file in them."""

from __future__ import annotations

from grcdesk.store.migrations.baseline.columns import day, index, number, table, text, word

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table("sync_folder", *(text("id"), text("path"), number("position")), rules=("path <> ''",))
    index("sync_folder", "path", unique=True)
    table(
        "sync_file",
        *(text("id"), text("folder"), text("name"), number("size"), text("modified"), text("sha256")),
        *(word("state", "taken known waiting"), text("evidence"), text("reason"), text("rule"), day("since")),
        number("position"),
        rules=("state <> 'waiting' OR reason <> ''", "state = 'waiting' OR sha256 <> ''"),
    )
    index("sync_file", "folder")
    index("sync_file", "sha256")
