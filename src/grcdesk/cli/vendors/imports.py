"""`grcdesk vendors import`, and those of subprocessors and contacts: lists kept elsewhere, and ours coming back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from grcdesk.cli.frame.group import verb
from grcdesk.cli.frame.kinds import DAY, DAYS, TermKind
from grcdesk.cli.frame.run import complete
from grcdesk.cli.registers.imports import FILE, bring, import_options
from grcdesk.cli.vendors.relations import contact, subprocessor
from grcdesk.terms.interchange import DeskRegister
from grcdesk.terms.vendors import Tier


@verb(
    "import",
    "grcdesk vendors import vendors.xlsx --dry-run",
    "grcdesk vendors import suppliers.csv --column name=Supplier --column tier=Class --tier medium",
    "grcdesk vendors import suppliers.csv --word 'tier:Tier 1 - Critical=critical'",
)
@FILE
@click.option("--tier", metavar="TIER", type=TermKind(Tier), help="Of new vendors without tier and answers.")
@import_options
def import_(*, file: Path, tier: Tier | None, said: dict[str, Any]) -> None:
    """Bring vendors from CSV or XLSX: new ones are added, of known ones what the file says is set. All or nothing."""
    bring(DeskRegister.VENDORS, file, said, defaults={"tier": tier.value} if tier else None)


@verb(
    "import",
    "grcdesk vendors subprocessor import example subprocessors.csv --dry-run",
    "grcdesk vendors subprocessor import example list.xlsx --announced 2026-11-02 --notice-days 30 --yes",
    "grcdesk vendors subprocessor import example list.csv --whole --on 2026-11-20",
    noun=subprocessor,
)
@click.argument("vendor", metavar="NAME", shell_complete=complete("vendor"))
@FILE
@click.option("--announced", metavar="DATE", type=DAY, help="When the vendor told of the new ones on this list.")
@click.option("--notice-days", metavar="N", type=DAYS, help="Days to object to them; default: as the agreement says.")
@click.option("--whole", is_flag=True, help="The list is whole: who is not on it is gone.")
@click.option("--on", metavar="DATE", type=DAY, help="The day of the list; default: today.")
@import_options
def subprocessor_import(
    *, vendor: str, file: Path, announced: date | None, notice_days: int | None, whole: bool, on: date | None,
    said: dict[str, Any],
) -> None:  # fmt: skip
    """Bring the list a vendor publishes: who is new, gone or changed since the last one. All or nothing."""
    told = {"announced": str(announced or ""), "notice_days": "" if notice_days is None else str(notice_days)}
    bring(DeskRegister.SUBPROCESSORS, file, said, vendor=vendor, defaults=told, whole=whole, on=on)


@verb(
    "import",
    "grcdesk vendors contact import contacts.csv --dry-run",
    "grcdesk vendors contact import contacts.xlsx --vendor example --yes",
    noun=contact,
)
@FILE
@click.option(
    "--vendor", metavar="NAME", default="", shell_complete=complete("vendor"), help="Whose, where the file says none."
)
@import_options
def contact_import(*, file: Path, vendor: str, said: dict[str, Any]) -> None:
    """Bring contacts of vendors from CSV or XLSX. All or nothing."""
    bring(DeskRegister.CONTACTS, file, said, vendor=vendor)
