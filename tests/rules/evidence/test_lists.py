"""What a list of what happened lacks to be taken for whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.evidence.lists import UNREAD, ReadList, gaps

WHOLE = ReadList(rows=3, used=3, heading=True)


@pytest.mark.parametrize(
    ("read", "stated", "lacks"),
    [
        (WHOLE, 3, []),
        (ReadList(rows=0, heading=True), 0, []),
        (UNREAD, 0, ["an importer that read its rows: import it"]),
        (ReadList(rows=0), 0, ["the names of its columns: an empty list must say of what"]),
        (ReadList(rows=7, heading=True, skipped=7), 0, ["a row that could be used: 7 in the file, none usable"]),
        (
            ReadList(rows=217, used=213, skipped=4, heading=True),
            213,
            ["a word on rows left out: 213 used, 4 skipped: mend or explain each"],
        ),
        (ReadList(rows=217, used=213, skipped=4, heading=True, explained="test tickets"), 213, []),
        (
            ReadList(rows=2, used=2, heading=True, page="`has_more` says that more follow"),
            2,
            ["the rest of the list: `has_more` says that more follow"],
        ),
        (replace(WHOLE, importer="tickets 2"), 3, []),
        (
            replace(WHOLE, importer="keys"),
            3,
            ["an importer of what happened: it was read as keys"],
        ),
        (WHOLE, 12, ["one row count: 12 stated, 3 read"]),
    ],
)
def test_what_is_lacking_is_named_with_its_cure(read, stated, lacks):
    assert gaps(read, stated) == lacks


@given(
    st.builds(
        ReadList,
        rows=st.none() | st.integers(0, 3),
        used=st.integers(0, 3),
        skipped=st.integers(0, 3),
        heading=st.booleans(),
        page=st.sampled_from(["", "`next` names the next page"]),
        explained=st.sampled_from(["", "test tickets"]),
    )
)
def test_nothing_less_than_a_list_read_to_its_last_row_lacks_nothing(read):
    if gaps(read, None):
        return
    assert read.rows is not None
    assert not read.page
    assert read.heading or read.rows
    assert read.used or not read.rows
    assert not read.skipped or read.explained
