"""What the desk says, in the words of the app: a field by its label, an act by its key on the screen it is told on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from grcdesk import cures
from grcdesk.cures import NamedAct, NamedField
from grcdesk.errors import DeskError
from grcdesk.tui.actions.registry import ALL, EVERYWHERE, LIST, UiAction, written
from grcdesk.tui.kit.acts import ACTS
from grcdesk.tui.kit.field_words import FIELD_WORDS
from grcdesk.wording import join

_WORDS = 4
"""So many words the name of an act has at most."""
_DAYS = ("period", "days")
"""Fields that hold a first and a last day, `A..B`."""
_BEGINS = re.compile(r"(?:^|(?<!e\.g)[.;:] )$")
"""What stands before the fields that a sentence, or a part of one, begins with."""
_GOES_ON = {", ", ", or ", ", and ", " or ", " and "}
_TELLS = re.compile(r"-(?:(?:,? or|,? and|,)? -)*(?: with `[^`]*`|, [^,;]+,|,)? (?:is|settle|[a-z]{2,}s)\b")
"""Fields, each written as `-`, and then a verb that tells what they do."""


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
    """One sentence with fields and acts as the app calls them."""
    parts = cures.read(sentence)
    if len(parts) == 1 and isinstance(parts[0], NamedField):
        return f"fill in {_field(parts[0], labels or {}, ' with ')}"
    return "".join(_told(parts, labels or {}, place))


def _told(parts: Sequence[cures.CurePart], labels: Mapping[str, str], place: str) -> Iterator[str]:
    at, asking, before = 0, False, ""
    while at < len(parts):
        part, run = parts[at], _run(parts[at:])
        if run:
            asks = _BEGINS.search(before) is not None and _asks(run, parts[at:])
            asking = asks or (asking and before in _GOES_ON)
            yield ("fill in " if asks else "") + _fields(run, labels, " with " if asking else " ")
        else:
            yield _act(part, place) if isinstance(part, NamedAct) else str(part)
        before = part if isinstance(part, str) else ""
        at += max(1, 2 * len(run) - 1)


def _run(parts: Sequence[cures.CurePart]) -> list[NamedField]:
    """The fields a sentence goes on with that only blanks stand between: they are filled in together."""
    found: list[NamedField] = []
    for place, part in enumerate(parts):
        if isinstance(part, NamedField):
            found.append(part)
        elif not (place % 2 and part == " "):
            break
    return found


def _asks(run: Sequence[NamedField], parts: Sequence[cures.CurePart]) -> bool:
    """Whether the sentence asks to fill them in; `--force replaces it` tells what one does."""
    rest = "".join(part if isinstance(part, str) else "-" for part in parts)
    return not run[0].bare and _TELLS.match(rest) is None


def _fields(run: Sequence[NamedField], labels: Mapping[str, str], before: str) -> str:
    # the ends of a period are one field in a form
    return join(list(dict.fromkeys(_field(one, labels, before) for one in run)))


def option_of(sentence: str, labels: Mapping[str, str]) -> str:
    """The field of a form that the first field a sentence names is; empty when there is none."""
    found = cures.fields(sentence)
    return _named(found[0].name, labels) if found else ""


def _field(part: NamedField, labels: Mapping[str, str], before: str) -> str:
    name = _named(part.name, labels)
    told = labels[name] if name else FIELD_WORDS.get(part.name, part.name.replace("_", " "))
    return f"'{told}'" + (f"{before}{part.value}" if part.value else "")


def _named(wanted: str, labels: Mapping[str, str]) -> str:
    spoken = wanted.replace("_", " ")
    near = (name for name in labels if name.startswith(wanted) or labels[name].casefold() == spoken)
    found = wanted if wanted in labels else next(near, "")
    # a form has one field for both ends of its days
    return found or next((name for name in _DAYS if wanted in {"from", "to"} and name in labels), "")


def _act(part: NamedAct, place: str) -> str:
    """An act as the key that does it; of its words the longest beginning that an action is called."""
    given = part.words
    if given[0] == "help" and len(given) > 1:
        return " ".join([f"help page {given[1]} in the palette (:)", *given[2:]])
    for size in range(min(_WORDS, len(given)), 0, -1):
        action = meant(given[:size], place)
        if action is not None:
            return " ".join([called(action, place), *given[size:]])
    return " ".join(["grcdesk", *given])


def meant(given: tuple[str, ...], place: str) -> UiAction | None:
    """The action that does what a command of these words does: one of that screen, or one with a key, first."""
    noun, verb = given[0], "_".join(given[1:]).replace("-", "_")
    command = " ".join(given)
    wanted = set(ACTS.get(command, "").split()) or {f"{noun}.{verb}" if verb else noun}
    if command not in ACTS:
        # a screen of one record names its actions by the noun in the singular
        wanted |= {f"{noun.removesuffix('s')}.{verb}"}
        wanted |= {f"go.{noun}"} if verb in {"list", "show", ""} else set()
    named = sorted((one for one in ALL if one.id in wanted), key=lambda one: (one.place != place, not one.key))
    return next(iter(named), None)


def called(action: UiAction, place: str) -> str:
    """How an action is named to somebody on a screen: its key, and where when it is not to be had there."""
    if not action.key:
        return f"{action.label.rstrip('…')} in the palette (:)"
    key = f"{written(action.key)} ({action.label})"
    return key if action.place in {place, EVERYWHERE, LIST} else f"{key} in {action.place.replace('_', ' ')}"
