from __future__ import annotations

import io
import zipfile

import pytest

from grcdesk.reports.archive import EPOCH, StillZip, rewrite


def make(moment):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("b.xml", "a.xml"):
            archive.writestr(zipfile.ZipInfo(name, moment), f"<{name[0]}/>")
    return out.getvalue()


def test_the_time_of_making_does_not_show():
    early, late = make((2020, 1, 1, 0, 0, 0)), make((2026, 11, 21, 9, 0, 0))
    assert early != late
    assert rewrite(early, {}) == rewrite(late, {})


def test_entries_keep_their_order_and_content():
    with zipfile.ZipFile(io.BytesIO(rewrite(make(EPOCH), {"a.xml": b"<new/>"}))) as archive:
        assert archive.namelist() == ["b.xml", "a.xml"]
        assert archive.read("b.xml") == b"<b/>"
        assert archive.read("a.xml") == b"<new/>"
        assert {entry.date_time for entry in archive.infolist()} == {EPOCH}


def test_a_file_is_taken_in_without_its_time(tmp_path):
    source = tmp_path / "sheet.xml"
    source.write_bytes(b"x" * 3_000_000)
    out = io.BytesIO()
    with StillZip(out, {}) as archive:
        archive.write(source, "xl/sheet.xml")
    with zipfile.ZipFile(out) as archive:
        assert archive.read("xl/sheet.xml") == source.read_bytes()
        assert archive.infolist()[0].date_time == EPOCH


def test_an_archive_that_is_closed_takes_nothing_more():
    data = make(EPOCH)
    with StillZip(io.BytesIO(), {}) as archive:
        pass
    with zipfile.ZipFile(io.BytesIO(data)) as old, pytest.raises(ValueError, match="the archive is closed"):
        archive.take(data, old.infolist()[0])
