"""`grcdesk gap actions`: what is being done about the gaps."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import DAY, TermKind, as_json, dry_run, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, control_ids, opened
from grcdesk.cli.registers.imports import FILE, bring, import_options
from grcdesk.terms import ActionStatus
from grcdesk.terms.interchange import DeskRegister
from grcdesk.wording import count

_COLUMNS = (
    Column("id", rank=0),
    Column("control", rank=0),
    Column("title", "action", rank=0, elastic=26),
    Column("owner", elastic=11),
    Column("due"),
    Column("status"),
    Column("opened_on", "opened", rank=4),
    Column("closed_on", "closed", rank=3),
    Column("proof", rank=4, elastic=26),
    Column("slips", rank=2),
)

actions = Noun(
    "actions",
    help="Remediation actions: who mends what until when. Moved due dates are kept.",
    examples=("grcdesk gap actions list --status open",),
)


@verb(
    "list",
    "grcdesk gap actions list --status open",
    "grcdesk gap actions list --control AI-SEC-01 --json",
    noun=actions,
)
@click.option("--control", metavar="ID", default="", shell_complete=complete("control"), help="Only of that control.")
@click.option("--status", metavar="WORD", type=TermKind(ActionStatus), help="open, done or dropped.")
@listing
def list_(*, control: str, status: ActionStatus | None, form: OutputForm) -> None:
    """List the actions."""
    with opened() as desk:
        wanted = control_ids(desk, (control,))[0] if control else ""
        found = desk.actions.list(control=wanted, status=status)
    rows = output.value(found)
    if not form.json:
        for row, one in zip(rows, found, strict=True):
            row["status"], row["slips"] = one.status, len(one.slips)
    output.records(rows, _COLUMNS, form)
    if form.kind == "table":
        tell.say(count(len(found), "action"))


@verb(
    "add",
    "grcdesk gap actions add AI-SEC-01 'Rotate provider keys each quarter' --owner 'Dana Reyes' --due 2026-12-15",
    "grcdesk gap actions add AI-PI-01 AI-PI-02 'Keep the record' --owner 'Dana Reyes' --due 2027-01-15 --dry-run",
    noun=actions,
)
@click.argument("controls", metavar="CONTROL...", nargs=-1, required=True, shell_complete=complete("control"))
@click.argument("title", metavar="TEXT")
@click.option("--owner", metavar="NAME", required=True, help="The person who does it.")
@click.option("--due", metavar="DATE", type=DAY, required=True, help="Until when.")
@dry_run
@as_json
def add(*, controls: tuple[str, ...], title: str, owner: str, due: date, dry_run: bool, as_json: bool) -> None:
    """Add an action to a control, or the same to several: one change, one undo."""
    with opened() as desk:
        done = desk.actions.add(control_ids(desk, controls), title, owner=owner, due=due, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb("move", "grcdesk gap actions move ACT-1 2027-01-15 --reason 'Vendor late'", noun=actions)
@click.argument("action", metavar="ID", shell_complete=complete("action"))
@click.argument("due", metavar="DATE", type=DAY)
@click.option("--reason", metavar="TEXT", required=True, help="Why; kept with the old date.")
@as_json
def move(*, action: str, due: date, reason: str, as_json: bool) -> None:
    """Move the due date of an action; the old date stays on record."""
    with opened() as desk:
        done = desk.actions.move(action, due, reason=reason)
    show_outcome(done, as_json=as_json)


@verb(
    "close",
    "grcdesk gap actions close ACT-1 --proof 'PR 412, rotation job log'",
    "grcdesk gap actions close ACT-2 --dropped --reason 'Feature withdrawn'",
    noun=actions,
)
@click.argument("action", metavar="ID", shell_complete=complete("action"))
@click.option("--on", metavar="DATE", type=DAY, help="When it was done; default: today.")
@click.option("--proof", metavar="TEXT", default="", help="What shows that it is done.")
@click.option("--dropped", is_flag=True, help="It will not be done; needs --reason.")
@click.option("--reason", metavar="TEXT", default="", help="Why it was dropped.")
@as_json
def close(*, action: str, on: date | None, proof: str, dropped: bool, reason: str, as_json: bool) -> None:
    """Close an action as done, or drop it."""
    with opened() as desk:
        done = desk.actions.close(action, on=on, proof=proof, dropped=dropped, reason=reason)
    show_outcome(done, as_json=as_json)


@verb(
    "import",
    "grcdesk gap actions import actions.xlsx --dry-run",
    "grcdesk gap actions import actions.csv --yes",
    noun=actions,
)
@FILE
@click.option("--reason", metavar="TEXT", default="", help="Why due dates move, where the file does not say.")
@import_options
def import_(*, file: Path, reason: str, said: dict[str, Any]) -> None:
    """Take a register of actions back, or bring a list of them: new ones are planned. All or nothing."""
    bring(DeskRegister.ACTIONS, file, said, defaults={"moved_because": reason})
