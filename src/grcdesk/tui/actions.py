"""Every key and palette entry, declared once: bindings, key bar, palette, help and help/keys.md are made from it.

Movement and `/ : ? q u U x y w space esc` mean the same everywhere; other letters belong to a screen.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding, BindingType

EVERYWHERE = "everywhere"
LIST = "list"
FORM = "form"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do."""

    id: str
    """noun.verb; a keymap names it."""
    keys: tuple[str, ...]
    """The keys as people write them; empty: in the palette only."""
    label: str
    sentence: str
    """For help and palette, with a capital and a full stop."""
    place: str
    """`everywhere`, `list`, or the name of a screen."""
    call: str
    """The Textual action it runs."""
    bar: bool = False
    """Whether it stands in the key bar of its screen."""

    @property
    def key(self) -> str:
        """The first key, as shown."""
        return self.keys[0] if self.keys else ""

    @property
    def hidden(self) -> bool:
        """Mere movement: not in the palette."""
        return self.place == LIST


def _do(name: str) -> str:
    return f"app.do('{name}')"


def _go(name: str) -> str:
    return f"app.go('{name}')"


_E, _L = EVERYWHERE, LIST
_HERE = "screen"

MOVES = (
    Action("list.down", ("j", "down"), "down", "One row down.", _L, "move(1)"),
    Action("list.up", ("k", "up"), "up", "One row up.", _L, "move(-1)"),
    Action("list.page_down", ("pagedown",), "page", "One screen down.", _L, "page(1)"),
    Action("list.page_up", ("pageup",), "page", "One screen up.", _L, "page(-1)"),
    Action("list.first", ("g", "home"), "first", "To the first row.", _L, "end(0)"),
    Action("list.last", ("G", "end"), "last", "To the last row.", _L, "end(-1)"),
    Action("list.open", ("enter",), "open", "Open the row.", _L, "choose"),
    Action("list.mark", ("space",), "mark", "Mark the row and go on; what follows is for all marked rows.", _L, "mark"),
    Action("list.range", ("V",), "range", "Mark from the row marked last to this one.", _L, "mark_range"),
    Action("list.all", ("*",), "all", "Mark all rows shown; again to unmark them.", _L, "mark_all"),
)

COMMON = (
    Action(
        "go.today", ("1",), "Today", "Go to Today: where the gap assessment stands and what is due.", _E, _go("today")
    ),
    Action("go.controls", ("2",), "Controls", "Go to the controls and their gap status.", _E, _go("controls")),
    Action(
        "go.catalogs",
        ("8",),
        "Catalogs",
        "Go to the catalogs of frameworks, controls and mappings.",
        _E,
        _go("catalogs"),
    ),
    Action("go.history", ("9",), "History", "Go to the change log.", _E, _go("history")),
    Action("go.scope", (), "Scope", "Open the scope: categories, period, systems, criteria.", _E, _go("scope")),
    Action("go.snapshots", (), "Snapshots", "Open the finalised assessments, and compare them.", _E, _go("snapshots")),
    Action("go.actions", (), "Actions", "Open all remediation actions of the desk.", _E, _go("actions")),
    Action(
        "screen.filter",
        ("/",),
        "filter",
        "Filter the list; the line below the field shows what could follow.",
        _E,
        f"{_HERE}.filter",
    ),
    Action(
        "screen.clear", ("escape",), "clear", "Clear the filter, then the marks; leave a detail.", _E, f"{_HERE}.clear"
    ),
    Action("app.palette", (":", "ctrl+p"), "palette", "Find any command by its name.", _E, "app.command_palette"),
    Action("app.help", ("?", "f1"), "help", "Help for this screen, with its keys.", _E, "app.help"),
    Action(
        "app.leave",
        ("q", "ctrl+q"),
        "quit",
        "Back to the list, then quit. Nothing is ever unsaved.",
        _E,
        f"{_HERE}.leave",
    ),
    Action("log.undo", ("u",), "undo", "Take back my last change.", _E, _do("log.undo")),
    Action("log.redo", ("U",), "redo", "Do again what was taken back last.", _E, _do("log.redo")),
    Action(
        "screen.copy",
        ("y",),
        "copy",
        "Copy the row, or the list, to the clipboard; to a file where that fails.",
        _E,
        f"{_HERE}.copy",
    ),
    Action(
        "exports.matrix",
        ("x",),
        "export",
        "Write the control matrix workbook for the auditor.",
        _E,
        _do("exports.matrix"),
    ),
    Action(
        "views.pick",
        ("w",),
        "views",
        "Open a saved view of the controls, or save the filter in force as one.",
        _E,
        _do("views.pick"),
    ),
)

COMMANDS = (
    Action(
        "exports.gap_report",
        (),
        "gap report",
        "Write the gap assessment report as a Word document.",
        _E,
        _do("exports.gap_report"),
    ),
    Action(
        "exports.digest",
        (),
        "workbook digest",
        "Show size and SHA-256 of the workbook as it would be written now.",
        _E,
        _do("exports.digest"),
    ),
    Action(
        "gap.finalise",
        (),
        "finalise",
        "Finalise the gap assessment: a snapshot with assessor and reviewer.",
        _E,
        _do("gap.finalise"),
    ),
    Action(
        "gap.lacking", (), "lacking", "List what keeps the assessment from being finalised.", _E, _do("gap.lacking")
    ),
    Action("views.save", (), "save view", "Save the filter of the controls under a name.", _E, _do("views.save")),
    Action("views.drop", (), "drop view", "Drop a saved view.", _E, _do("views.drop")),
    Action(
        "log.verify",
        (),
        "verify",
        "Verify the log, the tables and the vault against each other.",
        _E,
        _do("log.verify"),
    ),
    Action("log.export", (), "export log", "Write the change log verbatim as JSON Lines.", _E, _do("log.export")),
    Action(
        "log.erase",
        (),
        "erase",
        "Erase the text of one log line by its hash, with a reason; the chain stays whole.",
        _E,
        _do("log.erase"),
    ),
    Action(
        "catalogs.lint",
        (),
        "lint",
        "Check all catalogs for vague words, gaps in mappings and other faults.",
        _E,
        _do("catalogs.lint"),
    ),
    Action(
        "catalogs.add", (), "add catalog", "Add a shipped catalog, or a YAML file of your own.", _E, _do("catalogs.add")
    ),
    Action(
        "catalogs.update",
        (),
        "update catalogs",
        "Show what updating all catalogs would change, then update.",
        _E,
        _do("catalogs.update"),
    ),
    Action("upkeep.backup", (), "backup", "Write a backup of the whole desk into one file.", _E, _do("upkeep.backup")),
    Action("upkeep.restore", (), "restore", "Put a backup in the place of this desk.", _E, _do("upkeep.restore")),
    Action(
        "upkeep.doctor",
        (),
        "doctor",
        "Show settings with their origin, versions and the state of the desk.",
        _E,
        _do("upkeep.doctor"),
    ),
    Action("desk.init", (), "new desk", "Make a new desk in a folder and open it.", _E, _do("desk.init")),
    Action("desk.open", (), "open desk", "Open the desk of another folder.", _E, _do("desk.open")),
    Action("desk.demo", (), "sample", "Open a copy of the sample company.", _E, _do("desk.demo")),
    Action("app.messages", (), "messages", "Show the messages of this session again.", _E, _do("app.messages")),
    Action("app.theme", (), "theme", "Choose the colours of this session.", _E, _do("app.theme")),
)

TODAY = (
    Action("today.scope", ("c",), "scope", "Open the scope.", "today", _go("scope"), bar=True),
    Action("today.snapshots", ("s",), "snapshots", "Open the finalised assessments.", "today", _go("snapshots")),
    Action("today.actions", ("a",), "actions", "Open all remediation actions.", "today", _go("actions")),
    Action("today.finalise", ("f",), "finalise", "Finalise the gap assessment.", "today", _do("gap.finalise")),
)


def _edits(place: str) -> tuple[Action, ...]:
    return (
        Action(
            f"{place}.status",
            ("s",),
            "status",
            "Set the status with one more key: i p m n u.",
            place,
            f"{_HERE}.status",
            bar=True,
        ),
        Action(f"{place}.owner", ("o",), "owner", "Set the owner.", place, f"{_HERE}.owner", bar=True),
        Action(f"{place}.due", ("d",), "due", "Set the due date.", place, f"{_HERE}.due", bar=True),
        Action(f"{place}.note", ("n",), "gap", "Write the gap and a note.", place, f"{_HERE}.note", bar=True),
        Action(
            f"{place}.edit",
            ("e",),
            "edit",
            "Set design, implementation, role, systems and reason.",
            place,
            f"{_HERE}.edit",
        ),
        Action(
            f"{place}.attach",
            ("a",),
            "attach",
            "Attach an artefact: a file goes into the vault, a link is noted.",
            place,
            f"{_HERE}.attach",
            bar=True,
        ),
        Action(
            f"{place}.action",
            ("c",),
            "action",
            "Add a corrective action with owner and due date.",
            place,
            f"{_HERE}.add_action",
            bar=True,
        ),
        Action(
            f"{place}.risk", ("r",), "risk", "Accept the risk, with approver and expiry.", place, f"{_HERE}.accept_risk"
        ),
        Action(
            f"{place}.override",
            ("v",),
            "override",
            "Put it in or out of scope against the computed answer, with a reason.",
            place,
            f"{_HERE}.override",
        ),
    )


CONTROLS = _edits("controls")
CONTROL = (
    *_edits("control"),
    Action(
        "control.move",
        ("m",),
        "move",
        "Move the due date of the action under the cursor; the slip is kept.",
        "control",
        f"{_HERE}.move_action",
    ),
    Action(
        "control.close",
        ("t",),
        "close",
        "Close the action under the cursor, end the risk, or reject the artefact.",
        "control",
        f"{_HERE}.close_action",
    ),
    Action("control.previous", ("[",), "previous", "The previous control of the list.", "control", f"{_HERE}.step(-1)"),
    Action("control.next", ("]",), "next", "The next control of the list.", "control", f"{_HERE}.step(1)"),
    Action("control.tab_left", ("h", "left"), "tab", "The tab to the left.", "control", f"{_HERE}.tab(-1)"),
    Action("control.tab_right", ("l", "right"), "tab", "The tab to the right.", "control", f"{_HERE}.tab(1)"),
)
ACTIONS = (
    Action(
        "actions.move",
        ("m",),
        "move",
        "Move the due date, with the reason; the slip is kept.",
        "actions",
        f"{_HERE}.move_action",
        bar=True,
    ),
    Action(
        "actions.close",
        ("t",),
        "close",
        "Close it as done, or drop it with a reason.",
        "actions",
        f"{_HERE}.close_action",
        bar=True,
    ),
)
CATALOGS = (
    Action(
        "catalogs.here_add",
        ("a",),
        "add",
        "Add the shipped catalog under the cursor, or a file.",
        "catalogs",
        f"{_HERE}.add",
        bar=True,
    ),
    Action(
        "catalogs.here_diff", ("d",), "diff", "Show what an update would change.", "catalogs", f"{_HERE}.diff", bar=True
    ),
    Action(
        "catalogs.here_update",
        ("p",),
        "update",
        "Update the catalog; the difference is shown first.",
        "catalogs",
        f"{_HERE}.update",
        bar=True,
    ),
    Action("catalogs.here_lint", ("c",), "check", "Check all catalogs.", "catalogs", _do("catalogs.lint"), bar=True),
)
HISTORY = (
    Action(
        "history.mode",
        ("e",),
        "entries",
        "Change between commands and single entries.",
        "history",
        f"{_HERE}.mode",
        bar=True,
    ),
    Action(
        "history.back",
        ("t",),
        "take back",
        "Take back the command under the cursor.",
        "history",
        f"{_HERE}.take_back",
        bar=True,
    ),
    Action(
        "history.verify",
        ("v",),
        "verify",
        "Verify the log, the tables and the vault.",
        "history",
        _do("log.verify"),
        bar=True,
    ),
)
SCOPE = (
    Action("scope.edit", ("e",), "edit", "Set categories and period.", "scope", f"{_HERE}.edit", bar=True),
    Action("scope.systems", ("s",), "systems", "Add or drop a system.", "scope", f"{_HERE}.systems", bar=True),
    Action(
        "scope.exclude",
        ("b",),
        "exclude",
        "Leave something out, with the reason; or take it in again.",
        "scope",
        f"{_HERE}.exclude",
        bar=True,
    ),
    Action(
        "scope.override",
        ("o",),
        "override",
        "Put a control in or out against the computed answer.",
        "scope",
        f"{_HERE}.override",
        bar=True,
    ),
    Action(
        "scope.declare",
        ("d",),
        "declare",
        "Declare the controls of the criterion sufficient, with the reason.",
        "scope",
        f"{_HERE}.declare",
        bar=True,
    ),
    Action("scope.withdraw", ("r",), "withdraw", "Withdraw that declaration.", "scope", f"{_HERE}.withdraw"),
)
SNAPSHOTS = (
    Action(
        "snapshots.finalise",
        ("f",),
        "finalise",
        "Finalise the assessment as it is now.",
        "snapshots",
        _do("gap.finalise"),
        bar=True,
    ),
    Action(
        "snapshots.compare",
        ("c",),
        "compare two",
        "Compare the marked two, or the one under the cursor with now.",
        "snapshots",
        f"{_HERE}.compare",
        bar=True,
    ),
)

FIRST_RUN = (
    Action("first.new", ("n",), "new", "Make a new desk.", "first_run", f"{_HERE}.choose_new", bar=True),
    Action("first.sample", ("s",), "sample", "Look at the sample.", "first_run", f"{_HERE}.choose_sample", bar=True),
    Action("first.open", ("o",), "open", "Open a desk that exists.", "first_run", f"{_HERE}.choose_open", bar=True),
)

ALL: tuple[Action, ...] = (
    *MOVES, *COMMON, *COMMANDS, *TODAY, *CONTROLS, *CONTROL, *ACTIONS, *CATALOGS, *HISTORY, *SCOPE, *SNAPSHOTS, *FIRST_RUN,
)  # fmt: skip
PLACES = (
    "today",
    "controls",
    "control",
    "actions",
    "catalogs",
    "catalog",
    "history",
    "scope",
    "snapshots",
    "first_run",
)


def at(place: str) -> tuple[Action, ...]:
    """The actions of one place."""
    return tuple(action for action in ALL if action.place == place)


def bindings(*places: str) -> list[BindingType]:
    """Textual bindings of the actions that have keys."""
    return [
        Binding(
            key,
            action.call,
            action.label,
            show=False,
            id=action.id if key == action.key else None,
            tooltip=action.sentence,
        )
        for place in places
        for action in at(place)
        for key in action.keys
    ]


def written(key: str) -> str:
    """A key as people write it."""
    return {"escape": "esc", "pagedown": "pgdn", "pageup": "pgup"}.get(key, key)


def keys_page() -> str:
    """The help page that lists every key, as Markdown."""
    titles = {
        EVERYWHERE: "Everywhere",
        LIST: "In a list",
        **{place: place.capitalize().replace("_", " ") for place in PLACES},
    }
    parts = [
        "# Keys\n\nMade from the program's own list of actions. Letters act outside text fields only;"
        " in a field `enter` keeps and `esc` drops.\n"
    ]
    for place, title in titles.items():
        listed = [action for action in at(place) if action.keys]
        if listed:
            rows = [f"| {' '.join(f'`{written(key)}`' for key in a.keys)} | {a.sentence} |" for a in listed]
            parts.append("\n".join([f"## {title}\n", "| key | what it does |", "|---|---|", *rows]) + "\n")
    named = [action for action in at(EVERYWHERE) if not action.keys]
    parts.append(
        "\n".join(
            [
                "## In the palette, after `:`\n",
                "| name | what it does |",
                "|---|---|",
                *(f"| {a.label} | {a.sentence} |" for a in named),
            ]
        )
        + "\n"
    )
    return "\n".join(parts)
