"""How the tiles of Today are drawn: lines for a width and a height, the first ones the most telling."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from textual.content import Content

from grcdesk.rules.controls.families import by_family, family_name
from grcdesk.schemas.controls import ControlRow
from grcdesk.schemas.coverage import Heat
from grcdesk.schemas.gap import GapSummary, SnapshotRow
from grcdesk.terms import Status
from grcdesk.tui.coverage.parts import MONTH_FILL, month_looks
from grcdesk.tui.desk import figures
from grcdesk.tui.desk.figures import AHEAD, PAST, Change, Load, VendorDate
from grcdesk.tui.kit.looks import Glyphs, text
from grcdesk.tui.widgets import charts
from grcdesk.tui.widgets.charts import Brush, Part, chip, ends, joined, label, stacked
from grcdesk.tui.widgets.tiles import Painter, TileLine
from grcdesk.wording import MONTH, MONTHS, STATUS, count, day, month, word

MOST_OF_LEGEND = 30
"""Cells one entry of a legend takes at most."""
LEAST_OF_LEGEND = 22
NAME = 22
"""Cells of the name of a family."""
OWNER = 14
NEAR = 16
"""Cells that say how late or how near a vendor's date is."""
VERB = 22
WHO = 14
AIR = Content("")


def plain(rows: Sequence[Content]) -> list[TileLine]:
    """Lines that are no rows of their own."""
    return [TileLine(row) for row in rows]


def percent(number: int, whole: int) -> str:
    """A share in whole per cent; what is not all is never told as all, and what there is never as nothing."""
    if not whole:
        return "-"
    share = round(100 * number / whole)
    return f"{min(max(share, int(number > 0)), 99 if number < whole else 100)} %"


def headline(brush: Brush, parts: Sequence[Part], width: int) -> Content:
    """How much is in place and borne out, of how much."""
    whole, proven = sum(part.number for part in parts), parts[0].number
    said = joined([(f"{proven} of {whole}", "bold"), (" in place and supported", brush.tone("muted"))])
    return ends(brush, said, joined([(percent(proven, whole), "bold")]), width)


def numbers(brush: Brush, parts: Sequence[Part], aside: int, width: int) -> list[Content]:
    """The legend of the bar: fill, glyph, word, number and share, in as many columns as there is room for."""
    whole = sum(part.number for part in parts)
    columns = max(1, min(4, (width + 2) // (LEAST_OF_LEGEND + 4)))
    wide = min((width + 2) // columns - 2, MOST_OF_LEGEND)
    items = [(part.fill, part.look, part.number, percent(part.number, whole)) for part in parts]
    items.append(("none", STATUS[Status.NOT_APPLICABLE], aside, ""))
    cells = []
    for fill, look, number, share in items:
        right = joined([(f"{number:>2}", "bold"), (f"{share:>5}", brush.tone("muted"))])
        name = look.word if len(look.word) + 4 + right.cell_length < wide else look.word.replace("supported ", "")
        cells.append(ends(brush, joined([chip(brush, fill, brush.of(look)), f" {name}"]), right, wide))
    height = -(-len(cells) // columns)
    return [Content("  ").join(cells[at::height]) for at in range(height)]


def gap(
    brush: Brush,
    summary: GapSummary,
    facts: str,
    rows: Sequence[ControlRow] = (),
    snapshots: Sequence[SnapshotRow] = (),
) -> Painter:
    """One bar of all applicable controls with its legend, then a bar for each family, then how it was before."""
    parts = figures.of_summary(summary)
    aside = summary.counts.get(Status.NOT_APPLICABLE, 0)

    def paint(width: int, height: int) -> list[TileLine]:
        legend = numbers(brush, parts, aside, width)
        families = _families(brush, rows, width)
        before = _before(brush, snapshots, summary, width)
        must = 2 + len(legend)
        airy = height >= must + len(families) + 4
        made = [headline(brush, parts, width), *[AIR] * airy, stacked(brush, parts, width)]
        made += [stacked(brush, parts, width, told=False)] * (airy and height >= must + len(families) + 9)
        made += [*[AIR] * airy, *legend]
        if height >= len(made) + len(families):
            made += [*[AIR] * (height > len(made) + len(families)), *families]
        if before and height >= len(made) + len(before) + 1:
            made += [AIR, *before]
        if facts and height >= len(made) + 2:
            made += [AIR, joined([(charts.label(facts, width, brush), brush.tone("muted"))])]
        return plain(made)

    return paint


def _families(brush: Brush, rows: Sequence[ControlRow], width: int) -> list[Content]:
    made = []
    for name, some in by_family(rows, lambda row: row.id).items():
        parts = figures.of_rows(some)
        whole = sum(part.number for part in parts)
        if whole:
            told = f"{parts[0].number:>3} of {whole}"
            bar = stacked(brush, parts, max(1, width - NAME - len(told) - 1), told=False)
            made.append(joined([label(family_name(name), NAME, brush), bar, (f" {told}", brush.tone("muted"))]))
    return made


def _before(brush: Brush, snapshots: Sequence[SnapshotRow], summary: GapSummary, width: int) -> list[Content]:
    """Finalised assessments, oldest first, and now: by status alone, as they are kept."""
    if not snapshots:
        return []
    made = [joined([("Said to be in place, by assessment", f"bold {brush.tone('muted')}")])]
    lines = [(str(row.taken_on), figures.of_snapshot(row)) for row in reversed(snapshots[:4])]
    statuses = (Status.IN_PLACE, Status.PARTIAL, Status.MISSING, Status.NOT_ASSESSED)
    fills = ("claim", "part", "hole", "open")
    now = [Part(fill, STATUS[one], summary.counts.get(one, 0)) for fill, one in zip(fills, statuses, strict=True)]
    for name, parts in [*lines, ("now", now)]:
        told = f"{parts[0].number:>3} of {sum(part.number for part in parts)}"
        bar = stacked(brush, parts, max(1, width - OWNER + 2 - len(told) - 1))
        made.append(joined([label(name, OWNER - 2, brush), bar, (f" {told}", brush.tone("muted"))]))
    return made


def in_short(brush: Brush, summary: GapSummary) -> Callable[[int], list[Content]]:
    """Two lines of numbers for a small terminal: the bar, and what it says."""
    parts = figures.of_summary(summary)

    def paint(width: int) -> list[Content]:
        whole = sum(part.number for part in parts)
        told = [
            f"{parts[0].number} of {whole} supported",
            *(f"{part.number} {part.look.word.replace('supported ', '')}" for part in parts[1:] if part.number),
        ]
        while len(told) > 1 and len(", ".join(told)) > width:
            told.pop()
        return [stacked(brush, parts, width), joined([label(", ".join(told), width, brush)])]

    return paint


def months(brush: Brush, heat: Heat) -> Painter:
    """For each family the worst of each month, its legend, and the longest holes where there is room."""
    found = figures.worst_months(heat)
    shared = _shared(list(found))
    codes = {name: name.removeprefix(shared) for name in found}

    def paint(width: int, height: int) -> list[TileLine]:
        longest, wide = (1 + max(map(len, names), default=0) for names in (map(family_name, found), codes.values()))
        if (width - longest) // max(1, len(heat.months)) > 3:  # noqa: PLR2004  three cells and air
            wide = longest
        size, air = charts.block(width - wide, len(heat.months))
        rows = []
        for name, states in found.items():
            told = family_name(name) if wide == longest else codes[name]
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


def _shared(names: list[str]) -> str:
    """What the codes of all families begin with, up to a hyphen."""
    first = {name.partition("-")[0] for name in names}
    return f"{first.pop()}-" if len(first) == 1 and all("-" in name for name in names) else ""


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
        name = min(1 + max(len(one.name) for one in found), max(14, width // 3))
        size = max(14, width - name - NEAR)
        span = (-PAST, AHEAD)
        rows = [_lane(brush, one, name, size, width) for one in near]
        air = [AIR] * (height >= 2 * len(rows) + 4)
        made = [joined([" " * name, charts.axis(brush, _axis(today), span, size)])]
        made += [one for row in rows for one in (*air, row)]
        if not rows:
            made.append(text(f"None of {count(len(found), 'vendor')} has a date within {AHEAD} days.", "muted"))
        rest = [
            joined(
                [
                    (label(one.name, name, brush), brush.tone("muted")),
                    (f"{day(one.due.due)}  {one.what} in {one.days} d", brush.tone("muted")),
                ]
            )
            for one in later
        ]
        if rest and height >= len(made) + 1:
            made += [*[AIR] * (height > len(made) + len(rest)), *rest]
        return plain(made)

    return paint


def _axis(today: date) -> list[tuple[int, str]]:
    names, at = [(0, "today")], today
    for _ in range(3):
        at = (at.replace(day=1).replace(year=at.year + 1, month=1)) if at.month == len(MONTHS) else _next(at)
        names.append(((at - today).days, MONTHS[at.month - 1]))
    return names


def _next(at: date) -> date:
    return at.replace(day=1, month=at.month + 1)


def _lane(brush: Brush, one: VendorDate, name: int, size: int, width: int) -> Content:
    late, soon = one.days < 0, one.days <= 30  # noqa: PLR2004  as the list of what is due counts
    fill = "hole" if late else "part" if soon else ""
    track = charts.lane(brush, charts.Dated(one.days, day(one.due.due), fill), (-PAST, AHEAD), size)
    near = f"{-one.days} d late" if late else f"in {one.days} d" if one.days else "today"
    told = near if one.what == "review" else f"{one.what} {near}"
    tone = brush.tone("error" if late else "warning" if soon else "muted")
    room = max(0, width - name - size)
    return joined([(label(one.name, name, brush), "bold" if late else ""), track, (f"{told:>{room}}", tone)])


def load(brush: Brush, found: Sequence[Load]) -> Painter:
    """Who carries what: one length of bar is one control for everybody."""
    most = max((one.held for one in found), default=1)

    def paint(width: int, height: int) -> list[TileLine]:
        room = max(4, width - OWNER - 19)
        roomy = height >= 2 * len(found)
        made = []
        for one in found:
            size = max(sum(part.number > 0 for part in one.parts), one.held * room // most)
            name = (
                label(one.owner or "nobody", OWNER - 1, brush) + " ",
                "" if one.owner else f"bold {brush.tone('error')}",
            )
            right = joined(
                [
                    (f"{one.todo:>3} to do", "" if one.todo else brush.tone("muted")),
                    (f"{one.held:>4} held", brush.tone("muted")),
                ]
            )
            key = one.owner or "none"
            made.append(TileLine(ends(brush, joined([name, stacked(brush, one.parts, size)]), right, width), key))
            if roomy and one.first is not None:
                due = f"next {day(one.first.due)}  " if one.first.due else "next, without a date  "
                then = label(f"{due}{one.first.id} {one.first.title}", width - OWNER, brush)
                made.append(TileLine(joined([" " * OWNER, (then, brush.tone("muted"))]), key))
            if height >= 3 * len(found) and one is not found[-1]:
                made.append(TileLine(AIR))
        return made

    return paint


def latest(brush: Brush, glyphs: Glyphs, found: Sequence[Change]) -> Painter:
    """Who changed what, newest first; a day is said once."""
    who = min(WHO, max((len(one.batch.actor) for one in found), default=0)) + 1
    verb = min(VERB, max((len(word(one.batch.action)) for one in found), default=0)) + 1

    def paint(width: int, height: int) -> list[TileLine]:
        made, before = [], ""
        for one in found[: max(1, height)]:
            row = one.batch
            when = row.ts[:10]
            head: list[Content | tuple[str, str] | str] = [
                (f"{when if when != before else '':<12}", brush.tone("muted")),
                label(row.actor, who - 1, brush) + " ",
                (
                    label(word(row.action).replace(".", " "), verb - 1, brush) + " ",
                    brush.tone("muted" if row.undone else ""),
                ),
            ]
            before = when
            turn = _turn(brush, glyphs, one)
            room = max(6, width - 12 - who - verb - turn.cell_length)
            records = " ".join(row.labels) + ("  undone" if row.undone else "")
            shown = records if len(records) < room and turn else label(records, room, brush)
            made.append(joined([*head, (shown, "bold"), turn]))
        return plain(made)

    return paint


def _turn(brush: Brush, glyphs: Glyphs, one: Change) -> Content:
    """From which status to which, where it was one that changed."""
    if one.moved is None:
        return AIR
    old, new = STATUS[one.moved[0]], glyphs.status(one.moved[1])
    return joined([f" {brush.of(old)} {brush.sign(charts.MARK)} ", text(new.text, new.tone)])
