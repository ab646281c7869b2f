"""Actions on artefacts and on the coverage of the period."""

from __future__ import annotations

from grcdesk.tui.actions.action import Action, Row, of

_EVIDENCE: tuple[Row, ...] = (
    ("evidence.choose", "c", "control", "Choose the control it stands behind.", "screen.choose_control", True),
    ("evidence.attach", "a", "attach", "Take in files, a folder or a link.", "screen.attach", True),
    ("evidence.correct", "e", "correct", "Correct dates, source, query and checks.", "screen.correct"),
    ("evidence.details", "d", "details", "Everything about the artefact.", "screen.details"),
    (
        "evidence.aside",
        "t delete",
        "set aside",
        "Set it aside with the reason: it is kept, and supports nothing.",
        "screen.set_aside",
        True,
    ),
    ("evidence.newer", "s", "supersede", "Name the newer artefact that stands in its place.", "screen.supersede"),
    ("evidence.untie", "r", "untie", "Untie it from one of its controls.", "screen.untie"),
)

EVIDENCE: dict[str, tuple[Action, ...]] = {"evidence": of("evidence", _EVIDENCE)}
