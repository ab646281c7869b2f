"""Versions of a Statement of Applicability, and writing it as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from grcdesk.schemas.outcomes import FileOutcome
from grcdesk.schemas.soa.soa import SoaPage, SoaRow, SoaVersion
from grcdesk.terms.soa import SoaFramework
from grcdesk.tui.dialogs.answers import path_fields, path_of
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.wording import count, word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell

AskRows = Callable[["Shell", SoaFramework, Sequence[SoaRow]], None]
"""Asks something of rows of a framework."""


def tell_versions(app: Shell, page: SoaPage) -> None:
    """The approved versions, and what differs from the newest."""

    def tell(found: Sequence[SoaVersion]) -> None:
        rows = [
            line(
                Cell(f"{one.id}  ", "head"),
                f"approved by {one.approved_by} on {one.approved_on}, {count(one.rows, 'row')}",
                Cell(f"  sha256 {one.sha256}", "muted"),
            )
            for one in found
        ] or [text("No version was approved so far. c approves the statement as it stands.")]
        moved = [
            line(Cell(f"{one.item} ", "head"), f"{one.field}: {one.before or '-'} -> {one.after or '-'}")
            if one.field
            else line(Cell(f"{one.item} ", "head"), "is new" if one.after else "is gone")
            for one in page.differences
        ]
        if found:
            rows += [text(""), text(f"{count(len(moved), 'difference')} from {found[0].id}", "head"), *moved]
        app.push_screen(LinesDialog(f"Versions, {word(page.framework)}", rows))

    app.ask_first(app.screen, "versions", lambda desk: desk.soa.versions(page.framework), tell)


def export(app: Shell, framework: SoaFramework | None) -> None:
    """Write it as a CSV file."""

    def build(texts: Mapping[str, str]) -> Callable[[Desk], FileOutcome]:
        path, force = path_of(texts)
        version = texts["version"]
        return lambda desk: desk.soa.export(path, framework=framework, version=version, force=force)

    def go(act: Callable[[Desk], FileOutcome] | None) -> None:
        if act is not None:
            app.with_desk("writing", act)

    fields = [
        Ask("version", "Version", hint="like V1; empty: as it stands, a draft"),
        *path_fields("exports/soa_<framework>_<version>.csv"),
    ]
    app.push_screen(Form("Write the statement as CSV", fields, build, verb="writes it"), go)


def export_default(app: Shell) -> None:
    """The same for the framework of the engagement in force."""
    export(app, None)
