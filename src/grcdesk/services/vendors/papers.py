"""What a vendor showed: documents, package, report reviews, controls expected, and its file as a whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.evidence import Evidence
from grcdesk.models.vendors import PackageEntry, ReportReview, Vendor, VendorDocument
from grcdesk.rules.controls import gap
from grcdesk.rules.vendors.package import PACKAGE, item_of
from grcdesk.rules.vendors.reports import ATTESTING
from grcdesk.rules.vendors.request import request
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.vendors.file import JudgedFile
from grcdesk.schemas.vendors.papers import DocumentFacts, PackageFacts, ReportFacts, VendorRequest
from grcdesk.services.common.context import Service
from grcdesk.services.common.days import refuse_ahead, refuse_unended
from grcdesk.services.common.ids import next_id
from grcdesk.services.evidence import intake
from grcdesk.services.evidence import writing as evidence_writing
from grcdesk.services.evidence.intake import StoredFile
from grcdesk.services.vendors import files as vendor_files
from grcdesk.services.vendors import reading
from grcdesk.services.vendors.reading import find
from grcdesk.terms import EvidenceKind, Verb
from grcdesk.terms.vendors import DocumentKind, PackageItem, PackageStatus
from grcdesk.text import clean
from grcdesk.wording import word

_AS_EVIDENCE = {
    DocumentKind.DPA: EvidenceKind.CONTRACT,
    DocumentKind.MODEL_TERMS: EvidenceKind.CONTRACT,
    DocumentKind.INCIDENT_NOTICE: EvidenceKind.CONTRACT,
    DocumentKind.SOC2_TYPE2: EvidenceKind.REPORT,
    DocumentKind.SOC2_TYPE1: EvidenceKind.REPORT,
    DocumentKind.PENETRATION_TEST: EvidenceKind.REPORT,
    DocumentKind.ACCOUNT_SETTINGS: EvidenceKind.EXPORT,
}


class VendorPapers(Service):
    """Verbs on documents, package and reports of vendors."""

    def file(self, vendor: str, *, as_of: date | None = None) -> JudgedFile:
        """Everything about one vendor, judged on that day.

        Raises:
            NotFound: when there is no such vendor.
        """
        with self._store.read() as session:
            return vendor_files.judged(session, [find(session, vendor)], as_of or self._today())[0]

    def files(self, where: str = "", *, as_of: date | None = None) -> list[JudgedFile]:
        """The files of all vendors a filter finds, but those that have left.

        Raises:
            FilterError: when the filter cannot be understood.
        """
        on = as_of or self._today()
        with self._store.read() as session:
            keys = reading.keys(session, f"{where} is:active", "", on)
            rows = {row.id: row for row in session.scalars(select(Vendor).where(col(Vendor.id).in_(keys)))}
            return vendor_files.judged(session, [rows[key] for key in keys], on)

    def request(self, vendor: str) -> VendorRequest:
        """The text that asks a vendor for what is missing; a person sends it.

        Raises:
            NotFound: when there is no such vendor.
        """
        return request(self.file(vendor))

    def add_document(self, vendor: str, facts: DocumentFacts, *, source: str | Path = "") -> Outcome:
        """Put a document on file; its bytes become an artefact in the vault, and its item of the package is there.

        Raises:
            NotFound: when there is no such vendor, artefact or document to replace.
            Refused: when its dates run backwards, or tell of days still to come.
            BadInput, Unwritable: when the file cannot be taken.
        """
        _refuse_days(facts, self._today())
        sources = [source] if source else []
        taken = intake.take(self._store, sources, None, None)
        file = taken[0] if taken else None
        try:
            with self._store.work(Verb.VENDOR_DOCUMENT) as work:
                row = find(work.session, vendor)
                intake.still_there(self._store, taken, sources)
                evidence = self._artefact(work.session, row, facts, file)
                key, number = next_id(work.session, VendorDocument, "DOC")
                title = clean(facts.title.strip(), "title") or (file.name if file else word(facts.kind))
                work.session.add(
                    VendorDocument(
                        id=key,
                        vendor=row.id,
                        kind=facts.kind,
                        title=title,
                        issuer=clean(facts.issuer.strip(), "issuer"),
                        issued=facts.issued,
                        covers_from=facts.covers_from,
                        covers_to=facts.covers_to,
                        expires=facts.expires,
                        evidence=evidence,
                        note=clean(facts.note.strip(), "note"),
                        position=number,
                    )
                )
                _replace(work.session, row, facts.replaces, key)
                _received(work.session, row, facts.kind, key)
        except BaseException:
            intake.let_go(self._store, intake.new(taken))
            raise
        kept = f", kept as {evidence}" if evidence else ""
        warnings = () if evidence else ("its file is not kept: --file FILE, or --evidence ID",)
        return work.outcome(f"{key} {word(facts.kind)} of {row.name}{kept}", warnings=warnings)

    def _artefact(self, session: Session, vendor: Vendor, facts: DocumentFacts, taken: StoredFile | None) -> str:
        if facts.evidence:
            evidence_writing.rows(session, [facts.evidence])
            return facts.evidence
        if taken is None:
            return ""
        # evidence has a period or a day; of half a period nobody can say what it covers
        whole = facts.covers_from is not None and facts.covers_to is not None
        said = Artefact(
            _AS_EVIDENCE.get(facts.kind, EvidenceKind.DOCUMENT),
            clean(f"{vendor.name}: {facts.title.strip() or word(facts.kind)}", "title"),
            as_of=None if whole else facts.issued or self._today(),
            period_from=facts.covers_from if whole else None,
            period_to=facts.covers_to if whole else None,
            source=vendor.name,
            valid_until=facts.expires,
        )
        said = evidence_writing.checked(session, said, self._today())
        _, number = next_id(session, Evidence, "EV")
        row = evidence_writing.row(taken, said, number, alone=True, by=self._store.signer.name)
        session.add(row)
        return row.id

    def set_item(self, vendor: str, item: PackageItem, facts: PackageFacts) -> Outcome:
        """Say where an item of the package stands.

        Raises:
            NotFound: when there is no such vendor or document.
            Refused: waived without reason and approver, or asked for or read on a day to come.
        """
        with self._store.work(Verb.VENDOR_PACKAGE, facts.reason) as work:
            row = find(work.session, vendor)
            if facts.status is PackageStatus.WAIVED:
                _refuse_unfounded(item, facts)
            refuse_ahead(f"{PACKAGE[item].label} was asked for on", facts.asked_on, self._today())
            refuse_ahead(f"{PACKAGE[item].label} was read on", facts.reviewed_on, self._today())
            entry = _entry(work.session, row, item)
            entry.status = facts.status
            entry.reason = clean(facts.reason.strip(), "reason")
            entry.approver = clean(gap.person(facts.approver, "approver")) if facts.approver.strip() else ""
            if facts.document:
                entry.document = _document(work.session, facts.document, row).id
            elif facts.status is not PackageStatus.HAVE:
                entry.document = ""  # the paper of an item that is asked for anew, or done without, answers it no more
            asked = self._today() if facts.status is PackageStatus.REQUESTED else None
            entry.asked_on = facts.asked_on or entry.asked_on or asked
            if facts.reviewed_by or facts.result:
                self._note_reader(entry, facts)
        return work.outcome(f"{row.name} {PACKAGE[item].label}: {word(facts.status)}")

    def _note_reader(self, entry: PackageEntry, facts: PackageFacts) -> None:
        entry.reviewed_by = clean(gap.person(facts.reviewed_by or self._store.signer.name, "reviewer"))
        entry.reviewed_on = facts.reviewed_on or self._today()
        entry.result = clean(facts.result.strip(), "result")

    def review_report(self, document: str, facts: ReportFacts) -> Outcome:
        """Record what a person found in a report. An older record of the same report stays beside it.

        Raises:
            NotFound: when there is no such document.
            Refused: when it is no report, conclusion or reviewer lacks, or a day is still to come.
        """
        with self._store.work(Verb.VENDOR_REPORT) as work:
            paper = _document(work.session, document, None)
            if paper.kind not in {DocumentKind.SOC2_TYPE1, DocumentKind.SOC2_TYPE2}:
                raise Refused(f"{paper.id} is {word(paper.kind)}, no report to review")
            _refuse_lacking(f"reviewing {paper.id}", ("a conclusion", facts.conclusion), ("a reviewer", facts.reviewer))
            refuse_ahead(f"the review of {paper.id} was done on", facts.on, self._today())
            if facts.period is not None:
                refuse_unended(f"the report {paper.id}", facts.period.end, self._today())
            key, number = next_id(work.session, ReportReview, "RR")
            work.session.add(
                ReportReview(
                    id=key,
                    vendor=paper.vendor,
                    document=paper.id,
                    period_from=facts.period.start if facts.period else paper.covers_from,
                    period_to=facts.period.end if facts.period else paper.covers_to,
                    categories=list(facts.categories),
                    opinion=facts.opinion,
                    auditor=clean(facts.auditor.strip(), "auditor") or paper.issuer,
                    exceptions=clean(facts.exceptions.strip(), "exceptions"),
                    subservice=clean(facts.subservice.strip(), "subservice"),
                    conclusion=clean(facts.conclusion.strip(), "conclusion"),
                    follow_ups=clean(facts.follow_ups.strip(), "follow-ups"),
                    reviewer=clean(gap.person(facts.reviewer, "reviewer")),
                    reviewed_on=facts.on or self._today(),
                    position=number,
                )
            )
        return work.outcome(f"{key}: {paper.id} reviewed, opinion {word(facts.opinion)}")


def _replace(session: Session, vendor: Vendor, replaces: str, by: str) -> None:
    if replaces:
        old = _document(session, replaces, vendor)
        if old.replaced_by:
            raise Refused(f"{old.id} was replaced by {old.replaced_by} already")
        old.replaced_by = by


def _received(session: Session, vendor: Vendor, kind: DocumentKind, document: str) -> None:
    """The item of the package a new document answers is there from now on, and waits to be read."""
    item = item_of(kind)
    # a Type I is of one day: it says nothing of a period, which is what the package asks for
    if item is None or kind is DocumentKind.SOC2_TYPE1:
        return
    entry = _entry(session, vendor, item)
    # what was read before was another paper
    entry.status, entry.document = PackageStatus.HAVE, document
    entry.reviewed_by, entry.reviewed_on, entry.result = "", None, ""


def _entry(session: Session, vendor: Vendor, item: PackageItem) -> PackageEntry:
    key = f"{vendor.id}/{item}"
    found = session.get(PackageEntry, key)
    if found is None:
        found = PackageEntry(id=key, vendor=vendor.id, item=item, status=PackageStatus.NOT_ASKED)
        session.add(found)
    return found


def _document(session: Session, document: str, vendor: Vendor | None) -> VendorDocument:
    found = session.get(VendorDocument, document.upper())
    if found is None:
        raise NotFound.of("document", document, tuple(session.scalars(select(col(VendorDocument.id)))))
    if vendor is not None and found.vendor != vendor.id:
        raise BadInput(f"{found.id} is a document of {found.vendor}, not of {vendor.name}")
    return found


def _refuse_days(facts: DocumentFacts, today: date) -> None:
    """Days of a document run forwards; it was issued, and what it attests is over."""
    refuse_ahead(f"{word(facts.kind)} was issued on", facts.issued, today)
    if facts.kind in ATTESTING:
        refuse_unended(word(facts.kind), facts.covers_to, today)
    if facts.covers_from and facts.covers_to and facts.covers_to < facts.covers_from:
        raise Refused(f"it covers nothing: {facts.covers_from}..{facts.covers_to} runs backwards")
    if facts.expires and facts.issued and facts.expires < facts.issued:
        raise Refused(f"it expires on {facts.expires}, before it was issued on {facts.issued}")


def _refuse_unfounded(item: PackageItem, facts: PackageFacts) -> None:
    """Doing without a paper takes a reason, and somebody who approves of it."""
    _refuse_lacking(f"waiving {PACKAGE[item].label}", ("a reason", facts.reason), ("an approver", facts.approver))


def _refuse_lacking(act: str, *needed: tuple[str, str]) -> None:
    lacks = tuple(what for what, given in needed if not given.strip())
    if lacks:
        raise Refused(f"{act} needs {' and '.join(lacks)}", reasons=lacks)
