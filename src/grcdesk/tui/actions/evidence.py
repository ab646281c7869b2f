"""Actions on artefacts and on the coverage of the period."""

from __future__ import annotations

from grcdesk.tui.actions.action import ActionSpec, UiAction, of

_IMPORT = "Import a file of decisions, runs, logs or lists."
_EVIDENCE: tuple[ActionSpec, ...] = (
    ("evidence.choose", "m", "control", "Choose the control it stands behind.", "screen.choose_control", True),
    ("evidence.attach", "a", "attach", "Take in files, a folder or a link.", "screen.attach", True),
    ("evidence.read", "i", "import", _IMPORT, "app.do('evidence.import')", True),
    ("sync.run", "I", "folder", "Sync a watched folder: take its new files by rule.", "app.do('sync.run')"),
    ("evidence.correct", "e", "correct", "Correct dates, source, query and checks.", "screen.correct"),
    ("evidence.details", "v", "details", "Show everything about the artefact.", "screen.details"),
    (
        "evidence.aside",
        "s delete",
        "set aside",
        "Set it aside with the reason: it is kept, and supports nothing.",
        "screen.set_aside",
        True,
    ),
    ("evidence.newer", "r", "supersede", "Name the newer artefact that stands in its place.", "screen.supersede"),
    ("evidence.untie", "z", "untie", "Untie it from one of its controls.", "screen.untie"),
)

_COVERAGE: tuple[ActionSpec, ...] = (
    ("coverage.control", "v", "control", "Open the control under the cursor.", "screen.open_control", True),
    ("coverage.import", "i", "import", _IMPORT, "app.do('evidence.import')", True),
    ("coverage.scope", "e", "scope", "Open the scope: categories and period.", "app.go('scope')", True),
    (
        "coverage.criteria_here",
        "b",
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
