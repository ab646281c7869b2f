"""`grcdesk findings milestone`, and the same as `grcdesk incidents action`: who does what until when."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import DAY, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, opened
from grcdesk.wording import count, word

_COLUMNS = (
    Column("id", rank=0),
    Column("action", rank=0, elastic=26),
    Column("owner", rank=1, elastic=11),
    Column("due", rank=0),
    Column("state", rank=0),
    Column("slips", rank=2),
    Column("done_on", "done", rank=3),
    Column("proof", rank=4, elastic=20),
    *(Column(key, rank=9) for key in ("parent", "effort", "interim", "opened_on", "done_by", "reason")),
)


def plan(name: str, parent: str, noun: str) -> Noun:
    """The commands on actions, for findings or for incidents.

    Args:
        name: how the group is called.
        parent: the kind of id they are against, as completion knows it.
        noun: the noun the group belongs to, for its examples.
    """
    first = "F-1" if parent == "finding" else "INC-1"
    how = f"grcdesk {noun} {name}"
    group = Noun(
        name,
        help="Actions: who does what until when, every slip, and what shows that it is done.",
        examples=(f"{how} list {first}",),
    )
    _listing(group, parent, how, first)
    _planning(group, parent, how, first)
    _ending(group, how, first)
    return group


def _listing(group: Noun, parent: str, how: str, first: str) -> None:
    @verb("list", f"{how} list", f"{how} list {first} --json", noun=group)
    @click.argument("about", metavar=f"[{parent.upper()}]", default="", shell_complete=complete(parent))
    @listing
    def list_(*, about: str, form: OutputForm) -> None:
        """List the actions, the first due first."""
        with opened() as desk:
            found = [one for one in desk.remediation.list(about) if about or one.parent.startswith(first[:-1])]
        rows: list[dict[str, Any]] = output.value(found)
        if not form.json:
            for row, one in zip(rows, found, strict=True):
                row["state"], row["slips"] = word(one.state), len(one.slips)
        output.records(rows, _COLUMNS, form)
        if form.kind == "table":
            tell.say(count(len(found), "action"))


def _planning(group: Noun, parent: str, how: str, first: str) -> None:
    @verb("add", f"{how} add {first} 'Set thirty days' --owner 'Ada Okafor' --due 2026-12-15", noun=group)
    @click.argument("about", metavar=parent.upper(), shell_complete=complete(parent))
    @click.argument("action", metavar="TEXT")
    @click.option("--owner", metavar="NAME", required=True, help="The person who does it.")
    @click.option("--due", metavar="DATE", type=DAY, required=True, help="Until when.")
    @click.option("--effort", metavar="TEXT", default="", help="What it takes.")
    @click.option("--interim", metavar="TEXT", default="", help="What holds the risk down until then.")
    @as_json
    def add(*, about: str, action: str, owner: str, due: date, effort: str, interim: str, as_json: bool) -> None:
        """Plan an action."""
        from grcdesk.schemas.findings.remediation import RemediationFacts  # noqa: PLC0415

        with opened() as desk:
            done = desk.remediation.add(about, RemediationFacts(action, owner, due, effort, interim))
        show_outcome(done, as_json=as_json)

    @verb("move", f"{how} move {first}/1 2027-01-15 --reason 'Vendor is late'", noun=group)
    @click.argument("action", metavar="ID", shell_complete=complete("remediation"))
    @click.argument("due", metavar="DATE", type=DAY)
    @click.option("--reason", metavar="TEXT", required=True, help="Why; kept with the old date.")
    @as_json
    def move(*, action: str, due: date, reason: str, as_json: bool) -> None:
        """Move a due date; the old one stays on record."""
        with opened() as desk:
            done = desk.remediation.move(action, due, reason=reason)
        show_outcome(done, as_json=as_json)

    @verb("reassign", f"{how} reassign {first}/1 'Lin Chen'", noun=group)
    @click.argument("action", metavar="ID", shell_complete=complete("remediation"))
    @click.argument("owner", metavar="NAME")
    @as_json
    def reassign(*, action: str, owner: str, as_json: bool) -> None:
        """Give an action to another person."""
        with opened() as desk:
            done = desk.remediation.reassign(action, owner)
        show_outcome(done, as_json=as_json)


def _ending(group: Noun, how: str, first: str) -> None:
    @verb("done", f"{how} done {first}/1 --proof EV-9 --by 'Lin Chen'", noun=group)
    @click.argument("action", metavar="ID", shell_complete=complete("remediation"))
    @click.option("--proof", metavar="TEXT", required=True, help="An artefact, or where it can be seen.")
    @click.option("--by", metavar="NAME", default="", help="Who did it; default: its owner.")
    @click.option("--on", metavar="DATE", type=DAY, help="When; default: today.")
    @as_json
    def done_(*, action: str, proof: str, by: str, on: date | None, as_json: bool) -> None:
        """Say that an action is done, and what shows it."""
        with opened() as desk:
            done = desk.remediation.done(action, proof=proof, by=by, on=on)
        show_outcome(done, as_json=as_json)

    @verb("drop", f"{how} drop {first}/1 --reason 'The store is switched off'", noun=group)
    @click.argument("action", metavar="ID", shell_complete=complete("remediation"))
    @click.option("--reason", metavar="TEXT", required=True, help="Why; it stays on record.")
    @as_json
    def drop(*, action: str, reason: str, as_json: bool) -> None:
        """Give an action up; it stays on record with the reason."""
        with opened() as desk:
            done = desk.remediation.drop(action, reason=reason)
        show_outcome(done, as_json=as_json)


milestone = plan("milestone", "finding", "findings")
