"""The AI feature inventory: answers, models, prompts, model cards, and which controls apply."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index

from grcdesk.models.base import Row, day, key, number, term, text, words
from grcdesk.terms import Answer, Applies, FeatureStatus


class Feature(Row):
    """One AI feature: the six questions and what follows from them."""

    __tablename__ = "feature"
    __table_args__ = (
        CheckConstraint("in_scope <> 'no' OR reason_out <> ''"),
        Index("ix_feature_name", "name", unique=True),
    )
    id: str = key()
    name: str = text()
    purpose: str = text()
    data_in: str = text()
    data_classes: list[str] = words()
    data_sources: str = text()
    personal_data: Answer | None = term(Answer, "personal_data", null=True)
    customer_data: Answer | None = term(Answer, "customer_data", null=True)
    data_out: str = text()
    stores: list[str] = words()
    """Stores that keep prompts or answers."""
    invoked_by: str = text()
    invokers: list[str] = words()
    """Words of `Invoker`."""
    relies_on: str = text()
    if_wrong: str = text()
    reversible: Answer | None = term(Answer, "reversible", null=True)
    who_notices: str = text()
    human_check: str = text()
    owner: str = text()
    status: FeatureStatus = term(FeatureStatus, "status")
    user_facing: Answer | None = term(Answer, "user_facing", null=True)
    automated_decision: Answer | None = term(Answer, "automated_decision", null=True)
    irreversible: list[str] = words()
    trains: Answer | None = term(Answer, "trains", null=True)
    fallback: str = text()
    notice: str = text()
    disclosure: str = text()
    home_region: str = text()
    segments: list[str] = words()
    """Customer segments whose data it handles."""
    in_scope: Answer = term(Answer, "in_scope", default=Answer.YES)
    reason_out: str = text()
    added_on: date = day("added_on", null=False)
    last_reviewed: date | None = day("last_reviewed")
    confirmed_by: str = text()
    """Who confirmed last what was derived for it as a whole."""
    confirmed_on: date | None = day("confirmed_on")
    version: int = number(1, name="version", low=1)
    position: int = number(name="position")


class FeatureModel(Row):
    """A model a feature relies on, with the vendor it comes from."""

    __tablename__ = "feature_model"
    __table_args__ = (
        CheckConstraint("model <> ''"),
        Index("ix_feature_model_feature", "feature"),
    )
    id: str = key()
    """`feature/m<n>`."""
    feature: str = text()
    vendor: str = text(index=True)
    """Name or id of the vendor's record; empty: a model of our own."""
    model: str = text()
    version: str = text()
    version_source: str = text()
    """Where the version in use can be read: a file, a setting, a registry."""
    plan: str = text()
    region: str = text()
    position: int = number(name="position")


class FeaturePrompt(Row):
    """A prompt or template a feature uses."""

    __tablename__ = "feature_prompt"
    __table_args__ = (
        CheckConstraint("name <> ''"),
        Index("ix_feature_prompt_feature", "feature"),
    )
    id: str = key()
    """`feature/p<n>`."""
    feature: str = text()
    name: str = text()
    version: str = text()
    version_source: str = text()
    position: int = number(name="position")


class ModelCard(Row):
    """What is said of a model: what it is for, how it was evaluated, where it fails."""

    __tablename__ = "model_card"
    __table_args__ = (CheckConstraint("model <> ''"),)
    id: str = key()
    model: str = text(index=True)
    version: str = text()
    vendor: str = text()
    purpose: str = text()
    training_data: str = text()
    evaluation: str = text()
    limits: str = text()
    bias: str = text()
    intended_use: str = text()
    barred_use: str = text()
    owner: str = text()
    dated: date | None = day("dated")
    links: list[str] = words()
    source: str = text()
    """File it was read from."""
    sha256: str = text()
    """Of that file."""
    position: int = number(name="position")


class FeatureControl(Row):
    """Whether a control applies to a feature: as derived from the answers, and as a person confirmed it."""

    __tablename__ = "feature_control"
    __table_args__ = (
        # a decision of nobody, or of no day, could be held against nobody
        CheckConstraint("decided IS NULL OR decided_by <> '' AND decided_on IS NOT NULL AND decided <> 'open'"),
        Index("ix_feature_control_feature", "feature"),
        Index("ix_feature_control_control", "control"),
    )
    id: str = key()
    """`feature/control`."""
    feature: str = text()
    control: str = text()
    derived: Applies = term(Applies, "derived")
    reason: str = text()
    derived_on: date = day("derived_on", null=False)
    decided: Applies | None = term(Applies, "decided", null=True)
    decided_reason: str = text()
    decided_by: str = text()
    decided_on: date | None = day("decided_on")
