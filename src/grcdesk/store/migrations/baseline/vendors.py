"""Vendors, their papers, whom they hand data on to."""

from __future__ import annotations

from grcdesk.store.migrations.baseline.columns import day, flag, index, number, table, text, word


def create() -> None:
    """Make these tables."""
    _vendor_policy()
    _vendor()
    _vendor_contact()
    _vendor_document()
    _package_item()
    _subprocessor()
    _account_project()


def _vendor_policy() -> None:
    table(
        "vendor_policy",
        text("id"),
        number("critical", low=1, high=120),
        number("high", low=1, high=120),
        number("medium", low=1, high=120),
        number("low", low=1, high=120),
        number("provider", low=1, high=120),
        number("check_months", low=1, high=120),
        number("retention_days"),
        number("bridge_days"),
        text("home_region"),
        rules=("id = 'policy'",),
    )


def _vendor() -> None:
    table(
        "vendor",
        text("id"),
        text("name"),
        text("legal_name"),
        text("service"),
        text("website"),
        text("owner"),
        word("tier", "critical high medium low"),
        text("tier_reason"),
        flag("model_provider"),
        flag("in_scope"),
        word("data", "none internal confidential personal special", null=True),
        word("criticality", "low medium high severe", null=True),
        word("access", "none read write admin", null=True),
        word("substitute", "days weeks months none", null=True),
        word("risk", "low medium high severe", null=True),
        word("method", "vendor carve_out inclusive"),
        text("plan"),
        text("region"),
        text("note"),
        day("onboarded"),
        day("first_use", null=True),
        day("last_review", null=True),
        day("review_by", null=True),
        day("last_check", null=True),
        day("next_review"),
        day("next_check", null=True),
        day("offboarded", null=True),
        text("offboard_reason"),
        number("version", low=1),
        number("position"),
        rules=(
            "name <> ''",
            "offboarded IS NULL OR onboarded <= offboarded",
        ),
    )
    index("vendor", "name", unique=True)
    index("vendor", "next_review")


def _vendor_contact() -> None:
    table(
        "vendor_contact",
        text("id"),
        text("vendor"),
        word("kind", "security privacy account legal support"),
        text("name"),
        text("mail"),
        text("phone"),
        number("position"),
        rules=("name <> '' OR mail <> ''",),
    )
    index("vendor_contact", "vendor")


def _vendor_document() -> None:
    table(
        "vendor_document",
        text("id"),
        text("vendor"),
        word(
            "kind",
            "soc2_type2 soc2_type1 bridge_letter iso27001 iso42001 dpa model_terms incident_notice subprocessors account_settings penetration_test questionnaire continuity exit_plan other",
        ),
        text("title"),
        text("issuer"),
        day("issued", null=True),
        day("covers_from", null=True),
        day("covers_to", null=True),
        day("expires", null=True),
        text("evidence"),
        text("replaced_by"),
        text("note"),
        number("position"),
        rules=("covers_from IS NULL OR covers_to IS NULL OR covers_from <= covers_to",),
    )
    index("vendor_document", "vendor")


def _package_item() -> None:
    table(
        "package_item",
        text("id"),
        text("vendor"),
        word(
            "item",
            "soc2_report iso27001 dpa model_terms incident_notice security_contact iso42001 subprocessors account_settings penetration_test questionnaire continuity exit_plan",
        ),
        word("status", "not_asked requested have not_offered waived"),
        text("reason"),
        text("approver"),
        text("document"),
        day("asked_on", null=True),
        text("reviewed_by"),
        day("reviewed_on", null=True),
        text("result"),
        rules=("status <> 'waived' OR reason <> '' AND approver <> ''",),
    )
    index("package_item", "vendor")


def _subprocessor() -> None:
    table(
        "subprocessor",
        text("id"),
        text("vendor"),
        text("name"),
        text("service"),
        text("region"),
        day("announced", null=True),
        number("notice_days"),
        word("decision", "open accepted objected"),
        text("decided_by"),
        day("decided_on", null=True),
        text("reason"),
        day("removed", null=True),
        number("position"),
        rules=(
            "decision = 'open' OR decided_by <> '' AND decided_on IS NOT NULL",
            "name <> ''",
        ),
    )
    index("subprocessor", "vendor")


def _account_project() -> None:
    table(
        "account_project",
        text("id"),
        text("vendor"),
        text("name"),
        word("training", "off on unknown"),
        text("region"),
        day("as_of"),
        text("evidence"),
        number("position"),
        rules=("name <> ''",),
    )
    index("account_project", "vendor")
