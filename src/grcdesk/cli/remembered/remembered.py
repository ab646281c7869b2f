"""`grcdesk remembered`: what was told of the lists of each source."""

from __future__ import annotations

import click

from grcdesk.cli.frame import output
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import opened

remembered = Noun(
    "remembered",
    help="Columns, words, days and zones that were told of lists.",
    examples=("grcdesk remembered list",),
)
_COLUMNS = (
    Column("source", rank=0),
    Column("columns", rank=1, elastic=20),
    Column("words", rank=1, elastic=20),
    Column("dates", rank=2),
    Column("zone", rank=2),
)


@verb("list", "grcdesk remembered list", "grcdesk remembered list --json", noun=remembered)
@listing
def list_(*, form: OutputForm) -> None:
    """List what was told of the lists of each source; it goes before the headings the next time."""
    with opened() as desk:
        found = desk.remembered.list()
    output.records([output.value(one) for one in found], _COLUMNS, form)


@verb("forget", "grcdesk remembered forget 'list of vendors'", noun=remembered)
@click.argument("source", metavar="SOURCE")
@as_json
def forget(*, source: str, as_json: bool) -> None:
    """Take back what was told of a source; its next list goes by the headings, and asks again."""
    with opened() as desk:
        done = desk.remembered.forget(source)
    show_outcome(done, as_json=as_json)
