"""`grcdesk vendors`: add, list, show, set, offboard, and the rules for all of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import DAY, DAYS, DAYS_KEPT, MONTHS, DayKind, TermKind, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, opened
from grcdesk.cli.vendors.agreements import agreement, clause
from grcdesk.cli.vendors.imports import import_
from grcdesk.cli.vendors.papers import doc, package, points, report
from grcdesk.cli.vendors.relations import contact, expect, exposure, project, subprocessor
from grcdesk.cli.vendors.reviews import review
from grcdesk.cli.vendors.traffic import traffic
from grcdesk.errors import BadInput
from grcdesk.rules.fields.vendors import LISTED
from grcdesk.schemas.facts import FactKind, FieldFact
from grcdesk.schemas.vendors.vendors import VENDOR_FACTS, VendorFacts
from grcdesk.terms.vendors import Tier
from grcdesk.wording import count, join

if TYPE_CHECKING:
    from grcdesk.schemas.vendors.vendors import VendorRow

_COLUMNS = (
    Column("id", rank=6),
    Column("name", "vendor", rank=0, elastic=26),
    Column("tier", rank=1),
    Column("service", "use", rank=5, elastic=14),
    Column("owner", rank=4, elastic=11),
    Column("last_review", rank=3),
    Column("due", rank=0),
    Column("days", rank=2),
    Column("state", rank=0),
    Column("why", rank=7, elastic=26),
    *(Column(key, rank=9) for key in ("model_provider", "in_scope", "method", "region", "onboarded", "offboarded")),
    *(Column(key, rank=9) for key in ("check_due", "check_days", "check_state")),
    *(Column(fact.name, rank=9) for fact in LISTED),
)
_METAVARS = {
    FactKind.LINE: "TEXT",
    FactKind.TEXT: "TEXT",
    FactKind.LINK: "URL",
    FactKind.SITE: "URL",
    FactKind.PERSON: "NAME",
    FactKind.DAY: "DATE",
    FactKind.TERM: "WORD",
}

vendors = Noun(
    "vendors",
    help="Third parties: tier, next review, what they showed, what was agreed.",
    examples=(
        "grcdesk vendors add 'Example Models' --tier critical --model-provider --onboarded 2025-01-20",
        "grcdesk vendors list --where 'is:overdue'",
    ),
)
for part in (
    *(review, doc, package, report, points, agreement, clause),
    *(contact, expect, subprocessor, project, exposure, traffic, import_),
):
    vendors.add_command(part)


def record(row: VendorRow) -> dict[str, Any]:
    """One vendor with the keys of `--json`; never renamed within a major version."""
    check = row.check
    return {
        "id": row.id,
        "name": row.name,
        "service": row.service,
        "owner": row.owner,
        "tier": row.tier,
        "model_provider": row.model_provider,
        "in_scope": row.in_scope,
        "method": row.method,
        "region": row.region,
        "onboarded": row.onboarded,
        "last_review": row.last_review,
        "due": row.review.due,
        "days": row.review.days,
        "state": row.review.state,
        "why": row.review.why,
        "check_due": check.due if check else None,
        "check_days": check.days if check else None,
        "check_state": check.state if check else None,
        "offboarded": row.offboarded,
        **{fact.name: getattr(row, fact.name) for fact in LISTED},
    }


@verb(
    "list",
    "grcdesk vendors list",
    "grcdesk vendors list --where 'tier:critical,high due:<30d' --sort due",
    "grcdesk vendors list --as-of 2027-02-28 --json",
    noun=vendors,
)
@click.option("--where", metavar="FILTER", default="", help="Filter text: grcdesk help vendors names the fields.")
@click.option("--sort", metavar="A,-B", default="", help="Columns to sort by; a dash turns one round.")
@click.option("--as-of", metavar="DATE", type=DAY, help="Count days from that day; default: today.")
@listing
def list_(*, where: str, sort: str, as_of: date | None, form: OutputForm) -> None:
    """List the vendors, the next to be reviewed first."""
    with opened() as desk:
        rows = desk.vendors.list(where, sort=sort, as_of=as_of)
        bare = desk.vendor_traffic.unknown(as_of=as_of) if form.kind == "table" and not where else ()
    left_out = output.records([record(row) for row in rows], _COLUMNS, form)
    if form.kind == "table":
        more = f"; {count(left_out, 'column')} left out, --columns chooses" if left_out else ""
        unknown = f"; no record knows {join([one.name for one in bare])}: grcdesk vendors traffic" if bare else ""
        tell.say(count(len(rows), "vendor") + unknown + more)


@verb("show", "grcdesk vendors show 'Example Models'", "grcdesk vendors show example --json", noun=vendors)
@click.argument("vendor", metavar="NAME", shell_complete=complete("vendor"))
@as_json
def show(*, vendor: str, as_json: bool) -> None:
    """Everything about one vendor: dates and why, package, agreements, reports, reviews."""
    with opened() as desk:
        detail = desk.vendors.show(vendor)
        judged = desk.vendor_papers.file(vendor)
    if as_json:
        fields, rest = output.value(detail), output.value(judged.file)
        for known in ("row", "detail", "policy", "period"):
            fields.pop(known, None)
            rest.pop(known, None)
        found = {"package": judged.package, "cover": judged.cover, "points": judged.points}
        output.document({**record(detail.row), **fields, **rest, **found})
        return
    from grcdesk.cli.vendors.text import described  # noqa: PLC0415  textwrap

    output.text(described(judged))


def _option(fact: FieldFact) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The option that sets one field."""
    help_ = f"{fact.option_help or fact.help}."
    if fact.kind is FactKind.FLAG:
        return click.option(fact.option, fact.name, default=None, help=help_)
    kind: click.ParamType[Any] | None = None
    if fact.kind is FactKind.DAY:
        kind = DayKind(clearable=fact.none)
    elif fact.terms is not None:
        kind = TermKind(fact.terms, clearable=fact.none)
    name = fact.option or f"--{fact.name.replace('_', '-')}"
    return click.option(name, fact.name, metavar=fact.metavar or _METAVARS[fact.kind], type=kind, help=help_)


def _facts(function: Callable[..., None]) -> Callable[..., None]:
    """The options `add` and `set` share."""
    for name, fact in reversed([*VENDOR_FACTS.items()]):
        if name not in {"name", "tier"}:  # `add` needs them, `set` does not
            function = _option(fact)(function)
    return function


def _said(given: dict[str, Any]) -> VendorFacts:
    said: dict[str, Any] = {
        key: None if item in ("", "none") and VENDOR_FACTS[key].none else item
        for key, item in given.items()
        if item is not None
    }
    return VendorFacts(**said)


@verb(
    "add",
    "grcdesk vendors add 'Example Models' --tier critical --model-provider --onboarded 2025-01-20",
    "grcdesk vendors add 'Ticket Desk' --tier medium --last-review 2025-11-03 --owner 'Dana Reyes'",
    noun=vendors,
)
@click.argument("name", metavar="NAME")
@click.option("--tier", metavar="WORD", type=TermKind(Tier), required=True, help="critical, high, medium or low.")
@_facts
@click.option("--offboarded", metavar="DATE", type=DAY, help="When the relation ended.")
@as_json
def add(*, name: str, offboarded: date | None, as_json: bool, **given: Any) -> None:
    """Add a vendor. Never reviewed, it is due on the day it was onboarded."""
    with opened() as desk:
        done = desk.vendors.add(name, _said(given), offboarded=offboarded)
    show_outcome(done, as_json=as_json)


@verb(
    "set",
    "grcdesk vendors set 'Example Models' --region US --plan enterprise",
    "grcdesk vendors set --where 'owner:none' --owner 'Dana Reyes' --dry-run",
    "grcdesk vendors set 'Example Models' --next-review 2027-01-15 --reason 'New sub-processor in March'",
    noun=vendors,
)
@click.argument("names", metavar="[NAME]...", nargs=-1, shell_complete=complete("vendor"))
@click.option("--where", metavar="FILTER", default="", help="Also every vendor this filter finds.")
@click.option("--name", metavar="NAME", help="Another name.")
@click.option("--tier", metavar="WORD", type=TermKind(Tier), help="critical, high, medium or low.")
@_facts
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def set_(*, names: tuple[str, ...], where: str, dry_run: bool, as_json: bool, **given: Any) -> None:
    """Set fields of one or several vendors: one change, one undo."""
    if not names and not where:
        raise BadInput("which vendors?", hint="name them, or choose with --where")
    with opened() as desk:
        found = desk.vendors.keys(where) if where else []
        done = desk.vendors.set([*names, *found], _said(given), dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb("offboard", "grcdesk vendors offboard 'Ticket Desk' --reason 'Replaced' --on 2026-10-31", noun=vendors)
@click.argument("vendor", metavar="NAME", shell_complete=complete("vendor"))
@click.option("--on", metavar="DATE", type=DAY, help="The day; default: today.")
@click.option("--reason", metavar="TEXT", required=True, help="Why.")
@as_json
def offboard(*, vendor: str, on: date | None, reason: str, as_json: bool) -> None:
    """End the relation: from that day its reminders are silent. The record stays."""
    with opened() as desk:
        done = desk.vendors.offboard(vendor, on=on, reason=reason)
    show_outcome(done, as_json=as_json)


@verb(
    "policy",
    "grcdesk vendors policy",
    "grcdesk vendors policy --medium 18 --retention-days 30 --home-region EU",
    noun=vendors,
)
@click.option(
    "--critical",
    metavar="MONTHS",
    type=MONTHS,
    help="Months between two reviews of a critical vendor.",
)
@click.option("--high", metavar="MONTHS", type=MONTHS, help="The same, high.")
@click.option("--medium", metavar="MONTHS", type=MONTHS, help="The same, medium.")
@click.option("--low", metavar="MONTHS", type=MONTHS, help="The same, low.")
@click.option("--provider", metavar="MONTHS", type=MONTHS, help="At most, for a model provider in scope.")
@click.option(
    "--check",
    metavar="MONTHS",
    type=MONTHS,
    help="A critical vendor is checked that long after a review.",
)
@click.option(
    "--retention-days",
    metavar="DAYS",
    type=DAYS_KEPT,
    help="How long a provider may keep prompts and answers.",
)
@click.option(
    "--bridge-days",
    metavar="DAYS",
    type=DAYS,
    help="How far a bridge letter may reach without a warning; three months at most.",
)
@click.option("--home-region", metavar="TEXT", help="Where our customers' data belongs, e.g. EU.")
@as_json
def policy(*, as_json: bool, **given: int | str | None) -> None:
    """Show the rules for vendors, or change them: every next review is then reckoned anew."""
    changes = {key: item for key, item in given.items() if item is not None}
    with opened() as desk:
        if changes:
            show_outcome(desk.vendors.set_policy(**changes), as_json=as_json)
            return
        found = desk.vendors.policy()
    if as_json:
        output.document(found)
    else:
        output.facts([(key.replace("_", " "), item) for key, item in output.value(found).items()], OutputForm())
