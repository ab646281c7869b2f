"""What each guardrail decided on one event, where a file says it in several places or for several of them.

Read out of every event as a short key; what a key means is found out once, as the same ones come again and again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, product
from typing import Any, Protocol

from grcdesk.importers.evidence.gateways import paths, words
from grcdesk.importers.evidence.gateways.words import FIRED, UNJUDGED, UNKNOWN, DecisionWords, as_word, strictest

RULED = "\x1fruled"
"""The name under which a key stands in an event."""
TOLD = ("action", "policy", "redacted", "broken", "sign", "ran", "delivered")
"""Our fields that say what guardrails did."""
_FAILED = frozenset({"failure", "failed", "fail", "error", "false", "blocked"})
_SENT = frozenset({"true", "success", "succeeded", "ok", "yes"})
_OK, _NOT_OK = 200, 300
_MOST = 200
"""Guardrails of one event that are looked at."""

GuardWord = tuple[str, str, bool, bool]
"""Name of a guardrail, its word, whether it put something in the place of what it found, and whether it broke."""
RulingKey = tuple[tuple[GuardWord, ...], str, tuple[str, ...], bool, bool]
"""Rulings; a sign of another kind; guardrails of which is only known that they ran; answer sent; request failed."""


@dataclass(frozen=True, slots=True)
class EventRuling:
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


class PlacedNames(Protocol):
    """Tells where our fields stand."""

    def mapped(self, ours: str) -> tuple[str, ...]:
        """The names of a field, tried in turn."""


class RulingReader:
    """Reads the keys of one file's events."""

    def __init__(self, places: PlacedNames) -> None:
        self.at = {ours: places.mapped(ours) for ours in TOLD}
        self.outcome = places.mapped("outcome")
        self.ways = [_Way(path, self.at) for path in self.at["action"] or ("",)]
        """Places in which guardrails may say what they decided; the first that says anything counts."""

    def read(self, event: Mapping[str, Any]) -> RulingKey:
        """The key of an event."""
        rulings: tuple[GuardWord, ...] = ()
        for way in self.ways:
            if rulings := tuple(way.rulings(event)):
                break
        ran = [name for path in self.at["ran"] for name, there in paths.named(event, path) if there is not None]
        sent = _sent(_first(event, self.at["delivered"]))
        if self.at["delivered"] and not sent:
            ran = []  # it may have broken down: only an answer shows that it let the request pass
        failed = as_word(_first(event, self.outcome)).casefold() in _FAILED
        return rulings, as_word(_first(event, self.at["sign"])), tuple(dict.fromkeys(ran)), sent, failed


class _Way:
    """One place in which guardrails say what they decided: a field, or one of each record of a list."""

    def __init__(self, action: str, at: Mapping[str, tuple[str, ...]]) -> None:
        prefix, rest = paths.parted(action)
        self.each = prefix if paths.is_deep(action) else ""
        self.word = rest if self.each else action
        self.names, self.masks, self.faults = at["policy"], at["redacted"], at["broken"]
        self.name = next(iter(self._below(self.names)), None)
        self.mask = next(iter(self._below(self.masks)), None)
        self.below = self._below(self.faults)

    def _below(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Of paths that begin as that of the action does, the rest; others stand elsewhere."""
        beginning = f"{self.each}."
        return tuple(one.removeprefix(beginning) for one in names if self.each and one.startswith(beginning))

    def rulings(self, event: Mapping[str, Any]) -> Iterator[GuardWord]:
        """What each guardrail decided."""
        if self.each:
            yield from self._of_each(event)
            return
        masked, broken = _any(event, self.masks), _any(event, self.faults)
        found = (_texts(paths.found(event, path)) for path in self.names)
        names = next(filter(None, found), [])
        words = self._words(event)
        if not words and (masked or broken):
            words = [""]  # something was done, and nothing says what it is called
        for word, name in product(words, names[:_MOST] or [""]):
            yield name, word, masked, broken

    def _words(self, event: Mapping[str, Any]) -> list[str]:
        """What it is called that was decided."""
        return [*chain.from_iterable(map(_texts, paths.found(event, self.word)))] if self.word else []

    def _of_each(self, event: Mapping[str, Any]) -> Iterator[GuardWord]:
        for place, (key, item) in enumerate(paths.named(event, self.each)):
            if place >= _MOST or item is None:
                return
            name = as_word(paths.first(item, self.name)) if self.name is not None else key
            word = next(iter(_texts(paths.first(item, self.word) if self.word else item)), "")
            masked = self.mask is not None and any(map(_there, paths.found(item, self.mask)))
            yield name, word, masked, _any(item, self.below)


def _any(record: Any, names: tuple[str, ...]) -> bool:
    """Whether anything is said at one of the places."""
    return any(_there(value) for path in names for value in paths.found(record, path))


def _first(event: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((value for name in names if (value := paths.first(event, name)) is not None), None)


def outcome_of(key: RulingKey, told: DecisionWords) -> EventRuling:
    """What a key means."""
    rulings, sign, ran, sent, failed = key
    each = [(one[0], _decision(one, told, sent=sent, failed=failed)) for one in rulings]
    decisions = [decision for _, decision in each]
    if signed := told.sign.get(sign) or told.sign.get(words.folded(sign)):
        decisions.append(signed)
        each = [(name, signed if decision == "flag" else decision) for name, decision in each]
    # guardrails that ran and told nothing let the request pass; what one of them told goes before that
    if ran and not set(decisions) - {UNJUDGED}:
        each = [(name, "allow") for name in ran]
        decisions.append("allow")
    return EventRuling(strictest(decisions), tuple(each), _unknown(rulings, told))


def _unknown(rulings: tuple[GuardWord, ...], told: DecisionWords) -> tuple[str, ...]:
    """Words of decisions that nobody knows."""
    return tuple(word for _, word, _, _ in rulings if word and told.decision(word) == UNKNOWN)


def _decision(ruling: GuardWord, told: DecisionWords, *, sent: bool, failed: bool) -> str:
    """What one guardrail decided; one that broke has not allowed anything."""
    _, word, masked, broken = ruling
    decision = _softened(told.decision(word) if word else UNJUDGED, masked=masked, sent=sent, failed=failed)
    return "error" if broken and decision in ("allow", UNJUDGED) else decision


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
