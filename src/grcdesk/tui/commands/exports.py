"""Writing files for auditors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from grcdesk.errors import Refused
from grcdesk.schemas.outcomes import FileOutcome
from grcdesk.tui.dialogs.form import Ask, Form, optional_date
from grcdesk.tui.jobs import Job

if TYPE_CHECKING:
    from grcdesk.services.desk import Desk
    from grcdesk.tui.app import GrcdeskApp

Write = Callable[["Desk", Job], FileOutcome]
Make = Callable[["Desk", Job, Path | None, date | None, bool], FileOutcome]


def matrix(app: GrcdeskApp) -> None:
    """The control matrix workbook."""

    def make(desk: Desk, job: Job, path: Path | None, as_of: date | None, force: bool) -> FileOutcome:
        return desk.exports.matrix(path, as_of=as_of, force=force, progress=job.progress)

    _ask(app, "Control matrix workbook", "exports/<programme>_control_matrix_<as of>.xlsx", make)


def gap_report(app: GrcdeskApp) -> None:
    """The gap report."""

    def make(desk: Desk, _job: Job, path: Path | None, as_of: date | None, force: bool) -> FileOutcome:
        return desk.exports.gap_report(path, as_of=as_of, force=force)

    _ask(app, "Gap assessment report", "exports/<programme>_gap_report_<as of>.docx", make)


def mlbom(app: GrcdeskApp) -> None:
    """The AI inventory as a bill of materials; it speaks of today."""

    def build(texts: Mapping[str, str]) -> Write:
        path, force = path_of(texts)
        return lambda desk, _job: desk.exports.mlbom(path, force=force)

    title = "Bill of materials (CycloneDX)"
    app.push_screen(
        Form(title, path_fields("exports/<programme>_mlbom.cdx.json"), build, verb="writes it"),
        lambda act: app.with_job(title, act) if act is not None else None,
    )


def digest(app: GrcdeskApp) -> None:
    """Size and hash of the workbook as it would be written now."""

    def tell(content: bytes) -> None:
        app.tell(f"workbook of today: {len(content):,} bytes, SHA-256 {sha256(content).hexdigest()}")

    app.with_desk("workbook", lambda desk: desk.exports.matrix_bytes(None), tell)


def path_fields(hint: str) -> list[Ask]:
    """The fields every written file has."""
    return [
        Ask("path", "File", "", f"empty: {hint}"),
        Ask("force", "Overwrite", "", "yes replaces an existing file"),
    ]


def path_of(texts: Mapping[str, str]) -> tuple[Path | None, bool]:
    """File and whether it may be replaced.

    Raises:
        Refused: when overwriting is neither yes nor no.
    """
    force = texts["force"].casefold()
    if force not in {"", "yes", "y", "no", "n"}:
        raise Refused("overwrite is yes or no")
    return (Path(texts["path"]).expanduser() if texts["path"] else None), force.startswith("y")


def _ask(app: GrcdeskApp, title: str, hint: str, make: Make) -> None:
    def build(texts: Mapping[str, str]) -> Write:
        path, force = path_of(texts)
        as_of = optional_date(texts["as_of"])
        return lambda desk, job: make(desk, job, path, as_of, force)

    fields = [Ask("as_of", "As of", "", "empty: today"), *path_fields(hint)]
    app.push_screen(
        Form(title, fields, build, verb="writes it"),
        lambda act: app.with_job(title, act) if act is not None else None,
    )
