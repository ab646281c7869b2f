"""Zip files from others, counted as they come out."""

from __future__ import annotations

import zipfile

import pytest

from grcdesk.errors import BadInput
from grcdesk.importers.reading import archives


def packed(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_more_members_than_may_be_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MAX_MEMBERS", 1)
    assert archives.check(packed(tmp_path / "a.zip", a="x")) == ["a"]
    with pytest.raises(BadInput, match="holds 2 members"):
        archives.check(packed(tmp_path / "a.zip", a="x", b="y"))


def test_an_archive_that_needs_a_key_is_refused(tmp_path):
    data = bytearray(packed(tmp_path / "a.zip", a="x").read_bytes())
    data[data.find(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(BadInput, match="is encrypted"):
        archives.check(tmp_path / "a.zip")


def test_a_member_is_read_up_to_its_limit(tmp_path):
    path = packed(tmp_path / "a.zip", a="x" * (1 << 20))
    assert len(archives.member(path, "a", 1 << 20)) == 1 << 20
    with pytest.raises(BadInput, match="a unpacks to more than 0 MiB"):
        archives.member(path, "a", 1000)
    with pytest.raises(BadInput, match="b in it cannot be read"):
        archives.member(path, "b", 1000)
