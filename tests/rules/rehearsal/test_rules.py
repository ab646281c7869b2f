"""What is drawn, how it is counted, and that every reason another rule gives has its own word."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.controls.support import Behind, Reach, against
from grcdesk.rules.evidence import evidence, lists
from grcdesk.rules.evidence.evidence import ArtefactFacts
from grcdesk.rules.rehearsal import reasons
from grcdesk.rules.rehearsal.cures import CURES
from grcdesk.rules.rehearsal.drawing import MOST, Playing, drawn, seed_of, size
from grcdesk.rules.rehearsal.late import LISTS
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.terms import BlobState, EvidenceKind
from grcdesk.terms.rehearsals import AskedKind, Fault, ReturnDoor

DAY = date(2026, 8, 1)
WITHIN = Reach(Span(date(2026, 7, 1), date(2026, 9, 30)), date(2026, 7, 1))


def test_every_fault_has_a_cure_without_a_command():
    assert set(CURES) == set(Fault)
    assert [text for text in CURES.values() if "grcdesk" in text or "--" in text] == []
    assert all(LISTS.values())


@given(st.text(max_size=8), st.sets(st.text(min_size=1, max_size=6), max_size=80))
def test_what_is_drawn_follows_from_seed_and_keys_alone(seed, keys):
    found = drawn(seed, keys)
    assert found == drawn(seed, sorted(keys, reverse=True))
    assert len(found) == len(set(found)) == size(len(keys))
    assert set(found) <= keys


@given(st.integers(0, 5000))
def test_no_more_is_drawn_than_there_is_and_small_numbers_are_seen_whole(number):
    assert size(number) <= min(number, MOST)
    assert size(number) == number or number > 10
    assert number == 0 or size(number) > 0


def test_each_rehearsal_has_a_seed_of_its_own():
    assert len({seed_of(name, number) for name in ("SOC 2", "ISO") for number in range(5)}) == 10


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(Fault), st.sampled_from("xy")), max_size=12))
def test_a_request_comes_back_once_whatever_the_number_of_reasons(sent):
    playing = Playing()
    for request in "abcd":
        playing.ask(request, AskedKind.CONTROL, "its statement")
    for request, fault, about in sent:
        playing.send_back(request, fault, about, "why", (ReturnDoor.CONTROL, request))
    assert playing.sent_back == len({request for request, *_ in sent})
    assert len(playing.returned) == len({(fault, about, request) for request, fault, about in sent})


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"preserved": False}, Fault.LINK_ONLY),
        ({"integrity": BlobState.MODIFIED}, Fault.BYTES_CHANGED),
        ({"integrity": BlobState.MISSING}, Fault.BYTES_GONE),
        ({"rejected": "a draft"}, Fault.REJECTED),
        ({"superseded_by": "EV-9"}, Fault.SUPERSEDED),
        ({"kind": EvidenceKind.LOG_EXPORT}, Fault.UNREAD),
        ({"valid_until": date(2026, 6, 30)}, Fault.EXPIRED),
        ({"first": date(2026, 3, 1), "last": date(2026, 3, 1)}, Fault.OUTSIDE_PERIOD),
        ({"first": date(2026, 10, 3), "last": date(2026, 10, 3)}, Fault.OUTSIDE_PERIOD),
        ({"result": "not counted"}, Fault.RUN_NOT_COUNTED),
    ],
)
def test_every_reason_of_an_artefact_has_its_word(said, fault):
    one = Behind(**{"id": "EV-1", "kind": EvidenceKind.POLICY, "first": DAY, "last": DAY, **said})
    why = against(one, WITHIN)
    assert why
    assert reasons.of_artefact(why, one.integrity, Fault.EVIDENCE_MISSING) is fault


def test_every_lack_of_a_population_has_its_word():
    bare = ArtefactFacts(EvidenceKind.POPULATION, as_of=DAY)
    found = {reasons.of_population(lack) for lack in evidence.unproven(bare)}
    assert found == {Fault.WITHOUT_QUERY, Fault.WITHOUT_COMPLETENESS, Fault.POPULATION_LACKS}
    left_out = lists.ReadList(rows=9, used=7, skipped=2, importer="population 1")
    assert [reasons.of_population(one) for one in lists.gaps(left_out, 7)] == [Fault.ROWS_SKIPPED]
    none = lists.ReadList(rows=7, used=0, skipped=7, importer="population 1")
    assert Fault.ROWS_SKIPPED in {reasons.of_population(one) for one in lists.gaps(none, None)}
