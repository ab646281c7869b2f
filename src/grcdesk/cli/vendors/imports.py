"""`grcdesk vendors import`: a list of vendors kept elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import verb
from grcdesk.cli.frame.kinds import TermKind, as_json, pairs
from grcdesk.cli.frame.run import opened
from grcdesk.terms.vendors import Tier


@verb(
    "import",
    "grcdesk vendors import vendors.xlsx --dry-run",
    "grcdesk vendors import suppliers.csv --column name=Supplier --column tier=Class --tier medium",
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--column", "columns", metavar="WHAT=COLUMN", multiple=True,
    help="Which column means what, remembered; else by the headings. WHAT= leaves one out.",
)  # fmt: skip
@click.option("--sheet", metavar="NAME", default="", help="Of a workbook: which sheet; default: the first.")
@click.option("--tier", metavar="TIER", type=TermKind(Tier), help="Of new vendors without tier and answers.")
@click.option("--dry-run", is_flag=True, help="Show what each row would do; change nothing.")
@as_json
def import_(
    *, file: Path, columns: tuple[str, ...], sheet: str, tier: Tier | None, dry_run: bool, as_json: bool
) -> None:
    """Bring vendors from CSV or XLSX: new ones are added, of known ones what the file says is set. All or nothing."""
    with opened() as desk:
        done = desk.vendors.import_(
            file, columns=pairs(columns, "--column"), sheet=sheet, tier=tier, dry_run=dry_run
        )  # fmt: skip
    show_outcome(done, as_json=as_json)
