"""Catalogs: check, add, compare, update."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from grcdesk.paths import typed_path
from grcdesk.schemas.catalogs.catalogs import CatalogChange, LintNote, ParameterRow, TakingPreview
from grcdesk.schemas.outcomes import Outcome
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.lines import LinesDialog, Preview
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.wording import count, join, measured

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell


def lint(app: Shell) -> None:
    """Check all catalogs."""

    def tell(notes: Sequence[LintNote]) -> None:
        rows = []
        for note in notes:
            rows += [
                line(Cell(f"{note.rule}  ", "muted" if note.look else "warning"), Cell(note.where, "strong")),
                line(f"  {note.message}", Cell(f"  {note.cure}", "muted")),
                line(Cell(f"  {note.file}:{note.line}", "muted")),
            ]
        app.push_screen(
            LinesDialog(f"{count(len(notes), 'note')} on catalogs", rows or [text("Nothing to complain about.")])
        )

    def ask(desk: Desk) -> Sequence[LintNote]:
        from grcdesk.services.catalogs.linting import lint_files  # noqa: PLC0415  reads YAML; the first frame does not need it

        return lint_files(desk.paths)

    app.ask_first(app.screen, "lint", ask, tell)


def parameters(app: Shell, catalog: str) -> None:
    """What the checks of one catalog are measured by."""

    def tell(found: Sequence[ParameterRow]) -> None:
        rows = []
        for one in found:
            rows += [text(one.name, "strong"), text(f"  {measured(one.default, one.unit, one.meaning)}", "muted")]
        title = f"{catalog}: {count(len(found), 'parameter')} of its checks"
        app.push_screen(LinesDialog(title, rows or [text("It carries no checks that are measured by anything.")]))

    app.ask_first(app.screen, "parameters", lambda desk: desk.catalogs.parameters(catalog), tell)


def add(app: Shell, suggested: str = "") -> None:
    """Add a shipped catalog by id, or a file: what that would bring is shown first."""

    def build(texts: Mapping[str, str]) -> str | Path:
        given = texts["source"]
        # ids of catalogs hold neither of them
        return typed_path(given) if "/" in given or "." in given else given

    def go(source: str | Path | None) -> None:
        # a shipped one is known; what a file would bring is shown before it is taken
        if isinstance(source, str):
            app.with_desk("adding", lambda desk: desk.catalogs.add(source))
        elif source is not None:
            app.ask_first(app.screen, "look", lambda desk: desk.catalogs.look(source), lambda seen: _show(source, seen))

    def _show(source: Path, seen: TakingPreview) -> None:
        rows = [text(told, "muted") for told in seen.told]
        for one in seen.catalogs:
            rows += [text(""), line(Cell(one.title, "strong"), f"  {one.kind}, {count(one.records, 'record')}")]
            rows += [text(one.counts), *(changes(one.changes) if one.in_desk else [])]
        app.push_screen(
            Preview(f"Take {source.name}?", rows, "takes it"),
            lambda yes: app.with_desk("adding", lambda desk: desk.catalogs.add(source, agreed=True)) if yes else None,
        )

    fields = [Ask("source", "Catalog", suggested, "an id, or the path of a file", needed=True)]
    note = "A catalog of your own, a list (CSV, XLSX, JSON) or a library of another tool; kept in the desk's folder."
    app.push_screen(Form("Add a catalog", fields, build, note=note), go)


def new(app: Shell) -> None:
    """Write a framework, controls and mappings to begin with; needs no desk."""

    def build(texts: Mapping[str, str]) -> tuple[str, Path]:
        return texts["name"].strip(), typed_path(texts["folder"])

    def go(made: tuple[str, Path] | None) -> None:
        if made is not None:
            app.ask_first(app.screen, "new", lambda _: _write(*made), app.tell)

    def _write(name: str, folder: Path) -> str:
        from grcdesk.services.catalogs.skeletons import write_skeleton  # noqa: PLC0415

        made = write_skeleton(name, to=folder)
        return f"written: {join([one.name for one in made])}; fill them in, a adds them"

    fields = [
        Ask("name", "Name", "", "its id, like house-rules", needed=True),
        Ask("folder", "Folder", "", "where the three files are written", needed=True),
    ]
    note = "A framework, controls and the mappings between them, every key explained. a adds them once filled in."
    app.push_screen(Form("A catalog of your own", fields, build, note=note, verb="writes"), go)


def changes(found: Sequence[CatalogChange]) -> list[Content]:
    """Differences, one a line with its fields below."""
    tones = {"added": "success", "removed": "error", "changed": "warning"}
    rows = []
    for one in found:
        rows.append(line(Cell(f"{one.change:<8}", tones.get(one.change, "")), f"{one.kind} ", Cell(one.id, "strong")))
        for name, old, new in one.fields:
            rows += [
                line(Cell(f"  {name}", "muted")),
                line(Cell(f"   - {old}", "error")),
                line(Cell(f"   + {new}", "success")),
            ]
        rows += [line(Cell(f"   = {told}", "warning")) for told in one.stays]
    return rows


def diff(app: Shell, catalog: str) -> None:
    """What an update of one catalog would change."""

    def tell(found: Sequence[CatalogChange]) -> None:
        app.push_screen(
            LinesDialog(
                f"{catalog}: {count(len(found), 'change')}", changes(found) or [text("The desk has this version.")]
            )
        )

    app.ask_first(app.screen, "diff", lambda desk: desk.catalogs.diff(catalog), tell)


def update(app: Shell, catalog: str = "") -> None:
    """Show what changes, then update one catalog, or all."""

    def tell(answer: tuple[Outcome, Sequence[CatalogChange]]) -> None:
        told, found = answer
        if not found and catalog:
            app.tell(told.sentence)
            return
        rows = [
            text(told.sentence),
            *(line(Cell(one, "warning")) for one in told.warnings),
            text("Statuses, owners and notes stay.", "muted"),
            text(""),
        ]
        app.push_screen(
            Preview(f"Update {catalog or 'all catalogs'}?", [*rows, *changes(found)], "updates"),
            lambda yes: app.with_desk("update", lambda desk: desk.catalogs.update(catalog)) if yes else None,
        )

    app.ask_first(
        app.screen,
        "update",
        lambda desk: (desk.catalogs.update(catalog, dry_run=True), desk.catalogs.diff(catalog) if catalog else []),
        tell,
    )
