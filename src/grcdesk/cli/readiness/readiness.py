"""`grcdesk lacking`: what lacks at a place of work, and the first steps of a desk."""

from __future__ import annotations

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import opened
from grcdesk.terms.readiness import WorkPlace

_LACKS = (
    Column("about", "id", rank=0),
    Column("kind", rank=1),
    Column("what", rank=0, elastic=40),
    Column("part", rank=4),
    Column("bars", rank=3),
)
_STEPS = (Column("name", rank=0), Column("told", "so far", rank=0), Column("done", rank=0), Column("kind", rank=5))

lacking = Noun(
    "lacking",
    help="What keeps work from being done: of the assessment, a vendor, a finding, a statement, an engagement.",
    examples=("grcdesk lacking show controls", "grcdesk lacking show finding F-3", "grcdesk lacking start"),
)


@verb("show", "grcdesk lacking show vendors", "grcdesk lacking show finding F-3 --json", noun=lacking)
@click.argument("place", metavar="PLACE", type=click.Choice([place.value for place in WorkPlace]))
@click.argument("record", metavar="[RECORD]", default="")
@listing
@click.pass_context
def show(context: click.Context, *, place: str, record: str, form: OutputForm) -> None:
    """What lacks at a place, or of one record of it. Exit 1 when something bars the act it leads up to."""
    from grcdesk.rules.readiness.telling import sentence  # noqa: PLC0415  only here

    with opened() as desk:
        found = desk.readiness.show(WorkPlace(place), record)
    output.records(output.value(list(found.lacks)), _LACKS, form)
    if form.kind == "table":
        tell.say(sentence(found))
    if any(one.bars for one in found.lacks):
        context.exit(1)


show.help = f"{show.help}\n\nPlaces: {', '.join(place.value for place in WorkPlace)}."


@verb("start", "grcdesk lacking start", "grcdesk lacking start --json", noun=lacking)
@listing
def start(*, form: OutputForm) -> None:
    """The first steps of a desk, each with how far it is."""
    with opened() as desk:
        steps = desk.readiness.first_steps()
    output.records(output.value(steps), _STEPS, form)
    if form.kind == "table":
        tell.say(f"{sum(step.done for step in steps)} of {len(steps)} done")
