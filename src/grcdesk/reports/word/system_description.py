"""The section on AI of a system description as a Word document: each sentence beside the records it says."""

from __future__ import annotations

from grcdesk.reports.word.document import Tinted, WordCell, WordDocument
from grcdesk.reports.word.opening import Opening, PaperStanding, begun, came_from, signatures
from grcdesk.rules.evidence.told import recorded
from grcdesk.schemas.exports.stationery import PLAIN, Stationery
from grcdesk.schemas.exports.system_description import DescriptionPart, Ref, Sentence, SystemDescription
from grcdesk.wording import count

_NOTE = (
    "Each sentence is made of records of this desk. Beside it stand their ids, and after @ the last entry of the "
    "change log about them. Words between “ ” are those of the people who wrote the records. The headings follow the "
    "nine subjects of a system description in our own words; the text of the criteria is not reproduced."
)


def system_description(content: SystemDescription, stationery: Stationery = PLAIN) -> bytes:
    """The section as bytes of a .docx; the same content gives the same bytes."""
    scope = content.provenance.scope
    subtitle = f"{scope.organisation} · {scope.name} · {content.provenance.period}"
    opening = Opening("System description: AI", subtitle, _standing(content), content.provenance)
    paper = begun(opening, stationery)
    paper.text(_NOTE)
    _overview(paper, content)
    for part in content.parts:
        _part(paper, part, content)
    _approval(paper, content)
    came_from(paper, opening, whole=True)
    return paper.to_bytes()


def _standing(content: SystemDescription) -> PaperStanding:
    if not content.approver:
        return PaperStanding(False, "nobody has approved it")
    kept = recorded(content.approver, None, content.entered_by, "")
    by = f"approved by {content.approver}, {content.role}, on {content.approved_on}"
    return PaperStanding(True, f"{by}; {kept}" if kept else by)


def _overview(paper: WordDocument, content: SystemDescription) -> None:
    paper.table(
        ("Part", "About", "Sentences", "Say what no record says"),
        (2.0, 9.0, 2.6, 3.4),
        [
            (part.code, part.title, str(len(part.sentences)), str(sum(one.absent for one in part.sentences)))
            for part in content.parts
        ],
    )
    number = count(content.absent, "sentence")
    paper.text(f"In all, {number} of {sum(len(part.sentences) for part in content.parts)} say what no record says.")


def _part(paper: WordDocument, part: DescriptionPart, content: SystemDescription) -> None:
    paper.heading(f"{part.code} {part.title}", 1)
    paper.table(
        ("Sentence", "Records @ entry of the log"),
        (10.6, 6.4),
        [(_told(one), _sources(one, content)) for one in part.sentences],
    )


def _told(one: Sentence) -> WordCell:
    return Tinted(one.text, "StatusOpen") if one.absent else one.text


def _sources(one: Sentence, content: SystemDescription) -> str:
    # what no record says is said with the records that were asked
    looked = "looked at: " if one.absent else ""
    return looked + "; ".join(_source(ref, content) for ref in one.refs)


def _source(ref: Ref, content: SystemDescription) -> str:
    at = content.positions.get(ref)
    return f"{ref.id} @{at}" if at is not None else f"{ref.id} (no entry)"


def _approval(paper: WordDocument, content: SystemDescription) -> None:
    paper.heading("Approval", 1)
    if content.approver:
        row = f"{content.approver}, {content.role}", str(content.approved_on), content.entered_by
    else:
        row = "nobody on record", "", "not yet"
    signatures(paper, [("Approved by", *row)])
