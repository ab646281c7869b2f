"""Artefacts behind a control in few words, and what they show: written again, apart from the program's own way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from grcdesk.schemas.coverage.coverage import HeldEvidence, Listing, Run, Span
from grcdesk.terms import EvidenceKind


@dataclass(frozen=True)
class Proof:
    """An artefact's dates, and what it says of itself as a list."""

    id: str
    kind: EvidenceKind
    as_of: date | None = None
    period: Span | None = None
    performed_on: date | None = None
    slot: str = ""
    pulled_at: datetime | None = None
    rows: int | None = 3
    query: str = "merged:2026"
    checked: bool = True

    @property
    def on(self) -> date:
        day = self.performed_on or self.as_of or (self.period.end if self.period else None)
        assert day is not None
        return day

    @property
    def shown(self) -> list[Span]:
        return [*([self.period] if self.period else []), *([Span(self.as_of, self.as_of)] if self.as_of else [])]

    @property
    def lacks(self) -> tuple[str, ...]:
        said = {
            "the query it was drawn with": self.query,
            "when it was pulled": self.pulled_at,
            "its row count": self.rows is not None,
            "how its completeness was checked": self.checked,
        }
        return tuple(what for what, there in said.items() if not there)


def held(proofs: Sequence[Proof]) -> HeldEvidence:
    return HeldEvidence(
        sorted((Run(proof.id, proof.on, proof.slot) for proof in proofs), key=lambda run: run.on),
        [span for proof in proofs for span in proof.shown],
        [
            Listing(proof.id, span, proof.pulled_at or datetime(9999, 1, 1, tzinfo=UTC), proof.lacks, proof.rows)
            for proof in proofs
            if proof.kind is EvidenceKind.POPULATION
            for span in proof.shown
        ],
    )
