"""What Word documents share: the block for signatures, and the facts that say which state a document shows."""

from __future__ import annotations

from grcdesk.reports.labels import CONFIDENTIAL
from grcdesk.reports.word.document import WordCell, WordDocument
from grcdesk.schemas.two_dates import TwoDates


def origin(paper: WordDocument, dates: TwoDates, version: str) -> None:
    """Which state of which desk the document shows; no clock on the wall has a part in it."""
    paper.facts(
        (*state_facts(dates, version), ("Confidentiality", f"{CONFIDENTIAL}. For the engagement named above only."))
    )
    warn(paper, dates)


def state_facts(dates: TwoDates, version: str) -> tuple[tuple[str, WordCell], ...]:
    """The day it is judged on, up to where its records go, and what made it."""
    return (
        ("Judged on", str(dates.judged)),
        ("Records as of", dates.records),
        ("Change log head", dates.head),
        ("Made with", f"grcdesk {version}"),
    )


def warn(paper: WordDocument, dates: TwoDates) -> None:
    """Say what a reader must know before all else, and when the two dates do not go together."""
    for notice in dates.notices:
        paper.text(notice, "Note")


def approval(paper: WordDocument, level: int = 2) -> None:
    """Lines for those who sign."""
    paper.heading("Approval", level)
    blank = ("", "", "")
    paper.table(
        ("", "Name", "Signature", "Date"),
        (3.5, 5.0, 5.5, 3.0),
        [(role, *blank) for role in ("Prepared by", "Reviewed by", "Approved by")],
    )
