"""Where audit logs hold what: the usual names, and those of six makers that need more than a maker file."""

from __future__ import annotations

from dataclasses import dataclass

USUAL_FIELDS = {
    "timestamp": ("time", "ts", "@timestamp", "created_at", "date", "occurred_at", "event_time"),
    "actor": ("user", "username", "principal", "actor_name", "performed_by"),
    "action": ("event", "event_type", "event_name", "operation", "activity"),
    "resource": ("target", "object", "resource_name", "entity"),
    "details": ("detail", "metadata"),
    "ip_address": ("ip", "source_ip", "client_ip", "actor_ip"),
    "outcome": ("result", "status", "success"),
    "id": ("event_id", "uuid", "_id", "request_id"),
}
"""The seven usual fields of an audit log, and an id."""


@dataclass(frozen=True)
class Maker:
    """Where a maker's log holds what; dots lead into a field, several names are tried in turn."""

    time: tuple[str, ...]
    action: tuple[str, ...]
    actor: tuple[str, ...]
    id: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    unsaid: str = "(none)"
    """The outcome of an event that names none."""
    tallies: tuple[tuple[str, str], ...] = ()
    """Title of a group of counts, and its field."""
    provider: str = ""
    """Who answers the requests of the log; empty: it shows none."""
    free: bool = False
    """Whether any text in it is content."""
    resource: tuple[str, ...] = ()


MAKERS = {
    "cloudtrail": Maker(
        ("eventTime",),
        ("eventName",),
        (
            "userIdentity.arn",
            "userIdentity.principalId",
            "userIdentity.invokedBy",
            "userIdentity.type",
            "userIdentity.userName",
        ),
        ("eventID",),
        ("errorCode",),
        ("sourceIPAddress",),
        "no error",
        (("sources", "eventSource"), ("regions", "awsRegion")),
    ),
    "github": Maker(
        ("@timestamp", "created_at"),
        ("action",),
        ("actor", "actor_id"),
        ("_document_id",),
        address=("actor_ip",),
        tallies=(("organisations", "org"),),
    ),
    "okta": Maker(
        ("published",),
        ("eventType",),
        ("actor.alternateId", "actor.id"),
        ("uuid",),
        ("outcome.result",),
        ("client.ipAddress",),
        tallies=(("severities", "severity"),),
    ),
    "openai": Maker(
        ("effective_at",),
        ("type",),
        ("actor.session.user.id", "actor.session.user.email", "actor.api_key.id", "actor.type"),
        ("id",),
        address=("actor.session.ip_address",),
    ),
    "anthropic": Maker(
        ("created_at",),
        ("type",),
        ("actor.user_id", "actor.email_address", "actor.type"),
        ("id",),
        address=("actor.ip_address",),
    ),
    "bedrock": Maker(
        ("timestamp",),
        ("operation",),
        ("identity.arn",),
        ("requestId",),
        ("errorCode",),
        unsaid="no error",
        tallies=(("models", "modelId"), ("regions", "region"), ("guardrail", "guardrail")),
        provider="Amazon Bedrock",
        free=True,
    ),
}
"""Audit logs by maker."""
