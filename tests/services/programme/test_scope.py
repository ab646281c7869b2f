"""The scope: computed from the criteria, decided by a person only with a reason."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.programme import Period, ProgrammeNames
from grcdesk.terms import Category, Coverage, CriterionAnswer, Design, Implemented, Scope, Status
from helpers.backing import bear_out
from services.conftest import Shelf, control, mapping


def numbers(desk) -> tuple[int, int, int]:
    found = desk.scope.show().controls
    return tuple(len(found[scope]) for scope in (Scope.IN, Scope.OPTIONAL, Scope.OUT))


@pytest.mark.parametrize(
    ("categories", "expected"),
    [
        ([], (14, 5, 4)),
        ([Category.SECURITY], (14, 5, 4)),
        ([Category.CONFIDENTIALITY], (15, 6, 2)),
        ([Category.CONFIDENTIALITY, Category.SECURITY], (15, 6, 2)),
        (list(Category), (23, 0, 0)),
    ],
)
def test_the_categories_decide_how_many_controls_are_in(desk, categories, expected):
    said = desk.scope.set(categories=categories)
    assert numbers(desk) == expected
    assert said.sentence.endswith(f"{expected[0]} controls in, {expected[1]} optional, {expected[2]} out")
    assert Category.SECURITY in desk.scope.show().categories


def test_criteria_are_counted_by_category(desk):
    assert desk.scope.show().criteria == {
        Category.SECURITY: 33,
        Category.AVAILABILITY: 3,
        Category.PROCESSING_INTEGRITY: 5,
        Category.CONFIDENTIALITY: 2,
        Category.PRIVACY: 18,
    }
    desk.scope.set(categories=[Category.PRIVACY])
    assert desk.scope.show().criteria == {Category.SECURITY: 33, Category.PRIVACY: 18}


def test_the_prefix_of_an_id_is_not_its_scope(desk):
    desk.scope.set(categories=[])
    assert "AI-PI-01" in desk.scope.show().controls[Scope.IN]
    assert desk.controls.show("AI-PI-01").row.scope is Scope.IN


def test_the_scope_says_whose_and_when(desk):
    view = desk.scope.show()
    assert (view.organisation, view.name, view.zone) == ("Acme AI", "SOC 2 Type II 2026", "UTC")
    assert view.period == Period(date(2026, 1, 1), date(2026, 12, 31))
    assert view.period.days == 365
    assert (view.systems, view.exclusions, view.overrides) == ((), (), ())


def test_untouched_criteria_are_named_and_are_in_scope(desk):
    view = desk.scope.show()
    by_id = {row.id: row for row in desk.scope.criteria()}
    assert view.untouched
    assert "CC1.1" in view.untouched
    for name in view.untouched:
        assert by_id[name].controls == ()
        assert by_id[name].coverage is Coverage.NONE
        assert "other controls" in by_id[name].gap_note
    desk.scope.set(categories=[])
    assert not [name for name in desk.scope.show().untouched if not name.startswith("CC")]


def test_a_period_can_be_moved_alone(desk):
    said = desk.scope.set(period=Period(date(2026, 7, 1), date(2026, 12, 31)))
    assert "2026-07-01..2026-12-31" in said.sentence
    assert desk.scope.show().period.days == 184
    assert len(desk.scope.show().categories) == 5


def test_a_period_of_one_day_is_one_and_a_backward_one_is_none(desk):
    desk.scope.set(period=Period(date(2026, 7, 1), date(2026, 7, 1)))
    assert desk.scope.show().period.days == 1
    with pytest.raises(Refused, match="ends before it begins"):
        desk.scope.set(period=Period(date(2026, 7, 2), date(2026, 7, 1)))
    assert desk.scope.show().period.days == 1


def test_a_dry_run_shows_the_numbers_and_changes_nothing(desk):
    before = desk.scope.show()
    said = desk.scope.set(categories=[], dry_run=True)
    assert said.dry_run
    assert "14 controls in" in said.sentence
    assert desk.scope.show() == before


def test_a_change_of_scope_is_one_undo(desk):
    before = desk.scope.show()
    desk.log.undo(desk.scope.set(categories=[], period=Period(date(2026, 7, 1), date(2026, 7, 2))).batch)
    assert desk.scope.show() == before
    assert desk.log.verify().clean


def test_setting_the_same_scope_changes_nothing(desk):
    assert desk.scope.set(categories=list(reversed(Category))).batch == ""


def test_a_person_may_decide_otherwise_with_a_reason(desk):
    said = desk.scope.override("AI-SEC-01", Scope.OUT, reason=" not built ")
    assert said.sentence == "AI-SEC-01 is out of scope"
    view = desk.scope.show()
    override = view.overrides[0]
    assert (override.control, override.computed, override.decided) == ("AI-SEC-01", Scope.IN, Scope.OUT)
    assert (override.reason, override.by) == ("not built", "Dana Reyes")
    assert "AI-SEC-01" in view.controls[Scope.OUT]
    detail = desk.controls.show("AI-SEC-01")
    assert (detail.row.scope, detail.computed_scope, detail.scope_reason) == (Scope.OUT, Scope.IN, "not built")


def test_what_a_person_decided_outlives_a_change_of_categories_until_taken_back(desk):
    desk.scope.override("AI-SEC-01", Scope.OUT, reason="not built")
    desk.scope.set(categories=[])
    assert "AI-SEC-01" in desk.scope.show().controls[Scope.OUT]
    assert desk.scope.override("AI-SEC-01", None, reason="").sentence == "AI-SEC-01 is in scope, as computed"
    assert desk.scope.show().overrides == ()
    assert desk.controls.show("AI-SEC-01").scope_reason == ""


def test_an_override_without_reason_is_refused_and_logged(desk):
    with pytest.raises(Refused, match="needs a reason"):
        desk.scope.override("AI-SEC-01", Scope.OUT, reason=" ")
    assert desk.log.list(limit=1)[0].outcome == "denied"
    with pytest.raises(NotFound, match="no control") as caught:
        desk.scope.override("AI-SEC-1", Scope.OUT, reason="x")
    assert "AI-SEC-01" in caught.value.hint


def test_exclusions_carry_their_reason_and_can_be_dropped(desk):
    assert desk.scope.exclude(" Berlin lab ", reason="no production").sentence == "Berlin lab is excluded as EX-1"
    assert [(row.id, row.what, row.reason) for row in desk.scope.show().exclusions] == [
        ("EX-1", "Berlin lab", "no production")
    ]
    for what, reason in (("", "x"), ("x", ""), (" ", " ")):
        with pytest.raises(Refused, match="a name and a reason"):
            desk.scope.exclude(what, reason=reason)
    with pytest.raises(NotFound):
        desk.scope.include("EX-2")
    assert desk.scope.include("EX-1").sentence == "Berlin lab is no longer excluded"
    assert desk.scope.show().exclusions == ()


def test_exclusions_come_in_the_order_they_were_made(desk):
    for number in range(1, 12):
        desk.scope.exclude(f"Lab {number}", reason="no production")
    assert [row.id for row in desk.scope.show().exclusions] == [f"EX-{number}" for number in range(1, 12)]


def test_systems_are_listed_once(desk):
    desk.scope.add_system("  Chat   Gateway ")
    assert desk.scope.show().systems == ("Chat Gateway",)
    with pytest.raises(Refused, match="listed already"):
        desk.scope.add_system("Chat Gateway")
    with pytest.raises(Refused, match="needs a name"):
        desk.scope.add_system("  ")
    with pytest.raises(NotFound, match="no system"):
        desk.scope.drop_system("Chat")
    desk.scope.drop_system("Chat Gateway")
    assert desk.scope.show().systems == ()


def test_a_criterion_shows_its_controls_and_their_worst_status(desk):
    def row():
        return next(row for row in desk.scope.criteria() if row.id == "CC8.1")

    assert row().controls[0] in desk.controls.keys("tsc:CC8.1")
    assert row().coverage is Coverage.PARTIAL
    desk.controls.set(row().controls, ControlChange(status=Status.IN_PLACE))
    assert row().worst is Status.IN_PLACE
    desk.controls.set(row().controls[-1:], ControlChange(status=Status.MISSING))
    assert row().worst is Status.MISSING


def test_a_category_not_selected_says_so(desk):
    desk.scope.set(categories=[])
    row = next(row for row in desk.scope.criteria() if row.id == "A1.1")
    assert (row.in_scope, row.reason_out, row.gap_note) == (False, "availability is not selected", "")


def test_optional_controls_alone_are_said(desk):
    desk.scope.set(categories=[])
    optional = set(desk.scope.show().controls[Scope.OPTIONAL])
    alone = [row for row in desk.scope.criteria() if row.in_scope and row.controls and optional >= set(row.controls)]
    assert all("optional" in row.gap_note and row.worst is None for row in alone)
    answered = [row for row in desk.scope.criteria() if row.in_scope and set(row.controls) - optional]
    assert all(row.gap_note == "" for row in answered)


def test_a_control_that_left_the_scope_answers_nothing(desk):
    touched = desk.controls.show("AI-SEC-01").row.criteria[0]
    desk.scope.override("AI-SEC-01", Scope.OUT, reason="not built")
    row = next(row for row in desk.scope.criteria() if row.id == touched)
    assert "AI-SEC-01" not in row.controls


def test_declared_covered_by_a_persons_word_and_withdrawn(desk):
    behind = next(row.controls for row in desk.scope.criteria() if row.id == "CC8.1")
    desk.controls.set(behind, ControlChange(status=Status.IN_PLACE))
    said = desk.scope.declare("CC8.1", reason="with the change process", by="Sam Okoro")
    assert said.sentence == "CC8.1 is declared covered by Sam Okoro"

    def row():
        return next(row for row in desk.scope.criteria() if row.id == "CC8.1")

    assert (row().coverage, row().declared_by) == (Coverage.DECLARED_FULL, "Sam Okoro")
    desk.scope.declare("CC8.1", reason="again", by="Dana Reyes")
    assert row().declared_by == "Dana Reyes"
    desk.scope.withdraw("CC8.1")
    assert (row().coverage, row().declared_by) == (Coverage.PARTIAL, "")
    with pytest.raises(NotFound, match="no declaration"):
        desk.scope.withdraw("CC8.1")


def test_a_declaration_goes_stale_when_a_control_behind_it_leaves_and_stays_so(desk):
    behind = next(row.controls for row in desk.scope.criteria() if row.id == "CC8.1")
    desk.controls.set(behind, ControlChange(status=Status.IN_PLACE))
    desk.scope.declare("CC8.1", reason="with the change process", by="Sam Okoro")
    said = desk.controls.set([behind[0]], ControlChange(status=Status.PARTIAL, gap="no approvals"))
    assert any("CC8.1" in warning for warning in said.warnings)

    def row():
        return next(row for row in desk.scope.criteria() if row.id == "CC8.1")

    why = f"{behind[0]} left in place on {desk.today()}"
    assert (row().coverage, row().stale) == (Coverage.PARTIAL, why)
    desk.controls.set([behind[0]], ControlChange(status=Status.IN_PLACE))
    assert row().stale == why, "a person declares again"
    desk.scope.declare("CC8.1", reason="approvals are back", by="Sam Okoro")
    assert (row().coverage, row().stale) == (Coverage.DECLARED_FULL, "")
    said = desk.controls.set([behind[0]], ControlChange(status=Status.MISSING))
    desk.log.undo(said.batch)
    assert row().stale == "", "what is undone did not happen"


def test_a_criterion_is_answered_by_a_supported_control_alone(desk, tmp_path):
    def row():
        return next(row for row in desk.scope.criteria() if row.id == "CC8.1")

    behind = row().controls
    assert row().answered is CriterionAnswer.NOT_IN_PLACE
    done = ControlChange(status=Status.IN_PLACE, design=Design.ADEQUATE, implemented=Implemented.YES)
    desk.controls.set(behind, done)
    assert row().answered is CriterionAnswer.CLAIM_ONLY
    bear_out(desk, tmp_path, behind[0])
    assert row().answered is CriterionAnswer.ANSWERED
    desk.scope.declare("CC8.1", reason="with the change process", by="Sam Okoro")
    assert row().answered is CriterionAnswer.IN_FULL
    desk.controls.set([behind[-1]], ControlChange(status=Status.MISSING))
    assert row().answered is CriterionAnswer.ANSWERED


@pytest.mark.parametrize(
    ("criterion", "reason", "by", "reasons"),
    [
        ("CC8.1", "", "Sam Okoro", ("a reason",)),
        ("CC8.1", "enough", "", ("a person",)),
        ("CC1.1", "enough", "Sam Okoro", ("at least one control that maps to it",)),
        ("CC1.1", "", "", ("a reason", "a person", "at least one control that maps to it")),
    ],
)
def test_a_declaration_needs_reason_person_and_controls(desk, criterion, reason, by, reasons):
    with pytest.raises(Refused, match="covered needs") as caught:
        desk.scope.declare(criterion, reason=reason, by=by)
    assert caught.value.reasons == reasons


def test_a_declaration_of_nothing_known_or_by_a_team_is_refused(desk):
    with pytest.raises(NotFound, match=r"no criterion 'CC8\.11'"):
        desk.scope.declare("CC8.11", reason="enough", by="Sam Okoro")
    with pytest.raises(BadInput, match="is not a person"):
        desk.scope.declare("CC8.1", reason="enough", by="Audit Team")


def test_a_criterion_is_full_by_a_mapping_that_covers_it(desk, shelf: Shelf):
    desk.catalogs.add(shelf.controls(control("OWN-01")))
    desk.catalogs.add(shelf.mappings(mapping("OWN-01", "CC6.1", "superset-of", primary=True)))
    row = next(row for row in desk.scope.criteria() if row.id == "CC6.1")
    assert row.coverage is Coverage.FULL


@pytest.mark.parametrize("bad", ["\ud800", "a\x00b"])
def test_what_is_no_character_is_refused(desk, bad: str):
    for ask in (
        lambda: desk.scope.override("AI-SEC-01", Scope.OUT, reason=bad),
        lambda: desk.scope.exclude(bad, reason="x"),
        lambda: desk.scope.exclude("x", reason=bad),
        lambda: desk.scope.add_system(bad),
        lambda: desk.scope.declare("CC8.1", reason=bad, by="Sam Okoro"),
        lambda: desk.scope.declare("CC8.1", reason="x", by=f"Sam {bad}"),
    ):
        with pytest.raises(BadInput):
            ask()


def test_names_and_zone_change_with_a_line_in_the_log(desk, fake_clock):
    fake_clock.moment = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    done = desk.scope.set(names=ProgrammeNames("Beta AI", "SOC 2 2027", "Asia/Tokyo"))
    view = desk.scope.show()
    assert (view.organisation, view.name, view.zone) == ("Beta AI", "SOC 2 2027", "Asia/Tokyo")
    assert desk.today() == date(2026, 11, 22)
    assert done.sentence.startswith("Beta AI, SOC 2 2027: ")
    desk.log.undo(done.batch)
    assert desk.scope.show().organisation == "Acme AI"


@pytest.mark.parametrize(
    ("names", "error"),
    [
        (ProgrammeNames(organisation=" "), Refused),
        (ProgrammeNames(programme=""), Refused),
        (ProgrammeNames(zone="Mars/Olympus"), BadInput),
        (ProgrammeNames(organisation="a\x00b"), BadInput),
    ],
)
def test_names_that_cannot_be_change_nothing(desk, names, error):
    with pytest.raises(error):
        desk.scope.set(names=names)
    assert desk.scope.show().organisation == "Acme AI"
