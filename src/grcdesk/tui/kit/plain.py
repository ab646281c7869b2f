"""What the desk says to commands, in the words of the app: its fields and keys instead of options and commands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from grcdesk.errors import DeskError
from grcdesk.tui.actions.registry import ALL, EVERYWHERE, UiAction, written

_VALUE = r"(?:'[^']*'|[A-Z0-9][^\s,;:)]*|[a-z]+[-_=,.][^\s;:)]*)"
_OPTION = re.compile(rf"(?<![\w-])--([a-z][a-z-]+)(?:[ =]((?:another )?{_VALUE}))?")
_COMMAND = re.compile(
    rf"(?<![\w.])grcdesk((?: --?[a-z-]+(?:[ =]{_VALUE})?)*)((?: [a-z][a-z-]*\b(?![=,.\w]))+)"
    rf"((?: (?:--?[a-z-]+|{_VALUE}))*)"
)
_PLACEHOLDER = re.compile(r"(another )?[A-Z][A-Z.]*")
_MEANT = {
    "log.list": "go.history",
    "controls.set": "controls.edit",
    "controls.show": "go.controls",
    "vendors.set": "vendors.edit",
    "features.set": "features.edit",
    "requests.set": "requests.edit",
    "audits.plan": "audits.follow",
    "tests.record": "tests.answer",
    "scope.set": "go.scope",
    "due": "go.due",
}
"""Commands whose action has another name."""
_WORDS = 3
"""So many words a command has at most."""


def words(error: DeskError, labels: Mapping[str, str] | None = None, place: str = "") -> list[str]:
    """Sentence, reasons and hint of an error for a person in the app.

    Args:
        error: what the desk says.
        labels: the fields of the form it is said in, by name.
        place: the screen it is said on, whose keys are named first.
    """
    told = [str(error), *error.reasons, *([error.hint] if error.hint else [])]
    return [said(one, labels, place) for one in told]


def said(sentence: str, labels: Mapping[str, str] | None = None, place: str = "") -> str:
    """One sentence with fields for options and keys for commands; a command the app has no key for stays as it is."""
    whole, at = "", 0
    put = _field(labels or {})
    for found in _COMMAND.finditer(sentence):
        whole += _OPTION.sub(put, sentence[at : found.start()]) + _key(found, place)
        at = found.end()
    rest = sentence[at:]
    alone = _OPTION.fullmatch(rest) is not None and not whole
    return whole + ("fill in " if alone else "") + _OPTION.sub(put, rest)


def option_of(sentence: str, labels: Mapping[str, str]) -> str:
    """The field that the first option of a sentence is called in a form; empty when there is none."""
    found = _OPTION.search(sentence)
    return _named(found.group(1), labels) if found else ""


def _field(labels: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
    def put(found: re.Match[str]) -> str:
        name = _named(found.group(1), labels)
        value = found.group(2) or ""
        told = f"'{labels[name]}'" if name else found.group(1).replace("-", " ")
        return told if not value or _PLACEHOLDER.fullmatch(value) else f"{told} {value}"

    return put


def _named(option: str, labels: Mapping[str, str]) -> str:
    wanted = option.replace("-", "_")
    near = (name for name in labels if name.startswith(wanted) or labels[name].casefold() == option.replace("-", " "))
    return wanted if wanted in labels else next(near, "")


def _key(found: re.Match[str], place: str) -> str:
    """A command as the key that does the same; of its words the longest beginning that an action is called."""
    given = found.group(2).split()
    for size in range(min(_WORDS, len(given)), 0, -1):
        action = _action(given[:size], place)
        if action is not None:
            return " ".join([_where(action, place), *given[size:]])
    return found.group(0)


def _action(given: list[str], place: str) -> UiAction | None:
    noun, verb = given[0], "_".join(given[1:])
    command = f"{noun}.{verb}" if verb else noun
    wanted = {_MEANT.get(command, command), f"{noun.removesuffix('s')}.{verb}"}
    wanted |= {f"go.{noun}"} if verb in {"list", "show"} else set()
    named = sorted((one for one in ALL if one.id in wanted), key=lambda one: (one.place != place, not one.key))
    return next(iter(named), None)


def _where(action: UiAction, place: str) -> str:
    if not action.key:
        return f"{action.label} in the palette (:)"
    key = f"{written(action.key)} ({action.label})"
    return key if action.place in {place, EVERYWHERE} else f"{key} in {action.place.replace('_', ' ')}"
