"""The lists in the memo of an access review: whence they came, what they say of themselves, what of them is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grcdesk.reports.labels import ids, say
from grcdesk.reports.word.document import Tinted, WordCell, WordDocument
from grcdesk.schemas.reviews.files import Dossier
from grcdesk.schemas.reviews.lists import KeptFileRow, ListRow
from grcdesk.schemas.reviews.reviews import SystemRow
from grcdesk.wording import count


def populations(paper: WordDocument, dossier: Dossier) -> None:
    """Section 2: the lists under review, the later ones, and the list of people."""
    paper.heading("2 Populations", 1)
    paper.text(
        "The list of each system, how it was drawn, and how it is known to be complete. Rows read are accounts plus "
        "the rows named as not used."
    )
    for one in dossier.detail.systems:
        paper.heading(one.name, 2)
        # silence would read as a list without accounts
        if one.population is None:
            paper.text("No list was taken in.", "Note")
            continue
        paper.facts(_list(one, one.population, under_review=True), first=3.6)
        if one.proof is not None:
            paper.heading(f"{one.name}: later list, as proof of removals", 3)
            paper.facts(_list(one, one.proof, under_review=False), first=3.6)
    _roster(paper, dossier)


def _roster(paper: WordDocument, dossier: Dossier) -> None:
    paper.heading("List of people", 2)
    one = dossier.detail.roster
    if one is None:
        paper.text("None is on file with its source and day: leavers were not looked for.", "Note")
        return
    paper.facts(
        (
            ("List", f"{one.id}, {one.file_name}"),
            ("Source", one.source or "not told"),
            ("Drawn", f"on {one.pulled_on or 'a day that is not told'} by {one.pulled_by or 'nobody named'}"),
            ("Taken in", f"{_when(one.loaded_at)} by {one.loaded_by}"),
            ("SHA-256", one.sha256),
            ("Kept", _kept_as(one.kept)),
            ("Rows, people", f"{count(one.rows, 'row')}, {count(one.people, 'person', 'people')}"),
            ("Gone since before", f"{one.gone}{f'; confirmed: {one.confirmed}' if one.confirmed else ''}"),
        ),
        first=3.6,
    )


def _when(stamp: str) -> str:
    """`2026-11-22 06:04Z`; a day alone stays a day."""
    return f"{stamp[:10]} {stamp[11:16]}Z" if "T" in stamp else stamp


def _kept_as(files: Sequence[KeptFileRow]) -> str:
    """What of a file lies in the vault."""
    told = [
        f"{one.id}, {'as it came' if one.sha256 == one.source_sha256 else 'its rows'}, SHA-256 {one.sha256}"
        for one in files
    ]
    return "\n".join(told) or "nothing: taken in by a version that kept no lists"


def _list(system: SystemRow, one: ListRow, *, under_review: bool) -> list[tuple[str, WordCell]]:
    facts: list[tuple[str, WordCell]] = [
        ("List", f"{one.id}, {one.file_name} ({say(one.source)})"),
        ("Query", one.query or "not told"),
        ("Pulled at", f"{_when(one.pulled_at)} by {one.pulled_by or 'nobody named'}"),
        ("Taken in", f"{_when(one.loaded_at)} by {one.kept[0].kept_by if one.kept else 'somebody not recorded'}"),
        ("SHA-256", one.sha256),
        ("Kept", _kept_as(one.kept)),
        ("Rows, accounts", f"{count(one.rows, 'row')}, {count(one.accounts, 'account')}"),
        ("Complete", one.completeness or "not checked"),
    ]
    facts += _doubts(one)
    if under_review:
        facts += _ties(system, one)
    facts += _left_out(one)
    return facts


def _doubts(one: ListRow) -> Iterator[tuple[str, WordCell]]:
    """What speaks against the list being whole, and who took it for whole all the same."""
    if one.marks:
        yield "A page", Tinted(ids(list(one.marks)), "StatusBad")
    if one.doubt:
        yield "Proof", Tinted(one.doubt, "StatusBad")
    if one.believed:
        yield "Taken for whole", f"by {one.believed_by}: {one.believed}"


def _ties(system: SystemRow, one: ListRow) -> Iterator[tuple[str, WordCell]]:
    """Whether every account of the list is under review, and which of the review before are in it no more."""
    tint = "StatusGood" if one.accounts == system.accounts else "StatusBad"
    yield "Tie-out", Tinted(f"{one.accounts} in the list, {system.accounts} under review", tint)
    if system.gone:
        yield "Gone since before", ids(list(system.gone))


def _left_out(one: ListRow) -> Iterator[tuple[str, WordCell]]:
    """Columns and rows that were not taken in, and what was assumed of the others."""
    if one.dropped:
        yield "Not kept", f"{', '.join(one.dropped)}: nobody needs them for a review"
    if one.assumed:
        yield "Assumed", ids(list(one.assumed))
    if one.skipped:
        yield "Rows not used", "\n".join(one.skipped)
