"""Keys of one's own: what the user's file says, checked against the registry of actions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from textual.keys import Keys

from grcdesk.errors import did_you_mean
from grcdesk.tui.actions.registry import ALL, EVERYWHERE, LIST, OWN_MEANING, PLACES, UiAction, at

Keymap = Mapping[str, tuple[str, ...]]
"""Action id → the keys that stand for its first one."""

_MODIFIERS = ("ctrl+", "shift+", "alt+", "super+", "meta+", "hyper+")
_NAMES = {key.value for key in Keys} | {"space", "comma", "esc", "pgdn", "pgup"}
_SPELT = {"esc": "escape", "pgdn": "pagedown", "pgup": "pageup", ",": "comma"}


def checked(given: Mapping[str, str]) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """The keymap that can be used, and one sentence for each entry that cannot.

    Args:
        given: action id → its keys with blanks between, as they stand in the file.
    """
    known = {action.id: action for action in ALL if action.keys}
    kept: dict[str, tuple[str, ...]] = {}
    problems = []
    for name, keys in given.items():
        found = tuple(_SPELT.get(key, key) for key in keys.split())
        bad = [key for key in found if not _is_key(key)]
        if name not in known:
            hint = did_you_mean(name, tuple(known))
            problems.append(f"keys: there is no action {name!r}" + (f"; {hint}" if hint else ""))
        elif bad or not found:
            problems.append(f"keys: {name} is {keys!r}, and {(bad or [keys])[0]!r} is no key")
        else:
            kept[name] = found
    # most people have no keys of their own, and ours do not clash: looking at every place is for the others
    while kept and (clash := next(_clashes(kept), None)) is not None:
        key, first, second = clash
        ours = [name for name in (second.id, first.id) if name in kept]
        del kept[ours[0]]
        problems.append(f"keys: {key!r} is both {first.id} and {second.id}; {ours[0]} keeps its own key")
    return kept, problems


def remapped(actions: Iterable[UiAction], keymap: Keymap) -> tuple[UiAction, ...]:
    """The actions with the keys they really have."""
    return tuple(replace(one, keys=(*keymap[one.id], *one.keys[1:])) if one.id in keymap else one for one in actions)


def _clashes(keymap: Keymap) -> Iterator[tuple[str, UiAction, UiAction]]:
    for place in PLACES:
        holders: dict[str, list[UiAction]] = defaultdict(list)
        for where in (EVERYWHERE, LIST, place):
            for action in remapped(at(where), keymap):
                for key in action.keys:
                    if where == place or key not in OWN_MEANING.get(place, ()):
                        holders[key].append(action)
        for key, found in holders.items():
            if len(found) > 1:
                yield key, found[0], found[1]


def _is_key(key: str) -> bool:
    for modifier in _MODIFIERS:
        if key.startswith(modifier):
            return _is_key(key.removeprefix(modifier))
    return len(key) == 1 or key in _NAMES
