"""What the workbook tells of a control beside its assessment: what other records of the desk hold about it."""

from __future__ import annotations

from dataclasses import dataclass

from grcdesk.terms.findings import FindingStatus


@dataclass(frozen=True, slots=True)
class ListBehind:
    """A frozen population that stands behind a control."""

    id: str
    name: str
    """Its role in the tests."""
    rows: int
    evidence: str
    """The artefact it is kept as."""
    why_not_final: tuple[str, ...]
    """What keeps it from carrying a conclusion; empty: it is final."""
    checked: str = ""
    """How it was checked to be whole, and by whom."""


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """A finding about a control that is not closed."""

    id: str
    status: FindingStatus


@dataclass(frozen=True, slots=True)
class ControlFacts:
    """Of one control, in the engagement in force."""

    key: bool = False
    """Its catalog says that it is a key control; catalogs need not say."""
    populations: tuple[ListBehind, ...] = ()
    """Those in force."""
    findings: tuple[OpenFinding, ...] = ()


NO_FACTS = ControlFacts()
