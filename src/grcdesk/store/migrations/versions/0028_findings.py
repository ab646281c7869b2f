"""Findings, what they are about, every move they made, and the actions against them with their slips."""

from __future__ import annotations

from grcdesk.store.migrations.baseline.columns import day, index, number, table, text, word

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_SOURCES = "gap test access_review vendor incident auditor internal_audit"
_SEVERITIES = "critical high medium low observation"
_CLASSES = "deviation control_not_effective management_letter_point major_nonconformity minor_nonconformity opportunity"
_STATUSES = "open responded in_remediation ready_to_verify closed risk_accepted"


def upgrade() -> None:
    _finding()
    _finding_item()
    _finding_move()
    _remediation()


def _finding() -> None:
    table(
        "finding",
        *(text("id"), text("engagement"), text("title"), word("source", _SOURCES), text("links"), text("control")),
        *(text("criterion"), text("test"), text("condition"), text("criteria"), text("cause"), text("effect")),
        *(text("recommendation"), word("severity", _SEVERITIES), word("scheme_class", _CLASSES, null=True)),
        *(number("extent_k", null=True), number("extent_n", null=True)),
        *(day("period_from", null=True), day("period_to", null=True), text("raised_by"), day("raised_on")),
        *(text("owner"), day("response_due", null=True), word("agreed", "yes no", null=True), text("response")),
        *(text("responded_by"), day("responded_on", null=True), word("status", _STATUSES), day("status_since")),
        *(text("proofs"), text("verified_by"), day("verified_on", null=True), day("closed_on", null=True)),
        *(text("accepted_by"), text("accept_reason"), day("accepted_on", null=True), day("accept_until", null=True)),
        *(number("version", low=1), number("position")),
        rules=(
            "title <> '' AND condition <> ''",
            "period_from IS NULL OR period_to IS NOT NULL AND period_from <= period_to",
            "extent_n IS NULL OR extent_k IS NOT NULL AND extent_k <= extent_n",
            (
                "status <> 'closed' OR proofs <> '[]' AND verified_by <> '' AND verified_on IS NOT NULL"
                " AND closed_on IS NOT NULL"
            ),
            "status <> 'risk_accepted' OR accepted_by <> '' AND accept_reason <> ''",
            "status <> 'risk_accepted' OR accept_until IS NOT NULL",
        ),
    )
    index("finding", "engagement")
    index("finding", "control")


def _finding_item() -> None:
    table(
        "finding_item",
        *(text("id"), text("finding"), text("item"), text("link"), text("what"), text("cause"), text("person")),
        *(text("system"), day("occurred_on", null=True), text("fix"), day("fixed_on", null=True), text("fixed_by")),
        number("position"),
        rules=("fix = '' OR fixed_on IS NOT NULL",),
    )
    index("finding_item", "finding")


def _finding_move() -> None:
    table(
        "finding_move",
        *(text("id"), text("finding"), word("from_status", _STATUSES), word("to_status", _STATUSES), day("moved_on")),
        *(text("by"), text("reason"), text("proofs"), text("recorded_by"), number("position")),
    )
    index("finding_move", "finding")


def _remediation() -> None:
    table(
        "remediation",
        *(text("id"), text("parent"), text("action"), text("owner"), day("due"), text("effort"), text("interim")),
        *(word("state", "open done dropped"), day("opened_on"), day("done_on", null=True), text("done_by")),
        *(text("proof"), text("reason"), number("position")),
        rules=(
            "action <> '' AND owner <> ''",
            "state <> 'done' OR done_on IS NOT NULL AND done_by <> '' AND proof <> ''",
            "state <> 'dropped' OR reason <> ''",
        ),
    )
    index("remediation", "parent")
    table(
        "remediation_slip",
        *(text("id"), text("remediation"), day("from_due"), day("to_due"), text("reason"), day("moved_on")),
        number("position"),
        rules=("reason <> '' AND from_due <> to_due",),
    )
    index("remediation_slip", "remediation")
