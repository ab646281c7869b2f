"""`grcdesk gap`: summary, what lacks, finalising, snapshots, comparing; actions and risks have their own files."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.controls.actions import actions
from grcdesk.cli.controls.risks import risks
from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import DAY, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, opened
from grcdesk.terms import Status
from grcdesk.wording import count, word

if TYPE_CHECKING:
    from grcdesk.schemas.controls.gap import GapSummary

_LACKING = (Column("control", rank=0), Column("what", rank=0), Column("cure"))
_SNAPSHOTS = (
    Column("id", rank=0),
    Column("taken_on", "date", rank=0),
    Column("assessor"),
    Column("reviewer"),
    Column("controls", rank=2),
    Column("applicable", rank=2),
    *(Column(status.value, word(status), rank=3) for status in Status),
    Column("engagement", rank=3),
    Column("categories", rank=9),
    Column("note", rank=4, elastic=26),
)
_MOVED = (
    Column("control", rank=0),
    Column("title", rank=4, elastic=26),
    Column("before", rank=0),
    Column("after", rank=0),
    Column("fields", rank=3, elastic=26),
    Column("by", rank=1),
    Column("on", rank=2),
)

gap = Noun(
    "gap",
    help="The gap assessment as a whole: where it stands, what it lacks, and what was finalised.",
    examples=("grcdesk gap summary", "grcdesk gap lacking", "grcdesk gap finalise --reviewer 'M. Roy'"),
)
gap.add_command(actions)
gap.add_command(risks)


def summary_record(found: GapSummary) -> dict[str, Any]:
    """The summary with the keys of `--json`."""
    return {
        "applicable": found.applicable,
        "counts": {status.value: found.counts.get(status, 0) for status in Status},
        "percent": {status.value: found.percent.get(status, 0.0) for status in Status},
        "supported_in_place": found.supported_in_place,
        "supported_percent": found.supported_percent,
        "unsupported": found.unsupported,
        "supported_in_part": found.supported_in_part,
        "claim_only": found.claim_only,
        "actions_required": found.actions_required,
    }


@verb("summary", "grcdesk gap summary", "grcdesk gap summary --json", noun=gap)
@as_json
def summary(*, as_json: bool) -> None:
    """Counts by status over the controls in scope; percentages are of the applicable ones."""
    with opened() as desk:
        found = desk.gap.summary()
    if as_json:
        output.document(summary_record(found))
        return
    lines = [
        (output.words(status), f"{found.counts.get(status, 0):>4}  {_percent(found, status)}") for status in Status
    ]
    lines += [
        ("applicable", f"{found.applicable:>4}"),
        ("in place, supported", f"{found.supported_in_place:>4}  {found.supported_percent:5.1f} %"),
        ("in place, in part", _listed(found.supported_in_part)),
        ("in place by claim", _listed(found.claim_only)),
        ("need an action", f"{found.actions_required:>4}"),
        ("optional controls", f"{found.optional:>4}"),
        ("out of scope", f"{found.out_of_scope:>4}"),
    ]
    output.facts(lines, OutputForm())


def _listed(controls: tuple[str, ...]) -> str:
    return f"{len(controls):>4}  {' '.join(controls)}".rstrip()


def _percent(found: GapSummary, status: Status) -> str:
    return "" if status is Status.NOT_APPLICABLE else f"{found.percent.get(status, 0.0):5.1f} %"


@verb("lacking", "grcdesk gap lacking", "grcdesk gap lacking --json", noun=gap)
@listing
@click.pass_context
def lacking(context: click.Context, *, form: OutputForm) -> None:
    """What still keeps the assessment from being finalised. Exit 1 when something lacks."""
    with opened() as desk:
        found = desk.gap.lacking()
    output.records(output.value(found), _LACKING, form)
    if form.kind == "table":
        tell.say(f"{count(len(found), 'thing')} lacking" if found else "nothing is lacking: grcdesk gap finalise")
    if found:
        context.exit(1)


@verb(
    "finalise",
    "grcdesk gap finalise --assessor 'Dana Reyes' --reviewer 'M. Roy' --note 'Readiness, November'",
    "grcdesk gap finalise --reviewer 'M. Roy' --dry-run",
    noun=gap,
)
@click.option("--assessor", metavar="NAME", help="Who assessed; default: you.")
@click.option("--reviewer", metavar="NAME", required=True, help="Who reviewed it; another person.")
@click.option(
    "--on",
    metavar="DATE",
    type=DAY,
    help="The day of the snapshot; one of the past: as the desk stood then. Default: today.",
)
@click.option("--note", metavar="TEXT", default="", help="What the snapshot is for.")
@click.option("--dry-run", is_flag=True, help="Say whether it could be finalised; change nothing.")
@as_json
def finalise(*, assessor: str | None, reviewer: str, on: date | None, note: str, dry_run: bool, as_json: bool) -> None:
    """Take a snapshot of the assessment as it stands; refused, with the list, while something lacks."""
    with opened() as desk:
        done = desk.gap.finalise(assessor=assessor or desk.actor, reviewer=reviewer, on=on, note=note, dry_run=dry_run)
    if as_json:
        output.document(done)
    else:
        tell.outcome(done)


@verb("snapshots", "grcdesk gap snapshots", "grcdesk gap snapshots --json", noun=gap)
@listing
def snapshots(*, form: OutputForm) -> None:
    """The finalised assessments, newest last."""
    with opened() as desk:
        found = output.value(desk.gap.snapshots())
    if not form.json:
        found = [{**row, **row["counts"]} for row in found]
    output.records(found, _SNAPSHOTS, form)
    if form.kind == "table":
        tell.say(count(len(found), "snapshot"))


@verb("compare", "grcdesk gap compare GAP-1", "grcdesk gap compare GAP-1 GAP-2 --json", noun=gap)
@click.argument("first", metavar="SNAPSHOT", shell_complete=complete("snapshot"))
@click.argument("second", metavar="[SNAPSHOT]", default="now", shell_complete=complete("snapshot"))
@listing
def compare(*, first: str, second: str, form: OutputForm) -> None:
    """What moved between two snapshots, or since one, and who moved it."""
    with opened() as desk:
        moved = desk.gap.compare(first, second)
    rows: list[dict[str, Any]] = output.value(moved)
    if not form.json:
        for row, one in zip(rows, moved, strict=True):
            row["before"], row["after"] = one.before, one.after
            row["fields"] = "; ".join(f"{name}: {old or '-'} > {new or '-'}" for name, old, new in one.fields)
    output.records(rows, _MOVED, form)
    if form.kind == "table":
        tell.say(f"{count(len(moved), 'control')} moved between {first} and {second}")
