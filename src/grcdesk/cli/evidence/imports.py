"""`grcdesk evidence import`, `grcdesk evidence report` and `grcdesk evidence importers`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from grcdesk.cli.evidence.facts import facts_options, moments, ties
from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import verb
from grcdesk.cli.frame.kinds import LEVEL, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, control_ids, opened
from grcdesk.cli.frame.tables import place_options
from grcdesk.terms import IMPORTERS
from grcdesk.terms.interchange import DayOrder

_COLUMNS = (
    Column("name", rank=0),
    Column("reads", rank=0),
    Column("kind", rank=2),
    Column("unit", rank=9),
    Column("controls", rank=1),
    Column("tests", rank=9),
)


def _named(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in IMPORTERS if name.startswith(incomplete)]


@verb(
    "import",
    "grcdesk evidence import decisions.jsonl --control AI-CONF-01 --test AI-CONF-01.T2",
    "grcdesk evidence import decisions.csv --map columns.yaml --from 2026-10-01 --to 2026-10-31 --dry-run",
    "grcdesk evidence import eval-812.json --as evaluation --control AI-PI-02 --json",
    "grcdesk evidence import results.json --limit 0.9 --control AI-PI-02",
    "grcdesk evidence import releases.xlsx --as population --key 'Release ID' --from 2026-01-01 --to 2026-12-31",
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--as",
    "importer",
    metavar="IMPORTER",
    default="",
    shell_complete=_named,
    help="Which importer reads it: grcdesk evidence importers. Default: detected.",
)
@ties
@facts_options
@click.option("--map", "columns", metavar="FILE", type=click.Path(path_type=Path), help="YAML: which column is what.")
@place_options
@click.option("--key", metavar="COLUMN", default="", help="Of a population: the column of its keys; A,B of several.")
@click.option("--limit", metavar="N", type=LEVEL, help="Of an evaluation: the score, or share of cases, to be reached.")
@click.option("--zone", metavar="ZONE", default="", help="Zone of times that carry none, e.g. Europe/Berlin.")
@click.option(
    "--keep",
    multiple=True,
    metavar="COLUMN",
    help="Keep this column although it may hold text; logged. May be given again.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be added; keep nothing.")
@as_json
def import_(
    *,
    file: Path,
    importer: str,
    controls: tuple[str, ...],
    tests: tuple[str, ...],
    columns: Path | None,
    sheet: str,
    header: int | None,
    dates: DayOrder | None,
    key: str,
    limit: float | None,
    zone: str,
    keep: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
    **given: Any,
) -> None:
    """Read a file of decisions, runs, logs or lists, and keep it as evidence with the report of what was read.

    Counts, days, and rows without text are kept; a file with a column of text is not.
    Without --control it waits to be placed.
    """
    from grcdesk.schemas.evidence.evidence import Artefact  # noqa: PLC0415
    from grcdesk.schemas.evidence.imports import ImportPlan  # noqa: PLC0415
    from grcdesk.services.evidence.import_text import described, remarks  # noqa: PLC0415
    from grcdesk.terms import EvidenceKind  # noqa: PLC0415

    fields = {key: item for key, item in given.items() if item not in (None, "", "none", False)}
    plan = ImportPlan(
        importer, zone, columns, fields.get("period_from"), fields.get("period_to"), limit=limit, key=key, keep=keep,
        sheet=sheet, header=header or 0, dates=dates,
    )  # fmt: skip
    with opened() as desk:
        preview = desk.imports.preview(file, plan, progress=tell.progress("reading"))
        if not as_json:
            output.facts(described(preview.report), OutputForm())
        if not controls and not tests and not preview.again and not dry_run:
            controls = _confirmed(preview.controls)
        done = desk.imports.import_(
            file,
            plan,
            said=Artefact(EvidenceKind.EXPORT, **moments(fields, desk.zone)),
            controls=control_ids(desk, controls),
            tests=tests,
            seen=preview.report,
            dry_run=dry_run,
        )
    if as_json:
        output.document({**output.value(done), "report": output.value(preview.report), "again": preview.again})
    else:
        shown = remarks(preview.report)  # stand in what was written above
        show_outcome(replace(done, warnings=tuple(one for one in done.warnings if one not in shown)), as_json=False)


def _confirmed(suggested: tuple[str, ...]) -> tuple[str, ...]:
    """The controls a person confirms; none when there is nobody to ask."""
    if not suggested or not tell.is_terminal():
        return ()
    answer = tell.ask(f"for which controls? usually {' '.join(suggested)} (ids, or none to place it later)", "none")
    return () if answer.casefold() == "none" else tuple(answer.replace(",", " ").split())


@verb("report", "grcdesk evidence report EV-7", "grcdesk evidence report EV-7 --json")
@click.argument("artefact", metavar="ID", shell_complete=complete("evidence"))
@as_json
def report(*, artefact: str, as_json: bool) -> None:
    """What an importer read in the file of an artefact: rows in, used, doubled, skipped by line and reason."""
    from grcdesk.services.evidence.import_text import KEPT, described  # noqa: PLC0415

    with opened() as desk:
        found = desk.imports.report(artefact)
    if as_json:
        output.document(found)
        return
    output.facts([*described(found.report), ("imported", found.imported_at), ("kept", KEPT[found.kept])], OutputForm())


@verb("importers", "grcdesk evidence importers", "grcdesk evidence importers --json")
@listing
def importers(*, form: OutputForm) -> None:
    """List the formats that `grcdesk evidence import` reads, and what they usually stand behind."""
    from grcdesk.services.evidence.import_text import importers as known  # noqa: PLC0415

    output.records([output.value(one) for one in known()], _COLUMNS, form)
