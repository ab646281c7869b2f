"""`grcdesk changes`: change to proof."""

from __future__ import annotations

from typing import Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import opened
from grcdesk.schemas.testing.testing import ProofRow
from grcdesk.terms.testing import ChangeVerdict
from grcdesk.wording import count

_LIST = (
    Column("change_id", "change", rank=0, elastic=14),
    Column("approved", rank=2),
    Column("evaluated", rank=3),
    Column("deployed", rank=1),
    Column("verdict", rank=0),
    Column("why", rank=1, elastic=24),
    Column("tests", rank=5),
    Column("deployment", rank=9),
    Column("population", rank=9),
)

changes = Noun(
    "changes",
    help="Change to proof: every change with its approval, its evaluation and its deployment.",
    examples=("grcdesk changes list", "grcdesk changes list --where verdict:not_proven --csv"),
)


@verb("list", "grcdesk changes list", "grcdesk changes list --where verdict:not_proven --json", noun=changes)
@click.option("--where", metavar="FILTER", default="", help="Which; see grcdesk help changes.")
@click.option("--sort", metavar="FIELDS", default="", help="By which fields, e.g. verdict,-deployed.")
@listing
def list_(*, where: str, sort: str, form: OutputForm) -> None:
    """Each change of the newest list, and whether it is shown to have been approved and evaluated in time."""
    with opened() as desk:
        found = desk.changes.list(where, sort=sort)
    rows = [record(one) for one in found]
    if not form.json:
        for row, one in zip(rows, found, strict=True):
            row |= {"verdict": one.verdict, "change_id": one.change_id or f"- ({one.deployment})"}
    output.records(rows, _LIST, form)
    if form.kind == "table":
        bare = sum(one.verdict is ChangeVerdict.NOT_PROVEN for one in found)
        tell.say(f"{count(len(found), 'change')}, {bare} not proven")


@verb("show", "grcdesk changes show CHG-17", noun=changes)
@click.argument("change", metavar="CHANGE")
@as_json
def show(*, change: str, as_json: bool) -> None:
    """One change, or a deployment that no change explains, and what is lacking of it."""
    with opened() as desk:
        found = desk.changes.show(change)
    if as_json:
        output.document(record(found))
        return
    output.facts([(name.replace("_", " "), value) for name, value in record(found).items()], OutputForm())


def record(found: ProofRow) -> dict[str, Any]:
    """One change with the keys of `--json`; what is not on file is null."""
    row: dict[str, Any] = output.value(found)
    return row | {name: row[name] or None for name in ("change_id", "approved", "evaluated", "deployed")}
