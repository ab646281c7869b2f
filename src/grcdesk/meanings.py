"""What terms mean, in a few words: stands beside them where they are picked. A term that says it itself has none."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from grcdesk.terms import Anchor, Applies, CollectorMethod, Design, EvidenceKind, FeatureStatus, Frequency, Scope, Side
from grcdesk.terms.audits import EngagementKind, Lane, Phase, PlanName
from grcdesk.terms.findings import FindingClass, FindingSource, Severity
from grcdesk.terms.incidents import EntityKind, IncidentKind, TimeMark
from grcdesk.terms.interchange import DayOrder, OscalModel
from grcdesk.terms.requests import RequestKind, Settling
from grcdesk.terms.reviews import ReviewSplit
from grcdesk.terms.soa import InclusionReason
from grcdesk.terms.vendors import (
    Access,
    CheckAnswer,
    ClauseAnswer,
    Conclusion,
    Data,
    DocumentKind,
    Expectation,
    Method,
    Objection,
    Opinion,
    PackageStatus,
    ReviewKind,
    Substitute,
    Training,
)

_OF: Mapping[type[StrEnum], Mapping[str, str]] = {
    Design: {
        Design.ADEQUATE: "would meet the criterion if it ran as written",
        Design.INADEQUATE: "would not, even if it ran as written",
    },
    Scope: {
        Scope.IN: "belongs to the engagement",
        Scope.OPTIONAL: "may be left out",
        Scope.OUT: "does not belong to it",
    },
    Anchor: {
        Anchor.CALENDAR: "cycles of the calendar: months, quarters",
        Anchor.ROLLING: "cycles from the first day of the period",
    },
    Frequency: {
        Frequency.CONTINUOUS: "runs all the time",
        Frequency.EVENT: "each time something happens, over a named population",
    },
    FeatureStatus: {
        FeatureStatus.IDEA: "not built; questions may stay open",
        FeatureStatus.PILOT: "tried with a few",
        FeatureStatus.PRODUCTION: "in use",
        FeatureStatus.RETIRED: "no longer in use",
    },
    Applies: {
        Applies.APPLIES: "the control is asked of the feature",
        Applies.NOT_APPLICABLE: "it is not; says why",
    },
    Side: {
        Side.AT_MOST: "a value above the limit is a breach",
        Side.AT_LEAST: "a value below the limit is a breach",
    },
    CollectorMethod: {
        CollectorMethod.CLI: "a command at the source",
        CollectorMethod.API: "an interface of the source",
        CollectorMethod.EXPORT: "a file the source wrote",
        CollectorMethod.SCAN: "a tool that looked at it",
        CollectorMethod.SCREENSHOT: "a picture of the screen",
        CollectorMethod.WRITTEN: "written down by a person",
    },
    EvidenceKind: {
        EvidenceKind.CHANGE_RECORD: "a change, with who asked, reviewed and released",
        EvidenceKind.CODE_REF: "a place in the code",
        EvidenceKind.CONFIG_SNAPSHOT: "settings as they stood",
        EvidenceKind.CONSENT_RECORD: "who agreed to what, and when",
        EvidenceKind.EVAL_REPORT: "an evaluation of a model or prompt",
        EvidenceKind.LOG_EXPORT: "rows of a log",
        EvidenceKind.MANIFEST: "what went into a model or dataset",
        EvidenceKind.METRIC_SERIES: "values over time",
        EvidenceKind.POPULATION: "everything that happened, one row each",
        EvidenceKind.QUERY_RESULT: "what a query returned",
        EvidenceKind.REDACTION_LOG: "what was taken out before it went to a model",
        EvidenceKind.SIGN_OFF: "a person's signature under something",
        EvidenceKind.TEST_RECORD: "a test that was run, with its result",
        EvidenceKind.TICKET_OR_PR: "a ticket, or a change under review",
    },
    EngagementKind: {
        EngagementKind.SOC2_TYPE1: "design and implementation, as of one day",
        EngagementKind.SOC2_TYPE2: "operation over a period",
        EngagementKind.ISO_STAGE1: "documents and readiness, as of one day",
        EngagementKind.ISO_STAGE2: "the certification audit",
        EngagementKind.ISO_SURVEILLANCE: "the yearly look between certifications",
        EngagementKind.ISO_RECERTIFICATION: "the certificate is renewed",
        EngagementKind.READINESS: "no auditor yet",
    },
    Lane: {
        Lane.CENSUS: "every item",
        Lane.FIXED: "as many as the table of sizes has",
        Lane.CUSTOM: "as many as the auditor says",
        Lane.LIST: "those the auditor names",
    },
    Phase: {
        Phase.SCOPING: "what it is about",
        Phase.GAP: "what is lacking",
        Phase.REMEDIATION: "what is lacking is put right",
        Phase.OBSERVATION: "the period runs",
        Phase.FIELDWORK: "the auditor tests",
        Phase.RESPONSES: "management answers findings",
        Phase.BETWEEN_REPORTS: "until the next one",
    },
    PlanName: {
        PlanName.EIGHT_WEEKS: "the first report with AI in it",
        PlanName.EXTEND: "AI features come into a report that exists",
        PlanName.SHORT_LIST: "what one begins with",
    },
    Severity: {
        Severity.OBSERVATION: "worth knowing, no defect",
    },
    FindingSource: {
        FindingSource.GAP: "a control that is partial or missing",
        FindingSource.TEST: "deviations of a test",
        FindingSource.ACCESS_REVIEW: "a signed access review",
        FindingSource.VENDOR: "a review of a vendor",
        FindingSource.INCIDENT: "an incident or exercise",
        FindingSource.AUDITOR: "said by the auditor",
        FindingSource.INTERNAL_AUDIT: "said by our own audit",
    },
    FindingClass: {
        FindingClass.DEVIATION: "SOC 2: one item was otherwise",
        FindingClass.CONTROL_NOT_EFFECTIVE: "SOC 2: the control does not do it",
        FindingClass.MANAGEMENT_LETTER: "SOC 2: told to management alone",
        FindingClass.MAJOR: "ISO: the system fails in a part",
        FindingClass.MINOR: "ISO: a lapse",
        FindingClass.OPPORTUNITY: "ISO: could be better",
    },
    IncidentKind: {
        IncidentKind.DATA_LEAK: "data came out",
        IncidentKind.HARMFUL_OUTPUT: "a model said what does harm",
        IncidentKind.PROMPT_INJECTION: "instructions hidden in what a model read",
        IncidentKind.WRONG_OUTPUT: "a model was wrong",
        IncidentKind.OUTAGE: "a model or provider failed",
        IncidentKind.ACCESS: "somebody got in, or got at too much",
    },
    TimeMark: {
        TimeMark.DETECTED: "somebody noticed",
        TimeMark.CONTAINED: "it goes no further",
        TimeMark.ASSESSED: "it is known what it touched",
        TimeMark.REMEDIATED: "it is put right",
        TimeMark.NOTE: "any moment between",
    },
    EntityKind: {
        EntityKind.FEATURE: "an AI feature",
    },
    DayOrder: {
        DayOrder.DAY: "3/2 is the third of February",
        DayOrder.MONTH: "3/2 is the second of March",
    },
    OscalModel: {
        OscalModel.CATALOG: "criteria and controls",
        OscalModel.MAPPING: "which control answers which criterion",
        OscalModel.COMPONENTS: "controls as they are here",
    },
    RequestKind: {
        RequestKind.POPULATION: "everything that happened, one row each",
        RequestKind.SAMPLE_ITEMS: "evidence for drawn items",
        RequestKind.REPRESENTATION: "a statement of management",
    },
    Settling: {
        Settling.OURS: "what stands here stays",
        Settling.THEIRS: "what the list says is taken",
    },
    ReviewSplit: {
        ReviewSplit.OWNER: "the owner of the system",
        ReviewSplit.MANAGER: "the manager of the person",
    },
    InclusionReason: {
        InclusionReason.RISK_TREATMENT: "a risk is treated with it",
        InclusionReason.LEGAL: "a law asks for it",
        InclusionReason.CONTRACT: "a contract asks for it",
        InclusionReason.BUSINESS_NEED: "the business needs it",
    },
    Access: {
        Access.NONE: "cannot do anything in our systems",
    },
    CheckAnswer: {
        CheckAnswer.NOT_APPLICABLE: "is not asked of this vendor",
    },
    ClauseAnswer: {
        ClauseAnswer.PARTIAL: "says it in part",
        ClauseAnswer.SILENT: "does not speak of it",
    },
    Conclusion: {
        Conclusion.APPROVE: "may be used",
        Conclusion.CONDITIONS: "may be used on conditions",
        Conclusion.STOP: "may not be used",
    },
    Data: {
        Data.NONE: "sees none of ours",
        Data.SPECIAL: "health, belief and the like",
    },
    DocumentKind: {
        DocumentKind.SOC2_TYPE2: "auditor's report over a period",
        DocumentKind.SOC2_TYPE1: "auditor's report as of a day",
        DocumentKind.BRIDGE_LETTER: "reaches from the last report to today",
        DocumentKind.MODEL_TERMS: "terms of use of a model",
        DocumentKind.ACCOUNT_SETTINGS: "settings of our account there",
    },
    Expectation: {
        Expectation.CUEC: "the vendor's report expects it of us",
        Expectation.CSOC: "we expect it of the vendor",
    },
    Method: {
        Method.VENDOR: "a mere vendor",
        Method.CARVE_OUT: "its controls are left out of our description",
        Method.INCLUSIVE: "its controls are part of our description",
    },
    Objection: {
        Objection.OPEN: "not decided",
        Objection.ACCEPTED: "it may get data",
        Objection.OBJECTED: "we object, with the reason",
    },
    Opinion: {
        Opinion.UNMODIFIED: "clean",
        Opinion.QUALIFIED: "clean but for something",
        Opinion.ADVERSE: "not fairly stated, or not effective",
        Opinion.DISCLAIMER: "no opinion was given",
    },
    PackageStatus: {
        PackageStatus.HAVE: "at hand",
        PackageStatus.NOT_OFFERED: "the vendor has none",
        PackageStatus.WAIVED: "we do without, with reason and approver",
    },
    ReviewKind: {
        ReviewKind.REVIEW: "the review of its cadence",
        ReviewKind.CHECK: "a short look between two of them",
    },
    Substitute: {
        Substitute.NONE: "no other could take its place",
    },
    Training: {
        Training.OFF: "may not train on our data",
        Training.ON: "may train on our data",
    },
}
"""By list: words of two lists may be written alike."""


def meant(term: StrEnum) -> str:
    """What a term means; empty for one that says it itself."""
    return _OF.get(type(term), {}).get(term, "")
