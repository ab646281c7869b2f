"""The change log and the private texts it keeps aside."""

from __future__ import annotations

from grcdesk.store.migrations.baseline.columns import count, flag, index, octets, table, text, word


def create() -> None:
    """Make these tables."""
    _log()
    _private_text()


def _log() -> None:
    table(
        "log",
        count("seq"),
        octets("line"),
        text("hash"),
        text("ts"),
        text("actor"),
        text("action"),
        text("kind"),
        text("resource"),
        text("batch"),
        word("outcome", "success failure denied"),
        flag("changes"),
    )
    index("log", "batch")
    index("log", "kind", "resource", "seq", name="resource")
    index("log", "ts")


def _private_text() -> None:
    table(
        "private_text",
        text("sha256"),
        text("salt"),
        text("content"),
    )
