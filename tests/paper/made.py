"""Every workbook and Word document the product can write, of the sample company and of larger desks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from docx import Document
from docx.shared import Cm

from grcdesk.errors import DeskError, Refused
from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.desk.demo import make_demo
from grcdesk.services.desk.desk import Desk
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Design, Implemented, Status, Via
from grcdesk.terms.documents import DOCUMENTS, About, DocumentName, Paper
from grcdesk.terms.interchange import DeskRegister
from grcdesk.terms.soa import SoaFramework

FIELDWORK = "ENG-2"
"""The engagement of the sample company whose fieldwork is under way."""


_GAP = "Half of the systems it is about are left out, and nobody has said until when they follow."
_STATUSES = (
    ControlChange(status=Status.IN_PLACE, design=Design.ADEQUATE, implemented=Implemented.YES),
    ControlChange(status=Status.PARTIAL, design=Design.ADEQUATE, implemented=Implemented.YES, gap=_GAP),
    ControlChange(status=Status.MISSING, design=Design.INADEQUATE, implemented=Implemented.NO, gap=_GAP),
    ControlChange(status=Status.NOT_APPLICABLE, reason="No model of ours is trained.", approver="Tomas Beck"),
)


@dataclass(frozen=True)
class Lacking:
    """A file that could not be written, and why."""

    name: str
    why: str
    refused: bool
    """The desk of the sample company has nothing for it."""


def sample(folder: Path, paper: str) -> Iterator[Path | Lacking]:
    """All files of the sample company on one kind of paper; the desk is made once."""
    root = folder / "desk"
    if not root.exists():
        make_demo(root, via=Via.JOB).close()
    with_paper(root, paper)
    desk = open_desk(DeskPaths(root), via=Via.JOB)
    try:
        yield from _workbooks(desk, folder / paper)
        yield from _documents(desk, folder / paper, Paper(paper))
        desk.ask_about(FIELDWORK)
        yield from _fieldwork(desk, folder / paper)
    finally:
        desk.close()


def with_paper(root: Path, paper: str) -> None:
    """Have a desk lay its files out for that paper."""
    settings = root / "settings.toml"
    held = settings.read_text("utf-8").splitlines() if settings.exists() else []
    kept = [line for line in held if not line.startswith("paper")]
    settings.write_text("\n".join([f'paper = "{paper}"', *kept]) + "\n", "utf-8")


def _workbooks(desk: Desk, out: Path) -> Iterator[Path | Lacking]:
    yield desk.exports.matrix(out / "matrix.xlsx", force=True).path
    yield from _tried(out / "audit.xlsx", lambda path: desk.audits.export(path, force=True))
    vendor = desk.vendors.list()[0].name
    for register in DeskRegister:
        about = vendor if register in (DeskRegister.SUBPROCESSORS, DeskRegister.CONTACTS) else ""

        def write(path: Path, register: DeskRegister = register, about: str = about) -> object:
            return desk.registers.export(register, path, vendor=about, force=True)

        yield from _tried(out / f"register-{register}.xlsx", write)
    campaign = desk.reviews.list()[-1].id
    for reviewer in desk.review_files.reviewers(campaign)[:1]:
        path = out / "handout.xlsx"
        yield from _tried(path, lambda to, who=reviewer: desk.review_files.handout(campaign, who, to, force=True))


def _fieldwork(desk: Desk, out: Path) -> Iterator[Path | Lacking]:
    """What a desk writes in the middle of an audit, and what it hands to people and to the auditors."""
    yield desk.exports.matrix(out / "matrix-fieldwork.xlsx", force=True).path
    yield from _tried(out / "audit-fieldwork.xlsx", lambda path: desk.audits.export(path, force=True))
    yield from _tried(out / "requests.xlsx", lambda path: desk.request_lists.export(path, every=True, force=True))
    plans = out / "plans"
    plans.mkdir(exist_ok=True)
    yield from (one.path for one in desk.workplans.export(path=plans, force=True))
    package = out / "package"
    shutil.rmtree(package, ignore_errors=True)
    yield from desk.packages.build(package).path.rglob("index.html")


def _documents(desk: Desk, out: Path, paper: Paper) -> Iterator[Path | Lacking]:
    about = {
        About.ENGAGEMENT: "",
        About.VENDOR: desk.vendors.list()[0].name,
        About.CAMPAIGN: desk.reviews.list()[0].id,
        About.FRAMEWORK: SoaFramework.ISO27001,
    }
    for name, spec in DOCUMENTS.items():

        def write(path: Path, name: object = name, spec: object = spec) -> object:
            return desk.documents.write(name, path, about=about[spec.about], paper=paper, force=True)  # type: ignore[arg-type,attr-defined]

        yield from _tried(out / f"{name}.docx", write)
    yield _on_house_paper(desk, out, about[About.VENDOR])


def _on_house_paper(desk: Desk, out: Path, vendor: str) -> Path:
    """A memo on the template of a house with wide margins."""
    house = Document()
    section = house.sections[0]
    section.left_margin = section.right_margin = Cm(4)
    section.top_margin = section.bottom_margin = Cm(3)
    house.save(str(template := out / "house.docx"))
    path = out / "vendor-memo-house.docx"
    desk.documents.write(DocumentName.VENDOR_MEMO, path, about=vendor, template=template, force=True)
    return path


def _tried(path: Path, write: object) -> Iterator[Path | Lacking]:
    try:
        write(path)  # type: ignore[operator]
    except (DeskError, KeyError) as error:
        yield Lacking(path.name, f"{type(error).__name__}: {error}", isinstance(error, Refused))
    else:
        yield path


def large(folder: Path, controls: int, paper: str) -> Path:
    """The workbook of a desk with so many controls more than the shipped ones."""
    import desks

    root = folder / f"desk-{controls}"
    if not root.exists():
        desks.write_catalog(folder, controls)
        made = desks.make(root)
        made.catalogs.add(folder / desks.CATALOG)
        made.catalogs.add(folder / desks.MAPPINGS)
        _assess(made)
        made.close()
    with_paper(root, paper)
    desk = open_desk(DeskPaths(root), via=Via.JOB)
    try:
        return desk.exports.matrix(folder / paper / f"matrix-{controls}.xlsx", force=True).path
    finally:
        desk.close()


def _assess(desk: Desk) -> None:
    """So that numbers of every kind are large: every fifth control has another status, and one of them none."""
    keys = desk.controls.keys()
    people = ("Lin Chen", "Ada Okafor", "Jonas Weil", "Sofia Brandt")
    for turn, told in enumerate(_STATUSES):
        desk.controls.set(keys[turn :: len(_STATUSES) + 1], replace(told, owner=people[turn % len(people)]))
