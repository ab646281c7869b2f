"""Work done in the desk becomes evidence: in its cycle, once for the same facts, and out of force when reopened."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.schemas.coverage.coverage import Span
from grcdesk.services.evidence import facts
from grcdesk.services.evidence.facts import WorkDone
from grcdesk.store import vault
from grcdesk.terms import EvidenceKind, FactsFrom, Frequency, Verb
from services.conftest import control

DONE = WorkDone(FactsFrom.VENDOR_REVIEW, "vendor review VR-1", "Review", date(2026, 6, 1), "Dana Reyes", {"checks": 3})


def keep(desk, done: WorkDone = DONE) -> str:
    with desk.store.work(Verb.VENDOR_REVIEW_CONCLUDE) as work:
        return facts.keep(work.session, desk.paths, done)


def test_the_same_facts_are_kept_once_and_others_take_their_place(desk):
    assert keep(desk) == "EV-1 waits to be placed"
    assert keep(desk) == ""
    other = WorkDone(DONE.origin, DONE.about, DONE.title, DONE.on, DONE.by, {"checks": 4})
    assert keep(desk, other) == "EV-2 waits to be placed"
    assert [row.supersedes for row in desk.evidence.list()] == ["", "EV-1"]


def test_facts_whose_bytes_are_damaged_say_nothing_and_are_kept_anew(desk):
    keep(desk)
    blob = vault.blob(desk.paths, desk.evidence.show("EV-1").row.sha256)
    blob.chmod(0o600)
    blob.write_text("{")
    assert keep(desk) == "EV-2 waits to be placed"


def test_what_was_taken_back_is_in_force_no_more(desk):
    with desk.store.work(Verb.VENDOR_REVIEW_DROP) as work:
        assert facts.withdraw(work.session, DONE.about, "opened again") == ""
    keep(desk)
    with desk.store.work(Verb.VENDOR_REVIEW_DROP) as work:
        assert facts.withdraw(work.session, DONE.about, "opened again") == "EV-1"
        assert facts.in_force(work.session, DONE.about) is None
    assert desk.evidence.show("EV-1").row.rejected == "opened again"


@pytest.mark.parametrize(
    ("frequency", "on", "cycle"),
    [
        (None, date(2026, 6, 1), Span(date(2025, 6, 2), date(2026, 6, 1))),
        (Frequency.QUARTERLY, date(2026, 6, 1), Span(date(2026, 4, 1), date(2026, 6, 30))),
        (Frequency.QUARTERLY, date(2025, 6, 1), Span(date(2025, 3, 2), date(2025, 6, 1))),
        (Frequency.CONTINUOUS, date(2026, 6, 1), Span(date(2026, 1, 1), date(2026, 12, 31))),
    ],
)
def test_the_cycle_is_the_slot_of_the_control_in_the_period_and_else_one_cycle_back(desk, shelf, frequency, on, cycle):
    if frequency is not None:
        wanted = [{"kind": "sign_off", "what": "The review", "shows": "run", "facts": "vendor_review"}]
        desk.catalogs.add(shelf.controls(control("OWN-01", frequency=frequency.value, evidence=wanted), version="2"))
    with desk.store.read() as session:
        assert facts.cycle(session, FactsFrom.VENDOR_REVIEW, on) == cycle


def test_a_mere_note_lies_with_the_controls_that_ask_for_such_work(desk, shelf):
    wanted = [{"kind": "sign_off", "what": "The review", "shows": "run", "facts": "vendor_review"}]
    desk.catalogs.add(shelf.controls(control("OWN-01", frequency="annual", evidence=wanted), version="2"))
    beside = WorkDone(DONE.origin, "vendor review VR-2", "Note", DONE.on, DONE.by, {}, beside=EvidenceKind.DOCUMENT)
    assert keep(desk, beside) == "EV-1 lies with OWN-01"
    assert keep(desk) == "EV-2 stands for OWN-01"
