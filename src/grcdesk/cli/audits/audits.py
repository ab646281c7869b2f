"""`grcdesk audits`: engagements; their phase, plan and exposure have their own file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.audits.standing import exposure_, phase_, plan_
from grcdesk.cli.frame import output
from grcdesk.cli.frame.answer import file_to_stdout, refuse_both, show_file, show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import CATEGORIES, DAY, PERIOD, TermKind, as_json, listing, pairs
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, opened, unlogged
from grcdesk.cli.rehearsal.rehearsal import COMMANDS
from grcdesk.errors import BadInput
from grcdesk.schemas.audits.audits import EngagementPlan
from grcdesk.schemas.programme import Period
from grcdesk.terms.audits import EngagementKind, Lane
from grcdesk.terms.vendors import Method

if TYPE_CHECKING:
    from grcdesk.schemas.audits.audits import EngagementRow

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

_FROM = "The engagement it is made from; scope, systems, methods and parameters are copied."
_PARAM = "What tests are measured by here; an empty value goes back to the default."
_METHOD = "How the report treats a vendor: carve-out, inclusive, vendor; none: as the desk has it."

audits = Noun(
    "audits",
    help="Engagements: an audit, a certification or a readiness check, with its scope, period and phase.",
    examples=(
        "grcdesk audits new 'SOC 2 2026' --type soc2-type2 --categories S,C --period 2026-01-01..2026-12-31",
        "grcdesk audits list",
        "grcdesk audits phase",
        "grcdesk coverage --engagement 'SOC 2 2026'",
    ),
)
for part in (phase_, plan_, exposure_):
    audits.add_command(part)


def scope_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """What an engagement is about, by whom, and when; the command gets them as `said`, None where nothing is said."""

    @wraps(function)
    def told(*args: Any, period: Period | None, as_of: date | None, **rest: Any) -> Any:
        if period and as_of:
            raise BadInput("--period and --as-of do not go together", hint="a type I or a stage 1 has --as-of")
        return function(*args, period=Period(as_of, as_of) if as_of else period, **rest)

    for option in (
        click.option("--lane", type=TermKind(Lane), help="How items are selected when nothing else is said."),
        click.option("--report-due", metavar="DAY", type=DAY, help="The day the report is expected."),
        click.option("--lead", metavar="PERSON", help="Who of us answers for it."),
        click.option("--firm", metavar="TEXT", help="Who audits."),
        click.option("--zone", metavar="ZONE", help="Whose calendar counts, e.g. Europe/Berlin; '' is the computer's."),
        click.option("--as-of", metavar="DAY", type=DAY, help="The day that a type I or a stage 1 judges."),
        click.option("--period", metavar="A..B", type=PERIOD, help="The audit period, both days included."),
        click.option("--categories", metavar="A,B", type=CATEGORIES, help="Security is always in; S A PI C P, or all."),
        click.option("--type", "kind", type=TermKind(EngagementKind), help="What kind it is."),
    ):
        told = option(told)
    return told


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
        found = desk.audits.show(name)
    if as_json:
        output.document(record(found.row) | {"methods": found.methods, "since": found.since})
        return
    from grcdesk.cli.audits.text import described  # noqa: PLC0415

    output.facts(described(found), OutputForm())


@verb(
    "new",
    "grcdesk audits new 'SOC 2 2026' --type soc2-type2 --categories S,C --period 2026-01-01..2026-12-31",
    "grcdesk audits new 'Type I' --type soc2-type1 --as-of 2026-09-30 --firm 'Marlow & Finch'",
    noun=audits,
)
@click.argument("name")
@click.option("--from", "follows", metavar="NAME", default="", shell_complete=complete("engagement"), help=_FROM)
@scope_options
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def new(*, name: str, follows: str, dry_run: bool, as_json: bool, **said: Any) -> None:
    """Make an engagement, and make it the current one."""
    plan = EngagementPlan(name=name, follows=follows, **said)
    with opened() as desk:
        done = desk.audits.new(plan, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb(
    "set",
    "grcdesk audits set --firm 'Marlow & Finch' --report-due 2027-03-15",
    "grcdesk audits set 'SOC 2 2026' --param max_key_age=60 --method 'Northlight=carve-out'",
    noun=audits,
)
@click.argument("which", metavar="[ENGAGEMENT]", default="", shell_complete=complete("engagement"))
@click.option("--name", metavar="TEXT", help="Another name; samples keep the seed of the first one.")
@scope_options
@click.option("--param", "parameters", metavar="NAME=VALUE", multiple=True, help=_PARAM)
@click.option("--method", "methods", metavar="VENDOR=METHOD", multiple=True, help=_METHOD)
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def set_(
    *,
    which: str,
    name: str | None,
    parameters: tuple[str, ...],
    methods: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
    **said: Any,
) -> None:
    """Set fields of an engagement: of the one named, or of the one in force."""
    from grcdesk.schemas.audits.audits import EngagementChange  # noqa: PLC0415

    given = {field: value for field, value in said.items() if value is not None}
    if name is not None:
        given["name"] = name
    treat = tuple((vendor, _method(way)) for vendor, way in pairs(methods, "--method").items())
    change = EngagementChange(parameters=tuple(pairs(parameters, "--param").items()), methods=treat, **given)
    if change == EngagementChange():
        raise BadInput("nothing to set", hint="grcdesk audits set --help shows what can be set")
    with opened() as desk:
        done = desk.audits.set(which, change, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


def _method(text: str) -> Method | None:
    if not text or text == "none":
        return None
    found: Method = TermKind(Method).convert(text, None, None)
    return found


@verb("export", "grcdesk audits export -o audit.xlsx", "grcdesk audits export --engagement 'SOC 2 2026'", noun=audits)
@click.option("-o", "--output", "file", metavar="FILE", help="The file, or - for standard output.")
@click.option("--force", is_flag=True, help="Replace an existing file.")
@unlogged
@as_json
def export(*, file: str | None, force: bool, as_json: bool) -> None:
    """Write all lists of the engagement as one workbook: requests, tests, samples, findings and the rest."""
    refuse_both(file, as_json=as_json)
    with opened() as desk:
        if file == "-":
            file_to_stdout(desk.audits.export, "audit.xlsx")
            return
        done = desk.audits.export(Path(file) if file else None, force=force)
    show_file(done, as_json=as_json)


@verb("close", "grcdesk audits close --reason 'Withdrawn'", "grcdesk audits close 'SOC 2 2026' --again", noun=audits)
@click.argument("name", default="", shell_complete=complete("engagement"))
@click.option("--reason", metavar="TEXT", default="", help="Why, when it is not in its last phase.")
@click.option("--again", is_flag=True, help="Open it again.")
@as_json
def close(*, name: str, reason: str, again: bool, as_json: bool) -> None:
    """Close an engagement: its plan is due no more."""
    with opened() as desk:
        done = desk.audits.close(name, reason=reason, again=again)
    show_outcome(done, as_json=as_json)


@verb("use", "grcdesk audits use 'SOC 2 2026'", noun=audits)
@click.argument("name", shell_complete=complete("engagement"))
@as_json
def use(*, name: str, as_json: bool) -> None:
    """Make an engagement the current one: commands are about it when none is named."""
    with opened() as desk:
        done = desk.audits.use(name)
    show_outcome(done, as_json=as_json)
