"""The evidence index and the cover of the request list."""

from __future__ import annotations

from grcdesk.schemas.exports.documents import DocumentAsked
from grcdesk.services.common.context import Context
from grcdesk.services.common.dates import judged_on, two_dates
from grcdesk.services.evidence import looks
from grcdesk.services.exports.built import Built, slug
from grcdesk.services.exports.indexing import index
from grcdesk.services.exports.provenance import known, provenance
from grcdesk.terms import Verb
from grcdesk.text import clean
from grcdesk.wording import count


def build(context: Context, asked: DocumentAsked) -> Built:
    """The index; each file of the vault is read for it.

    Raises:
        Refused: for a day still to come.
    """
    from grcdesk.reports.word.evidence_index import evidence_index  # noqa: PLC0415  docx: 83 ms

    held, day = known(context), judged_on(context, asked.as_of)
    contact = clean(asked.text("contact"), "contact")
    broken = looks.look(context.store)  # before anything is judged: bytes that failed are not handed over
    with context.store.read() as session:
        dates = two_dates(context, session, day)
        content = index(session, provenance(session, dates, held, final=asked.final), broken, contact)
    stem = f"{slug(content.provenance.scope.name)}_evidence_index_{day}"
    told = f"{count(len(content.delivered), 'artefact')} to hand over, {len(content.held_back)} held back"
    notes = (told, *(f"{name} FAILED INTEGRITY: {why}" for name, why in broken.items()))
    data = evidence_index(content, asked.stationery)
    return Built(Verb.EXPORT_INDEX, stem, data, dates, notes, {"manifest": content.manifest})
