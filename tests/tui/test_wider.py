"""What a list shows on a terminal is shown on every larger one as well: beside it, if not in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.css.query import NoMatches
from textual.widget import Widget

from grcdesk.errors import Locked
from grcdesk.paths import DeskPaths
from grcdesk.text import show
from grcdesk.tui import overlays
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.controls.list import ControlsScreen
from grcdesk.tui.desk.today import TodayScreen
from grcdesk.tui.frame.filtering import FilteringScreen
from grcdesk.tui.places import PLACES
from grcdesk.tui.widgets.table import Table

SIZES = ((60, 16), (80, 24), (100, 30), (109, 30), (110, 30), (120, 40), (160, 45), (200, 50))
BESIDE = 110
"""Columns from which on there is a pane beside a list."""
PASSED = {"coverage"}
"""The place that is no list: its own tests say what it shows."""


def squeezed(text: str) -> str:
    """Without the breaks of lines and the air between words."""
    return "".join(text.split())


def crop(person, widget: Widget) -> list[str]:
    """What is seen of a widget."""
    if not widget.display or not widget.is_on_screen:
        return []
    region = widget.region
    for above in widget.ancestors:
        if isinstance(above, Widget):
            region = region.intersection(above.content_region)
    lines = person.text.splitlines()
    return [line[region.x : region.right] for line in lines[region.y : region.bottom]]


class Sight:
    """What is seen of the row under the cursor, and of the columns."""

    def __init__(self, person) -> None:
        screen = person.app.screen
        table = screen.query_one(Table)
        self.columns = {column.name for column in table.shown}
        self.said = ""
        self.words: set[str] = set()
        for name in ("#strip", "#side", "#above", "#whole"):
            try:
                lines = crop(person, screen.query_one(name))
            except NoMatches:
                continue
            self.said += squeezed("\n".join(lines))
            # the last word of a line may be the beginning of a longer one
            self.words |= {word for line in lines for word in line.split()[:-1] if "›" not in word and word != "|"}
        self.cells: set[str] = set()
        self.whole: set[tuple[str, str]] = set()
        """Cells of narrow columns, of every row in view."""
        seen = table.size.height - 1
        for place in range(table.scroll_offset.y, min(len(table.pages), table.scroll_offset.y + seen)):
            row = table.pages.row(place)
            for column in table.columns if row is not None else ():
                text = show(column.cell(row).text).strip()
                if text in {"", "-"}:
                    continue
                shown = next((one for one in table.shown if one.name == column.name), None)
                fits = shown is not None and cell_len(text) + 2 * column.badge <= shown.width
                fits = fits and shown.cell(row).text.strip() == text
                if place == table.cursor and (fits or squeezed(text) in self.said):
                    self.cells.add(text)
                if fits and not column.flex:
                    self.whole.add((column.name, text))


@pytest.mark.slow
async def test_what_is_seen_is_seen_on_every_larger_terminal(full_root: Path, drive) -> None:
    app = GrcdeskApp(DeskPaths(full_root))
    lost: list[str] = []
    looked_at = set()
    async with drive(app, SIZES[0]) as person:
        for place in (*PLACES, *overlays.OVER):
            await person.go("today")
            await person.go(place)
            if not isinstance(app.screen, FilteringScreen | TodayScreen) or not len(app.screen.query_one(Table).pages):
                continue
            looked_at.add(place)
            before: Sight | None = None
            sights = {}
            for wide, high in SIZES:
                await person.pilot.resize_terminal(wide, high)
                await person.settle()
                sight = sights[wide] = Sight(person)
                if before is not None:
                    gone = {cell for cell in before.cells if cell not in sight.cells}
                    gone |= {word for word in before.words if squeezed(word) not in sight.said}
                    lost += [f"{place} at {wide}: {one}" for one in sorted(gone)]
                    if wide != BESIDE or place == "today":  # what stands beside Today says nothing of a row
                        lost += [f"{place} at {wide}: column {one}" for one in sorted(before.columns - sight.columns)]
                        cut = {one for one in before.whole if one[0] in sight.columns} - sight.whole
                        lost += [f"{place} at {wide}: {name} {text} is cut" for name, text in sorted(cut)]
                before = sight
    assert not lost, "\n".join(lost)
    assert {"controls", "vendors", "evidence", "due", "actions", "history"} <= looked_at
    assert looked_at | PASSED >= set(PLACES), "a place with nothing in it proves nothing"


async def test_a_question_that_is_refused_leaves_the_pane_asking_for_the_next_row(app, drive, monkeypatch) -> None:
    asked: list[str] = []
    behind = ControlsScreen.ask_rest

    def once_locked(screen: ControlsScreen, desk: object, key: str) -> object:
        asked.append(key)
        if len(asked) == 1:
            raise Locked("another program holds the desk")
        return behind(screen, desk, key)

    monkeypatch.setattr(ControlsScreen, "ask_rest", once_locked)
    async with drive(app, (120, 40)) as person:
        await person.keys("2")
        assert asked == [app.screen.query_one(Table).key]
        assert app.screen.rest is None
        await person.keys("j")
        assert asked[1:] == [app.screen.query_one(Table).key]
        assert app.screen.rest.detail.row.id == asked[-1]
