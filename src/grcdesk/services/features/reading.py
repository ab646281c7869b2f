"""Reading the AI inventory by a fixed number of queries, whatever the number of features."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound
from grcdesk.models.base import col, given
from grcdesk.models.catalogs import Catalog, Control, FrameworkItem, Mapping
from grcdesk.models.controls import Assessment, ControlScope
from grcdesk.models.features import Feature, FeatureControl, FeatureModel, FeaturePrompt, ModelCard
from grcdesk.rules.features import features as rules
from grcdesk.schemas.features.features import (
    CardFacts,
    CardRow,
    ControlVerdict,
    Derived,
    FeatureAnswers,
    FeatureDetail,
    FeatureRow,
    ModelFacts,
    ModelRow,
    PromptRow,
)
from grcdesk.services.common import in_force
from grcdesk.terms import Applies, Category, Relationship, Status

ANSWERS = tuple(one.name for one in fields(FeatureAnswers))
"""Names of the answers."""
LISTS = frozenset({"data_classes", "stores", "invokers", "irreversible", "segments"})
"""Answers that are lists."""
_WEAK = (Relationship.INTERSECTS_WITH, Relationship.NO_RELATIONSHIP)
"""Relations, as NIST IR 8477 names them, by which a control touches an item and does not answer it."""


@dataclass(slots=True)
class Shelf:
    """Everything the desk holds of some features, by feature."""

    features: list[Feature]
    controls: list[str]
    """Every control of the desk in catalog order."""
    models: dict[str, list[ModelRow]] = field(default_factory=lambda: defaultdict(list))
    prompts: dict[str, list[PromptRow]] = field(default_factory=lambda: defaultdict(list))
    verdicts: dict[str, list[ControlVerdict]] = field(default_factory=lambda: defaultdict(list))

    def facts(self, feature: str) -> tuple[ModelFacts, ...]:
        """The models of one feature."""
        return tuple(row.facts for row in self.models[feature])

    def derived(self, row: Feature) -> list[Derived]:
        """What the answers say today."""
        return rules.derive(answers(row), self.facts(row.id), self.controls)


def shelf(session: Session, wanted: Sequence[str] | None = None) -> Shelf:
    """Those features, or all, with everything that hangs on them. Five queries."""

    def only(query: Any, column: Any) -> Any:
        return query if wanted is None else query.where(column.in_(wanted))

    found = Shelf(
        list(session.scalars(only(select(Feature), col(Feature.id)).order_by(col(Feature.position)))),
        control_order(session),
    )
    for model in session.scalars(
        only(select(FeatureModel), col(FeatureModel.feature)).order_by(col(FeatureModel.position))
    ):
        found.models[model.feature].append(_model(model))
    for prompt in session.scalars(
        only(select(FeaturePrompt), col(FeaturePrompt.feature)).order_by(col(FeaturePrompt.position))
    ):
        found.prompts[prompt.feature].append(
            PromptRow(prompt.id, prompt.feature, prompt.name, prompt.version, prompt.version_source)
        )
    for verdict in _verdicts(session, only):
        found.verdicts[verdict.feature].append(verdict)
    return found


def control_order(session: Session) -> list[str]:
    """Ids of all controls, as the catalogs list them."""
    query = select(col(Control.id)).join(Catalog, col(Catalog.id) == col(Control.catalog))
    return list(session.scalars(query.order_by(col(Catalog.position), col(Control.position))))


def control_categories(session: Session) -> dict[str, tuple[Category, ...]]:
    """Categories of the SOC 2 criteria each control answers; one that it merely touches does not count."""
    found: dict[str, set[Category]] = defaultdict(set)
    query = (
        select(col(Mapping.control), given(FrameworkItem.category))
        .join(
            FrameworkItem,
            (col(FrameworkItem.framework) == col(Mapping.framework)) & (col(FrameworkItem.ref) == col(Mapping.item)),
        )
        .where(
            col(FrameworkItem.category).is_not(None),
            or_(col(Mapping.primary), col(Mapping.relationship).not_in(_WEAK)),
        )
        .distinct()
    )
    for control, category in session.execute(query):
        found[control].add(category)
    return {control: tuple(one for one in Category if one in said) for control, said in found.items()}


def _verdicts(session: Session, only: Any) -> list[ControlVerdict]:
    categories = control_categories(session)
    columns = (
        *(col(FeatureControl.feature), col(FeatureControl.control), col(Control.title)),
        *(col(ControlScope.effective), col(Assessment.status), col(FeatureControl.derived)),
        *(col(FeatureControl.reason), col(FeatureControl.derived_on), col(FeatureControl.decided)),
        *(col(FeatureControl.decided_reason), col(FeatureControl.decided_by), col(FeatureControl.decided_on)),
    )
    query = (
        select(*columns)
        .join(Control, col(Control.id) == col(FeatureControl.control))
        .join(Assessment, col(Assessment.control) == col(Control.id))
        .join(ControlScope, in_force.placed(session))
        .join(Catalog, col(Catalog.id) == col(Control.catalog))
        .order_by(col(Catalog.position), col(Control.position))
    )
    return [
        ControlVerdict(feature, control, title, categories.get(control, ()), *rest)
        for feature, control, title, *rest in session.execute(only(query, col(FeatureControl.feature)))
    ]


def answers(row: Feature) -> FeatureAnswers:
    """The answers of a stored feature."""
    said: dict[str, Any] = {name: getattr(row, name) for name in ANSWERS}
    said |= {name: tuple(said[name]) for name in LISTS}
    return FeatureAnswers(**said)


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys(names) if name)


def row_of(found: Shelf, feature: Feature) -> FeatureRow:
    """One feature as lists show it."""
    verdicts = found.verdicts[feature.id]
    applying = [one for one in verdicts if one.effective is Applies.APPLIES]
    models = found.facts(feature.id)
    touched = {category for one in applying for category in one.categories}
    return FeatureRow(
        id=feature.id,
        name=feature.name,
        purpose=feature.purpose,
        data_in=feature.data_in,
        if_wrong=feature.if_wrong,
        owner=feature.owner,
        status=feature.status,
        user_facing=feature.user_facing,
        automated_decision=feature.automated_decision,
        personal_data=feature.personal_data,
        customer_data=feature.customer_data,
        trains=feature.trains,
        in_scope=feature.in_scope,
        vendors=_each_once(model.vendor for model in models),
        models=_each_once(model.model for model in models),
        regions=_each_once(model.region for model in models),
        stores=tuple(feature.stores),
        applies=len(applying),
        statuses=_counted(applying),
        categories=tuple(category for category in Category if category in touched),
        derivation=rules.state(verdicts, found.derived(feature)),
        lacking=rules.lacking(answers(feature), models),
        last_reviewed=feature.last_reviewed,
        version=feature.version,
    )


def _counted(verdicts: Sequence[ControlVerdict]) -> dict[Status, int]:
    counts = Counter(one.status for one in verdicts)
    return {status: counts[status] for status in Status if counts[status]}


def detail_of(session: Session, found: Shelf, feature: Feature, held: Sequence[CardRow] | None = None) -> FeatureDetail:
    """Everything about one feature; `held` when the cards were read before."""
    verdicts, now = found.verdicts[feature.id], found.derived(feature)
    models = found.models[feature.id]
    names = {row.facts.model.casefold() for row in models}
    return FeatureDetail(
        id=feature.id,
        answers=answers(feature),
        models=tuple(models),
        prompts=tuple(found.prompts[feature.id]),
        cards=tuple(
            card for card in (cards(session) if held is None else held) if card.facts.model.casefold() in names
        ),
        controls=tuple(verdicts),
        moved=rules.moved(verdicts, now) if verdicts else (),
        derivation=rules.state(verdicts, now),
        lacking=rules.lacking(answers(feature), found.facts(feature.id)),
        version=feature.version,
        added_on=feature.added_on,
    )


def details(session: Session, held: Sequence[CardRow]) -> tuple[FeatureDetail, ...]:
    """Everything about every feature; `held` are all cards."""
    found = shelf(session)
    return tuple(detail_of(session, found, row, held) for row in found.features)


def cards(session: Session) -> list[CardRow]:
    """Every model card, and which features rely on its model."""
    used: dict[str, list[str]] = defaultdict(list)
    for feature, model in session.execute(
        select(col(FeatureModel.feature), col(FeatureModel.model)).order_by(col(FeatureModel.position))
    ):
        used[model.casefold()].append(feature)
    names = [one.name for one in fields(CardFacts)]
    found = []
    for row in session.scalars(select(ModelCard).order_by(col(ModelCard.position))):
        said: dict[str, Any] = {name: getattr(row, name) for name in names}
        facts = CardFacts(**(said | {"links": tuple(row.links)}))
        features = tuple(dict.fromkeys(used[row.model.casefold()]))
        found.append(CardRow(row.id, facts, rules.card_lacking(facts), features))
    return found


def _model(row: FeatureModel) -> ModelRow:
    facts = ModelFacts(row.model, row.vendor, row.version, row.version_source, row.plan, row.region)
    return ModelRow(row.id, row.feature, facts)


def named(session: Session, name: str) -> Feature | None:
    """The feature of that name, however it is cased: two that differ by that alone could not be told apart."""
    folded = " ".join(name.split()).casefold()
    return next((row for row in session.scalars(select(Feature)) if row.name.casefold() == folded), None)


def find(session: Session, name: str) -> Feature:
    """The feature of that id or name, however it is cased.

    Raises:
        NotFound: with the nearest one.
    """
    known = list(session.scalars(select(Feature).order_by(col(Feature.position))))
    folded = " ".join(name.split()).casefold()
    for row in known:
        if folded in (row.id.casefold(), row.name.casefold()):
            return row
    raise NotFound.of("AI feature", name, tuple(word for row in known for word in (row.name, row.id)))
