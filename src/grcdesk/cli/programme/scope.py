"""`grcdesk scope`: categories, period, systems, exclusions, overrides, criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import CATEGORIES, PERIOD, TermKind, as_json, dry_run, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, control_ids, opened
from grcdesk.errors import BadInput
from grcdesk.rules.programme.answered import ANSWERING
from grcdesk.schemas.programme import Period, ProgrammeNames
from grcdesk.terms import Category, Scope
from grcdesk.wording import count, word

if TYPE_CHECKING:
    from grcdesk.schemas.programme import ScopeView

_CRITERIA = (
    Column("id", rank=0),
    Column("label", "criterion", rank=2, elastic=26),
    Column("category", rank=3),
    Column("in_scope", rank=4),
    Column("reason_out", rank=9),
    Column("controls", rank=1, elastic=11),
    Column("coverage", "mapped", rank=1),
    Column("answered", rank=0),
    Column("worst", "worst status", rank=1),
    Column("gap_note", rank=9),
    Column("declared_by", rank=5),
    Column("stale", rank=5),
    Column("group", rank=9),
    Column("framework", rank=9),
)

scope = Noun(
    "scope",
    help="The engagement: which categories, which period, which systems, and what follows for the controls.",
    examples=("grcdesk scope show", "grcdesk scope set --categories security,confidentiality"),
)
system = Noun(
    "system",
    help="The systems the engagement covers.",
    examples=("grcdesk scope system add 'Support assistant'",),
)
scope.add_command(system)


def record(found: ScopeView) -> dict[str, Any]:
    """The scope with the keys of `--json`."""
    return {
        "categories": found.categories,
        "period": found.period,
        "criteria": {category.value: found.criteria[category] for category in Category if category in found.criteria},
        "controls": {term.value: found.controls.get(term, ()) for term in Scope},
        "organisation": found.organisation,
        "programme": found.programme,
        "engagement": found.engagement,
        "engagement_name": found.name,
        "kind": found.kind,
        "zone": found.zone,
        "systems": found.systems,
        "exclusions": found.exclusions,
        "overrides": found.overrides,
        "untouched_criteria": found.untouched,
    }


@verb("show", "grcdesk scope show", "grcdesk scope show --json", noun=scope)
@as_json
def show(*, as_json: bool) -> None:
    """The scope and what follows from it, with the criteria that no AI control touches."""
    from grcdesk.schemas.programme import OVERLAY  # noqa: PLC0415

    with opened() as desk:
        found = desk.scope.show()
    if as_json:
        output.document(record(found))
        return
    total = sum(found.criteria.values())
    by_category = ", ".join(f"{word(name)} {found.criteria[name]}" for name in Category if name in found.criteria)
    pairs = [
        ("organisation", found.organisation),
        ("programme", found.programme),
        ("engagement", f"{found.engagement} {found.name} ({word(found.kind)})"),
        ("categories", ", ".join(word(category) for category in found.categories)),
        ("period", str(found.period) if found.period else ""),
        ("time zone", found.zone or "the computer's own"),
        ("criteria", f"{total}: {by_category}"),
        *((word(term), f"{len(ids)}: {' '.join(ids)}" if ids else "0") for term, ids in found.controls.items()),
        ("systems", ", ".join(found.systems)),
        *(("excluded", f"{one.id}  {one.what}: {one.reason}") for one in found.exclusions),
        *(
            ("overridden", f"{one.control}  {word(one.computed)} > {word(one.decided)}: {one.reason} ({one.by})")
            for one in found.overrides
        ),
        ("untouched", f"{len(found.untouched)} of {total} criteria: {' '.join(found.untouched)}"),
    ]
    output.facts(pairs, OutputForm())
    output.text("\n" + OVERLAY)


@verb(
    "set",
    "grcdesk scope set --categories security,confidentiality --period 2026-01-01..2026-12-31",
    "grcdesk scope set --categories all --dry-run",
    noun=scope,
)
@click.option("--categories", metavar="A,B", type=CATEGORIES, help="Security is always in; names, S A PI C P, or all.")
@click.option("--period", metavar="A..B", type=PERIOD, help="The audit period, both days included.")
@click.option("--organisation", metavar="TEXT", help="Whose programme it is; stands on every export.")
@click.option("--programme", metavar="TEXT", help="How the programme is called.")
@click.option("--zone", metavar="ZONE", help="Whose calendar counts, e.g. Europe/Berlin; '' is the computer's own.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def set_(
    *,
    categories: tuple[Category, ...] | None,
    period: Period | None,
    organisation: str | None,
    programme: str | None,
    zone: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Set categories, period or names; which controls are in scope follows from the criteria they map to."""
    if all(given is None for given in (categories, period, organisation, programme, zone)):
        raise BadInput("nothing to set", hint="give --categories, --period, --organisation, --programme or --zone")
    names = ProgrammeNames(organisation, programme, zone)
    with opened() as desk:
        done = desk.scope.set(categories=categories, period=period, names=names, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb(
    "override",
    "grcdesk scope override AI-PRIV-01 in --reason 'The customer contract asks for it'",
    "grcdesk scope override AI-PRIV-01 none",
    noun=scope,
)
@click.argument("controls", metavar="CONTROL...", nargs=-1, required=True, shell_complete=complete("control"))
@click.argument("decided", metavar="in|optional|out|none", type=TermKind(Scope, clearable=True))
@click.option("--reason", metavar="TEXT", default="", help="Why; needed unless none.")
@dry_run
@as_json
def override(*, controls: tuple[str, ...], decided: Scope | str, reason: str, dry_run: bool, as_json: bool) -> None:
    """Decide the scope of controls yourself: one change, one undo; `none` goes back to the computed one."""
    wanted = decided if isinstance(decided, Scope) else None
    with opened() as desk:
        done = desk.scope.override(control_ids(desk, controls), wanted, reason=reason, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb("exclude", "grcdesk scope exclude 'Legacy chatbot' --reason 'Switched off in March'", noun=scope)
@click.argument("what", metavar="TEXT")
@click.option("--reason", metavar="TEXT", required=True, help="Why it is left out.")
@as_json
def exclude(*, what: str, reason: str, as_json: bool) -> None:
    """Leave something out of the engagement, with the reason."""
    with opened() as desk:
        done = desk.scope.exclude(what, reason=reason)
    show_outcome(done, as_json=as_json)


@verb("include", "grcdesk scope include EX-1", noun=scope)
@click.argument("exclusion", metavar="ID")
@as_json
def include(*, exclusion: str, as_json: bool) -> None:
    """Take an exclusion back; `scope show` lists their ids."""
    with opened() as desk:
        done = desk.scope.include(exclusion)
    show_outcome(done, as_json=as_json)


@verb("add", "grcdesk scope system add 'Support assistant'", noun=system)
@click.argument("name", metavar="NAME")
@as_json
def add(*, name: str, as_json: bool) -> None:
    """Name a system the engagement covers."""
    with opened() as desk:
        done = desk.scope.add_system(name)
    show_outcome(done, as_json=as_json)


@verb("drop", "grcdesk scope system drop 'Support assistant'", noun=system)
@click.argument("name", metavar="NAME")
@as_json
def drop(*, name: str, as_json: bool) -> None:
    """Take a system out of the engagement."""
    with opened() as desk:
        done = desk.scope.drop_system(name)
    show_outcome(done, as_json=as_json)


@verb("criteria", "grcdesk scope criteria", "grcdesk scope criteria --csv --columns id,coverage,controls", noun=scope)
@listing
def criteria(*, form: OutputForm) -> None:
    """Every criterion: in scope or not, which controls here map to it, and whether they answer it today."""
    with opened() as desk:
        found = desk.scope.criteria()
    rows = output.value(found)
    if not form.json:
        for row, one in zip(rows, found, strict=True):
            row["category"], row["coverage"], row["worst"] = one.category, one.coverage, one.worst
            row["answered"] = one.answered
    output.records(rows, _CRITERIA, form)
    if form.kind == "table":
        inside = [row for row in found if row.in_scope]
        mapped = sum(bool(row.controls) for row in inside)
        answered = sum(row.answered in ANSWERING for row in inside)
        tell.say(
            f"{count(len(inside), 'criterion', 'criteria')} in scope: {mapped} mapped, {answered} answered by a "
            "control in place and supported"
        )


@verb("declare", "grcdesk scope declare CC6.1 --reason 'With the access policy these three suffice'", noun=scope)
@click.argument("criterion", metavar="CRITERION", shell_complete=complete("criterion"))
@click.option("--reason", metavar="TEXT", required=True, help="Why its controls suffice.")
@click.option("--by", metavar="NAME", help="Who declares it; default: you.")
@as_json
def declare(*, criterion: str, reason: str, by: str | None, as_json: bool) -> None:
    """Declare the controls of a criterion sufficient: a person's judgement, on record."""
    with opened() as desk:
        done = desk.scope.declare(criterion, reason=reason, by=by or desk.actor)
    show_outcome(done, as_json=as_json)


@verb("withdraw", "grcdesk scope withdraw CC6.1", noun=scope)
@click.argument("criterion", metavar="CRITERION", shell_complete=complete("criterion"))
@as_json
def withdraw(*, criterion: str, as_json: bool) -> None:
    """Withdraw such a declaration."""
    with opened() as desk:
        done = desk.scope.withdraw(criterion)
    show_outcome(done, as_json=as_json)
