"""The documents of a package: the workbook, the lists, and every document for people that an auditor has a use for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import select

from grcdesk.errors import Refused
from grcdesk.models.base import col
from grcdesk.models.reviews import Campaign, SignOff
from grcdesk.paths import PACKAGE
from grcdesk.schemas.exports.documents import DocumentAsked
from grcdesk.schemas.exports.stationery import Stationery
from grcdesk.schemas.packages.packages import PackedDocument
from grcdesk.services.common.context import Context
from grcdesk.services.exports.built import Built
from grcdesk.services.exports.documents import BUILDERS
from grcdesk.services.packages.gathering import PackageState, refuse_moved
from grcdesk.services.packages.parts import PackagePart, made
from grcdesk.services.requests import layout
from grcdesk.terms.documents import DOCUMENTS, DocumentName, Paper
from grcdesk.terms.packages import Shift

_FOLDER = "data/documents"
_WORKBOOK = "the control matrix with criteria, gaps, tests, coverage and evidence index; its coloured columns are yours"
_REQUESTS = "what you asked for, in your own layout where your list came; add comments and words, send it back"
_PACKED = (
    DocumentName.BOARD_SUMMARY,
    DocumentName.GAP_REPORT,
    DocumentName.SOA,
    DocumentName.EVIDENCE_INDEX,
    DocumentName.SYSTEM_DESCRIPTION,
    DocumentName.RESPONSE_LETTER,
)
"""Those about the engagement, as far as they can be made."""
APPROVED_APART = (DocumentName.SOA, DocumentName.SYSTEM_DESCRIPTION, DocumentName.RESPONSE_LETTER)
"""Drafts until somebody puts a name under each: no part of a package that is called final."""
Made = tuple[PackedDocument, PackagePart]


def documents(context: Context, held: PackageState) -> Iterator[Made]:
    """Each document of the package; one that has nothing to say is left out.

    Raises:
        Refused: when the desk changes meanwhile.
    """
    yield _workbook(context, held)
    yield from _requests(context, held)
    yield from _for_people(context, held)
    yield from _log(held)


def _workbook(context: Context, held: PackageState) -> Made:
    from grcdesk.reports.workbook.build import matrix_workbook  # noqa: PLC0415  heavy

    here = {
        one.row.id: one.path.removeprefix("data/") for one in held.items if one.path and one.shift is not Shift.KEPT
    }
    data, notes = matrix_workbook(held.matrix, paper=context.settings.paper, files=here)
    return PackedDocument("data/index.xlsx", "Control matrix", _WORKBOOK, "; ".join(notes)), made(
        "data/index.xlsx", data
    )


def _requests(context: Context, held: PackageState) -> Iterator[Made]:
    if not held.requests:
        return
    from grcdesk.reports.workbook.requests import request_workbook  # noqa: PLC0415  heavy

    with context.store.read() as session:
        found = layout.build(session, context, every=True, own=False, day=held.matrix.as_of)
    data, notes = request_workbook(found.layout, found.version, found.dates, paper=context.settings.paper)
    told = PackedDocument("data/requests.xlsx", "Request list", _REQUESTS, "; ".join((found.told, *notes)))
    yield told, made(told.path, data)


def _for_people(context: Context, held: PackageState) -> Iterator[Made]:
    paper = Stationery(Paper(context.settings.paper))
    asked = DocumentAsked(as_of=held.matrix.as_of, stationery=paper, final=held.matrix.called_final)
    for which in _PACKED:
        yield from _one(context, held, which, asked)
    for campaign in _signed(context):
        yield from _one(context, held, DocumentName.ACCESS_REVIEW_MEMO, replace(asked, about=campaign, as_of=None))


def _one(context: Context, held: PackageState, which: DocumentName, asked: DocumentAsked) -> Iterator[Made]:
    try:
        found: Built = BUILDERS[which](context, asked)
    except Refused:
        return  # there is nothing of that kind on record
    if held.matrix.called_final and found.draft:
        return
    refuse_moved(held.matrix.dates.entry, found.dates.entry)
    spec = DOCUMENTS[which]
    told = PackedDocument(f"{_FOLDER}/{found.stem}.docx", spec.title, spec.told, "; ".join(found.notes))
    yield told, made(told.path, found.data)


def _signed(context: Context) -> list[str]:
    """The access reviews whose signature stands, in their order."""
    with context.store.read() as session:
        standing = select(col(SignOff.campaign)).where(col(SignOff.reopened_on).is_(None))
        query = select(col(Campaign.id)).where(col(Campaign.id).in_(standing)).order_by(col(Campaign.position))
        return list(session.scalars(query))


def _log(held: PackageState) -> Iterator[Made]:
    path = "data/audit/audit.jsonl"
    use = "every change of the records, a line each, byte for byte as it was chained; VERIFY.txt checks it"
    yield PackedDocument(path, "Change log", use, f"entries 1 to {held.matrix.dates.entry}"), made(path, held.log)
    script = "data/audit/verify_log.py"
    data = (PACKAGE / "verify_log.py").read_bytes()
    yield PackedDocument(script, "Checker of the log", "needs Python 3.9 or later and nothing else"), made(script, data)
