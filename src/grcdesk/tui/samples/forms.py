"""Forms about samples: drawing, drawing again, dropping."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from grcdesk.schemas.desk.offers import Offered
from grcdesk.schemas.samples import DrawPlan, Redrawn, SampleRow
from grcdesk.terms.audits import Lane
from grcdesk.text import whole_number
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.kinds import CONTROL, PERSON, record, term
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.dialogs.values import one_of
from grcdesk.tui.frame.ask import Act, ask_and_do
from grcdesk.tui.kit.looks import Cell, line
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell

_MOST = 1_000_000


def draw(app: Shell, population: str = "", control: str = "") -> None:
    """Draw a sample."""

    def build(texts: Mapping[str, str]) -> Act:
        lane = one_of(texts["lane"], tuple(Lane), "lane")
        plan = DrawPlan(
            Lane(lane) if lane else None,
            whole_number(texts["number"], _MOST, "number", low=1) if texts["number"] else None,
            texts["seed"],
            texts["strata"],
            tuple(part.strip() for part in texts["items"].split(",") if part.strip()),
            texts["by"],
            texts["reason"],
        )
        return lambda desk: desk.samples.draw(texts["control"], texts["population"], plan)

    fields = [
        Ask("control", "Control", control, "that is tested", needed=True, kind=CONTROL),
        Ask("population", "Population", population, "by id or name", needed=True, kind=record(Offered.POPULATION)),
        Ask("lane", "Lane", "", "empty: as engaged", kind=term(Lane)),
        Ask("number", "Number", "", "in the custom lane"),
        Ask("seed", "Seed", "", "of the auditor; empty: it follows from what is tested"),
        Ask("strata", "Strata", "", "a column of dates: one item of each run"),
        Ask("items", "Items", "", "of the auditor: keys with commas between, or a file of them"),
        Ask("by", "Chosen by", "", "who chose the number or the items", kind=PERSON),
        Ask("reason", "Because", ""),
    ]
    ask_and_do(app, "Draw a sample", fields, build)


def redraw(app: Shell, sample: str) -> None:
    """Draw it again from the frozen rows, and say what came of it."""

    def tell(found: Redrawn) -> None:
        if found.matches:
            app.tell(f"{found.id}: the same {count(found.n, 'item')} come out again, in the same order")
            return
        rows = [line(Cell(why, "error")) for why in found.differs]
        app.push_screen(LinesDialog(f"{found.id} does not come out again", rows))

    app.ask_first(app.screen, "redraw", lambda desk: desk.samples.redraw(sample), tell)


def drop(app: Shell, row: SampleRow) -> None:
    """Take it out of force."""

    def build(texts: Mapping[str, str]) -> Act:
        return lambda desk: desk.samples.drop(row.id, reason=texts["reason"])

    ask_and_do(app, f"Drop {row.id}", [Ask("reason", "Because", "", "it stays on the list", needed=True)], build)
