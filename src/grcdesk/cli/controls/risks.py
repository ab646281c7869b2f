"""`grcdesk gap risks`: gaps that are accepted for a time instead of being mended."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import DAY, as_json, dry_run, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, control_ids, opened
from grcdesk.cli.registers.imports import FILE, bring, import_options
from grcdesk.terms.interchange import DeskRegister
from grcdesk.wording import count

_COLUMNS = (
    Column("id", rank=0),
    Column("control", rank=0),
    Column("reason", rank=1, elastic=26),
    Column("approver", elastic=11),
    Column("accepted_on", "accepted", rank=2),
    Column("expires_on", "expires"),
    Column("ended_on", "ended", rank=3),
)

risks = Noun(
    "risks",
    help="Accepted risks: a gap that stays, with a reason, an approver and an end.",
    examples=("grcdesk gap risks list",),
)


@verb("list", "grcdesk gap risks list", "grcdesk gap risks list --control AI-SEC-01 --json", noun=risks)
@click.option("--control", metavar="ID", default="", shell_complete=complete("control"), help="Only of that control.")
@listing
def list_(*, control: str, form: OutputForm) -> None:
    """List the accepted risks, ended ones too."""
    with opened() as desk:
        found = desk.risks.list(control=control_ids(desk, (control,))[0] if control else "")
    output.records(output.value(found), _COLUMNS, form)
    if form.kind == "table":
        tell.say(count(len(found), "accepted risk"))


@verb(
    "accept",
    "grcdesk gap risks accept AI-AVL-03 --reason 'One region until Q2' --approver 'M. Roy' --expires 2027-03-31",
    noun=risks,
)
@click.argument("controls", metavar="CONTROL...", nargs=-1, required=True, shell_complete=complete("control"))
@click.option("--reason", metavar="TEXT", required=True, help="Why the gap may stay.")
@click.option("--approver", metavar="NAME", required=True, help="Who decided it.")
@click.option("--expires", metavar="DATE", type=DAY, required=True, help="Until when it holds.")
@dry_run
@as_json
def accept(
    *, controls: tuple[str, ...], reason: str, approver: str, expires: date, dry_run: bool, as_json: bool
) -> None:
    """Accept the risk of a gap until a date, or that of several on the same word: one change, one undo."""
    with opened() as desk:
        wanted = control_ids(desk, controls)
        done = desk.risks.accept(wanted, reason=reason, approver=approver, expires=expires, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb("end", "grcdesk gap risks end RA-1", noun=risks)
@click.argument("risk", metavar="ID", shell_complete=complete("risk"))
@click.option("--on", metavar="DATE", type=DAY, help="When it ended; default: today.")
@as_json
def end(*, risk: str, on: date | None, as_json: bool) -> None:
    """End an acceptance before it expires."""
    with opened() as desk:
        done = desk.risks.end(risk, on=on)
    show_outcome(done, as_json=as_json)


@verb(
    "import",
    "grcdesk gap risks import risks.xlsx --dry-run",
    "grcdesk gap risks import risks.csv --yes",
    noun=risks,
)
@FILE
@import_options
def import_(*, file: Path, said: dict[str, Any]) -> None:
    """Bring accepted risks from CSV or XLSX, or end some of those that stand. All or nothing."""
    bring(DeskRegister.RISKS, file, said)
