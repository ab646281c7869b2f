"""Where one was is kept between starts: the place, what lay over it, and the row under the cursor.

A desk that is opened again shows that again. A record that is gone meanwhile falls back to what lay below it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from grcdesk.errors import DeskError
from grcdesk.terms.readiness import WorkPlace
from grcdesk.tui.frame.base import DeskScreen
from grcdesk.tui.frame.detail import DetailScreen
from grcdesk.tui.kit.remembering import ScreenMemory
from grcdesk.tui.widgets.table import Table

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell

WHERE = "where one was"
"""Its name among what is remembered of the screens of a desk."""
MOST_AMONG = 2_000
"""Neighbours of a record that are kept with it."""
_DEEP = 6
"""Screens over a place that are opened again."""
RECORDS: Mapping[str, Callable[[Desk, str], Any]] = {
    "control": lambda desk, name: desk.controls.show(name),
    "feature": lambda desk, name: desk.features.show(name),
    "vendor": lambda desk, name: desk.vendors.show(name),
    "review": lambda desk, name: desk.reviews.show(name),
    "finding": lambda desk, name: desk.findings.show(name),
    "incident": lambda desk, name: desk.incidents.show(name),
    "population": lambda desk, name: desk.populations.show(name),
    "sample": lambda desk, name: desk.samples.show(name),
    "sheet": lambda desk, name: desk.testing.sheet(name),
    "engagement": lambda desk, name: desk.audits.show(name),
    "request": lambda desk, name: desk.requests.show(name),
    "walkthrough": lambda desk, name: desk.walkthroughs.show(name),
}
"""Screens of one record that can be opened again, and what says whether it is still there."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One screen, as it is kept."""

    place: str
    record: str = ""
    row: str = ""
    tab: str = ""
    among: tuple[str, ...] = ()


def keep(app: Shell) -> None:
    """Remember where one is, once a desk is open; not of a sample, nor of a desk as it stood."""
    paths = app.paths
    if app.desk is None or paths is None or app.sample or app.at:
        return
    found = []
    for screen in app.screen_stack:
        spot = _spot(screen) if isinstance(screen, DeskScreen) else None
        # what lies over a screen that cannot be opened again cannot be opened either
        if spot is None:
            break
        found.append(spot)
    if found:
        ScreenMemory(paths.root).keep(WHERE, mode=app.current_mode, spots=[asdict(one) for one in found[: _DEEP + 1]])


def _spot(screen: DeskScreen) -> Spot | None:
    """A screen as it is kept; None: it has no place of its own, and is not opened again."""
    if not screen.PLACE:
        return None
    # of a detail with tabs only the table of the tab shown is displayed
    rows = [str(table.key) for table in screen.query(Table) if table.display and table.key]
    among = tuple(map(str, getattr(screen, "among", ())))
    return Spot(
        screen.PLACE,
        screen.board_record() if screen.PLACE in RECORDS or screen.PLACE == "lacks" else "",
        rows[0] if rows else "",
        screen.tab if isinstance(screen, DetailScreen) else "",
        among if 1 < len(among) <= MOST_AMONG else (),
    )


def go_back(app: Shell) -> None:
    """Go where one was when the desk was left, unless one has gone somewhere already."""
    paths = app.paths
    if paths is None or app.sample or app.at or not _nowhere_yet(app):
        return
    kept = ScreenMemory(paths.root).of(WHERE)
    mode, spots = kept.get("mode"), read_spots(kept.get("spots"))
    if isinstance(mode, str) and mode in app.places() and spots:
        app.jobs.ask(app.screen, WHERE, lambda desk: _there(desk, spots), lambda found: _open(app, mode, found))


def read_spots(found: object) -> list[Spot]:
    """The screens as they were kept, up to the first that is none: the file may be of another version, or edited."""
    spots = []
    for one in found if isinstance(found, list) else ():
        if not isinstance(one, dict):
            break
        words = {name: one[name] for name in ("place", "record", "row", "tab") if isinstance(one.get(name), str)}
        among = one.get("among")
        names = [name for name in among if isinstance(name, str)] if isinstance(among, list | tuple) else []
        spots.append(Spot(words.pop("place", ""), **words, among=tuple(names)))
    return spots


def _nowhere_yet(app: Shell) -> bool:
    return app.current_mode == "today" and len(app.screen_stack) == 1


def _there(desk: Desk, spots: list[Spot]) -> list[Spot]:
    """The screens up to the first whose record is gone."""
    found = []
    for spot in spots:
        look = RECORDS.get(spot.place)
        if look is not None:
            try:
                look(desk, spot.record)
            except DeskError:
                break
        found.append(spot)
    return found


def _open(app: Shell, mode: str, spots: list[Spot]) -> None:
    # asked again: while the desk looked, a person may have gone somewhere
    if not _nowhere_yet(app) or not spots:
        return
    if mode != "today":
        app.action_go(mode)
    _arrive(app, spots[0])
    for spot in spots[1 : _DEEP + 1]:
        if not _open_over(app, spot):
            return
        _arrive(app, spot)


def _open_over(app: Shell, spot: Spot) -> bool:
    """Open one screen over those that are there; whether this program still has it."""
    if spot.place in RECORDS:
        app.show_record(spot.place, spot.record, spot.among or [spot.record])
    elif spot.place == "lacks":
        work, _, of = spot.record.partition("/")
        if work not in set(WorkPlace):
            return False
        app.show_lacks(WorkPlace(work), of)
    elif spot.place in app.places():
        app.action_go(spot.place)
    else:
        return False
    return True


def _arrive(app: Shell, spot: Spot) -> None:
    screen = app.screen
    if not isinstance(screen, DeskScreen):
        return
    screen.arriving = spot.row
    if isinstance(screen, DetailScreen) and spot.tab in screen.TABS and spot.tab != screen.tab:
        # its pages are there once it is mounted
        screen.call_after_refresh(screen.action_show_tab, spot.tab)
