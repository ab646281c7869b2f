"""A hand-over by the command line: a workbook goes to the firm, comes back, and a signed package follows it twice."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from grcdesk import clock
from grcdesk.cli.main import call
from grcdesk.importers.reading.apart import process
from helpers.sheets import tab

TODAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
FIRM, AUDITOR, OWNER = "Marlowe & Finch", "Kim Otis", "Lin Chen"
ITEM = "AI-PI-01/POP-1/CHG-047"
GAP = "The tool asks for a second reviewer since November; July is not to be mended."
TOLD = {
    ("Control matrix", "AI-PI-01"): {
        "Auditor result": "exception noted",
        "Auditor notes": "Two changes without a reviewer",
    },
    ("Sample items", ITEM): {"Tick mark": "✓"},
}
"""What the auditor writes, by tab and row."""
KEYS = {"Control matrix": "Control ID", "Sample items": "Key", "My controls": "ID", "My actions": "ID"}


class Sender:
    """A person at a shell of the fieldwork, who looks at every exit code."""

    def __init__(self, desk: Path) -> None:
        self.desk, self.folder, self.err = desk, desk.parent, ""
        self.seen: dict[str, str] = {}

    def __call__(self, *arguments: object, code: int = 0) -> str:
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            got = call(["--desk", str(self.desk), "--engagement", "ENG-2", *map(str, arguments)])
        self.err = err.getvalue()
        assert got == code, (arguments, self.err)
        return out.getvalue()

    def json(self, *arguments: object) -> dict[str, object]:
        return json.loads(self(*arguments, "--json"))


def filled(file: Path, cells: dict[tuple[str, str], dict[str, object]]) -> Path:
    """The workbook as somebody saves it who filled in those cells."""
    book = load_workbook(file)
    for (name, key), values in cells.items():
        page = book[name]
        at = {cell.value: cell.column for cell in page[1]}
        row = next(row for row in range(2, page.max_row + 1) if page.cell(row, at[KEYS[name]]).value == key)
        for header, value in values.items():
            page.cell(row, at[header]).value = value
    back = file.with_stem(f"{file.stem}_back")
    book.save(back)
    return back


def added(file: Path) -> Path:
    """The work plan with an action written below all others, where it names none."""
    book = load_workbook(file)
    page = book["My actions"]
    for header, value in {"Control": "AI-SEC-01", "Action": "Alert at 60 days"}.items():
        page.cell(
            page.max_row + (header == "Control"), [cell.value for cell in page[1]].index(header) + 1
        ).value = value
    book.save(file)
    return file


def hand_over(send: Sender) -> None:
    """What is to be mended is looked at, then the workbook goes out, and work plans to the owners."""
    send("lacking", "show", "export")
    send("export", "matrix", "-o", send.folder / "sent.xlsx", "--handover", FIRM)
    send("export", "workplan", "--owner", OWNER, "-o", send.folder / "plan.xlsx")


def come_home(send: Sender) -> None:
    """The auditor's workbook and the owner's plan."""
    told = filled(send.folder / "sent.xlsx", TOLD)
    send("import", "matrix", told, "--by", AUDITOR, "--dry-run")
    send("import", "matrix", told, "--by", AUDITOR, "--yes")
    plan = filled(send.folder / "plan.xlsx", {("My controls", "AI-PI-01"): {"Gap": GAP, "Owner": "Ada Okafor"}})
    send("import", "matrix", added(plan), "--by", OWNER, "--yes", code=2)
    send.seen["row of no action"] = send.err
    send("import", "matrix", plan, "--by", OWNER, "--leave", "problems", "--yes")
    send("import", "matrix", plan, "--by", OWNER, "--leave", "problems", "--yes")
    send.seen["twice"] = send.err


@pytest.fixture(scope="module")
def walked(_full_template: Path, _forks: Any, tmp_path_factory: pytest.TempPathFactory) -> Sender:
    """The whole way, walked once on the sample company; the tests look at what it left."""
    folder = tmp_path_factory.mktemp("handover")
    send = Sender(Path(shutil.copytree(_full_template, folder / "desk")))
    key = folder / "home/.ssh/id_ed25519"
    key.parent.mkdir(parents=True)
    words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "compliance", "-f", str(key)]
    subprocess.run(words, check=True)  # noqa: S603  a key of this test
    kind, blob, _ = key.with_suffix(".pub").read_text().split()
    (folder / "allowed").write_text(f"compliance@example.com {kind} {blob}\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: TODAY)
        patch.setattr(process, "subprocess", _forks)
        patch.setenv("HOME", str(folder / "home"))
        patch.delenv("SSH_AUTH_SOCK", raising=False)
        hand_over(send)
        come_home(send)
        send("export", "matrix", "-o", folder / "next.xlsx")
        sign = ("--sign-with", key, "--handover", FIRM)
        send("package", "build", "-o", folder / "package", *sign)
        send("evidence", "set", "EV-28", "--confidentiality", "auditor")
        send("package", "build", "--since", FIRM, "-o", folder / "delta.zip", *sign)
    return send


@pytest.mark.slow
def test_the_next_workbook_carries_what_the_auditor_wrote(walked: Sender) -> None:
    for (name, key), cells in TOLD.items():
        head, *rows = tab(walked.folder / "next.xlsx", name)
        row = next(row for row in rows if row[head.index(KEYS[name])] == key)
        assert {header: row[head.index(header)] for header in cells} == cells


@pytest.mark.slow
def test_its_change_log_is_exactly_what_changed_since_the_hand_over(walked: Sender) -> None:
    head, *rows = tab(walked.folder / "next.xlsx", "Change log")
    told = [dict(zip(head, row, strict=True)) for row in rows]
    found = [(row["What"], row["Field"], row["New"]) for row in told if row["Part"] == "content"]
    cells = [
        (f"matrix import ENG-2/{name}/{key}/{header}", field, value)
        for (name, key), values in TOLD.items()
        for header, text in values.items()
        for field, value in (("told", text), ("told by", AUDITOR))
    ]
    home = [("assessed by", OWNER), ("assessed on", str(TODAY.date())), ("gap", GAP), ("owner", "Ada Okafor")]
    assert found == [*cells, *(("matrix import AI-PI-01", field, value) for field, value in home)]
    assert {row["What"] for row in told} >= {"matrix import RB-1", "matrix import RB-2"}, "what came back, as set-up"


def test_what_could_not_be_taken_is_named_with_its_cure_and_twice_is_once(walked: Sender) -> None:
    assert "My actions!" in walked.seen["row of no action"]
    assert "a new action as a line without an id" in walked.seen["row of no action"]
    assert "changes nothing" in walked.seen["twice"]
    assert [one["filled_by"] for one in walked.json("import", "list")] == [OWNER, AUDITOR]


def test_the_package_is_whole_signed_and_its_index_leads_to_its_files(walked: Sender) -> None:
    package = walked.folder / "package"
    allowed = ("--allowed-signers", walked.folder / "allowed", "--identity", "compliance@example.com")
    walked("package", "verify", package, *allowed)
    walked("package", "verify", walked.folder / "delta.zip", *allowed)
    page = load_workbook(package / "data/index.xlsx")["Evidence index"]
    links = [
        cell.hyperlink.target for row in page.iter_rows() for cell in row if cell.hyperlink and cell.hyperlink.target
    ]
    beside = [one for one in links if "://" not in one]
    assert len(beside) > 30
    assert [one for one in beside if "\\" in one or not (package / "data" / unquote(one)).is_file()] == []


def test_the_second_package_holds_what_moved_and_says_so(walked: Sender) -> None:
    with zipfile.ZipFile(walked.folder / "delta.zip") as archive:
        names = [name.partition("/")[2] for name in archive.namelist()]
        letter = next(archive.read(name).decode() for name in archive.namelist() if name.endswith("data/letter.txt"))
    held = [name for name in names if name.startswith("data/evidence/") and not name.endswith("_contents.txt")]
    assert [Path(name).name.partition("_")[2] for name in held] == ["tickets.csv"]
    assert FIRM in letter
    assert "EV-28" in letter
