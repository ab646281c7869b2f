"""Every file the sample company can hand out, by what makes it."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from grcdesk.services.desk.desk import Desk
from grcdesk.terms.interchange import DeskRegister, OscalModel

HandOut = Callable[[Desk, Path], Path]
"""Hands out a file into a folder, and gives its path."""
HANDED: dict[str, HandOut] = {
    "matrix": lambda desk, to: desk.exports.matrix(to / "matrix.xlsx").path,
    "gap report": lambda desk, to: desk.documents.write("gap-report", to / "gap.docx").path,
    "board summary": lambda desk, to: desk.documents.write("board-summary", to / "board.docx").path,
    "vendor memo": lambda desk, to: desk.documents.write("vendor-memo", to / "vendor.docx", about="VEN-2").path,
    "inventory": lambda desk, to: desk.exports.mlbom(to / "inventory.json").path,
    "catalogs": lambda desk, to: desk.exports.oscal(OscalModel.CATALOG, to / "catalogs.json").path,
    "components": lambda desk, to: desk.exports.oscal(OscalModel.COMPONENTS, to / "components.json").path,
    "register": lambda desk, to: desk.registers.export(DeskRegister.CONTROLS, to / "controls.xlsx").path,
    "audit lists": lambda desk, to: desk.audits.export(to / "audit.xlsx").path,
    "work plan": lambda desk, to: desk.workplans.export("Lin Chen", to / "plan.xlsx")[0].path,
    "package": lambda desk, to: desk.packages.build(to / "package.zip").path,
    "requests": lambda desk, to: desk.request_lists.export(to / "requests.xlsx").path,
    "requests as text": lambda desk, to: desk.request_lists.export(to / "requests.csv").path,
    "statement": lambda desk, to: desk.soa.export(to / "soa.csv").path,
    "review memo": lambda desk, to: desk.documents.write("access-review-memo", to / "review.docx", about="AR-1").path,
    "statement as paper": lambda desk, to: desk.documents.write("soa", to / "soa.docx", about="iso27001").path,
    "evidence index": lambda desk, to: desk.documents.write("evidence-index", to / "index.docx").path,
    "description": lambda desk, to: desk.documents.write("system-description", to / "description.docx").path,
    "letter as paper": lambda desk, to: desk.documents.write("response-letter", to / "letter.docx").path,
    "removals": lambda desk, to: desk.review_files.removals_csv("AR-1", to / "removals.csv").path,
    "sheet of a reviewer": lambda desk, to: desk.review_files.handout("AR-1", reviewer(desk), to / "his.xlsx").path,
    "population": lambda desk, to: desk.populations.export("POP-1", to / "population.csv").path,
    "letter": lambda desk, to: desk.findings.write_letter(to / "letter.md").path,
    "log": lambda desk, to: desk.log.export(to / "log.jsonl").path,
    "log as events": lambda desk, to: desk.log.export_ocsf(to / "log.ocsf.jsonl").path,
    "evidence": lambda desk, to: desk.vault.open("EV-1", to).path,
    "backup": lambda desk, to: desk.upkeep.backup(to / "backup.zip").path,
}
OF_TODAY = {"calendar": lambda desk, to: desk.due.calendar(to / "due.ics").path}
"""Making it changes the desk: a read-only one has none."""


def reviewer(desk: Desk) -> str:
    return desk.review_files.reviewers("AR-1")[0]


def printed(file: Path) -> str:
    """What stands in a file, those inside it too; of Word and Excel the text of all parts."""
    data = file.read_bytes()
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return "\n".join(parts.read(name).decode(errors="replace") for name in parts.namelist())


@contextmanager
def open_to_all(root: Path) -> Iterator[Path]:
    """A copy of a desk where nobody may come as well; the folders of pytest are closed to every other user."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    try:
        yield Path(shutil.copytree(root, place / "desk"))
    finally:
        shutil.rmtree(place)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nothing in a folder can be written, not even by root: meanwhile this process is nobody."""
    rights = {path: path.stat().st_mode & 0o777 for path in (folder, *folder.rglob("*"))}
    for path in rights:
        path.chmod(0o555 if path.is_dir() else 0o444)
    if os.getuid() == 0:
        os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        if os.getresuid()[2] == 0:
            os.setresuid(0, 0, 0)
        for path, mode in rights.items():
            path.chmod(mode)
