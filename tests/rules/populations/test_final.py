from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from grcdesk.rules.evidence.evidence import ArtefactFacts
from grcdesk.rules.evidence.lists import ReadList
from grcdesk.rules.populations import final
from grcdesk.rules.populations.final import FrozenFacts
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.terms import EvidenceKind
from grcdesk.terms.populations import PopulationState

HALF = Span(date(2026, 1, 1), date(2026, 6, 30))
ENDS = datetime(2026, 7, 1, tzinfo=UTC)
GOOD = FrozenFacts(
    ArtefactFacts(
        EvidenceKind.POPULATION,
        period_from=HALF.start,
        period_to=HALF.end,
        query="label:model",
        pulled_at="2026-07-01T00:00:00.000Z",
        row_count=63,
        completeness="compared with the tags",
        checked_by="Omar Haddad",
        read=ReadList(63, 63, 0, heading=True, importer="population 1"),
    ),
    HALF,
    ENDS,
    HALF,
    rows=63,
)


def of(facts):
    why = final.reasons(facts)
    return final.state(facts, why), why


def artefact(**changes):
    return replace(GOOD, artefact=replace(GOOD.artefact, **changes))


def listed(**changes):
    return artefact(read=replace(GOOD.artefact.read, **changes))


def test_a_whole_list_that_was_checked_is_final():
    assert of(GOOD) == (PopulationState.FINAL, ())


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (artefact(query=""), "the query"),
        (artefact(pulled_at=""), "when it was pulled"),
        (artefact(completeness=""), "how its completeness"),
        (artefact(checked_by=""), "who checked it"),
        (listed(page="`has_more` says that more follow"), "the rest of the list"),
        (artefact(row_count=64), "one row count"),
        (replace(GOOD, skipped=1), "1 row could not be used"),
        (replace(listed(skipped=1, rows=64, explained="nobody needs it"), skipped=1), "1 row could not be used"),
        (replace(GOOD, open_differences=2), "2 differences"),
        (replace(GOOD, damaged="modified"), "its bytes are modified"),
        (replace(GOOD, period=Span(date(2026, 1, 2), date(2026, 6, 30))), "what is tested is 2026-01-01..2026-06-30"),
        (replace(GOOD, period=Span(date(2026, 1, 1), date(2026, 6, 29))), "what is tested is"),
    ],
)
def test_for_less_it_is_not(facts, says):
    """Each good word left out by itself: none of them can be had for the others."""
    state, why = of(facts)
    assert state is PopulationState.NOT_FINAL
    assert len(why) == 1
    assert says in why[0]


def test_pulled_a_moment_too_early_it_is_interim_and_says_from_when_on_it_is_not():
    state, why = of(artefact(pulled_at="2026-06-30T23:59:59.999Z"))
    assert state is PopulationState.INTERIM
    assert why == ("it was pulled before its window was over: final from 2026-07-01T00:00:00Z on",)


def test_without_a_row_it_is_no_occurrence_only_with_all_that_proves_it():
    none = replace(listed(rows=0, used=0), rows=0)
    none = replace(none, artefact=replace(none.artefact, row_count=0))
    assert of(none)[0] is PopulationState.NO_OCCURRENCE
    bare = replace(none, artefact=replace(none.artefact, query=""))
    assert of(bare)[0] is PopulationState.UNPROVEN
    unchecked = replace(none, artefact=replace(none.artefact, completeness=""))
    assert of(unchecked)[0] is PopulationState.UNPROVEN
    unnamed = replace(none, artefact=replace(none.artefact, read=replace(none.artefact.read, heading=False)))
    assert of(unnamed)[0] is PopulationState.UNPROVEN


def test_what_is_out_of_force_is_no_longer_final():
    assert of(replace(GOOD, dropped="test system"))[0] is PopulationState.DROPPED
    assert of(replace(GOOD, rejected="wrong year"))[0] is PopulationState.DROPPED
    assert of(replace(GOOD, superseded_by="POP-2")) == (PopulationState.SUPERSEDED, ("POP-2 supersedes it",))


def test_the_window_is_over_when_both_the_list_and_the_engagement_are():
    later = Span(date(2026, 1, 1), date(2026, 12, 31))
    assert final.window_end(HALF, None) == HALF.end
    assert final.window_end(HALF, later) == final.window_end(later, HALF) == later.end


EMPTY = replace(GOOD, rows=0, artefact=replace(GOOD.artefact, row_count=0, read=ReadList(0, 0, 0, heading=True)))


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (EMPTY, PopulationState.NO_OCCURRENCE),
        (replace(EMPTY, artefact=replace(EMPTY.artefact, query="")), PopulationState.UNPROVEN),
        (replace(EMPTY, skipped=2), PopulationState.NOT_FINAL),
        (
            replace(EMPTY, artefact=replace(EMPTY.artefact, pulled_at="2026-06-30T23:59:59.000Z")),
            PopulationState.INTERIM,
        ),
        (replace(GOOD, window=None), PopulationState.FINAL),
        (replace(GOOD, window=Span(HALF.start, date(2026, 7, 1))), PopulationState.NOT_FINAL),
        (replace(GOOD, window=Span(date(2025, 12, 31), HALF.end)), PopulationState.NOT_FINAL),
        (replace(GOOD, dropped="wrong label"), PopulationState.DROPPED),
        (replace(GOOD, superseded_by="POP-2"), PopulationState.SUPERSEDED),
    ],
)
def test_the_word_for_a_list(facts, state):
    assert of(facts)[0] is state


def test_rows_left_out_are_told_once_and_no_word_brings_them_back():
    explained = replace(listed(skipped=4, used=63, explained="test tickets"), skipped=4)
    assert final.reasons(explained) == ("4 rows could not be used: mend the list and add it again",)
    silent = replace(listed(skipped=4, used=63), skipped=4)
    assert final.reasons(silent) == ("4 rows could not be used: mend the list and add it again",)
