"""Which column tells what, as a person told and by headings."""

from __future__ import annotations

import pytest

from grcdesk.errors import BadInput
from grcdesk.importers.reading.whole.choosing import add_by_headings, as_told, by_heading, refuse_unknown

KNOWN = ("owner", "due", "status")
COLUMNS = ("Who", "When", "State")


@pytest.mark.parametrize(
    ("told", "what", "hint"),
    [
        ({"ownr": ["Who"]}, "a column cannot mean 'ownr'", "owner"),
        ({"zzz": []}, "a column cannot mean 'zzz'", "known are owner, due, status"),
        ({"due": ["When", "Wen"]}, "has no column 'Wen'", "When"),
    ],
)
def test_what_was_told_is_refused_where_it_cannot_be(told, what, hint):
    with pytest.raises(BadInput, match=what) as caught:
        refuse_unknown(told, KNOWN, COLUMNS, "list.csv")
    assert hint in caught.value.hint


def test_what_was_told_may_be_left_out_or_tell_together():
    refuse_unknown({"owner": [], "due": ["When", "State"]}, KNOWN, COLUMNS, "list.csv")


def test_a_heading_adds_a_column_once_and_never_instead_of_one_that_was_chosen():
    chosen = {"owner": "Who"}
    wanted = [("owner", ["state"]), ("due", ["nowhere", "when"]), ("since", ["when"]), ("status", ["state"])]
    add_by_headings(chosen, wanted, {"when": "When", "state": "State"})
    assert chosen == {"owner": "Who", "due": "When", "status": "State"}


def test_the_surest_name_counts_even_where_its_column_is_taken():
    chosen: dict[str, str] = {}
    add_by_headings(chosen, [("due", ["when"]), ("since", ["when", "state"])], {"when": "When", "state": "State"})
    assert chosen == {"due": "When"}


def test_an_empty_column_leaves_out_what_it_was_told_for():
    told = {"name": "Who", "note": ""}
    assert as_told(told, ("name", "note"), ["Who", "What"], "f.csv") == {"name": "Who"}
    with pytest.raises(BadInput, match="has no column 'Whom'") as error:
        as_told({"name": "Whom"}, ("name",), ["Who", "What"], "f.csv")
    assert "did you mean 'Who'" in error.value.hint
    with pytest.raises(BadInput, match="a column cannot mean 'nam'"):
        as_told({"nam": ""}, ("name",), ["Who"], "f.csv")


def test_of_headings_that_are_written_alike_the_first_is_meant():
    assert by_heading(["E-Mail", "email", "Name"]) == {"email": "E-Mail", "name": "Name"}
    assert by_heading(["E-Mail", "email", "Name"], ["E-Mail"]) == {"email": "email", "name": "Name"}
    assert by_heading(["a.Name"], plain=lambda one: one.rpartition(".")[2]) == {"Name": "a.Name"}
