"""The made-up company of `grcdesk demo`, as its file describes it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from grcdesk.terms import Category, Design, EvidenceKind, Implemented, Status


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SampleControl(_Entry):
    """What the company says of one control. Days are relative to the day the sample is made."""

    status: Status
    was: Status | None = None
    """Status at the first, finalised assessment, when it differed."""
    owner: str
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


class SampleExclusion(_Entry):
    """Something left out of the engagement."""

    what: str
    reason: str


class SampleEvidence(_Entry):
    """One artefact of the company."""

    file: str
    kind: EvidenceKind
    title: str
    as_of: int | None = None
    from_: int | None = Field(default=None, alias="from")
    to: int | None = None
    source: str
    query: str
    controls: tuple[str, ...]


class Sample(_Entry):
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
    evidence: tuple[SampleEvidence, ...]
