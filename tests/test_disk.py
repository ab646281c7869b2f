"""A desk is for its owner alone, whatever the umask; a folder opened to a group on purpose stays open to it."""

from __future__ import annotations

import os
import pwd
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from grcdesk import disk
from grcdesk.paths import DeskPaths
from grcdesk.reports.files import save
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.services.desk.doctor import doctor
from grcdesk.services.desk.opening import init_desk, open_desk
from grcdesk.services.desk.upkeep import restore
from grcdesk.store import migrate, signer
from grcdesk.terms import EvidenceKind, Status, Via

FACTS = Artefact(EvidenceKind.REPORT, as_of=date(2026, 6, 1))


@pytest.fixture(params=[0o000, 0o022, 0o177], ids=oct)
def mask(request) -> Iterator[int]:
    old = os.umask(request.param)
    yield request.param
    os.umask(old)


def modes(root: Path) -> dict[str, set[int]]:
    """Rights by kind of thing."""
    found: dict[str, set[int]] = {"folder": {root.stat().st_mode & 0o777}, "file": set(), "blob": set()}
    for path in root.rglob("*"):
        kind = "folder" if path.is_dir() else "blob" if len(path.name) == 64 else "file"
        found[kind].add(path.stat().st_mode & 0o777)
    return found


PRIVATE = {"folder": {0o700}, "file": {0o600}, "blob": {0o440}}


def worked(root: Path, report: Path) -> None:
    """Everything that makes files in a desk."""
    desk = open_desk(DeskPaths(root), via=Via.CLI)
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, gap="g"))
    desk.evidence.add(report, FACTS, controls=["AI-SEC-01"])
    desk.exports.matrix(None)
    desk.log.export(None)
    assert modes(root) == PRIVATE, "while it is open"
    desk.close()


@pytest.mark.slow
def test_everything_in_a_desk_is_private_whatever_the_umask(plan, tmp_path, mask):
    report = tmp_path / "report.pdf"
    report.write_bytes(b"%PDF")
    report.chmod(0o600)
    root = tmp_path / "desk"
    init_desk(root, plan, via=Via.CLI).close()
    worked(root, report)
    assert modes(root) == PRIVATE
    desk = open_desk(DeskPaths(root), via=Via.CLI)
    backup = desk.upkeep.backup(tmp_path / "acme.zip").path
    desk.close()
    assert backup.stat().st_mode & 0o777 == 0o600, "it holds the whole desk"
    restore(backup, DeskPaths(root), via=Via.CLI, force=True)
    restore(backup, DeskPaths(tmp_path / "second"), via=Via.CLI)
    open_desk(DeskPaths(tmp_path / "second"), via=Via.CLI).close()
    assert modes(root) == PRIVATE, "what was kept of the desk before too"
    assert modes(tmp_path / "second") == PRIVATE


@pytest.mark.slow
def test_the_copy_before_a_migration_is_private_too(tmp_path, mask):
    kept = next((Path(__file__).parent / "store" / "desks").glob("*.zip"))
    shutil.unpack_archive(kept, tmp_path / "desk")
    for path in [tmp_path / "desk", *(tmp_path / "desk").rglob("*")]:
        path.chmod(0o700 if path.is_dir() else 0o440 if len(path.name) == 64 else 0o600)
    open_desk(DeskPaths(tmp_path / "desk"), via=Via.CLI).close()
    assert list((tmp_path / "desk" / "backups").glob("before-shape-*.db"))
    assert modes(tmp_path / "desk") == PRIVATE


def test_an_empty_folder_becomes_private_and_a_full_one_keeps_its_rights(plan, tmp_path):
    for name in ("empty", "full"):
        (tmp_path / name).mkdir(mode=0o755)
        (tmp_path / name).chmod(0o755)
    (tmp_path / "full" / "README").write_text("ours")
    for name in ("empty", "full"):
        init_desk(tmp_path / name, plan, via=Via.CLI).close()
    assert [(tmp_path / name).stat().st_mode & 0o777 for name in ("empty", "full")] == [0o700, 0o755]
    assert {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "full").iterdir()} == {
        "vault": 0o700,
        "catalogs": 0o700,
        "exports": 0o700,
        "desk.db": 0o600,
        "grcdesk.toml": 0o600,
        "anchors.jsonl": 0o600,
        "README": 0o644,
    }


def test_a_folder_opened_to_a_group_stays_open_to_it(plan, tmp_path, mask):
    root = tmp_path / "desk"
    init_desk(root, plan, via=Via.CLI).close()
    for path in (root, *root.rglob("*")):
        path.chmod(0o770 if path.is_dir() else 0o660)
    report = tmp_path / "report.pdf"
    report.write_bytes(b"%PDF")
    report.chmod(0o600)
    desk = open_desk(DeskPaths(root), via=Via.CLI)
    desk.evidence.add(report, FACTS, controls=["AI-SEC-01"])
    desk.close()
    assert modes(root) == {"folder": {0o770}, "file": {0o660}, "blob": {0o440}}
    assert rights(root).ok is True


def rights(root: Path):
    return next(one for one in doctor(DeskPaths(root)) if one.name == "rights")


@pytest.mark.slow(keep=2)
@pytest.mark.parametrize("what", ["", "desk.db", "grcdesk.toml", "vault", "exports", "backups/old.db"])
def test_doctor_names_what_others_may_look_into_and_the_cure_cures_it(desk, desk_root, what):
    desk.close()
    (desk_root / "backups").mkdir(mode=0o700)
    (desk_root / "backups" / "old.db").touch(mode=0o600)
    assert rights(desk_root).ok is True
    path = desk_root / what
    path.chmod(path.stat().st_mode | 0o044)
    found = rights(desk_root)
    assert found.ok is False
    assert f"{path.relative_to(desk_root.parent)} is open to everybody" in found.value
    assert found.origin == f"chmod -R go= {desk_root}"
    assert os.system(found.origin) == 0  # noqa: S605  our own words
    assert rights(desk_root).ok is True


def test_what_people_put_into_a_shut_folder_is_nobodys_business(desk, desk_root):
    desk.close()
    (desk_root / "catalogs" / "own.yaml").touch()
    (desk_root / "catalogs" / "own.yaml").chmod(0o644)
    assert rights(desk_root).ok is True
    (desk_root / "catalogs").chmod(0o755)
    assert rights(desk_root).value.endswith("catalogs is open to everybody and 1 more")


def test_a_file_handed_out_follows_the_umask_and_one_in_the_desk_does_not(desk, desk_root, tmp_path):
    old = os.umask(0o022)
    made = []
    for folder in (tmp_path, desk_root / "exports"):
        save(folder / "matrix.xlsx", b"x", force=False)
        made.append((folder / "matrix.xlsx").stat().st_mode & 0o777)
        (folder / "matrix.xlsx").chmod(0o640)
        save(folder / "matrix.xlsx", b"y", force=True)
        made.append((folder / "matrix.xlsx").stat().st_mode & 0o777)
    os.umask(old)
    assert made == [0o644, 0o640, 0o600, 0o600]


def test_who_writes_is_who_the_system_says(monkeypatch):
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "mallory")
    signer._machine.cache_clear()
    assert signer._machine()["os_user"] == pwd.getpwuid(os.getuid()).pw_name != "mallory"
    monkeypatch.setattr(os, "getuid", lambda: 4_294_000_001)
    assert disk.os_user() == "4294000001"
    signer._machine.cache_clear()


def test_a_desk_without_a_name_is_signed_by_who_the_system_says(plan, tmp_path, monkeypatch):
    monkeypatch.setenv("LOGNAME", "mallory")
    desk = init_desk(tmp_path / "desk", replace(plan, name=""), via=Via.CLI)
    assert desk.actor == pwd.getpwuid(os.getuid()).pw_name
    desk.close()


def test_a_new_database_is_private_from_its_first_byte(tmp_path, monkeypatch):
    old = os.umask(0)
    seen = []
    real = migrate.upgrade

    def upgrade(database: Path, *rest: object):
        seen.append(database.stat().st_mode & 0o777)
        return real(database, *rest)

    monkeypatch.setattr(migrate, "upgrade", upgrade)
    migrate.create(tmp_path / "desk.db")
    os.umask(old)
    assert seen == [0o600]
