"""Backups: everything lost and brought back to the letter; files that are no backup are refused."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tracemalloc
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from grcdesk.errors import BadInput, Damaged, Locked, Newer, Older, Refused, Unwritable
from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.desk import doctor as doctor_module
from grcdesk.services.desk import upkeep
from grcdesk.services.desk.doctor import doctor
from grcdesk.services.desk.opening import open_desk
from grcdesk.services.desk.upkeep import restore
from grcdesk.services.evidence.evidence import Artefact
from grcdesk.store import database as db
from grcdesk.store import shape
from grcdesk.terms import EvidenceKind, Status, Verb, Via
from helpers.table_digests import files, tables


@pytest.fixture
def worked(desk, tmp_path):
    """A desk with evidence, an own catalog file, private notes and a history."""
    desk.controls.set(desk.controls.keys()[:5], ControlChange(status=Status.PARTIAL, gap="g", note="on leave"))
    for number in range(3):
        file = tmp_path / f"report {number}.pdf"
        file.write_bytes(b"%PDF" + bytes([number]) * 5000)
        facts = Artefact(EvidenceKind.REPORT, as_of=date(2026, 6, 1))
        desk.evidence.add(file, facts, controls=["AI-SEC-01"])
    (desk.paths.catalogs / "own.yaml").write_text("# ours\n")
    return desk


def reopened(root: Path):
    return open_desk(DeskPaths(root), via=Via.CLI)


def test_backup_delete_everything_restore_is_the_same_to_the_letter(worked, desk_root, tmp_path):
    before = tables(desk_root / "desk.db")
    rooms = {name: files(desk_root / name) for name in ("vault", "catalogs")}
    head = worked.log.list(limit=1)[0]
    done = worked.upkeep.backup(tmp_path / "acme.zip")
    assert done.sha256 == hashlib.sha256(done.path.read_bytes()).hexdigest()
    worked.close()
    shutil.rmtree(desk_root)
    told = restore(done.path, DeskPaths(desk_root), via=Via.CLI)
    assert told.sentence == f"{desk_root} restored to log entry {head.seq}, head {head.hash[:12]}"
    assert told.warnings == ()
    with closing(sqlite3.connect(desk_root / "desk.db")) as connection:
        assert connection.execute("SELECT action FROM log WHERE seq > ?", (head.seq,)).fetchall() == [("desk.restore",)]
    assert tables(desk_root / "desk.db", without=("log",)) == {k: v for k, v in before.items() if k != "log"}
    assert {name: files(desk_root / name) for name in rooms} == rooms
    again = reopened(desk_root)
    report = again.log.verify()
    assert (report.clean, report.blobs) == (True, 3)
    assert again.scope.show().organisation == "Acme AI"
    assert again.log.lines().splitlines()[head.seq - 1]
    again.close()


def test_the_log_in_a_backup_is_the_log_to_the_byte(worked, desk_root, tmp_path):
    lines = worked.log.lines()
    backup = worked.upkeep.backup(tmp_path / "acme.zip").path
    worked.close()
    restore(backup, DeskPaths(desk_root), via=Via.CLI, force=True)
    again = reopened(desk_root)
    assert again.log.lines().startswith(lines)
    again.close()


def test_a_backup_is_itself_an_entry_and_replaces_only_by_force(worked, tmp_path):
    done = worked.upkeep.backup(tmp_path / "acme.zip")
    last = worked.log.list(limit=1)[0]
    assert (last.action, last.id, last.after["sha256"]) == (Verb.DESK_BACKUP, "acme.zip", done.sha256)
    with pytest.raises(Refused):
        worked.upkeep.backup(tmp_path / "acme.zip")
    with pytest.raises(Unwritable):
        worked.upkeep.backup(tmp_path / "nowhere" / "acme.zip")
    assert hashlib.sha256((tmp_path / "acme.zip").read_bytes()).hexdigest() == done.sha256


@pytest.mark.slow
def test_a_desk_is_replaced_only_by_force_and_an_older_backup_says_so(worked, desk_root, tmp_path):
    backup = worked.upkeep.backup(tmp_path / "acme.zip").path
    old = json.loads(zipfile.ZipFile(backup).read("backup.json"))["entries"]
    worked.controls.set(["AI-SEC-01"], ControlChange(status=Status.IN_PLACE))
    file = tmp_path / "later.pdf"
    file.write_bytes(b"later")
    worked.evidence.add(file, Artefact(EvidenceKind.REPORT, as_of=date(2026, 7, 1)), controls=["AI-SEC-01"])
    new = worked.log.list(limit=1)[0].seq
    (desk_root / "catalogs" / "second.yaml").write_text("# later\n")
    rooms = {name: files(desk_root / name) for name in ("vault", "catalogs")}
    settings = (desk_root / "grcdesk.toml").read_text()
    before = tables(desk_root / "desk.db")
    worked.close()
    with pytest.raises(Refused, match=f"the log goes back from {new} to {old}"):
        restore(backup, DeskPaths(desk_root), via=Via.CLI)
    assert tables(desk_root / "desk.db") == before
    told = restore(backup, DeskPaths(desk_root), via=Via.CLI, force=True)
    assert f"the log goes back from {new} to {old}" in told.warnings
    kept = next((desk_root / "backups").glob("before-restore-*"))
    assert f"everything that was there before is kept in {kept}" in told.warnings
    assert tables(kept / "desk.db") == before
    assert {name: files(kept / name) for name in rooms} == rooms
    assert (kept / "grcdesk.toml").read_text() == settings
    again = reopened(desk_root)
    assert again.controls.show("AI-SEC-01").row.status is Status.PARTIAL
    assert again.log.list(limit=1)[0].reason == f"the log goes back from {new} to {old}"
    assert again.log.verify().clean, "files the older desk does not know are no longer in the vault"
    again.close()


def test_the_note_of_the_backup_itself_is_no_loss(worked, desk_root, tmp_path):
    backup = worked.upkeep.backup(tmp_path / "acme.zip").path
    worked.close()
    told = restore(backup, DeskPaths(desk_root), via=Via.CLI, force=True)
    assert [warning for warning in told.warnings if "goes back" in warning] == []


@pytest.mark.slow
def test_a_large_vault_passes_through_a_backup_in_little_memory(worked, desk_root, tmp_path):
    with (tmp_path / "large.log").open("wb") as file:
        for number in range(48):
            file.write(bytes([number]) * (1 << 20))
    worked.evidence.add(tmp_path / "large.log", Artefact(EvidenceKind.REPORT, as_of=date(2026, 7, 1)), controls=[])
    tracemalloc.start()
    backup = worked.upkeep.backup(tmp_path / "acme.zip").path
    worked.close()
    restore(backup, DeskPaths(tmp_path / "elsewhere"), via=Via.CLI)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 << 20
    again = reopened(tmp_path / "elsewhere")
    assert again.log.verify().clean
    again.close()


@pytest.mark.slow
def test_a_damaged_desk_can_be_restored_and_is_kept_as_it_is(worked, desk_root, tmp_path):
    backup = worked.upkeep.backup(tmp_path / "acme.zip").path
    worked.close()
    for content in (b"\xa5" * 8192, b"SQLite format 3\x00" + b"\xa5" * 8192, b""):
        (desk_root / "desk.db").write_bytes(content)
        for suffix in ("-wal", "-shm"):
            (desk_root / f"desk.db{suffix}").write_bytes(b"\xa5" * 100)
        shutil.rmtree(desk_root / "backups", ignore_errors=True)
        with pytest.raises(Damaged):
            reopened(desk_root)
        restore(backup, DeskPaths(desk_root), via=Via.CLI, force=True)
        kept = next((desk_root / "backups").glob("before-restore-*/desk.db"))
        assert kept.read_bytes() == content or not content
        again = reopened(desk_root)
        assert again.log.verify().clean
        again.close()


def test_a_desk_in_use_is_not_replaced(worked, desk_root, tmp_path):
    backup = worked.upkeep.backup(tmp_path / "acme.zip").path
    assert worked.controls.list()
    with pytest.raises(Locked):
        restore(backup, DeskPaths(desk_root), via=Via.CLI, force=True)
    assert worked.log.verify().clean


def test_a_vault_file_that_was_modified_comes_back(worked, desk_root, tmp_path):
    backup = worked.upkeep.backup(tmp_path / "acme.zip").path
    worked.close()
    blob = next(path for path in (desk_root / "vault").rglob("*") if path.is_file())
    blob.chmod(0o640)
    blob.write_bytes(b"x")
    restore(backup, DeskPaths(desk_root), via=Via.CLI, force=True)
    again = reopened(desk_root)
    assert again.log.verify().clean
    again.close()


# --- a desk that is damaged -----------------------------------------------------------------------------------------


def blobs(desk) -> list[Path]:
    return sorted(path for path in desk.paths.vault.rglob("*") if path.is_file())


def spoil(path: Path) -> None:
    path.chmod(0o640)
    path.write_bytes(path.read_bytes()[:-1] + b"!")


def to_a_link(path: Path) -> None:
    path.replace(path.parents[2] / "moved")
    path.symlink_to(path.parents[2] / "moved")


def to_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGE = {
    "missing": (Path.unlink, "is missing"),
    "changed": (spoil, "was modified"),
    "cut": (lambda path: (path.chmod(0o640), path.write_bytes(b"")), "was modified: 0 bytes"),
    "a link": (to_a_link, "something else stands there"),
    "a folder": (to_a_folder, "something else stands there"),
}


@pytest.mark.slow(keep=2)
@pytest.mark.parametrize("name", DAMAGE)
def test_a_backup_of_a_damaged_vault_is_refused_or_names_the_damage(worked, tmp_path, name):
    damage, told = DAMAGE[name]
    bad = blobs(worked)[0]
    damage(bad)
    where = bad.relative_to(worked.paths.root).as_posix()
    with pytest.raises(Damaged, match="1 thing in the desk") as error:
        worked.upkeep.backup(tmp_path / "acme.zip")
    (reason,) = error.value.reasons
    assert where in reason
    assert "(AI-SEC-01)" in reason
    assert told in reason
    assert "--with-damage" in error.value.hint
    assert not (tmp_path / "acme.zip").exists()
    done = worked.upkeep.backup(tmp_path / "acme.zip", with_damage=True)
    assert done.notes == (f"damaged: {reason}",)
    manifest = json.loads(zipfile.ZipFile(done.path).read("backup.json"))
    (listed_one,) = manifest["damage"]
    assert (listed_one["where"], listed_one["controls"]) == (where, ["AI-SEC-01"])
    assert (where in manifest["files"]) is (name in {"changed", "cut"})
    after = worked.log.list(limit=1)[0]
    assert (after.action, after.after["damaged"], after.after["damaged_files"]) == (Verb.DESK_BACKUP, 1, where)
    # and the restore of it is refused, or names it too
    elsewhere = DeskPaths(tmp_path / "elsewhere")
    with pytest.raises(Damaged, match="the desk in it is damaged") as error:
        restore(done.path, elsewhere, via=Via.CLI)
    assert where in error.value.reasons[0]
    assert not elsewhere.root.exists()
    outcome = restore(done.path, elsewhere, via=Via.CLI, with_damage=True)
    assert [where in one for one in outcome.warnings] == [True]
    again = reopened(elsewhere.root)
    assert again.log.list(limit=1)[0].after["damaged_files"] == where
    again.close()


def test_a_desk_without_its_vault_is_no_backup_and_an_old_backup_of_one_no_desk(worked, desk_root, tmp_path):
    good = worked.upkeep.backup(tmp_path / "good.zip").path
    shutil.rmtree(desk_root / "vault")
    with pytest.raises(Damaged, match="3 things"):
        worked.upkeep.backup(tmp_path / "acme.zip")

    def without_vault(contents: dict[str, bytes]) -> None:
        manifest = json.loads(contents["backup.json"])
        for name in [name for name in contents if name.startswith("vault/")]:
            del contents[name], manifest["files"][name]
        contents["backup.json"] = json.dumps(manifest).encode()

    worked.close()
    with pytest.raises(Damaged, match="damaged"):
        restore(forged(good, without_vault), DeskPaths(tmp_path / "elsewhere"), via=Via.CLI)


def test_what_was_undone_and_is_spoilt_is_named_too(worked, tmp_path):
    worked.log.undo()
    (undone,) = {path.name for path in blobs(worked)} - {row.sha256 for row in worked.evidence.list()}
    worked.upkeep.backup(tmp_path / "sound.zip")
    spoil(worked.paths.vault / undone[:2] / undone)
    with pytest.raises(Damaged) as error:
        worked.upkeep.backup(tmp_path / "acme.zip")
    assert "is not what its name says" in error.value.reasons[0]


def test_what_no_backup_can_hold_is_named_and_what_is_nobodys_is_left_out(worked, tmp_path):
    (worked.paths.vault / "notes.txt").write_text("mine")
    done = worked.upkeep.backup(tmp_path / "acme.zip")
    assert done.notes == ("left out: vault/notes.txt belongs to no evidence",)
    (worked.paths.catalogs / "linked.yaml").symlink_to(tmp_path / "acme.zip")
    (worked.paths.catalogs / "a:b.yaml").write_text("# ours\n")
    with pytest.raises(Damaged) as error:
        worked.upkeep.backup(tmp_path / "second.zip")
    assert error.value.reasons == (
        "catalogs/a:b.yaml: has a name that not every system takes, and is left out",
        "catalogs/linked.yaml: is no regular file, and is left out",
    )
    again = worked.upkeep.backup(tmp_path / "second.zip", with_damage=True).path
    restore(again, DeskPaths(tmp_path / "elsewhere"), via=Via.CLI)
    assert files(tmp_path / "elsewhere" / "catalogs") == files(worked.paths.catalogs / "own.yaml") | {
        "own.yaml": hashlib.sha256(b"# ours\n").hexdigest()
    }


def test_a_damaged_database_is_named(worked, tmp_path):
    worked.close()
    with closing(sqlite3.connect(worked.paths.database)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'vendor'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with worked.paths.database.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff")
    again = reopened(worked.paths.root)
    with pytest.raises(Damaged) as error:
        again.upkeep.backup(tmp_path / "acme.zip")
    assert any(reason.startswith("desk.db: ") for reason in error.value.reasons)
    done = again.upkeep.backup(tmp_path / "acme.zip", with_damage=True)
    assert any(note.startswith("damaged: desk.db: ") for note in done.notes)
    again.close()
    with pytest.raises(Damaged, match="the desk in it is damaged"):
        restore(done.path, DeskPaths(tmp_path / "elsewhere"), via=Via.CLI)


# --- what is in a backup is read before anything is touched ---------------------------------------------------------


def replaced_by(name: str, content: bytes):
    def change(contents: dict[str, bytes]) -> None:
        manifest = json.loads(contents["backup.json"])
        contents[name] = content
        manifest["files"][name] = hashlib.sha256(content).hexdigest()
        contents["backup.json"] = json.dumps(manifest).encode()

    return change


UNUSABLE = {
    "settings that are no TOML": (replaced_by("grcdesk.toml", b"name = "), BadInput, "settings in it cannot be used"),
    "an unknown setting": (replaced_by("grcdesk.toml", b"colour = 1"), BadInput, "unknown key 'colour'"),
    "an address among the settings": (
        replaced_by("grcdesk.toml", b'[notify]\nchannels = ["https://x"]'),
        BadInput,
        "holds a secret",
    ),
    "a catalog that is none": (replaced_by("catalogs/own.yaml", b"controls: 3"), Damaged, "damaged"),
    "a catalog of aliases": (replaced_by("catalogs/own.yaml", b"a: &a [x]\nb: [*a, *a]"), Damaged, "damaged"),
    "a catalog too large": (replaced_by("catalogs/own.yaml", b"# " * (2 << 20)), Damaged, "damaged"),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_settings_and_catalogs_are_read_before_anything_is_touched(worked, desk_root, tmp_path, name):
    change, kind, told = UNUSABLE[name]
    forgery = forged(worked.upkeep.backup(tmp_path / "acme.zip").path, change)
    worked.close()
    before = tables(desk_root / "desk.db"), files(desk_root / "catalogs"), (desk_root / "grcdesk.toml").read_bytes()
    with pytest.raises(kind, match=told) as error:
        restore(forgery, DeskPaths(desk_root), via=Via.CLI, force=True)
    assert str(tmp_path / "desk") not in str(error.value), "where it was unpacked is gone by now"
    after = tables(desk_root / "desk.db"), files(desk_root / "catalogs"), (desk_root / "grcdesk.toml").read_bytes()
    assert before == after
    assert not list(desk_root.glob(".*"))


def test_a_database_with_a_view_in_the_place_of_a_table_is_refused(worked, tmp_path):
    def change(contents: dict[str, bytes]) -> None:
        (tmp_path / "forged.db").write_bytes(contents["desk.db"])
        with closing(sqlite3.connect(tmp_path / "forged.db")) as connection:
            endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
            connection.execute("DROP TABLE log")
            connection.execute(f"CREATE VIEW log AS {endless} SELECT x AS seq, '' AS hash, 0 AS changes FROM n")  # noqa: S608
            connection.commit()
        replaced_by("desk.db", (tmp_path / "forged.db").read_bytes())(contents)

    forgery = forged(worked.upkeep.backup(tmp_path / "acme.zip").path, change)
    with pytest.raises(BadInput, match="view log"):
        restore(forgery, DeskPaths(tmp_path / "elsewhere"), via=Via.CLI, with_damage=True)


# --- files that are no backup ---------------------------------------------------------------------------------------


def forged(backup: Path, change) -> Path:
    """The same zip with entries changed; `change` gets the dict of contents."""
    with zipfile.ZipFile(backup) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    change(contents)
    target = backup.with_name("forged.zip")
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return target


def listed(name: str):
    """Add a file and list it in the manifest, as one does who knows the format."""

    def change(contents: dict[str, bytes]) -> None:
        manifest = json.loads(contents["backup.json"])
        manifest["files"][name] = hashlib.sha256(b"evil").hexdigest()
        contents[name] = b"evil"
        contents["backup.json"] = json.dumps(manifest).encode()

    return change


def altered(name: str):
    def change(contents: dict[str, bytes]) -> None:
        contents[name] = contents[name][:-1] + b"!"

    return change


HOSTILE = {
    "parent folder": listed("../evil"),
    "parent inside": listed("vault/../../evil"),
    "absolute": listed("/tmp/grcdesk-evil"),  # noqa: S108  must not be written
    "drive": listed("C:/evil"),
    "drive inside": listed("vault/C:evil"),
    "backslash": listed("vault\\..\\evil"),
    "backslash inside": listed("vault/..\\..\\evil"),
    "another room": listed("backups/evil"),
    "beside the rooms": listed("evil.sh"),
    "empty part": listed("vault//evil"),
    "only a room": listed("vault"),
    "not listed": lambda contents: contents.update({"vault/evil": b"evil"}),
    "listed, not held": lambda contents: contents.pop("grcdesk.toml"),
    "no manifest": lambda contents: contents.pop("backup.json"),
    "manifest no object": lambda contents: contents.update({"backup.json": b"[]"}),
    "manifest no json": lambda contents: contents.update({"backup.json": b"{"}),
    "manifest without files": lambda contents: contents.update({"backup.json": b"{}"}),
    "files no object": lambda contents: contents.update({"backup.json": b'{"files": 3}'}),
    "manifest not text": lambda contents: contents.update({"backup.json": b"\xff\xfe\xfa"}),
    "database altered": altered("desk.db"),
    "settings altered": altered("grcdesk.toml"),
}


@pytest.mark.slow(keep=3)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_backup_is_refused_and_nothing_is_touched(worked, desk_root, tmp_path, name):
    forgery = forged(worked.upkeep.backup(tmp_path / "acme.zip").path, HOSTILE[name])
    worked.close()
    before = files(tmp_path)
    for target, force in ((desk_root, True), (tmp_path / "elsewhere", False)):
        with pytest.raises(BadInput):
            restore(forgery, DeskPaths(target), via=Via.CLI, force=force)
    assert files(tmp_path) == before
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("content", [b"", b"PK", b"hello", b"PK\x03\x04" + b"\x00" * 100])
def test_what_is_no_zip_is_refused(tmp_path, content):
    (tmp_path / "acme.zip").write_bytes(content)
    with pytest.raises(BadInput):
        restore(tmp_path / "acme.zip", DeskPaths(tmp_path / "desk"), via=Via.CLI)
    with pytest.raises(BadInput, match="no such file"):
        restore(tmp_path / "none.zip", DeskPaths(tmp_path / "desk"), via=Via.CLI)


@pytest.mark.parametrize("name", ["missing database", "another program's database", "empty database"])
def test_a_backup_that_holds_no_desk_is_refused_before_anything_is_replaced(worked, desk_root, tmp_path, name):
    def change(contents: dict[str, bytes]) -> None:
        manifest = json.loads(contents["backup.json"])
        if name == "missing database":
            del contents["desk.db"], manifest["files"]["desk.db"]
        else:
            contents["desk.db"] = b"SQLite format 3\x00" + b"\x00" * 4096 if name.startswith("another") else b""
            manifest["files"]["desk.db"] = hashlib.sha256(contents["desk.db"]).hexdigest()
        contents["backup.json"] = json.dumps(manifest).encode()

    forgery = forged(worked.upkeep.backup(tmp_path / "acme.zip").path, change)
    before = tables(desk_root / "desk.db")
    worked.close()
    with pytest.raises(BadInput):
        restore(forgery, DeskPaths(desk_root), via=Via.CLI, force=True)
    assert tables(desk_root / "desk.db") == before


def test_a_backup_of_a_later_program_is_refused_before_anything_is_replaced(worked, desk_root, tmp_path, monkeypatch):
    backup = worked.upkeep.backup(tmp_path / "acme.zip").path
    worked.close()
    before = tables(desk_root / "desk.db")
    monkeypatch.setattr(shape, "SCHEMA", 0)
    with pytest.raises(Newer):
        restore(backup, DeskPaths(desk_root), via=Via.CLI, force=True)
    assert tables(desk_root / "desk.db") == before


def test_a_backup_of_a_development_version_is_refused_before_anything_is_replaced(worked, desk_root, tmp_path):
    def change(contents):
        manifest = json.loads(contents["backup.json"])
        old = bytearray(contents["desk.db"])
        old[60:64] = (9).to_bytes(4, "big")
        contents["desk.db"] = bytes(old)
        manifest["files"]["desk.db"] = hashlib.sha256(contents["desk.db"]).hexdigest()
        contents["backup.json"] = json.dumps(manifest).encode()

    forgery = forged(worked.upkeep.backup(tmp_path / "acme.zip").path, change)
    worked.close()
    before = tables(desk_root / "desk.db")
    with pytest.raises(Older, match="shape 9"):
        restore(forgery, DeskPaths(desk_root), via=Via.CLI, force=True)
    assert tables(desk_root / "desk.db") == before


# --- doctor ---------------------------------------------------------------------------------------------------------


def test_doctor_finds_a_sound_desk_sound(worked):
    before = tables(worked.paths.database)
    checks = {check.name: check for check in doctor(worked.paths)}
    assert [name for name, check in checks.items() if check.ok is False] == []
    assert checks["database"].value == "sound"
    assert checks["shape"].value == f"{shape.SCHEMA} of {shape.SCHEMA}"
    assert checks["vault"].value == "3 files"
    assert checks["log"].value.startswith(f"{worked.log.list(limit=1)[0].seq} entries, head ")
    assert tables(worked.paths.database) == before


def test_doctor_speaks_of_a_damaged_desk_and_of_none(desk, desk_root):
    desk.close()
    file = desk_root / "desk.db"
    file.write_bytes(b"\xa5" * 8192)
    bad = {check.name for check in doctor(DeskPaths(desk_root)) if check.ok is False}
    assert {"shape", "database", "log"} <= bad
    assert db.integrity(file)
    assert {check.name for check in doctor(None) if check.ok is False} == {"desk"}
    file.unlink()
    assert {check.name for check in doctor(DeskPaths(desk_root)) if check.ok is False} >= {"shape", "log"}


def test_doctor_warns_of_a_synced_folder(desk, tmp_path):
    desk.close()
    synced = tmp_path / "Dropbox" / "desk"
    shutil.copytree(desk.paths.root, synced)
    assert [check.name for check in doctor(DeskPaths(synced)) if check.ok is False] == ["cloud sync"]


def test_doctor_speaks_of_settings_of_rights_and_of_a_restore_that_was_cut_short(desk, desk_root, monkeypatch):
    (desk_root / "grcdesk.toml").write_text("nonsense = 1\n")
    desk.paths.restoring.write_text("{}")
    desk_root.chmod(0o755)
    monkeypatch.setattr(doctor_module, "is_ours", lambda _: False)
    told = {line.name: line for line in doctor_module.doctor(desk.paths)}
    assert (told["settings"].ok, told["restore"].ok) == (False, False)
    assert (told["rights"].ok, told["rights"].origin) == (None, "its owner decides")


def test_a_desk_of_too_many_files_makes_no_backup(worked, tmp_path, monkeypatch):
    monkeypatch.setattr(upkeep, "MOST_IN_BACKUP", 2)
    with pytest.raises(Refused, match="and a backup at most 2"):
        worked.upkeep.backup(tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()


def test_two_restores_within_a_second_keep_two_desks(worked, desk_root, tmp_path):
    backup = worked.upkeep.backup(tmp_path / "b.zip").path
    worked.close()
    for _ in range(2):
        restore(backup, DeskPaths(desk_root), via=Via.CLI, force=True)
    kept = sorted(path.name for path in (desk_root / "backups").iterdir())
    assert len(kept) == 2
    assert kept[1] == f"{kept[0]}-2"
