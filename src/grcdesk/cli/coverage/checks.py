"""`grcdesk checks`: limits that are watched over imported data."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import DAY, LEVEL, Number, TermKind, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import opened
from grcdesk.errors import BadInput
from grcdesk.rules.coverage.escalations import told_value
from grcdesk.rules.coverage.words import MEANINGS
from grcdesk.terms import CheckState, Side
from grcdesk.wording import count, word

if TYPE_CHECKING:
    from grcdesk.schemas.coverage.checks import CheckRow

BREACH = 4
"""Exit code of `run` when a limit is broken."""
_TOLD = 5
"""So many items of a check are told below the table."""
_LIMITS = (
    Column("id", "check", rank=0),
    Column("name", rank=3, elastic=20),
    Column("limit", rank=0),
    Column("warn", rank=0),
    Column("unit", rank=1),
    Column("side", rank=2),
    Column("response_days", rank=3),
    Column("max_age", rank=2),
    Column("own", rank=3),
    Column("source", rank=4, elastic=26),
)
_ROWS = (
    Column("id", "check", rank=0),
    Column("state", rank=0),
    Column("value", rank=0),
    Column("limit", rank=1),
    Column("warn", rank=2),
    Column("unit", rank=2),
    Column("sentence", rank=1, elastic=30),
    Column("source", rank=4, elastic=26),
    Column("as_of", rank=9),
    Column("name", rank=9),
    Column("items", rank=9),
    Column("max_age", rank=9),
    Column("lists", rank=9),
    Column("series", rank=9),
)

checks = Noun(
    "checks",
    help="Limits that are watched: completeness of logs, policies, age of keys, escalations, exports, metrics.",
    examples=("grcdesk checks run", "grcdesk checks run --as-of 2026-09-30 --json"),
)
CHECK = click.argument("check", metavar="CHECK")


@verb("list", "grcdesk checks list", "grcdesk checks list --json", noun=checks)
@listing
def list_(*, form: OutputForm) -> None:
    """List the checks with their limits."""
    with opened() as desk:
        found = desk.checks.list()
    output.records(output.value(found), _LIMITS, form)
    if form.kind == "table":
        tell.say(f"{count(len(found), 'check')}, {sum(one.own for one in found)} with limits of this desk")


@verb("run", "grcdesk checks run", "grcdesk checks run --as-of 2026-09-30 --json", noun=checks)
@click.option("--as-of", metavar="DATE", type=DAY, help="As of that day; default: today.")
@listing
@click.pass_context
def run(context: click.Context, *, as_of: date | None, form: OutputForm) -> None:
    """Run the checks; exit 4 when a limit is broken."""
    with opened() as desk:
        found = desk.checks.run(as_of=as_of)
    output.records([output.value(one) if form.json else _in_words(one) for one in found], _ROWS, form)
    broken = sum(one.state is CheckState.BREACH for one in found)
    if form.kind == "table":
        for one in found:
            _tell_bad(one)
        tell.say(f"{count(len(found), 'check')}, {broken} with a broken limit")
    if broken:
        context.exit(BREACH)


def _in_words(one: CheckRow) -> dict[str, Any]:
    return {
        **output.value(one),
        "state": one.state,
        "value": told_value(one) or None,
        "limit": None if one.limit is None else f"{word(one.side)} {one.limit:g}",
        "items": [item.id for item in one.items],
        "lists": [str(each) for each in one.lists],
    }


def _tell_bad(one: CheckRow) -> None:
    """What breaks a limit or comes near it, the worst of it; --json has all."""
    for item in one.bad[:_TOLD]:
        tell.say(f"{one.id}: {item.state} {item.id}: {item.what}")
    if len(one.bad) > _TOLD:
        tell.say(f"{one.id}: {len(one.bad) - _TOLD} more, see --json")


@verb(
    "set",
    "grcdesk checks set key-age --warn 45 --limit 60",
    "grcdesk checks set escalations --max-age 10",
    "grcdesk checks set metric:groundedness --limit 0.98 --side at-least --response-days 5",
    noun=checks,
)
@CHECK
@click.option("--limit", metavar="NUMBER", type=LEVEL, help="Beyond it is a breach.")
@click.option("--warn", metavar="NUMBER", type=LEVEL, help="From there on it warns.")
@click.option("--no-warn", is_flag=True, help="It never warns.")
@click.option("--side", metavar="WORD", type=TermKind(Side), help="Of a metric: at-most or at-least.")
@click.option("--response-days", metavar="DAYS", type=Number(high=365), help="Of a metric: working days for a review.")
@click.option(
    "--max-age", metavar="DAYS", type=Number(high=3650), help="Days after which a list is stale, and never ok."
)
@as_json
def set_(
    *,
    check: str,
    limit: float | None,
    warn: float | None,
    no_warn: bool,
    side: Side | None,
    response_days: int | None,
    max_age: int | None,
    as_json: bool,
) -> None:
    """Set the limits of a check. `metric:NAME` defines the check of a metric."""
    with opened() as desk:
        done = desk.checks.set(
            check,
            limit=limit,
            warn=warn,
            side=side,
            response_days=response_days,
            max_age=max_age,
            no_warn=no_warn,
        )
    show_outcome(done, as_json=as_json)


@verb(
    "word",
    "grcdesk checks word escalations '1 - Critical' --means critical",
    "grcdesk checks word escalations urgent --means other --source Helpdesk",
    "grcdesk checks word escalations urgent --forget",
    noun=checks,
)
@CHECK
@click.argument("word_", metavar="WORD")
@click.option("--means", metavar="WORD", type=click.Choice(MEANINGS), help="critical or other.")
@click.option("--forget", is_flag=True, help="Ask about it again.")
@click.option("--source", metavar="TEXT", default="", help="Of lists from there; default: wherever it stands.")
@as_json
def word_(*, check: str, word_: str, means: str | None, forget: bool, source: str, as_json: bool) -> None:
    """Say once what a word of a list means; it is remembered for its source."""
    if bool(means) is forget:
        raise BadInput("what does it mean?", hint="--means critical, --means other, or --forget")
    with opened() as desk:
        done = desk.checks.say(check, word_, means or "", source=source)
    show_outcome(done, as_json=as_json)


@verb("reset", "grcdesk checks reset key-age", noun=checks)
@CHECK
@as_json
def reset(*, check: str, as_json: bool) -> None:
    """Give a check its house limits again; a metric then has none."""
    with opened() as desk:
        done = desk.checks.reset(check)
    show_outcome(done, as_json=as_json)
