"""Files that are none of ours, damaged, of another desk, too old, or meant to harm: refused with place and cure."""

from __future__ import annotations

import shutil
import zipfile

import pytest

from grcdesk.errors import BadInput, DeskError
from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.returned.returned import ReturnedPlan
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Via
from helpers.sheets import tab
from services.returned.books import columns, edited, put

MINE = "My controls"


def refused(desk, file, **plan) -> BadInput:
    with pytest.raises(BadInput) as error:
        desk.returned.import_(file, ReturnedPlan(**plan))
    assert desk.returned.list() == []
    assert error.value.hint
    return error.value


def with_part(data: bytes, target, name: str, content: bytes):
    target.write_bytes(data)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, content)
    return target


def test_another_kind_of_file(company, tmp_path):
    for name, content in (("a.xlsx", b"id,owner\n"), ("b.xlsx", b""), ("c.xlsx", b"PK\x03\x04rubbish"),
                          ("d.xls", b"\xd0\xcf\x11\xe0" + b"x" * 600)):  # fmt: skip
        (tmp_path / name).write_bytes(content)
        refused(company, tmp_path / name)
    refused(company, tmp_path)
    refused(company, tmp_path / "nowhere.xlsx")


@pytest.mark.slow
def test_without_its_hidden_sheet_nobody_can_tell(company, plan, tmp_path):
    def drop(book):
        del book["grcdesk base"]

    assert "hidden sheet" in str(refused(company, edited(plan, tmp_path / "b.xlsx", drop)))


@pytest.mark.slow
def test_a_hidden_sheet_that_was_changed_is_no_base(company, plan, tmp_path):
    def change(book):
        page = book["grcdesk base"]
        cell = next(c for row in page.iter_rows() for c in row if c.value == "t:Lin Chen")
        cell.value = "t:Ada Okafor"

    assert "not as it was written" in str(refused(company, edited(plan, tmp_path / "b.xlsx", change)))


@pytest.mark.slow
def test_another_desks_file(desk, plan, tmp_path):
    (tmp_path / "p.xlsx").write_bytes(plan)
    assert "another desk" in str(refused(desk, tmp_path / "p.xlsx"))


def test_a_desk_that_went_another_way_since(company, full_root, tmp_path):
    twin = open_desk(DeskPaths(shutil.copytree(full_root, tmp_path / "twin")), via=Via.CLI)
    twin.controls.set(["AI-SEC-01"], ControlChange(gap="only there"))
    (file,) = twin.workplans.export("Lin Chen", tmp_path / "twin.xlsx")
    twin.close()
    assert "does not have" in str(refused(company, file.path))


@pytest.mark.slow
def test_older_than_the_last_hand_over(company, matrix, tmp_path):
    file = edited(matrix, tmp_path / "b.xlsx", put("Gap assessment", {("AI-SEC-01", "Owner"): "Ada Okafor"}))
    company.controls.set(["AI-SEC-02"], ControlChange(gap="later"))
    company.exports.matrix(tmp_path / "new.xlsx", handover="Audit Firm LLP")
    error = refused(company, file)
    assert "hand-over: written at entry" in error.reasons[0]
    assert "Audit Firm LLP" in error.reasons[0]
    company.returned.import_(file, ReturnedPlan(leave=("hand-over",)))
    assert company.controls.show("AI-SEC-01").row.owner == "Ada Okafor"


def test_macros_are_not_taken(company, plan, tmp_path):
    assert "macros" in str(refused(company, with_part(plan, tmp_path / "m.xlsm", "xl/vbaProject.bin", b"x")))


@pytest.mark.slow
def test_a_bomb_does_not_go_off(company, plan, tmp_path):
    file = with_part(plan, tmp_path / "bomb.xlsx", "xl/media/zero.bin", b"")
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", bytes(300 << 20))
    refused(company, file)


def test_a_hundred_megabytes_are_not_read(company, tmp_path):
    file = tmp_path / "big.xlsx"
    with file.open("wb") as out:
        out.write(b"PK\x03\x04")
        out.truncate(100 << 20)
    assert "larger than" in str(refused(company, file))


def test_formulas_count_by_their_result_and_one_without_is_refused(company, plan, tmp_path):
    def edit(book):
        page = book[MINE]
        page.cell(2, columns(page)["Owner"]).value = '=CONCATENATE("Ada"," Okafor")'

    error = refused(company, edited(plan, tmp_path / "b.xlsx", edit))
    assert "formula whose result no program has kept" in str(error)
    assert "My controls!" in str(error)


def test_links_out_of_the_workbook_are_not_followed(company, plan, tmp_path):
    def edit(book):
        page = book[MINE]
        page.cell(2, page.max_column + 2).value = "='https://evil.example/[x.xlsx]Sheet1'!A1"

    found = company.returned.import_(edited(plan, tmp_path / "b.xlsx", edit), ReturnedPlan(), dry_run=True)
    assert (found.cells, found.problems) == ((), ())


def test_a_control_that_is_gone_and_a_place_nobody_knows(company, plan, tmp_path):
    (tmp_path / "p.xlsx").write_bytes(plan)
    assert "nothing differs at" in str(refused(company, tmp_path / "p.xlsx", take=("My controls!Z99",)))
    both = {"theirs": True, "ours": True}
    assert "only one can win" in str(refused(company, tmp_path / "p.xlsx", **both))
    with pytest.raises(DeskError):
        company.returned.import_(tmp_path / "p.xlsx", ReturnedPlan(by="security team"))


@pytest.mark.slow
def test_texts_of_every_kind_come_home_as_they_are(company, matrix, tmp_path):
    nasty = {"AI-SEC-01": "\u202egnp.exe", "AI-SEC-02": "İstanbul 🙂 漢字", "AI-SEC-03": "tab\there",
             "AI-SEC-04": "<b>&amp;</b>", "AI-SEC-05": "x" * 31_000}  # fmt: skip
    cells = {(key, "Auditor notes"): text for key, text in nasty.items()}
    file = edited(matrix, tmp_path / "b.xlsx", put("Control matrix", cells))
    company.returned.import_(file, ReturnedPlan(by="Petra Novak"))
    company.exports.matrix(tmp_path / "next.xlsx")
    assert company.returned.import_(tmp_path / "next.xlsx", ReturnedPlan(), dry_run=True).cells == ()
    head, *rows = tab(tmp_path / "next.xlsx", "Control matrix")
    shown = {row[0]: row[head.index("Auditor notes")] for row in rows}
    for key in ("AI-SEC-02", "AI-SEC-04", "AI-SEC-05"):
        assert shown[key] == nasty[key]
