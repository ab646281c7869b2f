from __future__ import annotations

import io
import re
import zipfile

import pytest

from grcdesk.errors import Unwritable
from grcdesk.reports.files import save
from grcdesk.reports.workbook.build import matrix_workbook
from grcdesk.reports.workbook.recheck import check_workbook
from reports.factory import matrix
from reports.workbook.opened import made


def with_part(name, change):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made())) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.namelist():
            content = old.read(each)
            new.writestr(each, change(content) if each == name else content)
    return out.getvalue()


def test_a_whole_workbook_passes_under_any_name(tmp_path):
    (tmp_path / ".grcdesk-1.tmp").write_bytes(made())
    check_workbook(tmp_path / ".grcdesk-1.tmp")


def test_an_empty_change_log_passes(tmp_path):
    (tmp_path / "a").write_bytes(matrix_workbook(matrix(changes=0))[0])
    check_workbook(tmp_path / "a")


def test_a_lost_row_is_found_and_named(tmp_path):
    drop = with_part("xl/worksheets/sheet4.xml", lambda part: re.sub(rb'<row r="7".*?</row>', b"", part))
    (tmp_path / "a").write_bytes(drop)
    with pytest.raises(Unwritable) as caught:
        check_workbook(tmp_path / "a")
    assert caught.value.reasons == ("Mapping: 138 rows on Sources and counts, 137 in the tab",)


@pytest.mark.parametrize(
    "broken",
    [
        lambda: b"",
        lambda: b"not a workbook",
        lambda: made()[: len(made()) // 2],
        lambda: with_part("xl/worksheets/sheet4.xml", lambda part: part[:-30]),
        lambda: with_part("xl/workbook.xml", lambda _: b"<"),
    ],
    ids=["empty", "text", "half", "a tab cut off", "an index cut off"],
)
def test_a_broken_file_is_never_given_its_name(tmp_path, broken):
    with pytest.raises(Unwritable, match="read back"):
        save(tmp_path / "a.xlsx", broken(), force=False, check=check_workbook)
    assert list(tmp_path.iterdir()) == []
