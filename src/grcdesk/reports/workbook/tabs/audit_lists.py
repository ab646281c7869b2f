"""The tabs of the workbook of an engagement: one a list, in the order the work goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grcdesk.reports.labels import ids, say, yes_no
from grcdesk.reports.workbook.tab import Tab
from grcdesk.reports.workbook.tabs import outcomes
from grcdesk.reports.workbook.tabs.controls.soa import statement_tab
from grcdesk.reports.workbook.tabs.fields import TabField
from grcdesk.reports.workbook.tabs.fieldwork import homes_of, tested_tabs
from grcdesk.reports.workbook.tabs.findings import deviations_tab, findings_tab
from grcdesk.reports.workbook.tabs.making import aside, day, made, name, number, text, time, word
from grcdesk.reports.workbook.tabs.poam import plan_tab
from grcdesk.reports.workbook.tabs.requests import requests_tab
from grcdesk.schemas.audits.lists import AuditLists
from grcdesk.schemas.audits.standing import ExposureRow

WALKTHROUGHS = (
    name("ID", 8, "The walkthrough", lambda row: row.id),
    name("Control", 10.3, "The control", lambda row: row.control),
    text("Title", 18, "Of the control", lambda row: row.title),
    word("State", 11, "Computed from what was recorded", lambda row: say(row.state), outcomes.WALKTHROUGH),
    day("Held", "When", lambda row: row.held_on),
    text("People", 14, "Who was there", lambda row: ids(row.people)),
    name("Item", 12, "The item followed end to end", lambda row: row.item),
    number("Questions", 9, "Asked", lambda row: row.questions),
    number("Answered", 9, "Of these", lambda row: row.answered),
    number("Open", 6, "Differences from the written control that are not settled", lambda row: row.open_differences),
    text("Lacking", 18, "What keeps it from being held", lambda row: ids(row.lacking)),
    *aside(number("Differences", 11, "Seen otherwise than written", lambda row: row.differences)),
)
CHANGES = (
    name("Change", 13, "Its key in the list", lambda row: row.change_id),
    name("Deployment", 13, "Of one that no change explains", lambda row: row.deployment),
    time("Approved", "UTC; empty: not on file", lambda row: row.approved),
    time("Evaluated", "UTC", lambda row: row.evaluated),
    time("Deployed", "UTC", lambda row: row.deployed),
    word("Verdict", 11, "Whether it is shown to be approved and evaluated before it went live",
         lambda row: say(row.verdict), outcomes.CHANGE),
    text("Because", 32, "What is lacking", lambda row: row.why),
    name("Tests", 12, "Tests the reasons belong to", lambda row: ids(row.tests)),
    *aside(name("Population", 11, "The list", lambda row: row.population)),
)  # fmt: skip
INCIDENTS = (
    name("ID", 8, "The incident", lambda row: row.id),
    text("Title", 18, "What it is called", lambda row: row.title),
    text("Kind", 11, "What kind", lambda row: say(row.kind)),
    text("Exercise", 8, "Whether it was played", lambda row: yes_no(row.exercise)),
    text("Severity", 9, "A person says it", lambda row: say(row.severity)),
    time("Detected at", "UTC", lambda row: row.detected_at),
    time("Contained at", "UTC", lambda row: row.contained_at),
    time("Closed at", "UTC", lambda row: row.closed_at),
    text("Lead", 10, "Who led it", lambda row: row.lead),
    number("Lacking", 8, "What keeps it from being closed", lambda row: row.lacking),
    name("Evidence", 8, "The artefact it became", lambda row: row.evidence),
    *aside(
        time("Assessed at", "UTC", lambda row: row.assessed_at),
        time("Remediated at", "UTC", lambda row: row.remediated_at),
        number("Actions", 9, "Planned", lambda row: row.actions),
        number("Done", 9, "Of these", lambda row: row.actions_done),
        name("Reference", 16, "Ticket", lambda row: row.reference),
    ),
)
CHECKS = (
    text("Side", 9, "On the way into the phase, or out of it", lambda step: step.side),
    text("Check", 40, "As it reads when it is done", lambda step: step.check.what),
    word("State", 10, "Computed from records: done, open or unknown", lambda step: say(step.check.state), outcomes.MET),
    text("Because", 72, "What the records say", lambda step: step.check.why),
)
EXPOSURE = (
    name("ID", 6, "F1 to F7", lambda pair: pair[0].id),
    text("Finding", 34, "One of those auditors raise most about AI", lambda pair: pair[0].title),
    word("State", 12, "Exposed, not exposed, or unknown", lambda pair: say(pair[0].state), outcomes.EXPOSED),
    text("Record", 18, "What it rests on", lambda pair: pair[1]),
    text("Because", 60, "Why", lambda pair: pair[2]),
)


def audit_tabs(lists: AuditLists) -> Iterator[Tab]:
    """Every list of an engagement, in the order the work goes."""
    sheets = lists.sheets
    homes = homes_of(sheets)
    yield _tab("Phase", "What the phase asks for, and what the records say.", CHECKS, lists.phase.steps)
    yield requests_tab(sheets, homes)
    yield _tab("Walkthroughs", "Controls followed end to end.", WALKTHROUGHS, lists.walkthroughs)
    yield from tested_tabs(lists.tests, sheets, homes)
    yield _tab("Change to proof", "Every change with approval, evaluation and deployment.", CHANGES, lists.changes)
    yield deviations_tab(sheets, homes)
    yield findings_tab(sheets, homes)
    yield plan_tab(sheets, homes)
    yield statement_tab(lists.statements, {})
    yield _tab("Incidents", "What happened, and what was played.", INCIDENTS, lists.incidents)
    yield _tab("Exposure", "The seven findings auditors raise most about AI.", EXPOSURE, list(_exposed(lists.exposure)))


def _tab(title: str, about: str, fields: Sequence[TabField], rows: Sequence[object]) -> Tab:
    return made(title, about, fields, rows, empty="None on file.")


def _exposed(rows: Sequence[ExposureRow]) -> Iterator[tuple[ExposureRow, str, str]]:
    """One row a record; one without records has its own reason."""
    for row in rows:
        yield from ((row, one.id, one.why) for one in row.rows)
        if not row.rows:
            yield row, "", row.why
