"""What the desk says, in the words of the app: a field by its label, an act by its key on the screen it is told on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from grcdesk import cures
from grcdesk.cures import NamedAct, NamedField
from grcdesk.errors import DeskError
from grcdesk.tui.actions.registry import ALL, EVERYWHERE, LIST, UiAction, written
from grcdesk.tui.kit.acts import ACTS
from grcdesk.tui.kit.field_words import FIELD_WORDS

_WORDS = 4
"""So many words the name of an act has at most."""


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
        return f"fill in {_field(parts[0], labels or {})}"
    return "".join(_told(parts, labels or {}, place))


def _told(parts: tuple[cures.CurePart, ...], labels: Mapping[str, str], place: str) -> Iterator[str]:
    for part in parts:
        if isinstance(part, NamedField):
            yield _field(part, labels)
        elif isinstance(part, NamedAct):
            yield _act(part, place)
        else:
            yield part


def option_of(sentence: str, labels: Mapping[str, str]) -> str:
    """The field of a form that the first field a sentence names is; empty when there is none."""
    found = cures.fields(sentence)
    return _named(found[0].name, labels) if found else ""


def _field(part: NamedField, labels: Mapping[str, str]) -> str:
    name = _named(part.name, labels)
    told = labels[name] if name else FIELD_WORDS.get(part.name, part.name.replace("_", " "))
    return f"'{told}'" + (f" {part.value}" if part.value else "")


def _named(wanted: str, labels: Mapping[str, str]) -> str:
    spoken = wanted.replace("_", " ")
    near = (name for name in labels if name.startswith(wanted) or labels[name].casefold() == spoken)
    return wanted if wanted in labels else next(near, "")


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
