"""How the tiles of Today are drawn: lines for a width and a height, the first ones the most telling."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from grcdesk.rules.controls.families import by_family, family_name
from grcdesk.schemas.controls.controls import ControlRow
from grcdesk.schemas.controls.gap import GapSummary, SnapshotRow
from grcdesk.terms import Status
from grcdesk.tui.desk import figures
from grcdesk.tui.widgets import charts
from grcdesk.tui.widgets.charts import BarPart, Brush, chip, ends, joined, label, stacked
from grcdesk.tui.widgets.tiles import Painter, TileLine
from grcdesk.wording import STATUS

MOST_OF_SHARE = 5
"""Cells of a share, one of them the gap before it: 100 % is written close."""
MOST_OF_LEGEND = 30
"""Cells one entry of a legend takes at most."""
LEAST_OF_LEGEND = 22
NAME = 22
"""Cells of the name of a family."""
ROOMY = 40
"""Cells from which on a bar fits beside the name of a family; before that its code must do."""
OWNER = 14
AIR = Content("")


def plain(rows: Sequence[Content]) -> list[TileLine]:
    """Lines that are no rows of their own."""
    return [TileLine(row) for row in rows]


def codes(names: Sequence[str]) -> dict[str, str]:
    """The codes of families, without what all of them begin with up to a hyphen."""
    first = {name.partition("-")[0] for name in names}
    shared = f"{first.pop()}-" if len(first) == 1 and all("-" in name for name in names) else ""
    return {name: name.removeprefix(shared) for name in names}


def percent(number: int, whole: int) -> str:
    """A share in whole per cent; what is not all is never told as all, and what there is never as nothing."""
    if not whole:
        return "-"
    share = round(100 * number / whole)
    return f"{min(max(share, int(number > 0)), 99 if number < whole else 100)} %"


def headline(brush: Brush, parts: Sequence[BarPart], width: int) -> list[Content]:
    """How much is in place and borne out, of how much: in two lines where one is too short."""
    whole, proven = sum(part.number for part in parts), parts[0].number
    number, share = joined([(f"{proven} of {whole}", "bold")]), joined([(percent(proven, whole), "bold")])
    words = joined([("in place and supported", brush.tone("muted"))])
    said = joined([number, " ", words])
    if said.cell_length < width - share.cell_length:
        return [ends(brush, said, share, width)]
    return [ends(brush, number, share, width), words]


def numbers(brush: Brush, parts: Sequence[BarPart], aside: int | None, width: int) -> list[Content]:
    """The legend of the bar: fill, glyph, word, number and share, in as many columns as there is room for.

    What does not apply (`aside`) is in no bar: it is left out where the frame alone is to say it.
    """
    whole = sum(part.number for part in parts)
    columns = max(1, min(4, (width + 2) // (LEAST_OF_LEGEND + 4)))
    wide = min((width + 2) // columns - 2, MOST_OF_LEGEND)
    items = [(part.fill, part.look, part.number, percent(part.number, whole)) for part in parts]
    if aside is not None:
        items.append(("none", STATUS[Status.NOT_APPLICABLE], aside, ""))
    cells = []
    for fill, look, number, share in items:
        close = share if len(share) < MOST_OF_SHARE else share.replace(" ", "")
        right = joined([(f"{number:>2}", "bold"), (f"{close:>{MOST_OF_SHARE}}", brush.tone("muted"))])
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
        head = headline(brush, parts, width)
        legend = numbers(brush, parts, aside, width)
        families = _families(brush, rows, width)
        must = len(head) + 1 + len(legend)
        if height < must or height < must + len(families) <= height + 1:  # the frame says what does not apply
            legend = numbers(brush, parts, None, width)
            must = len(head) + 1 + len(legend)
        before = _before(brush, snapshots, summary, width)
        airy = height >= must + len(families) + 4
        made = [*head, *[AIR] * airy, stacked(brush, parts, width)]
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
    found = by_family(rows, lambda row: row.id)
    names = {name: family_name(name) for name in found} if width >= ROOMY else codes(list(found))
    wide = NAME if width >= ROOMY else 1 + max(map(len, names.values()), default=0)
    for name, some in found.items():
        parts = figures.of_rows(some)
        whole = sum(part.number for part in parts)
        if whole:
            told = f"{parts[0].number:>3} of {whole}"
            bar = stacked(brush, parts, max(1, width - wide - len(told) - 1), told=False)
            made.append(joined([label(names[name], wide, brush), bar, (f" {told}", brush.tone("muted"))]))
    return made


def _before(brush: Brush, snapshots: Sequence[SnapshotRow], summary: GapSummary, width: int) -> list[Content]:
    """Finalised assessments, oldest first, and now: by status alone, as they are kept."""
    if not snapshots:
        return []
    made = [joined([("Said to be in place, by assessment", f"bold {brush.tone('muted')}")])]
    lines = [(str(row.taken_on), figures.of_snapshot(row)) for row in reversed(snapshots[:4])]
    statuses = (Status.IN_PLACE, Status.PARTIAL, Status.MISSING, Status.NOT_ASSESSED)
    fills = ("claim", "part", "hole", "open")
    now = [BarPart(fill, STATUS[one], summary.counts.get(one, 0)) for fill, one in zip(fills, statuses, strict=True)]
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
