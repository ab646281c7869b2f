"""Artefacts, what they stand behind, how they came in; limits that are watched."""

from __future__ import annotations

from grcdesk.store.migrations.baseline.columns import day, flag, index, number, table, text, word


def create() -> None:
    """Make these tables."""
    _evidence()
    _evidence_indexes()
    _evidence_link()
    _evidence_test()
    _source_retention()
    _import_report()
    _check_limit()


def _evidence() -> None:
    table(
        "evidence",
        text("id"),
        text("title"),
        word(
            "kind",
            "change_record code_ref config_snapshot consent_record contract document eval_report export inventory log_export manifest metric_series policy population query_result redaction_log report screenshot sign_off test_record ticket ticket_or_pr",
        ),
        day("as_of", null=True),
        day("period_from", null=True),
        day("period_to", null=True),
        day("performed_on", null=True),
        text("collected_at"),
        text("recorded_at"),
        text("source"),
        text("query"),
        text("pulled_at"),
        text("completeness"),
        text("accuracy"),
        text("checked_by"),
        text("collected_by"),
        text("provided_by"),
        word("method", "cli api export scan screenshot written", null=True),
        text("for_slot"),
        word("confidentiality", "internal nda auditor"),
        day("valid_until", null=True),
        text("supersedes"),
        flag("is_population"),
        number("row_count", null=True),
        text("note"),
        text("importer"),
        text("file_name"),
        text("url"),
        text("sha256"),
        number("size"),
        text("rejected"),
        number("position"),
        rules=(
            "period_from IS NULL OR period_from <= period_to",
            "as_of IS NOT NULL OR period_from IS NOT NULL AND period_to IS NOT NULL",
            "sha256 <> '' OR url <> ''",
        ),
    )


def _evidence_indexes() -> None:
    index("evidence", "position", "id")
    index("evidence", "sha256")
    index("evidence", "supersedes")
    index(
        "evidence",
        "id",
        "rejected",
        "performed_on",
        "as_of",
        "period_from",
        "period_to",
        "for_slot",
        "kind",
        name="days",
    )


def _evidence_link() -> None:
    table(
        "evidence_link",
        text("id"),
        text("control"),
        text("evidence"),
    )
    index("evidence_link", "control", "evidence")
    index("evidence_link", "evidence")


def _evidence_test() -> None:
    table(
        "evidence_test",
        text("id"),
        text("test"),
        text("evidence"),
    )
    index("evidence_test", "evidence")
    index("evidence_test", "test")


def _source_retention() -> None:
    table(
        "source_retention",
        text("id"),
        number("days"),
        text("note"),
    )


def _import_report() -> None:
    table(
        "import_report",
        text("id"),
        text("importer"),
        number("version", low=1),
        text("sha256"),
        text("kept"),
        text("zone"),
        text("imported_at"),
        text("report"),
    )
    index("import_report", "sha256")


def _check_limit() -> None:
    table(
        "check_limit",
        text("id"),
        text("bound"),
        text("warn"),
        word("side", "at_most at_least"),
        number("response_days", null=True),
    )
