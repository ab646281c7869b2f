"""Actions on artefacts and on the coverage of the period."""

from __future__ import annotations

from grcdesk.tui.actions.action import ActionSpec, UiAction, of

_IMPORT = "Import a file of decisions, runs, logs or lists."
_EVIDENCE: tuple[ActionSpec, ...] = (
    ("evidence.choose", "m", "control", "Choose the control it stands behind.", "screen.choose_control", True),
    ("evidence.each", "p", "place", "Place what waits on its suggestion, one key each.", "screen.place_each", True),
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
    ("coverage.earlier", "h left", "month", "Select the month before.", "screen.month(-1)", True),
    ("coverage.later", "l right", "month", "Select the month after.", "screen.month(1)"),
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

NAMED: tuple[ActionSpec, ...] = (
    (
        "evidence.import",
        "",
        "Import a file of evidence…",
        "Import a file of decisions, runs, logs or lists.",
        "app.do('evidence.import')",
    ),
    (
        "evidence.report",
        "",
        "Show an import report…",
        "Show what an importer read in the file of an artefact.",
        "app.do('evidence.report')",
    ),
    ("evidence.show", "", "Show an artefact…", "Show everything about an artefact.", "app.do('evidence.show')"),
    (
        "evidence.place",
        "",
        "Place an artefact that waits…",
        "Tie an artefact that waits to its controls.",
        "app.do('evidence.place')",
    ),
    (
        "evidence.link",
        "",
        "Tie an artefact to controls…",
        "Tie an artefact to more controls or tests.",
        "app.do('evidence.link')",
    ),
    (
        "evidence.unlink",
        "",
        "Untie an artefact…",
        "Untie an artefact from controls or tests.",
        "app.do('evidence.unlink')",
    ),
    (
        "evidence.set",
        "",
        "Correct an artefact…",
        "Set source, query and checks of an artefact.",
        "app.do('evidence.set')",
    ),
    (
        "evidence.supersede",
        "",
        "Supersede an artefact…",
        "Note that a newer artefact stands in the place of an older one.",
        "app.do('evidence.supersede')",
    ),
    (
        "statements.give",
        "",
        "State that an artefact shows a run…",
        "State that an artefact shows a run though its kind does not.",
        "app.do('statements.give')",
    ),
    (
        "statements.take_back",
        "",
        "Take back that an artefact shows a run…",
        "Take back that an artefact shows a run.",
        "app.do('statements.take_back')",
    ),
    (
        "wanted.list",
        "",
        "Show the evidence wanted",
        "List the evidence that must be there and is not.",
        "app.do('wanted.list')",
    ),
    (
        "wanted.suggest",
        "",
        "Suggest places for evidence",
        "Show where evidence that waits may belong.",
        "app.do('wanted.suggest')",
    ),
    ("vault.open", "", "Open the file of an artefact…", "Show the file of an artefact.", "app.do('vault.open')"),
    (
        "vault.sample",
        "",
        "Draw a sample of a log…",
        "Draw rows of an import for an auditor, without text.",
        "app.do('vault.sample')",
    ),
    (
        "vault.verify",
        "",
        "Verify the vault",
        "Hash the files of the vault against the register.",
        "app.do('vault.verify')",
    ),
    (
        "vault.clear",
        "",
        "Clear the vault of remains",
        "Remove what killed commands have left in the vault.",
        "app.do('vault.clear')",
    ),
    (
        "sync.waiting",
        "",
        "Show watched folders",
        "Show what waits in watched folders, and why.",
        "app.do('sync.waiting')",
    ),
    (
        "sources.list",
        "",
        "Show sources of evidence",
        "Show how long each source keeps what it logs.",
        "app.do('sources.list')",
    ),
    (
        "sources.set",
        "",
        "Say how long a source keeps its logs…",
        "Say how long a source keeps what it logs.",
        "app.do('sources.set')",
    ),
)
"""In the palette everywhere."""
