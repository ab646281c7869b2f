"""Undo puts records back only where nothing has moved on since, and names what has."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from grcdesk.errors import Damaged, NotFound, Refused
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.terms import Status


def status(desk) -> Status:
    return desk.controls.show("AI-SEC-01").row.status


def set_to(desk, to: Status) -> str:
    return desk.controls.set(["AI-SEC-01"], ControlChange(status=to)).batch


def test_undo_and_redo_go_back_and_forth_as_often_as_one_likes(desk):
    set_to(desk, Status.PARTIAL)
    for _ in range(3):
        desk.log.undo()
        assert status(desk) is Status.NOT_ASSESSED
        desk.log.redo()
        assert status(desk) is Status.PARTIAL
    desk.log.undo()
    set_to(desk, Status.MISSING)
    with pytest.raises(NotFound, match="nothing of yours to redo"):
        desk.log.redo()
    assert status(desk) is Status.MISSING, "something newer was done"


def test_a_redo_is_undone_by_its_name_as_any_other_change(desk):
    first = set_to(desk, Status.PARTIAL)
    desk.log.undo()
    again = desk.log.redo().batch
    desk.log.undo(again)
    assert status(desk) is Status.NOT_ASSESSED
    with pytest.raises(Refused, match=f"{first} was undone already"):
        desk.log.undo(first)


def test_what_is_there_again_is_not_made_twice_and_what_is_gone_is_not_taken_away(desk):
    made = desk.scope.add_system("Gateway").batch
    dropped = desk.scope.drop_system("Gateway").batch
    with pytest.raises(Refused) as gone:
        desk.log.undo(made)
    assert gone.value.reasons[0].endswith("is gone")
    desk.scope.add_system("Gateway")
    with pytest.raises(Refused) as again:
        desk.log.undo(dropped)
    assert again.value.reasons[0].endswith("exists again")


def test_a_field_that_was_set_since_is_named(desk):
    first = set_to(desk, Status.PARTIAL)
    set_to(desk, Status.MISSING)
    with pytest.raises(Refused) as moved:
        desk.log.undo(first)
    assert "assessment AI-SEC-01: status was changed again" in moved.value.reasons


def test_a_batch_is_named_by_its_beginning_where_it_is_the_only_one(desk):
    batch = set_to(desk, Status.PARTIAL)
    with pytest.raises(NotFound, match="no change 'zz' in the log"):
        desk.log.undo("zz")
    desk.log.undo(batch[:6])
    assert status(desk) is Status.NOT_ASSESSED


def test_an_entry_that_can_no_longer_be_read_undoes_nothing(desk):
    batch = set_to(desk, Status.PARTIAL)
    with closing(sqlite3.connect(desk.paths.database)) as connection:
        connection.execute("DROP TRIGGER log_no_update")
        connection.execute("UPDATE log SET line = x'7b' WHERE batch = ?", (batch,))
        connection.commit()
    with pytest.raises(Damaged, match="of the change log can no longer be read"):
        desk.log.undo(batch)


def test_a_text_that_looks_like_the_name_of_one_comes_back_as_it_was_typed(desk):
    typed = "sha256:" + "a" * 64
    desk.controls.set(["AI-SEC-01"], ControlChange(gap=typed))
    desk.controls.set(["AI-SEC-01"], ControlChange(gap="another"))
    desk.log.undo()
    assert desk.controls.show("AI-SEC-01").gap == typed
