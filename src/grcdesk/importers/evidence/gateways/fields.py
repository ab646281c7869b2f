"""What the fields of a gateway's decisions are called, and what their words mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any

from grcdesk.importers.evidence.gateways import paths
from grcdesk.importers.evidence.gateways.rulings import RULED, TOLD, Outcome
from grcdesk.importers.evidence.gateways.words import DECISION, JUDGED
from grcdesk.importers.keeping import content
from grcdesk.schemas.makers import MakerFile

ALIASES = {
    "kind": ("event_type", "eventType"),
    "id": ("event_id", "id", "request_id", "requestId", "decision_id", "uuid", "trace_id"),
    "time": ("time", "timestamp", "ts", "@timestamp", "created_at", "decided_at", "startTime", "start_time", "date"),
    "action": ("action", "decision", "verdict", "effect", "disposition"),
    "policy_version": ("policy_version", "policyVersion", "config_version", "ruleset_version", "policy", "policy_id"),
    "policy": ("policy_name", "policy", "policy_id", "guardrail_name", "guardrail", "rule", "rule_id"),
    "reason_code": ("reason_code", "reasonCode"),
    "route": ("route", "endpoint", "path", "feature", "app", "application"),
    "detections": ("detections", "detector_counts", "detectors", "findings", "entities", "guardrails"),
    "provider": ("provider", "custom_llm_provider", "vendor"),
    "model": ("model", "model_id", "modelId"),
    "region": ("region", "aws_region", "awsRegion", "inference_region", "model_region"),
    "outcome": ("outcome", "status"),
    "latency_ms": ("latency_ms", "latencyMs", "latency", "duration_ms"),
}
"""Our field → the names it has elsewhere, the surest first."""
MAPPED = (*TOLD, "count", "part")
"""Our fields that only a map tells where to find: what `rulings` reads, how many requests a row stands for, and whether
it is a further part of one."""
TALLIED = {
    "policy_version": "policy versions",
    "reason_code": "reasons",
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


PICKED = ("action", "kind", "policy", *TALLIED)
"""Fields of words; events that have the same in all of them are counted together."""


@dataclass(slots=True)
class Alike:
    """Events with the same words: how many on each day, and what their rows have in common."""

    outcome: Outcome
    words: dict[str, str]
    """Field → the word it is counted under."""
    row: str
    """The end of a row: `,"action":"allow","route":"/chat"`."""
    kind: str = DECISION
    switch: str = ""
    """Of an event that turns a policy off or on: which."""
    days: dict[date, int] = field(default_factory=dict)
    """Events by the day they fell on."""

    @property
    def shows(self) -> bool:
        """Whether such events show that somebody judged."""
        return self.kind == DECISION and self.outcome.action in JUDGED


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
    """Where it stands; empty: nowhere. So are the next, looked up once and not for each event."""
    time: str = field(init=False)
    detections: str = field(init=False)
    latency: str = field(init=False)
    count: str = field(init=False)
    part: str = field(init=False)

    def __post_init__(self) -> None:
        for ours in ("id", "time", "detections", "count", "part"):
            setattr(self, ours, self.names.get(ours, ""))
        self.latency = self.names.get("latency_ms", "")
        self.picked = tuple(ours for ours in PICKED if ours in self.names)
        where = [self.names[ours] for ours in self.picked]
        # with one name alone it would be no tuple
        self.pick = itemgetter(*where) if len(where) > 1 else itemgetter(*where * 2) if where else _nothing


def _nothing(_: dict[str, Any]) -> tuple[Any, ...]:
    return ()


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


class Places:
    """Where our fields stand in the events of one file: as a person told, as its maker has them, by usual names."""

    def __init__(self, columns: Mapping[str, str], maker: MakerFile | None) -> None:
        self.columns = columns
        self.of_maker = maker.columns if maker else {}
        names = {*ALIASES, *MAPPED} if maker or columns else {*ALIASES}
        self.names = {ours: self._names(ours) for ours in (*ALIASES, *MAPPED) if ours in names}
        """Our field → its names, the surest first."""
        self.ruled = any(paths.is_deep(one) for ours in ("action", "policy") for one in self.mapped(ours)) or any(
            self.mapped(ours) for ours in TOLD if ours not in ("action", "policy")
        )
        """Whether what was decided is put together of several places."""
        self.told = bool(maker or self.mapped("action") or self.ruled)
        """Whether it is known that such events may say nothing of a decision."""

    def _names(self, ours: str) -> tuple[str, ...]:
        if ours in self.columns:
            return (self.columns[ours],)
        return (*self.of_maker.get(ours, ()), *ALIASES.get(ours, ()))

    def mapped(self, ours: str) -> tuple[str, ...]:
        """Names that a person or a maker file told."""
        return (self.columns[ours],) if ours in self.columns else tuple(self.of_maker.get(ours, ()))


def plan_of(event: Mapping[str, Any], places: Places) -> tuple[FieldPlan, list[str]]:
    """Which fields of an event mean what, and those that are not understood.

    Args:
        event: the first of its kind.
        places: where fields may stand.
    """
    names = _named(event, places)
    deep = tuple(dict.fromkeys(name for name in names.values() if name not in event and name != RULED))
    told = [name for ours in TOLD for name in places.mapped(ours)] if places.ruled else []
    led = {paths.head(name) for name in (*deep, *told) if name not in event}
    used = led | set(names.values()) | set(told)
    rest = [name for name in event if name not in used]
    flat = [] if "detections" in names else [name for name in rest if name.startswith(_FLAT)]
    watched = [name for name in rest if name not in flat]
    unknown = [name for name in watched if content.plain(name) not in KNOWN and not content.is_content(name, free=True)]
    inside = [name for name in event if name in led and name not in names.values()]
    return FieldPlan(names, deep, flat, watched + inside), unknown


def _named(event: Mapping[str, Any], places: Places) -> dict[str, str]:
    """Our field → where it stands in such events."""
    names: dict[str, str] = {"action": RULED} if places.ruled else {}
    for ours, known in places.names.items():
        if places.ruled and ours in TOLD:
            continue
        there = [one for one in known if one in event or (("." in one or "[" in one) and _leads(event, one))]
        name = next((one for one in there if ours != "policy" or one not in names.values()), None)
        if name is not None:
            names[ours] = name
    return names


def _leads(event: Mapping[str, Any], path: str) -> bool:
    """Whether a path may lead somewhere: events with the same fields share a plan, and it need not in the first."""
    return paths.head(path) in event
