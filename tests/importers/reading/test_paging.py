"""Signs by which a document says that it is a page of a longer list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.importers.reading.paging import marks, stated_total

_ROWS = [{"id": "1"}, {"id": "2"}]


@pytest.mark.parametrize(
    ("beside", "said"),
    [
        ({"has_more": True}, "`has_more` says that more follow"),
        ({"hasMore": "true"}, "`hasMore` says that more follow"),
        ({"IsTruncated": True, "Marker": "abc"}, "`IsTruncated` says that more follow"),
        ({"nextPageToken": "x"}, "`nextPageToken` names the next page"),
        ({"next_page": 2}, "`next_page` names the next page"),
        ({"NextToken": "x"}, "`NextToken` names the next page"),
        ({"next": "https://api.example/v1?page=2"}, "`next` names the next page"),
        ({"@odata.nextLink": "https://graph.example/v1.0/users?$skiptoken=X"}, "`@odata.nextLink` names the next page"),
        ({"response_metadata": {"next_cursor": "dXNlcg=="}}, "`response_metadata.next_cursor` names the next page"),
        ({"_links": {"next": {"href": "/v1?page=2"}}}, "`_links.next` names the next page"),
        ({"pageInfo": {"hasNextPage": True}}, "`pageInfo.hasNextPage` says that more follow"),
        ({"isLast": False}, "`isLast` says that it is not the last"),
        ({"LastEvaluatedKey": {"id": {"S": "k"}}}, "`LastEvaluatedKey` asks for the next page"),
        ({"total_pages": 31}, "`total_pages` says 31 pages"),
        ({"total_count": 400}, "`total_count` says 400, 2 stand in it"),
        ({"totalResults": 40, "startIndex": 1, "itemsPerPage": 2}, "`totalResults` says 40, 2 stand in it"),
        ({"startAt": 0, "maxResults": 2, "total": 57}, "`total` says 57, 2 stand in it"),
        ({"@odata.count": 3}, "`@odata.count` says 3, 2 stand in it"),
        ({"hits": {"total": {"value": 10_000, "relation": "gte"}}}, "`hits.total` says 10,000, 2 stand in it"),
        ({"startIndex": 3, "totalResults": 2}, "`startIndex` is 3: it does not begin at the beginning"),
        ({"offset": 50}, "`offset` is 50: it does not begin at the beginning"),
        ({"page": 2}, "`page` is 2: it does not begin at the beginning"),
        ({"previous": "https://api.example/v1?page=1"}, "`previous` names a page before it"),
        ({"per_page": 2}, "it is as long as a page may be: `per_page` is 2"),
    ],
)
def test_a_page_says_so_whoever_made_it(beside, said):
    assert said in marks({"data": _ROWS, **beside})


@pytest.mark.parametrize(
    "beside",
    [
        {},
        {"object": "list", "first_id": "1", "last_id": "2", "has_more": False},
        {"IsTruncated": False, "Marker": "where this page began"},
        {"next": None, "previous": None, "count": 2},
        {"nextPageToken": ""},
        {"total": 2, "page": 1, "page_size": 2, "total_pages": 1},
        {"totalResults": 2, "startIndex": 1, "itemsPerPage": 2},
        {"startAt": 0, "maxResults": 50, "total": 2, "isLast": True},
        {"pageInfo": {"hasNextPage": False, "endCursor": "x"}},
        {"per_page": 100},
    ],
)
def test_a_whole_list_says_nothing_of_the_kind(beside):
    assert marks({"data": _ROWS, **beside}) == ()


def test_a_bare_list_says_nothing_and_what_is_no_document_neither():
    assert marks(_ROWS) == marks(None) == marks("x") == ()


@given(st.integers(0, 50), st.integers(0, 10_000), st.sampled_from(["total", "total_count", "totalResults", "count"]))
def test_a_list_is_whole_only_when_it_holds_as_many_as_it_says(held, total, name):
    document = {"rows": [{}] * held, name: total}
    assert bool(marks(document)) is (total > held)
    assert stated_total(document) == total


@given(
    st.dictionaries(st.sampled_from(["has_more", "hasMore", "IsTruncated", "truncated"]), st.booleans(), min_size=1),
    st.dictionaries(st.sampled_from(["next", "next_page", "nextLink", "nextCursor"]), st.sampled_from([None, "", "t"])),
)
def test_no_denial_hides_a_sign(flags, tokens):
    assert bool(marks({"items": _ROWS, **flags, **tokens})) is (any(flags.values()) or "t" in tokens.values())


def test_names_that_read_as_text_are_not_told():
    assert marks({"data": [], "next " + "word " * 9: "x"}) == ("`(unnamed)` names the next page",)


def test_the_rows_may_be_counted_elsewhere(tmp_path: Path):
    assert marks({"total": 3}, rows=3) == ()
    assert marks(json.loads('{"total": 3}'), rows=2) == ("`total` says 3, 2 stand in it",)
