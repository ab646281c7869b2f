"""Control matrix and Gap assessment: what stands in a row, and that no good look comes without the facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.reports.workbook.tabs.controls.gap import status_word
from grcdesk.reports.workbook.tabs.controls.matrix_line import told_status
from grcdesk.terms import EvidenceKind, Frequency, Status, Support
from reports.artefacts import artefact
from reports.factory import AS_OF, matrix, with_first
from reports.workbook.tabs.data import look, rows

SOURCE = matrix()


@pytest.fixture(scope="module")
def told():
    return {row["Control ID"]: row for row in rows(SOURCE, "Control matrix")}


@given(st.sampled_from(list(Status)), st.none() | st.sampled_from(list(Support)), st.integers(0, 3))
def test_a_status_looks_supported_only_where_it_is(status, support, have):
    row = replace(SOURCE.controls[0].row, status=status, support=support, have=have)
    good = status is Status.IN_PLACE and support is Support.SUPPORTED
    assert (look(told_status(row)) == "supported") is good
    assert (look(status_word(row)) == "supported") is good
    assert look(told_status(row)) != "in place", "a bare claim has no look of its own"
    if status is Status.IN_PLACE and support is Support.CLAIM_ONLY:
        assert told_status(row) == "in place, claim only"


def test_a_row_says_risk_key_lists_and_findings(told):
    first = told["AI-SEC-01"]
    assert first["Risk answered"] == "Leaked or ageless provider keys"
    assert (first["Key"], told["AI-SEC-02"]["Key"]) == ("key", "")
    assert first["Open findings"] == "F-1; F-2 (risk accepted)"
    lists = dict(zip(first["Population"].split("\n"), first["Population complete?"].split("\n"), strict=True))
    assert lists["POP-1 provider_keys, 9 rows"] == "POP-1: pulled before the period ended"
    assert lists["POP-2 key_reads, 120 rows"] == "POP-2: final; Counted on the console; by Mara Roy"


def test_what_nobody_recorded_is_said_to_be_not_stated(told):
    assert {row["Operator"] for row in told.values()} == {"not stated"}
    bare = rows(with_first(SOURCE, objective=""), "Control matrix")[0]
    assert bare["Risk answered"] == "not stated"


def test_a_policy_is_named_until_it_is_rejected_or_superseded():
    policy = replace(artefact(93, "AI-SEC-02"), kind=EvidenceKind.POLICY, title="Key policy")
    for changes, said in (({}, "EV-93 Key policy"), ({"rejected": "old"}, "not stated")):
        source = replace(SOURCE, evidence=(replace(policy, **changes),))
        assert rows(source, "Control matrix")[1]["Policy ref"] == said
    gone = replace(SOURCE, evidence=(replace(policy, superseded_by="EV-91"),))
    assert rows(gone, "Control matrix")[1]["Policy ref"] == "not stated"


def test_a_control_per_event_without_a_list_says_so_and_a_list_says_how_whole_it_is():
    event = with_first(replace(SOURCE, facts={}, evidence=()), frequency=Frequency.EVENT)
    first = rows(event, "Control matrix")[0]
    assert (first["Population"], first["Population complete?"]) == ("none on file", "")
    kept = replace(
        artefact(91, "AI-SEC-01"),
        kind=EvidenceKind.POPULATION,
        title="Keys",
        row_count=None,
        completeness="",
        checked_by="Ines",
    )
    first = rows(replace(event, evidence=(kept,)), "Control matrix")[0]
    assert first["Population"] == "EV-91 Keys, rows not counted"
    assert first["Population complete?"] == "EV-91: not stated"


def test_slots_covered_are_among_those_over(told):
    by_control = {row.id: row for row in SOURCE.coverage}
    for control, row in told.items():
        reach = by_control.get(control)
        if reach is None or not reach.slots:
            assert (row["Slots covered"], row["Slots over"]) == (None, None)
            continue
        over = [slot for slot in reach.slots if slot.required and slot.end < AS_OF]
        assert row["Slots over"] == len(over)
        assert row["Slots covered"] == sum(slot.days_late == 0 for slot in over)


def test_what_the_auditor_wrote_and_came_home_stands_in_his_columns():
    said = {("Control matrix", "AI-SEC-02"): {"Auditor ref": "T-7", "Auditor result": "not tested", "Strange": "x"}}
    found = rows(replace(SOURCE, auditor=said), "Control matrix")
    assert (found[1]["Auditor ref"], found[1]["Auditor result"], found[1]["Auditor notes"]) == (
        "T-7",
        "not tested",
        None,
    )
    assert found[0]["Auditor ref"] is None


def test_actions_stand_with_their_ids_and_a_gap_without_one_says_why():
    told = {row["ID"]: row for row in rows(SOURCE, "Gap assessment")}
    assert told["AI-SEC-02"]["Action"] == "ACT-001 Move the last key to the store and rotate both old ones"
    assert told["AI-SEC-02"]["Why no action"] == ""
    assert told["AI-SEC-04"]["Action"] == ""
    until = AS_OF + timedelta(days=80)
    assert told["AI-SEC-04"]["Why no action"] == (
        f"RISK-003 until {until}: Feature is switched off until the new gateway is live (Ines Okafor)"
    )
    out = next(row for row in told.values() if row["Status"] == "not applicable")
    assert out["Why no action"] == "n.a.: No model is trained or tuned on customer data. (Ines Okafor)"


def test_kinds_of_evidence_that_lack_are_named():
    found = rows(SOURCE, "Gap assessment")
    for detail, row in zip(SOURCE.controls, found, strict=True):
        assert row["Evidence lacking"] == ("config snapshot" if detail.wanted[0].missing else "")
