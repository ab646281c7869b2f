"""Backup, restore, doctor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from grcdesk.errors import BadInput, DeskError
from grcdesk.paths import typed_path
from grcdesk.schemas.desk.upkeep import DoctorLine
from grcdesk.schemas.outcomes import FileOutcome, Outcome
from grcdesk.terms import Via
from grcdesk.tui.dialogs.answers import path_fields, path_of, said_yes
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import FILE, YES_NO
from grcdesk.tui.dialogs.lines import LinesDialog, Preview
from grcdesk.tui.kit.looks import Cell, line, text

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell
    from grcdesk.tui.kit.jobs import Job


def backup(app: Shell) -> None:
    """The whole desk into one file."""

    def build(texts: Mapping[str, str]) -> Callable[[Desk], FileOutcome]:
        path, force = path_of(texts)
        if path is None:
            raise BadInput("name the file", hint="e.g. ~/grcdesk-backup.zip")
        damaged = said_yes(texts["damaged"], "with damage")
        return lambda desk: desk.upkeep.backup(path, force=force, with_damage=damaged)

    named = Ask("path", "File", "", "e.g. ~/grcdesk-backup.zip", needed=True, kind=FILE)
    fields = [named, path_fields("")[1], _damage("yes makes it of a damaged desk too")]
    app.push_screen(
        Form("Backup", fields, build, verb="writes it"),
        lambda act: app.with_desk("backup", act) if act is not None else None,
    )


def restore(app: Shell) -> None:
    """A backup in the place of this desk; what was there is kept beside it."""
    paths = app.paths
    if paths is None:
        app.tell("open or make a desk first", "warning")
        return

    def act(file: Path, job: Job, *, damaged: bool) -> Outcome:
        from grcdesk.services.desk import upkeep  # noqa: PLC0415  370 ms

        try:
            told, stop = job.progress, job.stop
            return upkeep.restore(file, paths, via=Via.TUI, force=True, with_damage=damaged, progress=told, stop=stop)
        except DeskError:
            app.call_later(app.open, paths)  # it was closed to be replaced
            raise

    def confirm(answer: tuple[Path, bool] | None) -> None:
        if answer is not None:
            file, damaged = answer
            rows = [
                line("Puts ", Cell(str(file), "strong"), " in the place of ", Cell(str(paths.root), "strong"), "."),
                text("Database, vault, catalogs and settings of now are kept in backups/.", "muted"),
            ]
            app.push_screen(Preview("Restore?", rows, "restores"), lambda yes: go(file, damaged) if yes else None)

    def go(file: Path, damaged: bool) -> None:
        if app.desk is not None:
            app.desk.close()
        app.run_job("restoring", lambda job: act(file, job, damaged=damaged), lambda _done: app.open(paths))

    def build(texts: Mapping[str, str]) -> tuple[Path, bool]:
        return typed_path(texts["file"]), said_yes(texts["damaged"], "with damage")

    fields = [
        Ask("file", "Backup file", needed=True, kind=FILE),
        _damage("yes restores what is left of a damaged desk"),
    ]
    app.push_screen(Form("Restore a backup", fields, build), confirm)


def _damage(hint: str) -> Ask:
    return Ask("damaged", "With damage", "", hint, kind=YES_NO)


def doctor(app: Shell) -> None:
    """Settings, versions, state."""
    paths = app.paths

    def act(_job: object) -> Sequence[DoctorLine]:
        from grcdesk.services.desk.doctor import doctor  # noqa: PLC0415

        return doctor(paths)

    def tell(checks: Sequence[DoctorLine]) -> None:
        tones = {True: "success", False: "error", None: "muted"}
        words = {True: "good", False: "bad ", None: "    "}
        rows = [
            line(
                Cell(f"{words[check.ok]}  ", tones[check.ok]),
                Cell(f"{check.name:<22}", "strong"),
                check.value,
                Cell(f"  {check.origin}", "muted"),
            )
            for check in checks
        ]
        app.push_screen(LinesDialog("Doctor", rows))

    app.run_job("looking", act, tell)
