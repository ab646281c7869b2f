"""Artefacts: what they are, which moment or span they show, and which controls they stand behind."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index

from grcdesk.models.base import Row, day, key, number, table_args, term, text
from grcdesk.terms import EvidenceKind


class Evidence(Row, table=True):
    """One artefact. Dated by `as_of`, or by `period_from` and `period_to`; a row without either cannot exist."""

    __tablename__ = "evidence"
    __table_args__ = table_args(
        CheckConstraint("as_of IS NOT NULL OR period_from IS NOT NULL AND period_to IS NOT NULL"),
        CheckConstraint("period_from IS NULL OR period_from <= period_to"),
        CheckConstraint("sha256 <> '' OR url <> ''"),
    )
    id: str = key()
    title: str = text()
    kind: EvidenceKind = term(EvidenceKind, "kind")
    as_of: date | None = day("as_of")
    period_from: date | None = day("period_from")
    period_to: date | None = day("period_to")
    performed_on: date | None = day("performed_on")
    collected_at: str = text()
    """UTC time the bytes were taken in."""
    source: str = text()
    query: str = text()
    file_name: str = text()
    url: str = text()
    sha256: str = text(index=True)
    size: int = number(name="size")
    rejected: str = text()
    """Reason, when a person rejected it; it then supports nothing."""
    position: int = number(name="position")


class EvidenceLink(Row, table=True):
    """An artefact stands behind a control."""

    __tablename__ = "evidence_link"
    __table_args__ = table_args(Index("ix_evidence_link_control", "control", "evidence"))
    id: str = key()
    """`control/evidence`."""
    control: str = text()
    evidence: str = text(index=True)
