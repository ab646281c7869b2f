"""The texts beside an exported log: all that still exist, held against their names by a script without grcdesk."""

from __future__ import annotations

import ast
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from grcdesk.errors import Refused
from grcdesk.schemas.controls.controls import ControlChange

TEXT = "Ms Ferreira was on sick leave"


def lines(folder: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (folder / "texts.jsonl").read_text(encoding="utf-8").splitlines()]


def check(folder: Path, texts: str = "texts.jsonl") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "verify_texts.py", "log.jsonl", texts]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def test_each_text_proves_its_name(desk, folder):
    desk.controls.set(["AI-SEC-01"], ControlChange(gap=TEXT, note="ask Omar"))
    done = desk.log.export(folder / "log.jsonl")
    found = lines(folder)
    assert {"ask Omar", TEXT} <= {one["text"] for one in found}
    for one in found:
        assert one["sha256"] == "sha256:" + hashlib.sha256((one["salt"] + one["text"]).encode()).hexdigest()
    assert f"the {len(found):,} texts" in done.notes[0]
    told = check(folder)
    assert (told.returncode, f"texts   {len(found)} right, 0 erased, 0 not given" in told.stdout) == (0, True), (
        told.stdout
    )


@pytest.mark.slow
def test_what_was_erased_is_counted_and_what_is_withheld_too(desk, folder):
    desk.controls.set(["AI-SEC-01"], ControlChange(gap=TEXT))
    desk.log.erase("AI-SEC-01", field="gap", reason="asked for")
    desk.log.export(folder / "log.jsonl")
    assert TEXT not in {one["text"] for one in lines(folder)}
    assert "2 erased" in check(folder).stdout
    kept = (folder / "texts.jsonl").read_bytes().splitlines(keepends=True)
    (folder / "texts.jsonl").write_bytes(b"".join(kept[3:]))
    told = check(folder)
    assert (told.returncode, "3 not given" in told.stdout) == (0, True)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda line: line.replace('"text":"', '"text":"x', 1), "is not what its hash says"),
        (lambda line: line + line.replace("\n", "")[:-1], "cannot be read"),
        (
            lambda line: json.dumps({"salt": "", "sha256": "sha256:" + hashlib.sha256(b"x").hexdigest(), "text": "x"}),
            "is not named by the log",
        ),
    ],
)
def test_a_forged_text_is_named(desk, folder, change, said):
    desk.controls.set(["AI-SEC-01"], ControlChange(gap=TEXT))
    desk.log.export(folder / "log.jsonl")
    first, *rest = (folder / "texts.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "other.jsonl").write_text(change(first) + "\n" + "".join(rest), encoding="utf-8")
    told = check(folder, "other.jsonl")
    assert (told.returncode, said in told.stdout) == (5, True), told.stdout


@pytest.mark.slow
def test_a_text_that_was_erased_is_not_taken_from_an_older_file(desk, folder):
    desk.controls.set(["AI-SEC-01"], ControlChange(gap=TEXT))
    desk.log.export(folder / "log.jsonl")
    old = (folder / "texts.jsonl").read_bytes()
    desk.log.erase("AI-SEC-01", field="gap", reason="asked for")
    desk.log.export(folder / "log.jsonl", force=True)
    (folder / "texts.jsonl").write_bytes(old)
    told = check(folder)
    assert (told.returncode, "was erased" in told.stdout) == (5, True), told.stdout


def test_the_checker_needs_nothing_but_an_old_python(desk, folder):
    desk.log.export(folder / "log.jsonl")
    ast.parse((folder / "verify_texts.py").read_text(encoding="utf-8"), feature_version=(3, 9))
    (folder / "texts.jsonl").unlink()
    assert check(folder).returncode == 2


def test_the_texts_of_another_log_are_not_replaced(desk, folder):
    desk.log.export(folder / "log.jsonl")
    desk.controls.set(["AI-SEC-01"], ControlChange(gap=TEXT))
    desk.log.export(folder / "later.jsonl")  # its own older texts are
    strange = '{"salt":"","sha256":"sha256:' + "0" * 64 + '","text":"x"}\n'
    for content in (strange, "notes of mine\n"):
        (folder / "texts.jsonl").write_text(content)
        with pytest.raises(Refused, match="is not of this log"):
            desk.log.export(folder / "third.jsonl")
        assert not (folder / "third.jsonl").exists()
        assert (folder / "texts.jsonl").read_text() == content
