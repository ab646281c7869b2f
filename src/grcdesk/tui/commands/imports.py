"""Importing from the palette: name the file, look at what was read, then add it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from grcdesk.errors import BadInput
from grcdesk.schemas.imports import ImportPlan, ImportPreview, ImportReport, ImportRow
from grcdesk.tui.commands.evidence import pick
from grcdesk.tui.dialogs.form import Ask, Form
from grcdesk.tui.dialogs.told import Preview, Told
from grcdesk.tui.looks import Cell, line, text

if TYPE_CHECKING:
    from grcdesk.tui.app import GrcdeskApp

_FIELDS = (
    Ask("file", "File", "", "decisions, runs, logs, lists", needed=True),
    Ask("controls", "Controls", "", "ids, blanks between; empty: as the file suggests, after you confirm"),
    Ask("tests", "Tests", "", "ids, blanks between"),
    Ask("importer", "Importer", "", "empty: detected; names: grcdesk evidence importers"),
    Ask("zone", "Zone", "", "of times that carry none, e.g. Europe/Berlin"),
    Ask("columns", "Column map", "", "a YAML file"),
)


def import_file(app: GrcdeskApp) -> None:
    """Ask for the file, read it apart, show what was read, and add it when that is confirmed."""

    def build(texts: Mapping[str, str]) -> Mapping[str, str]:
        if not Path(texts["file"]).expanduser().exists():
            raise BadInput(f"{texts['file']} does not exist", hint="check the path")
        return dict(texts)

    def read(texts: Mapping[str, str] | None) -> None:
        if texts is None:
            return
        file = Path(texts["file"]).expanduser()
        columns = Path(texts["columns"]).expanduser() if texts["columns"] else None
        plan = ImportPlan(texts["importer"], texts["zone"], columns)
        app.jobs.ask(
            app.screen,
            "import",
            lambda desk: desk.imports.preview(file, plan),
            lambda found: _confirm(app, file, plan, found, texts),
        )

    app.push_screen(Form("Import a file", list(_FIELDS), build, verb="reads it"), read)


def _confirm(app: GrcdeskApp, file: Path, plan: ImportPlan, found: ImportPreview, texts: Mapping[str, str]) -> None:
    controls = tuple(texts["controls"].split())
    tests = tuple(texts["tests"].split())
    if not controls and not tests:
        controls = found.controls
    where = f"for {' '.join(controls)}" if controls else "it will wait to be placed"
    rows = described(found.report)
    rows.append(text(f"imported already as {found.again}: nothing would be added" if found.again else where, "strong"))
    app.push_screen(
        Preview(f"Import {file.name}?", rows, "adds it"),
        lambda yes: (
            app.with_desk(
                "import",
                lambda desk: desk.imports.import_(file, plan, controls=controls, tests=tests, seen=found.report),
            )
            if yes
            else None
        ),
    )


def report(app: GrcdeskApp) -> None:
    """Pick an artefact, and show what an importer read in its file."""

    def tell(found: ImportRow) -> None:
        app.push_screen(Told(f"{found.evidence}: import of {found.imported_at[:10]}", described(found.report)))

    pick(app, "", lambda name: app.jobs.ask(app.screen, "report", lambda desk: desk.imports.report(name), tell))


def described(found: ImportReport) -> list[Content]:
    """A report, a line for each fact."""
    from grcdesk.services.import_text import described as facts  # noqa: PLC0415

    return [line(Cell(f"{name:<14}", "muted"), value) for name, value in facts(found)]
