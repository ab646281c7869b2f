"""The programme and its scope; filters kept by name."""

from __future__ import annotations

from grcdesk.store.migrations.baseline.columns import day, table, text, word


def create() -> None:
    """Make these tables."""
    _programme()
    _system()
    _exclusion()
    _declaration()
    _control_scope()
    _saved_view()


def _programme() -> None:
    table(
        "programme",
        text("id"),
        text("organisation"),
        text("name"),
        text("categories"),
        day("period_start", null=True),
        day("period_end", null=True),
        text("zone"),
        rules=(
            "period_start IS NULL OR period_end IS NOT NULL AND period_start <= period_end",
            "id = 'programme'",
        ),
    )


def _system() -> None:
    table(
        "system",
        text("id"),
    )


def _exclusion() -> None:
    table(
        "exclusion",
        text("id"),
        text("what"),
        text("reason"),
        rules=("reason <> ''",),
    )


def _declaration() -> None:
    table(
        "declaration",
        text("item"),
        text("reason"),
        text("by"),
        day("declared_on"),
        rules=(
            "by <> ''",
            "reason <> ''",
        ),
    )


def _control_scope() -> None:
    table(
        "control_scope",
        text("control"),
        word("computed", "in_scope optional out_of_scope"),
        word("decided", "in_scope optional out_of_scope", null=True),
        word("effective", "in_scope optional out_of_scope"),
        text("reason"),
        text("by"),
    )


def _saved_view() -> None:
    table(
        "saved_view",
        text("id"),
        text("filter"),
    )
