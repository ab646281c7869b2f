"""Writing files for auditors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from grcdesk.schemas.desk.offers import Offered
from grcdesk.schemas.exports.provenance import Handover
from grcdesk.schemas.outcomes import FileOutcome
from grcdesk.terms.documents import Paper
from grcdesk.terms.interchange import OscalModel
from grcdesk.terms.readiness import WorkPlace
from grcdesk.tui.dialogs.answers import path_fields, path_of, said_yes
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import DAY, YES_NO, record, term
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.dialogs.values import one_of, optional_date
from grcdesk.tui.exports import documents
from grcdesk.tui.kit.jobs import Job
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.tui.packages import forms as packages
from grcdesk.tui.registers.import_forms import write as write_register
from grcdesk.tui.requests.list_forms import write as write_requests
from grcdesk.tui.returned import commands as returned_commands

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell

WriteFile = Callable[["Desk", Job], FileOutcome]


def pick(app: Shell) -> None:
    """Which file for the auditor."""
    choices = [
        Choice("matrix", "Control matrix workbook (Excel)", "m"),
        Choice("document", "A document for people: board summary, memo, letter … (Word, PDF)", "d"),
        Choice("package", "Package for the auditor: documents, evidence, log, sums (zip, folder)", "p"),
        Choice("verify", "Check a package", "k"),
        Choice("lint", "What is to be mended before it goes out, and names to release", "l"),
        Choice("handovers", "Hand-overs so far", "h"),
        Choice("workplan", "Work plans: a workbook for each owner, to be filled in (Excel)", "f"),
        Choice("back", "Take a control matrix or work plan back", "t"),
        Choice("came", "Workbooks that came back", "c"),
        Choice("requests", "Requests, in the layout of the firm's list (Excel, CSV)", "r"),
        Choice("register", "A register to work on: controls, actions, risks, vendors … (Excel, CSV)", "w"),
        Choice("mlbom", "AI inventory as a bill of materials (CycloneDX)", "b"),
        Choice("oscal", "Catalogs, mappings, or features and vendors (OSCAL)", "o"),
    ]
    forms = {
        "matrix": matrix,
        "document": documents.pick,
        "mlbom": mlbom,
        "oscal": oscal,
        "requests": write_requests,
        "register": write_register,
        "package": packages.package,
        "verify": packages.verify,
        "lint": lint,
        "handovers": handovers,
        "workplan": returned_commands.workplan,
        "back": returned_commands.take_back,
        "came": returned_commands.came_back,
    }
    app.push_screen(Pick("Export", choices), lambda what: forms[what](app) if what else None)


def matrix(app: Shell) -> None:
    """The control matrix workbook."""

    def build(texts: Mapping[str, str]) -> WriteFile:
        path, force = path_of(texts)
        as_of, final = optional_date(texts["as_of"]), said_yes(texts["final"], "final")
        paper, firm = one_of(texts["paper"], tuple(Paper), "paper"), texts["handover"]
        return lambda desk, job: desk.exports.matrix(
            path, as_of=as_of, force=force, handover=firm, final=final, paper=paper, progress=job.progress
        )

    title = "Control matrix workbook"
    fields = (
        Ask("as_of", "As of", "", "empty: today", kind=DAY),
        Ask("final", "Final", "", "yes calls it final; else it is a draft", kind=YES_NO),
        Ask("handover", "Handed to", "", "a firm; recorded, and changes count from there"),
        Ask("paper", "Page", "", "empty: as in the settings", kind=term(Paper)),
        *path_fields("exports/<programme>_control_matrix_<as of>.xlsx"),
    )
    app.push_screen(
        Form(title, fields, build, verb="writes it"),
        lambda act: app.with_job(title, act) if act is not None else None,
    )


def lint(app: Shell) -> None:
    """What bars handing the workbook over, and what an auditor would ask about."""
    app.show_lacks(WorkPlace.EXPORT)


def handovers(app: Shell) -> None:
    """To whom a workbook was handed by name."""

    def tell(found: Sequence[Handover]) -> None:
        rows = [
            line(Cell(f"{one.on}  ", "muted"), Cell(one.firm, "strong"), f"  entry {one.position}, {one.file}", by(one))
            for one in found
        ]
        app.push_screen(
            LinesDialog("Hand-overs", rows or [text("No workbook was handed over by name so far.", "muted")])
        )

    def by(one: Handover) -> Cell:
        return Cell(f"  SHA-256 {one.sha256[:8]}, by {one.by}", "muted")

    app.ask_first(app.screen, "hand-overs", lambda desk: desk.exports.handovers(), tell)


def mlbom(app: Shell) -> None:
    """The AI inventory as a bill of materials; it speaks of today."""

    def build(texts: Mapping[str, str]) -> WriteFile:
        path, force = path_of(texts)
        return lambda desk, _job: desk.exports.mlbom(path, force=force)

    title = "Bill of materials (CycloneDX)"
    app.push_screen(
        Form(title, path_fields("exports/<programme>_mlbom.cdx.json"), build, verb="writes it"),
        lambda act: app.with_job(title, act) if act is not None else None,
    )


def oscal(app: Shell) -> None:
    """Catalogs, mappings, or features and vendors, as OSCAL has them."""

    def build(texts: Mapping[str, str]) -> WriteFile:
        model, catalog = OscalModel(one_of(texts["model"], tuple(OscalModel), "model")), texts["catalog"].strip()
        path, force = path_of(texts)
        return lambda desk, _job: desk.exports.oscal(model, path, catalog=catalog, force=force)

    asks = (
        Ask("model", "What", OscalModel.CATALOG, needed=True, kind=term(OscalModel)),
        Ask("catalog", "Catalog", "", "its id; empty: all in force", kind=record(Offered.CATALOG)),
        *path_fields("exports/<programme>_<what>.oscal.json"),
    )
    app.push_screen(
        Form("OSCAL", asks, build, verb="writes it"),
        lambda act: app.with_job("OSCAL", act) if act is not None else None,
    )


def digest(app: Shell) -> None:
    """Size and hash of the workbook as it would be written now."""

    def tell(content: bytes) -> None:
        app.tell(f"workbook of today: {len(content):,} bytes, SHA-256 {sha256(content).hexdigest()}")

    app.with_desk("workbook", lambda desk: desk.exports.matrix_bytes(None), tell)
