"""A Statement of Applicability as a document: the rows, what they rest on, and how they came to stand so."""

from __future__ import annotations

from dataclasses import dataclass

from grcdesk.schemas.controls.controls import RiskRow
from grcdesk.schemas.evidence.evidence import EvidenceRow
from grcdesk.schemas.exports.provenance import Provenance
from grcdesk.schemas.soa.soa import SoaDifference, SoaPage, SoaVersion


@dataclass(frozen=True, slots=True)
class SoaStep:
    """An approved version, and what was otherwise in the one before it."""

    version: SoaVersion
    differences: tuple[SoaDifference, ...]
    """Empty of the first version."""


@dataclass(frozen=True, slots=True)
class SoaPaper:
    """The content of the document. Same content, same bytes."""

    page: SoaPage
    provenance: Provenance
    basis: tuple[EvidenceRow, ...]
    """The risk assessments it rests on, as a person named them; empty: nobody did."""
    risks: tuple[RiskRow, ...]
    """Accepted risks that its rows name, in the order they were accepted."""
    steps: tuple[SoaStep, ...]
    """The approved versions up to the one shown, the first one first."""
