"""Whatever is tried on a finding in whatever order: it is never closed for less, and no slip is ever lost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grcdesk.errors import DeskError
from grcdesk.rules.findings.moves import MOVES
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.findings.findings import AcceptFacts, CheckFacts, FindingFacts, ResponseFacts
from grcdesk.schemas.findings.remediation import RemediationFacts
from grcdesk.terms import Answer, EvidenceKind
from grcdesk.terms.findings import FindingSource, FindingStatus, RemediationState, Severity

PEOPLE = ("Ada Okafor", "Lin Chen", "Tomas Beck")
PROOFS = ("EV-1", "EV-2", "EV-9", "")
GOOD = "EV-1"
"""The others: a link, nothing of that name, nothing at all."""
OWNER = PEOPLE[0]
DUE = date(2026, 12, 15)
FACTS = FindingFacts("No limit", FindingSource.AUDITOR, "It is old.", Severity.HIGH, owner=OWNER)
people, proofs = st.sampled_from(PEOPLE), st.sampled_from(PROOFS)
STEPS = st.one_of(
    st.tuples(st.just("respond")),
    st.tuples(st.just("plan"), people),
    st.tuples(st.just("slip"), st.integers(-9, 9)),
    st.tuples(st.just("done"), people, proofs),
    st.tuples(st.just("drop")),
    st.tuples(st.just("move"), st.sampled_from(FindingStatus)),
    st.tuples(st.just("verify"), people, proofs, st.sampled_from(["", "still there"])),
    st.tuples(st.just("close"), people, proofs),
    st.tuples(st.just("close alone")),
    st.tuples(st.just("reopen"), st.sampled_from(["", "it came back"])),
    st.tuples(st.just("accept"), st.sampled_from(["", "small"])),
    # the way through, so that closing is really reached
    st.tuples(st.just("all ready"), people),
    st.tuples(st.just("all ready"), people),
)


class Walk:
    """One finding, what is tried on it, and what must be true of it."""

    def __init__(self, desk: Any) -> None:
        self.desk = desk
        self.id = desk.findings.add(FACTS).sentence.partition(":")[0]
        self.slips: dict[str, list[tuple[date, date]]] = {}

    def try_(self, step: tuple[Any, ...]) -> None:
        before = self.status
        try:
            self._do(*step)
        except DeskError:
            assert self.status is before or step[0] == "all ready"
        else:
            assert self.status is before or self.status in MOVES[before] or step[0] == "all ready"

    @property
    def status(self) -> FindingStatus:
        return self.desk.findings.show(self.id).row.status

    def _open(self) -> Any:
        return next(one for one in self.desk.findings.show(self.id).actions if one.state is RemediationState.OPEN)

    def _do(self, what: str, *with_: Any) -> None:
        moves, finding = self.desk.finding_moves, self.id
        acts = {
            "respond": lambda: moves.respond(finding, ResponseFacts(Answer.YES, "It will be", "Mara Roy")),
            "plan": lambda who: self.desk.remediation.add(finding, RemediationFacts("Set it", who, DUE)),
            "move": lambda to: moves.move(finding, to),
            "verify": lambda who, proof, wrong: moves.verify(finding, CheckFacts(who, (proof,), failed=wrong)),
            "close": lambda who, proof: moves.close(finding, CheckFacts(who, (proof,))),
            "close alone": lambda: moves.close(finding),
            "reopen": lambda reason: moves.reopen(finding, reason=reason),
            "accept": lambda reason: moves.accept(finding, AcceptFacts(reason, "Max Roy", date(2027, 1, 1))),
            "all ready": self._get_ready,
        }
        if what in acts:
            acts[what](*with_)
        else:
            self._act(what, *with_)

    def _get_ready(self, who: str) -> None:
        for step in (("respond",), ("plan", who), ("move", FindingStatus.IN_REMEDIATION)):
            self.try_(step)
        self._act("done", who, GOOD)
        self.try_(("move", FindingStatus.READY_TO_VERIFY))

    def _act(self, what: str, *with_: Any) -> None:
        try:
            one = self._open()
        except StopIteration:
            return
        if what == "slip":
            to = one.due + timedelta(days=with_[0])
            self.desk.remediation.move(one.id, to, reason="late")
            self.slips.setdefault(one.id, []).append((one.due, to))
        elif what == "done":
            self.desk.remediation.done(one.id, by=with_[0], proof=with_[1])
        else:
            self.desk.remediation.drop(one.id, reason="not needed")

    def check(self) -> None:
        found = self.desk.findings.show(self.id)
        assert {one.id: [(s.from_due, s.to_due) for s in one.slips] for one in found.actions if one.slips} == self.slips
        assert [one.to_status for one in found.moves][-1:] in ([], [found.row.status])
        if found.row.status is not FindingStatus.CLOSED:
            assert found.closed_on is None
            return
        live = [one for one in found.actions if one.state is not RemediationState.DROPPED]
        assert live
        assert all(one.state is RemediationState.DONE and one.proof == GOOD for one in live)
        assert found.proofs == (GOOD,) == found.moves[-1].proofs
        assert found.verified_by in PEOPLE
        assert found.verified_by not in {OWNER, *(one.owner for one in live), *(one.done_by for one in live)}


@pytest.fixture
def walked(desk, tmp_path):
    file = tmp_path / "fix.txt"
    file.write_text("set")
    desk.evidence.add(file, Artefact(EvidenceKind.CONFIG_SNAPSHOT, as_of=date(2026, 11, 21)))
    desk.evidence.add("https://acme.example/fix", Artefact(EvidenceKind.REPORT, as_of=date(2026, 11, 21)))
    return desk


@pytest.mark.slow
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=4, max_size=12))
def test_a_finding_is_never_closed_for_less_and_no_slip_is_lost(walked, steps):
    walk = Walk(walked)
    for step in steps:
        walk.try_(step)
        walk.check()


def test_the_walk_can_reach_the_end(walked):
    walk = Walk(walked)
    for step in (("all ready", "Lin Chen"), ("close", "Lin Chen", GOOD), ("close", "Tomas Beck", GOOD)):
        walk.try_(step)
        walk.check()
    assert walk.status is FindingStatus.CLOSED
