"""Actions of the help of a screen."""

from __future__ import annotations

from grcdesk.tui.actions.action import ActionSpec, UiAction, of

_HELP: tuple[ActionSpec, ...] = (
    ("help.next", "n", "next", "Go to the next place that holds what was looked for.", "screen.hit(1)", True),
    ("help.before", "N", "before", "Go to the place before.", "screen.hit(-1)", True),
)
HELP: dict[str, tuple[UiAction, ...]] = {"help": of("help", _HELP)}
"""By screen, as `by_place.BY_PLACE`."""
