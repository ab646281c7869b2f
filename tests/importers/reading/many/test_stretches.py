"""Many rows at a time are the rows that come one by one, with all that is told of them."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from grcdesk.errors import BadInput
from grcdesk.importers.reading import jsons, records
from grcdesk.importers.reading.job import ReadingJob
from grcdesk.importers.reading.many import plain_rows, stretches
from grcdesk.terms.interchange import DayOrder

CELLS = st.sampled_from(
    ["a", "b1", "7", "", " ", "Total", "total 3", "'=x", "it's", '"q"', '"a,b"', '"a\nb"', '"open', 'a"b', "Zo\u0308",
     "Zoë", "\ufffd", "n\x00l", "03/04/2026", "x\x0by"]
)  # fmt: skip
LINES = st.lists(CELLS, min_size=1, max_size=4).map(",".join) | st.sampled_from(["", "a,b,c", "Total,3,4", ",,"])
ENDS = st.sampled_from(["\n", "\r\n", "\r"])
OBJECTS = st.sampled_from(
    ['{"id": 1, "of": "a"}', '{"id": 2, "of": null}', '{"id": 3, "of": "a"}\r', '{"of": "b", "id": 4}', '{"id": 5}',
     '{"id": 6, "of": {"a": [1]}}', '{"id": 7, "of": "he said \\": and left"}', '{"id": 1, "of": 2, "id": 3}',
     '{"id": 1, "id" :3}', "", "  ", "17", '{"id": NaN}', '{"a":[{"x":1}', '{"y":2}]}', '{"id": "\ufeff"}', "{"]
)  # fmt: skip


def seen(path, read, orders):
    """Every row by line, or why there are none; and what the job knows then."""
    job = ReadingJob(path, path.name, path.stat().st_size, orders=orders)
    try:
        found = list(read(job))
    except BadInput as error:
        found = str(error)
    finally:
        job.close()
    known = job.account, job.notes, job.dropped, job.form, job.header
    return found, [dataclasses.asdict(one) if dataclasses.is_dataclass(one) else one for one in known]


def one_by_one(job):
    for lines, found in stretches.stretches(job):
        if isinstance(found, list):
            yield from zip(lines, found, strict=True)
        else:
            rows = [dict(zip(found, row, strict=True)) for row in zip(*found.values(), strict=True)]
            yield from zip(lines, rows, strict=True)


def same(path, text, size, orders=None):
    path.write_bytes(text.encode())
    orders = orders or {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_rows, "_TOGETHER", size)
        patch.setattr(jsons, "_TOGETHER", size)
        assert seen(path, one_by_one, orders) == seen(path, records.records, orders)


SIZES = st.sampled_from([1, 9, 30, 1 << 17])
QUIET = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)


@given(rows=st.lists(LINES, max_size=14), end=ENDS, size=SIZES, last=st.booleans())
@example(rows=["Total,3,4", "Total,3,4", "a,b,c", "a,b,c"], end="\n", size=1, last=True)
@example(rows=["a,b,c", "Total,3,4", "a,,"], end="\n", size=9, last=True)
@example(rows=["x,b,c", ",Total,3"], end="\n", size=1 << 17, last=True)
@QUIET
def test_delimited_text(tmp_path, rows, end, size, last):
    text = end.join(["id,of,day", "x,y,z", *rows]) + (end if last else "")
    same(tmp_path / "a.csv", text, size, {"day": DayOrder.DAY})


@given(rows=st.lists(OBJECTS, max_size=14), size=SIZES, last=st.booleans())
@QUIET
def test_lines_of_json(tmp_path, rows, size, last):
    same(tmp_path / "a.jsonl", "\n".join(['{"id": 0, "of": "x"}'] * 2 + rows) + ("\n" if last else ""), size)


@pytest.mark.parametrize("form", [lambda rows: rows, lambda rows: {"items": rows}])
def test_other_forms(tmp_path, form):
    rows = [{"id": number} for number in range(5000)]
    same(tmp_path / "a.json", json.dumps(form(rows)), 100)


def test_a_line_longer_than_may_be_is_left_out_and_those_around_it_are_not(tmp_path, monkeypatch):
    monkeypatch.setattr(plain_rows, "MAX_LINE", 40)
    monkeypatch.setattr("grcdesk.importers.reading.tables.MAX_LINE", 40)
    same(tmp_path / "a.csv", f"id,of\n1,a\n2,{'x' * 100}\n3,c\n4,d\n", 1 << 17)


def test_plain_rows_pass_the_parser_by(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text("id,of\n" + "".join(f'{number},"a, b"\n' for number in range(2000)))
    job = ReadingJob(path, path.name, path.stat().st_size)
    monkeypatch.setattr(plain_rows.PlainRows, "until_read", lambda *_: pytest.fail("it was read row by row"))
    first, found = next(stretches.stretches(job))
    job.close()
    assert (first[0], found["id"][0], found["of"][0]) == (2, "0", "a, b")
