"""`grcdesk samples`: drawn from frozen populations, and drawn again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import PLACE, TermKind, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, control_ids, opened
from grcdesk.terms.audits import Lane
from grcdesk.wording import count, word

if TYPE_CHECKING:
    from grcdesk.schemas.samples import SampleDetail, SampleRow

INTEGRITY = 5
"""Exit code when a sample does not come out again."""
_LIST = (
    Column("id", rank=0),
    Column("control", rank=0),
    Column("population", rank=0),
    Column("name", rank=2, elastic=14),
    Column("lane", rank=0),
    Column("n", rank=0),
    Column("rows", "of", rank=1),
    Column("drawn_at", "drawn", rank=3),
    Column("interim", rank=1, elastic=16),
    Column("dropped", rank=1, elastic=12),
    *(Column(key, rank=9) for key in ("seed", "seed_given", "seed_name", "strata", "size_reason", "chosen_by")),
    *(Column(key, rank=9) for key in ("reason", "population_sha256", "rows_sha256", "items_sha256", "drawn_by")),
    Column("population_state", rank=9),
)
SAMPLE = click.argument("sample", metavar="SAMPLE", shell_complete=complete("sample"))

samples = Noun(
    "samples",
    help="Items drawn from frozen populations, by a rule that anybody can apply again.",
    examples=(
        "grcdesk samples draw --control AI-PI-01 --population model_changes --lane fixed",
        "grcdesk samples redraw SMP-1",
    ),
)


def record(found: SampleDetail) -> dict[str, Any]:
    """One sample with the keys of `--json`; never renamed within a major version."""
    row: dict[str, Any] = output.value(found.row)
    first = {name: row.pop(name) for name in ("population_sha256", "seed", "lane", "n")}
    return {**first, "items": list(found.items), **row}


@verb("list", "grcdesk samples list", "grcdesk samples list --where 'control:AI-PI-01 -is:dropped' --csv", noun=samples)
@click.option("--where", metavar="FILTER", default="", help="Which; see grcdesk help samples.")
@click.option("--sort", metavar="FIELDS", default="", help="By which fields, e.g. control,-n.")
@listing
def list_(*, where: str, sort: str, form: OutputForm) -> None:
    """List the samples of the engagement, dropped ones too."""
    with opened() as desk:
        found = desk.samples.list(where, sort=sort)
    rows: list[dict[str, Any]] = [output.value(row) for row in found]
    if not form.json:
        for row, one in zip(rows, found, strict=True):
            row["lane"] = one.lane
            row["interim"] = "; ".join(one.interim)
    output.records(rows, _LIST, form)
    if form.kind == "table":
        tell.say(f"{count(len(found), 'sample')}, {sum(bool(one.dropped) for one in found)} dropped")


@verb("show", "grcdesk samples show SMP-1", "grcdesk samples show SMP-1 --json", noun=samples)
@SAMPLE
@as_json
def show(*, sample: str, as_json: bool) -> None:
    """One sample: how it was drawn, and its items in order."""
    with opened() as desk:
        found = desk.samples.show(sample)
    if as_json:
        output.document(record(found))
        return
    items = [("" if place else "items", item) for place, item in enumerate(found.items)]
    output.facts([*_facts(found.row), *items], OutputForm())


def _facts(row: SampleRow) -> list[tuple[str, Any]]:
    drawn = "given by the auditor" if row.seed_given else f"of {row.seed_name!r}, {row.control} and the population"
    lines: list[tuple[str, Any]] = [
        ("id", row.id),
        ("control", row.control),
        ("population", f"{row.population} ({row.name}), {row.rows:,} rows, {row.population_state.replace('_', ' ')}"),
        ("population sha256", row.population_sha256),
        ("lane", word(row.lane)),
        ("size", f"{row.n:,}; {row.size_reason}"),
        ("seed", f"{row.seed}, {drawn}" if row.seed else ""),
        ("strata", row.strata),
        ("chosen by", row.chosen_by),
        ("reason", row.reason),
        ("drawn", f"{row.drawn_at} by {row.drawn_by}"),
        ("dropped", row.dropped),
    ]
    return lines + [("" if place else "interim", why) for place, why in enumerate(row.interim)]


@verb(
    "draw",
    "grcdesk samples draw --control AI-PI-01 --population model_changes --lane fixed",
    "grcdesk samples draw --control AI-PI-01 --population POP-1 --lane custom --n 30 --by 'Ada Okafor'"
    " --reason 'Her table for changes' --seed 4711",
    "grcdesk samples draw --control AI-PI-01 --population POP-1 --items CHG-0007 --items CHG-0044",
    noun=samples,
)
@click.option(
    "--control", metavar="ID", required=True, shell_complete=complete("control"), help="The control that is tested."
)
@click.option(
    "--population", metavar="NAME", required=True, shell_complete=complete("population"), help="By id or name."
)
@click.option("--lane", metavar="LANE", type=TermKind(Lane), help="fixed, census, custom or list; default: as engaged.")
@click.option("--n", "number", metavar="N", type=PLACE, help="How many, in the custom lane.")
@click.option("--seed", metavar="TEXT", default="", help="The auditor's seed; else it follows from what is tested.")
@click.option("--strata", metavar="COLUMN", default="", help="A column of dates: one item from each of n runs.")
@click.option("--items", metavar="FILE|KEY", multiple=True, help="The auditor's items: a file, a key a line, or a key.")
@click.option("--by", metavar="PERSON", default="", help="Who chose the number or the items.")
@click.option("--reason", metavar="TEXT", default="", help="Why so.")
@click.option("--dry-run", is_flag=True, help="Say what would be drawn; keep nothing.")
@as_json
def draw(*, control: str, population: str, dry_run: bool, as_json: bool, items: tuple[str, ...], **given: Any) -> None:
    """Draw a sample of a population for a control. The same draw is made once."""
    from grcdesk.schemas.samples import DrawPlan  # noqa: PLC0415

    plan = DrawPlan(items=items, **given)
    with opened() as desk:
        done = desk.samples.draw(control_ids(desk, (control,))[0], population, plan, dry_run=dry_run)
        found = desk.samples.show((*done.changed, *done.unchanged)[0]) if as_json and not dry_run else None
    if found is not None:
        output.document({**record(found), "sentence": done.sentence, "batch": done.batch, "warnings": done.warnings})
    else:
        show_outcome(done, as_json=as_json)


@verb("redraw", "grcdesk samples redraw SMP-1", "grcdesk samples redraw SMP-1 --json", noun=samples)
@SAMPLE
@as_json
@click.pass_context
def redraw(context: click.Context, *, sample: str, as_json: bool) -> None:
    """Draw a sample again from the frozen rows; exit code 5 when it does not come out the same."""
    with opened() as desk:
        found = desk.samples.redraw(sample)
    if as_json:
        output.document(found)
    elif found.matches:
        tell.say(f"{found.id}: the same {count(found.n, 'item')} come out again, in the same order")
    else:
        tell.say(f"{found.id} does not come out again")
        for why in found.differs:
            tell.say(f"  {why}")
    context.exit(0 if found.matches else INTEGRITY)


@verb("drop", "grcdesk samples drop SMP-1 --reason 'Drawn before the period was over'", noun=samples)
@SAMPLE
@click.option("--reason", metavar="TEXT", required=True, help="Why it does not count.")
@as_json
def drop(*, sample: str, reason: str, as_json: bool) -> None:
    """Take a sample out of force. It stays on the list, with the reason."""
    with opened() as desk:
        done = desk.samples.drop(sample, reason=reason)
    show_outcome(done, as_json=as_json)
