"""Checkpoints: written of a desk that verifies, signed by ssh-keygen, time-stamped, and held against the desk later."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from grcdesk.errors import BadInput, Damaged, Refused, Unwritable
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.log import signing
from grcdesk.services.log.verifying import Outside
from grcdesk.store.verifying import checkpoint
from grcdesk.terms import Status, Verb
from helpers.desk_attacks import opened
from helpers.stamping import call, stamped

needs_ssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="no ssh-keygen here")
needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here")


@pytest.fixture
def made(desk, tmp_path) -> Path:
    desk.controls.set(desk.controls.keys()[:3], ControlChange(status=Status.PARTIAL, note="was away"))
    return desk.log.checkpoint(tmp_path / "checkpoint.txt").path


def held(desk, file: Path, **more: str):
    return desk.log.verify(outside=Outside(checkpoints=(file,), **more))


def test_it_names_desk_place_head_and_time_in_four_lines(desk, made):
    lines = made.read_text().splitlines()
    first, last = desk.log.list(newest_first=False, limit=1)[0], desk.log.list(limit=2)[1]
    assert lines[:5] == [f"grcdesk checkpoint 1 {first.hash}", str(last.seq), last.hash, "2026-11-21T09:00:00.000Z", ""]
    assert lines[5].startswith("shape ")
    assert lines[-1].startswith("vault 0 ")
    assert [line.split()[1] for line in lines[6:-1]] == sorted(line.split()[1] for line in lines[6:-1])
    told = desk.log.list(limit=1)[0]
    assert (told.action, told.after["entries"], told.after["head"]) == (Verb.LOG_CHECKPOINT, last.seq, last.hash)


def test_it_holds_while_the_desk_goes_on(desk, made):
    assert held(desk, made).broken == ()
    desk.controls.set(desk.controls.keys(), ControlChange(status=Status.IN_PLACE, note=""))
    desk.log.undo()
    report = held(desk, made)
    assert (report.broken, [one.what for one in report.remarks]) == ((), ["is not signed"])


def test_the_same_desk_gives_the_same_digests(desk, made, tmp_path):
    again = desk.log.checkpoint(tmp_path / "again.txt").path
    assert made.read_text().splitlines()[5:] == again.read_text().splitlines()[5:]


def test_a_desk_that_does_not_verify_gets_none(desk, tmp_path):
    with opened(desk.paths.root) as connection:
        connection.execute("UPDATE assessment SET status = 'in_place' WHERE control = 'AI-SEC-01'")
    with pytest.raises(Damaged, match="not what its log says"):
        desk.log.checkpoint(tmp_path / "checkpoint.txt")
    assert not (tmp_path / "checkpoint.txt").exists()


@pytest.mark.parametrize("line", range(7))
def test_whatever_is_changed_in_it_is_noticed(desk, made, line):
    lines = made.read_text().splitlines()
    others = {
        0: lines[0][:-1] + ("0" if lines[0][-1] != "0" else "1"),
        1: "3",
        2: "0" * 64,
        3: "yesterday",
        4: "x",
        5: "shape x",
    }
    lines[line] = others.get(line, lines[line].replace("table ", "table x"))
    made.write_text("\n".join(lines) + "\n")
    try:
        assert held(desk, made).broken
    except BadInput as error:
        assert "is no checkpoint of a desk" in str(error)  # noqa: PT017  either of the two will do


@pytest.mark.parametrize("content", [b"", b"\xff", b"x" * (2 << 20), b"grcdesk checkpoint 1 \n"])
def test_what_is_none_is_refused(desk, tmp_path, content):
    file = tmp_path / "none.txt"
    file.write_bytes(content)
    for path in (file, tmp_path, tmp_path / "nowhere"):
        with pytest.raises(BadInput, match="is no checkpoint of a desk"):
            held(desk, path)


def test_a_log_told_anew_or_cut_is_not_the_one_it_names(desk, made, tmp_path):
    old = checkpoint.parse(made.read_bytes(), "old")
    with closing(sqlite3.connect(desk.paths.database)) as connection:
        connection.execute("DROP TRIGGER log_no_delete")
        connection.execute("DELETE FROM log WHERE seq > ?", (old.entries - 1,))
        connection.commit()
    assert any("it was cut or put back" in one.what for one in held(desk, made).broken)


def test_it_does_not_replace_a_file_unasked(desk, made):
    with pytest.raises(Refused, match="exists already"):
        desk.log.checkpoint(made)
    desk.log.checkpoint(made, force=True)


# --- signatures ------------------------------------------------------------------------------------------------------


@pytest.fixture
def key(tmp_path) -> Path:
    call("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "dana", "-f", "key", cwd=tmp_path)
    public = (tmp_path / "key.pub").read_text()
    (tmp_path / "signers").write_text(f"dana@acme.example {public}")
    call("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "eve", "-f", "eve", cwd=tmp_path)
    (tmp_path / "others").write_text(f"eve@acme.example {(tmp_path / 'eve.pub').read_text()}")
    return tmp_path / "key"


@pytest.mark.slow
@needs_ssh
def test_it_is_signed_and_the_signature_is_held_against_who_may_sign(desk, key, tmp_path):
    file = desk.log.checkpoint(tmp_path / "signed.txt", key=str(key)).path
    assert held(desk, file).remarks[0].what.startswith("is signed by the key SHA256:")
    report = held(desk, file, signers=str(tmp_path / "signers"))
    assert (report.broken, report.remarks[0].what.startswith("is signed by dana@acme.example")) == ((), True)
    (broken,) = held(desk, file, signers=str(tmp_path / "others")).broken
    assert "does not allow" in broken.what


@needs_ssh
@pytest.mark.parametrize("attack", ["text", "other text", "line feeds", "another purpose", "no signature", "garbage"])
def test_a_signature_of_something_else_is_broken(desk, key, tmp_path, attack):
    file = desk.log.checkpoint(tmp_path / "signed.txt", key=str(key)).path
    beside = signing.signature_of(file)
    if attack == "text":
        file.write_text(file.read_text().replace("2026-11-21T09", "2026-11-21T08"))
    elif attack == "other text":
        shutil.copy(beside, signing.signature_of(desk.log.checkpoint(tmp_path / "other.txt").path))
        file = tmp_path / "other.txt"
    elif attack == "line feeds":
        beside.write_bytes(beside.read_bytes()[:-60])
    elif attack == "another purpose":
        beside.unlink()
        call("ssh-keygen", "-Y", "sign", "-n", "file", "-f", str(key), str(file), cwd=tmp_path)
    elif attack == "no signature":
        beside.unlink()
    else:
        beside.write_bytes(b"\xff\x00" * 50)
    assert held(desk, file, signers=str(tmp_path / "signers")).broken


@needs_ssh
def test_a_key_that_does_not_sign_leaves_the_checkpoint_and_says_so(desk, tmp_path):
    (tmp_path / "key").write_text("no key")
    with pytest.raises(Unwritable, match="is written and not signed: ssh-keygen says"):
        desk.log.checkpoint(tmp_path / "checkpoint.txt", key=str(tmp_path / "key"))
    assert (tmp_path / "checkpoint.txt").is_file()


def test_without_the_program_nothing_is_said_to_be_checked(desk, made, monkeypatch):
    signing.signature_of(made).write_text("-----BEGIN SSH SIGNATURE-----")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Unwritable, match="no ssh-keygen here"):
        held(desk, made)
    with pytest.raises(Unwritable, match="no ssh-keygen here"):
        desk.log.checkpoint(made, key="key", force=True)


# --- time stamps -----------------------------------------------------------------------------------------------------


@pytest.mark.slow
@needs_openssl
def test_a_time_stamp_goes_with_the_checkpoint_it_speaks_of(desk, made, tmp_path):
    reply = stamped(made, tmp_path)
    other = desk.log.checkpoint(tmp_path / "other.txt").path
    with pytest.raises(BadInput, match="is no time stamp of"):
        desk.log.checkpoint(other, stamp=reply)
    assert desk.log.checkpoint(made, stamp=reply).path == signing.stamp_of(made)
    assert any("has a time stamp of this text" in one.what for one in held(desk, made).remarks)
    report = held(desk, made, authority=str(tmp_path / "ca.pem"))
    assert report.broken == ()
    assert any("has a time stamp that holds: " in one.what for one in report.remarks)
    (broken,) = held(desk, made, authority=str(tmp_path / "tsa.csr")).broken
    assert "does not hold" in broken.what
    shutil.copy(signing.stamp_of(made), signing.stamp_of(other))
    assert any("of another text" in one.what for one in held(desk, other).broken)


def test_a_time_stamp_needs_a_checkpoint(desk, made, tmp_path):
    (tmp_path / "reply.tsr").write_bytes(b"x")
    with pytest.raises(Refused, match="is of a checkpoint that is there already"):
        desk.log.checkpoint(tmp_path / "none.txt", stamp=tmp_path / "reply.tsr")
    for reply in (tmp_path / "reply.tsr", tmp_path, tmp_path / "nowhere"):
        with pytest.raises(BadInput, match="is no time stamp of"):
            desk.log.checkpoint(made, stamp=reply)
    (broken,) = held(desk, made, authority="ca.pem").broken
    assert broken.what == "has no time stamp beside it"
