"""Lists of controls: order, filters, and a number of queries that does not grow with the rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from grcdesk.errors import BadInput
from grcdesk.rules.filters.filters import FilterError
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.evidence.evidence import Artefact
from grcdesk.terms import ActionStatus, Design, EvidenceKind, Implemented, Status
from helpers.backing import bear_out
from helpers.queries import watch_queries


def test_keys_come_in_the_order_of_the_catalog(desk):
    keys = desk.controls.keys()
    assert len(keys) == len(set(keys)) == 23
    assert [row.id for row in desk.controls.list()] == keys
    desk.catalogs.add("ai-ext")
    assert desk.controls.keys()[:23] == keys
    assert desk.controls.keys()[23:] == [f"AI-EXT-{number:02d}" for number in range(1, 9)]


def test_rows_come_in_the_order_asked_and_unknown_ones_are_left_out(desk):
    assert [row.id for row in desk.controls.rows(["AI-SEC-02", "nobody", "AI-PI-01"])] == ["AI-SEC-02", "AI-PI-01"]
    assert desk.controls.rows([]) == []


def work(desk, folder: Path) -> None:
    """AI-SEC-01 in place with all evidence and a link, AI-SEC-02 without, AI-PI-01 partial, late, with an action."""
    done = ControlChange(
        status=Status.IN_PLACE,
        design=Design.ADEQUATE,
        implemented=Implemented.YES,
        owner="Dana Reyes",
        due=date(2026, 1, 1),
    )
    desk.controls.set(["AI-SEC-01", "AI-SEC-02"], done)
    desk.evidence.add(
        "https://acme.example/log",
        Artefact(EvidenceKind.LOG_EXPORT, as_of=date(2026, 6, 1)),
        controls=["AI-SEC-01"],
    )
    bear_out(desk, folder, "AI-SEC-01")
    desk.controls.set(
        ["AI-PI-01"], ControlChange(status=Status.PARTIAL, gap="The 100% rule_is not met", due=date(2026, 11, 20))
    )
    desk.actions.add("AI-PI-01", "Write it", owner="Sam Okoro", due=date(2026, 12, 1))


@pytest.fixture
def worked(desk_after):
    return desk_after(work)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("status:in_place", ["AI-SEC-01", "AI-SEC-02"]),
        ("status:partial", ["AI-PI-01"]),
        ("-status:not_assessed", ["AI-PI-01", "AI-SEC-01", "AI-SEC-02"]),
        ("evidence:>0", ["AI-SEC-01"]),
        ("evidence:any", ["AI-SEC-01"]),
        ("status:in_place evidence:none", ["AI-SEC-02"]),
        ("is:unsupported", ["AI-SEC-02"]),
        ("support:supported", ["AI-SEC-01"]),
        ("support:claim_only", ["AI-SEC-02"]),
        ("support:in_part", []),
        ("is:overdue", ["AI-PI-01"]),
        ("actions:1", ["AI-PI-01"]),
        ("owner:dana", ["AI-SEC-01", "AI-SEC-02"]),
        ("owner:any", ["AI-SEC-01", "AI-SEC-02"]),
        ("due:<2026-11-21 -status:in_place", ["AI-PI-01"]),
        ('"100% rule_is"', ["AI-PI-01"]),
        ('"100_ rule"', []),
        ("id:AI-SEC-01", ["AI-SEC-01"]),
        ("tsc:CC8.1 status:partial", ["AI-PI-01"]),
        ("status:partial,in_place sort:-id", ["AI-SEC-02", "AI-SEC-01", "AI-PI-01"]),
    ],
)
def test_filters_pick_what_they_say(worked, where: str, expected: list[str]):
    found = worked.controls.keys(where)
    assert (found if "sort:" in where else sorted(found)) == expected
    assert [row.id for row in worked.controls.list(where)] == found


def test_a_sort_can_be_given_beside_the_filter(worked):
    assert worked.controls.keys("status:in_place", sort="-id") == ["AI-SEC-02", "AI-SEC-01"]
    assert worked.controls.keys(sort="status")[0] == "AI-PI-01", "what needs work comes first"


def test_a_filter_and_its_opposite_part_the_whole(worked):
    for where in ("status:partial", "owner:any", "is:overdue", "tsc:CC6", "evidence:none"):
        inside, outside = worked.controls.keys(where), worked.controls.keys(f"-{where}")
        assert sorted([*inside, *outside]) == sorted(worked.controls.keys()), where


@pytest.mark.parametrize("where", ["colour:red", "status:purple", "due:soon", 'text:"open'])
def test_a_filter_that_cannot_be_understood_is_refused(desk, where: str):
    with pytest.raises((FilterError, BadInput)):
        desk.controls.keys(where)


def test_counts_follow_what_happens(worked):
    row = worked.controls.rows(["AI-PI-01"])[0]
    assert (row.open_actions, row.evidence, row.supported, row.unsupported) == (1, 0, False, False)
    worked.actions.close(worked.actions.list(status=ActionStatus.OPEN)[0].id, proof="PR 12")
    assert worked.controls.rows(["AI-PI-01"])[0].open_actions == 0
    row = worked.controls.rows(["AI-SEC-01"])[0]
    assert (row.evidence, row.have, row.supported, row.unsupported) == (row.need + 1, row.need, True, False)
    for name in ("EV-1", "EV-2"):
        worked.evidence.reject(name, reason="wrong tenant")
    row = worked.controls.rows(["AI-SEC-01"])[0]
    assert (row.evidence, row.have, row.supported, row.unsupported) == (row.need - 1, row.need - 1, False, True)


def queries(desk, ask) -> int:
    seen = watch_queries(desk.store)
    before = len(seen)
    ask()
    return len([statement for statement in seen[before:] if "SELECT" in statement])


@pytest.mark.slow
def test_a_window_takes_four_queries_whatever_its_size(many):
    keys = many.controls.keys("id:OWN")
    assert len(keys) == 500
    assert queries(many, lambda: many.controls.rows(keys[:5])) == queries(many, lambda: many.controls.rows(keys)) == 4
    assert queries(many, many.controls.keys) == 3  # the period, the frameworks, and the keys; the zone is known


@pytest.mark.slow
def test_one_control_takes_as_many_queries_in_a_large_desk_as_in_a_small_one(many):
    many.today()
    assert queries(many, lambda: many.controls.show("OWN-001")) == queries(
        many, lambda: many.controls.show("AI-SEC-01")
    )


@pytest.mark.slow
def test_the_summary_does_not_ask_control_by_control(many):
    assert queries(many, many.gap.summary) < 14
    assert queries(many, many.scope.show) < 18
    assert queries(many, many.scope.criteria) < 11


@pytest.mark.slow
def test_actions_evidence_and_snapshots_are_not_read_one_by_one(many):
    for number in range(12):
        many.actions.add(f"OWN-{number:03d}", "Sign", owner="Dana Reyes", due=date(2026, 12, 1))
        facts = Artefact(EvidenceKind.LOG_EXPORT, as_of=date(2026, 6, 1))
        many.evidence.add("https://acme.example/log", facts, controls=[f"OWN-{number:03d}"])
    for _ in range(3):
        many.gap.finalise(assessor="Dana Reyes", reviewer="Sam Okoro")
    assert queries(many, many.actions.list) == 2
    assert queries(many, many.evidence.list) == 6
    assert queries(many, many.gap.snapshots) == 3  # with who recorded each
    assert len(many.gap.snapshots()) == 3
    assert [row.controls for row in many.evidence.list()] == [(f"OWN-{number:03d}",) for number in range(12)]


def test_setting_and_undoing_many_asks_no_more_than_setting_one(desk):
    keys = desk.controls.keys()
    desk.controls.set(keys[:1], ControlChange(gap="from here on the place of the log is noted outside"))
    seen = watch_queries(desk.store)
    asked = []
    for wanted in (keys[:1], keys[:20]):
        seen.clear()
        desk.controls.set(wanted, ControlChange(gap=f"seen {len(wanted)}"))
        desk.log.undo()
        asked.append(len(seen))
    assert asked[0] == asked[1]


def test_artefacts_and_coverage_ask_no_more_with_many(many):
    def asked():
        return queries(many, lambda: many.evidence.rows(many.evidence.keys())), queries(many, many.coverage.board)

    facts = Artefact(EvidenceKind.LOG_EXPORT, as_of=date(2026, 6, 1))
    many.evidence.add("https://acme.example/1", facts, controls=["AI-SEC-01"])
    few = asked()
    many.evidence.add(
        [f"https://acme.example/{number}" for number in range(40)], facts, controls=["OWN-001", "OWN-002"]
    )
    assert asked() == few
