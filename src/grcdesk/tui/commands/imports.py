"""Importing from the palette: name the file, look at what was read, then add it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from grcdesk import clock
from grcdesk.errors import BadInput
from grcdesk.schemas.evidence import Artefact
from grcdesk.schemas.imports import ImportPlan, ImportPreview, ImportReport, ImportRow
from grcdesk.terms import IMPORTERS, EvidenceKind
from grcdesk.tui.commands.evidence import pick
from grcdesk.tui.dialogs.form import Ask, Form, one_of, optional_date
from grcdesk.tui.dialogs.told import Preview, Told
from grcdesk.tui.looks import Cell, line, text

if TYPE_CHECKING:
    from grcdesk.tui.app import GrcdeskApp

_FIELDS = (
    Ask("file", "File", "", "decisions, runs, logs, lists", needed=True),
    Ask("controls", "Controls", "", "ids, blanks between; empty: as the file suggests"),
    Ask("tests", "Tests", "", "ids, blanks between"),
    Ask("importer", "Importer", "", "empty: detected", known=tuple(IMPORTERS)),
    Ask("period", "Period", "", "like 2026-01-01..2026-03-31; empty: the days in it, or:"),
    Ask("as_of", "As of", "", "the one day it shows; a register or population names none itself"),
    Ask("zone", "Zone", "", "of times that carry none, e.g. Europe/Berlin"),
    Ask("columns", "Column map", "", "a YAML file"),
    Ask("source", "Source", "", "the system it comes from"),
    Ask("query", "Query", "", "the exact command, query or filters"),
    Ask("pulled_at", "Pulled at", "", "when it was drawn, e.g. 2026-11-01T09:30Z"),
    Ask("completeness", "Completeness", "", "how it was checked that nothing is left out"),
)


@dataclass(frozen=True)
class _Asked:
    """What the form says."""

    file: Path
    plan: ImportPlan
    said: Artefact
    controls: tuple[str, ...]
    tests: tuple[str, ...]


def import_file(app: GrcdeskApp) -> None:
    """Ask for the file, read it apart, show what was read, and add it when that is confirmed."""
    zone = app.desk.zone if app.desk is not None else ""

    def read(asked: _Asked | None) -> None:
        if asked is not None:
            app.with_job(
                "reading",
                lambda desk, job: desk.imports.preview(asked.file, asked.plan, progress=job.progress, stop=job.stop),
                lambda found: _confirm(app, asked, found),
            )

    app.push_screen(Form("Import a file", list(_FIELDS), lambda texts: _asked(texts, zone), verb="reads it"), read)


def _asked(texts: Mapping[str, str], zone: str) -> _Asked:
    file = Path(texts["file"]).expanduser()
    if not file.exists():
        raise BadInput(f"{texts['file']} does not exist", hint="check the path")
    start, _, end = texts["period"].partition("..")
    first, last = optional_date(start.strip()), optional_date(end.strip())
    columns = Path(texts["columns"]).expanduser() if texts["columns"] else None
    said = Artefact(
        EvidenceKind.EXPORT,
        as_of=optional_date(texts["as_of"]),
        period_from=first,
        period_to=last,
        source=texts["source"],
        query=texts["query"],
        pulled_at=clock.stamp(clock.parse_moment(texts["pulled_at"], zone)) if texts["pulled_at"] else "",
        completeness=texts["completeness"],
    )
    plan = ImportPlan(one_of(texts["importer"], tuple(IMPORTERS), "importer"), texts["zone"], columns, first, last)
    return _Asked(file, plan, said, tuple(texts["controls"].replace(",", " ").split()), tuple(texts["tests"].split()))


def _confirm(app: GrcdeskApp, asked: _Asked, found: ImportPreview) -> None:
    controls = asked.controls or (() if asked.tests else found.controls)
    where = f"for {' '.join(controls)}" if controls else "it will wait to be placed"
    rows = described(found.report)
    rows.append(text(f"imported already as {found.again}: nothing would be added" if found.again else where, "strong"))

    def confirmed(yes: bool | None) -> None:
        if yes:
            app.with_job(
                "import",
                lambda desk, job: desk.imports.import_(
                    asked.file,
                    asked.plan,
                    said=asked.said,
                    controls=controls,
                    tests=asked.tests,
                    seen=found.report,
                    progress=job.progress,
                    stop=job.stop,
                ),
                lambda outcome: app.show_new(outcome.changed),
            )

    app.push_screen(Preview(f"Import {asked.file.name}?", rows, "adds it"), confirmed)


def report(app: GrcdeskApp) -> None:
    """Pick an artefact, and show what an importer read in its file."""

    def tell(found: ImportRow) -> None:
        app.push_screen(Told(f"{found.evidence}: import of {found.imported_at[:10]}", described(found.report)))

    pick(app, "", lambda name: app.jobs.ask(app.screen, "report", lambda desk: desk.imports.report(name), tell))


def described(found: ImportReport) -> list[Content]:
    """A report, a line for each fact."""
    from grcdesk.services.import_text import described as facts  # noqa: PLC0415

    return [line(Cell(f"{name:<14}", "muted"), value) for name, value in facts(found)]
