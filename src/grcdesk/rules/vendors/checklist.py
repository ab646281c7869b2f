"""What a review of a vendor asks, and when it may be concluded how. The conclusion itself is a person's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from grcdesk.schemas.vendors.reviews import ChecklistLine, ReviewVerdict
from grcdesk.terms.vendors import CheckAnswer, Conclusion, ReviewKind


class Topic(StrEnum):
    """What of the vendor's file a question is about."""

    USE = "use"
    TIER = "tier"
    PAPERS = "papers"
    COVER = "cover"
    EXCEPTIONS = "exceptions"
    EXPECTED = "expected"
    TERMS = "terms"
    TRANSFERS = "transfers"
    SETTINGS = "settings"
    SUBPROCESSORS = "subprocessors"
    EXIT = "exit"
    OUTSIDE = "outside"
    """What no record tells."""


_CHECK = {
    "Are the service, the plan and the regions still as the record says?": Topic.USE,
    "Are the documents of the package in date, and is our period still covered?": Topic.PAPERS,
    "Do the settings of our own account still keep training off?": Topic.SETTINGS,
    "Has every new subprocessor been judged?": Topic.SUBPROCESSORS,
    "Were incidents and changes at the vendor looked for, and answered where they concern us?": Topic.OUTSIDE,
}
_REVIEW = {
    "Is what the vendor is used for, and the data it gets, still what the record says?": Topic.USE,
    "Do tier and risk still follow from data, criticality, access and substitutability?": Topic.TIER,
    "Was each document of the package read, and is it in date?": Topic.PAPERS,
    "Does its report cover our period, or is there a bridge letter for the rest?": Topic.COVER,
    "Are exceptions in the report that matter to us answered on our side?": Topic.EXCEPTIONS,
    "Does every control the report expects of us have one of our own, or an accepted gap?": Topic.EXPECTED,
    "Do retention, training and regions in the agreement match what our account shows?": Topic.TERMS,
    "Is every transfer out of the home region covered by a tool and an assessment?": Topic.TRANSFERS,
    "Has every new subprocessor been judged?": Topic.SUBPROCESSORS,
    "Were incidents and changes at the vendor looked for, and answered where they concern us?": Topic.OUTSIDE,
    "Could we leave the vendor within the time the record says?": Topic.EXIT,
}
TOPICS = {**_CHECK, **_REVIEW}
"""What each question is about; one that was asked by an older version may be none of them."""


def checklist(kind: ReviewKind) -> tuple[str, ...]:
    """The questions of a review, or of the shorter check between two reviews."""
    return tuple(_REVIEW if kind is ReviewKind.REVIEW else _CHECK)


def lacks(
    verdict: ReviewVerdict, checks: Sequence[ChecklistLine], failing: Sequence[str], *, latest: date | None
) -> list[str]:
    """Everything that keeps a review from being concluded so; empty when it may be.

    Args:
        verdict: what the person concludes.
        checks: the checklist as answered.
        failing: what fails in package and agreements.
        latest: the day the cadence alone would ask for; a next review may be set earlier, never later.
    """
    found = _unanswered(checks)
    if verdict.conclusion is Conclusion.APPROVE and not verdict.conditions:
        found += [f"fails: {what}" for what in failing]
    if verdict.conclusion is Conclusion.CONDITIONS and not verdict.conditions:
        found.append("approve with conditions needs the conditions")
    if verdict.conclusion is Conclusion.STOP and not verdict.note:
        found.append("stop needs a note that says why")
    return [*found, *_too_late(verdict.next_due, latest)]


def _too_late(next_due: date | None, latest: date | None) -> list[str]:
    if next_due is None or latest is None or next_due <= latest:
        return []
    return [f"the next review cannot be on {next_due}: the cadence asks for {latest} at the latest"]


def _unanswered(checks: Sequence[ChecklistLine]) -> list[str]:
    """Questions without an answer, then those whose no says nothing of what is to follow."""
    bare = [check for check in checks if check.answer is None]
    curt = [check for check in checks if check.answer is CheckAnswer.NO and not check.note]
    return [
        *(f"question {check.number} is not answered: {check.question}" for check in bare),
        *(f"question {check.number} is answered no without a note: {check.question}" for check in curt),
    ]
