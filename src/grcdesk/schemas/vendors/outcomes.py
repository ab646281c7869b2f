"""What the papers of a vendor come to for us, one by one."""

from __future__ import annotations

from dataclasses import dataclass

from grcdesk.schemas.vendors.file import AgreementRow, ClauseRow, DocumentRow, ExpectedRow, ReportRow
from grcdesk.terms.vendors import Clause, PaperOutcome


@dataclass(frozen=True, slots=True)
class ClauseOutcome:
    """A clause of a data agreement in force, or that there is no agreement."""

    agreement: AgreementRow | None
    clause: Clause | None
    """None: there is no agreement to read."""
    read: ClauseRow | None
    """What was read; None: nobody has read it."""
    outcome: PaperOutcome
    why: str


@dataclass(frozen=True, slots=True)
class DocumentOutcome:
    """A report, certificate or bridge letter."""

    document: DocumentRow
    report: ReportRow | None
    """What a person found in it."""
    days: int | None
    """Days of our period it covers; None: it covers none of a kind we count, or we have no period."""
    outcome: PaperOutcome
    why: str


@dataclass(frozen=True, slots=True)
class ExpectedOutcome:
    """A control one side counts on the other for."""

    expected: ExpectedRow
    outcome: PaperOutcome
    why: str
