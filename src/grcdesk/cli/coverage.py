"""`grcdesk coverage`: how far dated evidence reaches over the audit period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli import output, tell
from grcdesk.cli.group import verb
from grcdesk.cli.kinds import DAY, listing
from grcdesk.cli.output import Column, Form
from grcdesk.cli.run import complete, control_ids, opened
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.schemas.coverage import CoverageRow

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


@verb(
    "coverage",
    "grcdesk coverage",
    "grcdesk coverage --control AI-SEC-01 --as-of 2026-09-30",
    "grcdesk coverage --check --json",
)
@click.option(
    "--control", "controls", metavar="ID", multiple=True, shell_complete=complete("control"), help="Only these."
)
@click.option("--as-of", metavar="DATE", type=DAY, help="Judge as of that day; default: today.")
@click.option("--check", is_flag=True, help="Exit 4 when something is due, late or a gap.")
@listing
@click.pass_context
def coverage(context: click.Context, *, controls: tuple[str, ...], as_of: date | None, check: bool, form: Form) -> None:
    """How far dated evidence reaches over the audit period, control by control. It states facts, not conclusions."""
    with opened() as desk:
        found = desk.coverage.board(controls=control_ids(desk, controls), as_of=as_of)
    rows: list[dict[str, Any]] = output.value(found)
    if not form.json:
        for row, one in zip(rows, found, strict=True):
            row |= {"frequency": one.frequency, "verdict": one.verdict, "reach": one.reach}
            row["window"] = str(one.window or "")
            row["slots"] = [f"{slot.slot}:{slot.state.value}" for slot in one.slots]
            row["gaps"] = [str(gap) for gap in one.gaps]
            row["warnings"] = "; ".join(one.warnings)
    output.records(rows, _COLUMNS, form)
    due = sum(one.due for one in found)
    if form.kind == "table":
        _tell(found, due, named=bool(controls))
    if check and due:
        context.exit(DUE)


def _tell(found: Sequence[CoverageRow], due: int, *, named: bool) -> None:
    """Slots and warnings of the controls that were asked for; of the whole board, how many there are."""
    warned = sum(bool(one.warnings) for one in found)
    if named:
        slots = [
            {**output.value(slot), "id": one.id, "state": slot.state, "days_late": slot.days_late or ""}
            for one in found
            for slot in one.slots
        ]
        if slots:
            output.write("\n")
            output.records(slots, _SLOTS, Form())
        for one in found:
            tell.say(f"{one.id}: {one.sentence}")
            for warning in one.warnings:
                tell.say(f"{one.id}: {warning}")
    elif warned:
        tell.say(f"{count(warned, 'control')} with a warning: --control ID shows it")
    tell.say(f"{count(len(found), 'control')}, {due} with something due, late or a gap")
