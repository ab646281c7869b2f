"""The AI feature inventory: what is answered, what follows, and what a change sets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.schemas.unset import UNSET, Unset
from grcdesk.terms import Answer, Applies, Category, Derivation, FeatureStatus, Scope, Status


@dataclass(frozen=True, slots=True)
class FeatureAnswers:
    """Everything a person says of a feature, but its models and prompts."""

    name: str
    purpose: str = ""
    """What it does and what for."""
    data_in: str = ""
    """What enters the prompt."""
    data_classes: tuple[str, ...] = ()
    data_sources: str = ""
    personal_data: Answer | None = None
    customer_data: Answer | None = None
    data_out: str = ""
    """Where answers go."""
    stores: tuple[str, ...] = ()
    """Stores that keep prompts or answers."""
    invoked_by: str = ""
    """Who or what can call it."""
    invokers: tuple[str, ...] = ()
    """The same as words of `Invoker`."""
    relies_on: str = ""
    """Vendors and models in words; the records of its models say it as well."""
    if_wrong: str = ""
    """What happens when it is wrong."""
    reversible: Answer | None = None
    who_notices: str = ""
    human_check: str = ""
    owner: str = ""
    status: FeatureStatus = FeatureStatus.PILOT
    user_facing: Answer | None = None
    automated_decision: Answer | None = None
    irreversible: tuple[str, ...] = ()
    """Actions it can start that cannot be taken back."""
    trains: Answer | None = None
    """Whether a model is trained or tuned for it."""
    fallback: str = ""
    notice: str = ""
    disclosure: str = ""
    home_region: str = ""
    """Where the data belongs, e.g. EU."""
    segments: tuple[str, ...] = ()
    in_scope: Answer = Answer.YES
    reason_out: str = ""
    last_reviewed: date | None = None


@dataclass(frozen=True, slots=True)
class FeatureChange:
    """What to set on features. UNSET leaves a field alone; None, "" or () clears it."""

    name: str | Unset = UNSET
    purpose: str | Unset = UNSET
    data_in: str | Unset = UNSET
    data_classes: tuple[str, ...] | Unset = UNSET
    data_sources: str | Unset = UNSET
    personal_data: Answer | Unset | None = UNSET
    customer_data: Answer | Unset | None = UNSET
    data_out: str | Unset = UNSET
    stores: tuple[str, ...] | Unset = UNSET
    invoked_by: str | Unset = UNSET
    invokers: tuple[str, ...] | Unset = UNSET
    relies_on: str | Unset = UNSET
    if_wrong: str | Unset = UNSET
    reversible: Answer | Unset | None = UNSET
    who_notices: str | Unset = UNSET
    human_check: str | Unset = UNSET
    owner: str | Unset = UNSET
    status: FeatureStatus | Unset = UNSET
    user_facing: Answer | Unset | None = UNSET
    automated_decision: Answer | Unset | None = UNSET
    irreversible: tuple[str, ...] | Unset = UNSET
    trains: Answer | Unset | None = UNSET
    fallback: str | Unset = UNSET
    notice: str | Unset = UNSET
    disclosure: str | Unset = UNSET
    home_region: str | Unset = UNSET
    segments: tuple[str, ...] | Unset = UNSET
    in_scope: Answer | Unset = UNSET
    reason_out: str | Unset = UNSET
    last_reviewed: date | Unset | None = UNSET


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What is said of a model a feature relies on."""

    model: str
    vendor: str = ""
    """Name of the vendor; empty: a model of our own."""
    version: str = ""
    version_source: str = ""
    """Where the version in use can be read."""
    plan: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A model of a feature."""

    id: str
    feature: str
    facts: ModelFacts


@dataclass(frozen=True, slots=True)
class PromptRow:
    """A prompt of a feature."""

    id: str
    feature: str
    name: str
    version: str
    version_source: str


@dataclass(frozen=True, slots=True)
class Derived:
    """Whether a control applies to a feature, as its answers say."""

    control: str
    applies: Applies
    reason: str


@dataclass(frozen=True, slots=True)
class ControlVerdict:
    """A stored derivation of one control for one feature, and what a person decided."""

    feature: str
    control: str
    title: str
    categories: tuple[Category, ...]
    """Of the SOC 2 criteria the control maps to."""
    scope: Scope
    status: Status
    derived: Applies
    reason: str
    derived_on: date
    decided: Applies | None
    decided_reason: str
    decided_by: str
    decided_on: date | None

    @property
    def effective(self) -> Applies:
        """As decided, else as derived."""
        return self.decided or self.derived


@dataclass(frozen=True, slots=True)
class FeatureRow:
    """One feature as lists show it."""

    id: str
    name: str
    purpose: str
    data_in: str
    if_wrong: str
    owner: str
    status: FeatureStatus
    user_facing: Answer | None
    automated_decision: Answer | None
    personal_data: Answer | None
    customer_data: Answer | None
    trains: Answer | None
    in_scope: Answer
    vendors: tuple[str, ...]
    models: tuple[str, ...]
    regions: tuple[str, ...]
    stores: tuple[str, ...]
    applies: int
    """Controls that apply, as decided or derived."""
    statuses: dict[Status, int]
    """Their gap status."""
    categories: tuple[Category, ...]
    """Of the criteria they map to."""
    derivation: Derivation
    lacking: tuple[str, ...]
    """Questions without an answer."""
    last_reviewed: date | None
    version: int


@dataclass(frozen=True, slots=True)
class FeatureDetail:
    """Everything about one feature."""

    id: str
    answers: FeatureAnswers
    models: tuple[ModelRow, ...]
    prompts: tuple[PromptRow, ...]
    cards: tuple[CardRow, ...]
    """Cards of its models."""
    controls: tuple[ControlVerdict, ...]
    """As last derived, empty before."""
    moved: tuple[Derived, ...]
    """What the answers say now where it differs from what was derived."""
    derivation: Derivation
    lacking: tuple[str, ...]
    version: int
    added_on: date


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a model card says."""

    model: str
    version: str = ""
    vendor: str = ""
    purpose: str = ""
    training_data: str = ""
    evaluation: str = ""
    limits: str = ""
    bias: str = ""
    intended_use: str = ""
    barred_use: str = ""
    owner: str = ""
    dated: date | None = None
    links: tuple[str, ...] = ()
    source: str = ""
    """File it was read from, or empty."""
    sha256: str = ""
    """Of that file."""


@dataclass(frozen=True, slots=True)
class CardRow:
    """A model card, and what it leaves out."""

    id: str
    facts: CardFacts
    lacking: tuple[str, ...]
    """Parts a complete card has and this one has not."""
    features: tuple[str, ...] = ()
    """Features that rely on that model."""
