"""`grcdesk audits`: engagements."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.frame import output
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import CATEGORIES, DAY, PERIOD, TermKind, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, opened
from grcdesk.cli.rehearsal.rehearsal import COMMANDS
from grcdesk.errors import BadInput
from grcdesk.schemas.audits import EngagementPlan
from grcdesk.schemas.programme import Period
from grcdesk.terms import Category
from grcdesk.terms.audits import EngagementKind, Lane
from grcdesk.wording import word

if TYPE_CHECKING:
    from grcdesk.schemas.audits import EngagementRow

_LIST = (
    Column("id", rank=0),
    Column("name", rank=0, elastic=18),
    Column("kind", rank=1),
    Column("current", rank=1),
    Column("phase", rank=1),
    Column("period", rank=1),
    Column("categories", rank=4, elastic=12),
    Column("controls", rank=3),
    Column("firm", rank=3, elastic=12),
    Column("report_due", "report due", rank=4),
    *(Column(key, rank=9) for key in ("zone", "lead", "lane", "phase_since", "frameworks", "parameters", "follows")),
    *(Column(key, rank=9) for key in ("closed", "opened_on")),
)

audits = Noun(
    "audits",
    help="Engagements: an audit, a certification or a readiness check, with its scope, period and phase.",
    examples=(
        "grcdesk audits new 'SOC 2 2026' --type soc2-type2 --categories S,C --period 2026-01-01..2026-12-31",
        "grcdesk audits list",
        "grcdesk coverage board --engagement 'SOC 2 2026'",
    ),
)
for command in COMMANDS:
    audits.add_command(command)


def record(row: EngagementRow) -> dict[str, Any]:
    """An engagement with the keys of `--json`."""
    found: dict[str, Any] = output.value(row)
    return found


@verb("list", "grcdesk audits list", "grcdesk audits list --json", noun=audits)
@listing
def list_(*, form: OutputForm) -> None:
    """List the engagements of the desk."""
    with opened() as desk:
        found = desk.audits.list()
    rows = [record(row) for row in found]
    if not form.json:
        for row, one in zip(rows, found, strict=True):
            row["period"] = str(one.period) if one.period else ""
    output.records(rows, _LIST, form)


@verb("show", "grcdesk audits show", "grcdesk audits show 'SOC 2 2026' --json", noun=audits)
@click.argument("name", default="", shell_complete=complete("engagement"))
@as_json
def show(*, name: str, as_json: bool) -> None:
    """Show an engagement: the one named, or the one in force."""
    with opened() as desk:
        row = desk.audits.show(name)
    if as_json:
        output.document(record(row))
        return
    output.facts(
        [
            ("id", row.id),
            ("name", row.name),
            ("kind", row.kind),
            ("current", "yes" if row.current else "no"),
            ("phase", word(row.phase)),
            ("categories", ", ".join(word(one) for one in row.categories)),
            ("period", str(row.period) if row.period else "not chosen yet"),
            ("time zone", row.zone or "the computer's own"),
            ("controls in scope", str(row.controls)),
            ("firm", row.firm),
            ("lead", row.lead),
            ("report due", str(row.report_due or "")),
            ("selection", word(row.lane)),
            ("follows", row.follows),
        ],
        OutputForm(),
    )


@verb(
    "new",
    "grcdesk audits new 'SOC 2 2026' --type soc2-type2 --categories S,C --period 2026-01-01..2026-12-31",
    "grcdesk audits new 'Type I' --type soc2-type1 --as-of 2026-09-30 --firm 'Marlow & Finch'",
    noun=audits,
)
@click.argument("name")
@click.option("--type", "kind", type=TermKind(EngagementKind), default="readiness", help="What kind it is.")
@click.option("--categories", metavar="A,B", type=CATEGORIES, help="Security is always in; names, S A PI C P, or all.")
@click.option("--period", metavar="A..B", type=PERIOD, help="The audit period, both days included.")
@click.option("--as-of", metavar="DAY", type=DAY, help="The day that a type I or a stage 1 judges.")
@click.option("--zone", metavar="ZONE", help="Whose calendar counts, e.g. Europe/Berlin; '' is the computer's own.")
@click.option("--firm", metavar="TEXT", default="", help="Who audits.")
@click.option("--lead", metavar="PERSON", default="", help="Who leads it.")
@click.option("--report-due", metavar="DAY", type=DAY, help="The day the report is expected.")
@click.option("--lane", type=TermKind(Lane), default="census", help="How items are selected when nothing else is said.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def new(
    *,
    name: str,
    kind: EngagementKind,
    categories: tuple[Category, ...] | None,
    period: Period | None,
    as_of: date | None,
    zone: str | None,
    firm: str,
    lead: str,
    report_due: date | None,
    lane: Lane,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Make an engagement, and make it the current one."""
    if period and as_of:
        raise BadInput("--period and --as-of do not go together", hint="a type I or a stage 1 has --as-of")
    days = Period(as_of, as_of) if as_of else period
    with opened() as desk:
        plan = EngagementPlan(name, kind, categories, days, zone, firm, lead, report_due, lane)
        done = desk.audits.new(plan, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb("use", "grcdesk audits use 'SOC 2 2026'", noun=audits)
@click.argument("name", shell_complete=complete("engagement"))
@as_json
def use(*, name: str, as_json: bool) -> None:
    """Make an engagement the current one: commands are about it when none is named."""
    with opened() as desk:
        done = desk.audits.use(name)
    show_outcome(done, as_json=as_json)
