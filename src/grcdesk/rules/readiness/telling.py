"""One line about what lacks: what bars the act first, and a yes only where something was looked at."""

from __future__ import annotations

from collections.abc import Mapping

from grcdesk.schemas.readiness import Readiness
from grcdesk.terms.readiness import LackKind, WorkPlace
from grcdesk.wording import count

NOUNS: Mapping[LackKind, tuple[str, str]] = {
    LackKind.STEP_PERIOD: ("period", "periods"),
    LackKind.STEP_OWNERS: ("set of owners", "sets of owners"),
    LackKind.STEP_EVIDENCE: ("first artefact", "first artefacts"),
    LackKind.STEP_VENDORS: ("first vendor", "first vendors"),
    LackKind.STEP_FEATURES: ("first AI feature", "first AI features"),
    LackKind.STEP_REVIEW: ("first access review", "first access reviews"),
    LackKind.STEP_ASSESSMENT: ("first assessment", "first assessments"),
    LackKind.GAP_TEXT: ("gap text", "gap texts"),
    LackKind.GAP_ANSWER: ("action or risk", "actions or risks"),
    LackKind.NA_REASON: ("reason of n.a.", "reasons of n.a."),
    LackKind.NA_APPROVER: ("approver of n.a.", "approvers of n.a."),
    LackKind.NOT_ASSESSED: ("not assessed", "not assessed"),
    LackKind.UNPLACED: ("to place", "to place"),
    LackKind.LOST: ("lost or changed", "lost or changed"),
    LackKind.UNREAD: ("list not whole", "lists not whole"),
    LackKind.WAITING_FILE: ("file unread", "files unread"),
    LackKind.WANTED_KIND: ("kind of evidence", "kinds of evidence"),
    LackKind.NO_PERIOD: ("period", "periods"),
    LackKind.HOLE: ("control with holes", "controls with holes"),
    LackKind.UNPROVEN: ("unproven", "unproven"),
    LackKind.WARNING: ("warning", "warnings"),
    LackKind.VENDOR_REVIEW: ("review due", "reviews due"),
    LackKind.VENDOR_POINT: ("point failing", "points failing"),
    LackKind.VENDOR_WEAKNESS: ("weak point", "weak points"),
    LackKind.VENDOR_QUESTION: ("question", "questions"),
    LackKind.VENDOR_CONCLUSION: ("conclusion", "conclusions"),
    LackKind.UNKNOWN_PROVIDER: ("unknown provider", "unknown providers"),
    LackKind.EXPOSED_USE: ("use exposed", "uses exposed"),
    LackKind.FEATURE_QUESTION: ("open question", "open questions"),
    LackKind.FEATURE_OWNER: ("without owner", "without owner"),
    LackKind.FEATURE_CONTROLS: ("without controls", "without controls"),
    LackKind.FEATURE_CONFIRMATION: ("to confirm", "to confirm"),
    LackKind.ACCESS_SIGNATURE: ("not signed", "not signed"),
    LackKind.ACCESS_LIST: ("list of accounts", "lists of accounts"),
    LackKind.ACCESS_ACCOUNT: ("account", "accounts"),
    LackKind.ACCESS_REVIEWER: ("by an unauthorised reviewer", "by an unauthorised reviewer"),
    LackKind.ACCESS_EXCEPTION: ("exception", "exceptions"),
    LackKind.REQUEST_OWNER: ("without owner", "without owner"),
    LackKind.REQUEST_EVIDENCE: ("without evidence", "without evidence"),
    LackKind.REQUEST_SUBMISSION: ("to hand over", "to hand over"),
    LackKind.TEST: ("not tested", "not tested"),
    LackKind.TEST_REST: ("not tested whole", "not tested whole"),
    LackKind.POPULATION: ("list not final", "lists not final"),
    LackKind.DEVIATION: ("deviation not judged", "deviations not judged"),
    LackKind.CONTROL_CONCLUSION: ("not concluded", "not concluded"),
    LackKind.SAMPLE_INTERIM: ("of an interim list", "of interim lists"),
    LackKind.FINDING_RESPONSE: ("without response", "without response"),
    LackKind.FINDING_PLAN: ("without action", "without action"),
    LackKind.FINDING_ACTION: ("with open actions", "with open actions"),
    LackKind.FINDING_STATUS: ("not ready to verify", "not ready to verify"),
    LackKind.FINDING_RETEST: ("to retest", "to retest"),
    LackKind.SOA_INCLUSION: ("reason of inclusion", "reasons of inclusion"),
    LackKind.SOA_IMPLEMENTATION: ("not decided", "not decided"),
    LackKind.SOA_MEASURE: ("without a how", "without a how"),
    LackKind.SOA_OWNER: ("without owner", "without owner"),
    LackKind.SOA_EXCLUSION: ("left out wrongly", "left out wrongly"),
    LackKind.SOA_ITEM: ("row of no Annex", "rows of no Annex"),
    LackKind.SOA_APPROVAL: ("not approved", "not approved"),
    LackKind.INCIDENT_TIME: ("time", "times"),
    LackKind.INCIDENT_NOTICE: ("decision on notice", "decisions on notice"),
    LackKind.INCIDENT_TEXT: ("text", "texts"),
    LackKind.PHASE_CHECK: ("check not done", "checks not done"),
    LackKind.PLACEHOLDER: ("placeholder", "placeholders"),
    LackKind.FOREIGN_NAME: ("name of the sample", "names of the sample"),
    LackKind.UNKNOWN_NAME: ("unknown firm", "unknown firms"),
    LackKind.NOT_FINALISED: ("finalised assessment", "finalised assessments"),
    LackKind.CHANGED_SINCE: ("changed control", "changed controls"),
    LackKind.OWNER_NO_PERSON: ("owner no person", "owners no person"),
    LackKind.BARE_SCREENSHOT: ("screenshot undated", "screenshots undated"),
    LackKind.LIST_UNCHECKED: ("list unchecked", "lists unchecked"),
    LackKind.EVIDENCE_LATE: ("collected at the end", "collected at the end"),
    LackKind.VAGUE_TEXT: ("vague text", "vague texts"),
    LackKind.CLAIM_ALONE: ("control by claim only", "controls by claim only"),
}
"""What is counted, for one and for several."""


def noun(kind: LackKind, number: int = 1) -> str:
    """What a kind is called, in the number there is."""
    return NOUNS[kind][number != 1]


def counted(numbers: Mapping[LackKind, int], most: int = 99) -> str:
    """`15 gap texts, 16 actions or risks`; beyond `most` kinds the rest is counted together."""
    told = [f"{number:,} {noun(kind, number)}" for kind, number in list(numbers.items())[:most]]
    rest = sum(list(numbers.values())[most:])
    return ", ".join([*told, f"{rest:,} more"] if rest else told)


def head(found: Readiness) -> str:
    """What stands before the numbers: `not to be finalised`."""
    if found.ready:
        return f"nothing keeps it from being {found.act}" if found.act else "nothing lacks that must be there"
    return f"not to be {found.act}" if found.act else "lacking"


def sentence(found: Readiness, most: int = 99) -> str:
    """The whole line. Without a record looked at it says so, and never that nothing lacks."""
    if found.done:
        return found.done
    bars, others = found.numbers(bars=True), found.numbers(bars=False)
    beside = counted(others, most)
    if bars:
        return f"{head(found)}: {counted(bars, most)}" + (f"; {beside}" if beside else "")
    if not found.looked:
        told = f"no {found.noun} yet to be {found.act}" if found.act else f"no {found.noun} yet"
        return told + (f"; {beside}" if beside else "")
    if beside:
        return f"{head(found)}, but: {beside}"
    return f"{head(found)}: {found.over or count(found.looked, found.noun)} looked at"


TITLES: Mapping[WorkPlace, str] = {
    WorkPlace.START: "First steps",
    WorkPlace.CONTROLS: "To finalise the assessment",
    WorkPlace.EVIDENCE: "Evidence to settle",
    WorkPlace.WANTED: "Evidence wanted",
    WorkPlace.COVERAGE: "To cover the period",
    WorkPlace.WARNINGS: "Warnings of the period",
    WorkPlace.VENDORS: "Vendors to settle",
    WorkPlace.VENDOR: "To approve",
    WorkPlace.EXPOSURE: "Exposure",
    WorkPlace.FEATURES: "AI features to settle",
    WorkPlace.FEATURE: "To confirm",
    WorkPlace.REVIEWS: "Access reviews to sign",
    WorkPlace.REVIEW: "To sign",
    WorkPlace.REQUESTS: "Requests to answer",
    WorkPlace.TESTS: "Tests to settle",
    WorkPlace.SHEET: "To conclude",
    WorkPlace.SAMPLES: "Samples to draw again",
    WorkPlace.FINDINGS: "Findings: what is next",
    WorkPlace.FINDING: "To close",
    WorkPlace.SOA: "To approve the statement",
    WorkPlace.INCIDENTS: "Incidents to close",
    WorkPlace.INCIDENT: "To close",
    WorkPlace.ENGAGEMENT: "To the next phase",
    WorkPlace.EXPORT: "To mend before it goes out",
}
"""What stands over the list."""


def title(place: WorkPlace, record: str = "") -> str:
    """`To close F-3`."""
    return f"{TITLES[place]} {record}".strip()
