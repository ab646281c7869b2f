"""The tabs of a work plan: controls and actions to fill in, what is wanted and asked for beside them."""

from __future__ import annotations

from collections.abc import Iterator

from grcdesk.reports.labels import say
from grcdesk.reports.workbook.tab import Kind, Tab, TabColumn
from grcdesk.reports.workbook.tabs.controls.gap import status_word
from grcdesk.reports.workbook.tabs.fields import TabField, cells, columns
from grcdesk.rules.returned.actions import told
from grcdesk.schemas.controls.controls import ControlDetail
from grcdesk.schemas.returned.workplans import WorkPlan
from grcdesk.terms import ActionStatus

MINE, ACTIONS, WANTED, ASKED = "My controls", "My actions", "Evidence wanted", "Requests due"


def _open_lines(one: ControlDetail) -> str:
    return told((action.id, action.title) for action in one.actions if action.status is ActionStatus.OPEN)


_CONTROLS = (
    TabField(TabColumn("ID", 9.6, "Control; do not change it", Kind.ID), lambda one: one.row.id),
    TabField(TabColumn("Title", 12, "Short name of the control"), lambda one: one.row.title),
    TabField(TabColumn("What it says", 22, "Who does what, when, and how it shows"), lambda one: one.statement),
    TabField(
        TabColumn("Status", 9.5, "How it stands", Kind.STATUS, choices="lstStatus", owner=True, input=True),
        lambda one: status_word(one.row),
    ),
    TabField(
        TabColumn(
            "Design", 9, "Would it do the job if it ran as written?", choices="lstDesign", owner=True, input=True
        ),
        lambda one: say(one.row.design),
    ),
    TabField(
        TabColumn("Implemented", 9.6, "Is it there today?", choices="lstImplemented", owner=True, input=True),
        lambda one: say(one.row.implemented),
    ),
    TabField(TabColumn("Gap", 20, "What is lacking", owner=True, input=True), lambda one: one.gap),
    TabField(
        TabColumn("Due", 9, "When the gap is to be closed", Kind.DATE, owner=True, input=True), lambda one: one.row.due
    ),
    TabField(
        TabColumn(
            "Action",
            19,
            "Open actions, one a line, each behind its id; a line without an id is a new one",
            owner=True,
            input=True,
        ),
        _open_lines,
    ),
    TabField(
        TabColumn("Owner", 18, "Who answers for it; hand it over here", owner=True, input=True, printed=False),
        lambda one: one.row.owner,
    ),
    TabField(
        TabColumn(
            "N/A reason", 30, "Needed where the status is not applicable: why", owner=True, input=True, printed=False
        ),
        lambda one: one.reason,
    ),
    TabField(
        TabColumn(
            "Approver",
            18,
            "Needed where the status is not applicable: who approved that",
            owner=True,
            input=True,
            printed=False,
        ),
        lambda one: one.approver,
    ),
    TabField(
        TabColumn(
            "Supported",
            12,
            "Of controls in place: how far evidence bears it out",
            Kind.SUPPORT,
            choices="lstSupport",
            printed=False,
        ),
        lambda one: say(one.row.support),
    ),
    TabField(
        TabColumn("Assessed on", 12, "When it was assessed last", Kind.DATE, printed=False),
        lambda one: one.assessed_on,
    ),
)
_ACTIONS = (
    TabField(TabColumn("ID", 9, "Action; do not change it", Kind.ID), lambda one: one[0].id),
    TabField(TabColumn("Control", 10, "The control it mends", Kind.ID), lambda one: one[0].control),
    TabField(TabColumn("Control title", 15, "Its name"), lambda one: one[1]),
    TabField(TabColumn("Action", 25, "What is to be done", owner=True, input=True), lambda one: one[0].title),
    TabField(TabColumn("Owner", 12, "Who does it", owner=True, input=True), lambda one: one[0].owner),
    TabField(TabColumn("Due", 9.5, "Until when", Kind.DATE, owner=True, input=True), lambda one: one[0].due),
    TabField(TabColumn("Why moved", 15, "Needed where the due date moves", owner=True, input=True), lambda _: None),
    TabField(
        TabColumn("Status", 8, "open, done or dropped", words=tuple(map(say, ActionStatus)), owner=True, input=True),
        lambda one: say(one[0].status),
    ),
    TabField(
        TabColumn(
            "Proof", 15, "Needed to close it: where it can be seen, or why it was dropped", owner=True, input=True
        ),
        lambda one: one[0].proof,
    ),
    TabField(
        TabColumn("Closed on", 12, "Empty: the day this comes back", Kind.DATE, owner=True, input=True, printed=False),
        lambda one: one[0].closed_on,
    ),
)
_WANTED = (
    TabField(TabColumn("Control", 10, "Whose", Kind.ID), lambda one: one[0].row.id),
    TabField(TabColumn("Title", 22, "Its name"), lambda one: one[0].row.title),
    TabField(TabColumn("Kind", 16, "Kind of evidence", choices="lstKind"), lambda one: say(one[1].kind)),
    TabField(TabColumn("What", 40, "What it shows"), lambda one: one[1].what),
    TabField(
        TabColumn("Must be there", 9, "Whether the control is not supported without it", choices="lstYesNo"),
        lambda one: "yes" if one[1].mandatory else "no",
    ),
    TabField(
        TabColumn("Why not there", 28, "Why the newest artefact of that kind does not count; empty: there is none"),
        lambda one: one[1].why,
    ),
)
_ASKED = (
    TabField(TabColumn("Our ref", 10, "The request", Kind.ID), lambda one: one.id),
    TabField(TabColumn("Auditor ref", 11, "His number", Kind.ID), lambda one: one.ref),
    TabField(TabColumn("Request", 44, "As the auditor wrote it"), lambda one: one.text),
    TabField(TabColumn("Controls", 16, "What it is about", Kind.ID), lambda one: "; ".join(one.controls)),
    TabField(TabColumn("Due", 10, "Until when", Kind.DATE), lambda one: one.due),
    TabField(TabColumn("Status", 13, "How far we are"), lambda one: say(one.status)),
    TabField(TabColumn("Why it came back", 22, "What he said when he returned it"), lambda one: one.return_reason),
)


def workplan_tabs(plan: WorkPlan) -> Iterator[Tab]:
    """Each, in the order they stand."""
    yield _tab(MINE, "tblGaps", "The controls you answer for.", _CONTROLS, plan.controls)
    yield _tab(
        ACTIONS, "tblActions", "What is still to be done about them, and what else is yours.", _ACTIONS, plan.actions
    )
    yield _tab(WANTED, "tblWanted", "Evidence your controls ask for and that is not there.", _WANTED, plan.wanted)
    yield _tab(ASKED, "tblAsked", "What the auditor asks of you and is still to be answered.", _ASKED, plan.requests)


def _tab(name: str, table: str, about: str, fields: tuple[TabField, ...], rows: tuple[object, ...]) -> Tab:
    return Tab(
        name=name,
        table=table,
        about=about,
        columns=columns(fields),
        rows=tuple(cells(fields, one) for one in rows),
        count=len(rows),
        empty="Nothing.",
    )
