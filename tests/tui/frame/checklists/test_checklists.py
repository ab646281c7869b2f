"""Lists of questions by one key each: what it takes, in which order it is written, what is refused and taken back."""

from __future__ import annotations

import random
import threading
from dataclasses import replace
from datetime import date

import pytest
from textual import events

from grcdesk.paths import DeskPaths
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.features.features import FeatureAnswers
from grcdesk.schemas.reviews.reviews import CampaignPlan, ListFacts
from grcdesk.schemas.vendors.papers import AgreementFacts, PackageFacts
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Answer, Applies, EvidenceKind, FeatureStatus, Verb, Via
from grcdesk.terms.reviews import Decision
from grcdesk.terms.vendors import (
    CheckAnswer,
    Clause,
    ClauseAnswer,
    Conclusion,
    PackageItem,
    PackageStatus,
    ReviewStatus,
    Tier,
)
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.frame.checklists.answer_list import AnswerList
from grcdesk.tui.frame.checklists.screen import ChecklistScreen
from grcdesk.tui.vendors.detail import VendorScreen
from grcdesk.tui.widgets.table import Table
from helpers import review_story as story

YES, NO = CheckAnswer.YES, CheckAnswer.NO


@pytest.fixture
def vendor(desk_root) -> GrcdeskApp:
    """A desk with one vendor, of whom nothing fails, and an agreement nobody has read."""
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    desk.vendors.add("Ticket Desk", VendorFacts(tier=Tier.LOW, service="tickets", onboarded=date(2026, 9, 1)))
    shown = PackageFacts(PackageStatus.WAIVED, "no data of ours goes there", "Dana Reyes")
    desk.vendor_papers.set_item("Ticket Desk", PackageItem.SECURITY_CONTACT, shown)
    models = VendorFacts(tier=Tier.CRITICAL, model_provider=True, onboarded=date(2026, 1, 2))
    desk.vendors.add("Example Models", models)
    desk.agreements.add("Example Models", AgreementFacts(title="Data agreement", plan="enterprise"))
    desk.close()
    return GrcdeskApp(DeskPaths(desk_root))


@pytest.fixture
def running(desk_root, tmp_path) -> GrcdeskApp:
    """An access review with its accounts, nothing decided."""
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    desk.reviews.open(CampaignPlan("2026Q3", (story.SYSTEM,)))
    desk.accounts.load("AR-1", story.SYSTEM, story.files(tmp_path)["population"], ListFacts("2026-07-10"))
    desk.close()
    return GrcdeskApp(DeskPaths(desk_root))


@pytest.fixture
def waiting(desk_root, tmp_path) -> GrcdeskApp:
    """Two artefacts that wait: one with a suggestion, one that nothing says of where it belongs."""
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    there = EvidenceKind.CONSENT_RECORD
    wanting = [
        row.id for row in desk.controls.list() if there in {one.kind for one in desk.controls.show(row.id).wanted}
    ]
    for name, kind, controls in (
        ("consent.csv", there, wanting), ("rotation.csv", EvidenceKind.LOG_EXPORT, []), ("zz.csv", there, []),
    ):  # fmt: skip
        (tmp_path / name).write_text(name)
        desk.evidence.add(tmp_path / name, Artefact(kind, name, date(2026, 11, 1)), controls=controls)
    desk.close()
    return GrcdeskApp(DeskPaths(desk_root))


@pytest.fixture
def feature(desk_root) -> GrcdeskApp:
    """A desk with a feature whose controls were derived, some of them open for want of an answer."""
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    answers = FeatureAnswers(
        "Support reply", purpose="Drafts answers", data_in="Tickets", data_out="Tickets", invoked_by="Agents",
        if_wrong="A person checks", owner="Lee Chen", relies_on="Our own model", status=FeatureStatus.IDEA,
        personal_data=Answer.YES,
    )  # fmt: skip
    desk.features.add(answers)
    desk.features.derive(["AIF-1"])
    desk.close()
    return GrcdeskApp(DeskPaths(desk_root))


async def open_review(person, vendor: str = "Ticket Desk") -> None:
    """From the page of the vendor into its first review."""
    person.app.show_vendor(vendor)
    await person.settle()
    await person.keys("r", "enter")
    assert isinstance(person.app.screen, ChecklistScreen)


@pytest.mark.slow
async def test_answers_typed_before_the_list_is_there_are_for_its_questions(vendor, drive):
    async with drive(vendor, (120, 40)) as person:
        person.app.show_vendor("Ticket Desk")
        await person.settle()
        await burst(person, "r⏎yyn")
        await person.settle()
        assert isinstance(vendor.screen, ChecklistScreen)
        assert [answer for answer, _ in answered(vendor)][:2] == [YES, YES]
        assert vendor.screen.noting is not None, "a no wants its note"
        assert vendor.coming == 0


async def burst(person, keys: str) -> None:
    """All these keys in one read, before any of them has been looked at; ⏎ is enter."""
    names = {" ": "space", "⏎": "enter", "-": "minus"}
    for letter in keys:
        key = events.Key(names.get(letter, letter), None if letter == "⏎" else letter)
        key.set_sender(person.app)
        person.app.post_message(key)
    await person.settle()


def answered(app: GrcdeskApp) -> list[tuple[CheckAnswer | None, str]]:
    assert app.desk is not None
    return [(one.answer, one.note) for one in app.desk.vendor_reviews.show("VR-1").checks]


def logged(app: GrcdeskApp, verb: Verb) -> list[str]:
    """Records changed by a verb, in the order of the log."""
    assert app.desk is not None
    entries = sorted(app.desk.log.list(limit=2000), key=lambda one: one.seq)
    return [one.id for one in entries if one.action == verb]


@pytest.mark.slow
async def test_a_review_of_eleven_questions_takes_fifteen_keys_from_the_page_of_the_vendor(vendor, drive):
    async with drive(vendor) as person:
        vendor.show_vendor("Ticket Desk")
        await person.settle()
        keys = ("r", "enter", *"y" * 11, "c", "a")
        assert len(keys) <= 15
        await person.keys(*keys)
        (review,) = vendor.desk.vendor_reviews.list(vendor="Ticket Desk")
        assert (review.status, review.conclusion) == (ReviewStatus.CONCLUDED, Conclusion.APPROVE)
        assert isinstance(vendor.screen, VendorScreen), "back to where it was opened"


@pytest.mark.slow
async def test_an_approval_that_will_be_refused_is_said_to_be(vendor, drive):
    async with drive(vendor, (120, 40)) as person:
        vendor.show_vendor("Example Models")
        await person.settle()
        await person.keys("r", "enter", *"y" * 11, "c")
        assert "Approve: refused while" in person.text


@pytest.mark.slow
async def test_a_data_agreement_of_seventeen_clauses_takes_one_key_each(vendor, drive):
    async with drive(vendor) as person:
        vendor.show_vendor("Example Models")
        await person.settle()
        keys = ("v", *"yy", "o", *"30", "enter", *"y" * 14, "-")
        assert len(keys) <= 25
        await person.keys(*keys)
        (row,) = vendor.desk.agreements.list(vendor="Example Models")
        found = {one.clause: one for one in row.clauses}
        assert len(found) == 17
        assert found[Clause.SIGNATURES].answer is ClauseAnswer.SILENT
        assert len(set(logged(vendor, Verb.VENDOR_CLAUSE))) == 17
        rows = vendor.screen.query_one(AnswerList)
        assert any(one.weak for one in rows.questions), "a yes that nobody has placed is none yet"
        assert "! yes" in person.text
        assert "o: the number of hours and the place" in person.text, "the row says what is still asked"
        weak = sum(one.weak for one in rows.questions)
        assert f"! {weak} counts for nothing yet" in person.text, "and the foot what the sign means"


@pytest.mark.slow
async def test_a_clause_keeps_its_number_its_words_and_its_place(vendor, drive):
    async with drive(vendor) as person:
        vendor.show_vendor("Example Models")
        await person.settle()
        await person.keys("v", "j", "o")
        await person.type("30 after the end; annex 2, 4.1")
        await person.keys("enter", "y", "k", "p")
        (row,) = vendor.desk.agreements.list(vendor="Example Models")
        (clause,) = row.clauses
        assert (clause.answer, clause.amount, clause.value, clause.place) == (
            ClauseAnswer.PARTIAL, 30, "after the end", "annex 2, 4.1",
        )  # fmt: skip


@pytest.mark.slow
async def test_derived_controls_take_one_key_each_and_an_open_one_is_not_confirmed(feature, drive):
    async with drive(feature) as person:
        controls = feature.desk.features.show("AIF-1").controls
        feature.show_feature("AIF-1")
        await person.settle()
        open_ = next(
            place for place, one in enumerate(controls)
            if one.derived is Applies.OPEN and place and controls[place - 1].derived is not Applies.OPEN
        )  # fmt: skip
        await person.keys("c")
        rows = feature.screen.query_one(AnswerList)
        rows.cursor = open_ - 1
        await person.keys("y", "y")
        assert rows.cursor == open_, "what is refused keeps the cursor"
        assert "it is open:" in person.text
        decided = feature.desk.features.show("AIF-1").controls
        assert decided[open_ - 1].decided is controls[open_ - 1].derived
        assert decided[open_].decided is None
        await person.keys("n", "y")
        assert rows.cursor > open_, "the rest goes on"
        assert feature.desk.features.show("AIF-1").controls[open_].decided is Applies.APPLIES


@pytest.mark.slow
async def test_keys_in_one_burst_answer_a_row_each_and_letters_go_into_the_note(vendor, drive):
    async with drive(vendor) as person:
        await open_review(person)
        await burst(person, "ynnot yet⏎y-oy12u⏎n")
        found = answered(vendor)
        assert found[:4] == [(YES, ""), (NO, "not yet"), (YES, ""), (CheckAnswer.NOT_APPLICABLE, "")]
        assert found[4] == (NO, "y12u"), "the note that was written before the answer belongs to it"
        assert found[5:] == [(None, "")] * 6
        assert isinstance(vendor.screen, ChecklistScreen)


@pytest.mark.slow
async def test_a_key_too_many_answers_nothing(vendor, drive):
    async with drive(vendor) as person:
        await open_review(person)
        await burst(person, "y" * 11 + "nnn-")
        assert answered(vendor) == [(YES, "")] * 11
        assert vendor.screen.noting is None, "nor does it ask for a note"
        assert len(logged(vendor, Verb.VENDOR_REVIEW_CHECK)) == 11


@pytest.mark.slow
async def test_a_busy_desk_is_given_each_answer_once_and_in_order(vendor, drive):
    free = threading.Event()
    async with drive(vendor) as person:
        await open_review(person)
        vendor.run_job("something long", lambda _job: free.wait(20))
        await person.pilot.press(*"yyy", "minus", *"yyyy")
        assert "8 of 11" in person.text, "they are seen at once"
        assert answered(vendor) == [(None, "")] * 11
        free.set()
        await person.settle()
        assert logged(vendor, Verb.VENDOR_REVIEW_CHECK) == [f"VR-1/k{number}" for number in range(1, 9)]
        assert [answer for answer, _ in answered(vendor)] == [
            *[YES] * 3, CheckAnswer.NOT_APPLICABLE, *[YES] * 4, *[None] * 3,
        ]  # fmt: skip


@pytest.mark.slow
async def test_the_last_answer_is_taken_back_and_its_row_has_the_cursor(vendor, drive):
    async with drive(vendor) as person:
        await open_review(person)
        rows = vendor.screen.query_one(AnswerList)
        await person.pilot.press("y", "y", "backspace", "minus", "u")
        await person.settle()
        assert rows.cursor == 1
        assert answered(vendor)[:2] == [(YES, ""), (None, "")]
        await person.keys("u", "backspace")
        assert answered(vendor)[0] == (None, "")
        assert vendor.desk.vendor_reviews.show("VR-1").status is ReviewStatus.OPEN, "nothing but answers is taken back"
        assert "no answer was given here" in person.told[-1]


@pytest.mark.slow
async def test_a_note_without_an_answer_outlives_the_screen(vendor, drive):
    async with drive(vendor) as person:
        await open_review(person)
        await person.keys("o", *"seen", "enter", "q", "r")
        assert "seen" in person.text
        assert answered(vendor)[0] == (None, "")
        await person.keys("y")
        assert answered(vendor)[0] == (YES, "seen")
        await person.keys("q", "r", "k")
        assert vendor.drafts.find("checklist VR-1", {}) is None, "what is kept needs no draft"


@pytest.mark.slow
async def test_what_is_open_is_named_and_gone_to(vendor, drive):
    async with drive(vendor, (120, 40)) as person:
        await open_review(person)
        rows = vendor.screen.query_one(AnswerList)
        await person.pilot.press("y", "j", "y", "j", *"y" * 7)
        await person.settle()
        assert "Not to be concluded yet: questions 2, 4" in person.text
        await person.keys("]")
        assert rows.cursor == 1
        await person.keys("]", "[", "c")
        assert (rows.cursor, isinstance(vendor.screen, ChecklistScreen)) == (1, True)
        assert "not to be concluded yet: questions 2, 4" in person.told[-1]
        assert "Tier" in person.text, "beside it stands what the file says to the question"


@pytest.mark.slow
async def test_a_no_without_its_note_is_not_given(vendor, drive):
    async with drive(vendor) as person:
        await open_review(person)
        await person.keys("n", "enter")
        assert "needs a note" in person.text
        await person.keys("escape", "y")
        assert answered(vendor)[0] == (YES, "")


@pytest.mark.slow
async def test_marked_rows_are_answered_at_once_with_one_reason_and_one_undo(running, drive):
    async with drive(running) as person:
        await person.keys("5", "enter", "s")
        rows = running.screen.query_one(AnswerList)
        await person.pilot.press("space", "space", "j", "space", "n", *"left", "enter")
        await person.settle()
        assert rows.cursor == 5, "the row behind has the cursor"
        accounts = running.desk.accounts.rows([one.key for one in rows.questions])
        gone = [place for place, one in enumerate(accounts) if one.decision is Decision.REVOKE]
        assert (gone, accounts[0].reason) == ([0, 1, 3], "left")
        assert len({entry.batch for entry in running.desk.log.list(limit=50) if entry.action == "review.decide"}) == 1
        await person.keys("u")
        accounts = running.desk.accounts.rows([one.key for one in rows.questions])
        assert not any(one.decision for one in accounts)


@pytest.mark.slow
async def test_an_account_takes_one_key(running, drive):
    async with drive(running, (120, 40)) as person:
        await person.keys("5", "enter", "s")
        rows = running.screen.query_one(AnswerList)
        plain = [place for place, one in enumerate(rows.questions) if "keep" not in one.noted][:3]
        for place in plain:
            rows.cursor = place
            await person.keys("y")
        decided = running.desk.accounts.rows([rows.questions[place].key for place in plain])
        assert [one.decision for one in decided] == [Decision.KEEP] * 3


@pytest.mark.slow
async def test_what_the_desk_refuses_late_says_so_in_its_rows_and_the_first_has_the_cursor(vendor, drive, desk_root):
    free = threading.Event()
    other = open_desk(DeskPaths(desk_root), via=Via.CLI, actor="Max Roy")
    async with drive(vendor) as person:
        await open_review(person)
        rows = vendor.screen.query_one(AnswerList)
        vendor.run_job("something long", lambda _job: free.wait(20))
        await person.pilot.press("y")
        assert rows.cursor == 1
        other.vendor_reviews.drop("VR-1", reason="begun twice")
        free.set()
        await person.settle()
        assert (rows.cursor, answered(vendor)) == (0, [(None, "")] * 11)
        assert vendor.screen.refused["1"]
        await person.keys("y")
        assert "VR-1 is dropped" in person.told[-1]
    other.close()


@pytest.mark.slow
async def test_what_waits_in_the_inbox_is_placed_on_its_suggestion_or_set_aside(waiting, drive):
    async with drive(waiting) as person:
        await person.keys("3", "p")
        rows = waiting.screen.query_one(AnswerList)
        names = [one.key for one in rows.questions]
        where = [waiting.desk.evidence.show(name).suggestions for name in names]
        lone = next(place for place, found in enumerate(where) if not found)
        rows.cursor = lone
        await person.keys("y")
        assert "nothing says where it belongs" in person.text
        assert rows.cursor == lone
        await person.keys("n", *"test", "enter")
        assert waiting.desk.evidence.show(names[lone]).row.rejected == "test"
        sure = next(place for place, found in enumerate(where) if found)
        rows.cursor = sure
        await person.keys("y", "u")
        assert not waiting.desk.evidence.show(names[sure]).row.placed
        await person.keys("y")
        assert waiting.desk.evidence.show(names[sure]).row.controls == (where[sure][0].control,)


@pytest.mark.slow(keep=0)
@pytest.mark.parametrize("seed", range(2))
async def test_random_bursts_leave_what_the_log_says(vendor, drive, seed):
    dice = random.Random(seed)  # noqa: S311  the same hands again
    keys = (
        "y",
        "n",
        "minus",
        "p",
        "o",
        "c",
        "u",
        "backspace",
        "]",
        "[",
        "j",
        "k",
        "G",
        "g",
        "enter",
        "escape",
        "tab",
        "x",
    )
    async with drive(vendor) as person:
        await open_review(person)
        for _ in range(25):
            if not isinstance(vendor.screen, ChecklistScreen):
                await person.keys("escape")
            if not isinstance(vendor.screen, ChecklistScreen):
                vendor.show_vendor("Ticket Desk")
                await person.settle()
                await person.keys("r", "enter")
            await person.pilot.press(*(dice.choice(keys) for _ in range(dice.randint(2, 4))))
            await burst(person, "".join(dice.choice("ynpo][jk⏎-a") for _ in range(dice.randint(2, 6))))
        screen = vendor.screen
        if isinstance(screen, ChecklistScreen):
            await person.keys("escape", "g") if screen.noting else None
            held = vendor.desk.vendor_reviews.show(screen.subject.name).checks
            seen = [(one.answer, one.note if one.answer else "") for one in screen.shown]
            assert seen == [(one.answer or "", one.note) for one in held], "what is seen is what is kept"
        assert vendor.desk.log.verify().clean


@pytest.mark.slow
async def test_an_account_is_modified_by_the_letter_that_does_it_on_its_page(running, drive):
    async with drive(running) as person:
        await person.keys("5", "enter", "s")
        rows = running.screen.query_one(AnswerList)
        key = rows.question.key
        await person.keys("p")
        assert "p is no answer here" in person.told[-1]
        await person.keys("m")
        await person.type("reader is enough")
        await person.keys("enter")
        (row,) = running.desk.accounts.rows([key])
        assert (row.decision, row.reason) == (Decision.MODIFY, "reader is enough")


@pytest.mark.slow
async def test_what_was_concluded_is_said_where_one_comes_back_to(vendor, drive):
    async with drive(vendor, (80, 24)) as person:
        await person.go("vendors")
        row = vendor.screen.query_one(Table).key
        assert row is not None
        await person.keys("r", "enter", *"y" * 11, "c", "w")
        await person.type("Bring the report")
        await person.keys("ctrl+s")
        assert vendor.screen.PLACE == "vendors"
        assert "VR-1 Example Models: approved with conditions" in person.text


async def test_a_list_read_before_an_answer_was_written_does_not_take_it_away(vendor, drive, monkeypatch):
    async with drive(vendor, (80, 24)) as person:
        await open_review(person)
        screen = vendor.screen
        before = screen.asked
        with monkeypatch.context() as patch:
            patch.setattr(screen, "reload", lambda: None)
            await person.keys("y")
            screen._show(before)
        assert [one.answer for one in screen.shown][:2] == [YES, ""]
        await person.keys("k", "o")
        await person.type("seen on the page")
        await person.keys("enter")
        assert answered(vendor)[0] == (YES, "seen on the page")
        assert screen.written == ()


async def test_a_note_behind_the_last_answer_goes_to_that_row(vendor, drive):
    async with drive(vendor, (80, 24)) as person:
        await open_review(person)
        await burst(person, "y" * 11 + "oseen on the page⏎")
        assert answered(vendor)[-1] == (YES, "seen on the page")
        assert isinstance(vendor.screen, ChecklistScreen)


async def test_a_click_on_another_row_leaves_the_note_with_its_question(vendor: GrcdeskApp, drive) -> None:
    async with drive(vendor, (120, 40)) as person:
        await open_review(person)
        screen = vendor.screen
        await person.keys("n")
        first = screen.noting.key
        await person.type("no report")
        below = next(line for line, (row, _) in enumerate(screen.rows._lines) if row == 2)
        await person.pilot.click(AnswerList, offset=(30, below))
        await person.settle()
        assert screen.rows.cursor == 0, "the note is written where it was begun"
        await person.keys("enter")
        assert [one.key for one in screen.shown if one.note] == [first]
        assert [one.key for one in screen.shown if one.answer] == [first]


async def test_a_question_that_comes_before_it_while_a_note_is_written_does_not_take_the_answer(
    vendor: GrcdeskApp, drive
) -> None:
    async with drive(vendor, (120, 40)) as person:
        await open_review(person)
        screen = vendor.screen
        await person.keys("n")
        first = screen.noting.key
        await person.type("no report")
        asked = screen.asked
        screen._show(replace(asked, questions=(replace(asked.questions[0], key="new"), *asked.questions)))
        assert screen.rows.question.key == "new"
        await person.keys("enter")
        assert [one.key for one in screen.shown if one.answer] == [first]
        assert [one.note for one in screen.shown if one.note] == ["no report"]
