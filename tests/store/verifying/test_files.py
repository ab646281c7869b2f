"""A pipe, a link or a device in a folder of the desk is no file that is read, and nobody waits for it."""

from __future__ import annotations

import os

from grcdesk.store.verifying.files import small_file


def test_only_a_regular_file_of_bounded_size_is_read(tmp_path):
    (tmp_path / "file").write_bytes(b"0123456789")
    assert small_file(tmp_path / "file", 10) == b"0123456789"
    assert small_file(tmp_path / "file", 9) is None
    assert small_file(tmp_path / "file", 4, end=True) == b"6789"
    (tmp_path / "link").symlink_to(tmp_path / "file")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe", "none", "a\0b"):
        assert small_file(tmp_path / name, 10, end=True) is None
    assert small_file(tmp_path, 10) is None


def test_pipes_in_the_places_of_anchors_catalogs_and_evidence_stop_no_look(desk, tmp_path):
    (tmp_path / "report.pdf").write_bytes(b"%PDF")
    (desk.paths.root / "anchors.jsonl").unlink()
    os.mkfifo(desk.paths.root / "anchors.jsonl")
    os.mkfifo(desk.paths.catalogs / "mine.yaml")
    report = desk.log.verify()
    assert report.broken == ()
    assert [one.where for one in report.remarks] == ["catalogs/mine.yaml"]
    desk.exports.mlbom(tmp_path / "bom.json")
