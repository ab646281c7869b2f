"""A restore that was cut short is finished by whoever opens the desk next, and by nobody's forged word."""

from __future__ import annotations

import io
import json
import os
import shutil
from pathlib import Path

import pytest

from grcdesk.errors import Damaged, Locked, Refused, Unwritable
from grcdesk.paths import DeskPaths
from grcdesk.services.desk.doctor import doctor
from grcdesk.services.desk.opening import init_desk, open_desk
from grcdesk.services.desk.upkeep import restore
from grcdesk.store import folder_lock
from grcdesk.store.whole import backups, restoring
from grcdesk.terms import Via
from helpers.table_digests import files


@pytest.fixture
def cut_short(desk, desk_root, tmp_path, monkeypatch):
    """A desk whose restore ended just after it was decided."""
    (desk.paths.catalogs / "own.yaml").write_text("# as it was\n")
    backup = desk.upkeep.backup(tmp_path / "acme.zip").path
    desk.close()
    (desk.paths.catalogs / "own.yaml").write_text("# later\n")
    with monkeypatch.context() as patch:
        patch.setattr(restoring, "_finish", lambda _: None)
        restore(backup, DeskPaths(desk_root), via=Via.CLI, force=True)
    return DeskPaths(desk_root)


def own(paths: DeskPaths) -> str:
    return (paths.catalogs / "own.yaml").read_text()


@pytest.mark.slow
def test_the_next_command_finishes_it(cut_short):
    assert own(cut_short) == "# later\n"
    assert {one.name for one in doctor(cut_short) if one.ok is False} == {"restore"}
    again = open_desk(cut_short, via=Via.CLI)
    assert own(cut_short) == "# as it was\n"
    assert again.log.list(limit=1)[0].action == "desk.restore"
    assert again.log.verify().clean
    again.close()
    assert [path.name for path in cut_short.root.glob(".*")] == []
    (kept,) = cut_short.backups.iterdir()
    assert (kept / "catalogs" / "own.yaml").read_text() == "# later\n"


@pytest.mark.slow
def test_the_heads_of_another_desk_that_lay_there_are_of_that_one(desk, desk_root, plan, tmp_path):
    other = init_desk(tmp_path / "other", plan, via=Via.CLI)
    backup = other.upkeep.backup(tmp_path / "other.zip").path
    other.close()
    desk.exports.matrix(tmp_path / "matrix.xlsx")
    desk.close()
    restore(backup, DeskPaths(desk_root), via=Via.CLI, force=True)
    again = open_desk(DeskPaths(desk_root), via=Via.CLI)
    assert again.log.verify().broken == ()
    again.close()


def test_a_desk_that_is_half_moved_is_still_a_desk(cut_short, plan):
    ready = cut_short.root / json.loads(cut_short.restoring.read_text())["ready"]
    kept = cut_short.root / json.loads(cut_short.restoring.read_text())["kept"]
    kept.mkdir(parents=True)
    cut_short.database.replace(kept / "desk.db")
    cut_short.settings.replace(kept / "grcdesk.toml")
    (ready / "grcdesk.toml").replace(cut_short.settings)
    assert cut_short.exists()
    with pytest.raises(Refused, match="already is a desk"):
        init_desk(cut_short.root, plan, via=Via.CLI)
    open_desk(cut_short, via=Via.CLI).close()
    assert own(cut_short) == "# as it was\n"
    assert {path.name for path in kept.iterdir()} == {"desk.db", "grcdesk.toml", "catalogs", "vault"}


def test_what_came_meanwhile_is_kept_beside_what_was_kept(cut_short):
    kept = cut_short.root / json.loads(cut_short.restoring.read_text())["kept"]
    kept.mkdir(parents=True)
    shutil.move(cut_short.catalogs, kept / "catalogs")
    cut_short.catalogs.mkdir()
    (cut_short.catalogs / "new.yaml").write_text("# meanwhile\n")
    open_desk(cut_short, via=Via.CLI).close()
    assert own(cut_short) == "# as it was\n"
    assert (kept / "catalogs" / "own.yaml").read_text() == "# later\n"
    assert (kept / "catalogs-2" / "new.yaml").read_text() == "# meanwhile\n"


@pytest.mark.parametrize(
    "told",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 900,
        b'{"ready": "../../elsewhere", "kept": "backups/before-restore-2026"}',
        b'{"ready": ".tmp/0123456789abcdef/desk", "kept": "../elsewhere"}',
        b'{"ready": ".tmp/0123456789abcdef/desk/../../../x", "kept": "backups/before-restore-2026"}',
    ],
)
def test_a_word_that_no_restore_wrote_moves_nothing(desk, desk_root, tmp_path, told):
    desk.close()
    (desk_root / ".restore.json").write_bytes(told)
    before = files(tmp_path)
    with pytest.raises(Damaged, match="not what a restore writes"):
        open_desk(DeskPaths(desk_root), via=Via.CLI)
    assert files(tmp_path) == before


def test_one_process_finishes_and_others_wait(cut_short, monkeypatch):
    monkeypatch.setattr(restoring, "_WAIT", 0.0)
    monkeypatch.setattr(folder_lock, "_WAIT", 0.0)
    with folder_lock.share(cut_short.root), pytest.raises(Locked, match="under way"):
        open_desk(cut_short, via=Via.CLI)
    open_desk(cut_short, via=Via.CLI).close()
    assert own(cut_short) == "# as it was\n"


def test_what_cannot_be_moved_aside_is_refused_before_anything_is(desk, desk_root, tmp_path):
    backup = desk.upkeep.backup(tmp_path / "acme.zip").path
    desk.close()
    shutil.move(desk_root / "vault", tmp_path / "vault")
    (desk_root / "vault").symlink_to(tmp_path / "vault")
    before = files(tmp_path)
    with pytest.raises(Refused, match="vault is a link"):
        restore(backup, DeskPaths(desk_root), via=Via.CLI, force=True)
    assert {name: sha for name, sha in files(tmp_path).items() if not name.startswith("desk/desk.db-")} == before


def test_a_folder_with_a_part_of_a_desk_needs_force(desk, tmp_path):
    backup = desk.upkeep.backup(tmp_path / "acme.zip").path
    (tmp_path / "house" / "catalogs").mkdir(parents=True)
    (tmp_path / "house" / "catalogs" / "list.txt").write_text("ours")
    with pytest.raises(Refused, match="holds catalogs already"):
        restore(backup, DeskPaths(tmp_path / "house"), via=Via.CLI)
    assert (tmp_path / "house" / "catalogs" / "list.txt").read_text() == "ours"


def test_a_rename_that_fails_loses_nothing(desk, desk_root, tmp_path, monkeypatch):
    backup = desk.upkeep.backup(tmp_path / "acme.zip").path
    desk.close()
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if Path(target).name == "catalogs":
            raise OSError(28, "No space left on device")
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        with pytest.raises(Unwritable, match="not finished: No space left") as error:
            restore(backup, DeskPaths(desk_root), via=Via.CLI, force=True)
        assert "nothing is lost" in error.value.hint
        with pytest.raises(Unwritable, match="not finished"):
            open_desk(DeskPaths(desk_root), via=Via.CLI)
    again = open_desk(DeskPaths(desk_root), via=Via.CLI)
    assert again.log.verify().clean
    again.close()


def test_bytes_that_change_while_a_backup_is_made_are_refused(tmp_path):
    blob = tmp_path / ("a" * 64)
    blob.write_text("other bytes")
    what = backups.Contents((("vault/aa/" + "a" * 64, blob),), (), ())
    with pytest.raises(Damaged, match="changed while the backup was made"):
        backups.pack(what, {}, io.BytesIO())
    os.mkfifo(tmp_path / "pipe")
    for name, why in (("pipe", "is no regular file"), ("none", "cannot be read")):
        with pytest.raises(Damaged, match=why):
            list(backups._blocks(tmp_path / name))


def test_a_folder_that_is_not_ours_to_move_or_lies_elsewhere_is_refused(desk, desk_root, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda *_: False)
        with pytest.raises(Unwritable, match="is read-only and cannot be moved aside"):
            restoring.refuse_odd_places(desk.paths)
    lstat = Path.lstat

    def elsewhere(path: Path) -> object:
        found = lstat(path)
        return (
            os.stat_result((found.st_mode, found.st_ino, found.st_dev + 1, *found[3:])) if path != desk_root else found
        )

    monkeypatch.setattr(Path, "lstat", elsewhere)
    with pytest.raises(Refused, match="lies on another disk"):
        restoring.refuse_odd_places(desk.paths)
