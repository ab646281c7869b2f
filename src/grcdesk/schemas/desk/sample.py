"""The made-up company of `grcdesk demo`, as its file describes it."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from grcdesk.schemas.features.features import FeatureAnswers, ModelFacts
from grcdesk.terms import Category, Confidentiality, Design, EvidenceKind, Implemented, Side, Status


class _SampleEntry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SampleControl(_SampleEntry):
    """What the company says of one control. Days are relative to the day the sample is made."""

    status: Status
    was: Status | None = None
    """Status at the first, finalised assessment, when it differed."""
    owner: str
    since: int | None = None
    """The first day it ran as written."""
    due: int | None = None
    design: Design | None = None
    implemented: Implemented | None = None
    gap: str = ""
    reason: str = ""
    approver: str = ""
    action: str = ""
    moved: int | None = None
    """Days by which the action slipped."""
    why: str = ""
    risk: str = ""
    """Why the risk is accepted, when it is."""


class SampleExclusion(_SampleEntry):
    """Something left out of the engagement."""

    what: str
    reason: str


When = int | Annotated[str, Field(pattern=r"^Q[1-4][+-]\d+$")]
"""Days from today, or `Q2+40`: forty days after the second quarter of the audit period began."""


class SampleEvidence(_SampleEntry):
    """One artefact of the company. Its file may hold days in double braces, as `When` writes them, or one of these.

    A line with `{{each}}` stands once for every day of its period.
    """

    file: str
    kind: EvidenceKind
    title: str
    as_of: When | None = None
    from_: When | None = Field(default=None, alias="from")
    to: When | None = None
    performed: When | None = None
    slot: str = Field(default="", pattern=r"^(Q[1-4])?$")
    """The quarter of the audit period it is for."""
    monthly: bool = False
    """One artefact for each month of the period that is over."""
    without: tuple[int, ...] = ()
    """Months of the period that were forgotten, from 1."""
    source: str
    query: str
    importer: str = ""
    """What reads it; empty: it is kept as it is."""
    valid: When | None = None
    """Until when it is valid."""
    rows: int | None = None
    pulled: When | None = None
    complete: str = ""
    label: Confidentiality = Confidentiality.AUDITOR
    """Who may be handed it."""
    controls: tuple[str, ...]


class SampleRoute(_SampleEntry):
    """A route of the gateway, and whom it leads to."""

    route: str
    provider: str
    model: str
    region: str


class SampleDecisions(_SampleEntry):
    """A log of the model gateway, written day by day and imported."""

    file: str
    from_: When = Field(alias="from")
    to: When
    without: tuple[When, ...]
    """Days on which nothing was logged."""
    routes: tuple[SampleRoute, ...]
    controls: tuple[str, ...]


class SampleFeature(_SampleEntry):
    """An AI feature and the models it relies on."""

    answers: FeatureAnswers
    models: tuple[ModelFacts, ...]


class SampleLimit(_SampleEntry):
    """A limit the company set itself."""

    limit: float
    side: Side
    response_days: int


class Sample(_SampleEntry):
    """The whole company."""

    organisation: str
    programme: str
    keeper: str
    mail: str
    reviewer: str
    categories: tuple[Category, ...]
    systems: tuple[str, ...]
    exclusions: tuple[SampleExclusion, ...]
    views: dict[str, str]
    controls: dict[str, SampleControl]
    features: tuple[SampleFeature, ...]
    evidence: tuple[SampleEvidence, ...]
    decisions: SampleDecisions
    labels: dict[str, Confidentiality]
    """Title of an artefact that came about elsewhere (a vendor's paper, a list frozen for the audit) → its label."""
    limits: dict[str, SampleLimit]
    keeps: dict[str, int]
    """Source → days it keeps what it logs."""
