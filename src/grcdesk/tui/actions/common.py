"""Actions that mean the same everywhere: movement in lists, places, and the commands of the palette."""

from __future__ import annotations

from grcdesk.tui.actions.action import EVERYWHERE, LIST, Row, of

_MOVES: tuple[Row, ...] = (
    ("list.down", "j down", "down", "One row down.", "move(1)"),
    ("list.up", "k up", "up", "One row up.", "move(-1)"),
    ("list.page_down", "pagedown", "page", "One screen down.", "page(1)"),
    ("list.page_up", "pageup", "page", "One screen up.", "page(-1)"),
    ("list.first", "g home", "first", "To the first row.", "end(0)"),
    ("list.last", "G end", "last", "To the last row.", "end(-1)"),
    ("list.open", "enter", "open", "Open the row.", "choose"),
    ("list.mark", "space", "mark", "Mark the row and go on; what follows is for all marked rows.", "mark"),
    ("list.range", "V", "range", "Mark from the row marked last to this one.", "mark_range"),
    ("list.all", "*", "all", "Mark all rows shown; again to unmark them.", "mark_all"),
)
_KEYS: tuple[Row, ...] = (
    ("go.today", "1", "Today", "Go to Today: where the gap assessment stands and what is due.", "app.go('today')"),
    ("go.controls", "2", "Controls", "Go to the controls and their gap status.", "app.go('controls')"),
    ("go.catalogs", "8", "Catalogs", "Go to the catalogs of frameworks, controls and mappings.", "app.go('catalogs')"),
    ("go.history", "9", "History", "Go to the change log.", "app.go('history')"),
    ("go.scope", "", "Scope", "Open the scope: categories, period, systems, criteria.", "app.go('scope')"),
    ("go.snapshots", "", "Snapshots", "Open the finalised assessments, and compare them.", "app.go('snapshots')"),
    ("go.actions", "", "Actions", "Open all remediation actions of the desk.", "app.go('actions')"),
    (
        "screen.filter",
        "/",
        "filter",
        "Filter the list; the line below the field shows what could follow.",
        "screen.filter",
    ),
    ("screen.clear", "escape", "clear", "Clear the filter, then the marks; leave a detail.", "screen.clear"),
    ("app.palette", ": ctrl+p", "palette", "Find any command by its name.", "app.command_palette"),
    ("app.help", "? f1", "help", "Help for this screen, with its keys.", "app.help"),
    ("app.leave", "q ctrl+q", "quit", "Back to the list, then quit. Nothing is ever unsaved.", "screen.leave"),
    ("log.undo", "u", "undo", "Take back my last change.", "app.do('log.undo')"),
    ("log.redo", "U", "redo", "Do again what was taken back last.", "app.do('log.redo')"),
    (
        "screen.copy",
        "y",
        "copy",
        "Copy the row, or the list, to the clipboard; to a file where that fails.",
        "screen.copy",
    ),
    ("exports.matrix", "x", "export", "Write the control matrix workbook for the auditor.", "app.do('exports.matrix')"),
    (
        "views.pick",
        "w",
        "views",
        "Open a saved view of the controls, or save the filter in force as one.",
        "app.do('views.pick')",
    ),
)
_NAMED: tuple[Row, ...] = (
    (
        "exports.gap_report",
        "",
        "gap report",
        "Write the gap assessment report as a Word document.",
        "app.do('exports.gap_report')",
    ),
    (
        "exports.digest",
        "",
        "workbook digest",
        "Show size and SHA-256 of the workbook as it would be written now.",
        "app.do('exports.digest')",
    ),
    (
        "gap.finalise",
        "",
        "finalise",
        "Finalise the gap assessment: a snapshot with assessor and reviewer.",
        "app.do('gap.finalise')",
    ),
    ("gap.lacking", "", "lacking", "List what keeps the assessment from being finalised.", "app.do('gap.lacking')"),
    (
        "coverage.board",
        "",
        "coverage",
        "Show which days and slots of the period have evidence, worst first.",
        "app.do('coverage.board')",
    ),
    (
        "coverage.months",
        "",
        "coverage by month",
        "Show control by month of the period, worst first.",
        "app.do('coverage.months')",
    ),
    (
        "coverage.criteria",
        "",
        "coverage by criterion",
        "Show the worst verdict of each criterion and how many controls have each.",
        "app.do('coverage.criteria')",
    ),
    ("views.save", "", "save view", "Save the filter of the controls under a name.", "app.do('views.save')"),
    ("views.drop", "", "drop view", "Drop a saved view.", "app.do('views.drop')"),
    (
        "log.verify",
        "",
        "verify",
        "Verify the log, the tables and the vault against each other.",
        "app.do('log.verify')",
    ),
    ("log.export", "", "export log", "Write the change log verbatim as JSON Lines.", "app.do('log.export')"),
    (
        "log.erase",
        "",
        "erase",
        "Erase the text of one log line by its hash, with a reason; the chain stays whole.",
        "app.do('log.erase')",
    ),
    (
        "catalogs.lint",
        "",
        "lint",
        "Check all catalogs for vague words, gaps in mappings and other faults.",
        "app.do('catalogs.lint')",
    ),
    ("catalogs.add", "", "add catalog", "Add a shipped catalog, or a YAML file of your own.", "app.do('catalogs.add')"),
    (
        "catalogs.update",
        "",
        "update catalogs",
        "Show what updating all catalogs would change, then update.",
        "app.do('catalogs.update')",
    ),
    ("upkeep.backup", "", "backup", "Write a backup of the whole desk into one file.", "app.do('upkeep.backup')"),
    ("upkeep.restore", "", "restore", "Put a backup in the place of this desk.", "app.do('upkeep.restore')"),
    (
        "upkeep.doctor",
        "",
        "doctor",
        "Show settings with their origin, versions and the state of the desk.",
        "app.do('upkeep.doctor')",
    ),
    ("desk.init", "", "new desk", "Make a new desk in a folder and open it.", "app.do('desk.init')"),
    ("desk.open", "", "open desk", "Open the desk of another folder.", "app.do('desk.open')"),
    ("desk.demo", "", "sample", "Open a copy of the sample company.", "app.do('desk.demo')"),
    ("app.messages", "", "messages", "Show the messages of this session again.", "app.do('app.messages')"),
    ("app.theme", "", "theme", "Choose the colours of this session.", "app.do('app.theme')"),
)

MOVES = of(LIST, _MOVES)
COMMON = of(EVERYWHERE, _KEYS)
COMMANDS = of(EVERYWHERE, _NAMED)
