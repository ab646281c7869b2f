"""Saved filters."""

from __future__ import annotations

import pytest

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.rules.filters.filters import FilterError


def test_a_view_is_kept_by_name_replaced_and_dropped(desk):
    assert desk.views.list() == []
    assert desk.views.save(" my  gaps ", " status:missing ").sentence == "view 'my gaps' saved"
    desk.views.save("late", "is:overdue")
    assert desk.views.list() == [("late", "is:overdue"), ("my gaps", "status:missing")]
    desk.views.save("late", "is:overdue owner:none")
    assert dict(desk.views.list())["late"] == "is:overdue owner:none"
    desk.views.drop("late")
    assert desk.views.list() == [("my gaps", "status:missing")]
    assert desk.log.verify().clean


def test_a_filter_that_cannot_be_understood_is_not_kept(desk):
    with pytest.raises((FilterError, BadInput)):
        desk.views.save("late", "colour:red")
    assert desk.views.list() == []


def test_a_view_needs_a_name_and_is_found_by_it(desk):
    with pytest.raises(Refused, match="needs a name"):
        desk.views.save("  ", "status:missing")
    desk.views.save("late", "is:overdue")
    with pytest.raises(NotFound, match="no view 'lite'") as caught:
        desk.views.drop("lite")
    assert "late" in caught.value.hint


@pytest.mark.parametrize("bad", ["\ud800", "a\x00b"])
def test_what_is_no_character_is_refused(desk, bad: str):
    with pytest.raises(BadInput):
        desk.views.save(bad, "status:missing")
    with pytest.raises(BadInput):
        desk.views.save("late", f'"{bad}"')
    assert desk.views.list() == []


def test_saving_can_be_undone(desk):
    desk.views.save("late", "is:overdue")
    said = desk.views.save("late", "status:missing")
    desk.log.undo(said.batch)
    assert desk.views.list() == [("late", "is:overdue")]
