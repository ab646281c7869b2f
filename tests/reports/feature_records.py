"""AI features for documents: one in full, one idea."""

from __future__ import annotations

from datetime import date

from grcdesk.schemas.features.features import ControlVerdict, FeatureAnswers, FeatureDetail, ModelFacts, ModelRow
from grcdesk.terms import Answer, Applies, Derivation, FeatureStatus, Scope, Status

ON = date(2026, 6, 1)
FULL = FeatureAnswers(
    "Support reply", "Drafts answers", "Tickets", data_classes=("contact data",), data_sources="Service desk",
    personal_data=Answer.YES, customer_data=Answer.NO, data_out="Draft field", stores=("prompt log", "vectors"),
    invoked_by="Agents", invokers=("staff",), relies_on="", if_wrong="The agent corrects it", who_notices="The agent",
    human_check="every draft", owner="Lin Chen", status=FeatureStatus.PRODUCTION, user_facing=Answer.NO,
    automated_decision=Answer.NO, irreversible=("refund",), trains=Answer.NO, last_reviewed=ON,
)  # fmt: skip


def verdict(control: str, derived: Applies, reason: str, decided: Applies | None = None) -> ControlVerdict:
    """What was derived of one control, and decided."""
    by = ("One tenant", "Lin Chen", ON) if decided else ("", "", None)
    return ControlVerdict(
        "AIF-1", control, "A control", (), Scope.IN, Status.PARTIAL, derived, reason, ON, decided, *by
    )


def features() -> tuple[FeatureDetail, ...]:
    """Both."""
    models = (
        ModelRow("AIF-1/m1", "AIF-1", ModelFacts("large", "Provider A", "4", "app.toml", "enterprise", "EU")),
        ModelRow("AIF-1/m2", "AIF-1", ModelFacts("small", "Provider A")),
    )
    controls = (
        verdict("AI-SEC-01", Applies.APPLIES, "relies on Provider A"),
        verdict("AI-PRIV-03", Applies.NOT_APPLICABLE, "no model is trained or tuned"),
        verdict("AI-CONF-04", Applies.APPLIES, "customer data enters", Applies.NOT_APPLICABLE),
    )
    full = FeatureDetail("AIF-1", FULL, models, (), (), controls, (), Derivation.TO_CONFIRM, (), 1, ON)
    idea = FeatureAnswers("=Churn", status=FeatureStatus.IDEA)
    return (full, FeatureDetail("AIF-2", idea, (), (), (), (), (), Derivation.NONE, ("what it does",), 1, ON))
