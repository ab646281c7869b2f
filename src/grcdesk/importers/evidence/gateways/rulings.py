"""What each guardrail decided on one event, where a file says it in several places or for several of them.

Read out of every event as a short key; what a key means is found out once, as the same ones come again and again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from grcdesk.importers.evidence.gateways import paths, words
from grcdesk.importers.evidence.gateways.words import FIRED, UNJUDGED, UNKNOWN, Words, as_word, strictest

RULED = "\x1fruled"
"""The name under which a key stands in an event."""
TOLD = ("action", "policy", "redacted", "sign", "ran", "delivered")
"""Our fields that say what guardrails did."""
_FAILED = frozenset({"failure", "failed", "fail", "error", "false", "blocked"})
_SENT = frozenset({"true", "success", "succeeded", "ok", "yes"})
_OK, _NOT_OK = 200, 300
_MOST = 200
"""Guardrails of one event that are looked at."""

Ruling = tuple[str, str, bool]
"""Name of a guardrail, its word, and whether it put something in the place of what it found."""
RulingKey = tuple[tuple[Ruling, ...], str, tuple[str, ...], bool, bool]
"""Rulings; a sign of another kind; guardrails of which is only known that they ran; answer sent; request failed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the guardrails of an event decided, all of them together and each for itself."""

    action: str
    each: tuple[tuple[str, str], ...] = ()
    """Name and decision of each guardrail that ran; a name may be empty."""
    unknown: tuple[str, ...] = ()
    """Words that nobody told."""

    @property
    def fired(self) -> tuple[str, ...]:
        """Names of those that acted."""
        return tuple(dict.fromkeys(name for name, action in self.each if name and action in FIRED))

    @property
    def ran(self) -> tuple[str, ...]:
        """Names of all that ran."""
        return tuple(dict.fromkeys(name for name, action in self.each if name and action != UNJUDGED))


class RulingReader:
    """Reads the keys of one file's events."""

    def __init__(self, columns: Mapping[str, str]) -> None:
        self.at = {ours: columns.get(ours, "") for ours in TOLD}
        self.outcome = columns.get("outcome", "")
        prefix, self.word = paths.parted(self.at["action"])
        self.each = prefix if paths.is_deep(self.at["action"]) else ""
        self.name, self.mask = (self._below(ours) for ours in ("policy", "redacted"))

    def _below(self, ours: str) -> str | None:
        """The rest of a path that begins as that of the action does; None: it stands elsewhere."""
        path = self.at[ours]
        return path.removeprefix(f"{self.each}.") if self.each and path.startswith(f"{self.each}.") else None

    def read(self, event: Mapping[str, Any]) -> RulingKey:
        """The key of an event."""
        at = self.at
        sign = as_word(paths.first(event, at["sign"])) if at["sign"] else ""
        ran = tuple(dict.fromkeys(name for name, there in paths.named(event, at["ran"]) if there)) if at["ran"] else ()
        sent = _sent(paths.first(event, at["delivered"])) if at["delivered"] else False
        failed = as_word(paths.first(event, self.outcome)).casefold() in _FAILED if self.outcome else False
        return tuple(self._rulings(event)), sign, ran, sent, failed

    def _rulings(self, event: Mapping[str, Any]) -> Iterator[Ruling]:
        if self.each:
            yield from self._of_each(event)
            return
        at = self.at
        masked = bool(at["redacted"]) and any(map(_there, paths.found(event, at["redacted"])))
        names = [one for value in paths.found(event, at["policy"]) for one in _texts(value)] if at["policy"] else []
        said = [one for value in paths.found(event, at["action"]) for one in _texts(value)] if at["action"] else []
        for word in said or ([""] if masked else []):
            for name in names[:_MOST] or [""]:
                yield name, word, masked

    def _of_each(self, event: Mapping[str, Any]) -> Iterator[Ruling]:
        names = self.at["policy"]
        for place, (key, item) in enumerate(paths.named(event, self.each)):
            if place >= _MOST or item is None:
                return
            name = as_word(paths.first(item, self.name)) if self.name is not None else key if names == self.each else ""
            word = next(iter(_texts(paths.first(item, self.word) if self.word else item)), "")
            masked = self.mask is not None and any(map(_there, paths.found(item, self.mask)))
            yield name, word, masked


def outcome_of(key: RulingKey, told: Words) -> Outcome:
    """What a key means."""
    rulings, sign, ran, sent, failed = key
    each, unknown = [], []
    for name, word, masked in rulings:
        decision = told.decision(word) if word else UNJUDGED
        if decision == UNKNOWN:
            unknown.append(word)
        each.append((name, _softened(decision, masked=masked, sent=sent, failed=failed)))
    decisions = [decision for _, decision in each]
    if signed := told.sign.get(sign) or told.sign.get(words.folded(sign)):
        decisions.append(signed)
        each = [(name, signed) if decision in FIRED else (name, decision) for name, decision in each]
    if ran and not set(decisions) - {UNJUDGED}:
        each = [(name, "allow") for name in ran]
        decisions.append("allow")
    return Outcome(strictest(decisions), tuple(each), tuple(unknown))


def _softened(decision: str, *, masked: bool, sent: bool, failed: bool) -> str:
    """Something was replaced, and the request went on: redacted. Called blocked, and the answer was sent: flagged."""
    if masked and (decision in ("allow", UNJUDGED) or (decision == "block" and not failed)):
        return "redact"
    return "flag" if decision == "block" and sent else decision


def _texts(value: Any) -> list[str]:
    """Words of a field: one, or those of a list. What is a record is a word nobody knows."""
    if isinstance(value, list):
        return [text for one in value[:_MOST] for text in _texts(one)]
    if isinstance(value, Mapping):
        return ["(a record)"] if value else []
    return [text] if (text := as_word(value)) else []


def _there(value: Any) -> bool:
    """Whether a flag is set, a count above nothing, a list or record not empty."""
    if isinstance(value, str):
        return value.strip().casefold() not in {"", "0", "false", "no", "none", "null"}
    if isinstance(value, Mapping):
        return any(map(_there, value.values()))
    return bool(value)


def _sent(value: Any) -> bool:
    """Whether the answer went out: a state of success, or a status of HTTP."""
    text = as_word(value).casefold()
    return _OK <= int(text) < _NOT_OK if text.isdecimal() else text in _SENT
