"""AI features and which controls they need."""

from __future__ import annotations

from grcdesk.store.migrations.baseline.columns import day, index, number, table, text, word


def create() -> None:
    """Make these tables."""
    _feature()
    _feature_model()
    _feature_prompt()
    _model_card()
    _feature_control()


def _feature() -> None:
    table(
        "feature",
        text("id"),
        text("name"),
        text("purpose"),
        text("data_in"),
        text("data_classes"),
        text("data_sources"),
        word("personal_data", "yes no", null=True),
        word("customer_data", "yes no", null=True),
        text("data_out"),
        text("stores"),
        text("invoked_by"),
        text("invokers"),
        text("relies_on"),
        text("if_wrong"),
        word("reversible", "yes no", null=True),
        text("who_notices"),
        text("human_check"),
        text("owner"),
        word("status", "idea pilot production retired"),
        word("user_facing", "yes no", null=True),
        word("automated_decision", "yes no", null=True),
        text("irreversible"),
        word("trains", "yes no", null=True),
        text("fallback"),
        text("notice"),
        text("disclosure"),
        text("home_region"),
        text("segments"),
        word("in_scope", "yes no"),
        text("reason_out"),
        day("added_on"),
        day("last_reviewed", null=True),
        number("version", low=1),
        number("position"),
        rules=("in_scope <> 'no' OR reason_out <> ''",),
    )
    index("feature", "name", unique=True)


def _feature_model() -> None:
    table(
        "feature_model",
        text("id"),
        text("feature"),
        text("vendor"),
        text("model"),
        text("version"),
        text("version_source"),
        text("plan"),
        text("region"),
        number("position"),
        rules=("model <> ''",),
    )
    index("feature_model", "feature")
    index("feature_model", "vendor")


def _feature_prompt() -> None:
    table(
        "feature_prompt",
        text("id"),
        text("feature"),
        text("name"),
        text("version"),
        text("version_source"),
        number("position"),
        rules=("name <> ''",),
    )
    index("feature_prompt", "feature")


def _model_card() -> None:
    table(
        "model_card",
        text("id"),
        text("model"),
        text("version"),
        text("vendor"),
        text("purpose"),
        text("training_data"),
        text("evaluation"),
        text("limits"),
        text("bias"),
        text("intended_use"),
        text("barred_use"),
        text("owner"),
        day("dated", null=True),
        text("links"),
        text("source"),
        text("sha256"),
        number("position"),
        rules=("model <> ''",),
    )
    index("model_card", "model")


def _feature_control() -> None:
    table(
        "feature_control",
        text("id"),
        text("feature"),
        text("control"),
        word("derived", "applies not_applicable open"),
        text("reason"),
        day("derived_on"),
        word("decided", "applies not_applicable open", null=True),
        text("decided_reason"),
        text("decided_by"),
        day("decided_on", null=True),
        rules=("decided IS NULL OR decided_by <> '' AND decided_on IS NOT NULL AND decided <> 'open'",),
    )
    index("feature_control", "control")
    index("feature_control", "feature")
