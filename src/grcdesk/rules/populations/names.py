"""How lists call the columns of a role, and how a population may be called."""

from __future__ import annotations

import re
from collections.abc import Iterable

from grcdesk.errors import BadInput, did_you_mean
from grcdesk.rules.audits.roles import ROLES, ColumnKind, Role, RoleColumn

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_RESERVED = frozenset({"period_days"})
"""Names of tables that the tests of an audit make themselves."""
KEY = "key"
"""The column of the key where the role has no text column for it."""

ALIASES = {
    "change_id": "id number pr pull_request change issue_key ticket iid key",
    "merged_at": "merged merge_date completed_at completed",
    "deployed_at": "deployed deployment_date released_at release_date released live_since",
    "approved_at": "approved_on approval_date approved",
    "approver": "approved_by approvers reviewer reviewers reviewed_by reviews",
    "author": "created_by submitter user.login author.login developer opened_by",
    "commit": "sha commit_sha commit_id commit_hash merge_commit_sha revision",
    "evaluated_at": "evaluated evaluated_on evaluation_date eval_at tested_at tested",
    "eval_commit": "evaluated_commit evaluation_commit eval_sha tested_commit",
    "score": "eval_score evaluation_score",
    "threshold": "limit minimum min_score required_score",
    "kind": "type change_type category",
    "eval_id": "evaluation_id evaluation run_id id",
    "dataset": "dataset_name eval_set",
    "passed": "pass result outcome",
    "started_at": "started start_time begun_at",
    "finished_at": "finished end_time ended_at",
    "deployment_id": "deployment id",
    "actor": "deployed_by performed_by user",
    "key_id": "id key access_key_id api_key_id key_name",
    "provider": "vendor supplier maker",
    "owner": "holder responsible assignee",
    "created_at": "created created_on creation_date issued_at",
    "last_rotated_at": "last_rotated rotated_at rotated last_rotation",
    "revoked_at": "revoked revoked_on deleted_at disabled_at",
    "grant_id": "grant id request_id",
    "account": "user login username account_name",
    "system": "application app service",
    "role": "permission entitlement access",
    "granted_at": "granted granted_on provisioned_at",
    "granted_by": "provisioned_by",
    "action_id": "id call_id event_id",
    "executed_at": "executed run_at performed_at",
    "action": "tool operation command",
    "irreversible": "destructive cannot_be_undone",
    "requester": "requested_by requestor",
    "request_id": "request id ticket issue_key",
    "received_at": "received received_on opened_at",
    "due_at": "due due_on deadline due_date",
    "closed_at": "closed closed_on resolved_at resolved completed_at",
    "ai_stores_checked": "ai_stores stores_checked prompt_logs_checked",
    "run_id": "run id job_id",
    "dataset_id": "dataset id",
    "dataset_version": "version",
    "version": "dataset_version",
    "customer_data": "holds_customer_data uses_customer_data",
    "consent_id": "consent legal_basis_id",
    "origin": "source provenance",
    "personal_data_removed": "pii_removed anonymised anonymized",
    "alert_id": "alert id incident_key",
    "opened_at": "opened triggered_at created_at fired_at detected_at",
    "acknowledged_at": "acknowledged acked_at ack_at",
    "severity": "priority sev urgency",
    "feature": "service product component",
    "breach_id": "breach id",
    "metric": "measure metric_name",
    "reviewed_at": "reviewed reviewed_on",
    "incident_id": "incident id number",
    "class": "category type incident_type",
    "detected_at": "detected discovered_at opened_at started_at",
    "contained_at": "contained mitigated_at",
    "first_used_at": "first_used first_seen_at first_request_at",
    "agreement_effective_at": "agreement_effective effective_at contract_effective",
    "last_review_on": "last_review last_reviewed reviewed_on",
    "day": "date",
    "store": "log_store bucket index",
    "oldest_record_on": "oldest_record oldest",
    "records": "record_count count rows",
    "service": "name application app",
    "repository": "repo project",
    "first_seen_on": "first_seen found_on",
    "slot_id": "id",
    "control": "control_id",
    "slot": "cycle quarter",
    "starts_on": "starts start_date",
    "ends_on": "ends end_date",
    "required": "must",
    "performed_on": "performed run_on",
    "days_late": "late_by",
    "state": "status",
    "system_id": "id",
    "campaign": "review access_review",
    "list_on": "listed_on pulled_on",
    "accounts_listed": "listed accounts",
    "accounts_reviewed": "rows_reviewed",
    "lost": "lost_rows",
    "whole": "complete",
    "row_id": "id",
    "subject": "person user_name",
    "reviewer": "reviewed_by",
    "delegate": "stands_in",
    "decision": "outcome",
    "decided_on": "decided",
    "removal_due_on": "removal_due",
    "done_on": "done removed_on",
    "verified": "later_list",
    "self_review": "own_account",
    "unauthorised": "unauthorized",
    "feature_id": "id",
    "name": "feature_name",
    "status": "stage",
    "models": "model_count",
    "fallback_named": "has_fallback",
    "notice_named": "has_notice",
    "disclosure_named": "has_disclosure",
    "user_facing": "users_meet_it",
    "open_questions": "unanswered",
    "added_on": "added entered_on",
    "last_reviewed_on": "last_reviewed",
}
"""Our column → what lists call it, likeliest first. A column map says the rest."""
PEOPLE = frozenset(
    {"author", "approver", "owner", "actor", "account", "granted_by", "requester", "subject", "reviewer", "delegate"}
)
"""Columns that name people: one person is not two because a list writes him with a capital once."""
HASHES = frozenset({"commit", "eval_commit"})
"""Columns of commits: hexadecimal, whose capitals mean nothing."""


REGISTERS = frozenset({"provider_keys", "keys_console", "datasets", "providers", "ai_services"})
"""Roles of what there is: their rows happen on no day of a period."""


def checked_name(name: str) -> str:
    """A name as a population may bear it: that of a role, or one of its own that can stand in a test.

    Raises:
        BadInput: when it is none.
    """
    tidy = name.strip().casefold().replace("-", "_")
    if not _NAME.fullmatch(tidy) or tidy in _RESERVED:
        hint = "small letters, digits and _, such as model_changes"
        raise BadInput(f"{name!r} cannot name a population", hint=did_you_mean(name, list(ROLES)) or hint)
    return tidy


def role_of(name: str) -> Role:
    """The role of that name; a population of another name keeps its own columns."""
    return ROLES.get(name) or Role(name, ())


def near_role(name: str) -> str:
    """A question when the name is no role and much like one; empty: it is neither."""
    return "" if name in ROLES else did_you_mean(name, list(ROLES))


def lacking(role: Role, columns: Iterable[RoleColumn]) -> tuple[str, ...]:
    """Columns of the role that a list does not have: what a test needs of them is not shown by it."""
    there = {column.name for column in columns}
    return tuple(column.name for column in role.columns if column.name not in there)


def written(columns: Iterable[RoleColumn]) -> list[str]:
    """Columns as they are stored: `merged_at time`."""
    return [f"{column.name} {column.kind.value}" for column in columns]


def read(stored: Iterable[str]) -> tuple[RoleColumn, ...]:
    """The same back; a name may hold blanks, a kind none."""
    pairs = (one.rpartition(" ") for one in stored)
    return tuple(RoleColumn(name, ColumnKind(kind)) for name, _, kind in pairs)
