"""The cover says what the desk says, on one page, and nothing that is only claimed looks like what is shown."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import pytest
from openpyxl import load_workbook

from grcdesk.reports.workbook import looks
from grcdesk.reports.workbook.build import matrix_workbook
from grcdesk.reports.workbook.cover import _SHOWN
from grcdesk.reports.workbook.order import tabs_of
from grcdesk.reports.workbook.tabs.counts import counts
from grcdesk.reports.workbook.tabs.front.cover import LOOKS, cell_points, fitted, laid_out
from grcdesk.reports.workbook.tabs.front.facts import (
    ACROSS,
    FAMILIES,
    FamilyLine,
    cover_facts,
    criteria_lines,
    tone,
)
from grcdesk.reports.workbook.tabs.front.tiles import cycles
from grcdesk.reports.workbook.writing.letters import points
from grcdesk.reports.workbook.writing.paper import PrintedPages
from grcdesk.schemas.coverage.coverage import SlotRow
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.programme import OVERLAY
from grcdesk.terms import CriterionAnswer, Scope, SlotState, Status, Support
from grcdesk.terms.audits import EngagementKind
from reports.factory import AS_OF, matrix
from reports.workbook.opened import MAIN, book, sheet_part


@cache
def big(number: int) -> Matrix:
    return matrix(number)


def tiles(source: Matrix) -> dict[str, tuple[int | str, str]]:
    return {one.name: (one.value, one.note) for one in cover_facts(source).tiles}


def untouched(source: Matrix) -> Matrix:
    """The same desk before anybody has looked."""
    summary = source.summary
    bare = replace(
        summary, counts=dict.fromkeys(Status, 0) | {Status.NOT_ASSESSED: summary.applicable}, supported_in_place=0,
        supported_in_part=(), claim_only=(),
    )  # fmt: skip
    controls = tuple(
        replace(one, row=replace(one.row, status=Status.NOT_ASSESSED, support=None)) for one in source.controls
    )
    criteria = tuple(
        replace(one, answered=CriterionAnswer.NOT_IN_PLACE if one.controls else CriterionAnswer.NOT_MAPPED)
        for one in source.criteria
    )
    return replace(source, summary=bare, controls=controls, criteria=criteria)


def test_the_six_numbers_are_those_of_the_summary_and_the_rows():
    source = big(0)
    told = tiles(source)
    rows = [one.row for one in source.controls if one.row.scope is Scope.IN]
    assert told["Controls in place"][0] == sum(row.status is Status.IN_PLACE for row in rows)
    assert told["of these supported"][0] == sum(row.support is Support.SUPPORTED for row in rows)
    chosen = [row for row in source.criteria if row.in_scope]
    good = {CriterionAnswer.ANSWERED, CriterionAnswer.IN_FULL}
    assert told["Criteria answered"][0] == sum(row.answered in good for row in chosen)
    assert list(told) == [
        "Controls in place", "of these supported", "Criteria answered", "Slots covered", "Requests overdue",
        "Open findings",
    ]  # fmt: skip


def test_a_desk_nobody_looked_at_reads_as_such():
    source = untouched(big(0))
    told = tiles(source)
    for name in ("Controls in place", "of these supported", "Criteria answered"):
        assert told[name][0] == "–"
        assert "assessed" in told[name][1]
    rows = {one.row.id: one.row for one in source.controls}
    page = laid_out(source, cover_facts(source), (), 30)
    cells = [cell for row in page.rows for cell in row]
    marks = {
        str(cell.value)[-1:] for cell in cells if str(cell.value).rstrip("?×□●▲○–") in {r.id for r in source.criteria}
    }
    assert marks & {"□", "×", "●", "▲", "○"} == set(), "mapped to controls nobody assessed is not `not in place`"
    assert len(rows) == 23


def test_without_a_period_or_of_one_day_nothing_is_said_of_coverage():
    whole = big(0)
    bare = replace(whole, period=None, coverage=())
    of_a_day = replace(whole, scope=replace(whole.scope, kind=EngagementKind.SOC2_TYPE1))
    for source, said in ((bare, "no period is set"), (of_a_day, "one day is judged")):
        assert tiles(source)["Slots covered"] == ("–", said)
        facts = cover_facts(source)
        assert facts.families == facts.months == ()
        assert facts.silent


def test_statuses_add_up_and_claims_stand_apart():
    facts = cover_facts(big(0))
    assert sum(one.number for one in facts.statuses) == facts.in_scope
    tones = {one.word: one.tone for one in facts.statuses}
    assert tones["in place, claim only"] == "claim"
    assert looks.CHART["claim"] != looks.CHART["good"]
    assert LOOKS["claim"].fill != LOOKS["good"].fill


@pytest.mark.parametrize("number", [0, 277, 1177])
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_it_is_one_page_however_many_controls_there_are(number: int, paper: str):
    source = big(number)
    pages = PrintedPages("", "", "", paper)
    tabs = tabs_of(source)
    told = [one for one in counts(source, tabs) if one.name in _SHOWN]
    page = laid_out(source, cover_facts(source), told, cell_points(pages.across))
    assert sum(page.heights.values()) <= pages.down
    assert all(sum(cell.span for cell in row) <= 24 for row in page.rows)
    assert len(cover_facts(source).families) <= FAMILIES


def test_what_stands_below_a_number_has_room_below_it():
    """Beside it stands the next one: what is too long is cut."""
    room = 103.0  # points of four columns on Letter, less the indent
    for source in (untouched(big(0)), untouched(big(1177)), big(0), big(1177)):
        for tile in cover_facts(source).tiles:
            assert points(tile.note, 8) <= room, tile.note


@pytest.mark.parametrize(("covered", "over", "said"), [
    (2, 5, "2/5"), (312, 888, "35 %"), (1, 9_999, "1 %"), (998, 999, "99 %"), (999, 999, "100 %"), (0, 12_345, "0 %"),
])  # fmt: skip
def test_a_family_too_large_for_its_cells_is_told_in_percent(covered: int, over: int, said: str):
    source = big(0)
    family = FamilyLine("Own", ((covered, over, False),))
    facts = replace(cover_facts(source), families=(family,))
    across = PrintedPages("", "", "", "letter").across
    page = laid_out(source, facts, (), cell_points(across))
    name, cell = next(row[:2] for row in page.rows if str(row[0].value).startswith("Own"))
    assert cell.value == said
    assert (name.value == "Own") is ("/" in said)
    assert points(str(cell.value), 8) <= 0.0397 * across * 0.75 - 2
    assert f"{over:,}" in f"{name.value} {cell.value}"


def test_every_criterion_has_its_cell_and_each_line_its_sum():
    source = big(0)
    lines = list(criteria_lines(source))
    assert [row.id for line in lines for row in line.cells] == [row.id for row in source.criteria]
    assert all(len(line.cells) <= ACROSS for line in lines)
    assert sum(line.answered for line in lines) == tiles(source)["Criteria answered"][0]


def test_a_second_framework_answered_by_criterion_stands_below_by_name():
    source = big(0)
    other = tuple(replace(row, id=f"annex/{row.id}", framework="Annex", category=None) for row in source.criteria[:12])
    first = tuple(replace(row, framework="SOC 2") for row in source.criteria)
    lines = list(criteria_lines(replace(source, criteria=(*first, *other))))
    assert any(line.label.startswith("Annex") for line in lines)
    page = laid_out(
        replace(source, criteria=(*first, *other)), cover_facts(replace(source, criteria=(*first, *other))), (), 30
    )
    assert sum(page.heights.values()) <= PrintedPages("", "", "", "a4").down


@pytest.mark.slow
def test_what_is_read_back_is_what_the_facts_say_with_its_cached_values():
    source = big(0)
    data, _ = matrix_workbook(source)
    shown = load_workbook(io.BytesIO(data), data_only=True)["Read me"]
    texts = [cell.value for row in shown.iter_rows() for cell in row if cell.value is not None]
    assert OVERLAY in texts
    assert source.provenance.band in texts
    for tile in cover_facts(source).tiles:
        assert tile.name in texts
        assert tile.value in texts
        assert tile.note in texts
    rows = {row[0].value: row for row in shown.iter_rows(min_col=17) if row[0].value}
    for name in ("Controls in scope", "Status in place", "Slots covered", "All counts, on Sources and counts"):
        _, _, _, _, stated, again, check, _ = rows[name]
        assert stated.value == again.value
        assert check.value == "ties"
    opened = book(data)
    named = opened.defined_names["judged_on"].attr_text
    assert named.startswith("'Read me'!$")
    sheet, place = named.split("!")
    assert opened[sheet.strip("'")][place.replace("$", "")].value.date() == AS_OF


@pytest.mark.slow
def test_a_file_called_final_says_so_on_every_page_and_a_draft_why_it_is_one():
    source = big(0)
    for called, word in ((False, "DRAFT"), (True, "FINAL")):
        data, _ = matrix_workbook(replace(source, called_final=called))
        for name in ("Read me", "Control matrix", "Sources and counts"):
            assert word in sheet_part(data, name).find(f"{MAIN}headerFooter/{MAIN}oddFooter").text


def test_a_criterion_is_green_only_when_it_is_answered():
    source = big(0)
    rows = [one.row for one in source.controls]
    for row in source.criteria:
        for answer in CriterionAnswer:
            for support in (None, *Support):
                behind = [replace(rows[0], support=support)]
                green = tone(replace(row, answered=answer), behind) == "good"
                assert green is (answer in {CriterionAnswer.ANSWERED, CriterionAnswer.IN_FULL})


def test_a_late_run_covers_no_slot_of_the_cover_and_a_claim_covers_no_month():
    source = big(277)
    covered, over = cycles(source)
    assert 0 < covered < over

    def done(slot: SlotRow) -> bool:
        return slot.required and slot.ended and slot.days_late == 0

    row = next(one for one in source.coverage if any(map(done, one.slots)))
    slots = tuple(replace(slot, days_late=3, state=SlotState.LATE) if done(slot) else slot for slot in row.slots)
    gone = sum(map(done, row.slots))
    late = replace(source, coverage=tuple(replace(one, slots=slots) if one is row else one for one in source.coverage))
    assert cycles(late) == (covered - gone, over)
    claimed = tuple(replace(slot, state=SlotState.CLAIMED, performed_on=None, days_late=None) for slot in row.slots)
    said = replace(source, coverage=(replace(row, slots=claimed),))
    assert {covered for line in cover_facts(said).families for covered, _, _ in line.months} == {0}


def test_where_no_control_is_judged_the_tile_does_not_say_that_one_day_is():
    source = replace(big(0), coverage=())
    assert tiles(source)["Slots covered"] == ("–", "no control is judged")
    facts = cover_facts(source)
    assert facts.silent == "No control in scope is judged over the period."
    assert (facts.months, facts.families) == ((), ())
    assert tiles(replace(source, period=None))["Slots covered"] == ("–", "no period is set")
    one_day = replace(source, scope=replace(source.scope, kind=EngagementKind.SOC2_TYPE1))
    assert tiles(one_day)["Slots covered"] == ("–", "one day is judged")


def test_a_period_whose_cycles_are_all_ahead_has_covered_none_and_missed_none():
    source = big(0)
    ahead = tuple(
        replace(row, slots=tuple(replace(slot, ended=False) for slot in row.slots)) for row in source.coverage
    )
    assert tiles(replace(source, coverage=ahead))["Slots covered"] == ("–", "none is over")


def test_without_criteria_in_scope_none_is_counted_as_answered():
    source = big(0)
    out = tuple(replace(row, in_scope=False) for row in source.criteria)
    assert tiles(replace(source, criteria=out))["Criteria answered"] == ("–", "no criteria in scope")


def test_a_desk_without_criteria_has_a_cover_that_says_so():
    source = replace(big(0), criteria=())
    page = laid_out(source, cover_facts(source), (), 30)
    texts = [cell.value for row in page.rows for cell in row]
    assert "No framework of this desk is answered by criterion." in texts


def test_more_criteria_than_the_page_holds_are_told_in_one_line():
    source = big(0)
    (line,) = [one for one in criteria_lines(source) if one.cells][:1]
    many = [replace(line, label=f"Group {number}") for number in range(40)]
    shown = fitted(many)
    assert len(shown) < 40
    rest = 40 - len(shown) + 1
    assert shown[:-1] == tuple(many[: len(shown) - 1])
    assert shown[-1].label == f"{rest * len(line.cells):,} more on Criteria coverage"
    inside = sum(row.in_scope for row in line.cells)
    assert (shown[-1].cells, shown[-1].inside, shown[-1].answered) == ((), rest * inside, rest * line.answered)


@pytest.mark.parametrize(
    ("statuses", "kind"),
    [((Status.NOT_ASSESSED, Status.NOT_ASSESSED), "open"), ((Status.NOT_ASSESSED, Status.MISSING), "half")],
)
def test_a_criterion_whose_controls_nobody_looked_at_looks_open_and_not_failed(statuses, kind):
    source = big(0)
    row = replace(source.criteria[0], answered=CriterionAnswer.NOT_IN_PLACE)
    behind = [replace(source.controls[0].row, status=status, support=None) for status in statuses]
    assert tone(row, behind) == kind
    assert tone(replace(row, answered=CriterionAnswer.IN_PART), behind) == "part"


def test_more_families_than_the_page_holds_are_put_together():
    source = big(0)
    row = source.coverage[0]
    spread = tuple(replace(row, id=f"F{number}-01") for number in range(FAMILIES + 3))
    lines = cover_facts(replace(source, coverage=spread)).families
    assert len(lines) == FAMILIES
    assert lines[-1].name == "4 more"
    assert [sum(month[1] for month in lines[-1].months)] == [4 * sum(month[1] for month in lines[0].months)]


def test_a_criterion_out_of_scope_is_grey_whatever_stands_behind_it():
    source = big(0)
    out = tuple(replace(row, in_scope=False, answered=CriterionAnswer.ANSWERED) for row in source.criteria[:1])
    held = replace(source, criteria=out)
    page = laid_out(held, cover_facts(held), (), 60)
    (cell,) = [one for row in page.rows for one in row if str(one.value).startswith(out[0].id)]
    assert str(cell.value).endswith(looks.MARKS["aside"])
    assert cell.look.fill == looks.ASIDE.fill
