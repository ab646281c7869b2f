"""The auditor's requests: what he asked for, where it stands with us, and his own word on it."""

from __future__ import annotations

from grcdesk.reports.labels import ids, say
from grcdesk.reports.workbook.tab import Tab, Unless
from grcdesk.reports.workbook.tabs import outcomes
from grcdesk.reports.workbook.tabs.making import (
    ALL_CONTROLS,
    Homes,
    aside,
    day,
    first_ids,
    lacking,
    link,
    made,
    name,
    number,
    text,
    word,
)
from grcdesk.reports.workbook.tabs.titles import CONTROLS, EVIDENCE, REQUESTS
from grcdesk.schemas.audits.sheets import AuditSheets
from grcdesk.terms.requests import SETTLED, RequestStatus

_WAITS_NOT = (
    Unless("Our status", (say(RequestStatus.SUBMITTED),)),
    Unless("Auditor status", tuple(sorted(say(one) for one in SETTLED))),
)
"""Handed over it waits for the auditor; settled it waits for nobody."""
REQUEST = (
    name("Auditor ref", 7.9, "The auditor's number", lambda row: row.ref),
    name("Our ref", 7.3, "Our number", lambda row: row.id),
    text("Request", 17.6, "As the auditor wrote it", lambda row: row.text),
    link("Control", 10.3, "Controls it is about", lambda row: first_ids(row.controls, ALL_CONTROLS), CONTROLS),
    text("Owner", 8.6, "Who of us answers it", lambda row: row.owner, owner=True),
    day("Asked", "When it was asked", lambda row: row.asked),
    day("Due", "By when; looks missed while it is over on the day this is judged on and the next move is ours",
        lambda row: row.due, late=_WAITS_NOT),
    word("Our status", 9.6, "Where it stands with us; handed over is no word of the auditor",
         lambda row: say(row.status), outcomes.REQUEST, choices="lstRequest", owner=True),
    word("Auditor status", 9.6, "His last word; nobody else says it", lambda row: say(row.auditor_status),
         outcomes.AUDITOR, choices="lstAuditor", input=True),
    link("Evidence", 8, "Artefacts that answer it", lambda row: ids(row.evidence), EVIDENCE),
    day("Handed in", "When it was last handed over", lambda row: row.submitted_on),
    number("Round", 6, "The round it is in: 1 until it comes back once", lambda row: row.rounds),
    text("Reason", 15.3, "Why it last came back", lambda row: row.return_reason, input=True),
    *aside(
        text("Title", 28, "It in one line", lambda row: row.asks),
        text("Area", 16, "Where the auditor's list puts it", lambda row: row.area),
        name("Criteria", 16, "Criteria it is about", lambda row: ids(row.criteria)),
        text("Kind", 14, "What is asked for", lambda row: say(row.kind)),
        text("Priority", 10, "As the auditor says", lambda row: say(row.priority)),
        text("Waits for", 24, "What keeps it, where it is blocked", lambda row: row.blocked),
        text("Response", 40, "What we wrote", lambda row: row.response),
        text("Differs from his list", 34, "What his last list and we changed differently",
             lambda row: ids(row.conflicts)),
        name(ALL_CONTROLS, 40, "Every control it is about", lambda row: ids(row.controls)),
    ),
)  # fmt: skip


def requests_tab(sheets: AuditSheets | None, homes: Homes) -> Tab:
    """One row a request, in the order of the auditor's list."""
    return made(
        REQUESTS,
        "What the auditor asked for. Where it stands with us, and his word on it.",
        REQUEST,
        sheets.requests if sheets else (),
        empty=lacking(sheets, "no request is on file"),
        homes=homes,
    )
