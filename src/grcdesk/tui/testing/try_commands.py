"""Trying one check by hand: ask for it, show its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from textual.content import Content

from grcdesk.schemas.testing.trials import CheckTrial, TrialFound
from grcdesk.text import show
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.kit.drafts import Texts
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell
    from grcdesk.tui.kit.jobs import Job

_DRAFT = "tests.try"
_SHOWN = 500
"""Rows of an answer on the screen; all of them count, and the command line writes them."""
_WIDE = 28
"""Characters of a cell."""
_TYPED: WeakKeyDictionary[Shell, Texts] = WeakKeyDictionary()
"""What was tried last: a check is rarely right at once."""


def attempt(app: Shell) -> None:
    """Ask for a check and show the rows it finds; nothing is kept."""

    def build(texts: Mapping[str, str]) -> CheckTrial:
        _TYPED[app] = dict(texts)
        from grcdesk.services.testing.trying import trial  # noqa: PLC0415  loads a parser of SQL; the first frame needs none

        return trial(texts["sql"], _listed(texts["files"]), _listed(texts["values"]))

    def go(asked: CheckTrial | None) -> None:
        if asked is None:
            return

        def act(desk: Desk, job: Job) -> TrialFound:
            return desk.trials.run(asked, stop=job.stop)

        def tell(found: TrialFound) -> None:
            app.push_screen(LinesDialog(_title(found), rows(found)))

        app.with_job("check", act, tell)

    last = _TYPED.get(app, {})
    fields = [
        Ask(
            "sql",
            "Check",
            last.get("sql", ""),
            "SELECT the key of each deviation, then what shows it",
            needed=True,
            long=True,
        ),
        Ask("files", "Files", last.get("files", ""), "NAME=FILE, comma between; other populations are those on file"),
        Ask(
            "values", "Measured by", last.get("values", ""), "name=value, comma between; else as the engagement has it"
        ),
    ]
    note = "Rows of a SELECT over populations. Nothing of it is kept; see help check-language."
    app.push_screen(Form("Try a check", fields, build, note=note, verb="runs", draft=_DRAFT), go)


def _listed(typed: str) -> list[str]:
    return [part.strip() for part in typed.split(",") if part.strip()]


def _title(found: TrialFound) -> str:
    return f"{count(len(found.rows), 'row')} in {found.seconds:.2f} s"


def rows(found: TrialFound) -> list[Content]:
    """What was found, below it what was looked at and how it was measured."""
    return [*_table(found), text(""), *_measured(found), text(f"digest {found.digest}", "muted")]


def _table(found: TrialFound) -> Iterator[Content]:
    """The rows under the names of their columns, each column as wide as what it holds."""
    cells = [["-" if cell is None else show(cell) for cell in row] for row in found.rows[:_SHOWN]]
    widths = [min(_WIDE, max(map(len, column))) for column in zip(found.columns, *cells, strict=True)]
    yield text(_row(found.columns, widths), "head")
    for row in cells:
        yield line(_row(row, widths))
    if not cells:
        yield text("No row: nothing deviates.")
    if len(found.rows) > _SHOWN:
        yield text(f"{len(found.rows) - _SHOWN:,} rows more; grcdesk tests check … --csv writes them all", "warning")


def _measured(found: TrialFound) -> Iterator[Content]:
    """What was looked at, and by which values: an empty answer over an empty list shows nothing."""
    for one in found.populations:
        skipped = f", {one.skipped:,} more could not be read" if one.skipped else ""
        yield line(Cell(f"{one.name}: ", "strong"), f"{count(one.rows, 'row')} of {one.source}{skipped}")
        for note in one.notes:
            yield text(f"  {note}", "muted")
    for name, value in found.parameters.items():
        yield line(Cell(f"{name} = ", "strong"), value)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    cut = (cell if len(cell) <= width else f"{cell[: width - 1]}…" for cell, width in zip(cells, widths, strict=True))
    return "  ".join(f"{cell:<{width}}" for cell, width in zip(cut, widths, strict=True)).rstrip()
