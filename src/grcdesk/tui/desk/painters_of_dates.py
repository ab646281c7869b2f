"""How the tiles of Today about months and vendors are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from grcdesk.rules.controls.families import family_name
from grcdesk.schemas.coverage.coverage import Heat
from grcdesk.tui.coverage.parts import MONTH_FILL, month_looks
from grcdesk.tui.desk import figures
from grcdesk.tui.desk.figures import AHEAD, PAST, VendorDate
from grcdesk.tui.desk.painters import AIR, codes, plain
from grcdesk.tui.kit.looks import text
from grcdesk.tui.widgets import charts
from grcdesk.tui.widgets.charts import Brush, chip, ends, joined, label
from grcdesk.tui.widgets.tiles import Painter, TileLine
from grcdesk.tui.widgets.timelines import LaneMark, axis, lane
from grcdesk.wording import MONTH, MONTHS, count, day, month

NEAR = 16
"""Cells that say how late or how near a vendor's date is."""
SOON = 30
"""Days in which a date is near, as the list of what is due counts."""
LANES = 46
"""Cells from which on a line of time fits beside the name."""


def months(brush: Brush, heat: Heat) -> Painter:
    """For each family the worst of each month, its legend, and the longest holes where there is room."""
    found = figures.worst_months(heat)
    short = codes(list(found))

    def paint(width: int, height: int) -> list[TileLine]:
        longest, wide = (1 + max(map(len, names), default=0) for names in (map(family_name, found), short.values()))
        if (width - longest) // max(1, len(heat.months)) > 3:  # noqa: PLR2004  three cells and air
            wide = longest
        size, air = charts.block(width - wide, len(heat.months))
        rows = []
        for name, states in found.items():
            told = family_name(name) if wide == longest else short[name]
            cells = charts.cells(brush, [(MONTH_FILL[state], MONTH[state]) for state in states], size, air)
            rows.append(joined([label(told, wide, brush), cells]))
        heads = charts.heads(brush, [month(name) for name in heat.months], size, air)
        seen = {state for states in found.values() for state in states}
        legend = charts.legend(brush, month_looks(seen), width)
        made = [joined([" " * wide, heads]), *rows]
        if height >= 2 * len(rows) + len(legend) + 8:
            made = [made[0], *(one for row in rows for one in (row, AIR))][:-1]
        legend = legend[: max(1, height - len(made))]
        made += [*[AIR] * (height > len(made) + len(legend)), *legend]
        holes = _longest(brush, heat, width)
        return plain(made + ([AIR, *holes] if height >= len(made) + 3 else [])[: max(0, height - len(made))])

    return paint


def _longest(brush: Brush, heat: Heat, width: int) -> list[Content]:
    rows = sorted((row for row in heat.rows if figures.holes_of(row)), key=lambda row: -figures.holes_of(row))
    if not rows:
        return []
    made = [joined([("Longest holes", f"bold {brush.tone('muted')}")])]
    for row in rows:
        told = f"{count(figures.holes_of(row), 'month')}  "
        made.append(
            joined([(label(row.id, 12, brush), "bold"), f"{told:<11}", label(row.title, max(1, width - 23), brush)])
        )
    return made


def vendors(brush: Brush, found: Sequence[VendorDate], today: date) -> Painter:
    """A line of time for each vendor: its date stands where it falls, and today goes through all."""
    near = [one for one in found if one.days <= AHEAD]
    later = [one for one in found if one.days > AHEAD]

    def paint(width: int, height: int) -> list[TileLine]:
        if not found:
            return plain([text("No vendor has a date.", "muted")])
        if width < LANES:
            return plain([_nearness(brush, one, width) for one in found])
        return plain(_lanes(brush, near, later, today, (width, height)))

    return paint


def _lanes(
    brush: Brush, near: Sequence[VendorDate], later: Sequence[VendorDate], today: date, room: tuple[int, int]
) -> list[Content]:
    width, height = room
    found = (*near, *later)
    name = min(1 + max(len(one.name) for one in found), max(14, width // 3))
    size = max(14, width - name - NEAR)
    span = (-PAST, AHEAD)
    rows = [_lane(brush, one, name, size, width) for one in near]
    made = [joined([" " * name, axis(brush, _axis(today), span, size)]), *_spaced(rows, height)]
    if not rows:
        made.append(text(f"None of {count(len(found), 'vendor')} has a date within {AHEAD} days.", "muted"))
    rest = [_in_words(brush, one, name) for one in later]
    if rest and height >= len(made) + 1:
        made += [*[AIR] * (height > len(made) + len(rest)), *rest]
    return made


def _spaced(rows: Sequence[Content], height: int) -> list[Content]:
    """The rows with air above each, where the tile is high enough for that."""
    if height < 2 * len(rows) + 4:
        return list(rows)
    return [one for row in rows for one in (AIR, row)]


def _in_words(brush: Brush, one: VendorDate, width: int) -> Content:
    """A date too far ahead for the line of time."""
    muted = brush.tone("muted")
    told = f"{day(one.due.due)}  {one.what} in {one.days} d"
    return joined([(label(one.name, width, brush), muted), (told, muted)])


def _nearness(brush: Brush, one: VendorDate, width: int) -> Content:
    """Its name, and how late or near its date is: where there is no room for a line of time."""
    told = _told(one)
    fill = "hole" if one.days < 0 else "part" if one.days <= SOON else ""
    late = "bold" if one.days < 0 else "" if one.days <= AHEAD else brush.tone("muted")
    badge = chip(brush, fill, told) if fill else joined([(f" {told} ", brush.tone("muted"))])
    return ends(brush, joined([(label(one.name, max(1, width - badge.cell_length - 1), brush), late)]), badge, width)


def _told(one: VendorDate) -> str:
    near = f"{-one.days} d late" if one.days < 0 else f"in {one.days} d" if one.days else "today"
    return near if one.what == "review" else f"{one.what} {near}"


def _axis(today: date) -> list[tuple[int, str]]:
    names, at = [(0, "today")], today
    for _ in range(3):
        at = (at.replace(day=1).replace(year=at.year + 1, month=1)) if at.month == len(MONTHS) else _next(at)
        names.append(((at - today).days, MONTHS[at.month - 1]))
    return names


def _next(at: date) -> date:
    return at.replace(day=1, month=at.month + 1)


def _lane(brush: Brush, one: VendorDate, name: int, size: int, width: int) -> Content:
    late, soon = one.days < 0, one.days <= SOON
    fill = "hole" if late else "part" if soon else ""
    track = lane(brush, LaneMark(one.days, day(one.due.due), fill), (-PAST, AHEAD), size)
    told = _told(one)
    tone = brush.tone("error" if late else "warning" if soon else "muted")
    room = max(0, width - name - size)
    return joined([(label(one.name, name, brush), "bold" if late else ""), track, (f"{told:>{room}}", tone)])
