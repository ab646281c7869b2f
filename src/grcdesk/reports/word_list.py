"""What the words of controls, criteria, coverage and evidence mean, list by list, for those who read a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from grcdesk.meanings import meant
from grcdesk.reports.labels import ANSWERED_MEANING, COVERAGE_MEANING, MEANING, SUPPORT_MEANING, say
from grcdesk.terms import CollectorMethod, Design, EvidenceKind, FeatureStatus, Scope, Verdict
from grcdesk.terms.vendors import Opinion

Term = TypeVar("Term", bound=StrEnum)


def told(meanings: Mapping[Term, str]) -> dict[str, str]:
    """By word as it is shown."""
    return {say(term): meaning for term, meaning in meanings.items()}


def own(terms: type[StrEnum], **others: str) -> dict[str, str]:
    """As the terms say of themselves; what says nothing is told beside, by its name in code."""
    return {say(term): meant(term) or others.get(term.name, "") for term in terms}


_YES_NO = {"yes": "it is so", "no": "it is not so"}
REACH = {
    "gap": "over, and nothing shows that the control ran",
    "not tested in period": "it ran, in no cycle of the period",
    "not in period": "it takes effect after the period, or was retired before it",
    "unproven": "nothing says what happened: a list of all of it is lacking",
    "interim": "a list is on file that is not known to be whole",
    "partial": "some of it is covered",
    "not yet run": "nothing is missed yet, and no run shows that it will go on",
    "design only": "one day is judged: design and implementation, no operation",
    "on track": "every cycle that is over is covered, and the open one has begun well",
    "no occurrence": "a list that is whole shows that nothing happened",
    "final": "a list that is whole, pulled after the last day, reaches over all of it",
    "covered with exceptions": "every cycle has a run, some of them late within grace or with remarks",
    "covered": "an intact artefact shows a run in time, or the days themselves",
    "late": "run after its cycle, within the days of grace",
    "late beyond grace": "run after its cycle and after the days of grace: an exception",
    "claimed": "something is on file and does not show it; once the slot is over that counts as a gap",
    "listed": "a final list says what happened; whether the control ran each time, tests say",
    "upcoming": "not begun on the day judged",
    "due": "over, and a run within the days of grace would still count",
    "optional": "less than half of the slot lies in the window: a run is welcome, none is needed",
    "outside period": "the run was made after the period",
    "no window": "the control was not in effect in that month",
}
CONTROL_WORDS: Mapping[str, Mapping[str, str]] = {
    "lstStatus": told(MEANING),
    "lstScope": own(Scope),
    "lstDesign": own(Design),
    "lstImplemented": {"yes": "the control is there today", "no": "it is not"},
    "lstYesNo": _YES_NO,
    "lstFrequency": {
        "continuous": "runs all the time; judged by days",
        "several times a day": "at least twice each day",
        "daily": "once a day",
        "weekly": "once a calendar week",
        "monthly": "once a month",
        "quarterly": "once a quarter",
        "semi-annual": "once in half a year",
        "annual": "once a year",
        "per event": "each time something happens, over a named list of all that happened",
    },
    "lstType": {
        "preventive": "keeps it from happening",
        "detective": "notices that it happened",
        "corrective": "puts right what happened",
        "directive": "says what is to be done",
    },
    "lstNature": {
        "automated": "a system does it by itself",
        "manual": "a person does it",
        "system supported": "a person does it with what a system gives",
    },
    "lstCategory": {
        "security": "protected against access by those who have no business with it; always in scope",
        "availability": "there when it was promised",
        "processing integrity": "complete, valid, exact, in time and authorised",
        "confidentiality": "kept from those who must not see it",
        "privacy": "personal data handled as was promised",
    },
    "lstCoverage": told(COVERAGE_MEANING),
    "lstAnswered": told(ANSWERED_MEANING),
    "lstSupport": told(SUPPORT_MEANING),
    "lstVerdict": {say(one): REACH[say(one)] for one in Verdict},
    "lstReach": REACH,
    "lstCollector": own(CollectorMethod),
    "lstKind": own(
        EvidenceKind,
        CONTRACT="an agreement, with its term",
        DOCUMENT="any other document",
        EXPORT="a file a system wrote",
        INVENTORY="a list of what there is",
        POLICY="a rule of the house: shows design, never a run",
        REPORT="what somebody found, in writing",
        SCREENSHOT="a picture of a screen; needs its day and its source",
        TICKET="a ticket",
    ),
    "lstEvidenceStatus": {
        "in force": "kept, intact at the last look, and not set aside",
        "superseded": "a newer artefact stands in its place",
        "not preserved": "a link: what is behind it is not kept here",
        "rejected": "a person set it aside, with the reason",
        "file erased": "its bytes were deleted for a reason on record; hash and facts stay",
        "FAILED INTEGRITY": "its bytes are lost, or not those that were taken in: it covers nothing",
    },
    "lstFeature": own(FeatureStatus),
    "lstDerivation": {
        "none": "no controls were derived from the answers",
        "open": "questions that decide about controls have no answer",
        "to confirm": "derived, and no person has confirmed them",
        "outdated": "answers changed since a person confirmed",
        "confirmed": "a person confirmed which controls apply",
    },
    "lstRelationship": {
        "equal-to": "control and item ask for the same, in the same words",
        "equivalent-to": "they ask for the same, in other words",
        "subset-of": "the control does part of what the item asks",
        "superset-of": "the control does all of what the item asks, and more",
        "intersects-with": "they share a part, and each asks for more",
        "no-relationship": "looked at, and nothing is shared",
    },
    "lstBasis": {
        "functional": "judged by what both do",
        "semantic": "judged by what both mean",
        "syntactic": "judged by the words alone",
    },
    "lstAspect": {"design": "would it do it, if it ran as written?", "operating": "did it run, over the period?"},
    "lstMethod": {
        "inspect": "look at a document, a setting or a record",
        "observe": "watch it being done",
        "recompute": "reckon it again from the same data",
        "reconcile": "hold two sources against each other",
        "reperform": "do it again, independently",
        "census": "hold every item against the rule",
        "analyse": "look for what does not fit",
    },
    "lstLane": {
        "census": "every item",
        "fixed": "as many as the table of sizes has",
        "custom": "as many as the auditor says",
        "auditor list": "those the auditor names",
    },
    "lstTier": {
        "critical": "without it the service stops, or customer data is at stake",
        "high": "it weighs heavily; reviewed at least each year",
        "medium": "it weighs something",
        "low": "it weighs little",
    },
    "lstOutcome": {
        "meets": "the paper says it, and it meets what is asked",
        "accepted": "it fails, and a person accepts that, with the reason",
        "weak": "it is there, and weaker than it should be",
        "no rule": "nothing is asked of it",
        "claim only": "said, and no paper of ours shows it",
        "not read": "nobody has looked",
        "replaced": "a newer paper stands in its place",
        "fails": "it does not meet what is asked",
    },
    "lstDueState": {
        "overdue": "its day is over",
        "never reviewed": "no review is on record, and one is due",
        "within 7 d": "due within 7 days",
        "within 30 d": "due within 30 days",
        "within 60 d": "due within 60 days",
        "within 90 d": "due within 90 days",
        "ok": "due later",
        "offboarded": "no longer in use; nothing is due",
    },
    "lstOpinion": own(Opinion),
    "lstClauseAnswer": {
        "yes": "the document says it; whether that is enough stands in its own column",
        "no": "the document says the contrary",
        "partial": "says it in part",
        "silent": "does not speak of it",
        "not read": "nobody has looked for that clause",
    },
}
"""By the name of the list (see `workbook.lists`)."""
