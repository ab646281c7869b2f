"""The closed lists behind the drop-downs, each a named range on the hidden Lists tab."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from xlsxwriter.utility import xl_col_to_name

from grcdesk.reports.labels import say
from grcdesk.reports.standing import STATES
from grcdesk.reports.workbook.names import quoted
from grcdesk.reports.workbook.tabs import outcomes
from grcdesk.reports.workbook.tabs.vendors.clauses import NOT_READ
from grcdesk.terms import (
    Basis,
    Category,
    CollectorMethod,
    ControlType,
    Coverage,
    CriterionAnswer,
    Derivation,
    Design,
    DueState,
    EvidenceKind,
    FeatureStatus,
    Frequency,
    Implemented,
    MonthState,
    Nature,
    Relationship,
    Scope,
    SlotState,
    Status,
    Support,
    TestAspect,
    TestMethod,
    Verdict,
)
from grcdesk.terms.reviews import CampaignState, Decision, NamedWhen, ReviewException, Verified
from grcdesk.terms.vendors import ClauseAnswer, Opinion, PaperOutcome, Tier

SHEET = "Lists"
NO_CONCLUSION = "no conclusion"
"""A control nobody has concluded on."""
CONTENT, SETUP = "content", "set-up"
"""Parts of the change log."""
UNDECIDED = "undecided"
"""An account nobody has decided on."""


def _words(terms: type[StrEnum]) -> tuple[str, ...]:
    return tuple(say(term) for term in terms)


LISTS: dict[str, tuple[str, ...]] = {
    "lstStatus": _words(Status),
    "lstScope": _words(Scope),
    "lstDesign": _words(Design),
    "lstImplemented": _words(Implemented),
    "lstYesNo": ("yes", "no"),
    "lstFrequency": _words(Frequency),
    "lstType": _words(ControlType),
    "lstNature": _words(Nature),
    "lstCategory": _words(Category),
    "lstCoverage": _words(Coverage),
    "lstAnswered": _words(CriterionAnswer),
    "lstSupport": _words(Support),
    "lstVerdict": _words(Verdict),
    "lstReach": tuple(dict.fromkeys((*_words(Verdict), *_words(SlotState), *_words(MonthState)))),
    "lstCollector": _words(CollectorMethod),
    "lstKind": _words(EvidenceKind),
    "lstEvidenceStatus": STATES,
    "lstFeature": _words(FeatureStatus),
    "lstDerivation": _words(Derivation),
    "lstRelationship": _words(Relationship),
    "lstBasis": _words(Basis),
    "lstAspect": _words(TestAspect),
    "lstMethod": _words(TestMethod),
    "lstLane": ("census", "fixed", "custom", "auditor list"),
    "lstTier": _words(Tier),
    "lstDueState": _words(DueState),
    "lstOpinion": _words(Opinion),
    "lstOutcome": _words(PaperOutcome),
    "lstClauseAnswer": (*_words(ClauseAnswer), NOT_READ),
    "lstDecision": _words(Decision),
    "lstRuled": (*_words(Decision), UNDECIDED),
    "lstNamed": _words(NamedWhen),
    "lstReviewException": _words(ReviewException),
    "lstReviewState": _words(CampaignState),
    "lstProof": _words(Verified),
    "lstResult": ("pass", "fail", "n/a", "not tested"),
    "lstControlResult": tuple(outcomes.RESULT),
    "lstConcluded": (*outcomes.RESULT, NO_CONCLUSION),
    "lstTested": tuple(outcomes.TESTED),
    "lstPopulation": tuple(outcomes.POPULATION),
    "lstMark": tuple(outcomes.MARK),
    "lstRequest": tuple(outcomes.REQUEST),
    "lstAuditor": tuple(outcomes.AUDITOR),
    "lstPlan": tuple(outcomes.PLAN),
    "lstSeverity": tuple(outcomes.SEVERITY),
    "lstFinding": tuple(outcomes.FINDING),
    "lstDeviation": tuple(outcomes.DEVIATION),
    "lstWhole": tuple(outcomes.LISTS),
    "lstPart": (CONTENT, SETUP),
    "lstAuditorResult": ("no exception noted", "exception noted", "did not operate in the period", "not tested"),
}


def define(name_it: Callable[[str, str], None]) -> None:
    """Give each list its name in the workbook."""
    for column, (name, words) in enumerate(LISTS.items()):
        letter = xl_col_to_name(column)
        name_it(name, f"{quoted(SHEET)}!${letter}$2:${letter}${len(words) + 1}")


def rows() -> list[tuple[str, ...]]:
    """The tab: one column a list, its name on top."""
    depth = max(len(words) for words in LISTS.values())
    return [
        tuple(LISTS),
        *(tuple(words[row] if row < len(words) else "" for words in LISTS.values()) for row in range(depth)),
    ]
