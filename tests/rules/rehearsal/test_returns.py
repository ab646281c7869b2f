"""What comes back from a rehearsal: nothing of records that are whole, and a reason for each thing they lack."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from grcdesk.rules.controls.support import Behind, Reach
from grcdesk.rules.evidence.evidence import ArtefactFacts
from grcdesk.rules.rehearsal import artefacts, controls, fieldwork, operation, reasons, records, settled
from grcdesk.rules.rehearsal.artefacts import HeldArtefact
from grcdesk.rules.rehearsal.drawing import Playing
from grcdesk.rules.rehearsal.operation import OnFile
from grcdesk.schemas.coverage.coverage import Claim, CoverageRow, SlotRow, Span
from grcdesk.schemas.incidents import IncidentLack
from grcdesk.terms import (
    ActionStatus,
    Derivation,
    Design,
    EvidenceKind,
    Frequency,
    Implemented,
    SlotState,
    Status,
    Support,
    Verdict,
)
from grcdesk.terms.findings import FindingStatus
from grcdesk.terms.rehearsals import AskedKind, Fault
from grcdesk.terms.requests import WalkthroughState
from grcdesk.terms.reviews import CampaignState, ReviewException
from grcdesk.terms.soa import SoaFramework
from grcdesk.terms.testing import DeviationState

TODAY = date(2026, 11, 21)
DAY = timedelta(days=1)
YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
WITHIN = Reach(Span(YEAR.start, TODAY), YEAR.start)


def back(play: Callable[..., None], *facts: object, **more: object) -> list[tuple[Fault, str]]:
    """Each fault that comes back, with its reason."""
    playing = Playing()
    play(playing, *facts, **more)
    return [(one.fault, one.why) for one in playing.returned]


def of(**facts: object) -> SimpleNamespace:
    return SimpleNamespace(**facts)


# -- vendors, reviews, features, assessment, statement -------------------------------------------


def vendor(*points: tuple[str, object]) -> SimpleNamespace:
    told = tuple(of(code=code, about="Report", why="why", level=level) for code, level in points)
    return of(file=of(detail=of(row=of(id="V-1", name="Northlight"))), points=told)


@pytest.mark.parametrize(
    ("code", "level", "fault"),
    [
        ("report_gap", records.Level.FAILS, Fault.REPORT_GAP),
        ("bridge_long", records.Level.WEAK, Fault.BRIDGE_LETTER),
        ("bridge_undated", records.Level.FAILS, Fault.BRIDGE_LETTER),
        ("clause_unread", records.Level.FAILS, Fault.AGREEMENT_UNREAD),
        ("dpa_expired", records.Level.FAILS, Fault.VENDOR_PAPER),
        ("clause_place", records.Level.WEAK, None),
    ],
)
def test_what_fails_in_a_file_comes_back_and_what_is_weak_only_when_it_has_a_word(code, level, fault):
    assert back(records.vendor, vendor((code, level))) == ([(fault, "Report: why")] if fault else [])


CHECK = of(blocking=(), exceptions=())


def campaign(state: CampaignState, due: date = TODAY, check: SimpleNamespace = CHECK) -> SimpleNamespace:
    return of(row=of(id="AR-1", state=state, due=due, slot="2026Q3"), check=check)


SIGNED = (CampaignState.SIGNED, CampaignState.SIGNED_WITH_EXCEPTIONS)


@pytest.mark.parametrize("state", CampaignState)
def test_a_review_is_asked_for_from_the_day_after_it_was_due(state):
    assert back(records.review, campaign(state), TODAY) == []
    late = back(records.review, campaign(state, TODAY - DAY), TODAY)
    assert [fault for fault, _ in late] == ([] if state in SIGNED else [Fault.REVIEW_UNSIGNED])


@pytest.mark.parametrize(
    ("kind", "system", "account", "told"),
    [
        ("self_reviewed", "okta", "ana", (Fault.SELF_REVIEW, "okta/ana: why")),
        ("undecided", "okta", "", (Fault.REVIEW_OPEN, "okta: why")),
        ("no_list", "", "", (Fault.REVIEW_OPEN, ": why")),
    ],
)
def test_what_keeps_a_review_unsigned_comes_back_with_it(kind, system, account, told):
    check = of(blocking=(of(kind=kind, system=system, account=account, text="why"),), exceptions=())
    late = campaign(CampaignState.IN_REVIEW, TODAY - DAY, check)
    assert back(records.review, late, TODAY)[1] == told


@pytest.mark.parametrize("kind", ReviewException)
def test_exceptions_of_a_signed_review_come_back_leavers_by_their_own_word(kind):
    remark = of(kind=kind, system="okta", account="ana", line="why")
    found = back(records.review, campaign(SIGNED[1], check=of(blocking=(), exceptions=(remark,))), TODAY)
    leaver = kind in {ReviewException.LATE, ReviewException.LEAVER, ReviewException.SIGN_IN_AFTER_LEAVING}
    assert found == [(Fault.LEAVER_LATE if leaver else Fault.REVIEW_EXCEPTION, "why")]


@pytest.mark.parametrize("derivation", Derivation)
@pytest.mark.parametrize("lacking", [(), ("purpose", "data in")])
def test_a_feature_is_confirmed_and_answered(derivation, lacking):
    row = of(id="F-1", name="Assistant", derivation=derivation, lacking=lacking)
    whole = derivation is Derivation.CONFIRMED and not lacking
    assert (back(records.feature, row) == []) is whole
    assert all(fault is Fault.FEATURE_UNCONFIRMED for fault, _ in back(records.feature, row))


def test_an_assessment_is_final_and_the_desk_is_as_it_has_it():
    final = of(id="GAP-1", taken_on=TODAY)
    assert back(records.assessment, final, []) == []
    assert back(records.assessment, None, []) == [(Fault.GAP_NOT_FINAL, "no assessment was finalised")]
    moved = [of(control="AI-SEC-01"), of(control="AI-SEC-02")]
    told = "GAP-1 of 2026-11-21 no longer holds: AI-SEC-01 and AI-SEC-02 moved"
    assert back(records.assessment, final, moved) == [(Fault.GAP_MOVED, told)]


@pytest.mark.parametrize(
    ("version", "lacks", "differences", "told"),
    [
        (of(id="SOA-1"), (), (), []),
        (of(id="SOA-1"), ("x",), (), []),
        (None, (), (), [(Fault.SOA_NOT_APPROVED, "no version was approved")]),
        (None, ("x", "y"), (), [(Fault.SOA_NOT_APPROVED, "no version was approved; 2 things lacking")]),
        (
            of(id="SOA-1"),
            (),
            (of(item="A.5.1"), of(item="A.5.1"), of(item="A.5.2")),
            [(Fault.SOA_MOVED, "SOA-1 no longer holds: A.5.1 and A.5.2 moved")],
        ),
    ],
)
def test_a_statement_is_approved_and_the_desk_is_as_it_has_it(version, lacks, differences, told):
    page = of(framework=SoaFramework.ISO27001, version=version, lacks=lacks, differences=differences)
    assert back(records.statement, page) == told


# -- findings and incidents -----------------------------------------------------------------------


def finding(**said: object) -> SimpleNamespace:
    whole = {"id": "F-1", "title": "No limit", "agreed": True, "owner": "Lin", "actions": 1, "lapsed": False}
    return of(**(whole | {"status": FindingStatus.OPEN} | said))


@pytest.mark.parametrize(
    ("row", "more", "told"),
    [
        (finding(), {"unanswered": False, "broken": ()}, []),
        (finding(status=FindingStatus.CLOSED), {"unanswered": False, "broken": ()}, []),
        (finding(), {"unanswered": False, "broken": ("EV-1: link only",)}, []),
        (
            finding(status=FindingStatus.CLOSED),
            {"unanswered": False, "broken": ("EV-1: link only",)},
            [(Fault.FINDING_UNPROVEN, "closed on EV-1: link only")],
        ),
        (
            finding(lapsed=True),
            {"unanswered": False, "broken": ()},
            [(Fault.FINDING_LATE, "its risk was accepted until a day that is over")],
        ),
        (
            finding(agreed=None, owner="", actions=0),
            {"unanswered": True, "broken": ()},
            [
                (
                    Fault.FINDING_UNANSWERED,
                    "open: no response of management, nobody owns it and nothing is planned",
                )
            ],
        ),
    ],
)
def test_a_finding_comes_back_for_what_it_lacks(row, more, told):
    assert back(settled.finding, row, **more) == told


TIME, REST = IncidentLack("no time says when it was contained", "contained"), IncidentLack("no lessons", "lessons")


@pytest.mark.parametrize(
    ("lacks", "closed", "faults"),
    [
        ((), "2026-11-20", []),
        ((), "", [Fault.INCIDENT_OPEN]),
        ((TIME,), "", [Fault.INCIDENT_WITHOUT_TIMES]),
        ((REST,), "", [Fault.INCIDENT_OPEN]),
        ((TIME, REST), "", [Fault.INCIDENT_WITHOUT_TIMES, Fault.INCIDENT_OPEN]),
    ],
)
def test_an_incident_comes_back_until_it_is_closed(lacks, closed, faults):
    row = of(id="INC-1", title="Leak", closed_at=closed)
    assert [fault for fault, _ in back(settled.incident, row, lacks)] == faults


# -- controls ----------------------------------------------------------------------------------------


def detail(**said: object) -> SimpleNamespace:
    row = {"id": "AI-SEC-01", "status": Status.IN_PLACE, "owner": "Lin", "unsupported": False}
    row |= {"support": Support.SUPPORTED, "design": Design.ADEQUATE, "implemented": Implemented.YES}
    row |= {"have": 1, "need": 1}
    rest = {"reason": "", "approver": "", "gap": "", "actions": (), "risks": (), "wanted": ()}
    return of(
        row=of(**(row | {name: value for name, value in said.items() if name in row})),
        **(rest | {name: value for name, value in said.items() if name in rest}),
    )


def action(due: date, status: ActionStatus) -> SimpleNamespace:
    return of(id="ACT-1", title="Log it", due=due, status=status)


@pytest.mark.parametrize(
    ("control", "faults"),
    [
        (detail(), []),
        (detail(owner=""), [Fault.OWNER_MISSING]),
        (detail(status=Status.PARTIAL, gap="no log"), [Fault.NOT_IN_PLACE]),
        (detail(unsupported=True, support=Support.CLAIM_ONLY, have=0), [Fault.UNSUPPORTED]),
        (detail(status=Status.NOT_APPLICABLE, owner=""), [Fault.NA_WITHOUT_APPROVER]),
        (detail(status=Status.NOT_APPLICABLE, reason="none", owner=""), [Fault.NA_WITHOUT_APPROVER]),
        (detail(status=Status.NOT_APPLICABLE, reason="none", approver="Sam", owner=""), []),
        (detail(actions=(action(TODAY - DAY, ActionStatus.OPEN),)), [Fault.ACTION_OVERDUE]),
        (detail(actions=(action(TODAY, ActionStatus.OPEN),)), []),
        (detail(actions=(action(TODAY - DAY, ActionStatus.DONE),)), []),
        (detail(risks=(of(id="R-1", ended_on=None, expires_on=TODAY - DAY),)), [Fault.RISK_EXPIRED]),
        (detail(risks=(of(id="R-1", ended_on=None, expires_on=TODAY),)), []),
        (detail(risks=(of(id="R-1", ended_on=TODAY, expires_on=TODAY - DAY),)), []),
    ],
)
def test_a_control_comes_back_for_what_it_lacks(control, faults):
    assert [fault for fault, _ in back(controls.control, control, TODAY)] == faults


# -- artefacts -----------------------------------------------------------------------------------------


def held(name: str = "EV-1", kind: EvidenceKind = EvidenceKind.POLICY, **more: object) -> HeldArtefact:
    facts = {"as_of": date(2026, 2, 1), "source": "Okta"}
    behind = {"first": date(2026, 2, 1), "last": date(2026, 2, 1)}
    facts |= {key: value for key, value in more.items() if key in ArtefactFacts.__dataclass_fields__}
    behind |= {key: value for key, value in more.items() if key in Behind.__dataclass_fields__}
    return HeldArtefact(Behind(name, kind, **behind), ArtefactFacts(kind, **facts))


def wants(**have: int) -> SimpleNamespace:
    rows = tuple(
        of(kind=EvidenceKind[name], what="it", mandatory=True, have=number, missing=not number, why="")
        for name, number in have.items()
    )
    return detail(wanted=rows)


@pytest.mark.parametrize(
    ("control", "on_file", "faults"),
    [
        (wants(POLICY=1), [], []),
        (wants(POLICY=0), [], [Fault.EVIDENCE_MISSING]),
        (wants(POLICY=0), [held(kind=EvidenceKind.CONTRACT)], [Fault.EVIDENCE_MISSING]),
        (wants(POLICY=0), [held(preserved=False)], [Fault.LINK_ONLY]),
        (wants(POLICY=0), [held(integrity="missing")], [Fault.BYTES_GONE]),
        (wants(POLICY=0), [held(integrity="modified")], [Fault.BYTES_CHANGED]),
        (wants(POLICY=0, CONTRACT=0), [], [Fault.EVIDENCE_MISSING]),
        (detail(), [], [Fault.EVIDENCE_MISSING]),
        (detail(), [held()], []),
        (detail(), [held(rejected="wrong system")], [Fault.REJECTED]),
    ],
)
def test_each_kind_that_must_be_there_is(control, on_file, faults):
    assert [fault for fault, _ in back(artefacts.wanted, control, on_file, WITHIN)] == faults


@pytest.mark.parametrize(
    ("one", "faults"),
    [
        (held(), []),
        (held(preserved=False), [Fault.LINK_ONLY]),
        (held(kind=EvidenceKind.SCREENSHOT, source=""), [Fault.SCREENSHOT_BARE]),
        (held(kind=EvidenceKind.QUERY_RESULT, source=""), [Fault.LIST_WITHOUT_SOURCE]),
        (held(rejected="x"), []),
        (held(superseded_by="EV-2"), []),
        (held(preserved=False, first=TODAY + DAY, last=TODAY + DAY), []),
        (held(preserved=False, last=date(2025, 12, 31), first=date(2025, 12, 1)), []),
        (held(preserved=False, last=date(2025, 12, 31), first=date(2025, 12, 1), valid_until=TODAY), [Fault.LINK_ONLY]),
    ],
)
def test_what_is_drawn_and_touches_the_days_is_looked_at(one, faults):
    assert [fault for fault, _ in back(artefacts.sampled, "AI-SEC-01", [one], WITHIN, "seed")] == faults


# -- operation -----------------------------------------------------------------------------------------


def row(**said: object) -> CoverageRow:
    whole = CoverageRow(
        *("AI-SEC-01", Frequency.QUARTERLY, YEAR, 100.0, Verdict.COVERED, (), (), None, None, None, "told", (), False),
    )
    return whole.__class__(**{name: said.get(name, getattr(whole, name)) for name in whole.__dataclass_fields__})


def slot(state: SlotState, *claims: Claim, **said: object) -> SlotRow:
    facts = {"required": True, "still_open": False, "ended": True} | said
    return SlotRow(
        *("2026Q1", YEAR.start, date(2026, 3, 31), facts["required"], state, None, None, False, (), claims),
        still_open=facts["still_open"],
        ended=facts["ended"],
    )


LINK = Claim("EV-1", YEAR.start, YEAR.start, "link only")
PAPER = Claim("EV-1", YEAR.start, YEAR.start, "a policy shows design")
BARE = OnFile((), frozenset())
STANDS = OnFile([held()], frozenset({EvidenceKind.POLICY}))


@pytest.mark.parametrize(
    ("judged", "behind", "faults"),
    [
        (row(), BARE, []),
        (row(window=None), BARE, [Fault.EFFECTIVE_LATE]),
        (row(window=Span(YEAR.start + DAY, YEAR.end)), BARE, [Fault.EFFECTIVE_LATE]),
        (row(slots=(slot(SlotState.COVERED),)), BARE, []),
        (row(slots=(slot(SlotState.GAP),)), BARE, [Fault.SLOT_MISSING]),
        (row(slots=(slot(SlotState.GAP, required=False),)), BARE, []),
        (row(slots=(slot(SlotState.LATE_BEYOND_GRACE),)), BARE, [Fault.LATE_BEYOND_GRACE]),
        (row(slots=(slot(SlotState.OUTSIDE_PERIOD),)), BARE, [Fault.OUTSIDE_PERIOD]),
        (row(slots=(slot(SlotState.CLAIMED, LINK),)), BARE, [Fault.LINK_ONLY]),
        (row(slots=(slot(SlotState.CLAIMED, LINK, still_open=True),)), BARE, []),
        (row(slots=(slot(SlotState.CLAIMED, PAPER),)), BARE, [Fault.SHOWN_FOR_A_RUN]),
        (row(slots=(slot(SlotState.CLAIMED, PAPER),)), STANDS, [Fault.SLOT_MISSING]),
        (row(verdict=Verdict.NOT_YET_RUN, slots=(slot(SlotState.DUE, still_open=True),)), BARE, []),
        (row(verdict=Verdict.NOT_YET_RUN, slots=(slot(SlotState.DUE),)), BARE, [Fault.NOT_RUN]),
        (row(verdict=Verdict.NOT_YET_RUN), BARE, [Fault.NOT_RUN]),
        (row(verdict=Verdict.PARTIAL, percent=50.0, gaps=(YEAR,)), BARE, [Fault.LOG_GAP]),
        (row(verdict=Verdict.PARTIAL, percent=50.0, claims=(LINK,)), BARE, [Fault.LINK_ONLY]),
        (row(verdict=Verdict.PARTIAL, percent=50.0, claims=(PAPER._replace(beside=True),)), BARE, []),
        (row(verdict=Verdict.PARTIAL, percent=50.0, claims=(PAPER,)), STANDS, []),
        (row(verdict=Verdict.COVERED, percent=99.0, gaps=(YEAR,)), BARE, []),
        (row(verdict=Verdict.UNPROVEN), BARE, [Fault.POPULATION_MISSING]),
        (row(verdict=Verdict.INTERIM), BARE, [Fault.POPULATION_INTERIM]),
    ],
)
def test_a_control_that_ran_comes_back_for_nothing_and_each_hole_by_its_word(judged, behind, faults):
    assert [fault for fault, _ in back(operation.operation, judged, YEAR, behind)] == faults


def test_a_population_comes_back_for_each_thing_it_lacks():
    listed = held(kind=EvidenceKind.POPULATION, query="", pulled_at="", row_count=None)
    found = back(operation.operation, row(verdict=Verdict.UNPROVEN), YEAR, OnFile([listed], frozenset()))
    assert Fault.WITHOUT_QUERY in {fault for fault, _ in found}
    assert Fault.WITHOUT_COMPLETENESS in {fault for fault, _ in found}
    rejected = held(kind=EvidenceKind.POPULATION, query="", rejected="wrong system")
    bare = back(operation.operation, row(verdict=Verdict.UNPROVEN), YEAR, OnFile([rejected], frozenset()))
    assert [fault for fault, _ in bare] == [Fault.POPULATION_MISSING]


@pytest.mark.parametrize(
    ("more", "stands"),
    [({}, True), ({"slot": "2026Q1"}, False), ({"performed_on": date(2026, 2, 1)}, False)],
)
def test_what_is_said_to_show_a_run_stands_for_nothing_else(more, stands):
    assert OnFile([held(**more)], frozenset({EvidenceKind.POLICY})).stands_for_itself(PAPER) is stands


def test_a_list_of_what_happened_stands_for_itself_though_nobody_asks_for_it():
    listed = OnFile([held(kind=EvidenceKind.POPULATION)], frozenset())
    assert listed.stands_for_itself(PAPER)
    assert not OnFile([held()], frozenset()).stands_for_itself(PAPER)
    assert not BARE.stands_for_itself(PAPER)
    assert BARE.integrity("EV-1") == ""


# -- tests and what is late --------------------------------------------------------------------------


def test_deviations_come_back_until_judged_and_exceptions_until_a_finding_speaks_of_them():
    def deviation(name: str, state: DeviationState, test: str = "T1", item: str = "C-1") -> SimpleNamespace:
        return of(id=name, test=test, control="C", item=item, why="why", state=state, decided_by="Lin")

    playing = Playing()
    playing.ask("T1", AskedKind.TEST, "performed again")
    rows = [
        deviation("D-1", DeviationState.OPEN),
        deviation("D-2", DeviationState.EXCEPTION, item=""),
        deviation("D-3", DeviationState.EXCEPTION),
        deviation("D-4", DeviationState.FALSE_POSITIVE),
        deviation("D-5", DeviationState.OPEN, test="T2"),
    ]
    fieldwork.deviations(playing, rows, frozenset({"D-3"}))
    assert [(one.fault, one.about, one.why) for one in playing.returned] == [
        (Fault.DEVIATION_OPEN, "D-1", "C-1: why"),
        (Fault.DEVIATION_UNANSWERED, "D-2", "why; confirmed by Lin, and no finding speaks of it"),
    ]


def test_a_list_that_is_not_final_and_a_sample_drawn_otherwise_come_back():
    frozen = of(
        id="POP-1", name="changes", why_not_final=("it was pulled before its window was over: final from x on",)
    )
    assert [fault for fault, _ in back(fieldwork.population, frozen)] == [Fault.POPULATION_INTERIM]
    assert back(fieldwork.population, of(id="POP-1", name="changes", why_not_final=())) == []
    assert back(fieldwork.sample, of(id="S-1", matches=True, differs=())) == []
    differs = of(id="S-1", matches=False, differs=("its rows", "its seed"))
    assert back(fieldwork.sample, differs) == [(Fault.SAMPLE_NOT_REPRODUCIBLE, "its rows and its seed")]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], ["no walkthrough is on record"]),
        ([of(id="WT-1", control="C-2", state=WalkthroughState.HELD, lacking=())], ["no walkthrough is on record"]),
        ([of(id="WT-1", control="C-1", state=WalkthroughState.HELD, lacking=())], []),
        (
            [of(id="WT-1", control="C-1", state=WalkthroughState.BEGUN, lacking=("what was shown",))],
            ["WT-1 is begun, lacks what was shown"],
        ),
    ],
)
def test_a_control_is_walked_through(rows, told):
    assert [why for _, why in back(fieldwork.walkthrough, "C-1", rows)] == told


@pytest.mark.parametrize(
    ("lack", "fault"),
    [
        ("it lacks the query it was drawn with", Fault.WITHOUT_QUERY),
        ("it lacks a word on rows left out: 1 used, 2 skipped", Fault.ROWS_SKIPPED),
        ("its artefact was rejected: x", Fault.REJECTED),
        ("its bytes are modified", Fault.BYTES_CHANGED),
        ("its bytes are missing", Fault.BYTES_GONE),
        ("something else", Fault.POPULATION_LACKS),
    ],
)
def test_why_a_frozen_list_is_not_final_has_its_word(lack, fault):
    assert reasons.of_frozen(lack) is fault
