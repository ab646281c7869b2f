"""The vault from the palette: verify it, clear it, look at a file of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from grcdesk.schemas.evidence.vault import Orphan, Thoroughness, VaultReport
from grcdesk.schemas.outcomes import FileOutcome
from grcdesk.text import whole_number
from grcdesk.tui.dialogs.answers import path_fields, path_of
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.lines import LinesDialog, Preview
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.evidence.commands import pick
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell
    from grcdesk.tui.kit.jobs import Job

LongFile = Callable[["Desk", "Job"], FileOutcome]
_MOST_ROWS = 10_000

_HOW = {"full": Thoroughness(), "quick": Thoroughness(quick=True)}


def verify(app: Shell) -> None:
    """Ask how thoroughly, then verify; what is broken is listed."""

    def tell(report: VaultReport) -> None:
        # what was found of each artefact is written to it, and that it was looked at to the log
        app.changed.publish(frozenset({"evidence", "log"}))
        facts = f"{count(report.hashed, 'file')} of {report.files:,} hashed ({report.how})"
        facts += f"; not recorded: {report.unrecorded}" if report.unrecorded else ""
        if not report.found:
            app.tell(f"the vault is whole: {facts}")
            return
        rows = [
            line(
                Cell(f"{one.state.value:<13}", "muted" if one.state.harmless else "error"),
                f"{', '.join(one.evidence) or one.where}  ",
                Cell(" ".join(one.controls), "strong"),
                f"  {one.what}",
            )
            for one in report.found
        ]
        app.push_screen(
            LinesDialog(
                "The vault is whole" if report.clean else "The vault is not whole", [*rows, text(facts, "muted")]
            )
        )

    def go(answer: str | None) -> None:
        if answer:
            how = _HOW[answer]
            act = lambda desk, job: desk.vault.verify(how, progress=job.progress, stop=job.stop)  # noqa: E731
            app.with_job("verifying", act, tell)

    choices = [
        Choice("full", "Full: hash every file, and hold every row against the log"),
        Choice("quick", "Quick: sizes, what was touched since, and a sample"),
    ]
    app.push_screen(Pick("Verify the vault", choices), go)


def clear(app: Shell) -> None:
    """Show what killed commands have left, and remove it."""

    def tell(found: Sequence[Orphan]) -> None:
        if not found:
            app.tell("nothing to remove: the vault holds only what is registered")
            return
        rows = [line(one.path, Cell(f"  {count(one.size, 'byte')}", "muted")) for one in found]
        app.push_screen(
            Preview(f"Remove {count(len(found), 'file')}?", rows, "removes"),
            lambda yes: app.with_desk("clear", lambda desk: desk.vault.clear()) if yes else None,
        )

    app.ask_first(app.screen, "orphans", lambda desk: desk.vault.orphans(), tell)


def look(app: Shell) -> None:
    """Copy a file out of the vault, and show it."""

    def tell(done: FileOutcome) -> None:
        app.tell(done.sentence)
        app.open_url(done.path.as_uri())

    def show(name: str) -> None:
        app.ask_first(app.screen, "open", lambda desk: desk.vault.open(name), tell)

    pick(app, "-is:unpreserved", show)


def sample(app: Shell) -> None:
    """Draw rows that an importer kept of an artefact, into a file for whoever looks into the source."""

    def ask(name: str) -> None:
        if app.desk is None:
            return
        usual = app.desk.paths.exports / f"{name}-sample.csv"

        def build(texts: Mapping[str, str]) -> LongFile:
            number, seed = whole_number(texts["rows"], _MOST_ROWS, "rows"), texts["seed"]
            path, force = path_of(texts)
            target = path or usual
            return lambda desk, _job: desk.vault.sample(name, target, rows=number, seed=seed, force=force)

        def go(act: LongFile | None) -> None:
            if act is not None:
                app.with_job("drawing a sample", act, lambda done: app.tell(done.sentence))

        fields = [
            Ask("rows", "Rows", "25", "how many", needed=True),
            Ask("seed", "Seed", "", "words of whoever asks for it; the draw follows from them"),
            *path_fields(f"exports/{usual.name}; or a .jsonl"),
        ]
        app.push_screen(Form(f"A sample log of {name}", fields, build), go)

    pick(app, "-is:unpreserved", ask)
