"""Roles of populations: what a list is in the tests of an audit, and the columns such a list has.

The first column is the key. Times are UTC. A list may lack columns; what a check needs and the list lacks is no proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ColumnKind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    TIME = "time"
    """A moment in UTC."""
    DATE = "date"
    NUMBER = "number"
    """A decimal number, never a binary fraction."""
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class RoleColumn:
    """One column of a role."""

    name: str
    kind: ColumnKind = ColumnKind.TEXT


@dataclass(frozen=True, slots=True)
class Role:
    """What a population is in the tests."""

    name: str
    columns: tuple[RoleColumn, ...]
    """The first is the key."""

    @property
    def key(self) -> str:
        """The column that names each item."""
        return self.columns[0].name


_NUMBERS = {"score", "threshold", "records", "days_late", "accounts_listed", "accounts_reviewed", "lost", "models"}
_NUMBERS |= {"open_questions"}
_FLAGS = {"passed", "irreversible", "customer_data", "personal_data_removed", "ai_stores_checked", "required", "whole"}
_FLAGS |= {"self_review", "unauthorised", "fallback_named", "notice_named", "disclosure_named", "user_facing"}


def _kind(name: str) -> ColumnKind:
    if name in _NUMBERS:
        return ColumnKind.NUMBER
    if name == "day" or name.endswith("_on"):
        return ColumnKind.DATE
    if name in _FLAGS:
        return ColumnKind.FLAG
    return ColumnKind.TIME if name.endswith("_at") else ColumnKind.TEXT


def _role(name: str, columns: str) -> Role:
    return Role(name, tuple(RoleColumn(column, _kind(column)) for column in columns.split()))


ROLES = {
    role.name: role
    for role in (
        _role(
            "model_changes",
            "change_id merged_at commit author approver approved_at deployed_at evaluated_at eval_commit"
            " score threshold kind",
        ),
        _role(
            "evaluations",
            "eval_id commit dataset dataset_version score threshold passed started_at finished_at",
        ),
        _role("deployments", "deployment_id commit deployed_at actor"),
        _role("provider_keys", "key_id provider owner created_at last_rotated_at revoked_at"),
        _role("keys_console", "key_id provider owner created_at last_rotated_at revoked_at"),
        _role("access_grants", "grant_id account system role granted_at granted_by approver approved_at"),
        _role("agent_actions", "action_id executed_at action irreversible approver approved_at requester"),
        _role("dsar_requests", "request_id received_at due_at closed_at ai_stores_checked"),
        _role("training_runs", "run_id started_at dataset_id dataset_version customer_data consent_id"),
        _role("datasets", "dataset_id version origin approver approved_at personal_data_removed"),
        _role("alerts", "alert_id opened_at acknowledged_at severity feature"),
        _role("breaches", "breach_id metric feature opened_at reviewed_at closed_at"),
        _role("incidents", "incident_id class detected_at contained_at closed_at"),
        _role("providers", "provider first_used_at agreement_effective_at last_review_on"),
        _role("prompt_log_days", "day store oldest_record_on records"),
        _role("ai_services", "service repository provider first_seen_on"),
        _role("control_slots", "slot_id control slot starts_on ends_on required performed_on days_late state"),
        _role(
            "review_systems",
            "system_id campaign slot system owner list_on accounts_listed accounts_reviewed lost whole",
        ),
        _role(
            "review_accounts",
            "row_id campaign system account subject reviewer owner delegate decision decided_on removal_due_on done_on"
            " verified self_review unauthorised",
        ),
        _role(
            "ai_features",
            "feature_id name status owner models fallback_named notice_named disclosure_named user_facing customer_data"
            " open_questions added_on last_reviewed_on",
        ),
    )
}
"""Roles by name. A population of another name keeps its own columns; their kinds are measured."""
