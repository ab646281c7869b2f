"""`grcdesk audits phase`, `plan` and `exposure`: where an engagement stands."""

from __future__ import annotations

import shlex
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import verb
from grcdesk.cli.frame.kinds import DAY, TermKind, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import opened
from grcdesk.errors import BadInput
from grcdesk.terms.audits import Exposed, Met, Phase, PlanName
from grcdesk.wording import count, word

if TYPE_CHECKING:
    from grcdesk.schemas.audits.standing import AuditCheck, Door, ExposureRow, PhaseView, PlanTask, PlanView

_PLACES = {
    "scope": "scope show",
    "engagement": "audits show",
    "audits": "audits new NAME --from ENGAGEMENT",
    "features": "features list",
    "vendors": "vendors points",
    "controls": "controls list",
    "snapshots": "gap finalise",
    "actions": "gap actions list",
    "evidence": "evidence list",
    "reviews": "reviews list",
    "coverage": "coverage",
}
"""How the list of a place is typed; the others are a noun with `list`."""
_STEPS = (
    Column("side", "in or out", rank=2),
    Column("state", rank=0),
    Column("what", rank=0, elastic=26),
    Column("why", rank=1, elastic=26),
    Column("mend", rank=3, elastic=20),
    *(Column(key, rank=9) for key in ("id", "place", "where")),
)
_TASKS = (
    Column("due", rank=0),
    Column("days", rank=2),
    Column("state", rank=0),
    Column("title", "task", rank=0, elastic=26),
    Column("why", rank=1, elastic=26),
    Column("weeks", rank=4),
    *(Column(key, rank=9) for key in ("id", "checks")),
)
_EXPOSURE = (
    Column("id", rank=0),
    Column("state", rank=0),
    Column("title", "finding", rank=0, elastic=26),
    Column("why", rank=1, elastic=30),
    *(Column(key, rank=9) for key in ("rows", "place")),
)


def mend(door: Door) -> str:
    """The command that shows where something is mended."""
    typed = _PLACES.get(door.place, f"{door.place} list")
    return f"grcdesk {typed}" + (f" --where {shlex.quote(door.where)}" if door.where else "")


def check_record(check: AuditCheck) -> dict[str, Any]:
    """A check with the keys of `--json`."""
    return {
        "id": check.id,
        "what": check.what,
        "state": check.state.value,
        "why": check.why,
        "place": check.door.place,
        "where": check.door.where,
        "mend": "" if check.state is Met.DONE else mend(check.door),
    }


def phase_record(view: PhaseView) -> dict[str, Any]:
    """A phase with the keys of `--json`."""
    found: dict[str, Any] = output.value(view)
    found["checks"] = [{"side": step.side} | check_record(step.check) for step in view.steps]
    del found["steps"]
    return found


@verb(
    "phase",
    "grcdesk audits phase",
    "grcdesk audits phase fieldwork",
    "grcdesk audits phase fieldwork --reason 'The firm begins before the period is over'",
)
@click.argument("phase", type=TermKind(Phase), required=False)
@click.option("--reason", metavar="TEXT", default="", help="Why it moves before everything is done, or goes back.")
@click.option("--dry-run", is_flag=True, help="Say whether it could be moved; change nothing.")
@as_json
def phase_(*, phase: Phase | None, reason: str, dry_run: bool, as_json: bool) -> None:
    """The phase of the engagement with its checks; with a name of a phase, move it there."""
    with opened() as desk:
        if phase is not None:
            done = desk.standing.move(phase, reason=reason, dry_run=dry_run)
            show_outcome(done, as_json=as_json)
            return
        view = desk.standing.phase()
    if as_json:
        output.document(phase_record(view))
        return
    rows = [{"side": step.side} | check_record(step.check) | {"state": step.check.state} for step in view.steps]
    output.records(rows, _STEPS, OutputForm())
    since = f" since {view.since}" if view.since else ""
    early = f", entered early: {view.reason}" if view.reason else ""
    tell.say(f"{view.engagement} {view.name} is in {word(view.phase)}{since}{early}")
    if view.next is not None:
        lacks = f"{count(view.lacking, 'check')} not done" if view.lacking else "everything is done"
        tell.say(f"{lacks}: grcdesk audits phase {view.next.value} moves it" + (" with --reason" * bool(view.lacking)))


@verb(
    "plan",
    "grcdesk audits plan eight-weeks --start 2026-12-01",
    "grcdesk audits plan",
    "grcdesk audits plan --drop",
)
@click.argument("plan", type=TermKind(PlanName), required=False)
@click.option("--start", metavar="DAY", type=DAY, help="The first day of the plan; default: today.")
@click.option("--drop", is_flag=True, help="Follow no plan any more.")
@click.option("--as-of", metavar="DAY", type=DAY, help="Judge the tasks on another day.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@listing
def plan_(
    *, plan: PlanName | None, start: date | None, drop: bool, as_of: date | None, dry_run: bool, form: OutputForm
) -> None:
    """The tasks of the plan with dates and computed state; with the name of a plan, follow it."""
    _refuse_unfit(plan, start, drop=drop)
    with opened() as desk:
        if plan is not None:
            show_outcome(desk.standing.follow(plan, start or desk.today(), dry_run=dry_run), as_json=form.json)
            return
        if drop:
            show_outcome(desk.standing.unfollow(), as_json=form.json)
            return
        view = desk.standing.plan(as_of=as_of)
    drawn = _task_record if form.json else _task_in_words
    output.records([drawn(task) for task in view.tasks], _TASKS, form)
    if form.kind == "table":
        _tell(view)


def _refuse_unfit(plan: PlanName | None, start: date | None, *, drop: bool) -> None:
    if drop and plan:
        raise BadInput("--drop and the name of a plan do not go together", hint="choose one")
    if start and not plan:
        raise BadInput("--start belongs to the name of a plan", hint=f"one of {', '.join(PlanName)}")


def _task_record(task: PlanTask) -> dict[str, Any]:
    return {**output.value(task), "checks": [check_record(one) for one in task.checks]}


def _task_in_words(task: PlanTask) -> dict[str, Any]:
    checks = [f"{one.what}: {word(one.state)}" for one in task.checks]
    return {**output.value(task), "checks": checks, "state": task.state}


def _tell(view: PlanView) -> None:
    who = f"{view.engagement} {view.name}"
    if view.plan is None:
        tell.say(f"{who} follows no plan: grcdesk audits plan {PlanName.EIGHT_WEEKS} --start DAY")
        return
    done = sum(task.state is Met.DONE for task in view.tasks)
    tell.say(f"{who} follows {view.plan} from {view.start}: {done} of {len(view.tasks)} tasks done")


def exposure_record(row: ExposureRow) -> dict[str, Any]:
    """A finding with the keys of `--json`."""
    found: dict[str, Any] = output.value(row)
    found["place"] = found.pop("door")["place"]
    return found


@verb("exposure", "grcdesk audits exposure", "grcdesk audits exposure --json")
@click.option("--as-of", metavar="DAY", type=DAY, help="Judge another day; the records are those of now.")
@listing
def exposure_(*, as_of: date | None, form: OutputForm) -> None:
    """The seven findings auditors raise most about AI: exposed, not exposed or unknown, and why."""
    with opened() as desk:
        found = desk.standing.exposure(as_of=as_of)
    rows = [exposure_record(row) for row in found]
    if not form.json:
        for row, one in zip(rows, found, strict=True):
            row["state"] = one.state
            row["rows"] = "; ".join(f"{item.id} {item.why}" for item in one.rows)
    output.records(rows, _EXPOSURE, form)
    if form.kind == "table":
        numbers = [(state, sum(row.state is state for row in found)) for state in Exposed]
        tell.say(", ".join(f"{number} {word(state)}" for state, number in numbers))
