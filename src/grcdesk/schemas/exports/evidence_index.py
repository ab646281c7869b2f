"""The evidence index with its request list: what may be handed over, what is not, and how anybody checks it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from grcdesk.schemas.exports.provenance import Provenance
from grcdesk.schemas.packages.packages import PackedItem
from grcdesk.schemas.requests.requests import RequestRow
from grcdesk.terms import EvidenceKind


@dataclass(frozen=True, slots=True)
class NotOnFile:
    """A kind of evidence that must be there for a control in scope, and is not."""

    control: str
    title: str
    kind: EvidenceKind
    owner: str
    due: date | None
    """By when the control's own work is due; None: no day is set."""


@dataclass(frozen=True, slots=True)
class EvidenceIndex:
    """The content of the document. Same content, same bytes."""

    provenance: Provenance
    items: tuple[PackedItem, ...]
    """Every artefact on file: with its path when it may be handed over, else with the reason why not."""
    requests: tuple[RequestRow, ...]
    missing: tuple[NotOnFile, ...]
    firm: str
    contact: str
    """Whom to ask: as told, else who answers for the engagement; empty: nobody on record."""

    @property
    def delivered(self) -> tuple[PackedItem, ...]:
        """What may be handed over."""
        return tuple(one for one in self.items if one.path)

    @property
    def held_back(self) -> tuple[PackedItem, ...]:
        """What is on file and stays."""
        return tuple(one for one in self.items if not one.path)

    @property
    def manifest(self) -> str:
        """The hash of the listed hashes: sorted, each once, a line feed behind each, SHA-256 of that."""
        # each once and sorted, so that anybody counts it again from the list, whatever its order
        listed = sorted({one.row.sha256 for one in self.delivered})
        return hashlib.sha256("".join(f"{sha}\n" for sha in listed).encode()).hexdigest()
