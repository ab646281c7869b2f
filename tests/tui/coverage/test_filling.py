"""The selected cell of the heat map in words: no yes without proof, and what would fill a hole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from grcdesk.schemas.controls.controls import WantedRow
from grcdesk.schemas.coverage.coverage import Claim, CoverageRow, MonthCell, MonthRow, SlotRow
from grcdesk.schemas.programme import Period
from grcdesk.terms import EvidenceKind, Frequency, MonthState, Shows, SlotState, Verdict
from grcdesk.tui.coverage.filling import SelectedCell, cell_words, hole_of, told, would_fill
from grcdesk.tui.coverage.parts import MONTH_FILL, MONTH_TONE
from grcdesk.tui.widgets.charts import Brush

MARCH = MonthCell("2026-03", MonthState.GAP, 0, 1, "2026Q1")
LINK = Claim("EV-3", date(2026, 2, 1), date(2026, 2, 28), "link only")


def row(cell: MonthCell, frequency: Frequency = Frequency.QUARTERLY) -> MonthRow:
    return MonthRow("AI-SEC-01", "Keys are rotated", frequency, Verdict.GAP, due=True, cells=(cell,))


def judged(*claims: Claim) -> CoverageRow:
    start, end = date(2026, 1, 1), date(2026, 3, 31)
    slot = SlotRow("2026Q1", start, end, True, SlotState.GAP, None, None, False, (), claims)
    return CoverageRow(
        "AI-SEC-01", Frequency.QUARTERLY, Period(start, end), 100.0, Verdict.GAP, (slot,), (), None, None, None,
        "1 of 1 slot has no run", (), due=True,
    )  # fmt: skip


def wanted(kind: EvidenceKind, shows: Shows, *, mandatory: bool = True) -> WantedRow:
    return WantedRow("AI-SEC-01", kind, f"a {kind.value}", mandatory, 0, shows=shows)


@pytest.mark.parametrize("state", list(MonthState))
def test_every_state_has_words_a_fill_and_a_tone(state: MonthState) -> None:
    assert cell_words(row(MARCH), replace(MARCH, state=state), None)
    assert state in MONTH_FILL
    assert state in MONTH_TONE


@pytest.mark.parametrize("state", [state for state in MonthState if state is not MonthState.COVERED])
def test_nothing_but_what_is_covered_says_that_all_is_on_file(state: MonthState) -> None:
    assert cell_words(row(MARCH), replace(MARCH, state=state), None) != "all that is asked is on file"


def test_a_periodic_control_counts_runs_and_a_continuous_one_days() -> None:
    assert cell_words(row(MARCH), MARCH, judged()) == "2026Q1: 0 of 1 runs on file"
    assert cell_words(row(MARCH, Frequency.CONTINUOUS), MARCH, None) == "0 of 1 days with evidence"
    assert cell_words(row(MARCH), replace(MARCH, at=""), None) == "0 of 1 runs on file"


def test_what_is_only_claimed_says_why_it_shows_nothing() -> None:
    claimed = replace(MARCH, state=MonthState.CLAIMED)
    assert cell_words(row(claimed), claimed, judged(LINK)) == "2026Q1: claimed by EV-3: link only"
    assert cell_words(row(claimed), claimed, judged()) == "2026Q1: 0 of 1 runs on file"
    # a slot that was missed as well: what stands there already is looked at first
    assert cell_words(row(MARCH), MARCH, judged(LINK)) == "2026Q1: claimed by EV-3: link only"
    assert cell_words(row(MARCH), MARCH, judged(LINK._replace(beside=True))) == "2026Q1: 0 of 1 runs on file"


def test_the_hole_of_a_month_is_the_slot_it_lies_in() -> None:
    assert hole_of(judged(), "2026-02") == 0
    assert hole_of(judged(), "2026-04") is None


def test_what_must_be_there_fills_before_what_may_and_a_run_before_a_record() -> None:
    run = wanted(EvidenceKind.TEST_RECORD, Shows.RUN)
    record = wanted(EvidenceKind.TICKET, Shows.RECORD)
    optional = wanted(EvidenceKind.LOG_EXPORT, Shows.RUN, mandatory=False)
    policy = wanted(EvidenceKind.POLICY, Shows.DESIGN)
    cell = SelectedCell(row(MARCH), 0, judged(), ())
    assert would_fill(row(MARCH), MARCH, [policy, optional, record, run], cell.hole).endswith(": a test_record")
    assert would_fill(row(MARCH), MARCH, [policy, optional, record], cell.hole).endswith(": a ticket")
    assert would_fill(row(MARCH), MARCH, [policy], cell.hole) == "evidence of 2026-01-01..2026-03-31 that shows it"
    assert would_fill(row(MARCH), MARCH, [], None) == "evidence of 2026Q1 that shows it"


def test_nothing_has_to_fill_what_is_covered_and_an_event_asks_for_its_list() -> None:
    assert would_fill(row(MARCH), replace(MARCH, state=MonthState.COVERED), [], None) == ""
    event = row(replace(MARCH, state=MonthState.UNPROVEN), Frequency.EVENT)
    assert would_fill(event, event.cells[0], [], None).startswith(
        "a list of all that happened, drawn after its last day"
    )


@pytest.mark.parametrize("width", [20, 60, 120])
def test_two_lines_of_the_width_there_is(width: int) -> None:
    selected = SelectedCell(row(MARCH), 0, judged(), (wanted(EvidenceKind.TEST_RECORD, Shows.RUN),))
    first, second = told(Brush(ascii=True), selected, width)
    assert first.plain.startswith("AI-SEC-01  Mar 2026  ")
    assert second.plain.startswith("Would fill it"[:width])
    assert second.cell_length == width
    covered = SelectedCell(row(replace(MARCH, state=MonthState.COVERED)), 0, judged(), ())
    assert told(Brush(ascii=True), covered, width)[1].plain.rstrip().startswith("1 of 1 slot"[: width - 1])
