"""The audit of the sample company: nine months under a firm's hands, its lists frozen, tested and partly answered.

Its days are those of the lists in `samples/audit/`, which a firm would have drawn once and for all.
"""

from __future__ import annotations

from datetime import date

from grcdesk.paths import SAMPLES
from grcdesk.schemas.audits.audits import EngagementPlan
from grcdesk.schemas.findings.findings import FindingFacts, ItemFacts, ResponseFacts
from grcdesk.schemas.findings.remediation import RemediationFacts
from grcdesk.schemas.incidents import IncidentFacts
from grcdesk.schemas.populations import PopulationPlan
from grcdesk.schemas.programme import Period
from grcdesk.schemas.requests.lists import ListPlan
from grcdesk.schemas.requests.requests import AuditorWord
from grcdesk.schemas.requests.walkthroughs import WalkthroughPlan
from grcdesk.schemas.samples import DrawPlan
from grcdesk.schemas.testing.testing import AnswerIn
from grcdesk.services.desk.desk import Desk
from grcdesk.terms import Answer
from grcdesk.terms.audits import EngagementKind, ItemResult, Lane, Phase
from grcdesk.terms.findings import FindingSource, FindingStatus, Severity
from grcdesk.terms.incidents import IncidentKind, TimeMark
from grcdesk.terms.requests import AuditorStatus

NAME = "SOC 2 Type II, January to September 2026"
_FIRM, _AUDITOR = "Marlowe & Finch", "Kim Otis"
_FILES = SAMPLES / "audit"
_PERIOD = Period(date(2026, 1, 1), date(2026, 9, 30))
_PULLED = "2026-10-02T09:00:00.000Z"
_ASKED, _TOLD = date(2026, 10, 5), date(2026, 10, 19)
_CHANGE, _EVALUATION = "AI-PI-01", "AI-PI-02"


def add_audit(desk: Desk, keeper: str, second: str) -> None:
    """An engagement in fieldwork beside the one of the year, which stays the current one."""
    first = desk.audits.show().row.id
    plan = EngagementPlan(
        NAME, EngagementKind.SOC2_TYPE2, None, _PERIOD, "UTC", _FIRM, keeper, date(2026, 12, 18), Lane.CENSUS,
        follows=first,
    )  # fmt: skip
    desk.audits.new(plan)
    _populations(desk, keeper)
    _requests(desk, keeper)
    _tests(desk, keeper, second)
    _findings(desk, keeper)
    _drill(desk, keeper)
    desk.standing.move(Phase.FIELDWORK, reason="The firm began with the lists of changes")
    desk.audits.use(first)


def _populations(desk: Desk, keeper: str) -> None:
    lists = (
        ("model_changes", "model-changes.csv", "label:model merged:2026-01-01..2026-09-30", (_CHANGE, _EVALUATION)),
        ("evaluations", "model-evaluations.csv", "all runs of the release suite", (_EVALUATION,)),
        ("deployments", "model-deployments.csv", "all deployments of the assistant", (_CHANGE,)),
    )
    for name, file, query, controls in lists:
        plan = PopulationPlan(
            name, _PERIOD.start, _PERIOD.end, query=query, pulled_at=_PULLED, source="Code forge",
            completeness="Count compared with the tags of the registry", by=keeper,
        )  # fmt: skip
        desk.populations.add(_FILES / file, plan, controls=controls)


def _requests(desk: Desk, keeper: str) -> None:
    desk.request_lists.import_(
        _FILES / "requests.xlsx", ListPlan(firm=_FIRM, map=_FILES / "requests-map.yaml", on=_ASKED)
    )
    open_ = [row for row in desk.requests.list() if row.auditor_status is not AuditorStatus.ACCEPTED]
    population = desk.populations.list()[0].evidence
    wanted = [row.id for row in open_ if _CHANGE in row.controls or "change" in row.text.casefold()] or [open_[0].id]
    for name in wanted[:2]:
        desk.requests.evidence(name, [population])
        desk.requests.submit([name], on=date(2026, 10, 12))
    desk.requests.told(wanted[:1], AuditorWord(AuditorStatus.RECEIVED, _AUDITOR, date(2026, 10, 13)))
    desk.requests.told(wanted[:1], AuditorWord(AuditorStatus.ACCEPTED, _AUDITOR, _TOLD))
    why = "The query does not say which branches are meant"
    desk.requests.told(wanted[1:2], AuditorWord(AuditorStatus.RETURNED, _AUDITOR, _TOLD, why))
    desk.walkthroughs.add([_CHANGE], WalkthroughPlan(planned_on=date(2026, 10, 21), people=("Lin Chen", keeper)))


def _tests(desk: Desk, keeper: str, second: str) -> None:
    desk.testing.run(_CHANGE)
    desk.testing.run(_EVALUATION)
    desk.samples.draw(_CHANGE, "model_changes", DrawPlan(Lane.FIXED))
    desk.samples.draw(_EVALUATION, "model_changes", DrawPlan(Lane.FIXED))
    section = AnswerIn("AI-PI-01.T4", "", ItemResult.PASS, keeper, "Section 2 names prompts, model ids and tools")
    desk.testing.record(_CHANGE, [section])
    desk.testing.review(_CHANGE, by=second)
    found = desk.deviations.list()
    for test in ("AI-PI-01.T1", "AI-PI-02.T1"):
        desk.deviations.confirm([row.id for row in found if row.test == test], by=keeper)


def _findings(desk: Desk, keeper: str) -> None:
    by_test = {"AI-PI-01.T1": "Changes approved by their author", "AI-PI-02.T1": "Deployed without a report of its own"}
    severity = {"AI-PI-01.T1": Severity.MEDIUM, "AI-PI-02.T1": Severity.HIGH}
    for test, title in by_test.items():
        wrong = [row for row in desk.deviations.list() if row.test == test]
        links = tuple(row.id for row in wrong)
        facts = FindingFacts(
            title, FindingSource.TEST, f"{len(links)} of 63 changes", severity[test], links, test.partition(".")[0],
            test=test, extent_k=len(links), extent_n=63, raised_by=_AUDITOR, raised_on=_TOLD, owner="Lin Chen",
            items=tuple(ItemFacts(row.item, row.id, row.why) for row in wrong),
        )  # fmt: skip
        desk.findings.add(facts)
    first = desk.findings.list()[0].id
    desk.finding_moves.respond(
        first, ResponseFacts(Answer.YES, "The forge now asks for a second person on these folders.", keeper)
    )
    action = RemediationFacts("Require a second reviewer on model and prompt folders", "Lin Chen", date(2026, 12, 15))
    desk.remediation.add(first, action)
    desk.finding_moves.move(first, FindingStatus.IN_REMEDIATION)


def _drill(desk: Desk, keeper: str) -> None:
    desk.incidents.add(
        IncidentFacts(
            "Instructions hidden in a ticket", IncidentKind.PROMPT_INJECTION, Severity.MEDIUM, exercise=True,
            scenario="A ticket tells the assistant to show another customer's orders", detected="2026-09-16T09:00Z",
            people=(keeper, "Lin Chen"), lessons="Who may switch the feature off at night was not written down",
        )
    )  # fmt: skip
    name = desk.incidents.list()[-1].id
    for hour, mark in ((10, TimeMark.CONTAINED), (11, TimeMark.ASSESSED)):
        desk.incidents.mark(name, mark, at=f"2026-09-16T{hour}:00Z")
