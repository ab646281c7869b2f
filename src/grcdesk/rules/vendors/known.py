"""What of a vendor's file was known on a day, by the dates each thing carries itself.

A review may be written down later than it was concluded. What came after its day was no part of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from grcdesk.rules.vendors.reports import ATTESTING
from grcdesk.schemas.vendors.file import (
    AgreementRow,
    DocumentRow,
    JudgedFile,
    PackageRow,
    ReportRow,
    SubprocessorRow,
    VendorFile,
)
from grcdesk.terms.vendors import Objection, PackageStatus


def known_on(file: VendorFile, day: date) -> VendorFile:
    """The file without what came after a day; a thing that carries no date of its own stays."""
    documents = {one.id: one for one in file.documents if _came(one) <= day}
    return replace(
        file,
        documents=tuple(_document(one, documents) for one in documents.values()),
        package=tuple(_item(one, documents, day) for one in file.package),
        reports=tuple(_reports(file, documents, day)),
        subprocessors=tuple(_subprocessors(file, day)),
        projects=tuple(one for one in file.projects if one.as_of <= day),
        agreements=tuple(_agreements(file, documents, day)),
        reviews=tuple(one for one in file.reviews if one.started_on <= day),
    )


def _reports(file: VendorFile, documents: Mapping[str, DocumentRow], day: date) -> Iterator[ReportRow]:
    """What had been found by then in reports that had come."""
    return (one for one in file.reports if one.document in documents and one.reviewed_on <= day)


def _document(one: DocumentRow, documents: Mapping[str, DocumentRow]) -> DocumentRow:
    """What was replaced by a paper that had not come was in force."""
    return one if one.replaced_by in documents else replace(one, replaced_by="")


def worse(now: JudgedFile, then: JudgedFile) -> list[str]:
    """What fails in either view: a day set back makes nothing that fails today go away, nor a paper of a later day."""
    seen = {(point.code, point.about) for point in now.failing}
    points = [*now.failing, *(point for point in then.failing if (point.code, point.about) not in seen)]
    return [f"{point.about}: {point.why}" for point in points]


def _came(document: DocumentRow) -> date:
    """The earliest day it can have been on file."""
    ended = document.covers_to if document.kind in ATTESTING else None
    # what attests days that are over cannot have been written before the last of them, whatever it says of its issue
    return max(document.issued or date.min, ended or date.min)


def _is_later(value: date | None, day: date) -> bool:
    return value is not None and value > day


def _then(value: date | None, day: date) -> date | None:
    """A date as it was known on a day."""
    return None if _is_later(value, day) else value


def _item(one: PackageRow, documents: Mapping[str, DocumentRow], day: date) -> PackageRow:
    if _is_later(one.asked_on, day):
        one = replace(one, asked_on=None, status=PackageStatus.NOT_ASKED, document="")
    if _is_later(one.reviewed_on, day):
        one = replace(one, reviewed_by="", reviewed_on=None, result="")
    if one.document and one.document not in documents:
        left = PackageStatus.NOT_ASKED if one.status is PackageStatus.HAVE else one.status
        one = replace(one, document="", status=left)
    return one


def _subprocessors(file: VendorFile, day: date) -> Iterator[SubprocessorRow]:
    for one in file.subprocessors:
        if _is_later(one.announced, day):
            continue
        if _is_later(one.decided_on, day):
            one = replace(one, decision=Objection.OPEN, decided_by="", decided_on=None, reason="")  # noqa: PLW2901
        yield replace(one, removed=_then(one.removed, day))


def _agreements(file: VendorFile, documents: Mapping[str, DocumentRow], day: date) -> Iterator[AgreementRow]:
    for one in file.agreements:
        # the first signature is the earliest day it can have been on record; without any it carries no day of its own
        if min((step for step in (one.signed_by_us, one.signed_by_them) if step), default=date.min) > day:
            continue
        there = not one.document or one.document in documents
        yield replace(
            one,
            document=one.document if there else "",
            sha256=one.sha256 if there else "",
            signed_by_us=_then(one.signed_by_us, day),
            signed_by_them=_then(one.signed_by_them, day),
            ended=_then(one.ended, day),
            clauses=tuple(read for read in one.clauses if read.reviewed_on <= day),
        )
