"""Words of what is due."""

from __future__ import annotations

from enum import StrEnum


class DueKind(StrEnum):
    """What can be due."""

    ACTION = "action"
    RISK_ACCEPTANCE = "risk_acceptance"
    NA_APPROVAL = "na_approval"
    EVIDENCE_SLOT = "evidence_slot"
    EVIDENCE_LOSS = "evidence_loss"
    CONTROL_REVIEW = "control_review"
    GAP = "gap"
    FEATURE_REVIEW = "feature_review"
    VENDOR_REVIEW = "vendor_review"
    VENDOR_CHECK = "vendor_check"
    AGREEMENT = "agreement"
    CERTIFICATE = "certificate"
    REPORT = "report"
    BRIDGE_LETTER = "bridge_letter"
    SUBPROCESSOR_OBJECTION = "subprocessor_objection"
    ACCESS_REVIEW = "access_review"
    FAILED_RUN = "failed_run"
    BROKEN_LIMIT = "broken_limit"
    STALE_LIST = "stale_list"
    WAITING_FILES = "waiting_files"
    UNKNOWN_PROVIDER = "unknown_provider"
    UNROUTED_FEATURE = "unrouted_feature"
    UNLISTED_SYSTEM = "unlisted_system"
    CONTROL_OWNER = "control_owner"
    FINDING_RESPONSE = "finding_response"
    FINDING_ACTION = "finding_action"
    FINDING_CHECK = "finding_check"
    FINDING_ACCEPTANCE = "finding_acceptance"
    INCIDENT = "incident"
    INCIDENT_ACTION = "incident_action"
    AUDIT_TASK = "audit_task"
    REQUEST = "request"
    WALKTHROUGH = "walkthrough"
    TEST = "test"
    """Of a control: what keeps it from being tested whole."""
    TEST_JUDGEMENT = "test_judgement"
    """Of the deviations of a test."""


class DueState(StrEnum):
    """How near a date is, worst first. It follows from the dates alone."""

    OVERDUE = "overdue"
    NEVER_REVIEWED = "never_reviewed"
    DUE_7 = "due_7"
    DUE_30 = "due_30"
    DUE_60 = "due_60"
    DUE_90 = "due_90"
    OK = "ok"
    OFFBOARDED = "offboarded"


class DueMark(StrEnum):
    """What a person said of something due."""

    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
