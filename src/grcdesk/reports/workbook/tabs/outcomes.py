"""How words of the fieldwork look: by what they mean for us. What is open, claimed or unjudged is never green."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from grcdesk.reports.labels import say
from grcdesk.terms import Status, Support
from grcdesk.terms.audits import ControlResult, Exposed, Met
from grcdesk.terms.findings import FindingStatus, Severity
from grcdesk.terms.populations import PopulationState
from grcdesk.terms.remediation import PlanState
from grcdesk.terms.requests import AuditorStatus, RequestStatus, WalkthroughState
from grcdesk.terms.reviews import CampaignState, Verified
from grcdesk.terms.testing import AttributeState, ChangeVerdict, DeviationState, ItemMark

GOOD, CLAIM = say(Support.SUPPORTED), say(Support.CLAIM_ONLY)
HALF, BAD = say(Status.PARTIAL), say(Status.MISSING)
OPEN, ASIDE = say(Status.NOT_ASSESSED), say(Status.NOT_APPLICABLE)


def _looks(words: Mapping[StrEnum, str]) -> dict[str, str]:
    return {say(term): look for term, look in words.items()}


POPULATION = _looks(
    {
        PopulationState.FINAL: GOOD,
        PopulationState.NO_OCCURRENCE: GOOD,
        PopulationState.INTERIM: HALF,
        PopulationState.NOT_FINAL: HALF,
        # an empty list that proves nothing is worse than one that is not whole yet
        PopulationState.UNPROVEN: BAD,
        PopulationState.SUPERSEDED: ASIDE,
        PopulationState.DROPPED: ASIDE,
    }
)
TESTED = _looks(
    {
        AttributeState.NO_DEVIATION: GOOD,
        AttributeState.DEVIATIONS: BAD,
        AttributeState.NOTHING_TO_TEST: ASIDE,
        AttributeState.NOT_TESTED: OPEN,
    }
)
RESULT = _looks(
    {
        ControlResult.NO_EXCEPTIONS: GOOD,
        ControlResult.EXCEPTIONS: BAD,
        ControlResult.DID_NOT_OPERATE: ASIDE,
        ControlResult.NOT_TESTED: OPEN,
    }
)
COMPUTED = RESULT | {say(ControlResult.NO_EXCEPTIONS): CLAIM}
"""What tests add up to is no conclusion: it turns green when a person has said so."""
MARK = _looks(
    {
        ItemMark.PASS: GOOD,
        ItemMark.CLEAN: GOOD,
        ItemMark.FAILS: BAD,
        ItemMark.FAILS_NOT_JUDGED: BAD,
        ItemMark.NO_EXCEPTION: ASIDE,
        ItemMark.NOT_APPLICABLE: ASIDE,
        # answered by one person alone is what that person says
        ItemMark.NOT_REVIEWED: CLAIM,
        ItemMark.NOT_FINAL: HALF,
        ItemMark.NOT_DECIDED: OPEN,
        ItemMark.NOT_TESTED: OPEN,
        ItemMark.OTHER_LIST: ASIDE,
    }
)
DEVIATION = _looks({DeviationState.OPEN: HALF, DeviationState.EXCEPTION: BAD, DeviationState.FALSE_POSITIVE: ASIDE})
REQUEST = _looks(
    {
        RequestStatus.OPEN: OPEN,
        RequestStatus.GATHERING: HALF,
        RequestStatus.READY_FOR_REVIEW: HALF,
        # handed over is our word; green is what the auditor says of it
        RequestStatus.SUBMITTED: CLAIM,
        RequestStatus.BLOCKED: BAD,
    }
)
AUDITOR = _looks(
    {
        AuditorStatus.NOT_SENT: OPEN,
        AuditorStatus.RECEIVED: CLAIM,
        AuditorStatus.ACCEPTED: GOOD,
        AuditorStatus.RETURNED: BAD,
        AuditorStatus.CLOSED: ASIDE,
    }
)
PLAN = _looks(
    {
        PlanState.OPEN: HALF,
        PlanState.OVERDUE: BAD,
        PlanState.DONE: GOOD,
        PlanState.SAID_DONE: CLAIM,
        PlanState.DROPPED: ASIDE,
        PlanState.RISK_ACCEPTED: CLAIM,
        PlanState.ACCEPTANCE_OVER: BAD,
        PlanState.NOTHING_PLANNED: BAD,
    }
)
FINDING = _looks(
    {
        FindingStatus.OPEN: BAD,
        FindingStatus.RESPONDED: HALF,
        FindingStatus.IN_REMEDIATION: HALF,
        FindingStatus.READY_TO_VERIFY: CLAIM,
        FindingStatus.CLOSED: GOOD,
        FindingStatus.RISK_ACCEPTED: CLAIM,
    }
)
SEVERITY = _looks(
    {
        Severity.CRITICAL: BAD,
        Severity.HIGH: BAD,
        Severity.MEDIUM: HALF,
        Severity.LOW: OPEN,
        Severity.OBSERVATION: ASIDE,
    }
)
REVIEW = _looks(
    {
        CampaignState.DRAFT: OPEN,
        CampaignState.COLLECTING: OPEN,
        CampaignState.IN_REVIEW: HALF,
        CampaignState.REMOVALS: HALF,
        CampaignState.READY_TO_SIGN: CLAIM,
        CampaignState.SIGNED: GOOD,
        CampaignState.SIGNED_WITH_EXCEPTIONS: HALF,
        CampaignState.REOPENED: BAD,
    }
)
MET = _looks({Met.DONE: GOOD, Met.OPEN: HALF, Met.UNKNOWN: OPEN})
EXPOSED = _looks({Exposed.EXPOSED: BAD, Exposed.UNKNOWN: OPEN, Exposed.NOT_EXPOSED: GOOD})
CHANGE = _looks({ChangeVerdict.PROVEN: GOOD, ChangeVerdict.NOT_PROVEN: BAD, ChangeVerdict.NOT_DEPLOYED: ASIDE})
WALKTHROUGH = _looks(
    {
        WalkthroughState.PLANNED: OPEN,
        WalkthroughState.BEGUN: HALF,
        WalkthroughState.DIFFERENCES_OPEN: BAD,
        WalkthroughState.HELD: GOOD,
    }
)
PROOF = _looks({Verified.GONE: GOOD, Verified.DISABLED: GOOD, Verified.CHANGED: GOOD, Verified.STILL_PRESENT: BAD})
WHOLE, BELIEVED, NOT_WHOLE = "whole", "taken for whole", "not whole"
DOUBT, NOT_TOLD, NO_LIST = "in doubt", "not told", "no list"
LISTS = {WHOLE: GOOD, BELIEVED: CLAIM, NOT_WHOLE: BAD, DOUBT: BAD, NOT_TOLD: HALF, NO_LIST: BAD}
"""How whole a list of accounts is."""
