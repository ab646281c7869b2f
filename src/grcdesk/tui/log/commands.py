"""The change log: undo, redo, verify, export, checkpoint."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from grcdesk.schemas.log.log import VerifyReport
from grcdesk.schemas.outcomes import FileOutcome
from grcdesk.tui.dialogs.answers import path_fields, path_of
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import meaning
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.dialogs.values import one_of
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell

_FORMS = {"log": "as it was chained", "ocsf": "events for whoever gathers logs"}


def undo(app: Shell) -> None:
    """Take back my last change."""
    app.with_desk("undo", lambda desk: desk.log.undo(), back="U does it again")


def redo(app: Shell) -> None:
    """Do again what was taken back last."""
    app.with_desk("redo", lambda desk: desk.log.redo())


def verify(app: Shell) -> None:
    """Verify everything; what is broken is listed."""

    def tell(report: VerifyReport) -> None:
        app.changed.publish(frozenset({"log"}))
        counts = [
            count(report.entries, "entry", "entries"),
            count(report.records, "record"),
            count(report.blobs, "file"),
            count(report.anchors, "anchor"),
        ]
        facts = ", ".join(counts)
        remarks = [line(Cell(f"{one.where}  ", "warning"), one.what) for one in report.remarks]
        if report.clean and not remarks:
            app.tell(f"verified: {facts}; head {report.head[:12]}")
            return
        rows = [line(Cell(f"{one.where}  ", "error"), one.what) for one in report.broken]
        title = f"{count(len(rows), 'thing')} broken" if rows else "Whole, with remarks"
        app.push_screen(LinesDialog(title, [*rows, *remarks, text(facts, "muted")]))

    app.with_job("verifying", lambda desk, job: desk.log.verify(progress=job.progress, stop=job.stop), tell)


def export(app: Shell) -> None:
    """The log as JSON Lines, or as OCSF events."""

    def build(texts: Mapping[str, str]) -> Callable[[Desk], FileOutcome]:
        path, force = path_of(texts)
        if one_of(texts["form"], tuple(_FORMS), "form") == "ocsf":
            return lambda desk: desk.log.export_ocsf(path, force=force)
        return lambda desk: desk.log.export(path, force=force)

    asked = Ask("form", "Form", "log", kind=meaning(_FORMS))
    fields = [*path_fields("exports/change-log-<entries>.jsonl"), asked]
    app.push_screen(
        Form("Export the change log", fields, build, verb="writes it"),
        lambda act: app.with_desk("export", act) if act is not None else None,
    )


def checkpoint(app: Shell) -> None:
    """What the desk holds now in a few lines, for somebody outside to keep. Signing asks on a terminal of its own."""

    def build(texts: Mapping[str, str]) -> Callable[[Desk], FileOutcome]:
        path, force = path_of(texts)
        return lambda desk: desk.log.checkpoint(path, force=force)

    app.push_screen(
        Form("Write a checkpoint", path_fields("exports/checkpoint-<entries>.txt"), build, verb="writes it"),
        lambda act: app.with_desk("checkpoint", act) if act is not None else None,
    )
