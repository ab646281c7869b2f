"""Actions of findings, and of incidents and exercises."""

from __future__ import annotations

from grcdesk.tui.actions.action import ActionSpec, UiAction, of

_BOTH: tuple[ActionSpec, ...] = (
    ("do_next", "n", "next", "Do the next thing that keeps it from being closed.", "screen.next_step"),
    ("respond", "r", "respond", "Keep what management says to it.", "screen.respond", True),
    ("plan", "p", "plan", "Plan an action: who does what until when.", "screen.plan", True),
    (
        "state",
        "s",
        "state",
        "Move it: remediation, verifying, closing, accepting, reopening.",
        "screen.state",
        True,
    ),
    ("edit", "e", "edit", "Edit what is said of it.", "screen.edit"),
    ("owner", "o", "owner", "Set its owner.", "screen.owner"),
)
_LIST: tuple[ActionSpec, ...] = (
    (
        "findings.add",
        "a",
        "add",
        "Raise a finding by hand, or from another record.",
        "screen.add",
        True,
    ),
    ("findings.letter_here", "b", "letter", "Show the response letter, and write it.", "app.do('findings.letter')"),
)
_DETAIL: tuple[ActionSpec, ...] = (
    ("finding.item", "a", "item", "Name one more thing it is about.", "screen.add_item"),
    ("finding.fix", "m", "fix", "Put later evidence beside the item under the cursor; it stays.", "screen.fix"),
    (
        "finding.done",
        "c",
        "done",
        "Say that the action under the cursor is done, and what shows it.",
        "screen.done",
        True,
    ),
    ("finding.move", "d", "move", "Move the due date of the action; the old one stays.", "screen.move_due"),
    ("finding.assign", "O", "assign", "Give the action under the cursor to another person.", "screen.reassign"),
    ("finding.drop", "z", "drop", "Give the action under the cursor up, with the reason.", "screen.drop_action"),
    ("finding.open_control", "v", "control", "Open the control it is about.", "screen.open_control"),
    ("finding.previous", "[", "previous", "Go to the previous finding of the list.", "screen.step(-1)"),
    ("finding.next", "]", "next", "Go to the next finding of the list.", "screen.step(1)"),
    ("finding.tab_left", "h left", "tab", "Go to the tab to the left.", "screen.tab(-1)"),
    ("finding.tab_right", "l right", "tab", "Go to the tab to the right.", "screen.tab(1)"),
)
_INCIDENT: tuple[ActionSpec, ...] = (
    ("do_next", "n", "next", "Do the next thing that keeps it from being closed.", "screen.next_step"),
    ("mark", "m", "mark", "Put a moment or a note on its timeline.", "screen.mark", True),
    ("notice", "t", "notice", "Keep who is told of it, on whose decision.", "screen.notice", True),
    ("plan", "p", "plan", "Plan a corrective action.", "screen.plan"),
    ("edit", "e", "edit", "Edit what is said of it.", "screen.edit"),
    ("close", "s", "close", "Close it, or open it again.", "screen.close", True),
    ("finding", "f", "finding", "Raise a finding from it.", "screen.raise_finding"),
)
_INCIDENT_LIST: tuple[ActionSpec, ...] = (
    ("incidents.add", "a", "add", "Write down an incident, or an exercise.", "screen.add", True),
    (
        "incidents.rows_here",
        "b",
        "register",
        "Show the incidents as the rows of a population.",
        "app.do('incidents.rows')",
    ),
)
_INCIDENT_DETAIL: tuple[ActionSpec, ...] = (
    ("incident.touch", "a", "touched", "Name a feature, vendor or system it touched.", "screen.touch"),
    ("incident.untouch", "z", "drop", "Drop the entry, or the action, under the cursor.", "screen.drop_row"),
    ("incident.done", "c", "done", "Say that the action is done, and what shows it.", "screen.done"),
    ("incident.due", "d", "move due", "Move the due date of the action; the old one stays.", "screen.move_due"),
    ("incident.assign", "o", "assign", "Give the action under the cursor to another person.", "screen.reassign"),
    ("incident.previous", "[", "previous", "Go to the previous incident of the list.", "screen.step(-1)"),
    ("incident.next", "]", "next", "Go to the next incident of the list.", "screen.step(1)"),
    ("incident.tab_left", "h left", "tab", "Go to the tab to the left.", "screen.tab(-1)"),
    ("incident.tab_right", "l right", "tab", "Go to the tab to the right.", "screen.tab(1)"),
)


def _named(place: str, rows: tuple[ActionSpec, ...]) -> tuple[UiAction, ...]:
    return of(place, [(f"{place}.{row[0]}", *row[1:]) for row in rows])


NAMED: tuple[ActionSpec, ...] = (
    ("go.findings", "", "Open Findings", "Open the findings of the engagement.", "app.go('findings')"),
    ("go.incidents", "", "Open Incidents", "Open the register of incidents and exercises.", "app.go('incidents')"),
    (
        "findings.letter",
        "",
        "Show the response letter",
        "Show the response letter, and write it.",
        "app.do('findings.letter')",
    ),
    (
        "findings.actions",
        "",
        "Show remediation of findings",
        "List all actions against findings.",
        "app.do('findings.actions')",
    ),
    (
        "incidents.rows",
        "",
        "Show incidents as a population",
        "Show the incidents as rows of a population.",
        "app.do('incidents.rows')",
    ),
)
"""In the palette everywhere."""
FINDINGS: dict[str, tuple[UiAction, ...]] = {
    "findings": (*of("findings", _LIST), *_named("findings", _BOTH)),
    "finding": (*_named("finding", _BOTH), *of("finding", _DETAIL)),
    "incidents": (*of("incidents", _INCIDENT_LIST), *_named("incidents", _INCIDENT)),
    "incident": (*_named("incident", _INCIDENT), *of("incident", _INCIDENT_DETAIL)),
}
"""By screen, as `places.BY_PLACE`."""
