"""Actions that mean the same everywhere: movement in lists, places, and the commands of the palette."""

from __future__ import annotations

from grcdesk.tui.actions.action import EVERYWHERE, LIST, ActionSpec, of
from grcdesk.tui.actions.audits import NAMED as AUDIT_COMMANDS
from grcdesk.tui.actions.desk import NAMED as DESK_COMMANDS
from grcdesk.tui.actions.evidence import NAMED as EVIDENCE_COMMANDS
from grcdesk.tui.actions.findings import NAMED as FINDING_COMMANDS
from grcdesk.tui.actions.log import NAMED as LOG_COMMANDS
from grcdesk.tui.actions.requests import NAMED as REQUEST_COMMANDS
from grcdesk.tui.actions.testing import NAMED as TESTING_COMMANDS
from grcdesk.tui.actions.vendors import NAMED as VENDOR_COMMANDS

_MOVES: tuple[ActionSpec, ...] = (
    ("list.down", "j down", "down", "One row down.", "move(1)"),
    ("list.up", "k up", "up", "One row up.", "move(-1)"),
    ("list.page_down", "pagedown", "page", "One screen down.", "page(1)"),
    ("list.page_up", "pageup", "page", "One screen up.", "page(-1)"),
    ("list.first", "g home", "first", "To the first row.", "end(0)"),
    ("list.last", "G end", "last", "To the last row.", "end(-1)"),
    ("list.open", "enter", "open", "Open the row.", "choose"),
    ("list.mark", "space", "mark", "Mark the row and go on; what follows is for all marked rows.", "mark"),
    ("list.range", "V", "range", "Mark from the row marked last to this one.", "mark_range"),
    ("list.sort", "S", "sort", "Sort by a column; by the same once more the other way round.", "arrange"),
    ("list.columns", "C", "columns", "Choose which columns are shown.", "columns"),
    ("list.all", "*", "all", "Mark all rows shown; again to unmark them.", "mark_all"),
)
# Plain letters come first: terminals and editors keep many ctrl and function keys for themselves.
_KEYS: tuple[ActionSpec, ...] = (
    ("go.today", "1", "Today", "Go to Today: where the gap assessment stands and what is due.", "app.go('today')"),
    ("go.controls", "2", "Controls", "Go to the controls and their gap status.", "app.go('controls')"),
    (
        "go.evidence",
        "3",
        "Evidence",
        "Go to the evidence inbox: what waits to be placed, and all the rest.",
        "app.go('evidence')",
    ),
    ("go.vendors", "4", "Vendors", "Go to the vendors and their reviews.", "app.go('vendors')"),
    ("go.features", "6", "AI features", "Go to the AI inventory and the controls that follow.", "app.go('features')"),
    ("go.reviews", "5", "Reviews", "Go to the access reviews.", "app.go('reviews')"),
    (
        "go.audits",
        "7",
        "Audits",
        "Go to the engagements, and from there to requests, tests, findings.",
        "app.go('audits')",
    ),
    ("go.catalogs", "8", "Catalogs", "Go to the catalogs of frameworks, controls and mappings.", "app.go('catalogs')"),
    ("go.history", "9", "History", "Go to the change log.", "app.go('history')"),
    ("go.scope", "", "Open Scope", "Open the scope: categories, period, systems, criteria.", "app.go('scope')"),
    ("go.snapshots", "", "Open Snapshots", "Open the finalised assessments, and compare them.", "app.go('snapshots')"),
    ("go.due", "", "Open Due", "Open everything that is due.", "app.go('due')"),
    ("go.checks", "", "Open Checks", "Open the checks: logs, keys, escalations, exports, metrics.", "app.go('checks')"),
    ("go.populations", "", "Open Populations", "Open the lists frozen as what happened.", "app.go('populations')"),
    ("go.samples", "", "Open Samples", "Open the samples drawn from populations.", "app.go('samples')"),
    ("go.feature_matrix", "", "Open the feature matrix", "Open feature by control.", "app.go('feature_matrix')"),
    ("go.rehearsal", "", "Open Rehearsal", "Rehearse: what a strict auditor would return.", "app.go('rehearsal')"),
    (
        "go.soa",
        "",
        "Open the Statement of Applicability (SoA)",
        "Open the Statement of Applicability.",
        "app.go('soa')",
    ),
    ("go.first_steps", "", "Open First steps", "Open the first steps of a desk, each a door.", "app.go('first_steps')"),
    ("go.actions", "", "Open Actions", "Open all remediation actions of the desk.", "app.go('actions')"),
    (
        "screen.filter",
        "/",
        "filter",
        "Filter the list; the line below the field shows what could follow.",
        "screen.filter",
    ),
    ("screen.clear", "escape", "clear", "Clear the filter, then the marks; leave a detail.", "screen.clear"),
    ("screen.lacks", "L", "lacking", "List what lacks here: enter on a row opens what mends it.", "screen.lacks"),
    (
        "app.palette",
        ": ctrl+p ctrl+k",
        "find",
        "Find any command or record by its name or id.",
        "app.command_palette",
    ),
    ("app.help", "? f1", "help", "Show help for this screen, with its keys.", "app.help"),
    ("app.leave", "q ctrl+q", "quit", "Go back to the list, then quit. Nothing is ever unsaved.", "screen.leave"),
    ("log.undo", "u", "undo", "Take back my last change.", "app.do('log.undo')"),
    ("log.redo", "U", "redo", "Do again what was taken back last.", "app.do('log.redo')"),
    ("app.messages", "!", "messages", "Show the messages of this session again.", "app.do('app.messages')"),
    (
        "screen.copy",
        "y",
        "copy",
        "Copy the row, or the list, to the clipboard; to a file where that fails.",
        "screen.copy",
    ),
    (
        "exports.pick",
        "x",
        "export",
        "Write a file for others: workbook, document, register.",
        "app.do('exports.pick')",
    ),
    (
        "views.pick",
        "w",
        "views",
        "Open a saved view of the controls, or save the filter in force as one.",
        "app.do('views.pick')",
    ),
)

MOVES = of(LIST, _MOVES)
COMMON = of(EVERYWHERE, _KEYS)
_AUDIT = (*AUDIT_COMMANDS, *REQUEST_COMMANDS, *TESTING_COMMANDS, *FINDING_COMMANDS)
COMMANDS = of(EVERYWHERE, (*DESK_COMMANDS, *EVIDENCE_COMMANDS, *LOG_COMMANDS, *VENDOR_COMMANDS, *_AUDIT))
