"""Temporary copies lie in the desk, are shut to others, and go: with the command, or with the next one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grcdesk.errors import Locked, Unwritable
from grcdesk.paths import DeskPaths
from grcdesk.reports.files import save
from grcdesk.services.desk.opening import open_desk
from grcdesk.store import folder_lock, temporary
from grcdesk.terms import Via


def left(root: Path) -> list[str]:
    return sorted(path.name for path in root.glob(".*"))


def test_a_folder_is_shut_and_goes_with_the_command(desk, desk_root):
    mask = os.umask(0)
    with temporary.folder(desk.paths) as folder:
        assert folder.parent == desk_root / ".tmp"
        assert [path.stat().st_mode & 0o777 for path in (folder, folder.parent)] == [0o700, 0o700]
        (folder / "copy.db").write_bytes(b"x")
        with temporary.folder(desk.paths) as second:
            assert second != folder
        temporary.sweep(desk.paths)
        assert (folder / "copy.db").exists(), "what is in use stays"
    os.umask(mask)
    assert left(desk_root) == []


def test_what_a_killed_command_has_left_goes_with_the_next(desk_root):
    script = f"""
import time
from pathlib import Path
from grcdesk.paths import DeskPaths
from grcdesk.reports.files import save
from grcdesk.store import temporary
with temporary.folder(DeskPaths(Path({str(desk_root)!r}))) as folder:
    (folder / "desk.db").write_bytes(b"a copy")
    print("ready", flush=True)
    time.sleep(600)
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as child:  # noqa: S603  ours
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        open_desk(DeskPaths(desk_root), via=Via.CLI).close()
        assert left(desk_root) == [".tmp"], "a running command keeps its own"
        child.send_signal(signal.SIGKILL)
    assert list((desk_root / ".tmp").rglob("desk.db"))
    open_desk(DeskPaths(desk_root), via=Via.CLI).close()
    assert left(desk_root) == []


def test_a_file_that_was_half_written_goes_with_the_next_command_or_the_next_file_there(desk_root, tmp_path):
    script = """
import os, signal
from pathlib import Path
from grcdesk.reports.files import save_from
def fill(file):
    file.write(b"the whole desk")
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
save_from(Path({}) / "matrix.xlsx", fill, force=True)
"""
    for folder in (desk_root / "exports", tmp_path):
        subprocess.run([sys.executable, "-c", script.format(repr(str(folder)))], check=False)  # noqa: S603  ours
        (stump,) = folder.glob(".grcdesk-*.tmp")
        assert stump.stat().st_mode & 0o777 == 0o600
        other = stump.with_name(stump.name.replace(stump.name.split("-")[1], "0123abcd"))
        other.touch()
        if folder == tmp_path:
            save(tmp_path / "matrix.xlsx", b"x", force=True)
        else:
            open_desk(DeskPaths(desk_root), via=Via.CLI).close()
        assert list(folder.glob(".grcdesk-*")) == [other], "of another computer nobody here knows"


def test_what_is_not_ours_is_not_swept_away(desk_root, tmp_path):
    (tmp_path / "elsewhere" / "0123456789abcdef").mkdir(parents=True)
    (desk_root / ".tmp").symlink_to(tmp_path / "elsewhere")
    open_desk(DeskPaths(desk_root), via=Via.CLI).close()
    assert (tmp_path / "elsewhere" / "0123456789abcdef").is_dir()
    with pytest.raises(Unwritable, match="is a link"), temporary.folder(DeskPaths(desk_root)):
        pass
    (desk_root / ".tmp").unlink()
    (desk_root / ".tmp" / "notes").mkdir(parents=True)
    (desk_root / ".tmp" / "fedcba9876543210").symlink_to(tmp_path / "elsewhere")
    open_desk(DeskPaths(desk_root), via=Via.CLI).close()
    assert (desk_root / ".tmp" / "notes").is_dir()
    assert (tmp_path / "elsewhere" / "0123456789abcdef").is_dir()


def test_a_folder_is_shared_by_those_who_use_it_and_had_alone_by_who_replaces_it(tmp_path, monkeypatch):
    first, second = folder_lock.share(tmp_path), folder_lock.share(tmp_path)
    assert folder_lock.take(tmp_path, 0) is None
    first.release()
    assert folder_lock.take(tmp_path, 0) is None
    second.release()
    alone = folder_lock.take(tmp_path, 0)
    assert alone is not None
    monkeypatch.setattr(folder_lock, "_WAIT", 0.0)
    with pytest.raises(Locked, match="restore of this desk is under way"):
        folder_lock.share(tmp_path)
    alone.release()
    folder_lock.share(tmp_path).release()


def test_a_lock_that_is_forgotten_is_none(tmp_path):
    folder_lock.share(tmp_path)
    alone = folder_lock.take(tmp_path, 0)
    assert alone is not None
    started = time.monotonic()
    assert folder_lock.take(tmp_path, 5, until=lambda: True) is None, "there is no more need to wait"
    assert time.monotonic() - started < 2


def test_a_link_in_the_place_of_copies_leads_nowhere(desk, desk_root, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (desk_root / ".tmp").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Unwritable, match="is a link"), temporary.folder(desk.paths):
        pass
    temporary.sweep(desk.paths)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_what_is_not_ours_is_left_where_it_lies(desk, desk_root):
    (desk_root / ".tmp" / "mine").mkdir(parents=True)
    (desk_root / ".tmp" / "0123456789abcdef").mkdir()
    temporary.sweep(desk.paths)
    assert [path.name for path in (desk_root / ".tmp").iterdir()] == ["mine"]


def test_a_folder_that_others_sweep_away_is_made_again(desk, monkeypatch):
    take = folder_lock.take
    lost: list[Path] = []

    def sweep_then_take(folder: Path, *asked: object) -> object:
        if len(lost) < 2:
            lost.append(folder)
            folder.rmdir()
        return take(folder, *asked)

    monkeypatch.setattr(folder_lock, "take", sweep_then_take)
    with temporary.folder(desk.paths) as made:
        assert made.is_dir()
        assert made not in lost
    monkeypatch.setattr(folder_lock, "take", lambda *_: None)
    with pytest.raises(Unwritable, match="others remove it"), temporary.folder(desk.paths):
        pass
