"""Writing work plans, and taking them and the control matrix back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from grcdesk.errors import BadInput
from grcdesk.paths import typed_path
from grcdesk.schemas.outcomes import FileOutcome
from grcdesk.schemas.returned.returned import ReturnedBookRow, ReturnedOutcome, ReturnedPlan
from grcdesk.terms.interchange import DayOrder
from grcdesk.tui.dialogs.answers import path_fields, path_of
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import FILE, PERSON, term
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.dialogs.values import one_of
from grcdesk.tui.frame.ask import look_long
from grcdesk.tui.kit.drafts import Texts
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.tui.returned.screen import ReturnedScreen
from grcdesk.tui.returned.subject import ReturnedCells
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell
    from grcdesk.tui.kit.jobs import Job


def workplan(app: Shell) -> None:
    """The work plan of one owner, or of each."""

    def build(texts: Texts) -> Callable[[Desk], FileOutcome]:
        owner = texts["owner"].strip()
        path, force = path_of(texts)
        return lambda desk: _together(desk.workplans.export(owner, path, force=force))

    fields = [
        Ask("owner", "Owner", "", "empty: a file for everybody who has work here", kind=PERSON),
        *path_fields("exports/workplan_<owner>.xlsx; for all of them a folder"),
    ]
    app.push_screen(
        Form("Work plans", fields, build, verb="writes it"),
        lambda act: app.with_desk("work plans", act) if act is not None else None,
    )


def _together(done: Sequence[FileOutcome]) -> FileOutcome:
    """Several files told as one."""
    first = done[0]
    if len(done) == 1:
        return first
    told = f"{count(len(done), 'work plan')} written to {first.path.parent}"
    return replace(first, path=first.path.parent, sentence=told, notes=first.notes)


def take_back(app: Shell) -> None:
    """File, who filled it in; every difference; then what was said of it, in one batch."""

    def build(texts: Texts) -> tuple[Path, ReturnedPlan]:
        file = typed_path(texts["file"])
        if not file.is_file():
            raise BadInput(f"{texts['file']} is no file", hint="the path of an .xlsx file")
        order = texts["dates"].strip()
        dates = DayOrder(one_of(order, tuple(DayOrder), "what stands first in days")) if order else None
        return file, ReturnedPlan(by=texts["by"].strip(), dates=dates)

    def look(said: tuple[Path, ReturnedPlan] | None) -> None:
        if said is None:
            return
        file, plan = said

        def read(desk: Desk, job: Job) -> ReturnedOutcome:
            return desk.returned.import_(file, plan, dry_run=True, stop=job.stop)

        look_long(app, "reading", read, lambda told: _show(app, file, plan, told))

    fields = [
        Ask("file", "File", hint="a control matrix or work plan of ours, .xlsx", needed=True, kind=FILE),
        Ask("by", "Filled in by", hint="empty: you", kind=PERSON),
        Ask("dates", "Days with slashes", hint="what stands first, where a column does not tell", kind=term(DayOrder)),
    ]
    app.push_screen(Form("Take a control matrix or work plan back", fields, build, verb="reads it"), look)


def _show(app: Shell, file: Path, plan: ReturnedPlan, told: ReturnedOutcome) -> None:
    for warning in told.warnings:
        app.tell(warning, "warning")
    if not told.cells and not told.problems:
        app.tell(told.sentence)
        return
    app.push_screen(ReturnedScreen(ReturnedCells(file, told, plan)))


def came_back(app: Shell) -> None:
    """The workbooks that came back so far."""

    def tell(found: Sequence[ReturnedBookRow]) -> None:
        rows = [
            line(
                Cell(f"{one.taken_on}  ", "muted"),
                Cell(one.file, "strong"),
                f"  {count(one.cells, 'cell')}, filled in by {one.filled_by}, taken by {one.taken_by}",
                Cell(f"  {one.id}, kept as {one.kept}", "muted"),
            )
            for one in found
        ]
        app.push_screen(LinesDialog("Came back", rows or [text("No workbook came back so far.", "muted")]))

    app.ask_first(app.screen, "came back", lambda desk: desk.returned.list(), tell)
