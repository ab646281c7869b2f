"""What catalogs bring."""

from __future__ import annotations

from grcdesk.store.migrations.baseline.columns import day, flag, index, number, table, text, word


def create() -> None:
    """Make these tables."""
    _catalog()
    _framework_item()
    _control()
    _mapping()
    _test_attribute()
    _wanted_evidence()


def _catalog() -> None:
    table(
        "catalog",
        text("id"),
        word("kind", "framework controls mappings"),
        text("title"),
        text("version"),
        text("sha256"),
        word("source", "shipped own"),
        text("file"),
        number("position"),
    )


def _framework_item() -> None:
    table(
        "framework_item",
        text("id"),
        text("framework"),
        text("ref"),
        text("group"),
        text("label"),
        word("category", "security availability processing_integrity confidentiality privacy", null=True),
        number("position"),
    )
    index("framework_item", "framework", "position")


def _control() -> None:
    table(
        "control",
        text("id"),
        text("catalog"),
        text("title"),
        text("statement"),
        text("objective"),
        word("category", "security availability processing_integrity confidentiality privacy"),
        word("frequency", "continuous multiple_daily daily weekly monthly quarterly semiannual annual event"),
        text("frequency_note"),
        word("anchor", "calendar rolling"),
        number("grace_days"),
        word("type", "preventive detective corrective directive"),
        text("type_note"),
        word("nature", "automated manual system_supported"),
        text("nature_note"),
        text("owner_role"),
        flag("key"),
        text("questions"),
        number("position"),
    )
    index("control", "catalog")


def _mapping() -> None:
    table(
        "mapping",
        text("id"),
        text("catalog"),
        text("control"),
        text("framework"),
        text("item"),
        word("relationship", "equal-to equivalent-to subset-of superset-of intersects-with no-relationship"),
        number("strength", high=10),
        word("basis", "functional semantic syntactic"),
        flag("primary_item"),
        text("rationale"),
        day("reviewed_on", null=True),
        number("position"),
    )
    index("mapping", "catalog")
    index("mapping", "control", "framework", "position")
    index("mapping", "framework", "item", name="item")


def _test_attribute() -> None:
    table(
        "test_attribute",
        text("id"),
        text("control"),
        word("aspect", "design operating"),
        text("question"),
        text("pass_if"),
        text("fail_if"),
        word("method", "inspect observe recompute reconcile reperform census analyse"),
        number("position"),
    )
    index("test_attribute", "control")


def _wanted_evidence() -> None:
    table(
        "wanted_evidence",
        text("id"),
        text("control"),
        word(
            "kind",
            "change_record code_ref config_snapshot consent_record contract document eval_report export inventory log_export manifest metric_series policy population query_result redaction_log report screenshot sign_off test_record ticket ticket_or_pr",
        ),
        text("what"),
        flag("mandatory"),
        number("position"),
    )
    index("wanted_evidence", "control")
