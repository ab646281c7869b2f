"""The AI inventory: a row for each feature with its six answers, what it is built of, and the controls that follow."""

from __future__ import annotations

from collections.abc import Iterable

from grcdesk.reports.labels import ids, say
from grcdesk.reports.workbook.tab import CellValue, Kind, Tab, TabColumn
from grcdesk.schemas.features import FeatureDetail, ModelRow
from grcdesk.schemas.matrix import Matrix
from grcdesk.terms import Applies

INVENTORY = "AI inventory"
_COLUMNS = (
    TabColumn("ID", 7, "AI feature", Kind.ID),
    TabColumn("Name", 16, "What it is called"),
    TabColumn("Purpose", 24, "What it does and what for"),
    TabColumn("Data in", 22, "What enters the prompt: in words, then its classes and sources"),
    TabColumn("Data out", 18, "Where answers and data go"),
    TabColumn("Invoked by", 16, "Who or what can call it"),
    TabColumn("Relies on", 16, "Vendors and models, in words"),
    TabColumn("If wrong", 24, "What happens when it is wrong, who notices, and what a person checks"),
    TabColumn("Vendors", 13, "Of its models"),
    TabColumn("Models", 22, "Model, version, plan and region of each"),
    TabColumn("Stores", 14, "Where prompts or answers are kept"),
    TabColumn("Personal data", 9, "Whether personal data enters the prompt", choices="lstYesNo"),
    TabColumn("Customer data", 9, "Whether customer data enters the prompt", choices="lstYesNo"),
    TabColumn("User-facing", 8, "Whether users meet it", choices="lstYesNo"),
    TabColumn("Automated decision", 10, "Whether it decides by itself", choices="lstYesNo"),
    TabColumn("Irreversible", 14, "Actions it can start that cannot be taken back"),
    TabColumn("Trains", 7, "Whether a model is trained or tuned for it", choices="lstYesNo"),
    TabColumn("Status", 10, "Where it stands in its life", choices="lstFeature"),
    TabColumn("In scope", 7, "Whether it belongs to this engagement", choices="lstYesNo"),
    TabColumn("Reason if not", 14, "Why it is out of scope"),
    TabColumn("Owner", 12, "The person who answers for it"),
    TabColumn("Reviewed", 11, "When its answers were last looked at", Kind.DATE),
    TabColumn("Controls that apply", 22, "As derived from the answers, or as a person decided", Kind.ID),
    TabColumn("Not applicable", 34, "Controls that do not apply, with the reason"),
    TabColumn("Derivation", 11, "How far its controls are settled", choices="lstDerivation"),
)


def features_tab(matrix: Matrix) -> Tab:
    """One row per AI feature, in the order they came."""
    return Tab(
        name=INVENTORY,
        table="tblInventory",
        about="Every AI feature: the six questions, its models, and which controls apply.",
        columns=_COLUMNS,
        rows=(_row(one) for one in matrix.features),
        count=len(matrix.features),
        empty="No AI feature is written down.",
        paper="a3",
    )


def _row(one: FeatureDetail) -> tuple[CellValue, ...]:
    said = one.answers
    return (
        one.id,
        said.name,
        said.purpose,
        _joined((("", said.data_in), ("classes: ", ", ".join(said.data_classes)), ("from ", said.data_sources))),
        said.data_out,
        _joined((("", said.invoked_by), ("", ", ".join(said.invokers)))),
        said.relies_on,
        _joined((("", said.if_wrong), ("noticed by ", said.who_notices), ("check: ", said.human_check))),
        ids(list(dict.fromkeys(row.facts.vendor for row in one.models if row.facts.vendor))),
        _joined(("", _model(row)) for row in one.models),
        ids(said.stores),
        say(said.personal_data),
        say(said.customer_data),
        say(said.user_facing),
        say(said.automated_decision),
        ids(said.irreversible),
        say(said.trains),
        say(said.status),
        say(said.in_scope),
        said.reason_out,
        said.owner,
        said.last_reviewed,
        ids([row.control for row in one.controls if row.effective is Applies.APPLIES]),
        _joined(
            (f"{row.control}: ", row.decided_reason or row.reason)
            for row in one.controls
            if row.effective is Applies.NOT_APPLICABLE
        ),
        say(one.derivation),
    )


def _joined(parts: Iterable[tuple[str, str]]) -> str:
    return "; ".join(name + text for name, text in parts if text)


def _model(row: ModelRow) -> str:
    facts = row.facts
    return " ".join(part for part in (facts.model, facts.version, facts.plan, facts.region) if part)
