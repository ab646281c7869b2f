"""What was agreed with vendors, and reviews of them."""

from __future__ import annotations

from grcdesk.store.migrations.baseline.columns import day, index, number, table, text, word


def create() -> None:
    """Make these tables."""
    _report_review()
    _expected_control()
    _agreement()
    _dpa_clause()
    _vendor_review()
    _vendor_check()


def _report_review() -> None:
    table(
        "report_review",
        text("id"),
        text("vendor"),
        text("document"),
        day("period_from", null=True),
        day("period_to", null=True),
        text("categories"),
        word("opinion", "unmodified qualified adverse disclaimer"),
        text("auditor"),
        text("exceptions"),
        text("subservice"),
        text("conclusion"),
        text("follow_ups"),
        text("reviewer"),
        day("reviewed_on"),
        number("position"),
        rules=(
            "period_from IS NULL OR period_from <= period_to",
            "reviewer <> ''",
        ),
    )
    index("report_review", "document")
    index("report_review", "vendor")


def _expected_control() -> None:
    table(
        "expected_control",
        text("id"),
        text("vendor"),
        word("kind", "cuec csoc"),
        text("what"),
        text("report"),
        text("controls"),
        text("accepted"),
        text("approver"),
        number("position"),
        rules=(
            "accepted = '' OR approver <> ''",
            "what <> ''",
        ),
    )
    index("expected_control", "vendor")


def _agreement() -> None:
    table(
        "agreement",
        text("id"),
        text("vendor"),
        word("kind", "dpa model_terms master other"),
        text("title"),
        text("plan"),
        text("feature"),
        text("document"),
        text("sha256"),
        day("signed_by_us", null=True),
        day("signed_by_them", null=True),
        day("effective", null=True),
        day("expires", null=True),
        day("ended", null=True),
        number("position"),
    )
    index("agreement", "vendor")


def _dpa_clause() -> None:
    table(
        "dpa_clause",
        text("id"),
        text("agreement"),
        word(
            "clause",
            "plan retention zero_retention training_contract training_setting training_opt_in region_storage region_inference subprocessors subprocessor_notice objection transfer_tool transfer_assessment breach_notice deletion audit_right signatures",
        ),
        word("answer", "yes no partial silent"),
        text("value"),
        number("amount", null=True),
        day("dated", null=True),
        text("carve_outs"),
        text("place"),
        text("sha256"),
        text("reviewed_by"),
        day("reviewed_on"),
        rules=("reviewed_by <> ''",),
    )
    index("dpa_clause", "agreement")


def _vendor_review() -> None:
    table(
        "vendor_review",
        text("id"),
        text("vendor"),
        word("kind", "review check"),
        word("status", "open concluded dropped"),
        day("started_on"),
        text("reviewer"),
        word("conclusion", "approve conditions stop", null=True),
        text("conditions"),
        text("note"),
        day("concluded_on", null=True),
        text("approver"),
        text("failing"),
        text("evidence"),
        day("next_due", null=True),
        number("position"),
        rules=(
            "conclusion IS NULL OR conclusion <> 'conditions' OR conditions <> ''",
            "reviewer <> ''",
            "status <> 'concluded' OR conclusion IS NOT NULL AND concluded_on IS NOT NULL",
        ),
    )
    index("vendor_review", "vendor")


def _vendor_check() -> None:
    table(
        "vendor_check",
        text("id"),
        text("review"),
        text("question"),
        word("answer", "yes no not_applicable", null=True),
        text("note"),
        number("position"),
    )
    index("vendor_check", "review")
