"""`grcdesk evidence sources`: how long each source keeps what it logs."""

from __future__ import annotations

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import DAYS_KEPT, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import opened
from grcdesk.wording import count

_COLUMNS = (
    Column("name", "source", rank=0, elastic=26),
    Column("days", rank=0),
    Column("own", rank=3),
    Column("artefacts", rank=2),
    Column("note", rank=4, elastic=26),
)

sources = Noun(
    "sources",
    help="How long each source keeps what it logs.",
    examples=("grcdesk evidence sources list", "grcdesk evidence sources set 'GitHub audit log' 180"),
)


@verb("list", "grcdesk evidence sources list", "grcdesk evidence sources list --json", noun=sources)
@listing
def list_(*, form: OutputForm) -> None:
    """List the sources with the days they keep; 0 is for ever, none is not said."""
    with opened() as desk:
        found = desk.sources.list()
    output.records(output.value(found), _COLUMNS, form)
    if form.kind == "table":
        tell.say(count(len(found), "source"))


@verb("set", "grcdesk evidence sources set 'Model gateway' 30 --note 'Team plan'", noun=sources)
@click.argument("name", metavar="SOURCE")
@click.argument("days", metavar="DAYS", type=DAYS_KEPT)
@click.option("--note", metavar="TEXT", default="", help="Why, or on which plan.")
@as_json
def set_(*, name: str, days: int, note: str, as_json: bool) -> None:
    """Say how many days a source keeps what it logs; 0 is for ever."""
    with opened() as desk:
        done = desk.sources.set(name, days, note=note)
    show_outcome(done, as_json=as_json)
