"""`grcdesk reviews load|prove|roster|accounts|decide`: the accounts of an access review."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import verb
from grcdesk.cli.frame.kinds import AMOUNT, DAY, TermKind, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import opened
from grcdesk.cli.frame.tables import table_options
from grcdesk.cli.reviews.options import CAMPAIGN
from grcdesk.errors import BadInput
from grcdesk.terms.reviews import Decision
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.schemas.registers.tables import TablePlan

_FILE = click.Path(path_type=Path)
_COLUMNS = (
    Column("system", rank=3, elastic=11),
    Column("account", rank=0, elastic=12),
    Column("person", rank=4, elastic=11),
    Column("role", rank=4, elastic=9),
    Column("last_used", "last used", rank=5),
    Column("flags", rank=2, elastic=12),
    Column("decision", rank=0),
    Column("reviewer", rank=5, elastic=10),
    Column("reason", rank=6, elastic=14),
    Column("ticket", rank=7),
    Column("verified", "proof", rank=5),
    *(Column(key, rank=9) for key in ("id", "kind", "mail", "admin", "active", "status", "assigned")),
    *(Column(key, rank=9) for key in ("decided_on", "done_on", "self_review", "unauthorised", "mfa")),
)


def _list_options(function: Any) -> Any:
    for option in (
        click.option("--dry-run", is_flag=True, help="Say what would be read; change nothing."),
        click.option("--zone", metavar="NAME", default="", help="Zone of times without one; remembered. Default: UTC."),
        click.option("--count", "expected", metavar="N", type=AMOUNT, help="How many accounts the system counts."),
        click.option("--completeness", metavar="TEXT", default="", help="How it was checked that none is missing."),
        click.option("--pulled-by", "puller", metavar="NAME", default="", help="Who drew it from the system."),
        click.option("--query", metavar="TEXT", default="", help="How it was drawn from the system."),
        click.option("--pulled-at", metavar="TIME", required=True, help="When: 2026-10-01 or 2026-10-01T09:00Z."),
        click.option("--system", metavar="NAME", required=True, help="Of which system."),
    ):
        function = option(function)
    return table_options(function)


def _facts(rest: dict[str, Any]) -> Any:
    from grcdesk.schemas.reviews.reviews import ListFacts  # noqa: PLC0415

    return ListFacts(
        rest["pulled_at"], rest["query"], rest["completeness"], zone=rest["zone"], expected=rest["expected"],
        puller=rest["puller"], confirm=rest.get("confirm", ""), table=rest["table"],
    )  # fmt: skip


@verb(
    "load",
    "grcdesk reviews load AR-1 --system 'Model gateway' users.csv --pulled-at 2026-10-01T09:00Z --query 'all users'",
    "grcdesk reviews load AR-1 --system Console keys.xlsx --pulled-at 2026-10-01 --column account='Key name'",
    "grcdesk reviews load AR-1 --system Directory users-1.json users-2.json --pulled-at 2026-10-01 --count 140",
)
@CAMPAIGN
@click.argument("files", metavar="FILE...", type=_FILE, nargs=-1, required=True)
@_list_options
@as_json
def load(*, campaign: str, files: tuple[Path, ...], system: str, dry_run: bool, as_json: bool, **rest: Any) -> None:
    """Take in the list of accounts of a system: CSV, XLSX or JSON, as Entra, Google, Okta, AWS, GitHub … write it.

    Several files are the pages of one list: all of them, or nothing is taken.
    """
    facts = _facts(rest)
    with opened() as desk:
        progress = tell.progress("accounts")
        done = desk.accounts.load(campaign, system, files, facts, dry_run=dry_run, progress=progress)
    show_outcome(done, as_json=as_json)


@verb(
    "prove",
    "grcdesk reviews prove AR-1 --system 'Model gateway' later.csv --pulled-at 2026-10-20T09:00Z",
)
@CAMPAIGN
@click.argument("files", metavar="FILE...", type=_FILE, nargs=-1, required=True)
@_list_options
@click.option("--confirm", metavar="TEXT", default="", help="Why it is whole although kept accounts are not in it.")
@as_json
def prove(*, campaign: str, files: tuple[Path, ...], system: str, dry_run: bool, as_json: bool, **rest: Any) -> None:
    """Take in a later list of a system and see which removals it proves; a page of a list proves none."""
    facts = _facts(rest)
    with opened() as desk:
        done = desk.accounts.prove(campaign, system, files, facts, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb(
    "roster",
    "grcdesk reviews roster people.csv --source 'HR system' --pulled-at 2026-10-01 --pulled-by 'Mara Roy'",
    "grcdesk reviews roster hr.xlsx --column left='Last day'",
)
@click.argument("file", metavar="FILE", type=_FILE)
@table_options
@click.option("--source", metavar="TEXT", default="", help="System or department it comes from.")
@click.option("--pulled-at", "pulled_on", metavar="DATE", type=DAY, help="The day it was drawn.")
@click.option("--pulled-by", "puller", metavar="NAME", default="", help="Who drew it.")
@click.option("--confirm", metavar="TEXT", default="", help="Why more than half of the people may be gone by it.")
@click.option("--dry-run", is_flag=True, help="Say what would be read; change nothing.")
@as_json
def roster(
    *, file: Path, table: TablePlan, source: str, pulled_on: date | None, puller: str, confirm: str,
    dry_run: bool, as_json: bool,
) -> None:  # fmt: skip
    """Take in the list of people (joiners, movers, leavers) that accounts are compared with."""
    from grcdesk.schemas.reviews.reviews import RosterFacts  # noqa: PLC0415

    facts = RosterFacts(source, pulled_on, puller, confirm=confirm, table=table)
    with opened() as desk:
        done = desk.accounts.roster(file, facts, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb(
    "accounts",
    "grcdesk reviews accounts AR-1 --where 'is:undecided'",
    "grcdesk reviews accounts AR-1 --where 'is:leaver,orphan sort:system' --json",
)
@CAMPAIGN
@click.option("--where", metavar="FILTER", default="", help="Which; grcdesk help filters.")
@click.option("--sort", metavar="FIELD", default="", help="By what; -FIELD turns it round.")
@listing
def accounts(*, campaign: str, where: str, sort: str, form: OutputForm) -> None:
    """List the accounts of a review with their decisions."""
    with opened() as desk:
        found = desk.accounts.rows(desk.accounts.keys(campaign, where, sort=sort))
    rows: list[dict[str, Any]] = output.value(found)
    if not form.json:
        for row, one in zip(rows, found, strict=True):
            row["decision"], row["verified"], row["kind"] = one.decision, one.verified, one.kind
            row["flags"] = " ".join((*(["admin"] if one.admin else []), *one.flags))
    output.records(rows, _COLUMNS, form)
    if form.kind == "table":
        tell.say(count(len(found), "account"))


@verb(
    "decide",
    "grcdesk reviews decide AR-1 j.alm --decision revoke --reason 'Left the team' --ticket OPS-812",
    "grcdesk reviews decide AR-1 j.alm svc-chat --decision keep --reviewer 'Lin Chen' --on 2026-10-02",
    "grcdesk reviews decide AR-1 --from-file decisions.csv",
)
@CAMPAIGN
@click.argument("names", metavar="[ACCOUNT]...", nargs=-1)
@click.option(
    "--decision",
    type=TermKind(Decision, clearable=True),
    metavar="WORD",
    help="keep, revoke, modify; none: open again.",
)
@click.option("--system", metavar="NAME", default="", help="Only accounts of that system.")
@click.option("--reviewer", metavar="NAME", default="", help="Who decided; default: you, here and now.")
@click.option("--on", metavar="DATE", type=DAY, help="When it was decided; default: today.")
@click.option("--reason", metavar="TEXT", default="", help="Why; not needed to keep an ordinary account.")
@click.option("--ticket", metavar="TEXT", default="", help="Where the removal is ordered.")
@click.option("--done-on", metavar="DATE", type=DAY, help="When the removal was done.")
@click.option("--from-file", "file", metavar="FILE", type=_FILE, help="A reviewer's list, taken in whole.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def decide(
    *, campaign: str, names: tuple[str, ...], decision: Any, system: str, reviewer: str, on: date | None, reason: str,
    ticket: str, done_on: date | None, file: Path | None, dry_run: bool, as_json: bool,
) -> None:  # fmt: skip
    """Decide on accounts, or take in decisions that were made elsewhere."""
    from grcdesk.schemas.reviews.reviews import Ruling  # noqa: PLC0415

    if file is not None and (names or decision is not None):
        raise BadInput("--from-file stands alone", hint="decide on single accounts in a command of their own")
    if file is None and (not names or decision is None):
        raise BadInput("which accounts, and what?", hint="ACCOUNT… --decision keep|revoke|modify, or --from-file FILE")
    with opened() as desk:
        if file is not None:
            done = desk.accounts.decide_file(campaign, file, dry_run=dry_run, progress=tell.progress("decisions"))
        else:
            ruling = Ruling(decision if isinstance(decision, Decision) else None, reviewer, on, reason, ticket, done_on)
            done = desk.accounts.decide(campaign, names, ruling, system=system, dry_run=dry_run)
    show_outcome(done, as_json=as_json)
