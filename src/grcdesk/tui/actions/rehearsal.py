"""Actions of the rehearsal of an audit."""

from __future__ import annotations

from grcdesk.tui.actions.action import ActionSpec, UiAction, of

_REHEARSAL: tuple[ActionSpec, ...] = (
    ("rehearsal.play", "a", "rehearse", "Play a strict auditor over the engagement.", "screen.play", True),
    ("rehearsal.seed", "A", "seed", "Rehearse with a seed of your own.", "screen.play_with_seed", True),
    (
        "rehearsal.earlier",
        "v",
        "earlier",
        "Show earlier rehearsals: open one, compare the rates.",
        "screen.earlier",
        True,
    ),
)
REHEARSAL: dict[str, tuple[UiAction, ...]] = {"rehearsal": of("rehearsal", _REHEARSAL)}
"""By screen, as `places.BY_PLACE`."""
