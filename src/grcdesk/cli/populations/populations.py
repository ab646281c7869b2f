"""`grcdesk populations`: lists frozen as what happened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import file_to_stdout, refuse_both, show_file, show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, control_ids, opened, unlogged
from grcdesk.cli.frame.tables import place_options
from grcdesk.cli.populations.options import plan_options
from grcdesk.terms.interchange import DayOrder
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.schemas.outcomes import Outcome

_LIST = (
    Column("id", rank=0),
    Column("name", rank=0, elastic=16),
    Column("controls", rank=1, elastic=12),
    Column("rows", rank=0),
    Column("state", rank=0),
    Column("period", rank=2),
    Column("pulled_at", "pulled", rank=3),
    Column("why_not_final", "not final because", rank=1, elastic=24),
    *(Column(key, rank=9) for key in ("file", "source", "query", "completeness", "checked_by", "final", "final_from")),
    *(Column(key, rank=9) for key in ("population_sha256", "rows_sha256", "source_sha256", "evidence", "key")),
    *(Column(key, rank=9) for key in ("key_source", "columns", "lacks", "dropped", "skipped", "supersedes")),
    *(Column(key, rank=9) for key in ("superseded_by", "dropped_reason", "frozen_by", "frozen_at")),
)
POPULATION = click.argument("population", metavar="POPULATION", shell_complete=complete("population"))

populations = Noun(
    "populations",
    help="Lists frozen as what happened: what tests run over and samples are drawn from.",
    examples=(
        "grcdesk populations add changes.csv --name model_changes --control AI-PI-01 --from 2026-01-01 --to 2026-06-30",
        "grcdesk populations list",
        "grcdesk populations show model_changes",
    ),
)


@verb("list", "grcdesk populations list", "grcdesk populations list --where state:final --csv", noun=populations)
@click.option("--where", metavar="FILTER", default="", help="Which; see grcdesk help populations.")
@click.option("--sort", metavar="FIELDS", default="", help="By which fields, e.g. -rows,name.")
@listing
def list_(*, where: str, sort: str, form: OutputForm) -> None:
    """List the populations of the engagement."""
    from grcdesk.cli.populations.text import record  # noqa: PLC0415

    with opened() as desk:
        found = desk.populations.list(where, sort=sort)
    rows = [record(row) for row in found]
    if not form.json:
        for row, one in zip(rows, found, strict=True):
            row["state"] = one.state
            row["why_not_final"] = "; ".join(one.why_not_final)
    output.records(rows, _LIST, form)
    if form.kind == "table":
        final = sum(one.final for one in found)
        tell.say(f"{count(len(found), 'population')}, {final} final")


@verb("show", "grcdesk populations show POP-1", "grcdesk populations show model_changes --json", noun=populations)
@POPULATION
@as_json
def show(*, population: str, as_json: bool) -> None:
    """One population, by id or the one that stands for a name: hashes, query, and why it is not final."""
    from grcdesk.cli.populations.text import described, detail_record  # noqa: PLC0415

    with opened() as desk:
        found = desk.populations.show(population)
    if as_json:
        output.document(detail_record(found))
    else:
        output.facts(described(found), OutputForm())


@verb(
    "add",
    "grcdesk populations add changes.csv --name model_changes --control AI-PI-01 --control AI-PI-02 --key change_id"
    " --from 2026-01-01 --to 2026-06-30 --pulled-at 2026-07-02T09:00Z --query 'label:model merged:2026H1'"
    " --completeness 'Count of merged changes compared with the tags' --by 'Omar Haddad'",
    "grcdesk populations add keys.xlsx --name provider_keys --control AI-SEC-01 --map keys.yaml"
    " --from 2026-01-01 --to 2026-06-30 --dry-run",
    noun=populations,
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--name", metavar="ROLE", required=True, help="Its role, such as model_changes, or a name of its own.")
@click.option(
    "--control", "controls", metavar="ID", multiple=True, shell_complete=complete("control"), help="For which."
)
@plan_options
@click.option("--dry-run", is_flag=True, help="Say what would be frozen; keep nothing.")
@as_json
def add(
    *, file: Path, name: str, controls: tuple[str, ...], said: dict[str, Any], dry_run: bool, as_json: bool
) -> None:
    """Freeze a list as a population: CSV, TSV, JSON, JSON Lines or a workbook.

    Its rows are kept in the order of their keys without text that people wrote. The order of the file changes nothing.
    """
    from grcdesk import clock  # noqa: PLC0415
    from grcdesk.schemas.populations import PopulationPlan  # noqa: PLC0415

    with opened() as desk:
        if said["pulled_at"]:
            said["pulled_at"] = clock.stamp(clock.parse_moment(said["pulled_at"], desk.zone))
        plan = PopulationPlan(name, **said)
        seen = desk.populations.preview(file, plan, progress=tell.progress("reading"))
        done = desk.populations.add(file, plan, controls=control_ids(desk, controls), seen=seen, dry_run=dry_run)
        shown = desk.populations.show(_made(done)) if as_json and not dry_run else None
    if shown is not None:
        from grcdesk.cli.populations.text import detail_record  # noqa: PLC0415

        output.document({**output.value(done), **detail_record(shown)})
    else:
        show_outcome(done, as_json=as_json)


def _made(done: Outcome) -> str:
    """The population an outcome is about."""
    return next(name for name in (*done.changed, *done.unchanged) if name.startswith("POP-"))


@verb(
    "check",
    "grcdesk populations check POP-1 --completeness 'Compared with the tags of the registry' --by 'Omar Haddad'",
    noun=populations,
)
@POPULATION
@click.option("--completeness", metavar="TEXT", required=True, help="How it was checked that nothing is left out.")
@click.option("--by", metavar="PERSON", default="", help="Who checked it; default: you.")
@as_json
def check(*, population: str, completeness: str, by: str, as_json: bool) -> None:
    """Record how a person checked that nothing is left out."""
    with opened() as desk:
        done = desk.populations.check(population, completeness=completeness, by=by)
    show_outcome(done, as_json=as_json)


@verb(
    "reconcile",
    "grcdesk populations reconcile POP-1 registry.csv --key tag",
    "grcdesk populations reconcile provider_keys keys_console --by 'Omar Haddad'",
    noun=populations,
)
@POPULATION
@click.argument("against", metavar="FILE|POPULATION")
@click.option("--key", metavar="COLUMN", default="", help="Of a file: its column of keys; A,B of several.")
@click.option("--map", "columns", metavar="FILE", type=click.Path(path_type=Path), help="Of a file: a column map.")
@place_options
@click.option("--by", metavar="PERSON", default="", help="Who did it; default: you.")
@click.option("--dry-run", is_flag=True, help="Say what differs; record nothing.")
@as_json
def reconcile(
    *, population: str, against: str, key: str, columns: Path | None, sheet: str, header: int | None,
    dates: DayOrder | None, by: str, dry_run: bool, as_json: bool,
) -> None:  # fmt: skip
    """Hold a population against a second source: counts, and keys that only one of the two has.

    A difference nobody explains keeps it from final.
    """
    from grcdesk.schemas.registers.tables import TablePlan  # noqa: PLC0415

    with opened() as desk:
        done = desk.reconciliations.run(
            population,
            Path(against) if Path(against).is_file() else against,
            key=key,
            columns=columns,
            place=TablePlan(sheet=sheet, header=header or 0, dates=dates),
            by=by,
            dry_run=dry_run,
            progress=tell.progress("reading"),
        )
    show_outcome(done, as_json=as_json)


@verb(
    "explain",
    "grcdesk populations explain POP-1 CHG-0044 --reason 'Reverted before it was tagged' --by 'Omar Haddad'",
    "grcdesk populations explain POP-1 --reason 'The registry keeps no drafts'",
    noun=populations,
)
@POPULATION
@click.argument("items", metavar="[KEY]...", nargs=-1)
@click.option("--reason", metavar="TEXT", required=True, help="Why only one of the two has it.")
@click.option("--by", metavar="PERSON", default="", help="Who says so; default: you.")
@as_json
def explain(*, population: str, items: tuple[str, ...], reason: str, by: str, as_json: bool) -> None:
    """Explain differences with a second source: those of some keys, or all that are open."""
    with opened() as desk:
        done = desk.reconciliations.explain(population, items, reason=reason, by=by)
    show_outcome(done, as_json=as_json)


@verb("drop", "grcdesk populations drop POP-1 --reason 'Drawn from the test system'", noun=populations)
@POPULATION
@click.option("--reason", metavar="TEXT", required=True, help="Why it does not count.")
@as_json
def drop(*, population: str, reason: str, as_json: bool) -> None:
    """Take a population out of force. It is kept, with the reason; an older one of its name stands again."""
    with opened() as desk:
        done = desk.populations.drop(population, reason=reason)
    show_outcome(done, as_json=as_json)


@verb(
    "export",
    "grcdesk populations export POP-1 -o changes.csv",
    "grcdesk populations export model_changes --keys -o keys.txt",
    noun=populations,
)
@POPULATION
@click.option("-o", "--output", "file", metavar="FILE", help="Where to; - is stdout. Default: the exports folder.")
@click.option("--keys", is_flag=True, help="The keys alone, a line each, in order.")
@click.option("--force", is_flag=True, help="Replace an existing file.")
@unlogged
@as_json
def export(*, population: str, file: str | None, keys: bool, force: bool, as_json: bool) -> None:
    """Write the frozen rows as CSV, or their keys alone; first proven against the hash they were frozen with."""
    refuse_both(file, as_json=as_json)
    with opened() as desk:
        row = desk.populations.show(population).row
        name = f"{row.id}-{row.name}.{'txt' if keys else 'csv'}"
        if file == "-":
            file_to_stdout(lambda path: desk.populations.export(row.id, path, keys=keys), name)
            return
        target = Path(file) if file else desk.paths.exports / name
        done = desk.populations.export(row.id, target, keys=keys, force=force)
    show_file(done, as_json=as_json)
