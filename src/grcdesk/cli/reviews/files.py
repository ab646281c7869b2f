"""`grcdesk reviews memo|removals|export|import`: what goes out of an access review and comes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from grcdesk.cli.exports.options import DocumentOptions, document_options, write_document
from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_file, show_outcome
from grcdesk.cli.frame.group import verb
from grcdesk.cli.frame.kinds import as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import opened, unlogged
from grcdesk.cli.reviews.options import CAMPAIGN
from grcdesk.errors import BadInput, Refused
from grcdesk.terms.documents import DocumentName
from grcdesk.wording import count

_REMOVALS = (
    Column("system", rank=3, elastic=12),
    Column("account", rank=0, elastic=14),
    Column("decision", rank=0),
    Column("due", rank=0),
    Column("ticket", rank=2),
    Column("done_on", "done", rank=3),
    Column("business_days", "days", rank=4),
    Column("state", rank=0),
    Column("reason", rank=5, elastic=14),
    *(Column(key, rank=9) for key in ("campaign", "slot", "person", "mail", "kind", "role", "reviewer", "decided_on")),
    *(Column(key, rank=9) for key in ("verified", "proof")),
)
_CHANGES = (
    Column("system", rank=2, elastic=12),
    Column("account", rank=0, elastic=14),
    Column("field", rank=0),
    Column("old", rank=0, elastic=16),
    Column("new", rank=0, elastic=16),
)


@verb(
    "memo",
    "grcdesk reviews memo AR-1",
    "grcdesk reviews memo 2026Q4 -o memo.docx --as-of 2026-12-18 --force",
)
@CAMPAIGN
@document_options
def memo(*, campaign: str, options: DocumentOptions) -> None:
    """Write the memo as a Word document; before the signature it is a draft that says what is in the way."""
    write_document(DocumentName.ACCESS_REVIEW_MEMO, campaign, options)


@verb(
    "removals",
    "grcdesk reviews removals AR-1",
    "grcdesk reviews removals AR-1 -o removals.csv --force",
)
@CAMPAIGN
@click.option("-o", "--output", "file", metavar="FILE", help="Write a CSV for the ticket system there.")
@click.option("--force", is_flag=True, help="Replace an existing file.")
@unlogged
@listing
def removals(*, campaign: str, file: str | None, force: bool, form: OutputForm) -> None:
    """List what is to be revoked and changed, by when, and how far it has come."""
    if file == "-":
        raise BadInput("-o - is not needed here", hint="--csv writes to stdout")
    with opened() as desk:
        if file:
            show_file(desk.review_files.removals_csv(campaign, Path(file), force=force), as_json=form.json)
            return
        found = desk.review_files.removals(campaign)
    rows: list[dict[str, Any]] = output.value(found)
    output.records(rows, _REMOVALS, form)
    if form.kind == "table":
        tell.say(count(len(found), "removal"))


@verb(
    "export",
    "grcdesk reviews export AR-1",
    "grcdesk reviews export AR-1 --reviewer 'Lin Chen' -o lin.xlsx",
)
@CAMPAIGN
@click.option("--reviewer", "names", metavar="NAME", multiple=True, help="For whom; default: everybody who decides.")
@click.option("-o", "--output", "file", metavar="FILE", help="Where to, with one reviewer. Default: exports folder.")
@click.option("--force", is_flag=True, help="Replace existing files.")
@unlogged
@as_json
def export(*, campaign: str, names: tuple[str, ...], file: str | None, force: bool, as_json: bool) -> None:
    """Write a workbook for each reviewer, with drop-downs for the decisions; `reviews import` takes it back."""
    if file and len(names) != 1:
        raise BadInput("-o names one file", hint="give it with one --reviewer")
    with opened() as desk:
        wanted = names or tuple(desk.review_files.reviewers(campaign))
        if not wanted:
            raise Refused(f"nobody is to decide on {campaign} yet", hint="reviews assign names owners; then --reviewer")
        done = [desk.review_files.handout(campaign, name, Path(file) if file else None, force=force) for name in wanted]
    if as_json:
        output.document(done)
    for one in () if as_json else done:
        tell.written(one)


@verb(
    "import",
    "grcdesk reviews import AR-1 lin.xlsx --dry-run",
    "grcdesk reviews import AR-1 lin.xlsx --yes",
)
@CAMPAIGN
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--dry-run", is_flag=True, help="Show the difference; change nothing.")
@as_json
def import_(*, campaign: str, file: Path, yes: bool, dry_run: bool, as_json: bool) -> None:
    """Show what a reviewer's workbook would change, then take it in: all of it, or nothing."""
    with opened() as desk:
        found = desk.review_files.difference(campaign, file)
        if found.changes and not as_json:
            output.records(output.value(found.changes), _CHANGES, OutputForm())
        if found.changes and not dry_run and not yes and not tell.confirm(f"Take {count(found.accounts, 'account')}?"):
            raise Refused("nothing was taken", hint="--yes takes the differences")
        done = desk.review_files.take_back(campaign, file, dry_run=dry_run)
    show_outcome(done, as_json=as_json)
