"""`grcdesk tests check`: one check tried by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.group import verb
from grcdesk.cli.frame.kinds import Number, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import opened
from grcdesk.errors import NoDesk
from grcdesk.wording import count, join

if TYPE_CHECKING:
    from grcdesk.schemas.testing.trials import TrialFound, TrialList

_FEW = 6
"""Columns that are shown on any terminal."""


@verb(
    "check",
    "grcdesk tests check 'SELECT change_id FROM model_changes WHERE approver = author'",
    'grcdesk tests check "SELECT key_id FROM provider_keys WHERE owner IS NULL" --population provider_keys=keys.csv',
)
@click.argument("sql", metavar="SELECT")
@click.option("--population", "files", metavar="NAME=FILE", multiple=True, help="Read that population from a file.")
@click.option("--key", "keys", metavar="NAME=COLUMN", multiple=True, help="The column of its file that is the key.")
@click.option("--param", "values", metavar="name=value", multiple=True, help="What it is measured by.")
@click.option(
    "--seconds", type=Number(low=1, high=3600), default=None, help="How long; else as the settings have it: 10."
)
@click.option(
    "--memory", metavar="MIB", type=Number(low=64, high=1 << 20), default=None, help="MiB it may hold; else 1024."
)
@click.option("--rows", type=Number(low=1, high=10_000_000), default=None, help="Rows it may find; otherwise 100000.")
@listing
def check(*, sql: str, form: OutputForm, **asked: Any) -> None:
    """Try a check: rows of a SELECT over populations, the key first. Nothing is kept.

    A population without FILE is the one frozen in the desk for the engagement; with a file for each it needs no desk.
    """
    from grcdesk.services.testing.trying import lacking, trial, try_check  # noqa: PLC0415

    wanted = replace(
        trial(sql, asked["files"], asked["values"], asked["keys"]),
        seconds=asked["seconds"],
        memory=asked["memory"],
        rows=asked["rows"],
    )
    without = lacking(wanted)
    try:
        if without:
            with opened() as desk:
                found = desk.trials.run(wanted)
        else:
            found = try_check(wanted)
    except NoDesk as error:
        told = f"no desk here or above, and nothing is given for {join(without)}"
        raise NoDesk(told, hint="--population NAME=FILE, --param name=value, or --desk DIR") from error
    _show(found, form)


def _show(found: TrialFound, form: OutputForm) -> None:
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    if form.json:
        output.document({**output.value(found), "rows": rows, "n": len(rows), "parameters": dict(found.parameters)})
        return
    columns = [Column(name, rank=0 if place < _FEW else place) for place, name in enumerate(found.columns)]
    output.records(rows, columns, form)
    if form.kind == "table":
        for one in found.populations:
            tell.say(_told(one))
            for note in one.notes:
                tell.say(f"  {note}")
        measured = "".join(f"; {name} = {value}" for name, value in found.parameters.items())
        tell.say(f"{count(len(rows), 'row')} in {found.seconds:.2f} s{measured}; digest {found.digest[:16]}")


def _told(one: TrialList) -> str:
    skipped = f", {one.skipped:,} more could not be read" if one.skipped else ""
    return f"{one.name}: {count(one.rows, 'row')} of {one.source}{skipped}"
