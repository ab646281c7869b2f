"""Actions of the list of checks."""

from __future__ import annotations

from grcdesk.tui.actions.action import ActionSpec, UiAction, of

_CHECKS: tuple[ActionSpec, ...] = (
    ("checks.limit", "e", "set", "Set the limits of the check.", "screen.set_limit", True),
    ("checks.say", "m", "word", "Say what a word means that the check asks about.", "screen.say_word", True),
    ("checks.house", "r", "reset", "Give the check its house limits again.", "screen.reset_limit", True),
    ("checks.metric", "a", "metric", "Give a metric its limit.", "app.do('checks.set')", True),
    ("checks.as_of", "d", "as of", "Judge another day.", "screen.as_of", True),
)
CHECKS: dict[str, tuple[UiAction, ...]] = {"checks": of("checks", _CHECKS)}
"""By screen, as `places.BY_PLACE`."""
