"""The evidence index and the cover of the request list as a Word document: what is handed over, what not, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from grcdesk.reports.labels import ids, spelled
from grcdesk.reports.word.document import Tinted, WordCell, WordDocument
from grcdesk.reports.word.opening import Opening, PaperStanding, begun, came_from
from grcdesk.schemas.exports.evidence_index import EvidenceIndex
from grcdesk.schemas.exports.stationery import PLAIN, Stationery
from grcdesk.schemas.packages.packages import PackedItem
from grcdesk.schemas.requests.requests import RequestRow
from grcdesk.terms.requests import SETTLED, AuditorStatus, RequestStatus
from grcdesk.wording import count, size, word

_TINTS = {
    AuditorStatus.ACCEPTED: "StatusGood",
    AuditorStatus.RECEIVED: "StatusHalf",
    AuditorStatus.RETURNED: "StatusBad",
    AuditorStatus.NOT_SENT: "StatusOpen",
    AuditorStatus.CLOSED: "StatusAside",
}
_FILES = "Each file that is handed over has its SHA-256 in section 1; sha256sum FILE prints it anew."
_MANIFEST = (
    "The manifest hash is recounted from section 1: the hashes alone, one a line, each once and sorted, then hashed: "
    "LC_ALL=C sort -u hashes.txt | sha256sum."
)
_DESK = (
    "The desk proves where its records come from: grcdesk log verify holds every record against the change log, and "
    "grcdesk evidence verify every file against its hash. The head of the log stands at the end of this paper."
)


def evidence_index(content: EvidenceIndex, stationery: Stationery = PLAIN) -> bytes:
    """The index as bytes of a .docx; the same content gives the same bytes."""
    scope = content.provenance.scope
    subtitle = f"{scope.organisation} to {content.firm or 'the auditor'} · {scope.name} · {content.provenance.period}"
    standing = PaperStanding.as_assessed(content.provenance)
    opening = Opening("Evidence index and request list", subtitle, standing, content.provenance)
    paper = begun(opening, stationery)
    for section in (_cover, _delivered, _folders, _requests, _held_back, _missing, _how):
        section(paper, content)
    came_from(paper, opening, whole=True)
    return paper.to_bytes()


def _cover(paper: WordDocument, content: EvidenceIndex) -> None:
    bytes_ = sum(one.row.size for one in content.delivered)
    # artefacts may share a file: it is handed over once
    files = len({one.row.sha256 for one in content.delivered})
    open_ = [one for one in content.requests if not _handed(one)]
    paper.facts(
        (
            ("Artefacts on file", str(len(content.items))),
            ("To be handed over", f"{len(content.delivered)}, in {count(files, 'file')}, {size(bytes_)}"),
            ("Held back", f"{len(content.held_back)}, each with its reason in section 4"),
            ("Not on file", f"{len(content.missing)} that must be there, in section 5"),
            ("Requests", f"{len(content.requests)}, of them {len(open_)} not answered" if content.requests else "none"),
            ("Manifest hash", content.manifest if content.delivered else "none: nothing is handed over"),
            ("Contact", content.contact or Tinted("nobody on record", "StatusOpen")),
        )
    )


def _delivered(paper: WordDocument, content: EvidenceIndex) -> None:
    paper.heading(f"1 What is handed over ({len(content.delivered)})", 1)
    if not content.delivered:
        paper.text("No artefact on file may be handed over; section 4 says why of each.")
        return
    kinds = Counter(one.row.kind for one in content.delivered)
    paper.text("By kind: " + "; ".join(f"{number} {word(kind)}" for kind, number in sorted(kinds.items())) + ".")
    paper.table(
        ("Id", "Title", "Kind", "Shows", "Stands behind", "Size", "SHA-256"),
        (1.3, 3.2, 1.8, 2.5, 2.2, 1.6, 4.4),
        [_item(one) for one in content.delivered],
    )


def _item(one: PackedItem) -> tuple[WordCell, ...]:
    row = one.row
    title = f"{row.title}; superseded by {row.superseded_by}" if row.superseded_by else row.title
    return (
        *(row.id, title, word(row.kind), spelled(row.dated), ids(one.places) or "a request"),
        *(size(row.size), row.sha256),
    )


def _folders(paper: WordDocument, content: EvidenceIndex) -> None:
    paper.heading("2 Where each file lies", 1)
    paper.text(
        "In the package that grcdesk makes for the auditor; in the desk itself each file lies in the vault under its "
        "SHA-256."
    )
    folders = Counter(one.path.rpartition("/")[0] for one in content.delivered)
    if not folders:
        paper.text("No folder: nothing is handed over.")
        return
    by = {folder: [one for one in content.delivered if one.path.rpartition("/")[0] == folder] for folder in folders}
    paper.table(
        ("Folder", "Files", "Size", "Artefacts"),
        (5.4, 1.6, 2.0, 8.0),
        [
            (folder, str(len(rows)), size(sum(one.row.size for one in rows)), ids([one.row.id for one in rows]))
            for folder, rows in by.items()
        ],
    )


def _requests(paper: WordDocument, content: EvidenceIndex) -> None:
    paper.heading(f"3 Requests ({len(content.requests)})", 1)
    if not content.requests:
        paper.text("No request of the auditor is on record in this engagement.")
        return
    paper.table(
        ("Request", "Asked for", "Owner", "Due", "With us", "Auditor", "Evidence", "Why it is open"),
        (1.5, 4.2, 1.8, 1.9, 1.8, 1.7, 1.6, 2.5),
        [_request(one, content.provenance.dates.judged) for one in content.requests],
    )


def _handed(one: RequestRow) -> bool:
    """Whether it was handed over and was not returned, or nothing more is wanted of it."""
    # his word settles it, whatever we say of it ourselves
    if one.auditor_status in SETTLED:
        return True
    return one.status is RequestStatus.SUBMITTED and one.auditor_status is not AuditorStatus.RETURNED


def _request(one: RequestRow, judged: date) -> tuple[WordCell, ...]:
    due: WordCell = str(one.due) if one.due else "no day set"
    if one.due and one.due < judged and not _handed(one):
        due = Tinted(f"{one.due}, overdue", "StatusBad")
    return (
        f"{one.ref} {one.id}".strip(),
        one.asks,
        one.owner or Tinted("nobody", "StatusOpen"),
        due,
        word(one.status) + (f" {one.submitted_on}" if one.submitted_on and _handed(one) else ""),
        Tinted(word(one.auditor_status), _TINTS[one.auditor_status]),
        ids(one.evidence) or "none",
        "" if _handed(one) else _why(one),
    )


def _why(one: RequestRow) -> str:
    told = "; ".join(_reasons(one))
    return told or "no reason on record"


def _reasons(one: RequestRow) -> Iterator[str]:
    if one.blocked:
        yield f"waits for {one.blocked}"
    if one.auditor_status is AuditorStatus.RETURNED and one.return_reason:
        yield f"returned: {one.return_reason}"


def _held_back(paper: WordDocument, content: EvidenceIndex) -> None:
    paper.heading(f"4 On file and not handed over ({len(content.held_back)})", 1)
    if not content.held_back:
        paper.text("Everything on file may be handed over.")
        return
    why: dict[str, list[PackedItem]] = {}
    for one in content.held_back:
        why.setdefault(one.left_out, []).append(one)
    for reason, rows in why.items():
        paper.heading(f"{reason[:1].upper()}{reason[1:]} ({len(rows)})", 3)
        paper.table(
            ("Id", "Title", "Taken in", "Stands behind", "SHA-256"),
            (1.3, 4.6, 1.9, 2.7, 6.5),
            [
                (
                    *(one.row.id, one.row.title, one.row.collected_at[:10], ids(one.places) or "nothing"),
                    one.row.sha256 or "none: a link",
                )
                for one in rows
            ],
        )


def _missing(paper: WordDocument, content: EvidenceIndex) -> None:
    paper.heading(f"5 Must be there, and is not on file ({len(content.missing)})", 1)
    if not content.missing:
        paper.text("Every kind of evidence that must be there for a control in scope is on file.")
        return
    paper.table(
        ("Control", "Title", "Kind", "Owner", "Due"),
        (2.4, 6.2, 3.0, 3.0, 2.4),
        [
            (one.control, one.title, word(one.kind), one.owner or "nobody", str(one.due or "no day set"))
            for one in content.missing
        ],
    )


def _how(paper: WordDocument, content: EvidenceIndex) -> None:
    paper.heading("6 How to check it", 1)
    paper.bullets((_FILES, _MANIFEST, _DESK))
    if content.delivered:
        paper.text(f"Manifest hash, SHA-256 of the hashes listed in section 1: {content.manifest}")
    paper.text(f"Questions to: {content.contact or 'nobody on record'}.")
