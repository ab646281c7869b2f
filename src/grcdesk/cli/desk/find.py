"""`grcdesk find`: records of every kind, by id or words."""

from __future__ import annotations

import click

from grcdesk.cli.frame import output
from grcdesk.cli.frame.group import verb
from grcdesk.cli.frame.kinds import listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import opened

_COLUMNS = (
    Column("noun", rank=0),
    Column("id", rank=0),
    Column("name", rank=0, elastic=24),
    Column("about", rank=1, elastic=16),
)


@verb("find", "grcdesk find keys rotated", "grcdesk find openai --json")
@click.argument("words", nargs=-1, metavar="[WORD]...")
@listing
def find(*, words: tuple[str, ...], form: OutputForm) -> None:
    """Find controls, evidence, vendors, clauses, features, requests, findings, incidents, people and more by words.

    A record is found when all the words stand in its id, its name or what is told of it; the nearest come first.
    """
    with opened() as desk:
        found = desk.records.find(" ".join(words))
    output.records([output.value(one) for one in found], _COLUMNS, form)
