"""Half copies that killed commands leave are gone with the next command; one that is being made stays."""

from __future__ import annotations

import os

from grcdesk.paths import DeskPaths
from grcdesk.services.desk.opening import open_desk
from grcdesk.store import vault
from grcdesk.terms import Via


def test_the_next_command_removes_what_a_killed_one_left_and_nothing_that_is_being_made(desk, desk_root):
    desk.close()
    left, made = (desk_root / "vault" / f"incoming-{number}-0a0b0c0d.tmp" for number in (1, 2))
    left.write_bytes(b"half of it")
    made.write_bytes(b"half of it so far")
    other = desk_root / "vault" / "notes.tmp"
    other.write_bytes(b"not ours")
    handle = os.open(made, os.O_RDONLY)
    assert vault.claimed(handle)
    open_desk(DeskPaths(desk_root), via=Via.CLI).close()
    assert [left.exists(), made.exists(), other.exists()] == [False, True, True]
    os.close(handle)
    open_desk(DeskPaths(desk_root), via=Via.CLI).close()
    assert not made.exists()


def test_a_vault_that_takes_no_writing_is_left_as_it_is(desk, desk_root, monkeypatch):
    stump = desk_root / "vault" / "incoming-1-0a0b0c0d.tmp"
    stump.write_bytes(b"half of it")

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(stump), "unlink", refused)
    vault.sweep(DeskPaths(desk_root))
    assert stump.exists()


def test_a_sweep_between_making_and_locking_a_copy_costs_it_nothing(desk, tmp_path, monkeypatch):
    file = tmp_path / "report.pdf"
    file.write_bytes(b"%PDF")
    real, sweeps = vault.claimed, []

    def swept_first(handle: int) -> bool:
        if not sweeps:
            sweeps.append(True)
            vault.sweep(desk.paths)
        return real(handle)

    monkeypatch.setattr(vault, "claimed", swept_first)
    name, size, known = vault.keep(desk.paths, file)
    assert (size, known) == (4, False)
    assert vault.blob(desk.paths, name).read_bytes() == b"%PDF"
    assert list(desk.paths.vault.glob("incoming-*")) == []
