"""`grcdesk reviews`: campaigns of access review, from opening to the signature."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import DAY, Number, TermKind, as_json, listing, pairs
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, opened
from grcdesk.cli.reviews.accounts import accounts, decide, load, prove, roster
from grcdesk.cli.reviews.files import export, import_, memo, removals
from grcdesk.cli.reviews.options import CAMPAIGN
from grcdesk.cli.reviews.text import campaign_facts, check_document, check_told
from grcdesk.terms.reviews import ReviewSplit
from grcdesk.wording import count

_COLUMNS = (
    Column("id", rank=0),
    Column("slot", rank=0),
    Column("state", rank=0),
    Column("due"),
    Column("decided", rank=1),
    Column("blocking", rank=3, elastic=26),
    Column("systems", rank=4, elastic=20),
    Column("signed_on", "signed", rank=2),
    Column("signed_by", "by", rank=5),
    Column("started", rank=9),
    Column("tally", rank=9),
)

reviews = Noun(
    "reviews",
    help="Access reviews: lists of accounts, a decision on each, proof of every removal, a signature.",
    examples=(
        "grcdesk reviews open --slot 2026Q4 --system 'Model gateway' --owner 'Model gateway=Lin Chen'",
        "grcdesk reviews load AR-1 --system 'Model gateway' users.csv --pulled-at 2026-10-01 --query 'all users'",
        "grcdesk reviews check AR-1",
    ),
)


@verb(
    "open",
    "grcdesk reviews open --slot 2026Q4 --system 'Model gateway' --system 'Prompt log store'",
    "grcdesk reviews open --slot 2026Q4 --owner 'Model gateway=Lin Chen' --due 2026-12-15 --holiday 2026-12-25",
    noun=reviews,
)
@click.option("--slot", metavar="SLOT", required=True, help="2026Q4, 2026H2, 2026-11 or 2026.")
@click.option("--system", "systems", metavar="NAME", multiple=True, help="A system; default: all in scope.")
@click.option("--owner", "owners", metavar="SYSTEM=NAME", multiple=True, help="Who decides on it; else as before.")
@click.option("--delegate", "delegates", metavar="SYSTEM=NAME", multiple=True, help="Who stands in for the owner.")
@click.option("--due", metavar="DATE", type=DAY, help="Until when; default: the last day of the slot.")
@click.option("--started", metavar="DATE", type=DAY, help="When it began, if before today.")
@click.option("--removal-days", metavar="N", type=Number(high=365), default=5, help="Business days to remove.")
@click.option("--dormant-days", metavar="N", type=Number(low=1, high=3650), default=90, help="Unused longer: dormant.")
@click.option("--holiday", "holidays", metavar="DATE", type=DAY, multiple=True, help="A day that is no business day.")
@click.option(
    "--holidays", "days_off", metavar="FILE", type=click.Path(path_type=Path), help="The same, a date a line."
)
@click.option(
    "--split", type=TermKind(ReviewSplit), default="owner", metavar="WORD", help="Who decides: owner, manager."
)
@click.option(
    "--control", metavar="ID", default="AI-SEC-05", shell_complete=complete("control"), help="What it proves."
)
@as_json
def open_(
    *, slot: str, systems: tuple[str, ...], owners: tuple[str, ...], delegates: tuple[str, ...], due: date | None,
    removal_days: int, dormant_days: int, holidays: tuple[date, ...], days_off: Path | None, split: ReviewSplit,
    control: str, started: date | None, as_json: bool,
) -> None:  # fmt: skip
    """Open a review for a slot of the year."""
    from grcdesk.schemas.reviews.reviews import CampaignPlan  # noqa: PLC0415

    plan = CampaignPlan(
        slot, systems, due, removal_days, dormant_days, holidays, split, pairs(owners, "--owner"),
        pairs(delegates, "--delegate"), control, days_off, started,
    )  # fmt: skip
    with opened() as desk:
        done = desk.reviews.open(plan)
    show_outcome(done, as_json=as_json)


@verb(
    "assign",
    "grcdesk reviews assign AR-1 --system 'Model gateway' --owner 'Lin Chen' --delegate 'Ada Okafor'",
    noun=reviews,
)
@CAMPAIGN
@click.option("--system", metavar="NAME", required=True, help="Which system.")
@click.option("--owner", metavar="NAME", help="Who decides on its accounts.")
@click.option("--delegate", metavar="NAME", help="Who stands in; empty takes the delegate away.")
@as_json
def assign(*, campaign: str, system: str, owner: str | None, delegate: str | None, as_json: bool) -> None:
    """Say who may decide on the accounts of a system."""
    with opened() as desk:
        done = desk.reviews.assign(campaign, system, owner=owner, delegate=delegate)
    show_outcome(done, as_json=as_json)


@verb("list", "grcdesk reviews list", "grcdesk reviews list --json", noun=reviews)
@listing
def list_(*, form: OutputForm) -> None:
    """List the reviews, newest slot first."""
    with opened() as desk:
        found = desk.reviews.list()
    rows: list[dict[str, Any]] = output.value(found)
    for row, one in zip(rows, found, strict=True):
        blocking = [f"{number} {what}" for number, what in one.tally.blocking]
        if form.json:
            row["blocking"] = blocking
            continue
        row["state"], row["decided"] = one.state, f"{one.tally.decided} of {one.tally.accounts}"
        row["blocking"], row["systems"] = ", ".join(blocking), ", ".join(one.systems)
    output.records(rows, _COLUMNS, form)
    if form.kind == "table":
        tell.say(count(len(found), "review"))


@verb("show", "grcdesk reviews show AR-1", "grcdesk reviews show 2026Q4 --json", noun=reviews)
@CAMPAIGN
@as_json
def show(*, campaign: str, as_json: bool) -> None:
    """Show a review: systems, lists and what was left out of them, decisions, pace, signatures."""
    with opened() as desk:
        found = desk.reviews.show(campaign)
    if as_json:
        output.document(found)
    else:
        output.facts(campaign_facts(found), OutputForm())


@verb("check", "grcdesk reviews check AR-1", "grcdesk reviews check AR-1 --json", noun=reviews)
@CAMPAIGN
@click.option("--exit-code", is_flag=True, help="Exit 1 while something is in the way.")
@as_json
@click.pass_context
def check(context: click.Context, *, campaign: str, exit_code: bool, as_json: bool) -> None:
    """Whether a review can be signed, and everything that speaks against it."""
    with opened() as desk:
        found = desk.reviews.check(campaign)
    if as_json:
        output.document(check_document(found))
    else:
        check_told(found)
    if exit_code and not found.signable:
        context.exit(1)


@verb(
    "sign",
    "grcdesk reviews sign AR-1 --name 'Mara Roy' --role 'GRC lead'",
    "grcdesk reviews sign AR-1 --role 'GRC lead' --on 2026-12-18 --statement 'I have seen every row.'",
    noun=reviews,
)
@CAMPAIGN
@click.option("--name", "--by", metavar="NAME", default="", help="Who signs; default: you.")
@click.option("--role", metavar="TEXT", default="", help="In which role.")
@click.option("--on", "--date", "on", metavar="DATE", type=DAY, help="The day; default: today.")
@click.option("--statement", metavar="TEXT", default="", help="In whose words; default: the usual sentence.")
@as_json
def sign(*, campaign: str, name: str, role: str, on: date | None, statement: str, as_json: bool) -> None:
    """Sign a review. Refused, with every reason, while something lacks; afterwards its rows are frozen."""
    with opened() as desk:
        done = desk.reviews.sign(campaign, name=name, role=role, statement=statement, on=on)
    if as_json:
        output.document(done)
    else:
        tell.outcome(done, undo=False)


@verb("reopen", "grcdesk reviews reopen AR-1 --reason 'A system was left out'", noun=reviews)
@CAMPAIGN
@click.option("--reason", metavar="TEXT", required=True, help="Why; it stays on record.")
@as_json
def reopen(*, campaign: str, reason: str, as_json: bool) -> None:
    """Open a signed review again; its evidence no longer counts."""
    with opened() as desk:
        done = desk.reviews.reopen(campaign, reason=reason)
    if as_json:
        output.document(done)
    else:
        tell.outcome(done, undo=False)


@verb("drop", "grcdesk reviews drop AR-2", noun=reviews)
@CAMPAIGN
@as_json
def drop(*, campaign: str, as_json: bool) -> None:
    """Take back a review that was never signed."""
    with opened() as desk:
        done = desk.reviews.drop(campaign)
    show_outcome(done, as_json=as_json)


for command in (load, prove, roster, accounts, decide, memo, removals, export, import_):
    reviews.add_command(command)
