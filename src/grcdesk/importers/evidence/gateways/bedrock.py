"""What a guardrail of Bedrock did on one invocation: the marks of the answer, and the trace where there is one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from grcdesk.importers.evidence.gateways import paths
from grcdesk.importers.evidence.gateways.words import UNJUDGED, UNKNOWN, strictest

_MARK, _TRACE = "amazon-bedrock-guardrailAction", "amazon-bedrock-trace"
_MARKS = {"NONE", "INTERVENED"}
_ASSESSED = ("input", "outputs", "inputAssessment", "outputAssessments")
_ACTIONS = {"BLOCKED": "block", "ANONYMIZED": "redact", "GUARDRAIL_INTERVENED": "block", "INTERVENED": "block"}
_CONFIGS = ("input.inputBodyJson.guardrailConfig", "input.guardrailConfig", "guardrailConfig")
_STOPS = ("stopReason", "stop_reason", "messageStop.stopReason")
_DEPTH = 12


@dataclass(frozen=True, slots=True)
class BedrockRuling:
    """What the guardrails of an invocation decided."""

    action: str
    policies: tuple[str, ...] = ()
    """Ids of the guardrails."""
    detected: tuple[str, ...] = ()
    """What they found, each time by its class."""
    version: str = ""


def judged(event: Mapping[str, Any]) -> BedrockRuling:
    """The decision of an invocation: not judged where nothing says that a guardrail ran."""
    bodies = [body for body in paths.found(event, "output.outputBodyJson[]") if isinstance(body, Mapping)]
    marks = {str(body[_MARK]).upper() for body in bodies if _MARK in body}
    stopped = any(paths.first(body, name) == "guardrail_intervened" for body in bodies for name in _STOPS)
    traces = [trace for body in bodies for trace in _traces(body)]
    found = [one for trace in traces for one in _assessed(trace)]
    actions = [_action(one) for one in found]
    if not set(actions) & {"block", "redact"} and (stopped or "INTERVENED" in marks):
        actions.append("block")
    config = next((one for path in _CONFIGS if isinstance(one := paths.first(event, path), Mapping)), {})
    answered = bool(bodies) and not event.get("errorCode")  # one that was asked for may have broken down
    if traces or marks or (answered and config.get("guardrailIdentifier")):
        actions.append("allow")
    if marks - _MARKS:
        actions.append(UNKNOWN)
    named = [name for trace in traces for name in _names(trace)] or [str(config.get("guardrailIdentifier", ""))]
    detected = [str(one.get("type") or one.get("name") or "") for one in found if _action(one)]
    version = str(config.get("guardrailVersion", ""))
    return BedrockRuling(
        strictest([action for action in actions if action]) if any(actions) else UNJUDGED,
        tuple(dict.fromkeys(filter(None, named))),
        tuple(filter(None, detected)),
        version,
    )


def _traces(body: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for path in (f"{_TRACE}.guardrail", "trace.guardrail", "metadata.trace.guardrail"):
        if isinstance(found := paths.first(body, path), Mapping):
            yield found


def _names(trace: Mapping[str, Any]) -> Iterator[str]:
    """Ids of guardrails: what the assessments are called by."""
    for part in _ASSESSED:
        for one in trace[part] if isinstance(trace.get(part), list) else [trace.get(part)]:
            if isinstance(one, Mapping):
                yield from map(str, one)


def _assessed(here: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Every finding of a trace: a record with an action."""
    if depth > _DEPTH:
        return
    if isinstance(here, Mapping):
        if isinstance(here.get("action"), str) and depth > 1:
            yield here
            return
        here = list(here.values())
    for one in here if isinstance(here, list) else ():
        yield from _assessed(one, depth + 1)


def _action(finding: Mapping[str, Any]) -> str:
    """What was done about a finding; empty where nothing was found."""
    action = str(finding["action"]).upper()
    if action == "NONE":
        return "flag" if finding.get("detected") is True else ""
    return _ACTIONS.get(action, "other")
