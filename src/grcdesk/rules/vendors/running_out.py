"""Papers that run out, and everything of a vendor that is late on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from grcdesk.schemas.vendors.file import JudgedFile
from grcdesk.schemas.vendors.glance import LateDate
from grcdesk.terms import DueKind
from grcdesk.terms.vendors import DocumentKind, Objection

RUNNING_OUT: Mapping[DocumentKind, DueKind] = {
    DocumentKind.SOC2_TYPE1: DueKind.REPORT,
    DocumentKind.SOC2_TYPE2: DueKind.REPORT,
    DocumentKind.BRIDGE_LETTER: DueKind.BRIDGE_LETTER,
    DocumentKind.ISO27001: DueKind.CERTIFICATE,
    DocumentKind.ISO42001: DueKind.CERTIFICATE,
}
"""Papers that run out, and what is due then."""


def late(judged: JudgedFile) -> tuple[LateDate, ...]:
    """What the list of dates calls late of a vendor in use, the longest late first."""
    row = judged.file.detail.row
    # a vendor that was offboarded owes nothing any more
    if row.review.due is None:
        return ()
    found = (LateDate(kind, (judged.as_of - due).days) for kind, due in _dates(judged) if due < judged.as_of)
    return tuple(sorted(found, key=lambda one: -one.days))


def _dates(judged: JudgedFile) -> Iterator[tuple[DueKind, date]]:
    yield from _reviews(judged)
    yield from _papers(judged)
    for one in judged.file.agreements:
        if one.expires is not None and (one.ended is None or one.ended > judged.as_of):
            yield DueKind.AGREEMENT, one.expires
    for other in judged.file.subprocessors:
        if other.decision is Objection.OPEN and other.object_by is not None and other.removed is None:
            yield DueKind.SUBPROCESSOR_OBJECTION, other.object_by


def _reviews(judged: JudgedFile) -> Iterator[tuple[DueKind, date]]:
    row = judged.file.detail.row
    for kind, due in ((DueKind.VENDOR_REVIEW, row.review), (DueKind.VENDOR_CHECK, row.check)):
        if due is not None and due.due is not None:
            yield kind, due.due


def _papers(judged: JudgedFile) -> Iterator[tuple[DueKind, date]]:
    """The last day of each paper that nothing has replaced."""
    for paper in judged.file.documents:
        # a report has no expiry: it runs out with the last day it speaks of
        ends = paper.expires or paper.covers_to
        if paper.kind in RUNNING_OUT and not paper.replaced_by and ends is not None:
            yield RUNNING_OUT[paper.kind], ends
