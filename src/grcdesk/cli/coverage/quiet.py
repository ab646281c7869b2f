"""`grcdesk quiet`: days on which a control had nothing to do, on somebody's word."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import DAY, Kind, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, control_ids, opened
from grcdesk.wording import WEEKDAYS, count

if TYPE_CHECKING:
    from grcdesk.schemas.coverage.quiet import QuietRow

_COLUMNS = (
    Column("id", rank=0),
    Column("control", rank=0),
    Column("weekdays", rank=0),
    Column("start", "from", rank=1),
    Column("end", "to", rank=1),
    Column("days", rank=2),
    Column("reason", rank=1, elastic=20),
    Column("by", rank=2, elastic=11),
    Column("on", rank=3),
)

quiet = Noun(
    "quiet",
    help="Days on which a control that runs all the time had nothing to do: no gap, and not covered either.",
    examples=("grcdesk quiet add AI-SEC-03 --weekdays sat,sun --reason 'The assistant is switched off at weekends'",),
)


class Weekdays(Kind):
    """Days of the week with commas between."""

    name = "weekdays"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, ...]:
        """Their numbers, Monday is 0."""
        from grcdesk.rules.coverage.quiet import weekdays  # noqa: PLC0415

        del param, ctx
        return weekdays(str(value))


def _record(row: QuietRow) -> dict[str, Any]:
    """One statement with the keys of `--json`; never renamed within a major version."""
    facts = output.value(row)
    span = facts.pop("span")
    return {**facts, "weekdays": [WEEKDAYS[day] for day in row.weekdays], "start": span["start"], "end": span["end"]}


@verb("list", "grcdesk quiet list", "grcdesk quiet list --control AI-SEC-03 --json", noun=quiet)
@click.option(
    "--control", "controls", metavar="ID", multiple=True, shell_complete=complete("control"), help="Only of these."
)
@listing
def list_(*, controls: tuple[str, ...], form: OutputForm) -> None:
    """List what was stated."""
    with opened() as desk:
        found = desk.quiet.list(control_ids(desk, controls))
    output.records([_record(row) for row in found], _COLUMNS, form)
    if form.kind == "table":
        tell.say(count(len(found), "statement"))


@verb(
    "add",
    "grcdesk quiet add AI-SEC-03 --weekdays sat,sun --reason 'The assistant is switched off at weekends'",
    "grcdesk quiet add AI-SEC-03 AI-CONF-01 --from 2026-12-24 --to 2027-01-01 --reason 'Shutdown' --by 'Omar Haddad'",
    noun=quiet,
)
@click.argument("controls", metavar="CONTROL...", nargs=-1, required=True, shell_complete=complete("control"))
@click.option("--weekdays", metavar="DAYS", type=Weekdays(), help="Such as sat,sun; else all of them.")
@click.option("--from", "start", metavar="DATE", type=DAY, help="First day; with --weekdays: else of the period.")
@click.option("--to", "end", metavar="DATE", type=DAY, help="Last day.")
@click.option("--reason", metavar="TEXT", required=True, help="Why nothing was to happen.")
@click.option("--by", metavar="NAME", default="", help="Whose statement it is; default: you.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def add(
    *,
    controls: tuple[str, ...],
    weekdays: tuple[int, ...] | None,
    start: date | None,
    end: date | None,
    reason: str,
    by: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """State that controls had nothing to do on days, once for a pattern or a range. They stay uncovered."""
    from grcdesk.schemas.coverage.quiet import QuietFacts  # noqa: PLC0415

    with opened() as desk:
        facts = QuietFacts(reason, weekdays or (), start, end, by)
        done = desk.quiet.add(control_ids(desk, controls), facts, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb("drop", "grcdesk quiet drop QD-1 --reason 'The assistant ran at weekends from March on'", noun=quiet)
@click.argument("statement", metavar="ID", shell_complete=complete("quiet"))
@click.option("--reason", metavar="TEXT", required=True, help="Why it does not hold.")
@as_json
def drop(*, statement: str, reason: str, as_json: bool) -> None:
    """Take a statement back: its days need evidence again."""
    with opened() as desk:
        done = desk.quiet.drop(statement, reason=reason)
    show_outcome(done, as_json=as_json)
