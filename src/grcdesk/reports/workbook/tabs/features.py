"""The AI inventory: a row for each feature with its six answers, what it is built of, and the controls that follow."""

from __future__ import annotations

from collections.abc import Iterable

from grcdesk.reports.labels import ids, say
from grcdesk.reports.workbook.tab import Kind, Tab, TabColumn
from grcdesk.reports.workbook.tabs.fields import TabField, cells, columns
from grcdesk.reports.workbook.tabs.titles import INVENTORY
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.features.features import FeatureDetail, ModelRow
from grcdesk.terms import Applies


def features_tab(matrix: Matrix) -> Tab:
    """One row per AI feature, in the order they came."""
    return Tab(
        name=INVENTORY,
        table="tblInventory",
        about="Six questions, models, controls that apply. One row per AI feature.",
        columns=columns(_FIELDS),
        rows=(cells(_FIELDS, one) for one in matrix.features),
        count=len(matrix.features),
        empty="No AI feature is written down.",
    )


def _joined(parts: Iterable[tuple[str, str]]) -> str:
    return "; ".join(name + text for name, text in parts if text)


def _model(row: ModelRow) -> str:
    facts = row.facts
    return " ".join(part for part in (facts.model, facts.version, facts.plan, facts.region) if part)


def _data_in(one: FeatureDetail) -> str:
    said = one.answers
    return _joined((("", said.data_in), ("classes: ", ", ".join(said.data_classes)), ("from ", said.data_sources)))


def _invoked_by(one: FeatureDetail) -> str:
    return _joined((("", one.answers.invoked_by), ("", ", ".join(one.answers.invokers))))


def _if_wrong(one: FeatureDetail) -> str:
    said = one.answers
    return _joined((("", said.if_wrong), ("noticed by ", said.who_notices), ("check: ", said.human_check)))


def _excluded(one: FeatureDetail) -> str:
    out = [row for row in one.controls if row.effective is Applies.NOT_APPLICABLE]
    return _joined((f"{row.control}: ", row.decided_reason or row.reason) for row in out)


_FIELDS = (
    TabField(TabColumn("ID", 7.6, "AI feature", Kind.ID), lambda one: one.id),
    TabField(TabColumn("Name", 11, "What it is called"), lambda one: one.answers.name),
    TabField(TabColumn("Purpose", 12, "What it does and what for"), lambda one: one.answers.purpose),
    TabField(TabColumn("Data in", 12, "What enters the prompt: in words, then its classes and sources"), _data_in),
    TabField(TabColumn("Data out", 9.6, "Where answers and data go"), lambda one: one.answers.data_out),
    TabField(
        TabColumn("Models", 11, "Model, version, plan and region of each"),
        lambda one: _joined(("", _model(row)) for row in one.models),
    ),
    TabField(
        TabColumn("If wrong", 12, "What happens when it is wrong, who notices, and what a person checks"), _if_wrong
    ),
    TabField(
        TabColumn(
            "Personal data", 7.8, "Whether personal data enters the prompt; empty: not answered", choices="lstYesNo"
        ),
        lambda one: say(one.answers.personal_data),
    ),
    TabField(
        TabColumn(
            "Customer data", 8.8, "Whether customer data enters the prompt; empty: not answered", choices="lstYesNo"
        ),
        lambda one: say(one.answers.customer_data),
    ),
    TabField(
        TabColumn("Automated decision", 9.4, "Whether it decides by itself; empty: not answered", choices="lstYesNo"),
        lambda one: say(one.answers.automated_decision),
    ),
    TabField(
        TabColumn("Status", 9.2, "Where it stands in its life", choices="lstFeature"),
        lambda one: say(one.answers.status),
    ),
    TabField(
        TabColumn("In scope", 6.4, "Whether it belongs to this engagement; empty: nobody said", choices="lstYesNo"),
        lambda one: say(one.answers.in_scope),
    ),
    TabField(TabColumn("Owner", 8.4, "The person who answers for it"), lambda one: one.answers.owner),
    TabField(TabColumn("Invoked by", 18, "Who or what can call it", printed=False), _invoked_by),
    TabField(
        TabColumn("Relies on", 18, "Vendors and models, in words", printed=False), lambda one: one.answers.relies_on
    ),
    TabField(
        TabColumn("Vendors", 14, "Of its models", printed=False),
        lambda one: ids(list(dict.fromkeys(row.facts.vendor for row in one.models if row.facts.vendor))),
    ),
    TabField(
        TabColumn("Stores", 16, "Where prompts or answers are kept", printed=False), lambda one: ids(one.answers.stores)
    ),
    TabField(
        TabColumn("User-facing", 10, "Whether users meet it; empty: not answered", choices="lstYesNo", printed=False),
        lambda one: say(one.answers.user_facing),
    ),
    TabField(
        TabColumn("Irreversible", 16, "Actions it can start that cannot be taken back", printed=False),
        lambda one: ids(one.answers.irreversible),
    ),
    TabField(
        TabColumn(
            "Trains",
            8,
            "Whether a model is trained or tuned for it; empty: not answered",
            choices="lstYesNo",
            printed=False,
        ),
        lambda one: say(one.answers.trains),
    ),
    TabField(
        TabColumn("Reason if not", 20, "Why it is out of scope", printed=False), lambda one: one.answers.reason_out
    ),
    TabField(
        TabColumn("Reviewed", 12, "When its answers were last looked at; empty: never", Kind.DATE, printed=False),
        lambda one: one.answers.last_reviewed,
    ),
    TabField(
        TabColumn(
            "Controls that apply", 24, "As derived from the answers, or as a person decided", Kind.ID, printed=False
        ),
        lambda one: ids([row.control for row in one.controls if row.effective is Applies.APPLIES]),
    ),
    TabField(TabColumn("Not applicable", 36, "Controls that do not apply, with the reason", printed=False), _excluded),
    TabField(
        TabColumn("Derivation", 12, "How far its controls are settled", choices="lstDerivation", printed=False),
        lambda one: say(one.derivation),
    ),
)
