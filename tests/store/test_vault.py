"""Evidence files: taken in whole or not at all; modified, missing or strange files are named."""

from __future__ import annotations

import hashlib
import os
import shutil
from datetime import date

import pytest

from grcdesk.errors import BadInput, Refused, Unwritable
from grcdesk.services.evidence.evidence import Artefact
from grcdesk.store import vault, vault_check
from grcdesk.terms import EvidenceKind

FACTS = Artefact(EvidenceKind.REPORT, title="Pen test", as_of=date(2026, 6, 1))


@pytest.fixture
def stored(desk, tmp_path):
    file = tmp_path / "report.pdf"
    file.write_bytes(b"%PDF-1.7 " * 1000)
    desk.evidence.add(file, FACTS, controls=["AI-SEC-01", "AI-SEC-02"])
    return vault.blob(desk.paths, hashlib.sha256(file.read_bytes()).hexdigest())


def broken(desk) -> list[tuple[str, str]]:
    return [(one.where, one.what) for one in desk.log.verify().broken]


def test_a_file_lies_under_its_hash_and_cannot_be_written(desk, stored):
    assert stored.read_bytes() == b"%PDF-1.7 " * 1000
    assert stored.parent.name == stored.name[:2]
    assert stored.stat().st_mode & 0o777 == 0o440
    report = desk.log.verify()
    assert (report.clean, report.blobs) == (True, 1)


def test_the_same_bytes_are_kept_once(desk, stored, tmp_path):
    told = desk.evidence.add(tmp_path / "report.pdf", FACTS, controls=["AI-SEC-03"])
    assert "in the vault already" in told.sentence
    assert sum(path.is_file() for path in desk.paths.vault.rglob("*")) == 1


def test_a_modified_file_is_named_with_its_evidence_and_controls(desk, stored):
    stored.chmod(0o640)
    stored.write_bytes(b"%PDF-1.8 " * 1000)
    assert broken(desk) == [("evidence EV-1 (AI-SEC-01, AI-SEC-02)", "its file in the vault was modified")]


@pytest.mark.parametrize("how", ["missing", "truncated", "folder"])
def test_a_missing_or_cut_file_is_named(desk, stored, how):
    if how == "truncated":
        stored.chmod(0o640)
        stored.write_bytes(b"")
    else:
        stored.unlink()
        if how == "folder":
            stored.mkdir()
    found = broken(desk)
    assert len(found) == 1
    assert found[0][0] == "evidence EV-1 (AI-SEC-01, AI-SEC-02)"


def test_two_files_swapped_are_both_named(desk, stored, tmp_path):
    file = tmp_path / "other.pdf"
    file.write_bytes(b"other")
    desk.evidence.add(file, FACTS, controls=["AI-SEC-03"])
    other = vault.blob(desk.paths, hashlib.sha256(b"other").hexdigest())
    first, second = stored.read_bytes(), other.read_bytes()
    for path, content in ((stored, second), (other, first)):
        path.chmod(0o640)
        path.write_bytes(content)
    assert len(broken(desk)) == 2


def test_a_file_that_belongs_to_nothing_is_named(desk, stored):
    (desk.paths.vault / "ab").mkdir(exist_ok=True)
    (desk.paths.vault / "ab" / "abcd").write_bytes(b"x")
    assert broken(desk) == [("vault/ab/abcd", "belongs to no evidence")]


@pytest.mark.parametrize("kind", ["pipe", "link", "folder", "nothing"])
def test_only_regular_files_are_taken(desk, tmp_path, kind):
    source = tmp_path / "source"
    if kind == "pipe":
        os.mkfifo(source)
    elif kind == "link":
        source.symlink_to("/etc/hostname")
    elif kind == "folder":
        source.mkdir()
    with pytest.raises(BadInput):
        desk.evidence.add(source, FACTS, controls=["AI-SEC-01"])
    assert list(desk.paths.vault.iterdir()) == []
    assert desk.evidence.list() == []


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_vault_that_takes_nothing_leaves_nothing(desk, tmp_path, monkeypatch, call):
    file = tmp_path / "report.pdf"
    file.write_bytes(b"x" * 5000)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, full)
        with pytest.raises(Unwritable, match="No space left"):
            desk.evidence.add(file, FACTS, controls=["AI-SEC-01"])
    assert [path for path in desk.paths.vault.rglob("*") if path.is_file()] == []
    assert desk.evidence.list() == []
    assert desk.log.verify().clean


def test_verifying_can_be_stopped(desk, stored):
    assert desk.log.verify(stop=lambda: True).blobs == 0


def test_nothing_is_taken_in_where_the_desk_is_shown_as_it_stood(desk, tmp_path):
    (tmp_path / "a.txt").write_text("a")
    past = desk.paths._replace(past="as it stood on 2026-01-01")
    with pytest.raises(Refused, match="nothing is taken in there"):
        vault.keep(past, tmp_path / "a.txt")


def test_a_vault_that_takes_no_rows_says_so_and_leaves_nothing(desk, tmp_path):
    shutil.rmtree(desk.paths.vault)
    desk.paths.vault.write_text("in the way")
    with (tmp_path / "rows").open("w+b") as rows, pytest.raises(Unwritable, match="the vault does not take the rows"):
        vault.keep_open(desk.paths, rows, "the rows")
    assert desk.paths.vault.read_text() == "in the way"


def test_a_quick_look_passes_over_what_is_large_and_takes_the_rest(monkeypatch):
    monkeypatch.setattr(vault_check, "_SAMPLE_BYTES", 10)
    kept = {name: vault_check._Kept(name, size, "", []) for name, size in (("a", 4), ("b", 99), ("c", 6), ("d", 1))}
    for day in ("2026-11-20", "2026-11-21", "2026-11-22"):
        chosen = vault_check._sampled(kept, day)
        assert "b" not in chosen
        assert 2 <= len(chosen) <= 3
        assert sum(kept[name].size for name in chosen) <= 10
