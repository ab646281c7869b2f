"""Charts out of characters: numbers in, content of an exact width out.

A fill is a meaning (full, claim, part, hole, open, none) with a glyph in or beside it, so that colour never carries it
alone. In ascii and under NO_COLOR bars are drawn with their glyphs.
Every character is one cell wide in every width table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content

from grcdesk.tui.kit.looks import STYLES, fit
from grcdesk.wording import Look

FILLS = ("full", "claim", "part", "hole", "open", "none")
"""What a filled cell says, from the calmest to what stands out, and what is not asked."""
DOT, BAR, MARK, MORE = "⋅", "╎", "▸", "▾"
_ASCII = {DOT: ".", BAR: "|", MARK: ">", MORE: "v"}
GAP = "  "


@dataclass(frozen=True, slots=True)
class Brush:
    """How charts are drawn here."""

    ascii: bool = False
    plain: bool = False
    """Whether there are no colours."""

    def of(self, look: Look) -> str:
        """The glyph in the set in force."""
        return look.ascii if self.ascii else look.glyph

    def sign(self, sign: str) -> str:
        """A sign of the frame of a chart, in the set in force."""
        return _ASCII[sign] if self.ascii else sign

    def fill(self, name: str) -> str:
        """The style of a filled cell."""
        return STYLES[f"on-{name}"]

    def tone(self, name: str) -> str:
        """The style of a tone."""
        return STYLES[name]

    @property
    def drawn(self) -> bool:
        """Whether bars are drawn with glyphs, because their ground is not seen."""
        return self.ascii or self.plain


class BarPart(NamedTuple):
    """One part of a whole."""

    fill: str
    look: Look
    number: int


def shares(numbers: Sequence[int], width: int) -> list[int]:
    """The cells of each number: as near to its true part as whole cells allow, and all cells are used.

    The largest remainders get the cells that rounding down leaves. What there is at all gets a cell, where there are
    as many cells as parts: the widest gives it.
    """
    total = sum(numbers)
    if total <= 0 or width <= 0:
        return [0] * len(numbers)
    some = [place for place, number in enumerate(numbers) if number > 0]
    sizes = [number * width // total for number in numbers]
    if width >= len(some):
        for place in some:
            sizes[place] = max(1, sizes[place])
    _add_up(sizes, [number * width / total for number in numbers], some, width)
    return sizes


def _add_up(sizes: list[int], true: Sequence[float], some: Sequence[int], width: int) -> None:
    """Give and take single cells until all are used: where most is lacking, and where it is missed least."""

    def over(place: int) -> float:
        return sizes[place] - true[place]

    while sum(sizes) < width:
        sizes[min(some, key=over)] += 1
    while sum(sizes) > width:  # a cell for each small part may have been more than there is
        wide = [place for place in some if sizes[place] > 1]
        sizes[max(wide, key=over)] -= 1


def stacked(brush: Brush, parts: Sequence[BarPart], width: int, *, told: bool = True) -> Content:
    """One bar of true proportions; `told`: each part says its number where it has room."""
    made: list[tuple[str, str]] = []
    before: tuple[str, str] | None = None
    for part, size in zip(parts, shares([part.number for part in parts], width), strict=True):
        if not size:
            continue
        words = _words(brush, part)
        drawn = _drawn(brush, part, size, words if told else "")
        look = (part.fill, brush.of(part.look) if brush.drawn else "")
        if look == before and drawn[0] != words[0]:
            drawn = brush.sign(BAR) + drawn[1:]  # two parts that look alike would read as one
        made.append((drawn, brush.fill(part.fill)))
        before = look
    return joined(made)


def _words(brush: Brush, part: BarPart) -> str:
    """Its number; the glyph that says what it is stands before it where the part is not drawn with it anyway."""
    return f" {part.number} " if brush.drawn else f"{brush.of(part.look)} {part.number}"


def _drawn(brush: Brush, part: BarPart, size: int, words: str) -> str:
    """A part of so many cells, with its words in the middle where they fit; a fill keeps a cell of air beside them."""
    room = size if brush.drawn else size - 1
    shown = words if cell_len(words) <= room else ""
    return shown.center(size, brush.of(part.look) if brush.drawn else " ")


def joined(pieces: Iterable[Content | tuple[str, str] | str]) -> Content:
    """Pieces of text with their styles, after each other; the texts are safe already."""
    return Content("").join([_content(piece) for piece in pieces])


def _content(piece: Content | tuple[str, str] | str) -> Content:
    if isinstance(piece, Content):
        return piece
    words, style = (piece, "") if isinstance(piece, str) else piece
    return Content.styled(words, style) if style else Content(words)


def chip(brush: Brush, fill: str, text: str, width: int = 0) -> Content:
    """A badge: filled as far as its words go, so that a column of them is no slab; then air up to `width`."""
    words = f" {text} "
    return joined([(words, brush.fill(fill)), " " * max(0, width - cell_len(words))])


def cells(
    brush: Brush, row: Sequence[tuple[str, Look]], size: int, gap: int = 1, *, chosen: int = -1, ground: str = ""
) -> Content:
    """Filled cells with their glyph inside, `gap` cells of air after each.

    Args:
        brush: how it is drawn.
        row: fill and look of each.
        size: cells each is wide.
        gap: cells of air after each.
        chosen: the one that is selected: its glyph stands in brackets.
        ground: the style of the air between.
    """
    made: list[tuple[str, str]] = []
    for place, (fill, look) in enumerate(row):
        text = brush.of(look).center(size)
        if place == chosen:
            inside = text[1:-1] if size > 2 else text  # noqa: PLR2004  brackets take a cell at each side
            made.append((f"[{inside}]" if size > 2 else text, STYLES["on-accent"]))  # noqa: PLR2004
        else:
            made.append((text, brush.fill(fill)))
        made.append((" " * gap, ground))
    return joined(made)


def heads(brush: Brush, names: Sequence[str], size: int, gap: int = 1, *, chosen: int = -1) -> Content:
    """Names over such cells, cut to their width; where cells touch, their first letter."""
    most = size if gap else 1
    return joined(
        (name[:most].center(size) + " " * gap, brush.tone("accent" if place == chosen else "muted"))
        for place, name in enumerate(names)
    )


def block(width: int, number: int, *, most: int = 7) -> tuple[int, int]:
    """Width of each of so many cells over a width, and the air between: odd, so that the glyph stands in the middle."""
    step = min(width // max(1, number), most + 1)
    if step <= 1:
        return max(1, step), 0
    if step == 3:  # noqa: PLR2004  a band of cells reads better than single ones with air
        return step, 0
    size = step - 1 if step % 2 == 0 else step - 2
    return size, step - size


def legend(brush: Brush, items: Sequence[tuple[str, Look]], width: int) -> list[Content]:
    """What each fill means: in one line, or aligned in as few as will do."""
    made = [joined([chip(brush, fill, brush.of(look)), (f" {look.word}", brush.tone("muted"))]) for fill, look in items]
    if not made:
        return []
    if sum(one.cell_length + len(GAP) for one in made) <= width + len(GAP):
        return [Content(GAP).join(made)]
    step = max(one.cell_length for one in made) + 1
    fitting = max(1, (width + 1) // step)
    rows = -(-len(made) // fitting)
    columns = -(-len(made) // rows)
    return [
        joined(one.pad_right(max(0, step - one.cell_length)) for one in made[start : start + columns]).rstrip()
        for start in range(0, len(made), columns)
    ]


def ends(brush: Brush, left: Content, right: Content, width: int) -> Content:
    """One line with something at both ends; the right one stays whole."""
    room = max(1, width - right.cell_length - 1)
    if left.cell_length > room:
        left = joined([left.truncate(room - 1), ("›" if not brush.ascii else ">", brush.tone("muted"))])
    return joined([left, " " * max(0, width - left.cell_length - right.cell_length), right])


def label(text: str, width: int, brush: Brush) -> str:
    """Safe text of exactly that width, with a mark where it was cut."""
    return fit(text, width, ">" if brush.ascii else "›")
