"""What Word documents share: the block for signatures, and the facts that say which state a document shows."""

from __future__ import annotations

from datetime import date

from grcdesk.reports.labels import CONFIDENTIAL
from grcdesk.reports.word.document import WordDocument


def origin(paper: WordDocument, *, as_of: date, position: int, head: str, version: str) -> None:
    """Which state of which desk the document shows; no clock on the wall has a part in it."""
    paper.facts(
        (
            ("Version", f"as of {as_of}, change log entry {position}"),
            ("Change log head", head),
            ("Made with", f"grcdesk {version}"),
            ("Confidentiality", f"{CONFIDENTIAL}. For the engagement named above only."),
        )
    )


def approval(paper: WordDocument, level: int = 2) -> None:
    """Lines for those who sign."""
    paper.heading("Approval", level)
    blank = ("", "", "")
    paper.table(
        ("", "Name", "Signature", "Date"),
        (3.5, 5.0, 5.5, 3.0),
        [(role, *blank) for role in ("Prepared by", "Reviewed by", "Approved by")],
    )
