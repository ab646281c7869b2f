"""Does a control matrix come home as exactly what was changed in it, after LibreOffice has saved it?

    python tests/paper/round_trip.py [FOLDER]

Writes the matrix of the sample company, changes it the way people do, has LibreOffice save it (as .xlsx, and by way of
.ods), and takes it back as a dry run. Needs soffice; says each difference found, and ends with 1 when one is missing or
one too many.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from openpyxl import Workbook, load_workbook

from grcdesk.schemas.returned.returned import ReturnedOutcome, ReturnedPlan
from grcdesk.services.desk.demo import make_demo
from grcdesk.terms import Via

GAPS, MATRIX = "Gap assessment", "Control matrix"
CHANGED = {("AI-SEC-01", "Owner", "Ada Okafor"), ("AI-SEC-03", "Auditor notes", "Looked at three samples")}
BAD = {"AI-SEC-02: Status cannot be 'in palce'", "control 'AI-SEC-99' is not in this workbook as it was sent"}


def change(book: Workbook) -> None:
    """An owner, a note, a slip of the pen, a row of somebody's own, sorted, widened, renamed."""
    page = book[GAPS]
    at = {cell.value: cell.column for cell in page[1]}
    rows = {page.cell(row, 1).value: row for row in range(2, page.max_row + 1)}
    page.cell(rows["AI-SEC-01"], at["Owner"]).value = "Ada Okafor"
    page.cell(rows["AI-SEC-02"], at["Status"]).value = "in palce"
    last = page.max_row + 1
    page.cell(last, 1).value, page.cell(last, at["Owner"]).value = "AI-SEC-99", "Ada Okafor"
    cells = [[page.cell(row, column).value for column in range(1, page.max_column + 1)] for row in range(2, last + 1)]
    for number, row in enumerate(sorted(cells, key=lambda one: str(one[1]), reverse=True), 2):
        for column, value in enumerate(row, 1):
            page.cell(number, column).value = value
    page.insert_cols(2)
    page.cell(1, 2).value, page.cell(2, 2).value = "Our remarks", "call him"
    page.title = "Gaps, ours"
    book.move_sheet(page, -3)
    matrix = book[MATRIX]
    notes = next(cell.column for cell in matrix[1] if cell.value == "Auditor notes")
    row = next(one for one in range(2, matrix.max_row + 1) if matrix.cell(one, 1).value == "AI-SEC-03")
    matrix.cell(row, notes).value = "Looked at three samples"


def saved(file: Path, *ways: str) -> Path:
    """The file after LibreOffice has saved it, by way of these formats."""
    for number, way in enumerate(ways):
        folder = file.parent / f"{number}-{way}"
        profile = file.parent / "profile"
        told = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", way]
        subprocess.run([*told, "--outdir", str(folder), str(file)], check=True, capture_output=True, timeout=180)
        file = folder / f"{file.stem}.{way}"
    return file


def wrong(found: ReturnedOutcome) -> list[str]:
    """What differs from what was done."""
    cells = {(one.id, one.field, one.theirs) for one in found.cells}
    bad = {one.what for one in found.problems}
    return [
        *(f"not found: {one}" for one in sorted(map(str, (CHANGED - cells) | (BAD - bad)))),
        *(f"found, and never made: {one}" for one in sorted(map(str, (cells - CHANGED) | (bad - BAD)))),
    ]


def main(folder: Path) -> int:
    """Each way once; 0 when all is found and nothing else."""
    if shutil.which("soffice") is None:
        print("LibreOffice is not here: nothing was tried")
        return 1
    desk, faults = make_demo(folder / "desk", via=Via.CLI), 0
    matrix = folder / "matrix.xlsx"
    desk.exports.matrix(matrix)
    for ways in (("xlsx",), ("ods", "xlsx")):
        for name, edit in (("untouched", None), ("changed", change)):
            place = folder / f"{'-'.join(ways)}-{name}"
            place.mkdir()
            book = load_workbook(io.BytesIO(matrix.read_bytes()))
            if edit is not None:
                edit(book)
            book.save(place / "back.xlsx")
            found = desk.returned.import_(saved(place / "back.xlsx", *ways), ReturnedPlan(by="Ada"), dry_run=True)
            lacks = wrong(found) if edit is not None else [str(one) for one in (*found.cells, *found.problems)]
            faults += bool(lacks)
            print(f"{name}, saved as {' and '.join(ways)}: {len(found.cells)} cells, {len(found.problems)} problems",
                  "as made" if not lacks else "NOT as made")  # fmt: skip
            for one in lacks:
                print(f"  {one}")
    desk.close()
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(main(Path(sys.argv[1])))
    with tempfile.TemporaryDirectory() as scratch:
        sys.exit(main(Path(scratch)))
