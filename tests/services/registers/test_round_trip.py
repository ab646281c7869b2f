"""A register that goes out and comes back unchanged changes nothing; what a hand changed comes back as just that."""

from __future__ import annotations

import re
import shutil
from contextlib import closing
from datetime import date

import pytest
from openpyxl import load_workbook

from grcdesk.errors import BadInput
from grcdesk.paths import HELP
from grcdesk.rules.registers.columns import CellKind
from grcdesk.rules.registers.forms import FORMS
from grcdesk.schemas.facts import FactKind
from grcdesk.schemas.registers.registers import RegisterPlan
from grcdesk.schemas.vendors.vendors import VENDOR_FACTS
from grcdesk.services.registers.door import BringingRegister
from grcdesk.services.registers.doors import DOORS
from grcdesk.terms.interchange import DeskRegister
from services.registers.sheets import edit, fill, of


@pytest.fixture
def full(desk):
    return fill(desk)


def plan(register: DeskRegister, **more: object) -> RegisterPlan:
    return RegisterPlan(vendor=of(register), **more)  # type: ignore[arg-type]


@pytest.mark.slow(keep=6)
@pytest.mark.parametrize("register", list(DeskRegister))
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_out_and_in_again_is_no_change(full, tmp_path, register, ending):
    path = tmp_path / f"register.{ending}"
    full.registers.export(register, path, vendor=of(register))
    told = full.registers.import_(register, path, plan(register))
    assert (told.changes, told.added, told.conflicts, told.absent) == ((), (), (), ())
    assert (told.batch, told.kinds) == ("", frozenset()), told.warnings
    assert " 0 as before" not in told.sentence


@pytest.mark.parametrize("register", list(DeskRegister))
def test_saved_by_a_spreadsheet_it_is_still_no_change(full, tmp_path, register):
    path = tmp_path / "register.xlsx"
    full.registers.export(register, path, vendor=of(register))
    assert full.registers.import_(register, edit(path, {}), plan(register)).kinds == frozenset()


@pytest.mark.parametrize("register", list(DeskRegister))
def test_its_sheet_names_the_command_and_prints_so_that_it_can_be_read(full, tmp_path, register):
    path = tmp_path / "register.xlsx"
    full.registers.export(register, path, vendor=of(register))
    with closing(load_workbook(path)) as book:
        page, how = book.worksheets[0], book["How to"]
        told = " ".join(str(cell.value) for row in how for cell in row)
        scale, shrunk, title = page.page_setup.scale, page.sheet_properties.pageSetUpPr, page.print_title_cols
    (command,) = re.findall("`grcdesk ([^`]+)`", told)
    assert f"grcdesk {command} " in (HELP / "registers.md").read_text(encoding="utf-8")
    if title:  # over several sheets of paper side by side, whose each begins with whose row it is
        assert title == "$A:$B"
        assert scale in (None, 100)
        assert not (shrunk and shrunk.fitToPage)


EDITS = {
    CellKind.LINE: ("changed here", "changed here"),
    CellKind.TEXT: ("one\ntwo", "one\ntwo"),
    CellKind.PERSON: ("Lin Chen", "Lin Chen"),
    CellKind.DAY: (date(2026, 11, 20), "2026-11-20"),
    CellKind.NUMBER: (7, "7"),
    CellKind.LIST: ("staff; agents", "staff; agents"),
}
LATER = {"due", "planned_review", "expires_on"}
LINKS = {name for name, fact in VENDOR_FACTS.items() if fact.kind is FactKind.LINK}
ALONE = {
    "moved_because", "closed_on", "proof",  # go with a move, or with closing
    "decided_by", "decided_on", "decision", "removed",  # go together
    "offboard_reason", "known_as", "cadence", "offboarded", "anchor",
    "retired_on", "effective_from", "last_review", "first_use", "onboarded", "in_scope",
}  # fmt: skip
FIXED = {
    DeskRegister.ACTIONS: {"control", "due", "status"},
    DeskRegister.CONTACTS: {"vendor"},
    DeskRegister.SUBPROCESSORS: {"reason"},
    DeskRegister.FEATURES: {"status"},
}
"""What a rule of the register itself decides on."""


def _columns(register):
    return [
        one
        for one in FORMS[register]
        if one.taken and one.given and one.name not in ALONE and one.name not in FIXED.get(register, ())
    ]


@pytest.mark.slow(keep=2)
@pytest.mark.parametrize("register", [one for one in DeskRegister if one is not DeskRegister.RISKS])
def test_cells_edited_by_hand_come_back_as_exactly_those(full, tmp_path, register):
    path = tmp_path / "register.xlsx"
    full.registers.export(register, path, vendor=of(register))
    held = _rows(full, register)[0]
    columns = _columns(register)
    for some in (columns[:1], columns[1::2], columns[::2], columns[-1:], columns):
        told = [(one, *_edit(one, held[one.name])) for one in some]
        cells = {(2, one.title): given for one, given, _ in told}
        copy = shutil.copy(path, tmp_path / f"copy{len(some)}.xlsx")
        done = full.registers.import_(register, edit(copy, cells), plan(register), dry_run=some is not columns)
        assert {(one.id, one.field, one.new) for one in done.changes} == {
            (held["id"], one.label, new) for one, _, new in told
        }
        assert (done.added, done.conflicts, done.absent) == ((), (), ())
    full.log.undo(done.batch)
    assert _rows(full, register)[0] == held


def test_an_accepted_risk_is_ended_and_never_rewritten(full, tmp_path):
    path = tmp_path / "risks.xlsx"
    full.registers.export(DeskRegister.RISKS, path)
    done = full.registers.import_(DeskRegister.RISKS, edit(path, {(2, "Ended on"): date(2026, 11, 21)}))
    assert [(one.field, one.old, one.new) for one in done.changes] == [("ended on", "", "2026-11-21")]
    with pytest.raises(BadInput) as wrong:
        full.registers.import_(DeskRegister.RISKS, edit(path, {(2, "Reason"): "other"}), dry_run=True)
    assert wrong.value.reasons == ("line 2: RA-1 was accepted as it stands: reason: end it, and accept the risk anew",)


def _rows(desk, register):
    with desk.store.read() as session:
        bringing = BringingRegister("", plan(register), "somebody", desk.today())
        return [dict(one.cells) for one in DOORS[register](session, bringing).held()]


def _edit(column, held: str):
    if column.kind is CellKind.TERM:
        word = next(
            term.value for term in column.terms if term.value not in (held, "not_applicable", "done", "dropped")
        )
        return word.replace("_", " "), word.replace("_", " ")
    if column.kind is CellKind.FLAG:
        return ("no", "no") if held == "yes" else ("yes", "yes")
    if column.name in LATER:
        return date(2027, 5, 5), "2027-05-05"
    if column.name in LINKS:
        return "https://changed.example", "https://changed.example"
    return EDITS[column.kind]
