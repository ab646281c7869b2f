"""A finding that may be closed, with one thing taken away at a time: each lack is told, alone, with its cure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from grcdesk.rules.findings import closing
from grcdesk.rules.findings.closing import Closing
from grcdesk.schemas.findings.remediation import RemediationRow
from grcdesk.terms import Answer
from grcdesk.terms.findings import FindingStatus, RemediationState

DAY = date(2026, 11, 21)
DONE, DROPPED, OPEN = RemediationState.DONE, RemediationState.DROPPED, RemediationState.OPEN


def action(number: int, state: RemediationState, owner: str = "Ada", by: str = "Tom") -> RemediationRow:
    return RemediationRow(
        *(f"F-1/{number}", "F-1", "Set it", owner, DAY, "", "", state, DAY, None, by, "", "", ()),
    )


CLEAN = Closing(
    status=FindingStatus.READY_TO_VERIFY,
    owner="Lin",
    agreed=Answer.YES,
    actions=(action(1, DONE),),
    proofs=("EV-1",),
    verifier="Eve",
)


def test_with_everything_there_nothing_lacks():
    assert closing.lacks(CLEAN) == []
    assert closing.sentence(closing.lacks(CLEAN)) == ""


def test_a_response_may_disagree_and_is_one():
    assert closing.lacks(replace(CLEAN, agreed=Answer.NO)) == []


@pytest.mark.parametrize(
    ("away", "about", "what"),
    [
        ({"agreed": None}, "response", "no response of management"),
        ({"actions": ()}, "plan", "no action is planned"),
        ({"actions": (action(1, DROPPED),)}, "plan", "no action is planned"),
        ({"actions": (action(1, DONE), action(2, OPEN))}, "action", "1 of 2 actions open: F-1/2"),
        ({"status": FindingStatus.IN_REMEDIATION}, "status", "it is in remediation, not ready to verify"),
        ({"proofs": ()}, "proof", "no artefact shows the fix"),
        ({"broken": ("EV-1: link only",)}, "proof", "EV-1: link only"),
        ({"verifier": ""}, "verifier", "no second person has verified it"),
        ({"verifier": " lin"}, "verifier", " lin owns the finding: another person verifies"),
        ({"verifier": "Ada"}, "verifier", "Ada owns F-1/1: another person verifies"),
        ({"verifier": "Tom"}, "verifier", "Tom did F-1/1: another person verifies"),
        (
            {"verifier": "Eve", "fixed_by": ("eve",)},
            "verifier",
            "Eve said of an item that it was put right: another person verifies",
        ),
    ],
)
def test_each_thing_that_lacks_is_told_alone_and_has_a_cure(away, about, what):
    (lack,) = closing.lacks(replace(CLEAN, **away))
    assert (lack.about, lack.what) == (about, what)
    assert closing.cure(lack, "F-1").startswith("grcdesk findings ")
    assert closing.sentence([lack]) == f"not to be closed yet: {what}"


def test_of_a_closed_finding_nothing_is_asked():
    assert closing.lacks(Closing(FindingStatus.CLOSED, "", None)) == []


def test_who_did_what_was_dropped_may_verify():
    dropped = replace(CLEAN, actions=(*CLEAN.actions, action(2, DROPPED, "Eve", "Eve")))
    assert closing.lacks(dropped) == []


def test_nobody_is_no_hand():
    bare = replace(CLEAN, owner="", actions=(action(1, DONE, "Ada", ""),))
    assert closing.hands(bare) == {"ada": "owns F-1/1"}
    assert closing.same_hand(bare, "") == ""
    assert closing.same_hand(bare, "ADA") == "ADA owns F-1/1: another person verifies"
