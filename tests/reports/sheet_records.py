"""The fieldwork of a made-up engagement: something of every list, good and bad."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from grcdesk.schemas.audits.audits import EngagementRow
from grcdesk.schemas.audits.sheets import (
    AuditSheets,
    DateMove,
    FindingSheet,
    LeadSheet,
    PlanRow,
    ReviewList,
    SampleItem,
)
from grcdesk.schemas.controls.controls import TestRow
from grcdesk.schemas.findings.findings import FindingRow
from grcdesk.schemas.populations import PopulationRow
from grcdesk.schemas.programme import Period
from grcdesk.schemas.requests.requests import RequestRow
from grcdesk.schemas.reviews.lists import ListRow, RosterRow
from grcdesk.schemas.samples import SampleRow
from grcdesk.schemas.testing.testing import Concluded, ControlStanding, DeviationRow, TestLine, TestStanding
from grcdesk.terms import Answer, Category, TestAspect, TestMethod
from grcdesk.terms.audits import ControlResult, EngagementKind, Lane, Phase
from grcdesk.terms.findings import FindingSource, FindingStatus, Severity
from grcdesk.terms.populations import PopulationState
from grcdesk.terms.remediation import PlanSource, PlanState
from grcdesk.terms.requests import AuditorStatus, RequestKind, RequestOrigin, RequestStatus
from grcdesk.terms.reviews import AccountSource, CampaignState, ListPurpose
from grcdesk.terms.testing import AttributeState, DeviationSource, DeviationState, ItemMark

DAY = date(2026, 11, 21)
WEEK = timedelta(days=7)
HASH = "ab" * 32
ENGAGEMENT = EngagementRow(
    "ENG-1", "SOC 2 Type II 2026", EngagementKind.SOC2_TYPE2, True, (Category.SECURITY,),
    Period(date(2026, 1, 1), date(2026, 9, 30)), "UTC", "Marlowe & Finch", "Dana Reyes", None, Lane.FIXED,
    Phase.FIELDWORK, DAY, (), (), "", False, date(2026, 1, 5), 23,
)  # fmt: skip


def population(name: str = "POP-1", rows: int = 63, state: PopulationState = PopulationState.FINAL) -> PopulationRow:
    return PopulationRow(
        name, "model_changes", ("AI-SEC-01",), rows, HASH, HASH, HASH, "changes.csv", "EV-1", date(2026, 1, 1),
        date(2026, 9, 30), "2026-10-02T09:00:00.000Z", "Code forge", "label:model", "Compared with tags", "Dana Reyes",
        state, state is PopulationState.FINAL, (), "2026-10-01T00:00:00.000Z", "change_id", "Change", (), (), {}, 0, (),
        "", "", "", "Dana Reyes", "2026-10-02T10:00:00.000Z",
    )  # fmt: skip


def sample(name: str = "SMP-1", source: PopulationRow | None = None, n: int = 2) -> SampleRow:
    source = source or population()
    return SampleRow(
        name, "AI-SEC-01", source.id, source.name, HASH, HASH, Lane.FIXED, n, source.rows, "SOC 2|AI-SEC-01|ab", False,
        "SOC 2", "", "weekly, 63 rows: 2", "", "", (), source.state, HASH, "Dana Reyes", "2026-10-03T08:00:00.000Z", "",
    )  # fmt: skip


def item(key: str, *marks: ItemMark, rank: int | None = 1, drawn: str = "SMP-1") -> SampleItem:
    return SampleItem("AI-SEC-01", "POP-1", drawn, rank, key, marks, ("EV-1",), ())


def request(name: str, status: RequestStatus, auditor: AuditorStatus, due: date | None) -> RequestRow:
    return RequestRow(
        name, f"R{name[-1]}", "", "Change", "All changes of the period", ("AI-SEC-01",), (), RequestKind.POPULATION,
        None, "Dana Reyes", date(2026, 10, 5), due, status, auditor, ("EV-1",), 1, None, "", "", "",
        RequestOrigin.LISTED, True, (), False, 1,
    )  # fmt: skip


def line(test: TestRow, tested: AttributeState) -> TestLine:
    found = 1 if tested is AttributeState.DEVIATIONS else 0
    return TestLine(
        test.id, test.control, "Title", test.aspect, test.question, TestMethod.INSPECT, "check", "model_changes",
        tested, 63, 0, found, "1 deviation not judged" if found else "", ControlResult.EXCEPTIONS,
    )  # fmt: skip


def deviation(name: str, state: DeviationState = DeviationState.OPEN) -> DeviationRow:
    return DeviationRow(
        name, "ENG-1", "AI-SEC-01", "AI-SEC-01.T1", "CHG-7", "approved by its author", {"author": "a"}, 1, state,
        DeviationSource.CHECK, "POP-1", "RUN-1", DAY,
    )  # fmt: skip


def finding(name: str, status: FindingStatus, unsound: tuple[str, ...] = ()) -> FindingSheet:
    row = FindingRow(
        name, "ENG-1", "Approved by the author", FindingSource.TEST, ("DEV-1",), "AI-SEC-01", "CC8.1", "AI-SEC-01.T1",
        Severity.HIGH, None, status, DAY, False, "Lin Chen", "Kim Otis", DAY, 0, 1, 63, DAY, Answer.YES, DAY + WEEK,
        1, 0, 1, (), 1,
    )  # fmt: skip
    closed = DAY if status is FindingStatus.CLOSED else None
    return FindingSheet(
        row, "1 of 63 changes", "a second person approves", "no rule", "a change nobody saw", "set a rule", "We will",
        "Dana Reyes", DAY, ("EV-1",) if closed else (), "Sam Otieno" if closed else "", closed, closed, "", "", None,
        1, 1 if closed else 0, unsound,
    )  # fmt: skip


def step(name: str, state: PlanState, *moves: DateMove) -> PlanRow:
    planned = moves[0].was if moves else DAY
    return PlanRow(
        name, "No second person", PlanSource.GAP, "AI-SEC-01", "AI-SEC-01", "Lin Chen", "2 days", planned, DAY,
        "Set a rule", moves, state, "", DAY - WEEK,
    )  # fmt: skip


def account_list(**said: object) -> ListRow:
    row = ListRow(
        "AL-1", "crm", ListPurpose.REVIEW, AccountSource.OKTA, "crm.csv", HASH, "all users", "2026-10-01T08:00:00.000Z",
        40, 40, "Compared with the console", (), (), (), (), (), "Lin Chen", date(2026, 10, 1),
        "2026-10-01T09:00:00.000Z", 40,
    )  # fmt: skip
    return replace(row, **said)


def review_list(row: ListRow | None) -> ReviewList:
    roster = RosterRow("ROS-1", "HR", "hr.csv", HASH, DAY, "Ann Lee", "", "", 212, 212, 0, "", ())
    return ReviewList("AR-1", "2026Q3", CampaignState.IN_REVIEW, "crm", row, roster)


def lead(tests: tuple[TestRow, ...], conclusion: Concluded | None = None, control: str = "AI-SEC-01") -> LeadSheet:
    mine = tuple(test.id for test in tests if test.control == control)
    standing = ControlStanding(
        control,
        ControlResult.EXCEPTIONS,
        1,
        63,
        tuple(TestStanding(name, TestAspect.OPERATING, AttributeState.DEVIATIONS, 63, 1) for name in mine),
    )
    return LeadSheet(
        control, "Title", "Nobody approves his own change", "Dana Reyes", (population(),), (sample(),), mine, len(mine),
        standing, (deviation("DEV-1"),), ("FND-1",), conclusion,
    )  # fmt: skip


def sheets(tests: tuple[TestRow, ...] = ()) -> AuditSheets:
    """Something of every list."""
    states = tuple(AttributeState)
    large = replace(population("POP-2", 100_000), name="events", controls=("AI-SEC-02",))
    return AuditSheets(
        engagement=ENGAGEMENT,
        requests=(
            request("REQ-1", RequestStatus.SUBMITTED, AuditorStatus.ACCEPTED, DAY - WEEK),
            request("REQ-2", RequestStatus.OPEN, AuditorStatus.NOT_SENT, DAY - WEEK),
            request("REQ-3", RequestStatus.SUBMITTED, AuditorStatus.RETURNED, None),
        ),
        leads=(lead(tests),),
        lines={test.id: line(test, states[place % len(states)]) for place, test in enumerate(tests)},
        populations=(population(), large),
        samples=(sample(), replace(sample("SMP-2", large), control="AI-SEC-02")),
        items=(
            item("CHG-1", ItemMark.PASS, ItemMark.CLEAN),
            item("CHG-7", ItemMark.FAILS_NOT_JUDGED, ItemMark.NOT_REVIEWED, rank=None, drawn=""),
        ),
        letters={"AI-SEC-01": tuple(test.id for test in tests if test.control == "AI-SEC-01")[:2]},
        deviations=(deviation("DEV-1"), deviation("DEV-2", DeviationState.EXCEPTION)),
        findings=(finding("FND-1", FindingStatus.OPEN), finding("FND-2", FindingStatus.CLOSED)),
        plan=(
            step("ACT-1", PlanState.OPEN, DateMove(DAY - WEEK, DAY, "the vendor was late")),
            step("ACT-2", PlanState.DONE),
            replace(step("", PlanState.NOTHING_PLANNED), planned=None, milestone=""),
        ),
        lists=(review_list(account_list()), review_list(None)),
    )
