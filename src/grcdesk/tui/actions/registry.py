"""Every key and palette entry, declared once: bindings, key bar, palette, help and help/keys.md are made from it.

Movement and `/ : ? q u U x y w space esc` mean the same everywhere; other letters belong to a screen.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

from grcdesk.tui.actions.action import EVERYWHERE, LIST, UiAction
from grcdesk.tui.actions.by_place import BY_PLACE
from grcdesk.tui.actions.common import COMMANDS, COMMON, MOVES

__all__ = [
    "ALL",
    "COMMON",
    "EVERYWHERE",
    "LIST",
    "PLACES",
    "UiAction",
    "at",
    "bindings",
    "keys_page",
    "named",
    "written",
]

PLACES = tuple(BY_PLACE)
KEYS_INTRO = """# Keys

Made from the program's own list of actions. Letters act outside text fields only; in a field `enter` keeps and
`esc` drops. In a text of several lines `ctrl+s` keeps and `ctrl+e` opens your own editor. Where something is picked,
letters narrow the list, arrows move in it, `enter` or `tab` takes what is marked; `space`, `y` or `n` turn a switch; a
day may be `+6w`, `+3m` or `2026Q1`. Keys of your own go into your config.toml; see `grcdesk help settings`.
"""
ALL: tuple[UiAction, ...] = (*MOVES, *COMMON, *COMMANDS, *(action for place in PLACES for action in BY_PLACE[place]))


def at(place: str) -> tuple[UiAction, ...]:
    """The actions of one place."""
    return tuple(action for action in ALL if action.place == place)


def named(call: str, place: str) -> UiAction | None:
    """The action that a call means at a place."""
    # what a place says of a call goes before what is said of it everywhere
    return next((action for where in (place, EVERYWHERE, LIST) for action in at(where) if action.call == call), None)


OWN_MEANING = {place: frozenset({"y"}) for place in ("checklist", "review")}
"""Keys of everywhere that mean something else at a place."""


def bindings(*places: str) -> list[BindingType]:
    """Textual bindings of the actions that have keys; those of everywhere leave a place what it keeps for itself."""
    taken = frozenset(key for place in places for key in OWN_MEANING.get(place, ()))
    found: list[BindingType] = []
    for place in places:
        for action in at(place):
            found += [_binding(action, key) for key in action.keys if place != EVERYWHERE or key not in taken]
    return found


def _binding(action: UiAction, key: str) -> Binding:
    # only the first key carries the id, so that a keymap replaces it and leaves the other spellings
    name = action.id if key == action.key else None
    return Binding(key, action.call, action.label, show=False, id=name, tooltip=action.sentence)


def written(key: str) -> str:
    """A key as people write it."""
    return {"escape": "esc", "pagedown": "pgdn", "pageup": "pgup", "plus": "+", "minus": "-"}.get(key, key)


def keys_page() -> str:
    """The help page that lists every key, as Markdown."""
    titles = {EVERYWHERE: "Everywhere", LIST: "In a list"}
    titles |= {place: place.capitalize().replace("_", " ") for place in PLACES}
    parts = [KEYS_INTRO]
    for place, title in titles.items():
        rows = [(" ".join(f"`{written(key)}`" for key in one.keys), one.sentence) for one in at(place) if one.keys]
        if rows:
            parts.append(_table(title, "key", rows))
    named = [(one.label, one.sentence) for one in at(EVERYWHERE) if not one.keys]
    return "\n".join([*parts, _table("In the palette, after `:`", "name", named)])


def _table(title: str, head: str, rows: list[tuple[str, str]]) -> str:
    lines = [
        f"## {title}",
        "",
        f"| {head} | what it does |",
        "|---|---|",
        *(f"| {key} | {what} |" for key, what in rows),
    ]
    return "\n".join(lines) + "\n"
