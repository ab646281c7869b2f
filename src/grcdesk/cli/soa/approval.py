"""`grcdesk soa draft|approve|versions|export`: from the first draft to a version that was approved."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import file_to_stdout, refuse_both, show_file, show_outcome
from grcdesk.cli.frame.group import verb
from grcdesk.cli.frame.kinds import DAY, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import opened, unlogged
from grcdesk.cli.soa.soa import of_framework, soa
from grcdesk.terms.soa import SoaFramework

_VERSIONS = (
    Column("id", "version", rank=0),
    Column("framework", rank=2),
    Column("approved_by", "approved by", rank=0, elastic=14),
    Column("approved_on", "approved on", rank=0),
    Column("rows", rank=1),
    Column("applicable", rank=1),
    Column("changes", "differs today", rank=0),
    Column("sha256", rank=4, elastic=16),
    Column("recorded_by", "recorded by", rank=5, elastic=12),
    Column("recorded_at", rank=9),
    Column("log_position", rank=9),
)


@verb("draft", "grcdesk soa draft", "grcdesk soa draft --framework iso42001 --dry-run", noun=soa)
@of_framework
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def draft(*, framework: SoaFramework | None, dry_run: bool, as_json: bool) -> None:
    """Propose what is implemented, from mappings and gap status. Never a reason; what a person said stays."""
    with opened() as desk:
        done = desk.soa.draft(framework=framework, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb(
    "approve",
    "grcdesk soa approve --by 'Dana Reyes'",
    "grcdesk soa approve --by 'Dana Reyes' --on 2026-11-20 --framework iso42001 --dry-run",
    noun=soa,
)
@click.option("--by", metavar="PERSON", required=True, help="Who approves it.")
@click.option("--on", metavar="DATE", type=DAY, help="The day; default: today.")
@of_framework
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def approve(*, by: str, on: date | None, framework: SoaFramework | None, dry_run: bool, as_json: bool) -> None:
    """Approve the statement as it stands. Refused while a row lacks something; the rows are frozen as a version."""
    with opened() as desk:
        done = desk.soa.approve(by, on=on, framework=framework, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb("versions", "grcdesk soa versions", "grcdesk soa versions --framework iso42001 --json", noun=soa)
@of_framework
@listing
def versions(*, framework: SoaFramework | None, form: OutputForm) -> None:
    """List the approved versions, the newest first, with the hash of their rows and what differs today."""
    with opened() as desk:
        found = desk.soa.versions(framework)
    output.records(output.value(found), _VERSIONS, form)
    if form.kind == "table" and not found:
        tell.say("no version was approved so far: grcdesk soa show says what lacks")


@verb(
    "export",
    "grcdesk soa export -o soa.csv",
    "grcdesk soa export --version V1 -o - > soa_v1.csv",
    noun=soa,
)
@click.option(
    "-o", "--output", "file", metavar="FILE", help="Where to; - is stdout. Default: the desk's exports folder."
)
@of_framework
@click.option("--version", metavar="V1", default="", help="A version as it was approved; default: a draft of today.")
@click.option("--force", is_flag=True, help="Replace an existing file.")
@unlogged
@as_json
def export(*, file: str | None, framework: SoaFramework | None, version: str, force: bool, as_json: bool) -> None:
    """Write the statement as a CSV file."""
    refuse_both(file, as_json=as_json)
    with opened() as desk:
        if file == "-":
            file_to_stdout(lambda path: desk.soa.export(path, framework=framework, version=version), "soa.csv")
            return
        done = desk.soa.export(Path(file) if file else None, framework=framework, version=version, force=force)
    show_file(done, as_json=as_json)
