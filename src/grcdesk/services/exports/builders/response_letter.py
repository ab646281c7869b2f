"""The letter that answers findings, of the same facts as its Markdown form."""

from __future__ import annotations

from grcdesk.clock import parse_date
from grcdesk.schemas.exports.documents import DocumentAsked
from grcdesk.services.common.context import Context
from grcdesk.services.common.dates import judged_on
from grcdesk.services.exports.built import Built
from grcdesk.services.findings import letters
from grcdesk.terms import Verb


def build(context: Context, asked: DocumentAsked) -> Built:
    """The letter, a draft until somebody signs it.

    Raises:
        Refused: signed without a role, while a finding has no response, or for a day still to come.
    """
    from grcdesk.reports.word.letter import letter  # noqa: PLC0415  docx: 83 ms

    on = asked.text("on")
    signature = letters.Signature(asked.text("signer"), asked.text("role"), parse_date(on) if on else None)
    found = letters.handed(context, signature, judged_on(context, asked.as_of))
    dates = found.provenance.dates
    return Built(
        Verb.EXPORT_FINDINGS,
        f"response_letter_{dates.judged}",
        letter(found, asked.stationery),
        dates,
        (letters.told(found),),
        {"signed_by": found.signer},
        draft=not found.signer,
    )
