"""One finding, however its maker nests it, as our fields.

OCSF (Prowler, Security Lake), the findings of AWS Security Hub (ASFF) and of GuardDuty, and rows of a table. Looked at
2026-11-28: https://schema.ocsf.io/1.3.0/classes/compliance_finding, https://docs.aws.amazon.com/securityhub/latest/
userguide/securityhub-findings-format-syntax.html, https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings.html.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grcdesk.importers.evidence.runs import at, listed

NAMES = {
    "finding": ("finding_uid", "finding_id", "finding_unique_id", "id", "arn"),
    "status": ("status_code", "check_result", "result", "outcome"),
    "muted": ("is_muted", "suppressed", "archived"),
    "severity": ("check_severity", "level"),
    "time": (
        *("timestamp", "assessment_start_time", "updated_at", "created_at", "time_dt", "date", "first_observed_at"),
        *("createdat", "updatedat"),
    ),
    "check": ("check_id", "rule_id", "control_id", "security_control_id", "generator_id", "title_id", "type"),
    "resource": ("resource_uid", "resource_arn", "resource_id", "resource_name"),
    "scope": ("account_uid", "account_id", "account_num", "account", "subscription_id", "project_id"),
}
"""Our fields and what they are called in tables."""
NESTED = {
    "finding": ("finding_info.uid", "finding.guid"),
    "status": ("Compliance.Status", "Workflow.Status", "WorkflowState", "RecordState", "status_code", "status"),
    "severity": ("Severity.Label", "Severity.Original", "Severity.Normalized"),
    "time": ("finding_info.created_time_dt", "finding_info.first_seen_time_dt", "ProcessedAt", "LastObservedAt"),
    "check": ("metadata.event_code", "Compliance.SecurityControlId", "GeneratorId", "Types", "finding_info.types"),
    "resource": (
        *("Resources.Id", "Resources.Type", "resources.uid", "resources.name", "resources.type", "resources.region"),
        *("Resource.ResourceType", "ProductArn", "Region"),
    ),
    "scope": ("AwsAccountId", "cloud.account.uid", "ProductName", "metadata.product.name", "cloud.provider"),
}
"""The same inside records: fields of makers that hold no text."""
PASSED, FAILED, ERROR, MUTED, RESOLVED, NOT_CHECKED = "passed", "failed", "error", "muted", "resolved", "not checked"
ENDS = (PASSED, FAILED, ERROR, MUTED, RESOLVED, NOT_CHECKED)
"""How the check behind a finding ended; the last three are counted apart, and never as passed."""
_WORDS = {
    **dict.fromkeys(("pass", "passed", "ok", "compliant", "success", "true"), PASSED),
    **dict.fromkeys(
        ("fail", "failed", "alarm", "noncompliant", "false", "warning", "warn", "new", "open", "active", "inprogress"),
        FAILED,
    ),
    **dict.fromkeys(("error", "timedout", "timeout", "unknown", "aborted"), ERROR),
    **dict.fromkeys(("muted", "mute", "suppressed", "archived", "exception", "excepted"), MUTED),
    **dict.fromkeys(("resolved", "closed", "fixed"), RESOLVED),
    **dict.fromkeys(
        (
            "manual",
            "skip",
            "skipped",
            "info",
            "infoed",
            "informational",
            "notapplicable",
            "review",
            "notrun",
            "invalid",
            "notavailable",
            "notchecked",
        ),
        NOT_CHECKED,
    ),
}
"""Words of a status, without signs between → how the check ended."""
_YES = frozenset({"true", "yes", "1", "muted", "suppressed", "archived"})
_COMPLIANCE = {0: "unknown", 1: "pass", 2: "warning", 3: "fail", 99: "unknown"}
"""Of OCSF the `status_id` of a compliance → its word."""
_SUPPRESSED, _RESOLVED = 3, 4
"""Of OCSF the `status_id` of a finding that was suppressed, and of one that was resolved."""


def is_ocsf(record: Mapping[str, Any]) -> bool:
    """Whether it is a finding as OCSF has them."""
    return isinstance(record.get("finding_info"), dict) or str(record.get("class_name", "")).endswith("Finding")


def is_asff(record: Mapping[str, Any]) -> bool:
    """Whether it is a finding as Security Hub has them."""
    return isinstance(record.get("Severity"), dict) and bool({"ProductArn", "Compliance", "Types"} & set(record))


def is_guardduty(record: Mapping[str, Any]) -> bool:
    """Whether it is a finding as GuardDuty or Macie has them, in the letters of its export or of its interface."""
    kind, severity = (record.get("type") or record.get("Type"), record.get("severity", record.get("Severity")))
    scored = isinstance(severity, int | float) or at(severity, "score") is not None
    return isinstance(kind, str) and ":" in kind and "/" in kind and scored


def unwrapped(record: dict[str, Any]) -> list[dict[str, Any]]:
    """The findings in an event that carries some, as EventBridge hands them over; else the record itself."""
    detail = record.get("detail")
    if not isinstance(detail, dict) or "detail-type" not in record:
        return [record]
    return listed(detail, "findings") or [detail]


def shaped(record: Mapping[str, Any]) -> dict[str, Any] | None:
    """A finding of a maker who nests his fields; None: it is a row of a table."""
    if is_ocsf(record):
        return _ocsf(record)
    if is_asff(record):
        return _asff(record)
    return _guardduty(record) if is_guardduty(record) else None


def ended(found: Mapping[str, Any]) -> str:
    """How the check behind a finding ended; empty for a word nobody knows. One without a status names what failed."""
    said = plain_word(found["status"]) if "status" in found else FAILED
    word = _WORDS.get(said, "")
    muted = found.get("muted")
    if word in ("", PASSED) or muted in (None, ""):
        return word
    return MUTED if plain_word(muted) in _YES else word


def plain_word(value: object) -> str:
    """A word in small letters without signs."""
    return "".join(letter for letter in str(value).casefold() if letter.isalnum())


def _some(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "")}


def _ocsf(record: Mapping[str, Any]) -> dict[str, Any]:
    info, compliance = record.get("finding_info"), record.get("compliance")
    muted = record.get("status_id") == _SUPPRESSED or plain_word(record.get("status")) in ("suppressed", "archived")
    resources = listed(record, "resources")
    first = resources[0] if resources else record.get("resource")
    return _some(
        finding=at(info, "uid"),
        status=_ocsf_status(record, compliance),
        muted="true" if muted else "",
        severity=record.get("severity"),
        time=record.get("time_dt") or record.get("time") or at(info, "created_time_dt") or at(info, "created_time"),
        check=at(record, "metadata", "event_code") or at(compliance, "control") or _of_what(record, info),
        resource=at(first, "uid") or at(first, "name"),
        scope=at(record, "cloud", "account", "uid"),
    )


def _ocsf_status(record: Mapping[str, Any], compliance: Any) -> Any:
    """How the check ended; a finding that does not say it is one that failed, unless it was resolved."""
    status = record.get("status_code") or at(compliance, "status") or _COMPLIANCE.get(at(compliance, "status_id"))
    if status:
        return status
    resolved = record.get("status_id") == _RESOLVED or plain_word(record.get("status")) == "resolved"
    return "resolved" if resolved else "fail"


def _of_what(record: Mapping[str, Any], info: Any) -> Any:
    """What a finding of OCSF that names no rule is of: its vulnerability, its type, else what it is called."""
    cve = next((at(one, "cve", "uid") for one in listed(record, "vulnerabilities")), None)
    kinds = at(info, "types")
    kind = str(kinds[0]).rpartition("/")[2] if isinstance(kinds, list) and kinds else ""
    return cve or kind or at(info, "title")


def _asff(record: Mapping[str, Any]) -> dict[str, Any]:
    compliance, workflow = record.get("Compliance"), at(record, "Workflow", "Status")
    status = at(compliance, "Status") or ("resolved" if workflow == "RESOLVED" else "fail")
    archived = record.get("RecordState") == "ARCHIVED"
    resources = listed(record, "Resources")
    return _some(
        finding=record.get("Id"),
        status="archived" if archived else status,
        muted="true" if workflow == "SUPPRESSED" else "",
        severity=at(record, "Severity", "Label") or at(record, "Severity", "Normalized"),
        time=record.get("UpdatedAt") or record.get("CreatedAt"),
        check=at(compliance, "SecurityControlId") or _generator(record),
        resource=at(resources[0], "Id") if resources else None,
        scope=record.get("AwsAccountId"),
    )


def _generator(record: Mapping[str, Any]) -> Any:
    """What a finding without a control is of: its vulnerability, its type where many share a generator, else that."""
    if listed(record, "Vulnerabilities"):
        return listed(record, "Vulnerabilities")[0].get("Id") or record.get("GeneratorId")
    kinds = record.get("Types")
    shared = not record.get("Compliance") and str(record.get("GeneratorId", "")).startswith("arn:")
    if shared and isinstance(kinds, list) and kinds:
        return str(kinds[0]).rpartition("/")[2]
    return record.get("GeneratorId")


def _guardduty(record: Mapping[str, Any]) -> dict[str, Any]:
    small = {str(name)[:1].lower() + str(name)[1:]: value for name, value in record.items()}
    service = small.get("service")
    archived = True in (at(service, "archived"), at(service, "Archived"), small.get("archived"))
    severity = small.get("severity")
    return _some(
        finding=small.get("id"),
        status="archived" if archived else "fail",
        severity=f"{severity:g}" if isinstance(severity, float) else at(severity, "description") or severity,
        time=small.get("updatedAt") or small.get("createdAt"),
        check=small.get("type"),
        resource=at(small.get("resource"), "resourceType") or at(small.get("resource"), "ResourceType"),
        scope=small.get("accountId"),
    )
