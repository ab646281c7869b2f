"""Words of findings and of what is done about them. Light to import."""

from __future__ import annotations

from enum import StrEnum


class FindingSource(StrEnum):
    """Where a finding comes from."""

    GAP = "gap"
    TEST = "test"
    ACCESS_REVIEW = "access_review"
    VENDOR = "vendor"
    INCIDENT = "incident"
    AUDITOR = "auditor"
    INTERNAL_AUDIT = "internal_audit"


class Severity(StrEnum):
    """How much a finding or an incident weighs, worst first. A person says it."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    OBSERVATION = "observation"


class FindingClass(StrEnum):
    """What a scheme calls a finding. The first three are words of SOC 2 reports, the last three of ISO audits."""

    DEVIATION = "deviation"
    CONTROL_NOT_EFFECTIVE = "control_not_effective"
    MANAGEMENT_LETTER = "management_letter_point"
    MAJOR = "major_nonconformity"
    MINOR = "minor_nonconformity"
    OPPORTUNITY = "opportunity"


class FindingStatus(StrEnum):
    """Where a finding stands, in the order it goes. Accepting the risk leaves that road until a date."""

    OPEN = "open"
    RESPONDED = "responded"
    IN_REMEDIATION = "in_remediation"
    READY_TO_VERIFY = "ready_to_verify"
    CLOSED = "closed"
    RISK_ACCEPTED = "risk_accepted"


class RemediationState(StrEnum):
    """State of one action against a finding or an incident."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"
