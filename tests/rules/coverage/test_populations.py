"""`final` and `no occurrence`: nothing less than a whole list, pulled late enough, gets either."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.coverage.populations import judge
from grcdesk.schemas.coverage.coverage import CoverageQuestion, Listing, Span
from grcdesk.terms import Verdict

WINDOW = Span(date(2026, 1, 1), date(2026, 6, 30))
ENDS = datetime(2026, 7, 1, tzinfo=UTC)
LATE, EARLY = ENDS, ENDS - timedelta(seconds=1)
ASKED = CoverageQuestion(WINDOW, date(2026, 8, 1), datetime(2026, 8, 2, tzinfo=UTC), ENDS, "UTC")
MONTH = Span(date(2026, 3, 1), date(2026, 3, 31))


def one(name: str = "EV-1", span: Span = WINDOW, pulled: datetime = LATE, rows: int = 0, **more) -> Listing:
    return Listing(name, span, pulled, rows=rows, in_file=rows, **more)


def verdict(*lists: Listing) -> Verdict:
    return judge(lists, WINDOW, ENDS, ASKED).verdict


LISTS = st.builds(
    lambda span, pulled, rows, left_out, lacks: Listing(
        "EV-1", span, pulled, lacks, rows=rows, in_file=rows + left_out, skipped="left out" if left_out else ""
    ),
    st.sampled_from([WINDOW, MONTH, Span(date(2025, 12, 1), date(2026, 7, 31))]),
    st.sampled_from([EARLY, LATE, LATE + timedelta(days=90)]),
    st.sampled_from([0, 2]),
    st.sampled_from([0, 1]),
    st.sampled_from([(), ("when it was pulled",)]),
)


@given(st.lists(LISTS, max_size=4))
def test_nothing_happened_only_when_a_whole_empty_list_says_so_and_none_says_otherwise(lists):
    found = judge(lists, WINDOW, ENDS, ASKED)
    proper = [
        each
        for each in lists
        if not each.lacks and ENDS <= each.pulled < ASKED.as_of_ends and each.span.start <= WINDOW.start
        and each.span.end >= WINDOW.end
    ]  # fmt: skip
    if found.verdict is Verdict.NO_OCCURRENCE:
        assert proper
        assert not any(each.in_file for each in proper)
        assert not any(each.in_file for each in lists if each.span == MONTH and each.pulled < ASKED.as_of_ends)
    if found.verdict is Verdict.FINAL:
        assert any(each.in_file for each in proper)


def test_an_empty_list_that_another_contradicts_proves_nothing():
    assert verdict(one()) is Verdict.NO_OCCURRENCE
    found = judge([one(), one("EV-2", MONTH, EARLY, rows=3)], WINDOW, ENDS, ASKED)
    assert (found.verdict, found.due) == (Verdict.INTERIM, True)
    assert found.sentence == "EV-1 says that nothing happened, EV-2 lists what did; the two disagree."


def test_rows_left_out_and_explained_are_told():
    found = judge([one(rows=213, skipped="4 rows left out, Dana Reyes: test tickets")], WINDOW, ENDS, ASKED)
    assert found.verdict is Verdict.FINAL
    assert "213 items (EV-1: 4 rows left out, Dana Reyes: test tickets)" in found.sentence


def test_what_a_list_lacks_is_told():
    lacking = one(rows=213, lacks=("a word on rows left out: 213 used, 4 skipped: mend or explain each",))
    found = judge([lacking], WINDOW, ENDS, ASKED)
    assert found.verdict is Verdict.UNPROVEN
    assert "213 used, 4 skipped: mend or explain each" in found.sentence


def test_lists_of_different_things_need_not_be_as_long():
    changes, shipped = one(rows=63, about="model_changes"), one("EV-2", rows=64, about="deployments")
    found = judge([changes, shipped], WINDOW, ENDS, ASKED)
    assert found.verdict is Verdict.FINAL
    assert found.sentence.startswith(
        "EV-1 and EV-2 list the whole window, pulled after its end: EV-1 63 items and EV-2 64"
    )
    for other in (one("EV-2", rows=64), one("EV-2", rows=64, about="model_changes")):
        assert verdict(changes, other) is Verdict.INTERIM, "the same thing, or nobody said what it lists"
