"""`grcdesk due`: everything that is due, in one place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import file_to_stdout, show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import DAY, TermKind, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import not_verified, opened
from grcdesk.errors import BadInput
from grcdesk.terms import DueKind
from grcdesk.terms.bounds import MOST_DAYS
from grcdesk.wording import count, word

DUE = 4
"""Exit code of --check."""
_COLUMNS = (
    Column("state", rank=0),
    Column("days", rank=0),
    Column("due", rank=0),
    Column("kind", rank=1),
    Column("id", rank=0),
    Column("title", rank=1, elastic=18),
    Column("owner", rank=2, elastic=11),
    Column("why", rank=3, elastic=26),
)
_DAYS = re.compile(r"0*(\d{1,9})\s*([dwm]?)", re.ASCII)
_LONG = {"": 1, "d": 1, "w": 7, "m": 30}


@dataclass(frozen=True, slots=True)
class Narrow:
    """Which dates."""

    within: int | None
    kinds: tuple[DueKind, ...]
    owner: str


class Within(click.ParamType):  # type: ignore[type-arg]  # a generic only since click 8.4
    """A number of days: `90d`, `90`, `4w`, `3m`."""

    name = "days"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The days."""
        del param, ctx
        if isinstance(value, int):
            return value
        found = _DAYS.fullmatch(str(value).strip().casefold())
        if found is None:
            raise BadInput(f"--within: {str(value)[:60]!r} is no number of days", hint="write 90d, 4w or 3m")
        days = int(found[1]) * _LONG[found[2]]
        if days > MOST_DAYS:
            raise BadInput(f"{value!r} are too many days", hint=f"at most {MOST_DAYS}")
        return days


_KINDS = TermKind(DueKind)


def _kinds(context: click.Context, param: click.Parameter, given: tuple[str, ...]) -> tuple[DueKind, ...]:
    """Kinds told one by one, or with commas."""
    return tuple(_KINDS.convert(part, param, context) for one in given for part in one.split(","))


@click.group(
    "due",
    cls=Noun,
    invoke_without_command=True,
    examples=(
        "grcdesk due --within 90d",
        "grcdesk due --kind vendor-review --as-of 2026-12-31 --json",
        "grcdesk due --check",
        "grcdesk due --ics due.ics",
    ),
)
@click.option("--as-of", metavar="DATE", type=DAY, help="Judge the dates as of that day; default: today.")
@click.option("--within", metavar="DAYS", type=Within(), help="At most so many days ahead: 90d, 4w, 3m.")
@click.option(
    "--kind", "kinds", metavar="A,B", multiple=True, callback=_kinds, shell_complete=_KINDS.shell_complete,
    help="Only of these kinds.",
)  # fmt: skip
@click.option("--owner", metavar="NAME", default="", help="Only of that person.")
@click.option("--all", "snoozed", is_flag=True, help="Also what was snoozed.")
@click.option("--check", is_flag=True, help="Exit 4 when something is overdue or was never reviewed.")
@click.option("--ics", metavar="FILE", help="Write a calendar; a later one updates its events. - is stdout.")
@click.option(
    "--alarm", "alarms", metavar="DAYS", type=Within(), multiple=True, help="With --ics: days before; 7 and 0."
)
@click.option("--force", is_flag=True, help="With --ics: replace a file that is not ours.")
@not_verified
@click.option(
    "--install-timer",
    "timer",
    metavar="[SYSTEM]",
    is_flag=False,
    flag_value="auto",
    help="Print a timer for systemd, launchd or cron; nothing is installed.",
)
@click.option("--notify", is_flag=True, help="Send what is late or near to the channels of grcdesk.toml.")
@click.option("--dry-run", is_flag=True, help="With --notify: show the messages; send nothing.")
@listing
@click.pass_context
def due(
    context: click.Context,
    *,
    as_of: date | None,
    within: int | None,
    kinds: tuple[DueKind, ...],
    owner: str,
    snoozed: bool,
    check: bool,
    ics: str | None,
    alarms: tuple[int, ...],
    force: bool,
    timer: str | None,
    notify: bool,
    dry_run: bool,
    form: OutputForm,
) -> None:
    """Everything that is due, the most pressing first: reviews, evidence, actions, agreements. Exit 4 with --check."""
    if context.invoked_subcommand is not None:
        return
    if timer is not None:
        from grcdesk.cli.due.timer import printed  # noqa: PLC0415

        printed(timer)
    elif notify:
        from grcdesk.cli.due.notify import reminded  # noqa: PLC0415

        reminded(dry_run=dry_run, as_json=form.json)
    elif ics is not None and as_of is not None:
        raise BadInput("--as-of and --ics exclude each other", hint="a calendar speaks of today")
    else:
        narrow = Narrow(within, kinds, owner)
        if ics is not None:
            _calendar(ics, narrow, alarms, force=force)
        if (ics is None or check or form.json) and _listed(as_of, narrow, form, snoozed=snoozed) and check:
            context.exit(DUE)


def _listed(as_of: date | None, narrow: Narrow, form: OutputForm, *, snoozed: bool) -> int:
    """Print the list; how many are overdue or were never reviewed."""
    from grcdesk.rules.due.due import LATE  # noqa: PLC0415

    with opened() as desk:
        found = desk.due.list(
            as_of=as_of, within=narrow.within, kinds=narrow.kinds, owner=narrow.owner, snoozed=snoozed
        )
        notes = [] if snoozed or form.json else desk.due.notes()
    rows: list[dict[str, Any]] = output.value(found)
    if not form.json:
        for row, one in zip(rows, found, strict=True):
            row["state"], row["kind"] = one.state, one.kind
    output.records(rows, _COLUMNS, form)
    late = sum(one.state in LATE for one in found)
    if form.kind == "table":
        hidden = sum(note.until is not None for note in notes)
        tell.say(f"{count(len(found), 'date')}, {late} overdue or never reviewed"
                 + (f"; {hidden} snoozed: --all shows them" if hidden else ""))  # fmt: skip
    return late


def _calendar(file: str, narrow: Narrow, alarms: tuple[int, ...], *, force: bool) -> None:
    """Write the calendar, or hand its bytes to stdout."""
    asked: dict[str, Any] = {"within": narrow.within, "kinds": narrow.kinds, "owner": narrow.owner}
    if alarms:
        asked["alarms"] = alarms
    with opened() as desk:
        if file == "-":
            file_to_stdout(lambda path: desk.due.calendar(path, **asked), "due.ics")
        else:
            tell.written(desk.due.calendar(Path(file), force=force, **asked))


@verb("ack", "grcdesk due ack vendor-review V-1 --reason 'Questionnaire is out'", noun=due)
@click.argument("kind", metavar="KIND", type=TermKind(DueKind))
@click.argument("record", metavar="ID")
@click.option("--reason", metavar="TEXT", required=True, help="What is being done.")
@as_json
def ack(*, kind: DueKind, record: str, reason: str, as_json: bool) -> None:
    """Say that something due was seen. It stays in the list; reminders leave it out until its date moves."""
    with opened() as desk:
        done = desk.due.acknowledge(kind, record, reason=reason)
    show_outcome(done, as_json=as_json)


@verb("snooze", "grcdesk due snooze action ACT-1 --until 2027-01-15 --reason 'Owner on leave'", noun=due)
@click.argument("kind", metavar="KIND", type=TermKind(DueKind))
@click.argument("record", metavar="ID")
@click.option("--until", metavar="DATE", type=DAY, required=True, help="Until that day it is left out.")
@click.option("--reason", metavar="TEXT", required=True, help="Why it can wait.")
@as_json
def snooze(*, kind: DueKind, record: str, until: date, reason: str, as_json: bool) -> None:
    """Put something due off until a day. Its date does not move, and --all shows it."""
    with opened() as desk:
        done = desk.due.snooze(kind, record, until, reason=reason)
    show_outcome(done, as_json=as_json)


@verb("resume", "grcdesk due resume action ACT-1", noun=due)
@click.argument("kind", metavar="KIND", type=TermKind(DueKind))
@click.argument("record", metavar="ID")
@as_json
def resume(*, kind: DueKind, record: str, as_json: bool) -> None:
    """Take an acknowledgement or a snooze back."""
    with opened() as desk:
        done = desk.due.resume(kind, record)
    show_outcome(done, as_json=as_json)


@verb("notes", "grcdesk due notes", noun=due)
@listing
def notes(*, form: OutputForm) -> None:
    """What was acknowledged or snoozed, by whom and why."""
    with opened() as desk:
        found = desk.due.notes()
    columns = (
        *(Column("kind", rank=0), Column("id", rank=0), Column("mark", rank=0), Column("due"), Column("until")),
        *(Column("by", rank=1, elastic=11), Column("on", rank=2), Column("reason", rank=1, elastic=26)),
    )
    rows: list[dict[str, Any]] = output.value(found)
    if not form.json:
        for row, one in zip(rows, found, strict=True):
            row["kind"], row["mark"] = word(one.kind), word(one.mark)
    output.records(rows, columns, form)
