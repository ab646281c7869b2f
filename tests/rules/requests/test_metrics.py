"""Counts and rates of requests, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from grcdesk.rules.requests.draft import Asked, drafted
from grcdesk.rules.requests.metrics import is_overdue, metrics, waits_for_us
from grcdesk.rules.requests.walkthroughs import lacking, state
from grcdesk.schemas.programme import Period
from grcdesk.schemas.requests.requests import RequestRow, RoundRow
from grcdesk.schemas.requests.walkthroughs import DepartureRow, WalkthroughQuestion
from grcdesk.terms import EvidenceKind, TestAspect, TestMethod
from grcdesk.terms.requests import (
    AuditorStatus,
    RequestKind,
    RequestOrigin,
    RequestStatus,
    SeenAsWritten,
    WalkthroughState,
)

ON = date(2027, 1, 20)
ROW = RequestRow(
    id="REQ-1", ref="R-1", title="", area="", text="Changes", controls=(), criteria=(), kind=None, priority=None,
    owner="", asked=date(2027, 1, 1), due=date(2027, 1, 10), status=RequestStatus.OPEN,
    auditor_status=AuditorStatus.NOT_SENT, evidence=(), rounds=1, submitted_on=None, return_reason="", blocked="",
    response="", origin=RequestOrigin.ADDED, listed=False, conflicts=(), overdue=False, version=1,
)  # fmt: skip
ROUND = RoundRow(1, date(2027, 1, 5), "Dana Reyes", ("EV-1",), "", None, "", None, "")
GOOD = replace(ROUND, word=AuditorStatus.ACCEPTED, told_by="Kim Otis", told_on=ON)
BACK = replace(ROUND, word=AuditorStatus.RETURNED, told_by="Kim Otis", told_on=date(2027, 1, 8), reason="no query")


def row(name: str, status: RequestStatus, auditor: AuditorStatus, **more: object) -> RequestRow:
    return replace(ROW, id=name, ref=name.replace("REQ", "R"), status=status, auditor_status=auditor, **more)


def test_what_is_handed_over_is_not_overdue_and_first_time_counts_what_is_on_record():
    sent = RequestStatus.SUBMITTED
    rows = [
        row("REQ-1", RequestStatus.OPEN, AuditorStatus.NOT_SENT),
        row("REQ-2", sent, AuditorStatus.RECEIVED),
        row("REQ-3", sent, AuditorStatus.ACCEPTED),
        row("REQ-4", sent, AuditorStatus.ACCEPTED, rounds=2),
        row("REQ-5", RequestStatus.GATHERING, AuditorStatus.RETURNED, rounds=2),
        row("REQ-6", sent, AuditorStatus.ACCEPTED, asked=None),
        row("REQ-7", sent, AuditorStatus.CLOSED),
    ]
    rounds = {
        "REQ-1": [],
        "REQ-2": [ROUND],
        "REQ-3": [GOOD],
        "REQ-4": [replace(BACK, submitted_on=date(2027, 1, 9)), replace(GOOD, number=2)],
        "REQ-5": [BACK],
        "REQ-6": [replace(GOOD, submitted_on=None)],  # accepted before its list came
        "REQ-7": [GOOD],
    }
    found = metrics(rows, rounds, ON)
    assert (found.requests, found.open, found.overdue, found.submitted) == (7, 2, 2, 1)
    assert (found.accepted, found.accepted_first_time, found.first_time_known) == (4, 2, 3)
    assert found.accepted_first_time_rate == 0.667
    assert found.median_days_to_submit == 4.0
    assert [(one.ref, one.round, one.reason) for one in found.returns] == [
        ("R-4", 1, "no query"),
        ("R-5", 1, "no query"),
    ]


def test_nothing_known_gives_no_rate():
    found = metrics([ROW], {"REQ-1": []}, ON)
    assert (found.accepted_first_time_rate, found.median_days_to_submit) == (None, None)


def test_a_draft_says_what_of_which_control_for_which_days():
    asked = [
        Asked("wanted:C/1", "C", "Keys", "rotation interval", kind=EvidenceKind.POLICY),
        Asked("wanted:C/2", "C", "Keys", "every key", kind=EvidenceKind.POPULATION),
        Asked("test:C.T1", "C", "Keys", "Age of every key?", aspect=TestAspect.OPERATING, method=TestMethod.CENSUS),
        Asked("test:C.T2", "C", "Keys", "Stored", aspect=TestAspect.DESIGN, method=TestMethod.INSPECT),
    ]
    found = dict(drafted(asked, Period(date(2026, 1, 1), date(2026, 12, 31))))
    kinds = [facts.kind for facts in found.values()]
    assert kinds == [RequestKind.POLICY, RequestKind.POPULATION, RequestKind.POPULATION, RequestKind.CONFIG]
    assert all("2026-01-01..2026-12-31" in facts.text and facts.controls == ("C",) for facts in found.values())
    (day,) = drafted(asked[:1], Period(ON, ON))
    assert "as of 2027-01-20" in day[1].text
    assert "2026" not in drafted(asked[:1], None)[0][1].text


HELD = {"held_on": ON, "people": ["Lin Chen"], "shown": "the vault", "item": "key 7"}
YES = WalkthroughQuestion(1, "Where?", SeenAsWritten.YES, "", "Lin Chen", ON)
DIFFERENCE = DepartureRow("WT-1/d1", "late", 0, ON, "", "", None)


def test_a_walkthrough_counts_as_held_only_with_all_of_it():
    whole = {**HELD, "questions": [YES], "differences": [], "no_difference": True}
    assert lacking(**whole) == ()
    for name, empty in (("held_on", None), ("people", []), ("shown", ""), ("item", ""), ("no_difference", False)):
        lacks = lacking(**{**whole, name: empty})
        assert len(lacks) == 1
        assert state(lacks, touched=True, differences=[]) is WalkthroughState.BEGUN
    assert lacking(**{**whole, "questions": [replace(YES, answer=None)]}) == ("an answer to 1 question",)
    assert state((), touched=True, differences=[]) is WalkthroughState.HELD
    assert state((), touched=True, differences=[DIFFERENCE]) is WalkthroughState.DIFFERENCES_OPEN
    settled = replace(DIFFERENCE, settled="rewritten", settled_by="Lin Chen", settled_on=ON)
    assert state((), touched=True, differences=[settled]) is WalkthroughState.HELD
    assert state(("all",), touched=False, differences=[]) is WalkthroughState.PLANNED


@pytest.mark.parametrize("status", RequestStatus)
@pytest.mark.parametrize("auditor", AuditorStatus)
@pytest.mark.parametrize("days", [-1, 0, 1, None])
def test_overdue_is_what_waits_for_us_from_the_day_after_it_was_due(status, auditor, days):
    settled = auditor in {AuditorStatus.ACCEPTED, AuditorStatus.CLOSED}
    waits = status is not RequestStatus.SUBMITTED and not settled
    due = None if days is None else ON + timedelta(days=days)
    assert waits_for_us(status, auditor) is waits
    assert is_overdue(status, auditor, due, ON) is (waits and days == -1)


@pytest.mark.parametrize(
    ("auditor", "rounds", "accepted", "known"),
    [
        (AuditorStatus.ACCEPTED, [], 1, 0),
        (AuditorStatus.CLOSED, [], 0, 0),
        (AuditorStatus.CLOSED, [BACK], 0, 0),
        (AuditorStatus.CLOSED, [GOOD], 1, 1),
        (AuditorStatus.CLOSED, [BACK, GOOD], 1, 1),
        (AuditorStatus.ACCEPTED, [replace(BACK, submitted_on=None), GOOD], 1, 0),
    ],
)
def test_accepted_is_his_word_and_at_once_is_known_of_requests_with_all_rounds(auditor, rounds, accepted, known):
    found = metrics([row("REQ-1", RequestStatus.SUBMITTED, auditor)], {"REQ-1": rounds}, ON)
    assert (found.accepted, found.first_time_known) == (accepted, known)


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        *((kind, RequestKind.POLICY) for kind in (EvidenceKind.POLICY, EvidenceKind.DOCUMENT)),
        *((kind, RequestKind.POPULATION) for kind in (EvidenceKind.POPULATION, EvidenceKind.INVENTORY)),
        *(
            (kind, RequestKind.CONFIG)
            for kind in (EvidenceKind.CONFIG_SNAPSHOT, EvidenceKind.CODE_REF, EvidenceKind.SCREENSHOT)
        ),
        (EvidenceKind.LOG_EXPORT, RequestKind.SAMPLE_ITEMS),
    ],
)
def test_a_kind_of_evidence_is_asked_for_as_its_kind_of_request(kind, asked):
    ((_, facts),) = drafted([Asked("wanted:C/1", "C", "Keys", "all", kind=kind)], None)
    assert facts.kind is asked
