"""`grcdesk audits rehearse|rehearsals`: what a strict auditor would return, and whether it becomes less."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.group import verb
from grcdesk.cli.frame.kinds import listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, opened
from grcdesk.errors import BadInput
from grcdesk.wording import count, word

if TYPE_CHECKING:
    from grcdesk.schemas.rehearsals import RehearsalDetail, RehearsalRow, ReturnedItem

_RETURNED = (
    Column("request", rank=0),
    Column("fault", rank=1),
    Column("about", rank=3, elastic=14),
    Column("why", rank=0, elastic=30),
    Column("cure", rank=2, elastic=24),
    *(Column(key, rank=9) for key in ("door", "opens")),
)
_PLAYED = (
    Column("id", rank=0),
    Column("on", rank=0),
    Column("asked", rank=1),
    Column("accepted", rank=1),
    Column("returned", rank=1),
    Column("rate", "accepted %", rank=0),
    Column("by", rank=2, elastic=12),
    Column("seed", rank=4, elastic=16),
    Column("engagement", rank=9),
)
_ASKED = (
    Column("id", "request", rank=0),
    Column("kind", rank=2),
    Column("text", "asks for", rank=1, elastic=40),
    Column("accepted", rank=0),
)
FOUND = 1
"""Exit code when something came back."""


def played(row: RehearsalRow) -> dict[str, Any]:
    """One rehearsal with the keys of `--json`."""
    found: dict[str, Any] = output.value(row)
    return {**found, "accepted": row.accepted, "rate": row.rate}


def record(item: ReturnedItem) -> dict[str, Any]:
    """One returned item with the keys of `--json`."""
    found: dict[str, Any] = output.value(item)
    return found


@verb(
    "rehearse",
    "grcdesk audits rehearse",
    "grcdesk audits rehearse --seed 'week 12' --json",
    "grcdesk audits rehearse --engagement 'SOC 2 2026' --csv > returned.csv",
)
@click.option("--seed", metavar="TEXT", default="", help="Decides which artefacts are opened; default: one of its own.")
@listing
@click.pass_context
def rehearse(context: click.Context, *, seed: str, form: OutputForm) -> None:
    """Play a strict auditor over the engagement, and list what he would return. Exits 1 when anything comes back."""
    with opened() as desk:
        done = desk.rehearsals.rehearse(seed=seed)
        found = desk.rehearsals.show()
    _show(found, form)
    if form.kind == "table":
        tell.say(done.sentence)
    if found.items:
        context.exit(FOUND)


@verb(
    "rehearsals",
    "grcdesk audits rehearsals",
    "grcdesk audits rehearsals REH-1 --json",
    "grcdesk audits rehearsals REH-1 --requests",
)
@click.argument("name", metavar="[REHEARSAL]", required=False, shell_complete=complete("rehearsal"))
@click.option("--requests", is_flag=True, help="Everything that was asked for in it, accepted or not.")
@listing
def rehearsals(*, name: str | None, requests: bool, form: OutputForm) -> None:
    """List the rehearsals of the engagement, the newest first; or what came back in one."""
    if requests and not name:
        raise BadInput("--requests: of which rehearsal?", hint="grcdesk audits rehearsals REH-1 --requests")
    with opened() as desk:
        if name:
            _show_one(desk.rehearsals.show(name), form, requests=requests)
            return
        rows = desk.rehearsals.list()
    output.records([played(row) for row in rows], _PLAYED, form)
    if form.kind == "table" and not rows:
        tell.say("no audit was rehearsed yet: grcdesk audits rehearse")


def _show_one(one: RehearsalDetail, form: OutputForm, *, requests: bool) -> None:
    if requests:
        output.records(_asked(one), _ASKED, form)
    else:
        _show(one, form)
    if form.kind == "table":
        tell.say(f"{one.row.id} of {one.row.on}: {_rate(one.row)}; seed {one.row.seed}")


def _asked(one: RehearsalDetail) -> list[dict[str, Any]]:
    """What the auditor asked for, and whether he took what is on file."""
    return [{**output.value(item), "accepted": one.accepted(item.id)} for item in one.requests]


def _show(found: RehearsalDetail, form: OutputForm) -> None:
    items = [record(item) for item in found.items]
    if form.json and not form.columns:
        row = played(found.row)
        before = played(found.before) if found.before else None
        output.document({**row, "requests": _asked(found), "returned": items, "before": before})
        return
    if form.kind == "table":
        items = [{**item, "fault": word(one.fault)} for item, one in zip(items, found.items, strict=True)]
    output.records(items, _RETURNED, form)


def _rate(row: RehearsalRow) -> str:
    return f"{row.accepted} of {count(row.asked, 'request')} accepted, {row.rate:.1f} %"


COMMANDS: Sequence[click.Command] = (rehearse, rehearsals)
"""What the group of engagements takes in."""
