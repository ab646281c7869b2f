"""Frozen populations, how they agree with second sources, and the samples drawn from them."""

from __future__ import annotations

from alembic import op

from grcdesk.store.migrations.baseline.columns import day, flag, index, number, table, text, word
from grcdesk.store.sqlite.ddl import refusing

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_FROZEN = (
    *("engagement", "name", "evidence", "period_from", "period_to", "key_column", "columns", "rows"),
    *("population_sha256", "rows_sha256", "frozen_by", "frozen_at"),
)
_DRAWN = ("population", "population_sha256", "rows_sha256", "lane", "size", "seed", "items", "items_sha256", "drawn_at")


def upgrade() -> None:
    """Make the tables."""
    _population()
    _reconciliation()
    _sample()


def _moved(names: tuple[str, ...]) -> str:
    return " OR ".join(f"NEW.{name} <> OLD.{name}" for name in names)


def _population() -> None:
    table(
        "population",
        *(text("id"), text("engagement"), text("name"), text("evidence"), day("period_from"), day("period_to")),
        *(text("key_column"), text("key_source"), text("columns"), number("rows"), text("population_sha256")),
        *(text("rows_sha256"), text("supersedes"), text("dropped"), text("frozen_by"), text("frozen_at")),
        number("position"),
        rules=(
            "period_from <= period_to",
            "name <> '' AND evidence <> '' AND population_sha256 <> '' AND rows_sha256 <> ''",
        ),
    )
    index("population", "engagement", "name")
    index("population", "evidence")
    words = "a frozen population does not change"
    op.execute(refusing("population_frozen", "population", "UPDATE", words, when=_moved(_FROZEN)))


def _reconciliation() -> None:
    table(
        "reconciliation",
        *(text("id"), text("population"), text("against"), text("sha256"), text("keys_sha256"), number("rows_here")),
        *(number("rows_there"), number("only_here"), number("only_there"), number("unlisted"), text("done_by")),
        *(day("done_on"), number("position")),
    )
    index("reconciliation", "population")
    table(
        "population_difference",
        *(text("id"), text("reconciliation"), text("item"), word("side", "here there"), text("reason")),
        *(text("explained_by"), day("explained_on", null=True)),
    )
    index("population_difference", "reconciliation")


def _sample() -> None:
    table(
        "sample",
        *(text("id"), text("engagement"), text("control"), text("population"), text("population_sha256")),
        *(text("rows_sha256"), word("lane", "census fixed custom list"), number("size"), text("seed")),
        *(flag("seed_given"), text("seed_name"), text("strata"), text("size_reason"), text("chosen_by")),
        *(text("reason"), text("interim"), text("items"), text("items_sha256"), text("drawn_by"), text("drawn_at")),
        *(text("dropped"), number("position")),
        rules=("population <> '' AND control <> '' AND items_sha256 <> ''",),
    )
    for column in ("engagement", "control", "population"):
        index("sample", column)
    op.execute(refusing("sample_drawn", "sample", "UPDATE", "a drawn sample does not change", when=_moved(_DRAWN)))
