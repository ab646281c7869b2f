"""The Statement of Applicability of one framework, as the desk stands or as a version was approved."""

from __future__ import annotations

from grcdesk.errors import BadInput
from grcdesk.schemas.exports.documents import DocumentAsked
from grcdesk.services.common.context import Context
from grcdesk.services.common.dates import judged_on, two_dates
from grcdesk.services.exports.built import Built
from grcdesk.services.exports.provenance import known, provenance
from grcdesk.services.soa import pages, papers, reading
from grcdesk.terms import Verb
from grcdesk.terms.soa import SoaFramework
from grcdesk.wording import count


def build(context: Context, asked: DocumentAsked) -> Built:
    """The statement.

    Raises:
        BadInput: when there is no such framework.
        NotFound: when the desk does not have its catalog, or no such version or artefact.
        Damaged: when the rows of a version are not those that were approved.
        Refused: for a day still to come.
    """
    from grcdesk.reports.word.soa import soa_paper  # noqa: PLC0415  docx: 83 ms

    held, day = known(context), judged_on(context, asked.as_of)
    basis = asked.text("basis").replace(",", " ").split()
    with context.store.read() as session:
        whose = _framework(asked.about) or reading.default(session)
        page = pages.page(session, whose, day, asked.text("version"))
        dates = two_dates(context, session, day)
        content = papers.paper(session, page, provenance(session, dates, held, final=asked.final), basis)
    named = page.version.id.lower() if page.frozen and page.version else f"draft_{day}"
    lacking = f"a draft: {count(len(page.lacks), 'thing')} lacking, not approved"
    notes = () if page.frozen else (lacking,)
    data = soa_paper(content, asked.stationery)
    return Built(Verb.EXPORT_SOA, f"soa_{whose}_{named}", data, dates, notes, draft=not page.frozen)


def _framework(name: str) -> SoaFramework | None:
    if not name:
        return None
    try:
        return SoaFramework(name.casefold())
    except ValueError:
        known_ones = ", ".join(SoaFramework)
        raise BadInput(f"no framework {name!r}", hint=f"one of {known_ones}") from None
