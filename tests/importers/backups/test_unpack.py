"""Archives from anywhere: what is no whole backup is refused in one sentence, within memory, and leaves no trace."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import resource
import struct
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.errors import BadInput, Unwritable
from grcdesk.importers.backups import archive as archives
from grcdesk.importers.backups import unpack as unpacking
from grcdesk.importers.backups.unpack import unpack
from helpers.table_digests import files

ROOM = 1 << 30
BLOB = b"%PDF-1.7 " * 500
NAME = hashlib.sha256(BLOB).hexdigest()
CONTENTS = {
    "desk.db": b"SQLite format 3\x00" + bytes(range(256)) * 40,
    "grcdesk.toml": b'name = "Dana Reyes"\n',
    "catalogs/own.yaml": b"# ours\n",
    f"vault/{NAME[:2]}/{NAME}": BLOB,
    "vault/e3/e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855": b"",
}


def packed(contents: dict[str, bytes], listed: bytes | None = None, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A backup as grcdesk writes one, or with another list."""
    out = io.BytesIO()
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
        archive.writestr("backup.json", json.dumps({"files": hashes}) if listed is None else listed)
    return out.getvalue()


GOOD = packed(CONTENTS)


def put(tmp_path: Path, content: bytes) -> Path:
    file = tmp_path / "acme.zip"
    file.write_bytes(content)
    return file


def refused(file: Path, tmp_path: Path) -> BadInput:
    (tmp_path / "into").mkdir()
    with pytest.raises(BadInput) as error:
        unpack(file, tmp_path / "into", room=ROOM)
    assert error.value.file == str(file)
    assert "\n" not in str(error.value)
    assert error.value.hint or "no such file" in str(error.value)
    return error.value


def test_a_backup_is_unpacked_to_the_byte_for_its_owner_alone(tmp_path):
    (tmp_path / "into").mkdir(mode=0o700)
    mask = os.umask(0)
    found = unpack(put(tmp_path, GOOD), tmp_path / "into", room=ROOM)
    os.umask(mask)
    assert files(tmp_path / "into") == found.files
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "into").rglob("*")}
    assert {modes["desk.db"], modes["grcdesk.toml"], modes["own.yaml"]} == {0o600}
    assert {modes["vault"], modes["catalogs"], modes[NAME[:2]]} == {0o700}
    assert modes[NAME] == 0o440


def flagged(content: bytes, flag: int = 0, method: int | None = None) -> bytes:
    """The same with a flag or a method in every header, local and central."""
    data = bytearray(content)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        while place >= 0:
            found = struct.unpack_from("<H", data, place + at)[0]
            struct.pack_into("<H", data, place + at, found | flag)
            if method is not None:
                struct.pack_into("<H", data, place + at + 2, method)
            place = data.find(signature, place + 4)
    return bytes(data)


def twice(name: str) -> bytes:
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(name, b"evil")
    return out.getvalue()


def named(*names: str) -> bytes:
    return packed({**CONTENTS, **dict.fromkeys(names, b"evil")})


BAD = {
    "encrypted": (lambda: flagged(GOOD, flag=1), "is encrypted"),
    "an unknown method": (lambda: flagged(GOOD, method=99), r"method 99"),
    "a method we do not write": (lambda: packed(CONTENTS, method=zipfile.ZIP_LZMA), r"method 14"),
    "a list nested too deep": (lambda: packed(CONTENTS, b'{"files":' * 200_000), "nested too deep|cannot be read"),
    "a list that is none": (lambda: packed(CONTENTS, b"[]"), "its list is none"),
    "a list of numbers": (lambda: packed(CONTENTS, b'{"files": {"desk.db": 3}}'), "names no files"),
    "a list that is no text": (lambda: packed(CONTENTS, b"\xff\xfe\xfa"), "cannot be read"),
    "a name twice": (lambda: twice("desk.db"), "does not hold what its list names"),
    "the list twice": (lambda: twice("backup.json"), "does not hold|names no files|cannot be read"),
    "a parent folder": (lambda: named("vault/../../evil"), "impossible name"),
    "an absolute path": (lambda: named("/etc/evil"), "impossible name"),
    "a control character": (lambda: named("vault/a\x1bb"), "impossible name"),
    "another room": (lambda: named("backups/evil"), "impossible name"),
    "names that differ in case": (lambda: named("catalogs/A", "catalogs/a"), "capital letters"),
    "cut at the end": (lambda: GOOD[:-30], "is not a grcdesk backup"),
    "cut in the middle": (lambda: GOOD[: len(GOOD) // 2], "is not a grcdesk backup"),
    "nothing": (lambda: b"", "is not a grcdesk backup"),
    "no zip": (lambda: b"hello", "is not a grcdesk backup"),
    "no list": (lambda: packed(CONTENTS).replace(b"backup.json", b"backup.jsox"), "holds no backup.json"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_whole_backup_is_refused_in_one_sentence(tmp_path, name):
    make, told = BAD[name]
    error = refused(put(tmp_path, make()), tmp_path)
    assert re.search(told, str(error)), str(error)
    assert files(tmp_path / "into") == {}


def test_what_is_no_file_is_refused_without_waiting(tmp_path):
    os.mkfifo(tmp_path / "acme.zip")
    assert "not a regular file" in str(refused(tmp_path / "acme.zip", tmp_path))
    (tmp_path / "into").rmdir()
    assert "not a regular file" in str(refused(tmp_path, tmp_path))
    (tmp_path / "into").rmdir()
    assert "no such file" in str(refused(tmp_path / "none.zip", tmp_path))


def zeros(name: str, size: int) -> bytes:
    """A zip file of few bytes whose entry of that name unpacks to so many zeros."""
    out = io.BytesIO()
    block = bytes(1 << 20)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for other, content in CONTENTS.items():
            if other != name:
                archive.writestr(other, content)
        with archive.open(name, "w", force_zip64=True) as entry:
            for _ in range(size >> 20):
                entry.write(block)
        if name != "backup.json":
            archive.writestr("backup.json", json.dumps({"files": dict.fromkeys(CONTENTS, "0" * 64)}))
    return out.getvalue()


def test_a_bomb_is_refused_within_memory(tmp_path):
    # of the largest child so far, whichever test it had
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert "larger than 24 MB" in str(refused(put(tmp_path, zeros("backup.json", 64 << 20)), tmp_path))
    (tmp_path / "into").rmdir()
    large = put(tmp_path, zeros("desk.db", 64 << 20))
    (tmp_path / "into").mkdir()
    with pytest.raises(Unwritable, match="there is room for"):
        unpack(large, tmp_path / "into", room=32 << 20)
    assert files(tmp_path / "into") == {}
    # a list may say less than what comes out: what comes out is counted
    data = bytearray(large.read_bytes())
    place = data.rfind(b"PK\x01\x02", 0, data.rfind(b"PK\x01\x02"))
    while data[place + 46 : place + 53] != b"desk.db":
        place = data.rfind(b"PK\x01\x02", 0, place)
    struct.pack_into("<I", data, place + 24, 100)
    (tmp_path / "into").rmdir()
    refused(put(tmp_path, bytes(data)), tmp_path)
    assert sum(path.stat().st_size for path in (tmp_path / "into").rglob("*") if path.is_file()) < 1 << 20
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss <= max(before, 300 << 10)


@given(at=st.integers(0, len(GOOD) - 1), bit=st.integers(0, 7))
def test_a_flipped_bit_is_named_or_does_not_matter(at, bit):
    data = bytearray(GOOD)
    data[at] ^= 1 << bit
    try:
        archive = archives.opened(io.BytesIO(bytes(data)))
        told = archives.listed(archive)
        found = {name: bytearray() for name in told["files"]}
        for name, into in found.items():
            archives.unpack(archive, name, into.extend)
    except BadInput:
        return
    wrong = [name for name, into in found.items() if hashlib.sha256(into).hexdigest() != told["files"][name]]
    assert wrong or found == CONTENTS


def test_a_file_that_is_not_what_the_list_says_is_named(tmp_path):
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in CONTENTS.items()}
    lying = packed({**CONTENTS, "grcdesk.toml": b'name = "Mallory"\n'}, json.dumps({"files": hashes}).encode())
    assert "grcdesk.toml in it is damaged" in str(refused(put(tmp_path, lying), tmp_path))


def test_a_process_that_says_nothing_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "command", lambda _: [sys.executable, "-c", "import time; time.sleep(600)"])
    (tmp_path / "into").mkdir()
    with pytest.raises(BadInput, match="gave nothing to read"):
        unpack(put(tmp_path, GOOD), tmp_path / "into", room=ROOM, silence=0.1)


def test_it_tells_how_far_it_is_and_stops_when_asked(tmp_path):
    (tmp_path / "into").mkdir()
    told: list[tuple[int, int]] = []
    unpack(put(tmp_path, GOOD), tmp_path / "into", room=ROOM, progress=lambda *seen: told.append(seen))
    assert told == [(number, len(CONTENTS)) for number in range(1, len(CONTENTS) + 1)]
    (tmp_path / "again").mkdir()
    with pytest.raises(BadInput, match="stopped; nothing was replaced"):
        unpack(put(tmp_path, GOOD), tmp_path / "again", room=ROOM, stop=lambda: True)


def test_a_process_that_dies_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "command", lambda _: [sys.executable, "-c", "raise SystemExit"])
    assert "needs more memory" in str(refused(put(tmp_path, GOOD), tmp_path))
