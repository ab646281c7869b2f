"""700 like errors are one line with a count and the first places; what says something else stays as it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from grcdesk.alike import alike


def test_like_sentences_are_one_with_a_count_and_three_places():
    same = [f"line {n}: last review is no day" for n in range(2, 702)]
    named = [f"line {n}: Vendor {n} needs a tier: high, low, or --tier for all" for n in range(800, 805)]
    assert alike([*same, "line 9: names no vendor", "it has no rows", *named]) == (
        "700 rows (line 2, 3, 4 …): last review is no day",
        "line 9: names no vendor",
        "it has no rows",
        "5 rows (line 800, 801, 802 …): the first, Vendor 800 needs a tier: high, low, or --tier for all",
    )


@given(st.lists(st.sampled_from(["row 1: a", "row 2: a", "row 3: b 'x'", "row 4: b 'y'", "c", ""]), max_size=30))
def test_nothing_is_lost_and_few_stay_as_they_are(sentences):
    made = alike(sentences)
    if len(sentences) <= 3:
        assert made == tuple(sentences)
    stands = sum(int(one.partition(" rows (")[0]) if " rows (" in one else 1 for one in made)
    assert stands == len(sentences)


def test_sentences_about_different_things_are_one_by_their_last_words():
    told = [
        f"line {n}: the {what} of the run is no day" for n, what in enumerate(("start", "end", "due", "very end"), 2)
    ]
    assert alike(told) == ("4 rows (line 2, 3, 4 …): the first, the start of the run is no day",)
