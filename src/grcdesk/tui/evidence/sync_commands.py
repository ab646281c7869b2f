"""Watched folders: take their new files, and see what waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from grcdesk.paths import typed_path
from grcdesk.schemas.sync import SyncedFile, SyncRun, SyncStatus
from grcdesk.terms.interchange import SyncState
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import FILE
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell
    from grcdesk.tui.kit.jobs import Job

_NAME = "grcdesk-sync.yaml says what its files are; nothing in it is moved or removed"


def sync(app: Shell) -> None:
    """Ask for the folder, the last one first, and take its new files."""

    def ask(known: Sequence[SyncStatus]) -> None:
        last = known[-1].folder if known else ""
        field = Ask("folder", "Folder", last, _NAME, needed=True, kind=FILE)
        app.push_screen(
            Form("Sync which folder?", [field], _folder, verb="takes its new files"),
            lambda folder: _run(app, folder) if folder is not None else None,
        )

    app.ask_first(app.screen, "watched", lambda desk: desk.sync.status(), ask)


def _folder(texts: Mapping[str, str]) -> Path:
    return typed_path(texts["folder"])


def _run(app: Shell, folder: Path) -> None:
    def act(desk: Desk, job: Job) -> SyncRun:
        return desk.sync.run(folder, progress=job.progress, stop=job.stop)

    def then(done: SyncRun) -> None:
        # a run holds its outcome beside its files, so that who runs jobs does not know it for one
        app.tell_outcome(done.outcome)
        app.show_new(done.outcome.changed)
        app.push_screen(LinesDialog(done.outcome.sentence, _lines(done)))

    app.with_job(f"syncing {folder.name}", act, then)


def _lines(done: SyncRun) -> list[Content]:
    rows = [_line(one) for one in done.files]
    rows += [line(Cell("later    ", "muted"), f"{name}: still being written") for name in done.settling]
    return rows or [text("No file that was not known.", "muted")]


def _line(one: SyncedFile) -> Content:
    if one.state is SyncState.WAITING:
        return line(Cell("waits    ", "warning"), f"{one.name}: {one.reason}")
    return line(Cell(f"{one.state:<9}", "muted"), f"{one.name}: {one.told or one.evidence}")


def waiting(app: Shell) -> None:
    """What waits in watched folders, and why."""

    def tell(found: Sequence[SyncStatus]) -> None:
        rows = [
            row
            for one in found
            for row in (
                line(f"{count(len(one.files), 'file')}, {len(one.waiting):,} waiting  ", Cell(one.folder, "strong")),
                *(_line(file) for file in one.waiting),
            )
        ]
        app.push_screen(LinesDialog("Watched folders", rows or [text("No folder was synced yet.", "muted")]))

    app.ask_first(app.screen, "watched", lambda desk: desk.sync.status(), tell)
