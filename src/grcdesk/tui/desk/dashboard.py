"""The tiles around what needs somebody: what they ask of the desk, one after the other, and where they lead."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import wrap
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from textual.containers import Container
from textual.widget import Widget

from grcdesk.errors import Refused
from grcdesk.terms import Status

if TYPE_CHECKING:
    from grcdesk.schemas.controls.gap import GapSummary
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell
    from grcdesk.tui.widgets.charts import Brush
    from grcdesk.tui.widgets.tiles import Tile

CHANGES = 30
"""Commands of the log that are shown at most."""
IN_SCOPE = "scope:in_scope"


class TileQuestion(NamedTuple):
    """What a tile asks of the desk, and what it is given to show."""

    ask: Callable[[Desk], Any]
    show: Callable[[Dashboard, Any], None]


class Dashboard(Container):
    """Tiles in a grid. Those in sight are asked for when the needs are known; the others once they are shown."""

    TITLES = {
        "gap": "Gap",
        "months": "Coverage by month",
        "vendors": "Vendor reviews, 90 days",
        "load": "Load per owner",
        "latest": "Latest changes",
    }

    def __init__(self, needs: Widget) -> None:
        super().__init__(needs, id="dashboard")
        self.summary: GapSummary | None = None
        self.facts = ""
        self._known: set[str] = set()
        """Tiles that show what the desk says now."""
        self._waiting: list[str] = []
        self._rows: tuple[Any, ...] = ()
        self._snapshots: tuple[Any, ...] = ()

    @property
    def shell(self) -> Shell:
        """The app, as what it is."""
        return cast("Shell", self.app)

    @property
    def brush(self) -> Brush:
        """How its charts are drawn."""
        from grcdesk.tui.widgets.charts import Brush  # noqa: PLC0415  the first frame does without

        return Brush(self.shell.glyphs.ascii, plain=self.shell.no_color)

    def tile(self, name: str) -> Tile:
        """The tile of that name."""
        return cast("Tile", self.query_one(f"#tile-{name}"))

    def on_mount(self) -> None:
        """The tiles come after the first frame: it is not to wait for them."""
        # a screen takes itself for drawn before the first of all frames is: the app knows better
        self.app.call_after_refresh(self._furnish)

    def _furnish(self) -> None:
        from grcdesk.tui.widgets.tiles import Tile  # noqa: PLC0415

        if not self.query(Tile):
            first, *others = (Tile(title, self.brush, id=f"tile-{name}") for name, title in self.TITLES.items())
            self.mount(first, before=0)
            self.mount(*others)

    def stand(self, summary: GapSummary, facts: str) -> None:
        """Where the assessment stands: shown at once, while the rest is asked for."""
        self._furnish()
        self.summary, self.facts = summary, facts
        self._known.clear()
        self._show_gap()

    def ask_all(self) -> None:
        """Ask for what is in sight, one after the other: two questions at once would hold up the keys."""
        self._waiting = [name for name in QUESTIONS if name not in self._known and self._in_sight(name)]
        self._ask_next()

    def _in_sight(self, name: str) -> bool:
        tile = self.tile("gap" if name in {"rows", "snapshots"} else name)
        if name == "rows":
            return any(one.display for one in (tile, self.tile("load")))
        return bool(tile.display) and tile.size.height > 0

    def _ask_next(self) -> None:
        if not self._waiting:
            return
        name = self._waiting.pop(0)
        question = QUESTIONS[name]

        def then(answer: Any) -> None:
            self._known.add(name)
            question.show(self, answer)
            self._ask_next()

        self.shell.jobs.ask(self, "tile", question.ask, then)

    def on_tile_seen(self) -> None:
        """Another size of the terminal shows a tile that was not asked for."""
        if self.summary is not None and not self._waiting:
            self.ask_all()

    # what is shown

    def _show_gap(self) -> None:
        from grcdesk.tui.desk import painters  # noqa: PLC0415  the first frame does without

        summary = self.summary
        if summary is None:
            return
        aside = summary.counts.get(Status.NOT_APPLICABLE, 0)
        scope = f"{summary.applicable + aside} in scope"
        foot = f"{scope}: {summary.applicable} applicable, {aside} n.a."
        paint = painters.gap(self.brush, summary, self.facts, self._rows, self._snapshots)
        self.tile("gap").show(paint, foot, shorter=f"{scope}, {aside} n.a.")

    def show_rows(self, rows: Any) -> None:
        """Controls in scope: how they stand by family, and who holds them."""
        from grcdesk.tui.desk import figures, painters_of_people  # noqa: PLC0415

        self._rows = tuple(rows)
        self._show_gap()
        found = figures.loads(self._rows)
        nobody = sum(one.held for one in found if not one.owner)
        self.tile("load").show(painters_of_people.load(self.brush, found), f"{nobody} held by nobody" if nobody else "")

    def show_months(self, answer: Any) -> None:
        """Coverage, or why there is none."""
        from grcdesk.tui.desk import painters, painters_of_dates  # noqa: PLC0415
        from grcdesk.tui.kit.looks import text  # noqa: PLC0415

        if isinstance(answer, str):
            why = f"{answer[:1].upper()}{answer[1:]}."
            self.tile("months").show(
                lambda width, _height: painters.plain(
                    [*(text(row, "muted") for row in wrap(why, width)), text("e opens the scope.")]
                )
            )
            return
        self.tile("months").show(painters_of_dates.months(self.brush, answer), "the worst of each month")

    def show_vendors(self, rows: Any) -> None:
        """What is next of each vendor."""
        from grcdesk.tui.desk import figures, painters_of_dates  # noqa: PLC0415

        found = figures.vendor_dates(rows)
        late = sum(one.days < 0 for one in found)
        soon = sum(0 <= one.days <= figures.AHEAD for one in found)
        foot = f"{late} late, {soon} within {figures.AHEAD} d, of {len(rows)}"
        paint = painters_of_dates.vendors(self.brush, found, self.shell.today)
        self.tile("vendors").show(paint, foot, shorter=f"{late} late, {soon} near, of {len(rows)}")

    def show_latest(self, answer: Any) -> None:
        """The newest commands of the log."""
        from grcdesk.tui.desk import figures, painters_of_people  # noqa: PLC0415

        found = figures.latest(*answer)
        people = len({one.batch.actor for one in found})
        foot = f"by {people} {'person' if people == 1 else 'people'}" if found else ""
        self.tile("latest").show(painters_of_people.latest(self.brush, self.shell.glyphs, found), foot)

    def show_snapshots(self, rows: Any) -> None:
        """Finalised assessments."""
        self._snapshots = tuple(rows)
        self._show_gap()

    # where they lead

    def on_tile_entered(self, event: Tile.Entered) -> None:
        """Enter on a tile."""
        event.stop()
        name = (event.tile.id or "").removeprefix("tile-")
        if name == "load" and event.key:
            from grcdesk.rules.filters.tree import quote  # noqa: PLC0415

            self.shell.show_controls(f"owner:{event.key if event.key == 'none' else quote(event.key)} {IN_SCOPE}")
        elif name in DOORS:
            self.shell.through_door(DOORS[name])


def _months(desk: Desk) -> Any:
    try:
        return desk.coverage.months()
    except Refused as error:
        return str(error)


QUESTIONS = {
    "rows": TileQuestion(lambda desk: desk.controls.list(IN_SCOPE), Dashboard.show_rows),
    "months": TileQuestion(_months, Dashboard.show_months),
    "vendors": TileQuestion(lambda desk: desk.vendors.list(), Dashboard.show_vendors),
    "latest": TileQuestion(
        lambda desk: (desk.log.batches(CHANGES), desk.log.list(action="control.set", limit=2 * CHANGES)),
        Dashboard.show_latest,
    ),
    "snapshots": TileQuestion(lambda desk: desk.gap.snapshots(), Dashboard.show_snapshots),
}
"""In the order they are asked, the most telling first."""
DOORS = {
    "gap": "controls",
    "load": "controls",
    "months": "coverage",
    "vendors": "vendors",
    "latest": "history",
}
