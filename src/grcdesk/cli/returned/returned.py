"""`grcdesk import`: control matrices and work plans that come back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import TermKind, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import opened
from grcdesk.terms.interchange import DayOrder

if TYPE_CHECKING:
    from grcdesk.schemas.returned.returned import ReturnedOutcome, ReturnedPlan
    from grcdesk.services.desk.desk import Desk

_COLUMNS = (
    Column("id", rank=0),
    Column("taken_on", "taken on", rank=0),
    Column("book", rank=1),
    Column("file", rank=0, elastic=24),
    Column("filled_by", "filled in by", rank=0),
    Column("taken_by", "taken by", rank=1),
    Column("cells", rank=1),
    Column("left_out", "left out", rank=2),
    Column("kept", rank=1),
    Column("written_at_entry", "written at entry", rank=3),
    Column("engagement", rank=3),
    Column("sha256", rank=9),
)

_TO_SETTLE = 1
"""Exit code of a dry run that found something to settle: without an answer nothing would be taken."""

import_ = Noun(
    "import",
    help="Control matrices and work plans that come back.",
    examples=("grcdesk import matrix control_matrix.xlsx --by 'M. Roy' --dry-run",),
)


@verb(
    "matrix",
    "grcdesk import matrix control_matrix.xlsx --by 'M. Roy' --dry-run",
    "grcdesk import matrix workplan_lin_chen.xlsx --by 'Lin Chen' --yes",
    "grcdesk import matrix back.xlsx --leave problems --take 'Gap assessment!H7' --yes",
    "grcdesk import matrix back.xlsx --dry-run --json",
    noun=import_,
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--by", metavar="PERSON", default="", help="Who filled it in.")
@click.option("--take", metavar="PLACE", multiple=True, help="Changed in both: here the file wins. Repeatable.")
@click.option(
    "--leave", metavar="PLACE", multiple=True,
    help="Take nothing from this cell or row; `problems`: from none that cannot be taken. Repeatable.",
)  # fmt: skip
@click.option("--theirs", is_flag=True, help="The file wins wherever both changed a cell.")
@click.option("--ours", is_flag=True, help="The desk wins wherever both changed a cell.")
@click.option("--dates", type=TermKind(DayOrder), help="What stands first in days such as 03/04/2026.")
@click.option("--dry-run", is_flag=True, help="Show every difference with its place; change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@as_json
def matrix(
    *, file: Path, by: str, take: tuple[str, ...], leave: tuple[str, ...], theirs: bool, ours: bool,
    dates: DayOrder | None, dry_run: bool, yes: bool, as_json: bool,
) -> None:  # fmt: skip
    """Take a control matrix or a work plan back: what owners and auditors wrote, cell by cell.

    A cell that was changed in the file alone is taken, one that was changed in the desk alone stays. What both changed
    waits for you, and so does what cannot be taken: nothing of the file is taken until each is settled.
    """
    from grcdesk.schemas.returned.returned import ReturnedPlan  # noqa: PLC0415

    plan = ReturnedPlan(by, theirs, ours, take, leave, dates)
    with opened() as desk:
        if dry_run:
            told = desk.returned.import_(file, plan, dry_run=True)
            _show(told, as_json=as_json)
            if told.problems or told.open:
                click.get_current_context().exit(_TO_SETTLE)
            return
        if not (yes or as_json) and tell.is_terminal() and not _agreed(desk, file, plan):
            return
        done = desk.returned.import_(file, plan)
    show_outcome(done, as_json=as_json)


def _show(told: ReturnedOutcome, *, as_json: bool) -> None:
    from grcdesk.rules.returned.told import lines  # noqa: PLC0415

    if as_json:
        output.document(told)
        return
    tell.outcome(replace(told, differences=()))
    for line in lines(told):
        tell.say(f"  {line}")


def _agreed(desk: Desk, file: Path, plan: ReturnedPlan) -> bool:
    """Whether whoever sits there wants it; a preview with something to settle asks nothing, and is refused below."""
    told = desk.returned.import_(file, plan, dry_run=True)
    _show(told, as_json=False)
    if told.problems or told.open or not told.kinds:
        return True
    if tell.confirm("take these cells?"):
        return True
    tell.say("nothing was imported")
    return False


@verb("list", "grcdesk import list", "grcdesk import list --json", noun=import_)
@listing
def list_(*, form: OutputForm) -> None:
    """List the workbooks that came back and changed something: who filled each in, who took it, its file."""
    with opened() as desk:
        found = desk.returned.list()
    output.records(output.value(found), _COLUMNS, form)
    if form.kind == "table" and not found:
        tell.say("no workbook came back so far: grcdesk export workplan, then grcdesk import matrix FILE")
