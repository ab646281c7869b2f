"""Every reader of files of others is kept in a process apart, and hostile files are told in a sentence."""

from __future__ import annotations

import io
import json
import os
import zipfile
from datetime import date
from pathlib import Path

import pytest

from grcdesk.errors import BadInput, Refused
from grcdesk.importers.catalogs import apart as catalogs
from grcdesk.importers.features import apart as features
from grcdesk.importers.reading.apart import maps, process
from grcdesk.importers.registers import apart as registers
from grcdesk.importers.registers.registers import read_register
from grcdesk.importers.requests import apart as requests
from grcdesk.importers.reviews import accounts
from grcdesk.importers.reviews import apart as reviews
from grcdesk.importers.testing import apart as testing
from grcdesk.importers.vendors import apart as vendors
from grcdesk.paths import CATALOGS
from grcdesk.schemas.requests.lists import ListPlan
from grcdesk.terms.interchange import DeskRegister

READERS = {
    "accounts": lambda path, **more: reviews.read_accounts([path], **more),
    "roster": reviews.read_roster,
    "rulings": reviews.read_rulings,
    "answer": reviews.read_answer,
    "holidays": lambda path, **_: reviews.read_holidays(path),
    "vendors": lambda path, **more: a_register(path, DeskRegister.VENDORS, **more),
    "projects": vendors.read_projects,
    "sheet": testing.read_sheet,
    "requests": lambda path, **more: requests.read_requests(path, ListPlan(), {}, {}, **more),
    "inventory": features.read,
    "map": lambda path, **_: maps.read_map(path),
    "catalog": lambda path, **_: catalogs.read_catalog(path),
}


def a_register(path, register, **more):
    return registers.read_register(path, register, **more)


HEADING = b"login,email,role,Vendor,Name,Employee ID,account_id,decision,test,result,Request,Project,Training\n"


def book(*rows: bytes, names: tuple[str, ...] = ()) -> bytes:
    """As much of a workbook as a reader needs, or less."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names or ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):
            archive.writestr(name, b"".join(rows))
    return out.getvalue()


HOSTILE = {
    "empty": b"",
    "mark": b"\xef\xbb\xbf",
    "nul": b"\x00" * 200_000,
    "ff": b"\xff" * 200_000,
    "quotes": b'"' * 200_000,
    "open": HEADING + b'"open\n' * 20_000,
    "dots": HEADING + b",".join([b"a." * 20_000] * 13) + b"\n",
    "mails": HEADING + b",".join([b"a@" * 20_000] * 13) + b"\n",
    "apart": HEADING + b",".join([b"x" + b" " * 20_000 + b"y"] * 13) + b"\n",
    "blanks": HEADING + b",".join([b"x" + b" " * 40_000] * 13) + b"\n",
    "digits": HEADING + b",".join([b"9" * 40_000] * 13) + b"\n",
    "dashes": HEADING + b",".join([b"- " * 20_000] * 13) + b"\n",
    "accents": HEADING + ("a" + "\u0301\u0316" * 100_000).encode() + b"," * 12 + b"\n",
    "wide": b",".join(b"c%d" % number for number in range(50_000)),
    "type": b"#TYPE " + b"x" * 200_000,
    "deep": b"[" * 200_000,
    "deeper": b'{"a":' * 100_000,
    "number": b'[{"login":' + b"9" * 200_000 + b"}]",
    "not a number": b'[{"login":NaN}]',
    "half": b'[{"login":"\\ud800"}]',
    "fields": json.dumps([{"login": str(number), f"k{number}": 1} for number in range(3_000)]).encode(),
    "cut": book(b"<workbook/>")[:120],
    "signature": b"PK\x03\x04" + b"\x00" * 1000,
    "no sheet": book(b"<workbook/>", names=("[Content_Types].xml",)),
    "ratio": book(b"\x00" * (8 << 20)),
    "laughs": b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (c, c, c - 1, c - 1) for c in range(98, 120)),
    "flow": b"{a: " * 100_000,
    "tag": b'!!python/object/apply:os.system ["id"]',
    "far": HEADING + b"9999-12-31," * 12 + b"0001-01-01\n",
    "signs": HEADING + b"\x1b]52;c;aGk=\x07,=1+1,\xe2\x80\xae" + b"," * 10 + b"\n",
}  # fmt: skip


@pytest.mark.usefixtures("forked_readers")
@pytest.mark.parametrize("reader", READERS)
def test_hostile_files_are_read_or_told_in_a_sentence(tmp_path, reader):
    for name, content in HOSTILE.items():
        path = tmp_path / f"{name}.csv"
        path.write_bytes(content)
        try:
            READERS[reader](path)
        except BadInput as error:
            told = str(error)
            assert "cannot be read (" not in told, (name, told)  # an exception nobody thought of
            assert "took longer" not in told, (name, told)
            assert len(told) < 1000, (name, told[:200])


@pytest.mark.usefixtures("forked_readers")
@pytest.mark.parametrize("reader", READERS)
def test_links_pipes_and_folders_are_refused_unread(tmp_path, reader):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path / "link", tmp_path, tmp_path / "gone", Path("a\x00b")):
        with pytest.raises(BadInput):
            READERS[reader](path)


@pytest.mark.slow
def test_what_comes_back_is_what_was_read(tmp_path):
    path = tmp_path / "accounts.csv"
    path.write_text("login,email,role,last_login\nlin,lin@acme.example,admin,2026-01-31\n", "utf-8")
    assert reviews.read_accounts([path]) == accounts.read_accounts(path, columns={})
    assert reviews.read_accounts([path]).raw == path.read_bytes()
    path.write_text("Vendor,Tier,Onboarded\nNorthlight,high,2026-01-31\n", "utf-8")
    found = a_register(path, DeskRegister.VENDORS)
    assert found == read_register(path, register="vendors", columns={})
    assert found.rows[0].cells["onboarded"] == "2026-01-31"
    path.write_text("2026-12-25, Christmas\n", "utf-8")
    assert reviews.read_holidays(path) == (date(2026, 12, 25),)


def test_a_reader_is_stopped_and_kept_to_its_ceilings(tmp_path):
    path = tmp_path / "accounts.csv"
    path.write_text(
        "login,email\n" + "".join(f"u{number},u{number}@acme.example\n" for number in range(20_000)), "utf-8"
    )
    with pytest.raises(Refused, match="stopped: nothing was changed"):
        reviews.read_accounts([path], job=process.JobControl(stop=lambda: True))
    with pytest.raises(BadInput, match="took longer than"):
        reviews.read_accounts([path], job=process.JobControl(seconds=0.2))
    with pytest.raises(BadInput, match="needs more than 60 MB"):
        reviews.read_accounts([path], job=process.JobControl(memory=60 << 20))


def test_a_catalog_that_changes_meanwhile_is_not_taken(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogs, "_tried", lambda *_: "another")
    path = tmp_path / "own.yaml"
    shipped = next(iter(catalogs.catalogs.catalog_files(CATALOGS)))
    path.write_bytes(shipped.read_bytes())
    with pytest.raises(BadInput, match="changed while it was read"):
        catalogs.read_catalog(path)
