"""Pages of one list given together: all of them make a list, any other set is refused with what is wrong."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.errors import BadInput
from grcdesk.importers.reading.whole import chain


def scim(first, held, total):
    return {"totalResults": total, "startIndex": first, "itemsPerPage": held, "Resources": [{}] * held}


def jira(first, held, total):
    return {"startAt": first, "maxResults": held, "total": total, "issues": [{}] * held}


def numbered(page, held, total, pages):
    return {"users": [{}] * held, "total": total, "page": page, "page_size": held, "total_pages": pages}


def flagged(held, *, more):
    return {"data": [{}] * held, "has_more": more}


def cursor(held, following):
    return {"value": [{}] * held} | ({"@odata.nextLink": following} if following else {})


def join(*documents):
    pages = []
    for name, document in zip("abcdef", documents, strict=False):
        listed = document if isinstance(document, list) else next(v for v in document.values() if isinstance(v, list))
        pages.append(chain.page_of(f"{name}.json", document, len(listed)))
    return chain.joined(pages)


@pytest.mark.parametrize(
    ("documents", "order"),
    [
        ((scim(1, 2, 5), scim(3, 2, 5), scim(5, 1, 5)), [0, 1, 2]),
        ((scim(5, 1, 5), scim(1, 2, 5), scim(3, 2, 5)), [1, 2, 0]),
        ((jira(2, 2, 4), jira(0, 2, 4)), [1, 0]),
        ((numbered(2, 1, 3, 2), numbered(1, 2, 3, 2)), [1, 0]),
        ((numbered(0, 2, 3, 2), numbered(1, 1, 3, 2)), [0, 1]),
        (({**flagged(2, more=True), "total": 3}, {**flagged(1, more=False), "total": 3}), [0, 1]),
    ],
)
def test_all_pages_that_carry_numbers_are_surely_a_list(documents, order):
    assert join(*documents) == (order, "")


@pytest.mark.parametrize(
    "documents",
    [
        (flagged(2, more=False), flagged(2, more=True)),
        (cursor(2, ""), cursor(2, "https://x")),
        ([{}] * 2, [{}] * 2),
    ],
)
def test_pages_without_numbers_are_a_list_when_a_person_says_so(documents):
    order, unsure = join(*documents)
    assert (sorted(order), unsure) == ([0, 1], chain.UNSURE)
    assert isinstance(documents[0], list) or order == [1, 0], "the last page stands last"


@pytest.mark.parametrize(
    ("documents", "told"),
    [
        ((scim(1, 2, 5), scim(5, 1, 5)), "entries 3 to 4 are missing, before b.json"),
        ((scim(3, 2, 5), scim(5, 1, 5)), "entries 1 to 2 are missing, before a.json"),
        ((scim(1, 2, 5), scim(3, 2, 5)), "entry 5 is missing, behind b.json"),
        ((scim(1, 2, 4), scim(2, 2, 4)), "a.json and b.json overlap: both hold entry 2"),
        ((scim(1, 2, 4), scim(1, 2, 4)), "a.json and b.json overlap: both hold entry 1"),
        ((scim(1, 2, 5), scim(3, 2, 4)), "state different totals, 4 and 5"),
        ((numbered(1, 2, 5, 3), numbered(3, 1, 5, 3)), "page 2 is missing"),
        ((numbered(1, 2, 5, 3), numbered(2, 2, 5, 3)), "page 3 is missing: there are 3 pages"),
        ((numbered(1, 2, 4, 2), numbered(1, 2, 4, 2)), "page 1 is there twice"),
        ((numbered(1, 2, 5, 2), numbered(2, 2, 5, 2)), "1 of 5 entries are missing"),
        ((flagged(2, more=True), flagged(2, more=True)), "the last page is missing"),
        ((cursor(2, "https://x"), cursor(2, "https://y")), "the last page is missing"),
        ((flagged(2, more=False), flagged(2, more=False)), "are each the end of a list"),
        (({**flagged(2, more=True), "total": 3}, {**flagged(2, more=False), "total": 3}), "stand there twice"),
        (({**flagged(1, more=True), "total": 3}, {**flagged(1, more=False), "total": 3}), "1 of 3 entries are missing"),
    ],
)
def test_a_hole_an_overlap_or_a_missing_end_is_named(documents, told):
    with pytest.raises(BadInput, match=told) as caught:
        join(*documents)
    assert caught.value.hint


@given(st.lists(st.integers(1, 9), min_size=2, max_size=6), st.data())
def test_no_page_can_be_left_out_or_given_twice(sizes, data):
    total, starts = sum(sizes), [0, *(sum(sizes[:n]) for n in range(1, len(sizes)))]
    pages = [
        chain.page_of(f"{n}", scim(start + 1, size, total), size)
        for n, (start, size) in enumerate(zip(starts, sizes, strict=True))
    ]
    mixed = data.draw(st.permutations(pages))
    order, unsure = chain.joined(mixed)
    assert not unsure
    assert all((mixed[a].first or 0) + mixed[a].held == mixed[b].first for a, b in pairwise(order))
    one = data.draw(st.integers(0, len(pages) - 1))
    with pytest.raises(BadInput):
        chain.joined([*mixed, pages[one]])
    if len(pages) > 2:
        with pytest.raises(BadInput):
            chain.joined([page for page in mixed if page is not pages[one]])


@pytest.mark.parametrize(("held", "told"), [(100, True), (30, True), (99, False), (0, False)])
def test_a_bare_list_as_long_as_a_page_is_doubted(held, told):
    assert bool(chain.unsure_alone([{}] * held, held)) is told
    assert not chain.unsure_alone({"data": [{}] * held}, held)
