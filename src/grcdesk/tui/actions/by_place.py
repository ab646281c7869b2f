"""Actions of single screens."""

from __future__ import annotations

from grcdesk.tui.actions.action import ActionSpec, UiAction, of
from grcdesk.tui.actions.audits import AUDITS, with_tabs
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
    ("action", "c", "action", "Add a corrective action with owner and due date.", "screen.add_action", True),
    ("finding", "f", "finding", "Raise a finding from its gap.", "screen.raise_finding"),
    ("risk", "r", "risk", "Accept the risk, with approver and expiry.", "screen.accept_risk"),
    ("period", "b", "period", "Show the period coverage, and what would fill its holes.", "screen.period"),
    (
        "tailor",
        "z",
        "tailor",
        "Have it otherwise than its catalog, with a reason; or go back.",
        "screen.tailor",
    ),
    (
        "override",
        "v",
        "override",
        "Put it in or out of scope against the computed answer, with a reason.",
        "screen.override",
    ),
)
_TODAY: tuple[ActionSpec, ...] = (
    ("today.scope", "c", "scope", "Open the scope.", "app.go('scope')", True),
    ("today.snapshots", "s", "snapshots", "Open the finalised assessments.", "app.go('snapshots')"),
    ("today.due", "d", "due", "Open everything that is due.", "app.go('due')", True),
    ("today.coverage", "p", "period", "Open the coverage board: control by month.", "app.go('coverage')"),
    ("today.checks", "l", "checks", "Open the checks: limits that are watched.", "app.go('checks')"),
    ("today.actions", "a", "actions", "Open all remediation actions.", "app.go('actions')"),
    ("today.finalise", "f", "finalise", "Finalise the gap assessment.", "app.do('gap.finalise')"),
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
        "t",
        "close",
        "Close the action under the cursor, end the risk, or reject the artefact.",
        "screen.close_action",
    ),
    ("control.previous", "[", "previous", "The previous control of the list.", "screen.step(-1)"),
    ("control.next", "]", "next", "The next control of the list.", "screen.step(1)"),
    ("control.tab_left", "h left", "tab", "The tab to the left.", "screen.tab(-1)"),
    ("control.tab_right", "l right", "tab", "The tab to the right.", "screen.tab(1)"),
)
_ACTIONS: tuple[ActionSpec, ...] = (
    ("actions.move", "m", "move", "Move the due date, with the reason; the slip is kept.", "screen.move_action", True),
    ("actions.close", "t", "close", "Close it as done, or drop it with a reason.", "screen.close_action", True),
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
    ("catalogs.here_diff", "d", "diff", "Show what an update would change.", "screen.diff", True),
    (
        "catalogs.here_update",
        "p",
        "update",
        "Update the catalog; the difference is shown first.",
        "screen.update",
        True,
    ),
    (
        "catalogs.here_parameters",
        "m",
        "measures",
        "Show what the checks of the catalog are measured by.",
        "screen.parameters",
    ),
    ("catalogs.here_new", "n", "new", "Write a catalog of your own to begin with, as files.", "screen.new", True),
    ("catalogs.here_lint", "c", "check", "Check all catalogs.", "app.do('catalogs.lint')", True),
)
_HISTORY: tuple[ActionSpec, ...] = (
    ("history.mode", "e", "entries", "Change between commands and single entries.", "screen.mode", True),
    ("history.back", "t", "take back", "Take back the command under the cursor.", "screen.take_back", True),
    ("history.verify", "v", "verify", "Verify the log, the tables and the vault.", "app.do('log.verify')", True),
)
_SCOPE: tuple[ActionSpec, ...] = (
    ("scope.edit", "e", "edit", "Set categories and period.", "screen.edit", True),
    ("scope.systems", "s", "systems", "Add or drop a system.", "screen.systems", True),
    (
        "scope.exclude",
        "b",
        "exclude",
        "Leave something out, with the reason; or take it in again.",
        "screen.exclude",
        True,
    ),
    (
        "scope.override",
        "o",
        "override",
        "Put a control in or out against the computed answer.",
        "screen.override",
        True,
    ),
    (
        "scope.declare",
        "d",
        "declare",
        "Declare the controls of the criterion sufficient, with the reason.",
        "screen.declare",
        True,
    ),
    ("scope.withdraw", "r", "withdraw", "Withdraw that declaration.", "screen.withdraw"),
)
_SNAPSHOTS: tuple[ActionSpec, ...] = (
    ("snapshots.finalise", "f", "finalise", "Finalise the assessment as it is now.", "app.do('gap.finalise')", True),
    (
        "snapshots.compare",
        "c",
        "compare two",
        "Compare the marked two, or the one under the cursor with now.",
        "screen.compare",
        True,
    ),
)
_FIRST_RUN: tuple[ActionSpec, ...] = (
    ("first.new", "n", "new", "Make a new desk.", "screen.choose_new", True),
    ("first.sample", "s", "sample", "Look at the sample.", "screen.choose_sample", True),
    ("first.open", "o", "open", "Open a desk that exists.", "screen.choose_open", True),
)


def _edits(place: str) -> tuple[UiAction, ...]:
    """What is done to controls, on the list and on the detail alike."""
    return of(place, [(f"{place}.{row[0]}", *row[1:]) for row in _EDITS])


_PLACES: dict[str, tuple[UiAction, ...]] = {
    "today": of("today", _TODAY),
    "controls": (*_edits("controls"), *of("controls", _CONTROLS)),
    "control": (*_edits("control"), *of("control", _CONTROL)),
    "actions": of("actions", _ACTIONS),
    **FEATURES,
    **FINDINGS,
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
    "catalog": (),
    "history": of("history", _HISTORY),
    "scope": of("scope", _SCOPE),
    "snapshots": of("snapshots", _SNAPSHOTS),
    "first_run": of("first_run", _FIRST_RUN),
    "lacks": (),
    "first_steps": (),
}
BY_PLACE: dict[str, tuple[UiAction, ...]] = with_tabs(_PLACES)
"""Every screen with keys of its own, in the order help lists them."""
