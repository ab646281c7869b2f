"""The memo of one access review: a draft that says what is in the way while it is not signed."""

from __future__ import annotations

from dataclasses import replace

from grcdesk.schemas.exports.documents import DocumentAsked
from grcdesk.services.common.context import Context
from grcdesk.services.common.dates import judged_on, two_dates
from grcdesk.services.exports.built import Built
from grcdesk.services.exports.provenance import known, provenance
from grcdesk.services.reviews import dossier, reading
from grcdesk.terms import Verb


def build(context: Context, asked: DocumentAsked) -> Built:
    """The memo, judged on the day of the signature when no day was told.

    Raises:
        NotFound: when there is no such campaign.
        Refused: for a day still to come.
    """
    from grcdesk.reports.word.review_memo import review_memo  # noqa: PLC0415  docx: 83 ms

    held, day = known(context), judged_on(context, asked.as_of)
    with context.store.read() as session:
        row = reading.require(session, asked.about)
        found = dossier.dossier(
            session, row, provenance(session, two_dates(context, session, day), held, final=asked.final)
        )
        standing = [one for one in found.detail.sign_offs if one.reopened_on is None]
        if asked.as_of is None and standing:
            dates = replace(found.dates, judged=standing[-1].signed_on)
            found = replace(found, provenance=replace(found.provenance, dates=dates))
    stem = f"access_review_{found.detail.slot}_memo_{found.dates.judged}"
    notes = () if standing else ("a draft: the review is not signed",)
    return Built(Verb.EXPORT_REVIEW, stem, review_memo(found, asked.stationery), found.dates, notes)
