"""Actions of single screens."""

from __future__ import annotations

from dataclasses import replace

from grcdesk.tui.actions.action import ActionSpec, UiAction, of
from grcdesk.tui.actions.audits import AUDITS, with_tabs
from grcdesk.tui.actions.checklists import CHECKLISTS
from grcdesk.tui.actions.checks import CHECKS
from grcdesk.tui.actions.due import DUE
from grcdesk.tui.actions.evidence import EVIDENCE
from grcdesk.tui.actions.features import FEATURES
from grcdesk.tui.actions.findings import FINDINGS
from grcdesk.tui.actions.populations import POPULATIONS
from grcdesk.tui.actions.rehearsal import REHEARSAL
from grcdesk.tui.actions.requests import REQUESTS
from grcdesk.tui.actions.reviews import REVIEW, REVIEWS
from grcdesk.tui.actions.soa import SOA
from grcdesk.tui.actions.testing import TESTING
from grcdesk.tui.actions.vendors import VENDORS

_EDITS: tuple[ActionSpec, ...] = (
    ("status", "s", "status", "Set the status with one more key: i p m n u.", "screen.status", True),
    ("owner", "o", "owner", "Set the owner.", "screen.owner", True),
    ("due", "d", "due", "Set the due date.", "screen.due", True),
    ("note", "n", "gap", "Write the gap and a note.", "screen.note", True),
    ("edit", "e", "edit", "Set design, implementation, role, systems and reason.", "screen.edit"),
    (
        "attach",
        "a",
        "attach",
        "Attach an artefact: a file goes into the vault, a link is noted.",
        "screen.attach",
        True,
    ),
    ("import", "i", "import", "Import a file of evidence for it.", "screen.import_evidence"),
    ("action", "p", "plan", "Plan a corrective action with owner and due date.", "screen.add_action"),
    (
        "assess",
        "A",
        "assess",
        "Assess one after the other: what is asked and there beside the gap while it is written.",
        "screen.assess",
        True,
    ),
    ("finding", "f", "finding", "Raise a finding from its gap.", "screen.raise_finding"),
    ("risk", "r", "risk", "Accept the risk, with approver and expiry.", "screen.accept_risk"),
    ("period", "b", "period", "Show the period coverage, and what would fill its holes.", "screen.period"),
    (
        "tailor",
        "t",
        "tailor",
        "Have it otherwise than its catalog, with a reason; or go back.",
        "screen.tailor",
    ),
    (
        "override",
        "z",
        "override",
        "Put it in or out of scope against the computed answer, with a reason.",
        "screen.override",
    ),
)
_TODAY: tuple[ActionSpec, ...] = (
    ("today.scope", "e", "scope", "Open the scope.", "app.go('scope')", True),
    ("today.snapshots", "s", "snapshots", "Open the finalised assessments.", "app.go('snapshots')"),
    ("today.due", "d", "due", "Open everything that is due.", "app.go('due')", True),
    ("today.coverage", "p", "period", "Open the coverage board: control by month.", "app.go('coverage')"),
    ("today.checks", "l", "checks", "Open the checks: limits that are watched.", "app.go('checks')"),
    ("today.actions", "a", "actions", "Open all remediation actions.", "app.go('actions')"),
    ("today.finalise", "c", "finalise", "Finalise the gap assessment.", "app.do('gap.finalise')"),
)
_CONTROL: tuple[ActionSpec, ...] = (
    (
        "control.move",
        "m",
        "move",
        "Move the due date of the action under the cursor; the slip is kept.",
        "screen.move_action",
    ),
    (
        "control.close",
        "c",
        "close",
        "Close the action under the cursor, end the risk, or reject the artefact.",
        "screen.close_action",
    ),
    ("control.previous", "[", "previous", "Go to the previous control of the list.", "screen.step(-1)"),
    ("control.next", "]", "next", "Go to the next control of the list.", "screen.step(1)"),
    ("control.tab_left", "h left", "tab", "Go to the tab to the left.", "screen.tab(-1)"),
    ("control.tab_right", "l right", "tab", "Go to the tab to the right.", "screen.tab(1)"),
)
_ASSESS: tuple[ActionSpec, ...] = (
    ("assess.keep", "ctrl+s", "keep", "Keep the gap that was typed.", "screen.keep"),
    ("assess.next", "]", "next open", "The next control nobody has assessed.", "screen.open_control(1)", True),
    ("assess.previous", "[", "previous", "The control before that nobody has assessed.", "screen.open_control(-1)"),
    ("assess.left", "h left", "before", "The control before it in the list.", "screen.step(-1)"),
    ("assess.right", "l right", "behind", "The control behind it in the list.", "screen.step(1)"),
    ("assess.drop", "delete", "drop draft", "Drop the draft: back to the gap as it is kept.", "screen.drop"),
)
_NOT_ASSESSING = frozenset({"import", "tailor", "override", "assess"})
"""Edits that are made on the list and the page of a control alone."""
_ACTIONS: tuple[ActionSpec, ...] = (
    ("actions.move", "d", "move", "Move the due date, with the reason; the slip is kept.", "screen.move_action", True),
    ("actions.close", "c", "close", "Close it as done, or drop it with a reason.", "screen.close_action", True),
    ("actions.import", "i", "import", "Bring actions from CSV or XLSX, after a preview.", "screen.import_actions"),
    ("actions.risks", "I", "risks", "Bring accepted risks from CSV or XLSX, likewise.", "screen.import_risks"),
)
_CONTROLS: tuple[ActionSpec, ...] = (
    (
        "controls.register",
        "I",
        "register",
        "Bring the register of controls from CSV or XLSX, after a preview.",
        "screen.import_register",
    ),
)
_CATALOGS: tuple[ActionSpec, ...] = (
    ("catalogs.here_add", "a", "add", "Add the shipped catalog under the cursor, or a file.", "screen.add", True),
    ("catalogs.here_diff", "v", "diff", "Show what an update would change.", "screen.diff", True),
    (
        "catalogs.here_update",
        "r",
        "update",
        "Update the catalog; the difference is shown first.",
        "screen.update",
        True,
    ),
    (
        "catalogs.here_parameters",
        "b",
        "measures",
        "Show what the checks of the catalog are measured by.",
        "screen.parameters",
    ),
    ("catalogs.here_new", "A", "new", "Write a catalog of your own to begin with, as files.", "screen.new", True),
    ("catalogs.here_lint", "c", "check", "Check all catalogs.", "app.do('catalogs.lint')", True),
)
_HISTORY: tuple[ActionSpec, ...] = (
    ("history.mode", "v", "entries", "Change between commands and single entries.", "screen.mode", True),
    ("history.back", "z", "take back", "Take back the command under the cursor.", "screen.take_back", True),
    ("history.verify", "c", "verify", "Verify the log, the tables and the vault.", "app.do('log.verify')", True),
)
_SCOPE: tuple[ActionSpec, ...] = (
    ("scope.edit", "e", "edit", "Set categories and period.", "screen.edit", True),
    ("scope.systems", "a", "systems", "Add or drop a system.", "screen.systems", True),
    (
        "scope.exclude",
        "z",
        "exclude",
        "Leave something out, with the reason; or take it in again.",
        "screen.exclude",
        True,
    ),
    (
        "scope.override",
        "p",
        "override",
        "Put a control in or out against the computed answer.",
        "screen.override",
        True,
    ),
    (
        "scope.declare",
        "c",
        "declare",
        "Declare the controls of the criterion sufficient, with the reason.",
        "screen.declare",
        True,
    ),
    ("scope.withdraw", "r", "withdraw", "Withdraw that declaration.", "screen.withdraw"),
)
_SNAPSHOTS: tuple[ActionSpec, ...] = (
    ("snapshots.finalise", "c", "finalise", "Finalise the assessment as it is now.", "app.do('gap.finalise')", True),
    (
        "snapshots.compare",
        "v",
        "compare two",
        "Compare the marked two, or the one under the cursor with now.",
        "screen.compare",
        True,
    ),
)
_HELP: tuple[ActionSpec, ...] = (
    ("help.next", "n", "next", "Go to the next place that holds what was looked for.", "screen.hit(1)", True),
    ("help.before", "N", "before", "Go to the place before.", "screen.hit(-1)", True),
)
_FIRST_RUN: tuple[ActionSpec, ...] = (
    ("first.new", "n", "new", "Make a new desk.", "screen.choose_new", True),
    ("first.sample", "s", "sample", "Look at the sample.", "screen.choose_sample", True),
    ("first.open", "o", "open", "Open a desk that exists.", "screen.choose_open", True),
)


def _edits(place: str) -> tuple[UiAction, ...]:
    """What is done to controls, on the list and on the detail alike."""
    return of(place, [(f"{place}.{row[0]}", *row[1:]) for row in _EDITS])


def _while_assessing() -> tuple[UiAction, ...]:
    """The same in assess mode; of its key bar only what every assessment takes."""
    kept = [one for one in _edits("assess") if one.id.partition(".")[2] not in _NOT_ASSESSING]
    return tuple(replace(one, bar=one.bar and one.id != "assess.attach") for one in kept)


_PLACES: dict[str, tuple[UiAction, ...]] = {
    "today": of("today", _TODAY),
    "controls": (*_edits("controls"), *of("controls", _CONTROLS)),
    "control": (*_edits("control"), *of("control", _CONTROL)),
    "assess": (*_while_assessing(), *of("assess", _ASSESS)),
    "actions": of("actions", _ACTIONS),
    **FEATURES,
    **FINDINGS,
    **CHECKLISTS,
    **CHECKS,
    **DUE,
    **POPULATIONS,
    **VENDORS,
    **AUDITS,
    **TESTING,
    **EVIDENCE,
    **REHEARSAL,
    **SOA,
    **REQUESTS,
    "reviews": of("reviews", REVIEWS),
    "review": of("review", REVIEW),
    "catalogs": of("catalogs", _CATALOGS),
    # without keys of its own it is a place all the same: keymaps are checked and help is written place by place
    "catalog": (),
    "history": of("history", _HISTORY),
    "scope": of("scope", _SCOPE),
    "snapshots": of("snapshots", _SNAPSHOTS),
    "first_run": of("first_run", _FIRST_RUN),
    "help": of("help", _HELP),
    "lacks": (),
    "first_steps": (),
}
BY_PLACE: dict[str, tuple[UiAction, ...]] = with_tabs(_PLACES)
"""Every screen with keys of its own, in the order help lists them."""
