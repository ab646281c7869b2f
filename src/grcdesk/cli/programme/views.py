"""`grcdesk views`: filters kept by name."""

from __future__ import annotations

import click

from grcdesk.cli.frame import output
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, opened

views = Noun(
    "views",
    help="Filters kept by name, shared with the terminal app.",
    examples=("grcdesk views save overdue 'due:<today -status:in_place'",),
)


@verb("list", "grcdesk views list", noun=views)
@listing
def list_(*, form: OutputForm) -> None:
    """List the saved filters."""
    with opened() as desk:
        found = desk.views.list()
    columns = (Column("name", rank=0), Column("where", rank=0))
    output.records([{"name": name, "where": where} for name, where in found], columns, form)


@verb("save", "grcdesk views save overdue 'due:<today -status:in_place'", noun=views)
@click.argument("name", metavar="NAME")
@click.argument("where", metavar="FILTER")
@as_json
def save(*, name: str, where: str, as_json: bool) -> None:
    """Keep a filter under a name."""
    with opened() as desk:
        done = desk.views.save(name, where)
    show_outcome(done, as_json=as_json)


@verb("drop", "grcdesk views drop overdue", noun=views)
@click.argument("name", metavar="NAME", shell_complete=complete("view"))
@as_json
def drop(*, name: str, as_json: bool) -> None:
    """Forget a saved filter."""
    with opened() as desk:
        done = desk.views.drop(name)
    show_outcome(done, as_json=as_json)
