"""Actions on artefacts and on the coverage of the period."""

from __future__ import annotations

from grcdesk.tui.actions.action import ActionSpec, UiAction, of

_IMPORT = "Import a file of decisions, runs, logs or lists."
_EVIDENCE: tuple[ActionSpec, ...] = (
    ("evidence.choose", "c", "control", "Choose the control it stands behind.", "screen.choose_control", True),
    ("evidence.each", "p", "place", "Place what waits on its suggestion, one key each.", "screen.place_each", True),
    ("evidence.attach", "a", "attach", "Take in files, a folder or a link.", "screen.attach", True),
    ("evidence.read", "i", "import", _IMPORT, "app.do('evidence.import')", True),
    ("sync.run", "f", "folder", "Sync a watched folder: take its new files by rule.", "app.do('sync.run')"),
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

_COVERAGE: tuple[ActionSpec, ...] = (
    ("coverage.control", "o", "control", "Open the control under the cursor.", "screen.open_control", True),
    ("coverage.import", "i", "import", _IMPORT, "app.do('evidence.import')", True),
    ("coverage.scope", "c", "scope", "Open the scope: categories and period.", "app.go('scope')", True),
    (
        "coverage.criteria_here",
        "t",
        "criteria",
        "Show the worst verdict by criterion.",
        "app.do('coverage.criteria')",
        True,
    ),
)

EVIDENCE: dict[str, tuple[UiAction, ...]] = {
    "evidence": of("evidence", _EVIDENCE),
    "coverage": of("coverage", _COVERAGE),
}
