"""Keys that act before the focused widget is handed them, so that those of one burst act in the order they came.

Textual hands a key to the focused widget, and looks for its binding once it has bubbled up from there: a key behind it
may be handed over before. A field that the first of two keys opens would miss the second.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from textual.binding import Binding, BindingType

from grcdesk.tui.actions.registry import bindings


def at_once(found: Iterable[BindingType]) -> list[BindingType]:
    """The bindings, each tried before the focused widget."""
    return [replace(one, priority=True) if isinstance(one, Binding) else one for one in found]


def of_screen(place: str) -> list[BindingType]:
    """All keys of a screen. What the app does is asked of the screen, which knows whether a field is open."""
    return at_once(_through_screen(one) for one in bindings("everywhere", place) if isinstance(one, Binding))


def _through_screen(one: Binding) -> Binding:
    return replace(one, action=f"pass_on({one.action!r})") if one.action.startswith("app.") else one
