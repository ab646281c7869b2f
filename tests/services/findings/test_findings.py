"""Findings on a real desk: raised, answered, put right, verified by a second person, closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.schemas.audits.audits import EngagementPlan
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.findings.findings import (
    AcceptFacts,
    CheckFacts,
    FindingChange,
    FindingFacts,
    FindingOrigin,
    ItemFacts,
    ResponseFacts,
)
from grcdesk.schemas.findings.remediation import RemediationFacts
from grcdesk.schemas.populations import PopulationPlan
from grcdesk.terms import Answer, EvidenceKind, Status
from grcdesk.terms.audits import EngagementKind
from grcdesk.terms.findings import FindingClass, FindingSource, FindingStatus, Severity
from helpers.queries import watch_queries

LOGS = FindingFacts(
    "Prompt logs kept without limit",
    FindingSource.AUDITOR,
    "The oldest log is from the first week.",
    Severity.HIGH,
    control="AI-CONF-03",
    owner="Ada Okafor",
    items=(ItemFacts("log-1"), ItemFacts("log-2", person="J. Alm")),
)
YES = ResponseFacts(Answer.YES, "Thirty days are set.", "Mara Roy")
DUE = date(2026, 12, 15)


@pytest.fixture
def raised(desk, tmp_path):
    """A desk with one finding and one artefact that could show its fix."""
    desk.findings.add(LOGS)
    file = tmp_path / "retention.json"
    file.write_text("{}")
    desk.evidence.add(file, Artefact(EvidenceKind.CONFIG_SNAPSHOT, "Retention", date(2026, 11, 20)))
    return desk


def fixed(desk):
    """Answered, and every action done: ready to verify."""
    desk.finding_moves.respond("F-1", YES)
    desk.remediation.add("F-1", RemediationFacts("Set thirty days", "Ada Okafor", DUE))
    desk.finding_moves.move("F-1", FindingStatus.IN_REMEDIATION)
    desk.remediation.done("F-1/1", proof="EV-1", by="Lin Chen")
    desk.finding_moves.move("F-1", FindingStatus.READY_TO_VERIFY)


def test_a_finding_goes_its_road_and_every_step_is_kept(raised):
    fixed(raised)
    done = raised.finding_moves.close("F-1", CheckFacts("Tomas Beck", ("EV-1",)))
    assert "closed on 2026-11-21, verified by Tomas Beck" in done.sentence
    assert "before the finding was raised" in done.warnings[0]
    found = raised.findings.show("f-1")
    assert (found.row.status, found.proofs, found.lacks) == (FindingStatus.CLOSED, ("EV-1",), ())
    assert [one.to_status for one in found.moves] == ["responded", "in_remediation", "ready_to_verify", "closed"]
    assert {one.recorded_by for one in found.moves} == {"Dana Reyes"}
    assert found.row.next_due is None


@pytest.mark.parametrize(
    ("who", "why"),
    [("ada  OKAFOR", "owns"), ("Lin Chen", "did F-1/1"), ("Sofia Brandt", "put right"), ("QA team", "not a person")],
)
def test_who_owns_or_did_it_does_not_verify_it(raised, who, why):
    raised.findings.fix("F-1", ["log-1"], evidence="EV-1", by="Sofia Brandt")
    fixed(raised)
    with pytest.raises((Refused, BadInput), match=why):
        raised.finding_moves.verify("F-1", CheckFacts(who, ("EV-1",)))
    with pytest.raises((Refused, BadInput), match=why):
        raised.finding_moves.close("F-1", CheckFacts(who, ("EV-1",)))
    assert raised.findings.show("F-1").row.status is FindingStatus.READY_TO_VERIFY


def test_what_lacks_is_named_before_it_can_be_closed(raised):
    with pytest.raises(Refused) as refused:
        raised.finding_moves.close("F-1")
    told = " ".join(refused.value.reasons)
    for what in ("no response", "no action", "is open", "no artefact", "no second person"):
        assert what in told
    with pytest.raises(Refused, match="open does not become in remediation"):
        raised.finding_moves.move("F-1", FindingStatus.IN_REMEDIATION)
    raised.finding_moves.respond("F-1", YES)
    with pytest.raises(Refused, match="no action is planned"):
        raised.finding_moves.move("F-1", FindingStatus.IN_REMEDIATION)
    raised.remediation.add("F-1", RemediationFacts("Set thirty days", "Ada Okafor", DUE))
    raised.finding_moves.move("F-1", FindingStatus.IN_REMEDIATION)
    with pytest.raises(Refused, match="1 of 1 action open: F-1/1"):
        raised.finding_moves.move("F-1", FindingStatus.READY_TO_VERIFY)


def test_a_response_needs_a_text_and_a_name_and_may_be_given_anew_until_it_is_verified(raised):
    with pytest.raises(Refused, match="a response needs a text and who responds"):
        raised.finding_moves.respond("F-1", ResponseFacts(Answer.NO, " ", ""))
    raised.finding_moves.respond("F-1", ResponseFacts(Answer.NO, "We need them.", "Mara Roy"))
    done = raised.finding_moves.respond("F-1", YES)
    assert done.sentence == "F-1: Mara Roy agrees"
    found = raised.findings.show("F-1")
    assert (found.row.agreed, found.response) == (Answer.YES, "Thirty days are set.")
    assert [one.to_status for one in found.moves] == ["responded"]  # said anew, moved once
    fixed(raised)
    with pytest.raises(Refused, match="F-1 is ready to verify: its response stands"):
        raised.finding_moves.respond("F-1", YES)


def test_what_is_not_ready_is_not_verified_and_goes_back_only_with_what_was_found(raised):
    with pytest.raises(Refused, match="F-1 is open, not ready to verify") as refused:
        raised.finding_moves.verify("F-1", CheckFacts("Tomas Beck", ("EV-1",)))
    assert "no response" in str(refused.value.hint)
    fixed(raised)
    with pytest.raises(Refused, match="F-1 goes back when the person who verifies says why"):
        raised.finding_moves.move("F-1", FindingStatus.IN_REMEDIATION)
    with pytest.raises(Refused, match=r"a second person verifies: who\?"):
        raised.finding_moves.verify("F-1", CheckFacts("", ("EV-1",)))
    with pytest.raises(BadInput, match="is not moved to closed like this"):
        raised.finding_moves.move("F-1", FindingStatus.CLOSED)


def test_no_act_lies_before_the_one_it_rests_on(raised, fake_clock):
    with pytest.raises(Refused, match="F-1 is open since 2026-11-21: nothing moved it on 2026-11-20"):
        raised.finding_moves.respond("F-1", replace(YES, on=date(2026, 11, 20)))
    fixed(raised)
    fake_clock.advance(days=2)
    raised.finding_moves.verify("F-1", CheckFacts("Tomas Beck", ("EV-1",)))
    with pytest.raises(Refused, match="cannot be closed on 2026-11-22: it was verified on 2026-11-23"):
        raised.finding_moves.close("F-1", on=date(2026, 11, 22))
    raised.finding_moves.close("F-1")
    with pytest.raises(Refused, match="F-1 is closed since 2026-11-23"):
        raised.finding_moves.close("F-1")


def test_a_closed_finding_keeps_its_fields_and_its_items(raised):
    fixed(raised)
    raised.finding_moves.close("F-1", CheckFacts("Tomas Beck", ("EV-1",)))
    before = raised.findings.show("F-1")
    with pytest.raises(Refused, match="F-1 is closed since 2026-11-21"):
        raised.findings.set(["F-1"], FindingChange(title="Logs"))
    with pytest.raises(Refused, match="F-1 is closed since 2026-11-21"):
        raised.findings.add_items("F-1", [ItemFacts("log-3")])
    with pytest.raises(Refused, match="F-1 is closed: no action is planned there"):
        raised.remediation.add("F-1", RemediationFacts("Set thirty days", "Ada Okafor", DUE))
    assert raised.findings.show("F-1") == before


def test_bytes_that_are_gone_verify_nothing(raised):
    fixed(raised)
    next(path for path in raised.paths.vault.rglob("*") if path.is_file()).unlink()
    with pytest.raises(Refused, match="EV-1: bytes failed integrity"):
        raised.finding_moves.verify("F-1", CheckFacts("Tomas Beck", ("EV-1",)))


def test_proof_must_be_on_file_and_intact(raised, tmp_path):
    fixed(raised)
    raised.evidence.add("https://acme.example/fix", Artefact(EvidenceKind.REPORT, as_of=date(2026, 11, 20)))
    for proof, why in (("EV-2", "link only"), ("EV-9", "no evidence"), ("", "no artefact")):
        with pytest.raises((Refused, NotFound), match=why):
            raised.finding_moves.close("F-1", CheckFacts("Tomas Beck", (proof,)))
    raised.finding_moves.verify("F-1", CheckFacts("Tomas Beck", ("EV-1",)))
    blob = next(path for path in raised.paths.vault.rglob("*") if path.is_file())
    blob.chmod(0o640)
    blob.write_text("other bytes")
    with pytest.raises(Refused, match="EV-1: bytes failed integrity"):
        raised.finding_moves.close("F-1")


def test_a_fix_that_fails_goes_back_and_needs_a_new_action(raised, fake_clock):
    fixed(raised)
    fake_clock.advance(days=1)
    raised.finding_moves.verify("F-1", CheckFacts("Tomas Beck", failed="The old logs are still there"))
    found = raised.findings.show("F-1")
    assert (found.row.status, found.moves[-1].by) == (FindingStatus.IN_REMEDIATION, "Tomas Beck")
    with pytest.raises(Refused, match="no action is planned since it went back on 2026-11-22"):
        raised.finding_moves.move("F-1", FindingStatus.READY_TO_VERIFY)
    raised.remediation.add("F-1", RemediationFacts("Delete what is older", "Ada Okafor", DUE))
    raised.remediation.done("F-1/2", proof="run 14 of the job")
    raised.finding_moves.move("F-1", FindingStatus.READY_TO_VERIFY)
    raised.finding_moves.close("F-1", CheckFacts("Tomas Beck", ("EV-1",)))


def test_reopening_needs_a_reason_and_what_was_proven_counts_no_longer(raised):
    fixed(raised)
    raised.finding_moves.close("F-1", CheckFacts("Tomas Beck", ("EV-1",)))
    with pytest.raises(Refused, match="for a reason"):
        raised.finding_moves.reopen("F-1", reason=" ")
    raised.finding_moves.reopen("F-1", reason="It came back")
    found = raised.findings.show("F-1")
    assert (found.row.status, found.proofs, found.verified_by) == (FindingStatus.OPEN, (), "")
    assert found.moves[-2].proofs == ("EV-1",)  # the closing stays with its proof
    assert found.moves[-1].reason == "It came back"
    with pytest.raises(Refused, match="open does not become"):
        raised.finding_moves.reopen("F-1", reason="again")


def test_an_accepted_risk_has_an_approver_a_reason_and_an_end(raised, fake_clock):
    until = date(2026, 12, 31)
    with pytest.raises(Refused, match="a reason and an approver"):
        raised.finding_moves.accept("F-1", AcceptFacts("", "", until))
    with pytest.raises(Refused, match="would have expired"):
        raised.finding_moves.accept("F-1", AcceptFacts("small", "Max Roy", date(2026, 11, 20)))
    raised.finding_moves.accept("F-1", AcceptFacts("small", "Max Roy", until))
    assert raised.findings.list("status:risk_accepted -is:lapsed")[0].next_due == until
    fake_clock.advance(days=60)
    assert raised.findings.list("is:lapsed is:unsettled")[0].id == "F-1"
    raised.finding_moves.accept("F-1", AcceptFacts("still small", "Max Roy", date(2027, 6, 30)))
    assert [one.reason for one in raised.findings.show("F-1").moves] == ["small", "still small"]


def test_slips_keep_the_old_date_and_the_reason(raised):
    raised.remediation.add("F-1", RemediationFacts("Set thirty days", "Ada Okafor", DUE, interim="Access is cut"))
    with pytest.raises(Refused, match="needs a reason"):
        raised.remediation.move("F-1/1", date(2027, 1, 15), reason="")
    raised.remediation.move("F-1/1", date(2027, 1, 15), reason="Vendor is late")
    raised.remediation.move("f-1/1", date(2027, 2, 1), reason="Vendor is later")
    (one,) = raised.remediation.list("F-1")
    assert [(slip.from_due, slip.to_due) for slip in one.slips] == [
        (DUE, date(2027, 1, 15)),
        (date(2027, 1, 15), date(2027, 2, 1)),
    ]
    assert raised.findings.list()[0].slips == 2
    for proof, why in (("", "shows it"), ("EV-7", "no evidence")):
        with pytest.raises((Refused, NotFound), match=why):
            raised.remediation.done("F-1/1", proof=proof)
    raised.remediation.reassign("F-1/1", "Lin Chen")
    raised.remediation.drop("F-1/1", reason="The store is switched off")
    with pytest.raises(Refused, match="is dropped"):
        raised.remediation.done("F-1/1", proof="job")


def test_an_action_says_what_it_needs(raised):
    with pytest.raises(Refused, match="an action needs what is to be done and an owner"):
        raised.remediation.add("F-1", RemediationFacts("", "", DUE))
    raised.remediation.add("F-1", RemediationFacts("Set thirty days", "Ada Okafor", DUE))
    raised.evidence.add("https://acme.example/fix", Artefact(EvidenceKind.REPORT, as_of=date(2026, 11, 20)))
    for act, why in (
        (lambda: raised.remediation.reassign("F-1/1", " "), "an action needs an owner"),
        (lambda: raised.remediation.move("F-1/1", DUE, reason="late"), f"F-1/1 is due on {DUE} already"),
        (lambda: raised.remediation.done("F-1/1", proof="ev-2"), "EV-2: link only.*: it shows nothing"),
        (lambda: raised.remediation.drop("F-1/1", reason=" "), "dropping F-1/1 needs a reason"),
    ):
        with pytest.raises(Refused, match=why):
            act()
    with pytest.raises(NotFound, match="no action 'F-1/7'"):
        raised.remediation.drop("F-1/7", reason="gone")
    (one,) = raised.remediation.list()
    assert (one.owner, one.due, one.state, one.slips) == ("Ada Okafor", DUE, "open", ())


def test_later_evidence_stands_beside_a_deviation_and_removes_nothing(raised):
    raised.findings.fix("F-1", ["log-1"], evidence="EV-1", by="Lin Chen")
    first, second = raised.findings.show("F-1").items
    assert (first.item, first.fix, first.fixed_by, second.fix) == ("log-1", "EV-1", "Lin Chen", "")
    raised.evidence.add("https://acme.example/fix", Artefact(EvidenceKind.REPORT, as_of=date(2026, 11, 20)))
    for evidence, why in (("", "no artefact that shows the fix is named"), ("EV-2", "EV-2: link only.*shows no fix")):
        with pytest.raises(Refused, match=why):
            raised.findings.fix("F-1", ["log-2"], evidence=evidence)
    with pytest.raises(NotFound, match="item of F-1"):
        raised.findings.fix("F-1", ["log-3"], evidence="EV-1")
    raised.findings.add_items("F-1", [ItemFacts("log-3"), ItemFacts("log-1")])
    found = raised.findings.show("F-1")
    assert [one.item for one in found.items] == ["log-1", "log-2", "log-3"]
    assert "0 items added" in raised.findings.add_items("F-1", [ItemFacts("log-3"), ItemFacts("")]).sentence
    assert raised.findings.show("F-1").row.version == found.row.version  # nothing came, so nothing changed


def test_a_finding_repeats_one_of_an_earlier_engagement(raised):
    raised.findings.set(["F-1"], FindingChange(cause="No limit is set"))
    raised.audits.new(EngagementPlan("SOC 2 2027", EngagementKind.SOC2_TYPE2))
    assert raised.findings.list() == []
    done = raised.findings.add(FindingFacts(
        "Logs again", FindingSource.TEST, "No limit.", Severity.HIGH, control="AI-CONF-03", cause="no LIMIT is  set",
    ))  # fmt: skip
    assert done.warnings == ("repeats F-1 of ENG-1: same control and cause",)
    assert [row.id for row in raised.findings.list("is:repeat")] == ["F-2"]
    assert raised.findings.show("F-1").earlier == ()


def test_a_class_is_a_word_of_its_scheme(raised):
    raised.findings.set(["F-1"], FindingChange(scheme_class=FindingClass.MAJOR))  # a readiness check rehearses both
    raised.audits.new(EngagementPlan("SOC 2 2027", EngagementKind.SOC2_TYPE2))
    raised.findings.add(LOGS)
    with pytest.raises(Refused, match="major nonconformity is no class of SOC 2 Type II"):
        raised.findings.set(["F-2"], FindingChange(scheme_class=FindingClass.MAJOR))
    raised.findings.set(["F-2"], FindingChange(scheme_class=FindingClass.DEVIATION))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (FindingChange(control="AI-NO-01"), "no control"),
        (FindingChange(criterion="CC99"), "no criterion"),
        (FindingChange(test="AI-PI-01.T1"), "is a test of AI-PI-01"),
        (FindingChange(test="AI-PI-01.T99"), "no test 'AI-PI-01.T99'"),
        (FindingChange(cause="x" * 32_001), "cause has 32,001 characters"),
        (FindingChange(extent_k=3, extent_n=2), "3 of 2"),
        (FindingChange(period_from=date(2026, 1, 1)), "a first and a last day"),
        (FindingChange(owner="Security team"), "not a person"),
        (FindingChange(condition=" "), "needs its condition"),
        (FindingChange(), "nothing to set"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(raised, change, why):
    before = raised.findings.show("F-1")
    with pytest.raises((Refused, BadInput, NotFound), match=why):
        raised.findings.set(["F-1"], change)
    assert raised.findings.show("F-1") == before


def test_what_is_said_twice_is_told_as_it_stood(raised):
    done = raised.findings.set(["F-1"], FindingChange(links=("AI-SEC-01", " ", "AI-SEC-01"), title=LOGS.title))
    assert (done.sentence, raised.findings.show("F-1").row.links) == ("F-1 set", ("AI-SEC-01",))
    before = raised.findings.show("F-1").row.version
    again = raised.findings.set(["F-1"], FindingChange(links=("AI-SEC-01",)))
    assert (again.sentence, again.unchanged) == ("F-1 stood so already", ("F-1",))
    assert raised.findings.show("F-1").row.version == before


def test_a_finding_is_drafted_from_a_gap(raised):
    with pytest.raises(Refused, match="has no gap"):
        raised.findings.draft(FindingOrigin(gap="AI-SEC-01"))
    raised.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, gap="Two keys are old", owner="Lin Chen"))
    found = raised.findings.draft(FindingOrigin(gap="AI-SEC-01"))
    assert (found.condition, found.owner, found.criterion) == ("Two keys are old", "Lin Chen", "CC6.1")
    assert (found.severity, found.links) == (None, ("AI-SEC-01",))
    with pytest.raises(Refused, match="how much a finding weighs"):
        raised.findings.add(found)
    with pytest.raises(BadInput, match="one record"):
        raised.findings.draft(FindingOrigin())


def test_lists_cost_the_same_for_one_and_for_many(raised):
    seen = watch_queries(raised.store)
    raised.findings.list()
    one = len(seen)
    for _ in range(5):
        raised.findings.add(LOGS)
    seen.clear()
    assert len(raised.findings.list("sort:-severity,due")) == 6
    assert len(seen) == one


def test_the_letter_is_a_draft_until_it_is_signed(raised, tmp_path):
    raised.findings.set(["F-1"], FindingChange(condition="# Heads *up*\nsecond"))
    assert "DRAFT" in raised.findings.letter()
    assert "> \\# Heads \\*up\\*\n> second" in raised.findings.letter()
    with pytest.raises(Refused, match="F-1 without a response"):
        raised.findings.write_letter(tmp_path / "letter.md", signer="Mara Roy", role="CEO")
    raised.finding_moves.respond("F-1", YES)
    raised.remediation.add("F-1", RemediationFacts("Set thirty days", "Ada Okafor", DUE))
    raised.remediation.move("F-1/1", date(2027, 1, 15), reason="Vendor is late")
    raised.findings.fix("F-1", ["log-1"], evidence="EV-1")
    done = raised.findings.write_letter(tmp_path / "letter.md", signer="Mara Roy", role="CEO")
    text = done.path.read_text()
    assert "Signed by Mara Roy, CEO, on 2026-11-21; recorded by Dana Reyes." in text
    assert "DRAFT" not in text
    for what in ("Thirty days are set.", "moved from 2026-12-15 to 2027-01-15: Vendor is late", "the deviation stays"):
        assert what in text
    assert raised.log.list(action="export.findings")


def with_deviations(desk, folder):
    """Twenty changes, of which three were approved by their author."""
    rows = ["change_id,merged_at,commit,author,approver,approved_at,deployed_at"]
    for number in range(1, 21):
        day, approver = f"2026-02-{number:02}", "lee" if number < 4 else "max"
        rows.append(f"CH-{number},{day}T10:00:00Z,c{number},lee,{approver},{day}T09:00:00Z,{day}T12:00:00Z")
    file = folder / "changes.csv"
    file.write_text("\n".join(rows) + "\n")
    plan = PopulationPlan("model_changes", date(2026, 1, 1), date(2026, 10, 31), "change_id", "all merges")
    desk.populations.add(file, plan, controls=["AI-PI-01"])
    desk.testing.run("AI-PI-01")


def test_confirmed_deviations_become_a_finding_with_its_extent(raised, tmp_path):
    with_deviations(raised, tmp_path)
    names = tuple(row.id for row in raised.deviations.list("test:AI-PI-01.T1"))
    assert len(names) == 3
    with pytest.raises(Refused, match=f"nobody has judged {names[0]}"):
        raised.findings.draft(FindingOrigin(deviations=names))
    raised.deviations.confirm(names[:2], by="Mara Roy")
    raised.deviations.confirm(names[2:], by="Mara Roy", note="a drill", false_positive=True, second="Lin Chen")
    with pytest.raises(Refused, match="false positive"):
        raised.findings.draft(FindingOrigin(deviations=names))
    found = raised.findings.draft(FindingOrigin(deviations=names[:2]))
    assert (found.control, found.test, found.extent_k, found.extent_n) == ("AI-PI-01", "AI-PI-01.T1", 2, 20)
    raised.findings.add(replace(found, severity=Severity.HIGH))
    shown = raised.findings.show("F-2")
    assert [(one.item, one.person) for one in shown.items] == [("CH-1", "lee"), ("CH-2", "lee")]
    assert shown.suggestion == "looks systematic: 2 of 20 is above 5 %; a person judges"
    raised.findings.fix("F-2", [names[0]], evidence="EV-1")
    assert [one.fix for one in raised.findings.show("F-2").items] == ["EV-1", ""]
    assert len(raised.deviations.list("state:exception")) == 2
    with pytest.raises(NotFound, match="no deviation"):
        raised.findings.add_items("F-1", (), ["DEV-99"])


def test_a_cause_that_recurs_looks_systematic(raised):
    items = [ItemFacts(f"log-{number}", cause="no limit") for number in range(3, 9)]
    raised.findings.add_items("F-1", items)
    assert "6 of 8 with the same cause, no limit" in raised.findings.show("F-1").suggestion
