"""The tabs of the workbook of an engagement: one a list, in the order the work goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from grcdesk.reports.labels import ids, say, yes_no
from grcdesk.reports.workbook.tab import CellValue, Kind, Tab, TabColumn
from grcdesk.schemas.audit_lists import AuditLists
from grcdesk.schemas.audit_standing import ExposureRow, PhaseView
from grcdesk.schemas.soa import SoaPage, SoaRow


@dataclass(frozen=True, slots=True)
class _Field:
    """One column, and what stands in it."""

    column: TabColumn
    read: Callable[[Any], CellValue]


def _text(header: str, width: float, meaning: str, read: Callable[[Any], CellValue]) -> _Field:
    return _Field(TabColumn(header, width, meaning), read)


def _id(header: str, width: float, meaning: str, read: Callable[[Any], CellValue]) -> _Field:
    return _Field(TabColumn(header, width, meaning, Kind.ID), read)


def _number(header: str, meaning: str, read: Callable[[Any], CellValue]) -> _Field:
    return _Field(TabColumn(header, 10, meaning, Kind.NUMBER), read)


def _date(header: str, meaning: str, read: Callable[[Any], date | None]) -> _Field:
    return _Field(TabColumn(header, 12, meaning, Kind.DATE), read)


REQUESTS = (
    _id("Ref", 12, "The auditor's number", lambda row: row.ref),
    _id("ID", 9, "Our number", lambda row: row.id),
    _text("Area", 16, "Where the auditor's list puts it", lambda row: row.area),
    _text("Request", 60, "As the auditor wrote it", lambda row: row.text),
    _id("Controls", 18, "Controls it is about", lambda row: ids(row.controls)),
    _text("Kind", 14, "What is asked for", lambda row: say(row.kind)),
    _text("Priority", 10, "As the auditor says", lambda row: say(row.priority)),
    _text("Owner", 18, "Who of us answers it", lambda row: row.owner),
    _date("Asked", "When it was asked", lambda row: row.asked),
    _date("Due", "By when", lambda row: row.due),
    _text("Our status", 16, "Where it stands with us", lambda row: say(row.status)),
    _text("Auditor's status", 16, "His last word; nobody else says it", lambda row: say(row.auditor_status)),
    _number("Rounds", "How often it was handed over", lambda row: row.rounds),
    _date("Submitted", "When it was handed over last", lambda row: row.submitted_on),
    _text("Returned because", 40, "Why it came back", lambda row: row.return_reason),
    _id("Evidence", 20, "Artefacts that answer it", lambda row: ids(row.evidence)),
    _text("Response", 40, "What we wrote", lambda row: row.response),
)
WALKTHROUGHS = (
    _id("ID", 9, "The walkthrough", lambda row: row.id),
    _id("Control", 12, "The control", lambda row: row.control),
    _text("Title", 34, "Of the control", lambda row: row.title),
    _text("State", 16, "Computed from what was recorded", lambda row: say(row.state)),
    _date("Held", "When", lambda row: row.held_on),
    _text("People", 30, "Who was there", lambda row: ids(row.people)),
    _id("Item", 18, "The item followed end to end", lambda row: row.item),
    _number("Questions", "Asked", lambda row: row.questions),
    _number("Answered", "Of these", lambda row: row.answered),
    _number("Differences", "Seen otherwise than written", lambda row: row.differences),
    _number("Open", "Differences not settled", lambda row: row.open_differences),
    _text("Lacking", 40, "What keeps it from being held", lambda row: ids(row.lacking)),
)
POPULATIONS = (
    _id("ID", 9, "The list", lambda row: row.id),
    _id("Name", 18, "Its role in the tests", lambda row: row.name),
    _id("Controls", 18, "Controls it stands behind", lambda row: ids(row.controls)),
    _text("State", 14, "Only a final one carries a conclusion", lambda row: say(row.state)),
    _number("Rows", "How many", lambda row: row.rows),
    _text("Days", 24, "The days it reaches over", lambda row: row.period),
    _text("Source", 24, "Where it was drawn from", lambda row: row.source),
    _text("Query", 40, "How", lambda row: row.query),
    _id("Pulled at", 21, "When, UTC", lambda row: row.pulled_at),
    _text("Completeness", 40, "How it was checked that nothing is left out", lambda row: row.completeness),
    _id("Population SHA-256", 66, "Of its keys", lambda row: row.population_sha256),
    _id("Rows SHA-256", 66, "Of its rows", lambda row: row.rows_sha256),
    _id("Source SHA-256", 66, "Of the file it came from", lambda row: row.source_sha256),
    _id("Evidence", 10, "The artefact it is kept as", lambda row: row.evidence),
    _text("Not final because", 40, "What keeps it from being final", lambda row: ids(row.why_not_final)),
)
CHANGES = (
    _id("Change", 18, "Its key in the list", lambda row: row.change_id),
    _id("Deployment", 18, "Of one that no change explains", lambda row: row.deployment),
    _id("Approved", 21, "UTC; empty: not on file", lambda row: row.approved),
    _id("Evaluated", 21, "UTC", lambda row: row.evaluated),
    _id("Deployed", 21, "UTC", lambda row: row.deployed),
    _text("Verdict", 16, "Whether it is shown to be approved and evaluated before it went live",
          lambda row: say(row.verdict)),
    _text("Because", 60, "What is lacking", lambda row: row.why),
    _id("Tests", 24, "Tests the reasons belong to", lambda row: ids(row.tests)),
    _id("Population", 11, "The list", lambda row: row.population),
)  # fmt: skip
TESTS = (
    _id("Test", 16, "The test attribute", lambda row: row.id),
    _id("Control", 12, "Of which control", lambda row: row.control),
    _text("Aspect", 11, "Design or operation", lambda row: say(row.aspect)),
    _text("Question", 50, "What is asked", lambda row: row.question),
    _text("Method", 12, "How", lambda row: say(row.method)),
    _text("By", 9, "A check over the whole list, or a person", lambda row: row.by),
    _id("Population", 18, "The list it is about", lambda row: row.population),
    _text("Tested", 16, "How far it has come", lambda row: say(row.tested)),
    _number("Items", "It is about", lambda row: row.n),
    _number("Exceptions", "Items held against it", lambda row: row.exceptions),
    _number("Not ruled on", "Of these", lambda row: row.open),
    _text("Lacking", 40, "What it lacks", lambda row: row.why),
    _text("Control result", 22, "What its tests add up to; no conclusion", lambda row: say(row.result)),
    _text("Concluded", 22, "By a person", lambda row: say(row.concluded)),
    _text("Concluded by", 18, "Who", lambda row: row.concluded_by),
    _id("Run", 10, "The run it rests on", lambda row: row.run),
)
SAMPLES = (
    _id("ID", 9, "The draw", lambda row: row.id),
    _id("Control", 12, "For which control", lambda row: row.control),
    _id("Population", 11, "From which list", lambda row: row.population),
    _text("Lane", 10, "How items were selected", lambda row: say(row.lane)),
    _number("Items", "Drawn", lambda row: row.n),
    _number("Of", "Rows of the list", lambda row: row.rows),
    _id("Seed", 66, "As it was used", lambda row: row.seed),
    _text("Given", 7, "Whether the auditor gave it", lambda row: yes_no(row.seed_given)),
    _text("Size because", 30, "Why so many", lambda row: row.size_reason),
    _text("Reason", 30, "Why this lane", lambda row: row.reason),
    _id("Population SHA-256", 66, "Of the keys it was drawn from", lambda row: row.population_sha256),
    _id("Items SHA-256", 66, "Of the items in their order", lambda row: row.items_sha256),
    _text("Drawn by", 18, "Who", lambda row: row.drawn_by),
    _id("Drawn at", 21, "When, UTC", lambda row: row.drawn_at),
    _text("Dropped because", 30, "Why it counts no longer", lambda row: row.dropped),
)
DEVIATIONS = (
    _id("ID", 9, "The deviation; none is ever removed", lambda row: row.id),
    _id("Control", 12, "Of which control", lambda row: row.control),
    _id("Test", 16, "That the item failed", lambda row: row.test),
    _id("Item", 22, "Its key; empty: the control as a whole", lambda row: row.item),
    _text("Because", 50, "Why it fails", lambda row: row.why),
    _text("Facts", 50, "The columns that show it", lambda row: ids([f"{k}={v}" for k, v in row.facts.items()])),
    _number("Items", "It stands for", lambda row: row.count),
    _text("State", 16, "Open, exception, or no exception", lambda row: say(row.state)),
    _text("Ruled by", 18, "Who said so", lambda row: row.decided_by),
    _text("And by", 18, "The second person, where it is none", lambda row: row.second),
    _date("Ruled on", "When", lambda row: row.decided_on),
    _text("Reason", 40, "Why", lambda row: row.reason),
    _date("Found on", "When", lambda row: row.found_on),
    _id("Found in", 11, "The run, or who", lambda row: row.found_in),
    _id("Gone since", 11, "The run in which it no longer showed", lambda row: row.gone_since),
)
FINDINGS = (
    _id("ID", 9, "The finding", lambda row: row.id),
    _text("Finding", 44, "What was found wanting", lambda row: row.title),
    _text("Severity", 12, "A person says it", lambda row: say(row.severity)),
    _text("Class", 20, "As the scheme calls it", lambda row: say(row.scheme_class)),
    _text("Source", 14, "Where it comes from", lambda row: say(row.source)),
    _id("From", 18, "The records", lambda row: ids(row.links)),
    _id("Control", 12, "The control", lambda row: row.control),
    _text("Status", 16, "Where it stands", lambda row: say(row.status)),
    _date("Since", "Since when", lambda row: row.status_since),
    _text("Owner", 18, "Who answers for it", lambda row: row.owner),
    _number("Exceptions", "Items that were wrong", lambda row: row.extent_k),
    _number("Of items", "Looked at", lambda row: row.extent_n),
    _date("Raised", "When", lambda row: row.raised_on),
    _text("Raised by", 18, "Who", lambda row: row.raised_by),
    _date("Next due", "The next date", lambda row: row.next_due),
    _number("Actions", "Planned", lambda row: row.actions),
    _number("Done", "Of these", lambda row: row.actions_done),
    _number("Slips", "Dates moved", lambda row: row.slips),
    _id("Repeats", 14, "Findings of earlier engagements", lambda row: ids(row.repeat)),
)
INCIDENTS = (
    _id("ID", 9, "The incident", lambda row: row.id),
    _text("Title", 40, "What it is called", lambda row: row.title),
    _text("Kind", 18, "What kind", lambda row: say(row.kind)),
    _text("Exercise", 9, "Whether it was played", lambda row: yes_no(row.exercise)),
    _text("Severity", 12, "A person says it", lambda row: say(row.severity)),
    _id("Detected at", 21, "UTC", lambda row: row.detected_at),
    _id("Contained at", 21, "UTC", lambda row: row.contained_at),
    _id("Assessed at", 21, "UTC", lambda row: row.assessed_at),
    _id("Remediated at", 21, "UTC", lambda row: row.remediated_at),
    _id("Closed at", 21, "UTC", lambda row: row.closed_at),
    _text("Lead", 18, "Who led it", lambda row: row.lead),
    _number("Actions", "Planned", lambda row: row.actions),
    _number("Done", "Of these", lambda row: row.actions_done),
    _number("Lacking", "What keeps it from being closed", lambda row: row.lacking),
    _id("Evidence", 10, "The artefact it became", lambda row: row.evidence),
    _id("Reference", 16, "Ticket", lambda row: row.reference),
)
STATEMENT = (
    _id("Item", 10, "Of the Annex A, or a control that was added", lambda row: row.item),
    _text("Title", 34, "What it is about", lambda row: row.title),
    _text("Theme", 16, "Where it stands", lambda row: row.theme),
    _text("Applicable", 10, "Whether it is included", lambda row: yes_no(row.applicable)),
    _text("Reasons", 24, "Why it is included", lambda row: ids([say(one) for one in row.reasons])),
    _text("Implemented", 12, "Whether it is", lambda row: say(row.implemented)),
    _date("By", "Since or until when", lambda row: row.implemented_on),
    _id("Controls", 28, "How", lambda row: ids([one.id for one in row.how])),
    _text("Measures", 40, "What else is done", lambda row: row.measures),
    _text("Owner", 18, "Who answers for it", lambda row: row.owner),
    _id("Evidence", 20, "Artefacts behind it", lambda row: ids(row.evidence)),
    _text("Excluded because", 40, "Why it is left out", lambda row: row.exclusion),
    _id("Risks", 14, "Accepted risks", lambda row: ids(row.risks)),
    _text("Lacking", 30, "What its row lacks", lambda row: ids(row.lacks)),
)
CHECKS = (
    _text("Side", 9, "On the way into the phase, or out of it", lambda step: step.side),
    _text("Check", 44, "As it reads when it is done", lambda step: step.check.what),
    _text("State", 10, "Computed from records: done, open or unknown", lambda step: say(step.check.state)),
    _text("Because", 80, "What the records say", lambda step: step.check.why),
)
EXPOSURE = (
    _id("ID", 6, "F1 to F7", lambda pair: pair[0].id),
    _text("Finding", 44, "One of those auditors raise most about AI", lambda pair: pair[0].title),
    _text("State", 13, "Exposed, not exposed, or unknown", lambda pair: say(pair[0].state)),
    _text("Record", 28, "What it rests on", lambda pair: pair[1]),
    _text("Because", 70, "Why", lambda pair: pair[2]),
)


def audit_tabs(lists: AuditLists) -> Iterator[Tab]:
    """Every list of an engagement, in the order the work goes."""
    yield _tab("Phase", "What the phase asks for, and what the records say.", CHECKS, _steps(lists.phase))
    yield _tab("Requests", "What the auditor asked for, and his word on it.", REQUESTS, lists.requests)
    yield _tab("Walkthroughs", "Controls followed end to end.", WALKTHROUGHS, lists.walkthroughs)
    yield _tab("Populations", "Lists frozen as what happened.", POPULATIONS, lists.populations)
    yield _tab("Change to proof", "Every change with approval, evaluation and deployment.", CHANGES, lists.changes)
    yield _tab("Tests", "Every test of the controls in scope.", TESTS, lists.tests)
    yield _tab("Samples", "What was drawn, and all it takes to draw it again.", SAMPLES, lists.samples)
    yield _tab("Deviations", "Every item that failed a test.", DEVIATIONS, lists.deviations)
    yield _tab("Findings", "What was found wanting, and what is done about it.", FINDINGS, lists.findings)
    for page in lists.statements:
        yield _statement(page)
    yield _tab("Incidents", "What happened, and what was played.", INCIDENTS, lists.incidents)
    yield _tab("Exposure", "The seven findings auditors raise most about AI.", EXPOSURE, _exposed(lists.exposure))


def _tab(name: str, about: str, fields: Sequence[_Field], rows: Iterable[Any]) -> Tab:
    held = list(rows)
    return Tab(
        name=name,
        table=f"tbl{name.replace(' ', '')}",
        about=about,
        columns=tuple(one.column for one in fields),
        rows=(tuple(one.read(row) for one in fields) for row in held),
        count=len(held),
        empty="None on file.",
        paper="a3",
    )


def _steps(phase: PhaseView) -> Sequence[Any]:
    return phase.steps


def _exposed(rows: Sequence[ExposureRow]) -> Iterator[tuple[ExposureRow, str, str]]:
    """One row a record; one without records has its own reason."""
    for row in rows:
        yield from ((row, one.id, one.why) for one in row.rows)
        if not row.rows:
            yield row, "", row.why


def _statement(page: SoaPage) -> Tab:
    version = page.version.id if page.frozen and page.version else "draft"
    rows: Sequence[SoaRow] = page.rows
    about = f"Statement of Applicability of {say(page.framework)}, {version}."
    return _tab(f"SoA {page.framework.value}", about, STATEMENT, rows)
