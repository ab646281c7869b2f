"""Documents for people: one verb writes each of the closed list, as Word and as PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from grcdesk.errors import BadInput, Refused
from grcdesk.schemas.exports.documents import DocumentAsked
from grcdesk.schemas.exports.stationery import Stationery
from grcdesk.schemas.outcomes import FileOutcome
from grcdesk.services.common import office
from grcdesk.services.common.context import Context, Service
from grcdesk.services.common.handing_out import Outgoing, hand_out
from grcdesk.services.exports.builders import (
    access_review_memo,
    board_summary,
    evidence_index,
    gap_report,
    response_letter,
    soa,
    system_description,
    vendor_memo,
)
from grcdesk.services.exports.built import Built
from grcdesk.terms.documents import DOCUMENTS, About, DocumentName, Paper

Builder = Callable[[Context, DocumentAsked], Built]
BUILDERS: Mapping[DocumentName, Builder] = {
    DocumentName.BOARD_SUMMARY: board_summary.build,
    DocumentName.GAP_REPORT: gap_report.build,
    DocumentName.VENDOR_MEMO: vendor_memo.build,
    DocumentName.ACCESS_REVIEW_MEMO: access_review_memo.build,
    DocumentName.SOA: soa.build,
    DocumentName.EVIDENCE_INDEX: evidence_index.build,
    DocumentName.SYSTEM_DESCRIPTION: system_description.build,
    DocumentName.RESPONSE_LETTER: response_letter.build,
}
"""What makes each document."""
_TEMPLATES = (".docx", ".dotx")
_TEMPLATE_LIMIT = 50_000_000
"""Bytes a template may have: what is larger holds more than a logo."""
PDF = ".pdf"


class Documents(Service):
    """Verbs that write documents for people."""

    def write(
        self,
        which: DocumentName,
        path: Path | None = None,
        *,
        about: str = "",
        as_of: date | None = None,
        force: bool = False,
        template: Path | None = None,
        paper: Paper | None = None,
        pdf: bool = False,
        final: bool = False,
        said: Mapping[str, str] | None = None,
    ) -> FileOutcome:
        """One document of the list. None: into the desk's exports folder.

        Args:
            which: the document.
            path: the file; its folder must exist. One that ends in .pdf is written as PDF alone.
            about: name or id of what it is about, where that is one record.
            as_of: the day dates are counted from; today when not given. The records are those of the desk.
            force: replace an existing file.
            template: a .docx or .dotx of the house, whose logo, fonts, styles and header are kept.
            paper: size of the page; when not given that of the template, or of the settings.
            pdf: write a PDF beside the Word file.
            final: call it final; else it says that it is a draft. Of documents that rest on the assessment.
            said: what a person said of this document, by its fields in the list.

        Raises:
            BadInput: for a template that is no Word file, or is no text where one is asked for.
            NotFound: when there is no record of that name.
            Refused: when a file exists and `force` is not set, for a day still to come, when it is called final and
                something stands against that, or when a PDF is asked for and no LibreOffice is installed.
            Unwritable: when it cannot be written; an older file stays as it was.
        """
        if final and not DOCUMENTS[which].assessment:
            raise Refused(f"{DOCUMENTS[which].title}: final by its signature", hint="leave --final out")
        stationery = Stationery(self._paper(paper, template), *_read_template(template))
        made = BUILDERS[which](self._context, DocumentAsked(_named(which, about), as_of, stationery, final, said or {}))
        target = path or self._context.paths.exports / f"{made.stem}.docx"
        alone = target.suffix.casefold() == PDF
        if not (pdf or alone):
            return self._hand(made, target, made.data, force=force)
        beside = target.with_suffix(PDF)
        if beside.exists() and not force:
            raise Refused(f"{beside} exists already", hint="--force replaces it")
        # printed first: without LibreOffice neither file is written
        printed = office.to_pdf(made.data, ".docx", self._context.paths)
        if alone:
            return self._hand(made, beside, printed, force=force)
        done = self._hand(made, target, made.data, force=force)
        self._hand(made, beside, printed, force=force)
        return replace(done, notes=(*done.notes, f"{beside} written beside it"))

    def _paper(self, asked: Paper | None, template: Path | None) -> Paper | None:
        """The size of the page: as asked for, else that of the template, else that of the settings."""
        if asked is not None or template is not None:
            return asked
        return Paper(self._context.settings.paper)

    def _hand(self, made: Built, target: Path, data: bytes, *, force: bool) -> FileOutcome:
        going = Outgoing(made.verb, target, facts={"as_of": made.dates.judged.isoformat(), **made.facts})
        handed = hand_out(self._context.store, going, data, force=force)
        told = f"{target} written, {made.dates.told}"
        return FileOutcome(target, handed.size, handed.sha256, told, (*made.dates.notices, *made.notes))


def _named(which: DocumentName, about: str) -> str:
    """What it is about.

    Raises:
        BadInput: when it is about one record and none was named.
    """
    kind = DOCUMENTS[which]
    if kind.about in (About.VENDOR, About.CAMPAIGN) and not about.strip():
        raise BadInput(f"{kind.title}: which {kind.about}?", hint=f"name the {kind.about}")
    return about.strip()


def _read_template(template: Path | None) -> tuple[bytes, str]:
    """The bytes of a template, and its name.

    Raises:
        BadInput: when there is no such file, or it is no Word file or template.
    """
    if template is None:
        return b"", ""
    if template.suffix.casefold() not in _TEMPLATES:
        raise BadInput(f"template: {template.name} is no Word file", hint="give a .docx or .dotx")
    try:
        if template.stat().st_size > _TEMPLATE_LIMIT:
            raise BadInput(f"template: {template.name} is larger than 50 MB", hint="save it without its pictures")
        return template.read_bytes(), template.name
    except OSError as error:
        raise BadInput(f"template: {template} cannot be read: {error.strerror}") from error
