"""`grcdesk export workplan`: a workbook for each owner, to be filled in and taken back."""

from __future__ import annotations

from pathlib import Path

import click

from grcdesk.cli.frame import output
from grcdesk.cli.frame.answer import show_file
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import as_json
from grcdesk.cli.frame.run import opened, unlogged


def add_to(export: Noun) -> None:
    """Make it a verb of `export`."""
    verb(
        "workplan",
        "grcdesk export workplan --owner 'Lin Chen' -o lin.xlsx",
        "grcdesk export workplan -o workplans --force",
        noun=export,
    )(_workplan)


@click.option("--owner", metavar="PERSON", default="", help="Whose; empty: a file for everybody who has work here.")
@click.option(
    "-o", "--output", "file", metavar="FILE",
    help="The .xlsx, or a folder. Default: the desk's exports folder.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Replace existing files.")
@unlogged
@as_json
def _workplan(*, owner: str, file: str | None, force: bool, as_json: bool) -> None:
    """Write work plans: an owner's controls and actions to fill in, with what is wanted and asked of him.

    Each knows what it was written with: grcdesk import matrix takes it back, cell by cell.
    """
    with opened() as desk:
        done = desk.workplans.export(owner, Path(file) if file else None, force=force)
    if as_json:
        output.document(done)
        return
    for one in done:
        show_file(one, as_json=False)
