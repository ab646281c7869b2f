"""Controls, and what follows from their gaps, as registers."""

from __future__ import annotations

from grcdesk.rules.registers.columns import CellKind, RegisterColumn, RegisterForm, ident
from grcdesk.terms import ActionStatus, Anchor, Design, Implemented, Status
from grcdesk.terms.bounds import MOST_GRACE
from grcdesk.terms.interchange import DeskRegister

_STATUS_WORDS = {
    "missing": "missing", "not implemented": "missing", "not in place": "missing", "absent": "missing",
    "partially implemented": "partial", "partially in place": "partial", "in progress": "partial",
    "implemented": "in_place", "effective": "in_place", "na": "not_applicable", "n/a": "not_applicable",
    "not assessed": "not_assessed", "not started": "not_assessed",
    "unassessed": "not_assessed", "new": "not_assessed", "ip": "in_place", "yes": "in_place", "no": "missing",
}  # fmt: skip
_DONE = {"closed": "done", "complete": "done", "completed": "done", "resolved": "done", "in progress": "open",
         "todo": "open", "to do": "open", "cancelled": "dropped", "canceled": "dropped"}  # fmt: skip

CONTROLS = RegisterForm(
    DeskRegister.CONTROLS,
    "control",
    (
        ident("control", "control", "controlid", "ref", "reference", "controlref", "number", "key"),
        RegisterColumn("title", "Title", CellKind.LINE, "What the control is called", 34, ("name",), taken=False),
        RegisterColumn("scope", "Scope", CellKind.LINE, "In the engagement, optional or out", 12, taken=False),
        RegisterColumn(
            "status", "Status", CellKind.TERM, "Gap status", 14, ("gapstatus", "implementationstatus", "state"),
            Status, _STATUS_WORDS, clears=False,
        ),
        RegisterColumn("design", "Design", CellKind.TERM, "Would it do the job as written", 12, terms=Design),
        RegisterColumn(
            "implemented", "Implemented", CellKind.TERM, "Is it there today", 12, ("implementation",), Implemented
        ),
        RegisterColumn("owner", "Owner", CellKind.PERSON, "The person who answers for it", 20,
                       ("controlowner", "responsible", "assignee")),
        RegisterColumn("role", "Role", CellKind.LINE, "The owner's role, where not as its catalog has it", 20),
        RegisterColumn("due", "Due", CellKind.DAY, "When the gap is to be closed", 12,
                       ("duedate", "targetdate", "deadline", "remediationdate")),
        RegisterColumn("gap", "Gap", CellKind.TEXT, "What is lacking", 44, ("gaps", "finding", "whatislacking")),
        RegisterColumn("reason", "Reason n.a.", CellKind.TEXT, "Why it does not apply", 30,
                       ("reason", "justification", "reasonnotapplicable")),
        RegisterColumn("approver", "Approver", CellKind.PERSON, "Who approved that it does not apply", 20,
                       ("approvedby",)),
        RegisterColumn("systems", "Systems", CellKind.TEXT, "Where it runs", 24, ("system", "scopeofsystems")),
        RegisterColumn("effective_from", "In force from", CellKind.DAY, "Since when it runs", 13, ("effectivefrom",)),
        RegisterColumn("retired_on", "Retired on", CellKind.DAY, "The last day it ran", 13, ("retiredon", "retired")),
        RegisterColumn("anchor", "Anchor", CellKind.TERM, "Where its cycles begin, where not as its catalog has it",
                       10, terms=Anchor),
        RegisterColumn("grace_days", "Grace days", CellKind.NUMBER,
                       "Days a run may be late, where not as its catalog has it", 10, ("gracedays", "grace"),
                       most=MOST_GRACE),
        RegisterColumn("support", "Support", CellKind.LINE, "How far evidence bears it out", 16, taken=False),
        RegisterColumn("note", "Note", CellKind.TEXT, "A working note", 30, ("notes", "comment", "comments"),
                       given=False),
    ),
    adds=False,
)  # fmt: skip
ACTIONS = RegisterForm(
    DeskRegister.ACTIONS,
    "action",
    (
        ident("action", "actionid"),
        RegisterColumn("control", "Control", CellKind.LINE, "The control it mends", 14, ("controlid", "controls"),
                       clears=False),
        RegisterColumn("title", "Action", CellKind.LINE, "What is to be done", 44,
                       ("title", "task", "whatistobedone", "remediation", "description"), clears=False),
        RegisterColumn("owner", "Owner", CellKind.PERSON, "The person who does it", 20,
                       ("responsible", "assignee", "assignedto"), clears=False),
        RegisterColumn("due", "Due", CellKind.DAY, "Until when", 12, ("duedate", "targetdate", "deadline"),
                       clears=False),
        RegisterColumn("moved_because", "Why moved", CellKind.LINE, "Needed where the due date moves; kept with it",
                       26, ("movedbecause", "whymoved", "reasonformove")),
        RegisterColumn("status", "Status", CellKind.TERM, "open, done or dropped", 10, ("state",), ActionStatus,
                       _DONE, clears=False),
        RegisterColumn("closed_on", "Closed on", CellKind.DAY, "When it was done or dropped", 12,
                       ("closedon", "closed", "doneon", "completedon")),
        RegisterColumn("proof", "Proof", CellKind.TEXT, "What shows that it is done, or why it was dropped", 34,
                       ("evidence", "closurenote")),
        RegisterColumn("opened_on", "Planned on", CellKind.DAY, "When it was planned", 12, ("opened", "openedon"),
                       taken=False),
    ),
    ("control", "title"),
)  # fmt: skip
RISKS = RegisterForm(
    DeskRegister.RISKS,
    "accepted risk",
    (
        ident("acceptance", "riskid"),
        RegisterColumn("control", "Control", CellKind.LINE, "The control whose gap is lived with", 14,
                       ("controlid", "controls"), clears=False),
        RegisterColumn("reason", "Reason", CellKind.TEXT, "Why the gap may stay", 44,
                       ("justification", "rationale", "risk", "description"), clears=False),
        RegisterColumn("approver", "Approver", CellKind.PERSON, "Who decided it", 20,
                       ("approvedby", "acceptedby", "riskowner", "owner"), clears=False),
        RegisterColumn("accepted_on", "Accepted on", CellKind.DAY, "The day it was accepted", 12,
                       ("acceptedon", "accepted", "approvedon"), clears=False),
        RegisterColumn("expires_on", "Expires on", CellKind.DAY, "Until when it holds", 12,
                       ("expireson", "expires", "expiry", "expirydate", "until", "reviewdate"), clears=False),
        RegisterColumn("ended_on", "Ended on", CellKind.DAY, "When it ended before that", 12, ("endedon", "ended"),
                       clears=False),
    ),
    ("control", "reason"),
)  # fmt: skip
