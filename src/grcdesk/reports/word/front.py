"""What Word documents share: how they open, the block for signatures, and where they come from."""

from __future__ import annotations

from grcdesk.reports.word.document import WordDocument
from grcdesk.schemas.provenance import FINAL, Provenance
from grcdesk.schemas.two_dates import TwoDates


def opening(paper: WordDocument, title: str, subtitle: str, source: Provenance) -> None:
    """Title, of whom and what, draft or final, both dates, and what a reader must know before all else."""
    paper.heading(title, 0)
    paper.text(subtitle, "Subtitle")
    paper.text(source.band, "Final" if source.standing == FINAL else "Draft")
    paper.text(source.dates.line, "Dates")
    warn(paper, source.dates)


def where_from(paper: WordDocument, source: Provenance, heading: str, level: int = 1) -> None:
    """All a file says of where it comes from, as every file of the same moment says it."""
    paper.heading(heading, level)
    for title, facts in source.sections():
        paper.heading(title, level + 1)
        paper.facts([(fact.name, fact.told) for fact in facts], first=4.6)


def warn(paper: WordDocument, dates: TwoDates) -> None:
    """Say what a reader must know before all else, and when the two dates do not go together."""
    for notice in dates.notices:
        paper.note(notice)


def approval(paper: WordDocument, level: int = 2) -> None:
    """Lines for those who sign."""
    paper.heading("Approval", level)
    blank = ("", "", "")
    paper.table(
        ("", "Name", "Signature", "Date"),
        (3.5, 5.0, 5.5, 3.0),
        [(role, *blank) for role in ("Prepared by", "Reviewed by", "Approved by")],
        caption="Signatures",
        height=0.9,
    )
