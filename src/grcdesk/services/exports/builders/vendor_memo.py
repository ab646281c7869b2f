"""The due-diligence memo on one vendor."""

from __future__ import annotations

from grcdesk.schemas.exports.documents import DocumentAsked
from grcdesk.services.common.context import Context
from grcdesk.services.common.dates import judged_on, two_dates
from grcdesk.services.exports.built import Built, slug
from grcdesk.services.exports.gathering import memo
from grcdesk.services.exports.provenance import known, provenance
from grcdesk.terms import Verb


def build(context: Context, asked: DocumentAsked) -> Built:
    """The memo.

    Raises:
        NotFound: when there is no such vendor.
        Refused: for a day still to come.
    """
    from grcdesk.reports.word.vendor.memo import vendor_memo  # noqa: PLC0415  docx: 83 ms

    day, held = judged_on(context, asked.as_of), known(context)
    with context.store.read() as session:
        dates = two_dates(context, session, day)
        content = memo(session, asked.about, provenance(session, dates, held, final=asked.final))
    stem = f"{slug(content.name, 'vendor')}_memo_{content.as_of}"
    return Built(Verb.EXPORT_VENDOR_MEMO, stem, vendor_memo(content, asked.stationery), dates)
