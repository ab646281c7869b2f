"""What auditors ask for, the rounds of each request, the lists they came with; and walkthroughs."""

from __future__ import annotations

from grcdesk.store.migrations.baseline.columns import SchemaColumn, day, flag, index, number, table, text, word

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_KINDS = "policy config population sample_items walkthrough representation"
_OURS = "open gathering ready_for_review submitted blocked"
_THEIRS = "not_sent received accepted returned closed"


def upgrade() -> None:
    _request()
    _round()
    table("request_evidence", text("id"), text("request"), text("evidence"))
    index("request_evidence", "request")
    index("request_evidence", "evidence")
    table(
        "request_list",
        *(text("id"), text("engagement"), text("firm"), text("file_name"), text("sha256"), text("sheet")),
        *(number("heading"), text("above"), text("between"), text("columns"), text("meaning"), number("rows")),
        *(day("dated"), number("position")),
    )
    index("request_list", "engagement")
    table("request_word", text("id"), text("firm"), text("what"), text("word"), text("meaning"))
    index("request_word", "firm")
    _walkthroughs()


def _maybe(name: str) -> SchemaColumn:
    return day(name, null=True)


def _request() -> None:
    table(
        "request",
        *(text("id"), text("engagement"), text("ref"), text("area"), text("title"), text("text"), text("controls")),
        *(text("criteria"), word("kind", _KINDS, null=True), word("priority", "high medium low", null=True)),
        *(text("owner"), _maybe("asked"), _maybe("due"), word("status", _OURS), text("blocked")),
        *(word("auditor_status", _THEIRS), text("told_by"), _maybe("told_on"), _maybe("submitted_on")),
        *(text("return_reason"), number("rounds", low=1), text("response"), word("origin", "added listed drafted")),
        *(text("drafted_from"), text("source_list"), number("list_row"), flag("listed"), text("cells"), text("base")),
        *(text("offered"), number("position"), number("version", low=1)),
        rules=(
            "text <> ''",
            "auditor_status = 'not_sent' OR told_by <> '' AND told_on IS NOT NULL",
            "auditor_status <> 'returned' OR return_reason <> ''",
            "status <> 'blocked' OR blocked <> ''",
            "status <> 'submitted' OR submitted_on IS NOT NULL OR auditor_status <> 'not_sent'",
        ),
    )
    index("request", "engagement")
    index("request", "drafted_from")


def _round() -> None:
    table(
        "request_round",
        *(text("id"), text("request"), number("number", low=1), _maybe("submitted_on"), text("submitted_by")),
        *(text("evidence"), text("response"), _maybe("received_on"), word("word", _THEIRS, null=True)),
        *(text("told_by"), _maybe("told_on"), text("reason")),
        rules=(
            "word IS NULL OR told_by <> '' AND told_on IS NOT NULL",
            "word IS NULL OR word <> 'returned' OR reason <> ''",
        ),
    )
    index("request_round", "request")


def _walkthroughs() -> None:
    table(
        "walkthrough",
        *(text("id"), text("engagement"), text("control"), _maybe("planned_on"), _maybe("held_on"), text("people")),
        *(text("led_by"), text("shown"), text("item"), text("followed"), flag("no_difference"), number("position")),
        number("version", low=1),
        rules=("control <> ''",),
    )
    index("walkthrough", "engagement")
    index("walkthrough", "control")
    table(
        "walkthrough_answer",
        *(text("id"), text("walkthrough"), number("number", low=1), text("question")),
        *(word("answer", "yes no n/a", null=True), text("note"), text("answered_by"), _maybe("answered_on")),
        rules=("answer IS NULL OR answer <> 'no' OR note <> ''",),
    )
    index("walkthrough_answer", "walkthrough")
    table(
        "walkthrough_difference",
        *(text("id"), text("walkthrough"), text("what"), number("question"), day("found_on"), text("settled")),
        *(text("settled_by"), _maybe("settled_on"), number("position")),
        rules=("what <> ''", "settled = '' OR settled_by <> '' AND settled_on IS NOT NULL"),
    )
    index("walkthrough_difference", "walkthrough")
