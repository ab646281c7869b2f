"""Artefacts as lists show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.terms import EvidenceKind


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One artefact and the controls it stands behind."""

    id: str
    title: str
    kind: EvidenceKind
    as_of: date | None
    period_from: date | None
    period_to: date | None
    performed_on: date | None
    collected_at: str
    """UTC time the bytes were taken in."""
    source: str
    file_name: str
    url: str
    """A link; its content is not preserved."""
    sha256: str
    size: int
    rejected: str
    """Why it was rejected, or empty."""
    controls: tuple[str, ...]
