"""`grcdesk coverage`: how far dated evidence reaches over the audit period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.coverage import views
from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.group import verb
from grcdesk.cli.frame.kinds import DAY, Number, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, control_ids, opened
from grcdesk.errors import BadInput
from grcdesk.terms import Verdict
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.schemas.coverage.coverage import CoverageRow
    from grcdesk.services.desk.desk import Desk

DUE = 4
"""Exit code of --check."""
_COLUMNS = (
    Column("id", rank=0),
    Column("frequency", rank=2),
    Column("verdict", rank=0),
    Column("reach", rank=1),
    Column("window", rank=3),
    Column("share_of_period", "% of period", rank=4),
    Column("due", rank=2),
    Column("sentence", rank=1, elastic=26),
    *(Column(key, rank=9) for key in ("slots", "gaps", "covered_days", "judged_days", "percent", "warnings")),
    *(Column(key, rank=9) for key in ("claims", "stated_days", "next_due", "closing")),
)
_SLOTS = (
    Column("id", "control", rank=0),
    Column("slot", rank=0),
    Column("start", rank=2),
    Column("end", rank=1),
    Column("required", rank=3),
    Column("state", rank=0),
    Column("performed_on", rank=1),
    Column("days_late", rank=2),
    Column("evidence", rank=1, elastic=11),
)
_JSON = (
    *("id", "frequency", "window", "share_of_period", "verdict", "slots", "gaps"),
    *("covered_days", "judged_days", "percent", "sentence", "warnings", "due", "claims", "stated_days"),
    *("next_due", "closing"),
)
_SLOT_JSON = (
    *("slot", "start", "end", "required", "state", "performed_on", "days_late", "evidence"),
    *("after_period_end", "claims"),
)


@verb(
    "coverage",
    "grcdesk coverage",
    "grcdesk coverage --control AI-SEC-01 --as-of 2026-09-30",
    "grcdesk coverage --check --json",
    "grcdesk coverage --months",
    "grcdesk coverage --criteria --json",
    "grcdesk coverage --earliest 6",
)
@click.option(
    "--control", "controls", metavar="ID", multiple=True, shell_complete=complete("control"), help="Only these."
)
@click.option("--as-of", metavar="DATE", type=DAY, help="Judge as of that day; default: today.")
@click.option("--months", "view", flag_value="months", help="Control by month, worst first.")
@click.option("--criteria", "view", flag_value="criteria", help="The worst verdict of each criterion, and the counts.")
@click.option("--warnings", "view", flag_value="warnings", help="What deserves a look early.")
@click.option(
    "--earliest", metavar="MONTHS", type=Number(low=1, high=36), help="The earliest such period without a hole."
)
@click.option("--check", is_flag=True, help="Exit 4 when something is due, late or a gap.")
@listing
@click.pass_context
def coverage(
    context: click.Context,
    *,
    controls: tuple[str, ...],
    as_of: date | None,
    check: bool,
    view: str | None,
    earliest: int | None,
    form: OutputForm,
) -> None:
    """How far dated evidence reaches over the audit period, control by control. It states facts, not conclusions."""
    _refuse_unfit("earliest" if earliest else view, controls, check=check)
    with opened() as desk:
        if earliest:
            views.earliest(desk.coverage.earliest(earliest, as_of=as_of), form)
            return
        if view:
            _show(desk, view, control_ids(desk, controls), as_of, form)
            return
        found = desk.coverage.board(controls=control_ids(desk, controls), as_of=as_of)
    output.records([_record(one) if form.json else _flat(one) for one in found], _COLUMNS, form)
    due = sum(one.due for one in found)
    if form.kind == "table":
        _tell(found, due, named=bool(controls))
    if check and due:
        context.exit(DUE)


def _refuse_unfit(view: str | None, controls: tuple[str, ...], *, check: bool) -> None:
    """Options that say nothing of a view are refused: one that is passed over would be taken for heeded."""
    if view and check:
        raise BadInput(f"--{view} and --check do not go together", hint="--check reads the board itself")
    if view in {"criteria", "earliest"} and controls:
        raise BadInput(f"--{view} is of all controls in scope", hint="leave out --control")


def _show(desk: Desk, view: str, controls: list[str], as_of: date | None, form: OutputForm) -> None:
    if view == "months":
        views.months(desk.coverage.months(controls=controls, as_of=as_of), form)
    elif view == "warnings":
        views.warnings(desk.coverage.warnings(controls=controls, as_of=as_of), form)
    else:
        views.criteria(desk.coverage.criteria(as_of=as_of), form)


def _record(row: CoverageRow) -> dict[str, Any]:
    """One control with the keys of `--json`; never renamed within a major version."""
    facts = output.value(row)
    record = {key: facts[key] for key in _JSON}
    record["slots"] = [{key: slot[key] for key in _SLOT_JSON} for slot in facts["slots"]]
    return record


def _flat(row: CoverageRow) -> dict[str, Any]:
    """One control with a text a column."""
    return {
        **{key: getattr(row, key) for key in _JSON},
        "reach": row.reach,
        "due": row.due,
        "window": str(row.window or ""),
        "slots": [f"{slot.slot}:{slot.state.value}" for slot in row.slots],
        "gaps": [str(gap) for gap in row.gaps],
        "warnings": "; ".join(row.warnings),
        "claims": [str(claim) for claim in row.claims],
    }


def _tell_slots(found: Sequence[CoverageRow]) -> None:
    """Each slot of these controls, and what is to be said of each control."""
    slots = [
        {**output.value(slot), "id": one.id, "state": slot.state, "days_late": slot.days_late or ""}
        | {"evidence": slot.evidence or [str(claim) for claim in slot.claims]}
        for one in found
        for slot in one.slots
    ]
    if slots:
        output.write("\n")
        output.records(slots, _SLOTS, OutputForm())
    for one in found:
        for told in (one.sentence, *one.warnings):
            tell.say(f"{one.id}: {told}")


def _tell(found: Sequence[CoverageRow], due: int, *, named: bool) -> None:
    """Slots and warnings of the controls that were asked for; of the whole board, how many there are."""
    warned = sum(bool(one.warnings) for one in found)
    if named:
        _tell_slots(found)
    elif warned:
        tell.say(f"{count(warned, 'control')} with a warning: --control ID shows it")
    if found and all(one.verdict in (Verdict.DESIGN_ONLY, Verdict.NOT_IN_PERIOD) for one in found):
        tell.say(f"{count(len(found), 'control')}: one day is judged, by design and implementation; no operation")
        return
    tell.say(f"{count(len(found), 'control')}, {due} with something due, late or a gap")
