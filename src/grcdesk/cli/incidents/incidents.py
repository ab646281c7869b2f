"""`grcdesk incidents`: the register of incidents and exercises."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.findings.milestones import plan
from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import DAY, TermKind, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, opened
from grcdesk.cli.incidents.options import incident_options
from grcdesk.errors import BadInput
from grcdesk.rules.incidents.times import told
from grcdesk.terms import Answer
from grcdesk.terms.incidents import EntityKind, Notified, TimeMark
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.schemas.incidents import IncidentDetail, IncidentRow

_LIST = (
    Column("id", rank=0),
    Column("detected_at", "detected", rank=0),
    Column("kind", "type", rank=0),
    Column("severity", rank=2),
    Column("title", "what", rank=1, elastic=20),
    Column("exercise", rank=2),
    Column("stage", rank=0),
    Column("steps", "actions", rank=4),
    Column("lead", rank=3, elastic=11),
    Column("evidence", rank=5),
    *(Column(key, rank=9) for key in ("contained_at", "assessed_at", "remediated_at", "closed_at", "people")),
    *(Column(key, rank=9) for key in ("actions", "actions_done", "notices", "lacking", "reference", "version")),
)
NONE = "no incident is on record; that none is on record does not say that there was none"

incidents = Noun(
    "incidents",
    help="Incidents and exercises: what happened, when, who was told, what was learnt, and what it proves.",
    examples=(
        "grcdesk incidents add 'Figures of another tenant' --type data-leak --severity high",
        "grcdesk incidents mark INC-1 contained",
        "grcdesk incidents close INC-1",
    ),
)
incidents.add_command(plan("action", "incident", "incidents"))


@verb("list", "grcdesk incidents list", "grcdesk incidents list --where 'is:exercise' --json", noun=incidents)
@click.option("--where", metavar="FILTER", default="", help="Which; see grcdesk help incidents.")
@click.option("--sort", metavar="FIELDS", default="", help="By which fields, e.g. -detected.")
@listing
def list_(*, where: str, sort: str, form: OutputForm) -> None:
    """List the incidents and exercises of the desk."""
    with opened() as desk:
        found = desk.incidents.list(where, sort=sort)
    rows: list[dict[str, Any]] = output.value(found)
    if not form.json:
        for row, one in zip(rows, found, strict=True):
            row.update(_drawn(one, table=form.kind == "table"))
    output.records(rows, _LIST, form)
    if form.kind == "table":
        drills = sum(one.exercise for one in found)
        real = len(found) - drills
        tell.say(f"{count(real, 'incident')}, {count(drills, 'exercise')}" if found or where else NONE)


def _drawn(one: IncidentRow, *, table: bool) -> dict[str, Any]:
    """What a table shows otherwise than JSON."""
    drawn: dict[str, Any] = {"kind": one.kind, "severity": one.severity, "stage": one.stage}
    drawn["steps"] = f"{one.actions_done} of {one.actions}" if one.actions else ""
    return drawn | ({"detected_at": told(one.detected_at)} if table else {})


@verb("show", "grcdesk incidents show INC-1", "grcdesk incidents show INC-1 --json", noun=incidents)
@click.argument("incident", metavar="INCIDENT", shell_complete=complete("incident"))
@as_json
def show(*, incident: str, as_json: bool) -> None:
    """One incident: times, timeline, what it touched, decisions on notice, actions, and what lacks."""
    with opened() as desk:
        found = desk.incidents.show(incident)
    if as_json:
        output.document(record(found))
        return
    from grcdesk.cli.incidents.text import described  # noqa: PLC0415

    output.text(described(found))


def record(found: IncidentDetail) -> dict[str, Any]:
    """One incident with the keys of `--json`."""
    told_: dict[str, Any] = output.value(found)
    return {**told_.pop("row"), **told_}


@verb(
    "add",
    "grcdesk incidents add 'Figures of another tenant' --type data-leak --severity high --detected 2026-11-03T08:00Z",
    "grcdesk incidents add 'Provider down' --exercise --type outage --severity medium --scenario 'No answer for 4 h'"
    " --person 'Lin Chen' --person 'Mara Roy'",
    noun=incidents,
)
@click.argument("title", metavar="TITLE")
@click.option("--exercise", is_flag=True, help="It is played, not real; needs --scenario.")
@click.option("--detected", metavar="TIME", default="", help="When, e.g. 2026-11-03T08:00Z; default: now.")
@incident_options
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def add(*, title: str, exercise: bool, detected: str, said: dict[str, Any], dry_run: bool, as_json: bool) -> None:
    """Write down an incident, or an exercise."""
    from grcdesk.schemas.incidents import IncidentFacts  # noqa: PLC0415

    lacks = [flag for flag, name in (("--type", "kind"), ("--severity", "severity")) if name not in said]
    if lacks:
        raise BadInput(f"{' and '.join(lacks)}: not given", hint="grcdesk incidents add --help lists the words")
    with opened() as desk:
        facts = IncidentFacts(title, said.pop("kind"), said.pop("severity"), exercise, detected=detected, **said)
        done = desk.incidents.add(facts, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb("set", "grcdesk incidents set INC-1 --root-cause 'One cache for all tenants' --lead 'Mara Roy'", noun=incidents)
@click.argument("names", metavar="INCIDENT...", nargs=-1, required=True, shell_complete=complete("incident"))
@click.option("--title", metavar="TEXT", help="Another title.")
@incident_options
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def set_(*, names: tuple[str, ...], title: str | None, said: dict[str, Any], dry_run: bool, as_json: bool) -> None:
    """Set fields of one or many incidents; `none` clears a text. Times are told with mark."""
    from grcdesk.schemas.incidents import IncidentChange  # noqa: PLC0415

    change = IncidentChange(**said) if title is None else IncidentChange(title=title, **said)
    with opened() as desk:
        done = desk.incidents.set(names, change, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb(
    "mark",
    "grcdesk incidents mark INC-1 contained",
    "grcdesk incidents mark INC-1 assessed --at '2026-11-03 09:30'",
    "grcdesk incidents mark INC-1 note --note 'Provider called'",
    noun=incidents,
)
@click.argument("incident", metavar="INCIDENT", shell_complete=complete("incident"))
@click.argument("mark", metavar="MARK", type=TermKind(TimeMark))
@click.option("--at", metavar="TIME", default="", help="When, in the zone of the engagement; default: now.")
@click.option("--note", metavar="TEXT", default="", help="What is to be said of it.")
@click.option("--reason", metavar="TEXT", default="", help="Why it is told anew; the old entry stays.")
@click.option("--by", metavar="NAME", default="", help="Who says so; default: you.")
@as_json
def mark_(*, incident: str, mark: TimeMark, at: str, note: str, reason: str, by: str, as_json: bool) -> None:
    """Put a moment on the timeline: detected, contained, assessed, remediated, or a note."""
    with opened() as desk:
        done = desk.incidents.mark(incident, mark, at=at, note=note, reason=reason, by=by)
    show_outcome(done, as_json=as_json)


@verb(
    "notice",
    "grcdesk incidents notice INC-1 customers yes --by 'Mara Roy' --told 2026-11-03T15:00Z",
    "grcdesk incidents notice INC-1 authority no --by 'Mara Roy' --reason 'No personal data'",
    noun=incidents,
)
@click.argument("incident", metavar="INCIDENT", shell_complete=complete("incident"))
@click.argument("whom", metavar="customers|authority", type=TermKind(Notified))
@click.argument("decision", metavar="yes|no", type=TermKind(Answer))
@click.option("--by", metavar="NAME", required=True, help="Who decided.")
@click.option("--reason", metavar="TEXT", default="", help="Why; needed for a no.")
@click.option("--on", metavar="DATE", type=DAY, help="When it was decided; default: today.")
@click.option("--told", "told_at", metavar="TIME", default="", help="When they were told.")
@as_json
def notice(
    *, incident: str, whom: Notified, decision: Answer, by: str, reason: str, on: date | None, told_at: str,
    as_json: bool,
) -> None:  # fmt: skip
    """Keep a decision whether customers or an authority are to be told, and when they were."""
    from grcdesk.schemas.incidents import NoticeFacts  # noqa: PLC0415

    with opened() as desk:
        done = desk.incidents.notice(incident, NoticeFacts(whom, decision, by, reason, on, told_at))
    show_outcome(done, as_json=as_json)


@verb(
    "touched", "grcdesk incidents touched INC-1 feature 'Support assistant' --since 2026-11-03T06:00Z", noun=incidents
)
@click.argument("incident", metavar="INCIDENT", shell_complete=complete("incident"))
@click.argument("kind", metavar="KIND", type=TermKind(EntityKind))
@click.argument("entity", metavar="NAME")
@click.option("--since", metavar="TIME", default="", help="From when it was affected.")
@click.option("--until", metavar="TIME", default="", help="Until when.")
@as_json
def touched(*, incident: str, kind: EntityKind, entity: str, since: str, until: str, as_json: bool) -> None:
    """Name a feature, vendor or system it touched, and from when to when."""
    from grcdesk.schemas.incidents import EntityFacts  # noqa: PLC0415

    with opened() as desk:
        done = desk.incidents.touch(incident, EntityFacts(kind, entity, since, until))
    show_outcome(done, as_json=as_json)


@verb("untouched", "grcdesk incidents untouched INC-1/e1", noun=incidents)
@click.argument("entity", metavar="ID", shell_complete=complete("incident-entity"))
@as_json
def untouched(*, entity: str, as_json: bool) -> None:
    """Take back that something was touched; incidents show lists the ids."""
    with opened() as desk:
        done = desk.incidents.untouch(entity)
    show_outcome(done, as_json=as_json)


@verb(
    "close", "grcdesk incidents close INC-1 --by 'Mara Roy'", "grcdesk incidents close INC-1 --dry-run", noun=incidents
)
@click.argument("incident", metavar="INCIDENT", shell_complete=complete("incident"))
@click.option("--by", metavar="NAME", default="", help="Who closes it; default: you.")
@click.option("--at", metavar="TIME", default="", help="When; default: now.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def close(*, incident: str, by: str, at: str, dry_run: bool, as_json: bool) -> None:
    """Close an incident or exercise; refused while a time or a decision is missing. An exercise becomes evidence."""
    with opened() as desk:
        done = desk.incidents.close(incident, by=by, at=at, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb("reopen", "grcdesk incidents reopen INC-1 --reason 'It came back'", noun=incidents)
@click.argument("incident", metavar="INCIDENT", shell_complete=complete("incident"))
@click.option("--reason", metavar="TEXT", required=True, help="Why.")
@as_json
def reopen(*, incident: str, reason: str, as_json: bool) -> None:
    """Open an incident again; the evidence it made is out of force."""
    with opened() as desk:
        done = desk.incidents.reopen(incident, reason=reason)
    show_outcome(done, as_json=as_json)


@verb(
    "export",
    "grcdesk incidents export --csv --from 2026-01-01 --to 2026-12-31 > incidents.csv",
    noun=incidents,
)
@click.option("--from", "first", metavar="DATE", type=DAY, help="Detected on that day (UTC) or later.")
@click.option("--to", "last", metavar="DATE", type=DAY, help="Detected on that day (UTC) or before.")
@listing
def export(*, first: date | None, last: date | None, form: OutputForm) -> None:
    """The real incidents with exactly the columns of the population `incidents`; CSV unless another form is asked."""
    from grcdesk.rules.incidents.population import COLUMNS  # noqa: PLC0415

    with opened() as desk:
        found = desk.incidents.population(first, last)
    columns = tuple(Column(name) for name in COLUMNS)
    output.records(found, columns, form if form.kind != "table" else replace(form, kind="csv"))
    tell.say(f"{count(len(found), 'row')}; the log holds when they were drawn and over which days" + (
        "" if found else f"; {NONE}"))  # fmt: skip
