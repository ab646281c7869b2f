"""What people wrote survives to every file: planted in every field, read back by other readers, unchanged or marked."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from grcdesk import clock
from grcdesk.importers.reading.apart import process
from grcdesk.paths import DeskPaths
from grcdesk.reports.xmltext import CELL_LIMIT, CONTINUED, visible
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Via
from grcdesk.terms.documents import DocumentName as Name
from grcdesk.terms.interchange import DeskRegister
from grcdesk.text import harmless
from helpers.handed import HANDED
from helpers.nasty_desk import spoil
from helpers.read_back import Words, csv_cells, page_text
from reports.nasty import FORMULAS, ILLEGAL, LOOK_ALIKES, MARKUP

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SCRIPTS = ("İstanbul ığdır ŞÇÖ", "審査の記録", "שלום עולם", "مرحبا", "👩\u200d💻", "ünïcödé")
CORE = " ".join(SCRIPTS)
"""What no file may change in the least."""
_BODY = " ".join(
    one
    for one in (CORE, *LOOK_ALIKES, *MARKUP, *ILLEGAL)
    if not any("\ud800" <= sign <= "\udfff" for sign in one)  # no database holds half a sign
)
_LONG = "A long text of a person. " * 1600
_LONG_ONES = {"gap", "condition"}
_ABOUT = {Name.VENDOR_MEMO: "VEN-1", Name.ACCESS_REVIEW_MEMO: "AR-1", Name.SOA: "iso27001"}
_START = re.compile(r"«(\d+)«")
_BOOKS = {"audit lists", "requests"}
"""Beside the control matrix, which lies in the package."""
_LISTS = {"requests as text", "statement", "removals", "population"}
_RUNS = ("=", "+", "-", "@", "\t", "\r")
_OURS = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+|limit|pass|key")
SHORTENED = {"board-summary.docx", "index.html"}
"""Made to be short: what is cut there says so and stands whole in another file."""


def planted(old: str, column: str, number: int) -> str:
    """A text that begins like a formula and says where it begins and ends; names of the program's own stay."""
    if _OURS.fullmatch(old):
        return old
    more = _LONG if column in _LONG_ONES and not old.startswith("=") else ""
    return f"{FORMULAS[number % len(FORMULAS)]} «{number}« {_BODY} {more}»{number}»"


@pytest.fixture(scope="module")
def handed(_full_template, _forks, tmp_path_factory) -> tuple[dict[str, str], Path]:
    """What was planted, by its number, and a folder with every file that leaves the desk."""
    folder = tmp_path_factory.mktemp("texts")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        patch.setattr(process, "subprocess", _forks)
        desk = open_desk(DeskPaths(shutil.copytree(_full_template, folder / "desk")), via=Via.CLI)
        put = spoil(desk, make=planted)
        desk.ask_about("ENG-2")
        to = folder / "out"
        to.mkdir()
        for name in Name:
            desk.documents.write(name, to / f"{name}.docx", about=_ABOUT.get(name, ""))
        for name in (*_BOOKS, *_LISTS):
            HANDED[name](desk, to)
        for one in (DeskRegister.CONTROLS, DeskRegister.ACTIONS):
            for kind in ("xlsx", "csv"):
                desk.registers.export(one, to / f"{one.value}.{kind}")
        package = zipfile.ZipFile(HANDED["package"](desk, to))
        desk.close()
    for name in package.namelist():
        if name.endswith((".csv", ".xlsx", "index.html")):
            (to / name.rpartition("/")[2]).write_bytes(package.read(name))
    texts = [value[0] if isinstance(value, list) else value for value in put.values()]
    return {found[1]: one for one in texts if (found := _START.search(one))}, to


def even(text: str) -> str:
    """Line ends are one, whatever a format makes of them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def forms(text: str) -> list[str]:
    """As it is, or with marks for what cannot stand there, on the page and in lists for what would hide as well."""
    return [even(one) for one in (visible(text), harmless(visible(text)), harmless(visible(even(text))))]


def lost(said: str, texts: dict[str, str], alike: Callable[[str], str] = str) -> list[str]:
    """The numbers of those that begin in a file and do not stand whole in it, but for what `alike` makes alike."""
    said = alike(even(said))
    begun = dict.fromkeys(_START.findall(said))
    told = {one: (*forms(texts[one]), *forms(alike(texts[one]))) for one in begun}
    return [one for one in begun if not any(alike(form).strip() in said for form in told[one])]


def in_one_line(text: str) -> str:
    """Sentences stand in one line; the words of people in them, too."""
    return " ".join(text.split())


def as_openpyxl_reads(text: str) -> str:
    """It drops every spelled-out underscore, where spreadsheets drop one of two; `test_cells` holds the bytes."""
    return text.replace("x005F_", "")


def files(to: Path, *kinds: str) -> Iterator[Path]:
    found = [path for path in sorted(to.iterdir()) if path.suffix in kinds]
    assert found
    yield from found


@pytest.mark.slow
def test_it_is_planted_in_every_field_of_every_table(handed):
    texts, _ = handed
    assert len(texts) > 700
    assert sum(len(one) > 40_000 for one in texts.values()) >= 4
    assert all(f" {CORE} " in one for one in texts.values())


@pytest.mark.slow
def test_documents(handed):
    texts, to = handed
    seen: set[str] = set()
    for path in files(to, ".docx"):
        said = Words(path).whole
        found = set(_START.findall(said))
        assert found, path.name
        if path.name not in SHORTENED:
            alike = in_one_line if path.name == "system-description.docx" else str
            assert lost(said, texts, alike) == [], path.name
            seen |= found
    board = Words(to / "board-summary.docx").whole
    assert all("…" in board[board.index(f"«{one}«") :][:500] for one in lost(board, texts)), "what is cut says so"
    assert len(seen) > 150


@pytest.mark.slow
def test_workbooks(handed):
    texts, to = handed
    seen: set[str] = set()
    for path in files(to, ".xlsx"):
        book = openpyxl.load_workbook(path, read_only=True)
        cells = [(sheet.title, cell) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
        ran = [cell.coordinate for _, cell in cells if cell.data_type == "f" and "«" in str(cell.value)]
        assert ran == [], path.name
        held = {(tab, cell.coordinate): _cell(cell.value) for tab, cell in cells if isinstance(cell.value, str)}
        assert max(map(len, held.values())) <= CELL_LIMIT
        for tab, place, _, _, _, part, text in _notes(book):
            if part:
                held[tab, place] = held[tab, place].removesuffix(CONTINUED) + _cell(text)
        said = "\n".join(text for (tab, _), text in held.items() if tab != "Notes")
        assert lost(said, texts, as_openpyxl_reads) == [], path.name
        seen |= set(_START.findall(said))
    assert len(seen) > 400


def _cell(text: str) -> str:
    return text.replace("_x000D_", "\r")


def _notes(book) -> list[tuple]:
    return list(book["Notes"].iter_rows(values_only=True))[1:] if "Notes" in book.sheetnames else []


@pytest.mark.slow
def test_lists(handed):
    texts, to = handed
    seen: set[str] = set()
    for path in files(to, ".csv"):
        cells = csv_cells(path.read_bytes().decode("utf-8"))
        assert [one for one in cells if one.startswith(("=", "+", "-", "@", "\t", "\r")) and "«" in one] == [], (
            path.name
        )
        said = "\n".join(cells)
        assert lost(said, texts) == [], path.name
        seen |= set(_START.findall(said))
    assert len(seen) > 60


def test_the_page_of_a_package(handed):
    texts, to = handed
    data = (to / "index.html").read_text(encoding="utf-8")
    said = page_text(data)
    assert _START.search(said)
    assert "<b>&amp;amp;" in data or "&lt;b&gt;&amp;amp;&lt;/b&gt;" in data, "markup of people is no markup"
    assert [one for one in lost(said, texts) if f"»{one}»" in said] == []
    assert all(one in said for one in SCRIPTS)
