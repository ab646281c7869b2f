"""What the change log calls every act. Light to import."""

from __future__ import annotations

from enum import StrEnum


class Verb(StrEnum):
    """Every action the change log knows, as noun.verb. An entry with another word cannot be written."""

    DESK_INIT = "desk.init"
    DESK_MIGRATE = "desk.migrate"
    DESK_BACKUP = "desk.backup"
    DESK_RESTORE = "desk.restore"
    DESK_SET = "desk.set"
    AUDIT_NEW = "audit.new"
    AUDIT_USE = "audit.use"
    AUDIT_SET = "audit.set"
    AUDIT_CLOSE = "audit.close"
    AUDIT_PHASE = "audit.phase"
    AUDIT_PLAN = "audit.plan"
    CATALOG_ADD = "catalog.add"
    CATALOG_UPDATE = "catalog.update"
    SCOPE_SET = "scope.set"
    SCOPE_OVERRIDE = "scope.override"
    SCOPE_EXCLUDE = "scope.exclude"
    SCOPE_SYSTEM = "scope.system"
    CRITERION_DECLARE = "criterion.declare"
    CONTROL_SET = "control.set"
    CONTROL_TAILOR = "control.tailor"
    GAP_FINALISE = "gap.finalise"
    ACTION_ADD = "action.add"
    ACTION_MOVE = "action.move"
    ACTION_CLOSE = "action.close"
    RISK_ACCEPT = "risk.accept"
    RISK_END = "risk.end"
    FINDING_ADD = "finding.add"
    FINDING_SET = "finding.set"
    FINDING_ITEM = "finding.item"
    FINDING_RESPOND = "finding.respond"
    FINDING_MOVE = "finding.move"
    FINDING_VERIFY = "finding.verify"
    FINDING_CLOSE = "finding.close"
    FINDING_REOPEN = "finding.reopen"
    FINDING_ACCEPT = "finding.accept"
    REMEDIATION_ADD = "remediation.add"
    REMEDIATION_SET = "remediation.set"
    REMEDIATION_MOVE = "remediation.move"
    REMEDIATION_DONE = "remediation.done"
    REMEDIATION_DROP = "remediation.drop"
    INCIDENT_ADD = "incident.add"
    INCIDENT_SET = "incident.set"
    INCIDENT_MARK = "incident.mark"
    INCIDENT_NOTICE = "incident.notice"
    INCIDENT_ENTITY = "incident.entity"
    INCIDENT_CLOSE = "incident.close"
    INCIDENT_REOPEN = "incident.reopen"
    EVIDENCE_ADD = "evidence.add"
    EVIDENCE_IMPORT = "evidence.import"
    EVIDENCE_ERASE = "evidence.erase"
    EVIDENCE_INTEGRITY = "evidence.integrity"
    EVIDENCE_GC = "evidence.gc"
    EVIDENCE_LINK = "evidence.link"
    EVIDENCE_PLACE = "evidence.place"
    EVIDENCE_REJECT = "evidence.reject"
    EVIDENCE_SET = "evidence.set"
    EVIDENCE_STATE = "evidence.state"
    EVIDENCE_SUPERSEDE = "evidence.supersede"
    EVIDENCE_SYNC = "evidence.sync"
    EVIDENCE_UNLINK = "evidence.unlink"
    EVIDENCE_VERIFY = "evidence.verify"
    SOURCE_SET = "source.set"
    POPULATION_ADD = "population.add"
    POPULATION_CHECK = "population.check"
    POPULATION_RECONCILE = "population.reconcile"
    POPULATION_EXPLAIN = "population.explain"
    POPULATION_DROP = "population.drop"
    QUIET_ADD = "quiet.add"
    QUIET_DROP = "quiet.drop"
    TEST_RUN = "test.run"
    TEST_RECORD = "test.record"
    TEST_REVIEW = "test.review"
    TEST_CONCLUDE = "test.conclude"
    DEVIATION_CONFIRM = "deviation.confirm"
    CHECK_SET = "check.set"
    CHECK_RESET = "check.reset"
    CHECK_WORD = "check.word"
    FEATURE_ADD = "feature.add"
    FEATURE_SET = "feature.set"
    FEATURE_MODEL = "feature.model"
    FEATURE_PROMPT = "feature.prompt"
    FEATURE_DERIVE = "feature.derive"
    FEATURE_CONFIRM = "feature.confirm"
    FEATURE_IMPORT = "feature.import"
    MODEL_CARD = "feature.card"
    DUE_ACKNOWLEDGE = "due.acknowledge"
    DUE_SNOOZE = "due.snooze"
    DUE_RESUME = "due.resume"
    DUE_NOTIFY = "due.notify"
    VENDOR_ADD = "vendor.add"
    VENDOR_SET = "vendor.set"
    VENDOR_OFFBOARD = "vendor.offboard"
    VENDOR_POLICY = "vendor.policy"
    VENDOR_CONTACT = "vendor.contact"
    VENDOR_DOCUMENT = "vendor.document"
    VENDOR_PACKAGE = "vendor.package"
    VENDOR_REPORT = "vendor.report"
    VENDOR_EXPECT = "vendor.expect"
    VENDOR_SUBPROCESSOR = "vendor.subprocessor"
    VENDOR_PROJECT = "vendor.project"
    VENDOR_IMPORT = "vendor.import"
    VENDOR_AGREEMENT = "vendor.agreement"
    VENDOR_CLAUSE = "vendor.clause"
    VENDOR_REVIEW_START = "vendor_review.start"
    VENDOR_REVIEW_CHECK = "vendor_review.check"
    VENDOR_REVIEW_CONCLUDE = "vendor_review.conclude"
    VENDOR_REVIEW_DROP = "vendor_review.drop"
    REVIEW_OPEN = "review.open"
    REVIEW_ASSIGN = "review.assign"
    REVIEW_LOAD = "review.load"
    REVIEW_ROSTER = "review.roster"
    REVIEW_DECIDE = "review.decide"
    REVIEW_PROVE = "review.prove"
    REVIEW_SIGN = "review.sign"
    REVIEW_REOPEN = "review.reopen"
    REVIEW_DROP = "review.drop"
    SAMPLE_DRAW = "sample.draw"
    SAMPLE_DROP = "sample.drop"
    SOA_SET = "soa.set"
    SOA_DRAFT = "soa.draft"
    SOA_APPROVE = "soa.approve"
    AUDIT_REHEARSE = "audit.rehearse"
    REQUEST_ADD = "request.add"
    REQUEST_SET = "request.set"
    REQUEST_DRAFT = "request.draft"
    REQUEST_EVIDENCE = "request.evidence"
    REQUEST_SUBMIT = "request.submit"
    REQUEST_TOLD = "request.told"
    REQUEST_IMPORT = "request.import"
    WALKTHROUGH_ADD = "walkthrough.add"
    WALKTHROUGH_SET = "walkthrough.set"
    WALKTHROUGH_RECORD = "walkthrough.record"
    WALKTHROUGH_ANSWER = "walkthrough.answer"
    WALKTHROUGH_DIFFER = "walkthrough.differ"
    REGISTER_IMPORT = "register.import"
    MATRIX_IMPORT = "matrix.import"
    VIEW_SAVE = "view.save"
    VIEW_DROP = "view.drop"
    TABLE_FORGET = "table.forget"
    LOG_VERIFY = "log.verify"
    LOG_UNDO = "log.undo"
    LOG_EXPORT = "log.export"
    LOG_CHECKPOINT = "log.checkpoint"
    LOG_ERASE = "log.erase"
    EXPORT_MATRIX = "export.matrix"
    EXPORT_REGISTER = "export.register"
    EXPORT_WORKPLAN = "export.workplan"
    EXPORT_GAP_REPORT = "export.gap_report"
    EXPORT_DOCUMENT = "export.document"
    EXPORT_VENDOR_MEMO = "export.vendor_memo"
    EXPORT_MLBOM = "export.mlbom"
    EXPORT_OSCAL = "export.oscal"
    EXPORT_CALENDAR = "export.calendar"
    EXPORT_HANDOVER = "export.handover"
    EXPORT_PACKAGE = "export.package"
    EXPORT_NAME = "export.name"
    EXPORT_REVIEW = "export.review"
    EXPORT_FINDINGS = "export.findings"
    EXPORT_INCIDENTS = "export.incidents"
    EXPORT_POPULATION = "export.population"
    EXPORT_SOA = "export.soa"
    EXPORT_AUDIT = "export.audit"
    EXPORT_REQUESTS = "export.requests"
    EXPORT_EVIDENCE = "export.evidence"
    EXPORT_DESCRIPTION = "export.description"
    EXPORT_INDEX = "export.index"
    CLOCK_BACKWARDS = "clock.backwards"


NOTES = frozenset(
    {
        Verb.DESK_BACKUP,
        Verb.DESK_RESTORE,
        Verb.DESK_MIGRATE,
        Verb.EVIDENCE_GC,
        Verb.EVIDENCE_VERIFY,
        Verb.LOG_VERIFY,
        Verb.LOG_EXPORT,
        Verb.LOG_CHECKPOINT,
        Verb.LOG_ERASE,
        Verb.EXPORT_MATRIX,
        Verb.EXPORT_REGISTER,
        Verb.EXPORT_WORKPLAN,
        Verb.EXPORT_GAP_REPORT,
        Verb.EXPORT_DOCUMENT,
        Verb.EXPORT_VENDOR_MEMO,
        Verb.EXPORT_MLBOM,
        Verb.EXPORT_OSCAL,
        Verb.EXPORT_REVIEW,
        Verb.EXPORT_FINDINGS,
        Verb.EXPORT_INCIDENTS,
        Verb.EXPORT_POPULATION,
        Verb.EXPORT_SOA,
        Verb.EXPORT_AUDIT,
        Verb.EXPORT_REQUESTS,
        Verb.EXPORT_EVIDENCE,
        Verb.EXPORT_DESCRIPTION,
        Verb.EXPORT_INDEX,
        Verb.EXPORT_CALENDAR,
        Verb.EXPORT_HANDOVER,
        Verb.EXPORT_PACKAGE,
        Verb.DUE_NOTIFY,
        Verb.CLOCK_BACKWARDS,
    }
)
"""Acts that change no data; the log holds a note of each."""

_ALSO_NOTED: dict[str, str] = {Verb.DESK_MIGRATE: "desk", Verb.LOG_ERASE: "private_text"}
"""Acts that are a note of one kind, and change records of every other."""

HANDED_OUT = frozenset(
    {
        Verb.EXPORT_MATRIX,
        Verb.EXPORT_REGISTER,
        Verb.EXPORT_WORKPLAN,
        Verb.EXPORT_GAP_REPORT,
        Verb.EXPORT_DOCUMENT,
        Verb.EXPORT_VENDOR_MEMO,
        Verb.EXPORT_MLBOM,
        Verb.EXPORT_OSCAL,
        Verb.EXPORT_REVIEW,
        Verb.EXPORT_FINDINGS,
        Verb.EXPORT_INCIDENTS,
        Verb.EXPORT_POPULATION,
        Verb.EXPORT_SOA,
        Verb.EXPORT_AUDIT,
        Verb.EXPORT_REQUESTS,
        Verb.EXPORT_EVIDENCE,
        Verb.EXPORT_DESCRIPTION,
        Verb.EXPORT_INDEX,
        Verb.EXPORT_HANDOVER,
        Verb.EXPORT_PACKAGE,
        Verb.LOG_EXPORT,
    }
)
"""Notes of files for others: they can be written of the desk as it stood, and are told to the log of today."""

ANCHORED = HANDED_OUT | {Verb.DESK_BACKUP, Verb.DESK_RESTORE, Verb.LOG_CHECKPOINT}
"""Notes whose place in the log is remembered outside of it: of what left the house, and of what brought it back."""


FINAL: dict[str, str] = {
    Verb.DESK_INIT: "make a new desk instead",
    Verb.DESK_MIGRATE: "restore the backup that was made before it",
    Verb.EVIDENCE_INTEGRITY: "grcdesk evidence verify looks at the bytes again",
    Verb.LOG_ERASE: "what was erased cannot come back",
    Verb.EVIDENCE_ERASE: "what was erased cannot come back: add the file again",
    Verb.GAP_FINALISE: "make a new one instead",
    Verb.SOA_APPROVE: "approve a new version instead",
    Verb.AUDIT_REHEARSE: "rehearse again: each rehearsal is kept",
    Verb.REVIEW_SIGN: "reopen the review: that stays on record",
    Verb.REVIEW_REOPEN: "sign the review again",
}
"""Acts that cannot be taken back, and what to do instead."""


def changes_data(action: str, kind: str) -> bool:
    """Whether a line about a record of that kind, written by that act, tells a change of data.

    Bringing a desk to a new shape is both: its line about the desk is a note, those about records are changes. So is
    erasing a text: its line about the text is a note.
    """
    return bool(kind) and (action not in NOTES or kind != _ALSO_NOTED.get(action, kind))
