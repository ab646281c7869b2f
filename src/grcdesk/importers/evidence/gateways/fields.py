"""What the fields of a gateway's decisions are called, and what their words mean."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, filterfalse
from operator import itemgetter
from typing import Any

from grcdesk.importers.evidence.gateways import paths
from grcdesk.importers.evidence.gateways.rulings import RULED, TOLD, EventRuling
from grcdesk.importers.evidence.gateways.words import DECISION, JUDGED
from grcdesk.importers.keeping import content
from grcdesk.schemas.catalogs.makers import MakerFile

ALIASES = {
    "kind": ("event_type", "eventType"),
    "id": ("event_id", "id", "request_id", "requestId", "decision_id", "uuid"),
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
    " call_type stream streamed step cached cache_hit cache_status cancelled spend tokens_in tokens_out model_group"
    " model_type model_id request_model requested_model request_method status_code is_success custom_cost end_user"
    " cost_total total_cost cost_cache cost_web_search cost_currency tokens_prompt tokens_completion tokens_reasoning"
    " tokens_cached req_units res_units total_units time_to_first_token_ms prompt_version prompt_name tags release"
    " reasoning_tokens usage byok_usage_inference endpoint_id stream_mode rate_limited type tries workspace"
    " upstream_status response_id response_created_at api_version is_stream_completion operation_name method"
    " is_request_success backend_response_code variant request_content_type response_content_type"
)
"""Fields that are understood and not needed."""
KNOWN = frozenset(map(content.plain, _UNUSED.split(" ")))

HINT = "a column map names the fields: --map columns.yaml, see `grcdesk help import`"


PICKED = ("action", "kind", "policy", *TALLIED)
"""Fields of words; events that have the same in all of them are counted together."""


@dataclass(slots=True, eq=False)
class Alike:
    """Events with the same words: how many on each day, and what their rows have in common."""

    outcome: EventRuling
    words: dict[str, str]
    """Field → the word it is counted under."""
    row: str
    """The end of a row: `,"action":"allow","route":"/chat"`."""
    kind: str = DECISION
    switch: str = ""
    """Of an event that turns a policy off or on: which."""
    days: dict[date, int] = field(default_factory=dict)
    """Events by the day they fell on."""

    def count(self, day: date, number: int = 1) -> None:
        """Count so many more of a day."""
        self.days[day] = self.days.get(day, 0) + number

    @property
    def shows(self) -> bool:
        """Whether such events show that somebody judged."""
        return self.kind == DECISION and self.outcome.action in JUDGED


@dataclass(slots=True)
class FieldPlan:
    """Which fields of events with the same keys mean what."""

    names: dict[str, str]
    deep: dict[str, tuple[str, ...]]
    """Names that lead into a field → they and what else is tried in turn."""
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
    odd: bool = field(init=False)
    """Whether anything stands elsewhere than in a field of its own, once for each event."""

    def __post_init__(self) -> None:
        for ours in ("id", "time", "detections", "count", "part"):
            setattr(self, ours, self.names.get(ours, ""))
        self.odd = bool(self.deep or self.count or self.part or self.names.get("action") == RULED)
        self.latency = self.names.get("latency_ms", "")
        self.picked = tuple(ours for ours in PICKED if ours in self.names)
        self.pick = _picker([self.names[ours] for ours in self.picked])


def _picker(names: list[str]) -> Callable[[dict[str, Any]], tuple[Any, ...]]:
    """What picks the words of an event."""
    if not names:
        return _nothing
    # one name alone would pick a word, and no tuple of one: it is picked twice
    return itemgetter(*names) if len(names) > 1 else itemgetter(*names, *names)


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
        sought = (*ALIASES, *MAPPED) if maker or columns else (*ALIASES,)
        self.names = {ours: self._names(ours) for ours in sought}
        """Our field → its names, the surest first."""
        self.ruled = self._is_ruled()
        """Whether what was decided is put together of several places."""
        self.told = bool(maker or self.mapped("action") or self.ruled)
        """Whether it is known that such events may say nothing of a decision."""

    def _is_ruled(self) -> bool:
        """A path that leads to several values says so; any field of rulings beside the two that every log has, too."""
        leading = (*self.mapped("action"), *self.mapped("policy"))
        if any(map(paths.is_deep, leading)):
            return True
        return any(self.mapped(ours) for ours in TOLD if ours not in ("action", "policy"))

    def ruling(self) -> list[str]:
        """Names of all fields of which it is put together."""
        return [name for ours in TOLD for name in self.mapped(ours)] if self.ruled else []

    def _names(self, ours: str) -> tuple[str, ...]:
        if ours in self.columns:
            return (self.columns[ours],)
        others = {one for name, names in self.of_maker.items() if name != ours for one in names}
        return (*self.of_maker.get(ours, ()), *(one for one in ALIASES.get(ours, ()) if one not in others))

    def mapped(self, ours: str) -> tuple[str, ...]:
        """Names that a person or a maker file told."""
        return (self.columns[ours],) if ours in self.columns else tuple(self.of_maker.get(ours, ()))


def plan_of(event: Mapping[str, Any], places: Places) -> tuple[FieldPlan, list[str]]:
    """Which fields of an event mean what, and those that are not understood.

    Args:
        event: the first of its kind.
        places: where fields may stand.
    """
    tried = _tried(event, places)
    names = {"action": RULED} if places.ruled else {}
    names |= {ours: known[0] for ours, known in tried.items()}
    deep = _deep(tried, event)
    ruling = places.ruling()
    direct = {*names.values(), *ruling}
    led = {paths.lead(event, name) for name in (*chain.from_iterable(deep.values()), *ruling)}
    rest = _without(event, led | direct)
    flat = [] if "detections" in names else _flat(rest)
    unused = _without(rest, flat)
    unknown = [*filterfalse(_understood, unused)]
    # of a record that a path leads into, only what the path names is used
    partly = [name for name in event if name in led - direct]
    return FieldPlan(names, deep, flat, unused + partly), unknown


def _deep(tried: Mapping[str, tuple[str, ...]], event: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Of fields that are no field of the event itself, the paths that are followed in turn, by the first of them."""
    return {known[0]: known for known in tried.values() if known[0] not in event}


def _without(names: Iterable[str], those: Collection[str]) -> list[str]:
    return [name for name in names if name not in those]


def _flat(names: Iterable[str]) -> list[str]:
    return [name for name in names if name.startswith(_FLAT)]


def _understood(name: str) -> bool:
    """Whether it is known what a field is that nobody needs."""
    return content.plain(name) in KNOWN or content.is_content(name, free=True)


def _tried(event: Mapping[str, Any], places: Places) -> dict[str, tuple[str, ...]]:
    """Our field → where it may stand in such events: the field itself, or paths in turn.

    Events with the same fields share a plan: what a path leads to need not stand in the first of them.
    """
    found: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    for ours, known in places.names.items():
        if places.ruled and ours in TOLD and ours != "policy":
            continue  # what was decided is read by `rulings`
        there = [one for one in known if one in event or paths.lead(event, one)]
        if ours == "policy":
            there = _of_policy(there, event, taken, ruled=places.ruled)
        if names := _up_to_own(there, event):
            found[ours] = names
            taken.add(names[0])
    return found


def _of_policy(there: Iterable[str], event: Mapping[str, Any], taken: set[str], *, ruled: bool) -> list[str]:
    """Where the name of a policy may stand: not where its version was found, which goes by the same names.

    Where rulings are read they name the policies of decisions; then it names what is switched, in a field of its own.
    """
    return [one for one in there if one not in taken and (one in event or not ruled)]


def _up_to_own(there: Sequence[str], event: Mapping[str, Any]) -> tuple[str, ...]:
    """Places up to the first that is a field of its own: what it says is not looked for elsewhere."""
    own = next((place for place, one in enumerate(there) if one in event), len(there))
    return tuple(there[: own + 1])
