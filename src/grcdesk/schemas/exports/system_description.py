"""The section on AI of a system description: sentences, each with the records it was made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from grcdesk.schemas.controls.controls import ControlRow
from grcdesk.schemas.evidence.evidence import EvidenceRow
from grcdesk.schemas.exports.provenance import Provenance
from grcdesk.schemas.features.features import FeatureDetail
from grcdesk.schemas.incidents import IncidentRow
from grcdesk.schemas.log.log import LogEntry
from grcdesk.schemas.programme import CriterionRow, ScopeView
from grcdesk.schemas.vendors.file import VendorFile


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A record, as the change log names it."""

    kind: str
    """Its table."""
    id: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, in our own words."""

    text: str
    refs: tuple[Ref, ...]
    """The records it says. Of one that nothing is on record of: those that were looked at."""
    absent: bool = False
    """It says that no record says something."""


@dataclass(frozen=True, slots=True)
class DescriptionPart:
    """What one criterion of a description asks for."""

    code: str
    """`DC1`."""
    title: str
    """What it is about, in our own words."""
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class FrozenList:
    """A frozen list of what happened."""

    id: str
    name: str
    rows: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class DescriptionFacts:
    """All that sentences are made of, from one state of the desk."""

    scope: ScopeView
    features: tuple[FeatureDetail, ...]
    vendors: tuple[VendorFile, ...]
    controls: tuple[ControlRow, ...]
    """In scope, or optional."""
    criteria: tuple[CriterionRow, ...]
    incidents: tuple[IncidentRow, ...]
    policies: tuple[EvidenceRow, ...]
    """Artefacts that say how things are meant, in force."""
    changes: FrozenList | None
    """The newest frozen list of changes of models and prompts; None: there is none."""
    moves: tuple[LogEntry, ...]
    """Entries of the log, within the period, by which a model, a prompt or a feature came to stand otherwise;
    their moments by the desk's own calendar."""


@dataclass(frozen=True, slots=True)
class SystemDescription:
    """The content of the document. Same content, same bytes."""

    provenance: Provenance
    parts: tuple[DescriptionPart, ...]
    positions: Mapping[Ref, int]
    """The last entry of the change log about each record."""
    approver: str = ""
    """Empty: it is a draft."""
    role: str = ""
    approved_on: date | None = None
    entered_by: str = ""
    """Who entered that it was approved."""

    @property
    def absent(self) -> int:
        """How many sentences say that no record says something."""
        return sum(one.absent for part in self.parts for one in part.sentences)
