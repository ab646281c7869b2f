"""How the outcomes of papers look: the colour says what they come to for us, whatever the paper answers."""

from __future__ import annotations

from grcdesk.reports.labels import say
from grcdesk.reports.workbook.tab import Kind, TabColumn
from grcdesk.terms import Status, Support
from grcdesk.terms.vendors import PaperOutcome

LOOKS = {
    say(outcome): say(like)
    for outcome, like in {
        PaperOutcome.MEETS: Support.SUPPORTED,
        PaperOutcome.ACCEPTED: Status.NOT_APPLICABLE,
        PaperOutcome.WEAK: Status.PARTIAL,
        PaperOutcome.NO_RULE: Status.NOT_ASSESSED,
        PaperOutcome.CLAIM_ONLY: Support.CLAIM_ONLY,
        PaperOutcome.NOT_READ: Status.NOT_ASSESSED,
        PaperOutcome.REPLACED: Status.NOT_APPLICABLE,
        PaperOutcome.FAILS: Status.MISSING,
    }.items()
}
"""Word of an outcome → word whose look it takes."""


def outcome_column(meaning: str) -> TabColumn:
    """The column that alone has a colour."""
    return TabColumn("Outcome", 10.4, meaning, Kind.STATUS, choices="lstOutcome", outcomes=LOOKS)
