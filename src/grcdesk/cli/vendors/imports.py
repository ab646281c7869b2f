"""`grcdesk vendors import`: a list of vendors kept elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import verb
from grcdesk.cli.frame.kinds import TermKind, as_json
from grcdesk.cli.frame.run import opened
from grcdesk.cli.frame.tables import table_options
from grcdesk.terms.vendors import Tier

if TYPE_CHECKING:
    from grcdesk.schemas.tables import TablePlan


@verb(
    "import",
    "grcdesk vendors import vendors.xlsx --dry-run",
    "grcdesk vendors import suppliers.csv --column name=Supplier --column tier=Class --tier medium",
    "grcdesk vendors import suppliers.csv --word 'tier:Tier 1 - Critical=critical' --dates day-first",
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@table_options
@click.option("--tier", metavar="TIER", type=TermKind(Tier), help="Of new vendors without tier and answers.")
@click.option("--dry-run", is_flag=True, help="Show what each row would do; change nothing.")
@as_json
def import_(*, file: Path, table: TablePlan, tier: Tier | None, dry_run: bool, as_json: bool) -> None:
    """Bring vendors from CSV or XLSX: new ones are added, of known ones what the file says is set. All or nothing."""
    with opened() as desk:
        done = desk.vendors.import_(file, table=table, tier=tier, dry_run=dry_run)
    show_outcome(done, as_json=as_json)
