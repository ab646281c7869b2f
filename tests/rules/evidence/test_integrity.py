"""What stands of an artefact's bytes after a look: good again only by reading them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.evidence.integrity import after
from grcdesk.schemas.evidence.vault import BlobLook
from grcdesk.terms import BlobState

SEEN = st.builds(
    BlobLook,
    st.sampled_from(["aa", "bb"]),
    st.just(("EV-1",)),
    st.sampled_from([BlobState.OK, BlobState.MODIFIED, BlobState.MISSING]),
    st.just(""),
    st.booleans(),
)
RECORDED = st.sampled_from(["", "modified", "missing"])


@given(RECORDED, st.lists(SEEN, max_size=4))
def test_damaged_bytes_are_good_again_only_when_every_file_was_read_and_found_right(recorded, looks):
    found = after(recorded, looks)
    bad = {one.state.value for one in looks if one.state is not BlobState.OK}
    if bad:
        assert found in bad, "whatever was seen to be wrong stands"
    elif recorded and not found:
        assert looks
        assert all(one.hashed for one in looks)
    else:
        assert found == recorded


@given(RECORDED, st.lists(SEEN, max_size=4))
def test_looking_once_more_at_the_same_changes_nothing(recorded, looks):
    found = after(recorded, looks)
    assert after(found, looks) == found


def look(state: BlobState, *, hashed: bool) -> BlobLook:
    return BlobLook("aa", ("EV-1",), state, "", hashed)


@pytest.mark.parametrize(
    ("recorded", "looks", "found"),
    [
        ("modified", [], "modified"),
        ("modified", [look(BlobState.OK, hashed=False)], "modified"),
        ("missing", [look(BlobState.OK, hashed=True)], ""),
        ("modified", [look(BlobState.OK, hashed=True), look(BlobState.OK, hashed=False)], "modified"),
        ("", [look(BlobState.MODIFIED, hashed=False)], "modified"),
        ("modified", [look(BlobState.MODIFIED, hashed=True), look(BlobState.MISSING, hashed=False)], "missing"),
    ],
)
def test_each_case(recorded, looks, found):
    assert after(recorded, looks) == found
