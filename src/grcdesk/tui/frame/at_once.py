"""Keys that act before the focused widget is handed them, so that those of one burst act in the order they came.

Textual hands a key to the focused widget, and looks for its binding once it has bubbled up from there: a key behind it
may be handed over before. A field that the first of two keys opens would miss the second.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from inspect import iscoroutinefunction

from textual import events
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, TextArea

from grcdesk.tui.actions.registry import bindings


def at_once(found: Iterable[BindingType]) -> list[BindingType]:
    """The bindings, each tried before the focused widget."""
    return [replace(one, priority=True) if isinstance(one, Binding) else one for one in found]


def of_screen(place: str) -> list[BindingType]:
    """All keys of a screen. What the app does is asked of the screen, which knows whether a field is open."""
    return at_once(_through_screen(one) for one in bindings("everywhere", place) if isinstance(one, Binding))


def _through_screen(one: Binding) -> Binding:
    return replace(one, action=f"pass_on({one.action!r})") if one.action.startswith("app.") else one


def put(field: Input | TextArea, event: events.Key) -> bool:
    """Put a key into a field at once; whether the field knows it.

    A field that stands in a screen of one-letter keys is filled so: see `keys.KeysInOrder`.
    """
    if event.is_printable and event.character:
        _insert(field, event.character)
        return True
    if event.key == "enter" and isinstance(field, TextArea):
        _insert(field, "\n")
        return True
    method = getattr(field, f"action_{_actions(type(field)).get(event.key, '')}", None)
    if method is None or iscoroutinefunction(method):
        return False
    method()
    return True


def _insert(field: Input | TextArea, text: str) -> None:
    if isinstance(field, Input):
        field.insert_text_at_cursor(text)
    else:
        field.replace(text, *sorted((field.selection.start, field.selection.end)), maintain_selection_offset=False)


@cache
def _actions(kind: type[Widget]) -> dict[str, str]:
    """What the keys of a field do, by key; those of its own class first."""
    found: dict[str, str] = {}
    for one in kind.__mro__:
        for binding in vars(one).get("BINDINGS", ()):
            if isinstance(binding, Binding):
                for key in binding.key.split(","):
                    found.setdefault(key.strip(), binding.action)
    return found
