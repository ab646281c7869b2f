"""How the tiles of Today about owners and changes are drawn."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from grcdesk.tui.desk.figures import LatestChange, OwnerLoad
from grcdesk.tui.desk.painters import AIR, OWNER, plain
from grcdesk.tui.kit.looks import Glyphs, text
from grcdesk.tui.widgets import charts
from grcdesk.tui.widgets.charts import Brush, ends, joined, label, stacked
from grcdesk.tui.widgets.tiles import Painter, TileLine
from grcdesk.wording import STATUS, day, word

ROOMY = 50
"""Cells from which on each number has its word, and each change the day before it."""
VERB = 22
WHO = 14


def load(brush: Brush, found: Sequence[OwnerLoad]) -> Painter:
    """Who carries what: one length of bar is one control for everybody."""
    most = max((one.held for one in found), default=1)

    def paint(width: int, height: int) -> list[TileLine]:
        room = max(4, width - OWNER - (14 + len(str(most)) if width < ROOMY else 19))
        roomy = height >= 2 * len(found)
        made = []
        for one in found:
            size = max(sum(part.number > 0 for part in one.parts), one.held * room // most)
            name = (
                label(one.owner or "nobody", OWNER - 1, brush) + " ",
                "" if one.owner else f"bold {brush.tone('error')}",
            )
            right = _numbers(brush, one, width, len(str(most)))
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


def _numbers(brush: Brush, one: OwnerLoad, width: int, digits: int) -> Content:
    """How much there is to do of how much is held; each with its word where there is room."""
    told = (f"{one.todo:>3} to do", f"{one.held:>4} held")
    if width < ROOMY:
        told = (f"{one.todo:>3} of {one.held:>{digits}}", " to do")
    return joined([(told[0], "" if one.todo else brush.tone("muted")), (told[1], brush.tone("muted"))])


def latest(brush: Brush, glyphs: Glyphs, found: Sequence[LatestChange]) -> Painter:
    """Who changed what, newest first; a day is said once."""
    who = min(WHO, max((len(one.batch.actor) for one in found), default=0)) + 1
    verb = min(VERB, max((len(word(one.batch.action)) for one in found), default=0)) + 1

    def paint(width: int, height: int) -> list[TileLine]:
        made, before = [], ""
        for one in found[: max(1, height)]:
            row = one.batch
            new, before = "" if row.ts.startswith(before or "-") else row.ts[:10], row.ts[:10]
            head = [(f"{new:<12}", brush.tone("muted"))] if width >= ROOMY else []
            if new and not head:  # the day stands above what was done on it
                made.append(joined([(new, brush.tone("muted"))]))
            head.append((label(row.actor, who - 1, brush) + " ", ""))
            turn = _turn(brush, glyphs, one)
            if not turn:  # where it went says what was done
                said = label(word(row.action).replace(".", " "), verb - 1, brush) + " "
                head.append((said, brush.tone("muted" if row.undone else "")))
            used = sum(len(piece) for piece, _ in head) + turn.cell_length
            records = " ".join(row.labels) + ("  undone" if row.undone else "")
            room = max(1, width - used)
            shown = records if turn and len(records) < room else label(records, room, brush)
            made.append(joined([*head, (shown, "bold"), turn]))
        return plain(made[: max(1, height)])

    return paint


def _turn(brush: Brush, glyphs: Glyphs, one: LatestChange) -> Content:
    """From which status to which, where it was one that changed."""
    if one.moved is None:
        return AIR
    old, new = STATUS[one.moved[0]], glyphs.status(one.moved[1])
    return joined([f" {brush.of(old)} {brush.sign(charts.MARK)} ", text(new.text, new.tone)])
