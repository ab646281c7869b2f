"""The Statement of Applicability as a Word document: who approved which rows, on what they rest, and every row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from grcdesk.reports.labels import ids, say
from grcdesk.reports.word.document import Tinted, WordCell, WordDocument
from grcdesk.reports.word.opening import Opening, PaperStanding, begun, came_from, signatures
from grcdesk.rules.evidence.told import told
from grcdesk.rules.soa.statement import SIZE, summed
from grcdesk.rules.soa.statement import told as implemented
from grcdesk.schemas.controls.controls import RiskRow
from grcdesk.schemas.evidence.evidence import EvidenceRow
from grcdesk.schemas.exports.stationery import PLAIN, Stationery
from grcdesk.schemas.soa.paper import SoaPaper, SoaStep
from grcdesk.schemas.soa.soa import SoaControl, SoaDifference, SoaPage, SoaRow
from grcdesk.terms import Support
from grcdesk.terms.soa import Implementation
from grcdesk.wording import SUPPORT, count, word

_HEADS = ("Item", "What it is about", "Applies", "Why included", "Implemented", "How", "Owner")
_WIDTHS = (1.9, 3.5, 1.5, 2.2, 2.3, 3.5, 2.1)
_TINTS = {
    Support.SUPPORTED: "StatusGood",
    Support.SUPPORTED_IN_PART: "StatusPart",
    Support.CLAIM_ONLY: "StatusClaim",
}
_LABELS = (
    "Titles are labels of the catalog in this desk; the text of the standard is not reproduced. Whether a control is "
    "implemented is a person's word; what bears it out stands beside it."
)


def soa_paper(content: SoaPaper, stationery: Stationery = PLAIN) -> bytes:
    """The statement as bytes of a .docx; the same content gives the same bytes."""
    opening = Opening(
        "Statement of Applicability",
        f"{word(content.page.framework)}, Annex A · {content.page.organisation}",
        _standing(content),
        content.provenance,
    )
    paper = begun(opening, stationery)
    for section in (_cover, _basis, _rows, _excluded, _history):
        section(paper, content)
    came_from(paper, opening)
    return paper.to_bytes()


def _standing(content: SoaPaper) -> PaperStanding:
    page = content.page
    if page.frozen and page.version is not None:
        by = told("approved", page.version.approved_by, page.version.approved_on, *_entered(content))
        return PaperStanding(True, f"{page.version.id}, {by}")
    if page.version is None:
        return PaperStanding(False, "not approved; no version of this statement was ever approved")
    moved = len(page.differences)
    differs = f"{count(moved, 'field')} differ" if moved != 1 else "1 field differs"
    since = differs if moved else "nothing differs"
    return PaperStanding(False, f"not approved as it stands; {since} from {page.version.id}, which was")


def _entered(content: SoaPaper) -> tuple[str, str]:
    version = content.page.version
    return (version.recorded_by, version.recorded_at) if version else ("", "")


def _cover(paper: WordDocument, content: SoaPaper) -> None:
    page, numbers = content.page, content.page.counts
    annex = f"{SIZE[page.framework]} of Annex A, {count(numbers.added, 'control')} added"
    levels = ", ".join(f"{numbers.by_support[level]} {SUPPORT[level].word}" for level in Support)
    inside = [row for row in page.rows if row.applicable]
    bare = sum(not row.reasons for row in inside)
    unsaid = sum(row.implemented is None for row in inside)
    approved = page.version if page.frozen else None
    rows: list[tuple[str, WordCell]] = [
        ("Version", approved.id if approved else "none: as the desk stands"),
        ("Controls", f"{numbers.rows}: {annex}"),
        ("Applicable with a reason", f"{numbers.applicable - bare}; left out: {numbers.excluded}"),
        ("Open", f"{bare}: not left out, and nobody said why they are included"),
        ("Said to be implemented", f"{numbers.implemented}: {levels}"),
        ("Not said", f"{unsaid} of the {numbers.applicable} that are not left out: whether they are implemented"),
    ]
    if approved:
        rows.append(("SHA-256 of the rows", approved.sha256))
    paper.facts(rows)
    paper.text(_LABELS)
    if not page.frozen:
        _lacks(paper, page)
    _approval(paper, content)


def _lacks(paper: WordDocument, page: SoaPage) -> None:
    paper.text(f"Still lacking before it can be approved: {len(page.lacks)}.")
    paper.bullets(summed(page.lacks) or ("nothing",))


def _approval(paper: WordDocument, content: SoaPaper) -> None:
    version = content.page.version if content.page.frozen else None
    paper.heading("Approval", 2)
    if version is None:
        signatures(paper, [("Approved by", "nobody on record", "", "not yet")])
        return
    kept = f"{version.recorded_by or 'nobody on record'}, {version.recorded_at[:16].replace('T', ' ')}Z"
    signatures(paper, [("Approved by", version.approved_by, str(version.approved_on), kept)])


def _basis(paper: WordDocument, content: SoaPaper) -> None:
    paper.heading("1 Basis", 1)
    if content.basis:
        paper.text("The risk assessment it rests on, as named by the person who made this document:")
        paper.table(
            ("Artefact", "Title", "Dated", "Kept as", "SHA-256"),
            (1.8, 5.0, 2.6, 3.0, 4.6),
            [_artefact(one) for one in content.basis],
        )
    else:
        paper.text("No record says on which risk assessment this statement rests.", "Note")
    if not content.risks:
        paper.text("No row names an accepted risk.")
        return
    paper.text(f"Accepted risks that rows name: {len(content.risks)}.")
    judged = content.provenance.dates.judged
    paper.table(
        ("Risk", "Control", "Why it is accepted", "By", "From", "Until"),
        (1.6, 2.4, 6.2, 2.8, 2.0, 2.0),
        [
            (
                *(one.id, one.control, one.reason, one.approver, str(one.accepted_on)),
                _until(one, judged),
            )
            for one in content.risks
        ],
    )


def _until(one: RiskRow, judged: date) -> str:
    if one.ended_on is not None:
        return f"{one.expires_on}, ended {one.ended_on}"
    return f"{one.expires_on}, over" if one.expires_on < judged else str(one.expires_on)


def _artefact(one: EvidenceRow) -> tuple[WordCell, ...]:
    return (one.id, one.title, one.dated, _kept_as(one), one.sha256 or "none: a link")


def _kept_as(one: EvidenceRow) -> str:
    """Its file, or why it is not to be relied on."""
    if one.rejected:
        return "rejected"
    if one.superseded_by:
        return f"superseded by {one.superseded_by}"
    return one.file_name or one.url or "no file"


def _rows(paper: WordDocument, content: SoaPaper) -> None:
    paper.heading("2 The controls", 1)
    for theme, found in groupby(content.page.rows, key=lambda row: row.theme):
        rows = list(found)
        named = "Added: controls of ours that are in no Annex A" if rows[0].added else theme
        paper.heading(f"{named} ({len(rows)})", 2)
        paper.table(_HEADS, _WIDTHS, [_row(row) for row in rows])


def _row(row: SoaRow) -> tuple[WordCell, ...]:
    if not row.applicable:
        return (row.item, row.title, "no", "", "", f"left out: {row.exclusion or 'no reason given'}", row.owner)
    reasons = "; ".join(say(reason) for reason in row.reasons)
    applies: WordCell = "yes" if reasons else Tinted("open", "StatusOpen")
    return (
        *(row.item, row.title, applies, reasons or Tinted("no reason given", "StatusOpen")),
        _implemented(row),
        "\n".join(_how(row)) or Tinted("nothing on record", "StatusOpen"),
        row.owner or Tinted("nobody", "StatusOpen"),
    )


def _implemented(row: SoaRow) -> WordCell:
    said = implemented(row)
    if row.implemented is Implementation.YES and row.support is not None:
        return Tinted(said, _TINTS[row.support])
    # of a yes the day is since when; of anything less it is by when it is planned
    by_when = {None: "", Implementation.YES: "since"}.get(row.implemented, "planned by")
    when = f", {by_when} {row.implemented_on}" if row.implemented_on and by_when else ""
    tint = {None: "StatusOpen", Implementation.PARTLY: "StatusHalf", Implementation.NO: "StatusBad"}
    return Tinted(f"{said}{when}", tint.get(row.implemented, "StatusOpen"))


def _how(row: SoaRow) -> Iterator[str]:
    yield from (_control(control) for control in row.how if control.implements)
    if row.measures:
        yield row.measures
    if row.risks:
        yield f"risks: {ids(row.risks)}"
    if row.note:
        yield row.note


def _control(control: SoaControl) -> str:
    level = f", {SUPPORT[control.support].word}" if control.support else ""
    return f"{control.id} {say(control.status)}{level}"


def _excluded(paper: WordDocument, content: SoaPaper) -> None:
    rows = [row for row in content.page.rows if not row.applicable]
    paper.heading(f"3 What is left out, and why ({len(rows)})", 1)
    if not rows:
        paper.text("No control is left out.")
        return
    paper.table(
        ("Item", "What it is about", "Reason", "Note"),
        (2.2, 4.6, 6.2, 4.0),
        [
            (row.item, row.title, row.exclusion or Tinted("no reason given", "StatusBad"), row.note or "none")
            for row in rows
        ],
    )


def _history(paper: WordDocument, content: SoaPaper) -> None:
    paper.heading("4 Versions and changes", 1)
    if not content.steps:
        paper.text("No version was approved so far.")
        return
    paper.table(
        ("Version", "Approved", "Rows", "Applicable", "SHA-256 of the rows"),
        (1.6, 5.4, 1.4, 1.9, 6.7),
        [_version(step) for step in content.steps],
    )
    before = ""
    for step in content.steps:
        if before:
            _changes(paper, f"From {before} to {step.version.id}", step.differences)
        before = step.version.id
    if not content.page.frozen:
        _changes(paper, f"Since {before}, not approved", content.page.differences)


def _version(step: SoaStep) -> tuple[WordCell, ...]:
    one = step.version
    by = told("approved", one.approved_by, one.approved_on, one.recorded_by, one.recorded_at)
    return (one.id, f"{by.removeprefix('approved ')}", str(one.rows), str(one.applicable), one.sha256)


def _changes(paper: WordDocument, heading: str, differences: tuple[SoaDifference, ...]) -> None:
    paper.heading(f"{heading} ({len(differences)})", 2)
    if not differences:
        paper.text("Nothing differs.")
        return
    paper.table(
        ("Item", "What", "Before", "After"),
        (2.4, 3.0, 5.8, 5.8),
        [
            (one.item, one.field.replace("_", " ") or "row", one.before or "nothing", one.after or "nothing")
            for one in differences
        ],
    )
