"""Runs of checks, answers on work sheets, deviations and conclusions; and what a check is about, beside its SQL."""

from __future__ import annotations

from alembic import op

from grcdesk.store.migrations.baseline.columns import day, index, number, table, text, word

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_RESULTS = "no_exceptions_noted exceptions_noted did_not_operate not_tested"


def upgrade() -> None:
    for name in ("over", "items", "undecided", "rest"):
        op.execute(f"ALTER TABLE test_attribute ADD COLUMN \"{name}\" TEXT DEFAULT '' NOT NULL")
    op.execute("ALTER TABLE test_attribute ADD COLUMN \"without\" TEXT DEFAULT '[]' NOT NULL")
    _test_run()
    _test_answer()
    _deviation()
    _control_conclusion()


def _test_run() -> None:
    table(
        "test_run",
        *(text("id"), text("engagement"), text("control"), text("catalog"), day("judged_on"), text("populations")),
        *(text("parameters"), text("facts"), text("digest"), text("run_by"), text("run_at"), number("position")),
    )
    index("test_run", "engagement")
    index("test_run", "control")


def _test_answer() -> None:
    table(
        "test_answer",
        *(text("id"), text("engagement"), text("control"), text("test"), text("item")),
        *(word("result", "pass fail n/a not_tested"), text("note"), text("evidence"), text("tested_by")),
        *(day("tested_on"), text("reviewed_by"), day("reviewed_on", null=True), text("returned"), number("position")),
        rules=(
            "tested_by <> ''",
            "result <> 'fail' OR note <> ''",
            "result <> 'n/a' OR note <> ''",
            "reviewed_by = '' OR reviewed_by <> tested_by AND reviewed_on IS NOT NULL",
            "returned = '' OR reviewed_by <> ''",
        ),
    )
    index("test_answer", "engagement")
    index("test_answer", "control")


def _deviation() -> None:
    table(
        "deviation",
        *(text("id"), text("engagement"), text("control"), text("test"), text("item"), text("why"), text("facts")),
        *(number("count", low=1), word("source", "check sheet"), text("population"), text("found_in")),
        *(day("found_on"), text("gone_since"), word("state", "open exception false_positive"), text("decided_by")),
        *(day("decided_on", null=True), text("reason"), text("second"), text("evidence"), number("position")),
        rules=(
            "state = 'open' OR decided_by <> '' AND decided_on IS NOT NULL",
            "state <> 'false_positive' OR reason <> '' AND second <> '' AND second <> decided_by",
        ),
    )
    index("deviation", "engagement", "test")
    index("deviation", "control")


def _control_conclusion() -> None:
    table(
        "control_conclusion",
        *(text("id"), text("engagement"), text("control"), word("result", _RESULTS), word("computed", _RESULTS)),
        *(number("exceptions"), number("n"), text("by"), day("concluded_on"), text("reason"), text("facts")),
        rules=("\"by\" <> ''", "result = computed OR reason <> ''"),
    )
    index("control_conclusion", "engagement")
    index("control_conclusion", "control")
