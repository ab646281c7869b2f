"""Artefacts: what they are, which moment or span they show, and which controls and tests they stand behind."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index

from grcdesk.models.base import Row, day, flag, key, maybe_number, number, term, text
from grcdesk.terms import CollectorMethod, Confidentiality, EvidenceKind
from grcdesk.terms.bounds import MOST_BYTES, MOST_KEPT


class Evidence(Row):
    """One artefact. Dated by `as_of`, or by `period_from` and `period_to`; a row without either cannot exist."""

    __tablename__ = "evidence"
    __table_args__ = (
        # coverage goes by days: an artefact without one could stand for any
        CheckConstraint("as_of IS NOT NULL OR period_from IS NOT NULL AND period_to IS NOT NULL"),
        CheckConstraint("period_from IS NULL OR period_from <= period_to"),
        # neither a file nor an address: nobody could look at it again
        CheckConstraint("sha256 <> '' OR url <> ''"),
        Index("ix_evidence_position", "position", "id"),
        # all that coverage asks of an artefact, so that it need not read the row
        Index(
            "ix_evidence_days",
            *("id", "rejected", "performed_on", "as_of", "period_from", "period_to", "for_slot", "kind"),
        ),
    )
    id: str = key()
    title: str = text()
    kind: EvidenceKind = term(EvidenceKind, "kind")
    as_of: date | None = day("as_of")
    period_from: date | None = day("period_from")
    period_to: date | None = day("period_to")
    performed_on: date | None = day("performed_on")
    collected_at: str = text()
    """UTC time it was taken from its source, as far as known; else when the bytes were taken in."""
    recorded_at: str = text()
    """UTC time it came into the register."""
    source: str = text()
    query: str = text()
    pulled_at: str = text()
    """UTC time a person states it was drawn from the source; empty: not stated."""
    completeness: str = text()
    """How it was checked that nothing is left out."""
    accuracy: str = text()
    """How it was checked that it is right."""
    checked_by: str = text()
    collected_by: str = text()
    provided_by: str = text()
    method: CollectorMethod | None = term(CollectorMethod, "method", null=True)
    for_slot: str = text()
    """The slot a run is for, as coverage names it: 2026Q1. Empty: the one that holds its day."""
    confidentiality: Confidentiality = term(Confidentiality, "confidentiality", default=Confidentiality.INTERNAL)
    valid_until: date | None = day("valid_until")
    supersedes: str = text(index=True)
    is_population: bool = flag("is_population")
    row_count: int | None = maybe_number("row_count")
    note: str = text(private=True)
    importer: str = text()
    """The importer that read it; empty: kept as it came."""
    result: str = text()
    """Of a run of tests or an evaluation, as `rules.evidence.results` has it; empty: there is none."""
    rows_read: int | None = maybe_number("rows_read")
    """Rows that stand in the file; None: nobody read it."""
    rows_used: int | None = maybe_number("rows_used")
    rows_skipped: int | None = maybe_number("rows_skipped")
    heading: bool = flag("heading")
    """Whether its columns are known, as they are not of an empty list without a heading."""
    page: str = text()
    """Signs by which the file says that it is a page of a longer list; empty: none."""
    skips_explained: str = text()
    """Why the rows that were left out matter to nobody."""
    skips_explained_by: str = text()
    file_name: str = text()
    url: str = text()
    sha256: str = text(index=True)
    size: int = number(name="size", most=MOST_BYTES)
    integrity: str = text()
    """What the last look at its bytes found wrong, as `BlobState` names it; empty: they were as recorded."""
    rejected: str = text()
    """Reason, when a person rejected it; it then supports nothing."""
    erased: str = text()
    """Reason, when a person erased its file; its hash stays."""
    erased_by: str = text()
    erased_on: date | None = day("erased_on")
    position: int = number(name="position")


class EvidenceLink(Row):
    """An artefact stands behind a control."""

    __tablename__ = "evidence_link"
    __table_args__ = (Index("ix_evidence_link_control", "control", "evidence"),)
    id: str = key()
    """`control/evidence`."""
    control: str = text()
    evidence: str = text(index=True)
    shows_run: str = text()
    """Why a person says that it shows a run or the days of the control though its kind does not; empty: nobody did."""
    inspected_by: str = text()
    inspected_on: date | None = day("inspected_on")
    inspected_at: str = text()
    """Where it was inspected: a trust centre, a ticket."""


class EvidenceTest(Row):
    """An artefact answers a test attribute of a control it stands behind."""

    __tablename__ = "evidence_test"
    id: str = key()
    """`test/evidence`."""
    test: str = text(index=True)
    evidence: str = text(index=True)


class SourceRetention(Row):
    """How long a source keeps what it logs: what is not taken by then cannot be had any more."""

    __tablename__ = "source_retention"
    id: str = key()
    """Name of the source, as artefacts name it."""
    days: int = number(name="days", most=MOST_KEPT)
    """0: it keeps everything."""
    note: str = text()
