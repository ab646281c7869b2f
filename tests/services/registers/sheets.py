"""Registers filled with a record of each kind, and hands that edit a workbook as a person does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from grcdesk.rules.registers.forms import FORMS
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.features.features import FeatureAnswers, ModelFacts
from grcdesk.schemas.vendors.papers import SubprocessorFacts
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.terms import Answer, Design, FeatureStatus, Implemented, Status
from grcdesk.terms.interchange import DeskRegister
from grcdesk.terms.vendors import ContactKind, Data, Tier

BY = "Omar Haddad"
HOSTILE = "=HYPERLINK(\"http://x.example\")\n-1+1 \x07\u202e _x0041_ 'quoted' 😀"


def fill(desk: Any) -> Any:
    """Records in every register, with texts that a spreadsheet could stumble over."""
    change = ControlChange(
        status=Status.PARTIAL, gap=HOSTILE, owner=BY, due=date(2026, 12, 15), design=Design.ADEQUATE,
        implemented=Implemented.NO, systems="_x0041_", role="'=1", note="private",
    )  # fmt: skip
    desk.controls.set(["AI-SEC-01", "AI-SEC-02"], change)
    desk.controls.set(["AI-PRIV-01"], ControlChange(status=Status.NOT_APPLICABLE, reason="none", approver=BY))
    desk.actions.add("AI-SEC-01", "=Rotate + test", owner=BY, due=date(2026, 12, 1))
    desk.actions.add("AI-SEC-02", "Write it", owner=BY, due=date(2026, 12, 2))
    desk.actions.close("ACT-2", proof="ticket 12")
    desk.risks.accept("AI-SEC-01", reason="small\nand short", approver=BY, expires=date(2027, 1, 31))
    facts = VendorFacts(
        tier=Tier.HIGH, onboarded=date(2025, 1, 31), last_review=date(2026, 1, 31), data=Data.NONE, owner=BY,
        note=HOSTILE, known_as="a; b", planned_review=date(2026, 12, 5), planned_reason="-moved",
    )  # fmt: skip
    desk.vendors.add("Example Models", facts)
    desk.vendors.add("@Never", VendorFacts(tier=Tier.LOW, onboarded=date(2026, 11, 1)))
    desk.vendors.offboard("@Never", on=date(2026, 11, 2), reason="left")
    desk.vendor_relations.add_subprocessor(
        "VEN-1", SubprocessorFacts("Far Cloud", "hosting", "US", date(2026, 11, 2), 30, "+x.example", date(2026, 1, 1))
    )
    desk.vendor_relations.add_subprocessor("VEN-1", SubprocessorFacts("Example Mail"))
    desk.vendor_relations.add_contact(
        "VEN-1", ContactKind.SECURITY, name="Ida Holm", mail="s@x.example", phone="+49 30"
    )
    answers = FeatureAnswers(
        "Support reply", purpose=HOSTILE, data_classes=("a", "b c"), personal_data=Answer.YES, owner=BY,
        status=FeatureStatus.IDEA, last_reviewed=date(2026, 11, 1),
    )  # fmt: skip
    desk.features.add(answers, models=[ModelFacts("claude", "Anthropic")])
    return desk


def of(register: DeskRegister) -> str:
    """Whose it is."""
    return "VEN-1" if FORMS[register].of_vendor else ""


def edit(path: Path, cells: Mapping[tuple[int, str], object]) -> Path:
    """Write into cells of the first sheet, by row and heading; saved as a spreadsheet does."""
    book = load_workbook(path)
    page = book.worksheets[0]
    columns = {cell.value: cell.column for cell in page[1]}
    for (row, heading), value in cells.items():
        page.cell(row, columns[heading]).value = value
    book.save(path)
    return path
