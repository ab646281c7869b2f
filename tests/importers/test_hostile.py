"""Files made to harm: each is refused with one sentence, or costs its own row and no more."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grcdesk.errors import BadInput
from grcdesk.importers.evidence import registry, sandbox
from importers.reads import SAMPLES, read, write

EVENT = '{"id": %s, "time": "2026-06-01T10:00:00Z", "action": "allow", "route": "/chat"%s}\n'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'
THIEF = '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
)


def workbook(folder: Path, sheet: str | None = None) -> Path:
    """A workbook with two entries; or with another sheet put in its place."""
    made, plain, path = openpyxl.Workbook(), folder / "plain.xlsx", folder / "book.xlsx"
    for row in (["Ticket ID"], ["A-1"], ["A-2"]):
        made.active.append(row)
    made.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet if sheet and name == "xl/worksheets/sheet1.xml" else old.read(name))
    return path


@pytest.mark.parametrize("head", [BOMB, THIEF], ids=["laughs", "xxe"])
def test_entities_in_a_workbook_or_a_test_result_are_refused(tmp_path, head):
    cell = '<row><c t="inlineStr"><is><t>&l9;</t></is></c></row>'
    with pytest.raises(BadInput, match="DTD or entities"):
        read(workbook(tmp_path, head + SHEET % cell))
    path = write(tmp_path, "r.xml", f'{head}<testsuite name="a"><testcase name="&l9;"/></testsuite>')
    with pytest.raises(BadInput, match="DTD or entities"):
        read(path, importer="junit")


def test_millions_of_cells_in_a_small_workbook_are_refused_at_once(tmp_path):
    path = workbook(tmp_path, SHEET % (("<row>" + "<c><v>1</v></c>" * 1000 + "</row>") * 3000))
    assert path.stat().st_size < 200_000
    with pytest.raises(BadInput, match="unpacks to far more than it should"):
        read(path)


def test_more_cells_than_may_be_are_refused_while_they_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr("grcdesk.importers.reading.books.book.MAX_CELLS", 4)
    with pytest.raises(BadInput, match="more than 4 cells"):
        read(workbook(tmp_path), importer="population")


def test_one_stretch_of_an_archive_listed_many_times_is_refused(tmp_path):
    path = tmp_path / "log.eval"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("header.json", b"A" * (1 << 20))
        one = archive.infolist()[0]
        for number in range(50):
            again = zipfile.ZipInfo(f"samples/{number}.json")
            for field in ("compress_type", "CRC", "compress_size", "file_size", "header_offset"):
                setattr(again, field, getattr(one, field))
            archive.filelist.append(again)
        archive._didModify = True
    assert path.stat().st_size < 20_000
    with pytest.raises(BadInput, match="unpacks to far more than it should"):
        read(path)


def test_a_packed_file_is_counted_as_it_comes_out(tmp_path, monkeypatch):
    monkeypatch.setattr("grcdesk.importers.reading.records.MIN_UNPACKED", 1 << 20)
    path = tmp_path / "events.jsonl.gz"
    with gzip.open(path, "wb") as file:
        file.write((EVENT % (1, "")).encode() + b" " * (4 << 20))
    with pytest.raises(BadInput, match="unpacks to more than 1 MiB"):
        read(path)
    packed = path.read_bytes()
    for damaged in (packed[:100], packed[:20] + bytes(20) + packed[40:]):
        path.write_bytes(damaged)
        with pytest.raises(BadInput, match="damaged"):
            read(path)


def test_lines_that_are_no_honest_json_cost_themselves_only(tmp_path):
    bad = [
        EVENT % (1, ', "a": NaN'),
        EVENT % (2, ', "action": "block"'),
        EVENT % ('"\\ud800"', ""),
        EVENT % (3, f', "n": {"9" * 5000}'),
        EVENT % (4, f', "n": {"[" * 5000}{"]" * 5000}'),
        EVENT % (5, f', "n": "{"x" * (9 << 20)}"'),
        (EVENT % (6, ""))[:30],
        "\x00\x00\n",
    ]
    path = write(
        tmp_path, "e.jsonl", EVENT % (0, "") + "".join(one.rstrip("\n") + "\n" for one in bad) + EVENT % (9, "")
    )
    report = read(path)
    assert (report.rows, report.used, report.skipped) == (10, 2, 8)
    assert {skip.lines for skip in report.skips} >= {"2", "3", "4", "5", "6", "7", "8-9"}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("card.yaml", "license: &a [x]\nlanguage: *a\n", "anchor"),
        ("card.yaml", f"license: x\nlanguage: {'[' * 10_000}", "nested deeper"),
        ("card.yaml", "license: !!python/object:os.system x\nlanguage: en\n", "tag"),
        ("eval.json", f'{{"score": 1, "threshold": 1, "a": {"[" * 200}{"]" * 200}}}', "nested deeper than 100"),
        ("eval.json", '{"score": 1, "score": 2, "threshold": 1}', "a key stands twice"),
        ("list.json", '[{"id": 1, "merged": "2026-06-01"}, {"id": 2}', "not closed"),
    ],
)
def test_documents_that_play_tricks_are_refused(tmp_path, name, content, reason):
    with pytest.raises(BadInput, match=reason):
        read(write(tmp_path, name, content))


def test_formulas_and_zeros_in_a_table_are_counted_or_skipped(tmp_path):
    rows = "timestamp,actor,action,resource\n2026-06-01T10:00:00Z,a\x00b,x,y\n"
    rows += '2026-06-01T10:00:00Z,"=cmd|calc!A0",=2+5,y\n'
    report = read(write(tmp_path, "a.csv", rows))
    assert (report.used, report.skips[0].lines, report.totals["actions"]) == (1, "2", {"=2+5": 1})


SEEDS = {
    path.name: path.read_bytes() for path in sorted(SAMPLES.iterdir()) if path.suffix in {".json", ".eval", ".gz"}
} | {
    "list.csv": b"key,summary,priority,created,resolved,n\nT-1,x,high,2026-06-01T10:00Z,2026-06-01T12:00Z,1\n" * 2,
    "run.xml": b'<testsuite name="a" tests="1"><testcase name="b"><failure message="c"/></testcase></testsuite>',
    "set.yaml": b"name: x\nversion: '7'\norigin: y\napprover: [a, b]\nlicense: mit\nlanguage: en\n",
}


@given(
    name=st.sampled_from(sorted(SEEDS)),
    importer=st.sampled_from(["", *registry.names()]),
    edits=st.lists(
        st.tuples(st.integers(0, 1 << 16), st.sampled_from([b"", b'"', b"{", b"[", b"\x00", b"\xff", b"9", b"\n"]))
    ),
)
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_damaged_is_refused_or_accounted_for(tmp_path, name, importer, edits):
    content = SEEDS[name]
    for place, put in edits:
        at = place % (len(content) + 1)
        content = content[:at] + put + content[at + 1 :]
    with suppress(BadInput):
        report = read(write(tmp_path, name, content), importer=importer)
        assert report.understood or not report.used


def test_links_pipes_and_folders_are_refused_without_opening_them(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "link.csv").symlink_to(write(tmp_path, "real.csv", "id\n1\n"))
    for name in ("pipe.csv", "link.csv", "."):
        with pytest.raises(BadInput, match="is not a regular file"):
            sandbox.parse(sandbox.ReadRequest(str(tmp_path / name)))


@pytest.mark.slow
def test_the_process_apart_reads_workbooks_and_keeps_to_its_ceilings(tmp_path):
    assert sandbox.parse(sandbox.ReadRequest(str(workbook(tmp_path)), "population")).used == 2
    path = write(tmp_path, "e.jsonl", "".join(EVENT % (n, "") for n in range(300_000)))
    with pytest.raises(BadInput, match="took longer than"):
        sandbox.parse(sandbox.ReadRequest(str(path)), seconds=0.1)
    big = write(tmp_path, "eval.json", json.dumps({"score": 1, "threshold": 1, "a": [{} for _ in range(2_000_000)]}))
    with pytest.raises(BadInput, match="needs more than"):
        sandbox.parse(sandbox.ReadRequest(str(big), memory=160 << 20))


def test_behind_the_walls_nothing_is_written_sent_or_started(tmp_path):
    code = f"""
import socket, subprocess
from grcdesk.importers.reading import confined
confined.confine(confined.MEMORY, 30)
for attempt in (
    lambda: open({str(tmp_path / "x")!r}, "w"),
    lambda: socket.create_connection(("127.0.0.1", 9)),
    lambda: subprocess.run(["true"]),
):
    try:
        attempt()
    except PermissionError:
        print("refused")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)  # noqa: S603
    assert done.stdout.split() == ["refused"] * 3
