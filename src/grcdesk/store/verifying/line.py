"""Reading one line of the change log as strictly as the script for auditors: one form, nothing more, nothing less."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from grcdesk.terms import LogOutcome, Verb

KEYS = frozenset(
    "v seq ts actor action resource before after source outcome reason batch run prev".split()  # noqa: SIM905
)
"""What every line holds."""
_TEXTS = ("ts", "action", "outcome", "reason", "batch", "run", "prev")
_PARTS = ("actor", "resource", "before", "after", "source")
_NAMED = {"actor": ("name",), "resource": ("type", "id", "label"), "source": ("via",)}
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z")
_HASH = re.compile(r"[0-9a-f]{64}")
# made once: a log has thousands of lines
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_VERBS = frozenset(verb.value for verb in Verb)
_OUTCOMES = frozenset(outcome.value for outcome in LogOutcome)


def read_line(line: Any) -> dict[str, Any]:
    """The entry in a line.

    Raises:
        ValueError: when it is not JSON, or not in the one form the log is written in: keys sorted and single, no
            spaces, whole numbers alone, every field there and of its kind.
    """
    if not isinstance(line, bytes):
        raise ValueError("is no longer stored as bytes")  # noqa: TRY004  told like every other fault of a line
    try:
        entry = _WHOLE_NUMBERS.decode(line.decode("utf-8"))
        # what is written again the same way is canonical: a doubled key or a blank would be gone
        again = _CANONICAL.encode(entry).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise ValueError("is no longer readable") from error
    if not isinstance(entry, dict) or again != line:
        raise ValueError("is not written the way grcdesk writes it")
    if not _whole(entry):
        raise ValueError("is no longer a whole entry: a field lacks, is strange to it, or is not of its kind")
    return entry


def _refuse(number: str) -> None:
    raise ValueError(number)


_WHOLE_NUMBERS = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse)


def _whole(entry: dict[str, Any]) -> bool:
    return _of_its_kind(entry) and _known_words(entry)


def _of_its_kind(entry: dict[str, Any]) -> bool:
    """Whether every field is there, and holds what a field of that name holds."""
    return (
        entry.keys() == KEYS
        and {type(entry["v"]), type(entry["seq"])} == {int}  # true is a number to isinstance
        and {type(entry[name]) for name in _TEXTS} == {str}
        and {type(entry[name]) for name in _PARTS} == {dict}
        and all(_has_texts(entry[part], names) for part, names in _NAMED.items())
        and all(map(_is_value, (*entry["before"].values(), *entry["after"].values())))
    )


def _has_texts(part: dict[str, Any], names: Iterable[str]) -> bool:
    return all(isinstance(part.get(name), str) for name in names)


def _is_value(value: object) -> bool:
    """Whether a column can hold it: true is a number to Python, and none here."""
    return type(value) in {str, int, type(None)}


def _known_words(entry: dict[str, Any]) -> bool:
    """Whether verb, outcome, time and hash are such as grcdesk writes."""
    return (
        entry["action"] in _VERBS
        and entry["outcome"] in _OUTCOMES
        and _TIME.fullmatch(entry["ts"]) is not None
        and _HASH.fullmatch(entry["prev"]) is not None
    )
