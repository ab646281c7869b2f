"""A desk with a row in every table that a person can fill."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from grcdesk.schemas.audits.audits import EngagementChange
from grcdesk.schemas.returned.returned import ReturnedPlan
from grcdesk.terms.vendors import Method
from helpers import finding_writes, population_writes, request_writes, review_writes, testing_writes
from helpers.every_write import WRITES

_FIRST = (
    *("exclusion", "system", "declaration", "view", "evidence", "import", "source", "risk", "quiet days"),
    *("feature prompt", "model card", "due acknowledged", "check limit", "check word"),
    *("statement approved", "rehearsal", "folder synced"),
)
_ENDED = {"vendor offboarded", "vendor review concluded", "vendor review dropped"}


def fill(desk: Any, folder: Path) -> None:
    """Do on a fresh desk what it takes; the files for it are laid into the folder."""
    for name in _FIRST:
        _, prepare, write = WRITES[name]
        if prepare:
            prepare(desk, folder)
        write(desk, folder)
    _vendors(desk, folder)
    for name in ("tailored", "action moved", "finalised"):
        _, prepare, write = WRITES[name]
        if prepare:
            prepare(desk, folder)
        if name != "finalised":
            write(desk, folder)
    desk.actions.close(desk.actions.list()[0].id, proof="done")
    desk.features.derive()
    review_writes.everything(desk, folder)
    for more in (population_writes, testing_writes, request_writes, finding_writes):
        more.everything(desk, folder)
    _come_back(desk, folder)
    desk.gap.finalise(assessor="Dana Reyes", reviewer="Omar Haddad")
    desk.audits.set("", EngagementChange(methods=(("VEN-1", Method.CARVE_OUT),)))


def _vendors(desk: Any, folder: Path) -> None:
    prepare = WRITES["vendor rules"][1]
    if prepare:
        prepare(desk, folder)
    for name in WRITES:
        if name.startswith("vendor ") and name not in _ENDED:
            WRITES[name][2](desk, folder)


def _come_back(desk: Any, folder: Path) -> None:
    """A workbook in which the auditor wrote on two controls."""
    file = desk.exports.matrix(folder / "came_back.xlsx").path
    book = load_workbook(file)
    page = book["Control matrix"]
    column = [cell.value for cell in page[1]].index("Auditor notes") + 1
    for row in (2, 3):
        page.cell(row, column).value = "seen"
    book.save(file)
    desk.returned.import_(file, ReturnedPlan(by="Tomas Beck"))
