"""Runs over the census, work sheets with a second person, deviations that stay, conclusions that need proof."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from grcdesk.engine.tables import Limits
from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.schemas.audits.audits import EngagementChange, EngagementPlan
from grcdesk.schemas.populations import PopulationPlan
from grcdesk.schemas.samples import DrawPlan
from grcdesk.schemas.testing.testing import AnswerIn
from grcdesk.services.testing import recording, runs
from grcdesk.terms.audits import ControlResult, EngagementKind, ItemResult, Lane
from grcdesk.terms.testing import AttributeState, ChangeVerdict, DeviationState, Pattern
from helpers import change_story as story
from helpers.change_story import BY, PLANTED, SECOND, STRAY, found, freeze, frozen, ran_over

PASS, FAIL, NA = ItemResult.PASS, ItemResult.FAIL, ItemResult.NOT_APPLICABLE
T4 = "AI-PI-01.T4"


def ran(desk, control="AI-PI-01", **more):
    return desk.testing.run(control, **more)[0]


def kept(desk):
    return {one.id: (one.test, one.item, one.state) for one in desk.deviations.list()}


def on_record(desk):
    """Test → keys of its deviations on record."""
    by_test: dict[str, list[str]] = {}
    for one in desk.deviations.list():
        by_test.setdefault(one.test, []).append(one.item)
    return by_test


@pytest.mark.slow
def test_63_changes_give_exactly_what_was_planted(desk_after):
    desk = desk_after(frozen)
    report = ran(desk)
    assert found(report) | found(ran(desk, "AI-PI-02")) == PLANTED
    one = report.populations[0]
    assert (one.id, one.rows, one.final) == ("POP-1", 63, True)
    assert [(row.n, row.suggestion) for row in report.results if row.tested] == [(63, Pattern.ISOLATED)] * 2
    assert report.results[2].why == "population deployments is not on file"
    assert report.populations[0].sha256 == desk.populations.list()[0].population_sha256


def test_with_evaluations_and_deployments_on_file_it_is_the_same_and_what_no_change_explains(desk_after):
    desk = desk_after(ran_over)
    assert on_record(desk) == PLANTED | {"AI-PI-01.T3": STRAY}


@pytest.mark.slow
def test_order_and_text_beside_change_nothing_and_a_row_less_changes_the_hash(desk_after, tmp_path):
    desk = desk_after(frozen)
    first = ran(desk, test="T1")
    rows = story.rows()
    random.Random(3).shuffle(rows)  # noqa: S311  no secret
    with_body = [
        row | {"body": f"Please look at the refund text, it is wrong for {row['author']} again"} for row in rows
    ]
    freeze(desk, story.written(tmp_path / "other.csv", with_body))
    again = ran(desk, test="T1")
    assert (found(again), again.digest, again.populations[0].id) == (found(first), first.digest, "POP-2")
    freeze(desk, story.written(tmp_path / "less.csv", rows[1:]))
    less = ran(desk, test="T1")
    assert less.populations[0].sha256 != first.populations[0].sha256
    assert less.digest != first.digest


def test_an_evaluation_after_deployment_heals_nothing(desk_after, tmp_path):
    desk = desk_after(frozen)
    rows = {row["change_id"]: row for row in story.rows()}
    for key in ("CHG-030", "CHG-038"):
        row = rows[key]
        row |= {"evaluated_at": "2026-09-29T09:00:00Z", "eval_commit": row["commit"], "score": "0.99"}
    freeze(desk, story.written(tmp_path / "later.csv", list(rows.values())))
    why = {row.key: row.why for row in ran(desk, "AI-PI-02", test="T1").results[0].rows}
    assert list(why) == ["CHG-030", "CHG-038", "CHG-044", "CHG-052"]
    assert why["CHG-030"] == why["CHG-038"] == "evaluated after deployment"


@pytest.mark.slow
def test_a_run_is_one_line_and_running_again_doubles_and_erases_nothing(desk_after, tmp_path):
    desk = desk_after(frozen)
    _, done = desk.testing.run("AI-PI-01", test="T1")
    assert sorted(done.changed) == ["DEV-1", "DEV-2", "RUN-1"]
    desk.deviations.confirm(["DEV-1"], by=BY)
    before = kept(desk)
    report, done = desk.testing.run("AI-PI-01", test="T1")
    assert done.changed == ("RUN-2",)
    assert (report.new, report.gone, kept(desk)) == ((), (), before)
    mended = [row | {"approver": "somebody.else"} if row["change_id"] == "CHG-007" else row for row in story.rows()]
    freeze(desk, story.written(tmp_path / "mended.csv", mended))
    report, done = desk.testing.run("AI-PI-01", test="T1")
    assert report.gone == ("DEV-1",)
    assert kept(desk) == before, "it stays, confirmed"
    assert desk.deviations.show("DEV-1").gone_since == "RUN-3"
    assert "DEV-1 no longer shows and stays on record" in done.sentence
    assert desk.testing.sheet("AI-PI-01").standing.exceptions == 2
    freeze(desk, story.FILES["model_changes"])
    assert ran(desk, test="T1").new == ()
    assert desk.deviations.show("DEV-1").gone_since == ""


def test_a_dry_run_finds_and_keeps_nothing(desk_after):
    desk = desk_after(frozen)
    report, done = desk.testing.run("AI-PI-01", test="T1", dry_run=True)
    assert len(report.results[0].rows) == 2
    assert done.dry_run
    assert kept(desk) == {}
    assert desk.testing.sheet("AI-PI-01").tests[0].run == ""


def test_a_run_that_is_told_wrong_says_what_would_be_right(desk_after):
    desk = desk_after(frozen)
    for arguments, told in (
        ({"control": "AI-CONF-04"}, "of AI-CONF-04: none of its tests"),
        ({"control": "AI-SEC-01"}, "provider_keys and keys_console are not on file"),
        ({"control": "AI-PI-01", "test": "T4"}, "AI-PI-01.T4"),
        ({"control": "AI-PI-01", "test": "T3"}, "population deployments is not on file"),
    ):
        with pytest.raises(Refused, match=told):
            desk.testing.run(**arguments)
    for arguments in ({"control": "AI-PI-09"}, {"control": "AI-PI-01", "test": "T9"}):
        with pytest.raises(NotFound):
            desk.testing.run(**arguments)
    with pytest.raises(NotFound):
        desk.testing.run("AI-PI-01", populations=["POP-7"])
    assert found(ran(desk, test="t1", populations=["POP-1"])) == {"AI-PI-01.T1": PLANTED["AI-PI-01.T1"]}


def test_a_check_that_reaches_a_limit_is_not_tested_and_the_others_are(desk_after):
    desk = desk_after(frozen)
    with desk.store.read() as session:
        asked = runs.prepare(session, desk.store.paths, "AI-PI-01")
    report = runs.perform(asked, limits=Limits(rows=1))
    first, second, _ = report.results
    assert not first.tested
    assert first.why == "AI-PI-01.T1/deviations found more than 1 rows; nothing was cut, nothing is shown"
    assert (second.tested, second.n, second.deviations) == (True, 63, ("CHG-015",)), "items are counted, not listed"


def test_an_interim_list_is_run_over_and_concluded_from_never(desk_after, tmp_path):
    desk = desk_after(frozen)
    clean = [row for row in story.rows() if row["change_id"] not in {"CHG-007", "CHG-015", "CHG-021"}]
    freeze(desk, story.written(tmp_path / "early.csv", clean), pulled=story.EARLY)
    report, done = desk.testing.run("AI-PI-01", test="T1")
    assert found(report) == {"AI-PI-01.T1": []}
    assert not report.populations[0].final
    assert any("final from 2026-10-01T00:00:00Z" in one for one in done.warnings)
    standing = desk.testing.sheet("AI-PI-01").standing
    assert standing.computed is ControlResult.NOT_TESTED
    with pytest.raises(Refused) as refused:
        desk.testing.conclude("AI-PI-01", ControlResult.NO_EXCEPTIONS, by=BY, reason="It looks fine")
    assert any("final from 2026-10-01T00:00:00Z" in one for one in refused.value.reasons)


def settled(desk, folder):
    """AI-PI-01 with all that a conclusion needs: two exceptions, two that are none, the design test done."""
    ran_over(desk, folder)
    desk.deviations.confirm(["DEV-1", "DEV-2"], by=BY, note="Two hotfixes")
    desk.deviations.confirm(["DEV-3", "DEV-4"], by=BY, note="Emergency path", false_positive=True, second=SECOND)
    desk.testing.record("AI-PI-01", [AnswerIn("T4", "", PASS, BY, "Section 2 names them")])
    desk.testing.review("AI-PI-01", by=SECOND)


@pytest.mark.slow
def test_a_person_concludes_and_softer_than_the_tests_needs_a_reason(desk_after):
    desk = desk_after(settled)
    sheet = desk.testing.sheet("AI-PI-01")
    assert (sheet.standing.computed, sheet.standing.exceptions, sheet.standing.n) == (ControlResult.EXCEPTIONS, 2, 63)
    assert sheet.standing.lacks == ()
    with pytest.raises(Refused, match="needs a reason"):
        desk.testing.conclude("AI-PI-01", ControlResult.NO_EXCEPTIONS, by=BY)
    with pytest.raises(BadInput, match="not a person"):
        desk.testing.conclude("AI-PI-01", ControlResult.EXCEPTIONS, by="Security team")
    done = desk.testing.conclude("AI-PI-01", ControlResult.EXCEPTIONS, by=BY)
    assert done.sentence == "AI-PI-01: 2 of 63 items with exceptions, concluded by Dana Reyes"
    assert "effective" not in done.sentence
    said = desk.testing.sheet("AI-PI-01").conclusion
    assert (said.by, said.exceptions, said.moved) == (BY, 2, "")
    desk.deviations.confirm(["DEV-3"], by=BY, note="It was no emergency")
    assert desk.testing.sheet("AI-PI-01").conclusion.moved == "3 of 63 items with exceptions"


def test_deviations_nobody_judged_bar_a_conclusion(desk_after):
    desk = desk_after(ran_over)
    with pytest.raises(Refused, match="DEV-1, DEV-2, DEV-3 and DEV-4 are not judged yet"):
        desk.testing.conclude("AI-PI-01", ControlResult.EXCEPTIONS, by=BY)
    desk.testing.conclude("AI-PI-01", ControlResult.NOT_TESTED, by=BY, reason="Left to next year")


def test_two_people_and_a_reason_say_that_a_deviation_is_none(desk_after):
    desk = desk_after(ran_over)
    for more in ({"second": SECOND}, {"note": "why"}, {"note": "why", "second": "dana  REYES"}):
        with pytest.raises(Refused, match="a false positive needs"):
            desk.deviations.confirm(["DEV-1"], by=BY, false_positive=True, **more)
    with pytest.raises(Refused, match="a person judges"):
        desk.deviations.confirm(["DEV-1"], by=" ")
    with pytest.raises(NotFound):
        desk.deviations.confirm(["DEV-1", "DEV-99"], by=BY)
    assert {state for _, _, state in kept(desk).values()} == {DeviationState.OPEN}
    desk.deviations.confirm(["DEV-1"], by=BY, note="why", false_positive=True, second=SECOND)
    assert desk.deviations.show("dev-1").second == SECOND
    assert [one.id for one in desk.deviations.list("state:false_positive")] == ["DEV-1"]


@pytest.mark.slow
def test_a_work_sheet_needs_a_note_where_it_fails_and_a_second_person(desk_after):
    desk = desk_after(settled)
    for result in (FAIL, NA):
        with pytest.raises(Refused, match="needs a note"):
            desk.testing.record("AI-PI-01", [AnswerIn(T4, "", result, BY)])
    with pytest.raises(NotFound):
        desk.testing.record("AI-PI-01", [AnswerIn("T9", "", PASS, BY)])
    with pytest.raises(NotFound):
        desk.testing.record("AI-PI-01", [AnswerIn(T4, "", PASS, BY, evidence=("EV-99",))])
    with pytest.raises(Refused, match="decided for CHG-003 by its check"):
        desk.testing.record("AI-PI-01", [AnswerIn("T1", "CHG-003", PASS, BY)])
    same = desk.testing.record("AI-PI-01", [AnswerIn(T4, "", PASS, BY, "Section 2 names them")])
    assert same.changed == ()
    desk.testing.record("AI-PI-01", [AnswerIn(T4, "", PASS, SECOND, "Section 3 too")])
    (cell,) = desk.testing.sheet("AI-PI-01").cells
    assert (cell.tested_by, cell.reviewed_by) == (SECOND, ""), "another answer is to be looked at again"
    with pytest.raises(Refused, match="a second person"):
        desk.testing.review("AI-PI-01", by="lin chen")
    desk.testing.review("AI-PI-01", by=BY, returned="Which version?")
    assert desk.testing.sheet("AI-PI-01").standing.lacks == (f"{T4}: 1 answer sent back: Which version?",)
    with pytest.raises(Refused, match="waits for a second person"):
        desk.testing.review("AI-PI-01", by=BY)


@pytest.mark.slow
def test_a_fail_on_a_work_sheet_is_a_deviation_that_a_later_pass_does_not_remove(desk_after):
    desk = desk_after(settled)
    done = desk.testing.record("AI-PI-01", [AnswerIn(T4, "", FAIL, BY, "Prompts are excluded\nSee page 4")])
    assert "DEV-9 for what failed" in done.sentence
    found_ = desk.deviations.show("DEV-9")
    assert (found_.why, found_.found_in, found_.source.value) == ("Prompts are excluded", BY, "sheet")
    desk.testing.record("AI-PI-01", [AnswerIn(T4, "", PASS, BY, "Now they are in")])
    desk.testing.review("AI-PI-01", by=SECOND)
    assert desk.testing.sheet("AI-PI-01").standing.exceptions == 3
    assert desk.deviations.show("DEV-9").state is DeviationState.OPEN


def test_items_of_a_test_are_recorded_one_by_one_and_come_in_as_a_file(desk_after, tmp_path):
    desk = desk_after(ran_over)
    file = tmp_path / "sheet.csv"
    file.write_text(
        "Test,Item,Result,Note,Evidence,Tested by,Tested on,Remark\n"
        "AI-PI-02.T3,,yes,Version 4,,Omar Haddad,2026-10-05,kept\n"
        "T4,2026-Q1,pass,,,,,\nT4,2026-Q2,n/a,No release,,,,\nT4,2026-Q3,,not yet,,,,\n"
    )
    done = desk.testing.import_sheet("AI-PI-02", file, by=SECOND)
    assert done.sentence == "AI-PI-02: 3 answers on its work sheet"
    cells = {(one.test, one.item): one for one in desk.testing.sheet("AI-PI-02").cells}
    assert cells["AI-PI-02.T3", ""].tested_by == "Omar Haddad"
    assert cells["AI-PI-02.T4", "2026-Q2"].result is NA
    assert len(cells) == 3
    for text, told in (
        ("item,result\n", "has no column test"),
        ("test,result\nT3,perhaps\n", "'perhaps' is no result"),
        ("test,result,tested on\nT3,pass,soon\n", "'soon' is no day"),
    ):
        file.write_text(text)
        with pytest.raises(BadInput, match=told) as refused:
            desk.testing.import_sheet("AI-PI-02", file)
        assert refused.value.file == "sheet.csv"


def test_a_drawn_sample_is_asked_about_item_by_item(desk_after):
    desk = desk_after(frozen)
    desk.samples.draw("AI-PI-02", "model_changes", DrawPlan(Lane.FIXED))
    (drawn,) = desk.samples.list()
    items = desk.samples.show(drawn.id).items
    asked = [one.item for one in desk.testing.sheet("AI-PI-02").asked if one.test == "AI-PI-02.T4"]
    assert asked == list(items)
    with pytest.raises(Refused, match="not in the sample"):
        desk.testing.record("AI-PI-02", [AnswerIn("T4", "CHG-999", PASS, BY)])
    desk.testing.record("AI-PI-02", [AnswerIn("T4", item, PASS, BY) for item in ("", *items[1:])])
    desk.testing.review("AI-PI-02", by=SECOND)
    lacks = [one for one in desk.testing.sheet("AI-PI-02").standing.lacks if one.startswith("AI-PI-02.T4")]
    assert lacks == [f"AI-PI-02.T4: no answer for {items[0]} on its work sheet"]


def test_what_the_list_does_not_decide_is_answered_by_hand(desk_after):
    desk = desk_after(ran_over)
    desk.deviations.confirm(["DEV-5", "DEV-6", "DEV-7", "DEV-8"], by=BY, note="x", false_positive=True, second=SECOND)
    lacks = [one for one in desk.testing.sheet("AI-PI-02").standing.lacks if one.startswith("AI-PI-02.T2")]
    three = "3 items the list does not decide: CHG-030, CHG-044 and CHG-052"
    assert lacks == [f"AI-PI-02.T2: {three} (no report before deployment: see AI-PI-02.T1)"]
    keys = ("CHG-030", "CHG-044", "CHG-052")
    desk.testing.record("AI-PI-02", [AnswerIn("T2", key, PASS, BY, "Report seen at the vendor") for key in keys])
    desk.testing.review("AI-PI-02", test="T2", by=SECOND)
    states = {one.id: one.tested for one in desk.testing.list(controls=["AI-PI-02"])}
    assert states["AI-PI-02.T2"] is AttributeState.NO_DEVIATION


def test_a_newer_list_or_another_limit_makes_a_run_count_no_longer(desk_after, tmp_path):
    desk = desk_after(settled)
    desk.audits.set("ENG-1", EngagementChange(parameters=(("min_score", "0.95"),)))
    lacks = desk.testing.sheet("AI-PI-02").standing.lacks
    assert "AI-PI-02.T2: min_score is 0.95 by now, was 0.88: run it again" in lacks
    assert desk.testing.sheet("AI-PI-01").standing.lacks == (), "it is not measured by that"
    report = ran(desk, "AI-PI-02", test="T2")
    assert report.parameters == {"min_score": "0.95"}
    assert len(report.results[0].rows) > 10
    assert report.results[0].suggestion is Pattern.SYSTEMATIC
    freeze(desk, story.written(tmp_path / "more.csv", story.rows()[:60]))
    lacks = desk.testing.sheet("AI-PI-01").standing.lacks
    assert "AI-PI-01.T1: POP-4 model_changes is on file by now: run it again" in lacks


def test_engagements_keep_their_tests_apart(desk_after):
    desk = desk_after(ran_over)
    desk.audits.new(EngagementPlan("Readiness", EngagementKind.READINESS))
    assert desk.deviations.list() == []
    assert desk.testing.sheet("AI-PI-01").standing.computed is ControlResult.NOT_TESTED
    with pytest.raises(NotFound):
        desk.deviations.show("DEV-1")
    with pytest.raises(NotFound, match="no list of changes"):
        desk.changes.list()
    desk.audits.use("ENG-1")
    assert len(desk.deviations.list()) == 8


def test_undo_takes_a_run_back_and_the_log_tells_all_of_it(desk_after):
    desk = desk_after(frozen)
    _, done = desk.testing.run("AI-PI-01", test="T1")
    desk.log.undo(done.batch)
    assert kept(desk) == {}
    assert desk.log.verify().clean


def test_more_deviations_than_can_be_judged_are_one(desk_after, monkeypatch):
    monkeypatch.setattr(recording, "MOST", 1)
    desk = desk_after(frozen)
    report = ran(desk, test="T1")
    assert report.results[0].deviations == ("CHG-007", "CHG-021")
    lot = desk.deviations.show("DEV-1")
    assert (lot.item, lot.count, lot.why) == ("", 2, "2 of 63 items, too many to list one by one")
    assert ran(desk, test="T1").new == ()
    assert desk.testing.sheet("AI-PI-01").standing.exceptions == 2


def test_changes_say_what_the_tests_say(desk_after):
    desk = desk_after(ran_over)
    rows = desk.changes.list()
    assert len(rows) == 64
    bare = {row.change_id or row.deployment: row.tests for row in rows if row.verdict is not ChangeVerdict.PROVEN}
    by_test: dict[str, list[str]] = {}
    for key, tests in bare.items():
        for test in tests:
            by_test.setdefault(test, []).append(key)
    assert {test: sorted(keys) for test, keys in by_test.items()} == on_record(desk)
    assert [row.change_id for row in desk.changes.list("test:AI-PI-02.T2")] == ["CHG-038"]
    one = desk.changes.show("CHG-030")
    assert (one.evaluated, one.why) == ("2026-05-10T22:22:00Z", "evaluated after deployment")
    assert desk.changes.show("DPL-901").change_id == ""
    with pytest.raises(NotFound):
        desk.changes.show("CHG-999")


def test_a_list_of_tests_narrows_and_sorts(desk_after):
    desk = desk_after(ran_over)
    assert {one.control for one in desk.testing.list("open:>0")} == {"AI-PI-01", "AI-PI-02"}
    assert desk.testing.list("exceptions:>0") == [], "nobody has judged them yet"
    assert next(iter(desk.testing.list("open:>1 sort:-open"))).id == "AI-PI-02.T1"
    everything = desk.testing.list()
    assert len({one.control for one in everything}) == 23
    assert all(one.tested is AttributeState.NOT_TESTED for one in everything if not one.control.startswith("AI-PI-0"))
    desk.audits.set(
        "ENG-1", EngagementChange(kind=EngagementKind.SOC2_TYPE1, period=replace(story.PERIOD, start=story.PERIOD.end))
    )
    day = {one.id: one.why for one in desk.testing.list(controls=["AI-PI-01"])}
    assert day["AI-PI-01.T1"] == "not tested: one day is judged, not operation"


def test_a_work_sheet_asks_for_what_is_there_and_says_what_is_not(desk_after):
    desk = desk_after(frozen)
    answer = AnswerIn("T4", "", PASS, BY, "Section 2 names prompts and model ids")
    for told, error, why in (
        (replace(answer, test="T9"), NotFound, "no test 'T9'"),
        (replace(answer, evidence=("EV-99",)), NotFound, "no evidence 'EV-99'"),
        (replace(answer, result=FAIL, note=""), Refused, "needs a note: what was seen"),
    ):
        with pytest.raises(error, match=why):
            desk.testing.record("AI-PI-01", [told])
    desk.testing.record("AI-PI-01", [answer])
    again = desk.testing.record("AI-PI-01", [answer])
    assert again.batch == ""
    assert "1 stood so already" in again.sentence
    with pytest.raises(Refused, match=r"who has looked at it\?"):
        desk.testing.review("AI-PI-01", by=" ")
    with pytest.raises(Refused, match=f"{BY} tested {T4}"):
        desk.testing.review("AI-PI-01", by=BY)
    with pytest.raises(NotFound, match="answer for"):
        desk.testing.review("AI-PI-01", by=SECOND, items=["CHG-001"])
    desk.testing.review("AI-PI-01", by=SECOND, test="T4", items=[""])
    with pytest.raises(Refused, match="no answer of AI-PI-01 waits for a second person"):
        desk.testing.review("AI-PI-01", by=SECOND)


def test_a_fail_on_a_sheet_is_one_deviation_and_what_was_returned_is_answered_anew(desk_after):
    desk = desk_after(frozen)
    fail = AnswerIn("T4", "", FAIL, BY, "It names no model\nand no prompt")
    first = desk.testing.record("AI-PI-01", [fail])
    assert "DEV-1" in first.changed
    assert (desk.deviations.show("DEV-1").why, desk.deviations.show("DEV-1").found_in) == ("It names no model", BY)
    desk.testing.review("AI-PI-01", by=SECOND, returned="which section?")
    again = desk.testing.record("AI-PI-01", [fail])
    assert again.batch, "answered the same again it is a new answer: it was returned"
    assert [one.id for one in desk.deviations.list()] == ["DEV-1"], "and no second deviation"
    with pytest.raises(NotFound, match="no evidence 'EV-99'"):
        desk.deviations.confirm(["DEV-1"], by=BY, evidence=["EV-99"])


def test_what_is_decided_by_a_check_is_not_answered_by_hand(desk_after):
    desk = desk_after(frozen)
    by_hand = AnswerIn("T1", "CHG-001", PASS, BY, "seen")
    with pytest.raises(Refused, match=r"AI-PI-01\.T1 is decided for CHG-001 by its check") as refused:
        desk.testing.record("AI-PI-01", [by_hand])
    assert refused.value.hint == "grcdesk tests run --control AI-PI-01"
    ran(desk, test="T1")
    (one, *_) = desk.deviations.list()
    assert desk.testing.record("AI-PI-01", [replace(by_hand, item=one.item)]).batch, "what it found to deviate may be"


def test_a_list_that_no_check_is_about_is_told(desk_after, tmp_path):
    desk = desk_after(frozen)
    other = tmp_path / "other.csv"
    other.write_text("key,seen_at\nA-1,2026-09-01T10:00:00Z\n")
    plan = PopulationPlan("our_own", date(2026, 9, 1), date(2026, 9, 30), "key")
    desk.populations.add(other, plan, controls=["AI-PI-01"])
    with pytest.raises(Refused, match="no check of AI-PI-01 is about our_own"):
        desk.testing.run("AI-PI-01", populations=["POP-2"])


def test_what_a_later_run_no_longer_shows_is_marked_once_and_comes_back(desk_after, tmp_path):
    desk = desk_after(frozen)
    ran(desk, test="T1")
    rows = [row | {"approver": "somebody.else"} if row["change_id"] == "CHG-007" else row for row in story.rows()]
    freeze(desk, story.written(tmp_path / "mended.csv", rows))
    gone = ran(desk, test="T1").gone
    assert len(gone) == 1
    assert desk.deviations.show(gone[0]).gone_since == "RUN-2"
    assert ran(desk, test="T1").gone == (), "told once"
    freeze(desk, story.FILES["model_changes"])
    ran(desk, test="T1")
    assert desk.deviations.show(gone[0]).gone_since == ""
