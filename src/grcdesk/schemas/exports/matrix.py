"""Everything the control-matrix workbook shows, gathered by the services and written by the reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from grcdesk.schemas.audits.sheets import AuditSheets
from grcdesk.schemas.catalogs.catalogs import CatalogRow
from grcdesk.schemas.catalogs.frameworks import Framework
from grcdesk.schemas.controls.controls import ControlDetail, MappingRow, TestRow
from grcdesk.schemas.controls.gap import GapSummary, Moved, SnapshotRow
from grcdesk.schemas.coverage.clean import CleanWindow
from grcdesk.schemas.coverage.coverage import CoverageRow, Span
from grcdesk.schemas.coverage.quiet import QuietRow
from grcdesk.schemas.evidence.evidence import EvidenceRow
from grcdesk.schemas.exports.lint import Flaw
from grcdesk.schemas.exports.matrix_facts import ControlFacts
from grcdesk.schemas.exports.provenance import Handover, Provenance
from grcdesk.schemas.exports.two_dates import TwoDates
from grcdesk.schemas.features.features import FeatureDetail
from grcdesk.schemas.programme import CriterionRow, ScopeView
from grcdesk.schemas.returned.returned import WrittenFrom
from grcdesk.schemas.reviews.files import RemarkLine, ReviewLine
from grcdesk.schemas.soa.soa import SoaPage
from grcdesk.schemas.vendors.file import JudgedFile
from grcdesk.terms import Verdict


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One changed field since the last hand-over."""

    when: str
    """UTC time, ISO."""
    who: str
    what: str
    """Action and record, e.g. `control.set AI-SEC-01`."""
    field: str
    old: str
    new: str
    setup: bool = False
    """Whether it is how the desk is arranged, and no content."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """The content of the workbook. Same matrix → same bytes."""

    dates: TwoDates
    scope: ScopeView
    catalogs: tuple[CatalogRow, ...]
    settings: tuple[tuple[str, str], ...]
    """Settings in force as the desk has them: name, value and who set it."""
    summary: GapSummary
    controls: tuple[ControlDetail, ...]
    criteria: tuple[CriterionRow, ...]
    mappings: tuple[MappingRow, ...]
    tests: tuple[TestRow, ...]
    changes: tuple[ChangeRow, ...]
    version: str
    """Of the program."""
    frameworks: tuple[Framework, ...] = ()
    """Those in the desk: each has its column."""
    final: SnapshotRow | None = None
    """The finalised assessment in force on the day; without one a report is a draft."""
    moved: tuple[Moved, ...] = ()
    """What differs from it now."""
    since: str = "since the desk was made"
    """From when on changes are listed, in words."""
    period: Span | None = None
    coverage: tuple[CoverageRow, ...] = ()
    """Of the controls in scope that are applicable; none without a period."""
    clean: CleanWindow | None = None
    """The earliest period that could be clean, of six months."""
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    """The worst verdict by criterion."""
    reviews: tuple[ReviewLine, ...] = ()
    """Accounts of the access reviews whose slot touches the period."""
    remarks: tuple[RemarkLine, ...] = ()
    """Exceptions of those reviews."""
    evidence: tuple[EvidenceRow, ...] = ()
    features: tuple[FeatureDetail, ...] = ()
    vendors: tuple[JudgedFile, ...] = ()
    """Every vendor with its file, judged on the as-of date; those that have left, too."""
    quiet: tuple[QuietRow, ...] = ()
    """Days on which controls had nothing to do, as people stated."""
    broken: Mapping[str, str] = field(default_factory=dict)
    """By artefact: why its bytes are not those that were taken in."""
    audit: AuditSheets | None = None
    """The fieldwork of the engagement; None: the desk has no engagement."""
    entered: Mapping[str, str] = field(default_factory=dict)
    """By artefact: who entered it, as the change log has it."""
    facts: Mapping[str, ControlFacts] = field(default_factory=dict)
    """By control: what other records hold about it."""
    statements: tuple[SoaPage, ...] = ()
    """Of each framework of the desk that has one, as it stands."""
    auditor: Mapping[tuple[str, str], Mapping[str, str | int | date | datetime]] = field(default_factory=dict)
    """By tab and id of its row: what the auditor wrote there and came home, by header of the column."""
    origin: WrittenFrom | None = None
    """What the way back needs to know of where it is written from."""
    handovers: tuple[Handover, ...] = ()
    """To whom a workbook was handed by name, the newest first."""
    changed: Mapping[str, str] = field(default_factory=dict)
    """By control: what of it is no longer as the finalised assessment has it, with what bears it out."""
    called_final: bool = False
    """Whether a person had it written as final."""

    flaws: tuple[Flaw, ...] = ()
    """What is to be mended in it before it goes out."""

    @property
    def provenance(self) -> Provenance:
        """Where it comes from, as every file says."""
        return Provenance(
            scope=self.scope,
            dates=self.dates,
            catalogs=self.catalogs,
            settings=self.settings,
            version=self.version,
            assessment=self.final,
            moved=len(self.changed),
            handovers=self.handovers,
            called_final=self.called_final,
        )

    @property
    def as_of(self) -> date:
        """The day it is judged on."""
        return self.dates.judged
