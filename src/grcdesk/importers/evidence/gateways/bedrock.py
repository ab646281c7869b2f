"""What a guardrail of Bedrock did on one invocation: the marks of the answer, and the trace where there is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
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
    bodies = _bodies(event)
    traces = [*_traces(bodies)]
    findings = [one for one in chain.from_iterable(map(_assessed, traces)) if _action(one)]
    config = _config(event)
    asked = str(config.get("guardrailIdentifier") or "")
    actions = [*map(_action, findings), *_by_marks(bodies, acted=any(map(_acted, findings)))]
    if traces or (asked and _answered(event, bodies)):
        actions.append("allow")
    named = [*chain.from_iterable(map(_names, traces))] or [asked]
    return BedrockRuling(
        strictest(actions) if actions else UNJUDGED,
        tuple(dict.fromkeys(filter(None, named))),
        tuple(filter(None, map(_class_of, findings))),
        str(config.get("guardrailVersion") or ""),
    )


def _bodies(event: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The answer; where it was streamed, each piece of it."""
    return [body for body in paths.found(event, "output.outputBodyJson[]") if isinstance(body, Mapping)]


def _answered(event: Mapping[str, Any], bodies: Sequence[Mapping[str, Any]]) -> bool:
    """Whether an answer came: without one, a guardrail that was asked for may have broken down with the rest."""
    return bool(bodies) and not event.get("errorCode")


def _config(event: Mapping[str, Any]) -> Mapping[str, Any]:
    """Which guardrail was asked for, wherever the request says it."""
    found = (paths.first(event, path) for path in _CONFIGS)
    return next((one for one in found if isinstance(one, Mapping)), {})


def _by_marks(bodies: Sequence[Mapping[str, Any]], *, acted: bool) -> list[str]:
    """What the marks of the answers show: that a guardrail ran, and that it stopped them.

    Args:
        bodies: of the answers.
        acted: the trace says what was done, so that it intervened is no further decision.
    """
    marks = {str(body[_MARK]).upper() for body in bodies if _MARK in body}
    stopped = any(paths.first(body, name) == "guardrail_intervened" for body in bodies for name in _STOPS)
    shown = []
    if not acted and (stopped or "INTERVENED" in marks):
        shown.append("block")
    if marks:
        shown.append("allow")
    if marks - _MARKS:
        shown.append(UNKNOWN)
    return shown


def _traces(bodies: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Wherever a way of calling puts the trace."""
    for body in bodies:
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


def _acted(finding: Mapping[str, Any]) -> bool:
    return _action(finding) in {"block", "redact"}


def _class_of(finding: Mapping[str, Any]) -> str:
    return str(finding.get("type") or finding.get("name") or "")
