"""What the fields of a gateway's decisions are called, and what their words mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any

from grcdesk.importers.keeping import content
from grcdesk.importers.reading.inside import get, top

ALIASES = {
    "id": ("event_id", "id", "request_id", "requestId", "decision_id", "uuid", "trace_id"),
    "time": ("time", "timestamp", "ts", "@timestamp", "created_at", "decided_at", "startTime", "start_time", "date"),
    "action": ("action", "decision", "verdict", "effect", "disposition"),
    "policy_version": ("policy_version", "policyVersion", "config_version", "policy", "policy_id", "ruleset_version"),
    "route": ("route", "endpoint", "path", "feature", "app", "application"),
    "detections": ("detections", "detector_counts", "detectors", "findings", "entities", "guardrails"),
    "provider": ("provider", "custom_llm_provider", "vendor"),
    "model": ("model", "model_id", "modelId"),
    "region": ("region", "aws_region", "awsRegion", "inference_region", "model_region"),
    "outcome": ("outcome", "status"),
    "latency_ms": ("latency_ms", "latencyMs", "latency", "duration_ms"),
}
"""Our field → the names it has elsewhere, the surest first."""
ACTIONS = {
    "allow": ("allow", "allowed", "pass", "passed", "permit", "permitted", "accept", "accepted", "ok", "none"),
    "redact": ("redact", "redacted", "mask", "masked", "anonymize", "anonymized", "sanitize", "sanitized", "rewrite"),
    "block": ("block", "blocked", "deny", "denied", "reject", "rejected", "refuse", "refused", "intervened"),
    "escalate": ("escalate", "escalated", "review", "human_review", "hold", "held", "flag", "flagged"),
}
OURS = {word: action for action, words in ACTIONS.items() for word in words}
TALLIED = {
    "policy_version": "policy versions",
    "route": "routes",
    "provider": "providers",
    "model": "models",
    "region": "regions",
    "outcome": "outcomes",
}
_UNUSED = (
    "user_id tenant tenant_id session_id trace_id request_id span_id host environment env version level logger"
    " prompt_tokens completion_tokens total_tokens tokens cost response_cost end_time completed_at api_key_hash key_id"
    " digest prompt_sha256 response_sha256 prompt_hash response_hash"
)
"""Fields that are understood and not needed."""
KNOWN = frozenset(map(content.plain, _UNUSED.split(" ")))

HINT = "a column map names the fields: --map columns.yaml, see `grcdesk help import`"


PICKED = ("action", *TALLIED)
"""Fields of words; events that have the same in all of them are counted together."""


@dataclass(slots=True)
class Alike:
    """Events with the same words: how many on each day, and what their rows have in common."""

    action: str
    """Empty: there is none, and such events are no decisions."""
    words: dict[str, str]
    """Field → the word it is counted under."""
    unknown: str
    """The word of the action when it is not known."""
    row: str
    """The end of a row: `,"action":"allow","route":"/chat"`."""
    days: dict[date, int] = field(default_factory=dict)
    """Events by the day they fell on."""


@dataclass(slots=True)
class FieldPlan:
    """Which fields of events with the same keys mean what."""

    names: dict[str, str]
    deep: tuple[str, ...]
    """Names that lead into a field."""
    flat: list[str]
    """Fields that count one class of detections each."""
    watched: list[str]
    """Fields nobody needs, which are measured."""
    pick: Callable[[dict[str, Any]], tuple[Any, ...]] = field(init=False)
    """The words of an event: its action, and what is counted."""
    picked: tuple[str, ...] = field(init=False)
    alike: dict[tuple[Any, ...], Alike] = field(default_factory=dict)
    id: str = field(init=False)
    """Where it stands; empty: nowhere. So are the next four, looked up once and not for each event."""
    time: str = field(init=False)
    action: str = field(init=False)
    detections: str = field(init=False)
    latency: str = field(init=False)

    def __post_init__(self) -> None:
        for ours in ("id", "time", "action", "detections"):
            setattr(self, ours, self.names.get(ours, ""))
        self.latency = self.names.get("latency_ms", "")
        self.picked = tuple(ours for ours in PICKED if ours in self.names)
        where = [self.names[ours] for ours in self.picked]
        # with one name alone it would be no tuple
        self.pick = itemgetter(*where) if len(where) > 1 else itemgetter(*where * 2) if where else tuple


def as_count(value: object) -> int:
    """A count, however it is written; 0 for what is none."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int) and 0 < value < 1 << 40:
        return value
    if isinstance(value, list):
        return len(value)
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit() and len(value) < 12:  # noqa: PLR2004
        return int(value)
    return 0


_FLAT = ("detections.", "detections_", "detector.", "detected_", "entity.")


def plan_of(
    event: Mapping[str, Any], columns: Mapping[str, str], names_of: Mapping[str, Sequence[str]] = ALIASES
) -> tuple[FieldPlan, list[str]]:
    """Which fields of an event mean what, and those that are not understood.

    Args:
        event: the event.
        columns: what a person told.
        names_of: what our fields are called, the surest first.
    """
    names: dict[str, str] = {}
    for ours, aliases in names_of.items():
        given = columns.get(ours)
        there = (one for one in aliases if one in event or ("." in one and get(event, one) is not None))
        name = given if given is not None else next(there, None)
        if name is not None and (name in event or get(event, name) is not None):
            names[ours] = name
    deep = tuple(name for name in names.values() if name not in event)
    used = set(map(top, deep)) | set(names.values())
    rest = [name for name in event if name not in used]
    flat = [] if "detections" in names else [name for name in rest if name.startswith(_FLAT)]
    watched = [name for name in rest if name not in flat]
    unknown = [name for name in watched if content.plain(name) not in KNOWN and not content.is_content(name, free=True)]
    inside = [name for name in event if name in {top(one) for one in deep}]
    return FieldPlan(names, deep, flat, watched + inside), unknown
