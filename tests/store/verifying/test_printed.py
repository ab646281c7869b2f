"""The head of the log is read out of a file that was handed over, by a few bytes and without a parser."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from grcdesk.store.verifying import printed

HEAD = "0a" * 32
WORDS = f"<a>records as of entry 412, 2026-11-27 06:04Z</a><c>Change log head (SHA-256)</c><d>{HEAD}</d>"


def file(folder: Path, **parts: str) -> Path:
    path = folder / "handed.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("part", printed._PARTS)
def test_it_is_found_wherever_a_version_prints_it(tmp_path, part):
    assert printed.head(file(tmp_path, **{part: WORDS})) == (412, HEAD)


def test_a_part_without_it_is_passed_over(tmp_path):
    first, second, _ = printed._PARTS
    assert printed.head(file(tmp_path, **{first: "<a/>", second: WORDS})) == (412, HEAD)
    assert printed.head(file(tmp_path, **{first: "<a/>", "other.xml": WORDS})) is None


def test_what_is_too_large_or_no_such_file_prints_none(tmp_path, monkeypatch):
    path = file(tmp_path, **{printed._PARTS[0]: WORDS})
    for name in ("_MOST_FILE", "_MOST_LIST"):
        with monkeypatch.context() as patch:
            patch.setattr(printed, name, 3)
            assert printed.head(path) is None
    path.write_bytes(path.read_bytes()[:40])
    assert printed.head(path) is None
    assert printed.head(tmp_path / "none.docx") is None
