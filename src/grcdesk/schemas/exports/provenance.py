"""Where a file that leaves the desk comes from: dates, draft or final, catalogs, settings, log, hand-overs."""

from __future__ import annotations

from dataclasses import dataclass

from grcdesk.schemas.catalogs.catalogs import CatalogRow
from grcdesk.schemas.controls.gap import SnapshotRow
from grcdesk.schemas.exports.two_dates import TwoDates
from grcdesk.schemas.programme import ScopeView
from grcdesk.terms.audits import OF_A_DAY
from grcdesk.wording import count, word

DRAFT, FINAL = "DRAFT", "FINAL"


@dataclass(frozen=True, slots=True)
class Handover:
    """A workbook that somebody outside was given."""

    firm: str
    on: str
    """UTC day it was recorded."""
    position: int
    """The last entry of the change log that had changed data by then."""
    file: str
    sha256: str
    """Of the file."""
    as_of: str
    by: str
    """Who recorded it."""
    entry: int
    """The entry of the change log that holds it."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of what a file says of itself."""

    name: str
    told: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """The same in every file of one desk and one moment. Nothing in it comes from the clock on the wall."""

    scope: ScopeView
    dates: TwoDates
    catalogs: tuple[CatalogRow, ...]
    settings: tuple[tuple[str, str], ...]
    """In force as the desk has them, those it set otherwise included: name, and value with who set it."""
    version: str
    """Of the program."""
    assessment: SnapshotRow | None = None
    """The finalised assessment that stands on the day."""
    moved: int = 0
    """Controls that differ from it now."""
    handovers: tuple[Handover, ...] = ()
    """To whom a workbook was handed by name, the newest first."""
    called_final: bool = False
    """Whether a person had it written as final, and nothing stood against that."""

    @property
    def standing(self) -> str:
        """The one word on every page: `DRAFT` or `FINAL`."""
        return FINAL if self.called_final else DRAFT

    @property
    def band(self) -> str:
        """The word, and why it is that one."""
        held = self.assessment
        if held is None:
            return f"{DRAFT}: no finalised assessment stands behind these numbers"
        named = f"{held.id} of {held.taken_on}"
        if self.called_final:
            return f"{FINAL}: rests on {named}; no control has changed since"
        if self.moved:
            return f"{DRAFT}: {count(self.moved, 'control')} changed since {named}"
        return f"{DRAFT}: {named} stands, and nobody has called this file final"

    @property
    def assessed(self) -> str:
        """The finalised assessment behind it, by whom; or that there is none."""
        held = self.assessment
        if held is None:
            return "none is finalised"
        note = f": {held.note}" if held.note else ""
        return f"{held.id} of {held.taken_on}, assessed by {held.assessor}, reviewed by {held.reviewer}{note}"

    @property
    def period(self) -> str:
        """The days it is about, in words; of an engagement that judges one day, that day."""
        if self.scope.period is None:
            return "no period set"
        if self.scope.kind in OF_A_DAY:
            return f"as of {self.scope.period.end}"
        return f"period {self.scope.period.start} to {self.scope.period.end}"

    def sections(self) -> tuple[tuple[str, tuple[SourceLine, ...]], ...]:
        """All of it, as any file prints it: heading, and lines of name and words."""
        return (
            ("Where this comes from", self.source()),
            ("Engagement", self.engagement()),
            ("Catalogs", self.shipped()),
            ("Settings in force", self.in_force()),
            ("Hand-overs so far", self.handed()),
        )

    def engagement(self) -> tuple[SourceLine, ...]:
        """Whose and of what."""
        scope = self.scope
        return (
            SourceLine("Entity", scope.organisation),
            SourceLine("Engagement", f"{scope.name} ({word(scope.kind)})"),
            # the name of the line says the word already
            SourceLine("Period", self.period.removeprefix("period ")),
            SourceLine("Categories", "; ".join(word(category) for category in scope.categories)),
            SourceLine("Systems", "; ".join(scope.systems) or "none named"),
            SourceLine("Time zone of dates", scope.zone or "that of the computer; times are UTC"),
        )

    def source(self) -> tuple[SourceLine, ...]:
        """On which day, from which records, in which state, by what."""
        differ = (SourceLine("The two dates", self.dates.differ),) if self.dates.differ else ()
        return (
            SourceLine("Draft or final", self.band),
            SourceLine("Finalised assessment", self.assessed),
            SourceLine("Judged on", str(self.dates.judged)),
            SourceLine("Records as of", self.dates.records),
            *differ,
            SourceLine("Change log position", str(self.dates.entry)),
            SourceLine("Change log head (SHA-256)", self.dates.head),
            SourceLine("Made with", f"grcdesk {self.version}"),
        )

    def in_force(self) -> tuple[SourceLine, ...]:
        """Settings and limits, with who set each."""
        return tuple(SourceLine(name, value) for name, value in self.settings)

    def shipped(self) -> tuple[SourceLine, ...]:
        """Catalogs with version and hash."""
        return tuple(
            SourceLine(row.id, f"{row.title}, version {row.version}, {row.source.value}, SHA-256 {row.sha256}")
            for row in self.catalogs
        )

    def handed(self) -> tuple[SourceLine, ...]:
        """Hand-overs by name before the records of this file ended; an empty list says so."""
        # this very hand-over stands in the log behind the records of its file, and is none of those before it
        found = [one for one in self.handovers if one.position < self.dates.entry]
        if not found:
            return (SourceLine("none", "No workbook was handed over by name before these records."),)
        return tuple(
            SourceLine(one.firm, f"on {one.on}, {one.file}, records as of entry {one.position}, SHA-256 {one.sha256}")
            for one in found
        )
