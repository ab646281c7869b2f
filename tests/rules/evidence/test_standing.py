"""Nothing weak stands for an artefact: each fact that fails is said, and none can be made up for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.evidence.standing import UNREAD, standing
from grcdesk.terms import EvidenceKind

facts = st.fixed_dictionaries(
    {
        "preserved": st.booleans(),
        "integrity": st.sampled_from(["", "modified", "missing"]),
        "rejected": st.sampled_from(["", "wrong system"]),
        "superseded_by": st.sampled_from(["", "EV-9"]),
        "kind": st.sampled_from(list(EvidenceKind)),
        "importer": st.sampled_from(["", "gateway"]),
        "result": st.sampled_from(["", "passed", "failed", "not counted"]),
    }
)
GOOD = {
    "preserved": True,
    "integrity": "",
    "rejected": "",
    "superseded_by": "",
    "kind": EvidenceKind.POLICY,
    "importer": "",
}


@given(facts)
def test_it_stands_only_when_nothing_speaks_against_it(found: dict):
    against = (
        not found["preserved"],
        bool(found["integrity"]),
        bool(found["rejected"]),
        bool(found["superseded_by"]),
        found["kind"] in UNREAD and not found["importer"],
        found["result"] == "not counted",
    )
    assert bool(standing(**found)) is any(against)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, ""),
        ({"preserved": False}, "link only"),
        ({"integrity": "modified"}, "bytes failed integrity"),
        ({"integrity": "missing"}, "bytes failed integrity"),
        ({"integrity": "erased"}, "its file was erased"),
        ({"rejected": "wrong system"}, "rejected: wrong system"),
        ({"superseded_by": "EV-9"}, "superseded by EV-9"),
        ({"kind": EvidenceKind.LOG_EXPORT}, "not read: import it"),
        ({"kind": EvidenceKind.LOG_EXPORT, "importer": "gateway"}, ""),
        ({"result": "not counted"}, "its run counts for nothing"),
        ({"result": "failed"}, ""),
        ({"rejected": "wrong system", "preserved": False}, "rejected: wrong system"),
        ({"superseded_by": "EV-9", "integrity": "modified"}, "superseded by EV-9"),
    ],
)
def test_the_reason_is_said_what_a_person_decided_first(changed: dict, reason: str):
    assert standing(**{**GOOD, **changed}) == reason
