"""The sheets of paper a workbook is laid out for: how much they hold, where pages end, what stands on top of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grcdesk.reports.workbook.tab import Tab, TabColumn
from grcdesk.reports.workbook.writing.letters import points, shortened
from grcdesk.reports.xmltext import units, visible

PAPERS = {"letter": (11.0, 8.5), "a4": (11.69, 8.27)}
"""Inches across and down, as it lies."""
NUMBERS = {"letter": 1, "a4": 9}
"""As workbooks count kinds of paper."""
SIDE, TOP, BOTTOM, EDGE = 0.4, 0.65, 0.5, 0.3
"""Margins, and where header and footer stand, in inches."""
FONT = "Arial"
SMALL = 8
"""Points of header, footer and body."""
_SURE = 0.975
"""Of the width that is filled: no program may find that it does not fit, and shrink it."""
_STRETCHED = 100
"""Columns from so many pixels on take what is left of the width."""
ROUNDED = 18
"""Points of a page that a table leaves free: headers of two lines take more in LibreOffice, and heights are rounded."""
_DEFAULT = 64
"""Pixels of a column nobody set; one that is set so wide is not marked as set, and each program has its own default."""
MOST_BREAKS = 1023
"""More breaks a sheet does not hold."""
_LONGEST = 255
"""UTF-16 units of a header, its codes among them: a longer one is not printed at all."""
_BETWEEN = 30
"""Points between what stands left and right."""
_TRIED = 4
"""Between evenly full and quite full pages so many are tried for ends between groups."""
_EARLY = 0.6
"""From so much of a page on it may end early, between two groups."""


@dataclass(frozen=True, slots=True)
class PrintedPages:
    """What every page of a workbook says, and the paper it is for."""

    name: str
    """Whose it is and what for; stands before the name of the tab."""
    dates: str
    """The two dates; they are never cut."""
    footer: str
    """Confidentiality."""
    paper: str = "letter"
    standing: str = ""
    """`DRAFT` or `FINAL`, where that is a question."""

    @property
    def across(self) -> float:
        """Pixels between the margins that columns may fill."""
        return (PAPERS[self.paper][0] - 2 * SIDE) * 96 * _SURE

    @property
    def down(self) -> float:
        """Points between the margins."""
        return (PAPERS[self.paper][1] - TOP - BOTTOM) * 72

    def header(self, tab: str, about: str) -> str:
        """Left whose and which tab, right the dates, and what the tab shows below; in the codes of headers.

        What it shows is told in whole sentences, as many as there is room for, or not at all.
        """
        right = _plain(self.dates)
        most = (PAPERS[self.paper][0] - 2 * SIDE) * 72
        left = _plain(f"{self.name}: {tab}")
        left = shortened(left, SMALL, max(most - points(right, SMALL) - _BETWEEN, 0), bold=True)
        for told in _beginnings(_plain(about)):
            if points(told, SMALL) <= most and units(text := _header(left, told, right)) <= _LONGEST:
                return text
        while units(text := _header(left, "", right)) > _LONGEST and left:
            left = _less(left)
        return text

    @property
    def foot(self) -> str:
        """Left draft or final and confidentiality, right file and page."""
        bold, plain = f'&{SMALL}&"{FONT},Bold"', f'&{SMALL}&"{FONT},Regular"'
        standing = f"&L{bold}{self.standing} {plain}· " if self.standing else f"&L{plain}"
        told = shortened(_plain(self.footer), SMALL, 360)
        while units(text := f"{standing}{_coded(told)}&R{plain}&F · Page &P of &N") > _LONGEST:
            told = _less(told)
        return text


def _beginnings(about: str) -> Iterator[str]:
    """All of it, then ever fewer of its sentences."""
    yield about
    while ". " in about:
        about = f"{about.rpartition('. ')[0]}."
        yield about


def _header(left: str, told: str, right: str) -> str:
    bold, plain = f'&{SMALL}&"{FONT},Bold"', f'&{SMALL}&"{FONT},Regular"'
    below = f"\n{plain}{_coded(told)}" if told else ""
    return f"&L{bold}{_coded(left)}{below}&R{plain}{_coded(right)}"


def _less(text: str) -> str:
    return "" if text in ("", "…") else text.removesuffix("…")[:-1].rstrip() + "…"


def _plain(text: str) -> str:
    return " ".join(visible(text).split())


def _coded(text: str) -> str:
    """Ampersands doubled; before a letter that would make a code of it the font is named once more."""
    again = f'&&&"{FONT},Regular"'
    return text.replace("&", "&&").replace("&&G", f"{again}G").replace("&&[", f"{again}[")


def pixels(width: float) -> int:
    """Of a column so many characters wide."""
    wide = round(7 * width + 5)
    return wide + (wide == _DEFAULT)


def printed(columns: Sequence[TabColumn]) -> int:
    """How many columns are printed; they come first."""
    return next((number for number, column in enumerate(columns) if not column.printed), len(columns))


def too_wide(tab: Tab, paper: str = "letter") -> float:
    """Pixels by which the printed columns are wider than the paper; 0 when they fit.

    A tab that does not fit is printed over several sheets side by side.
    """
    wide = sum(pixels(column.width) for column in tab.columns[: printed(tab.columns)])
    return max(0.0, wide - PrintedPages("", "", "", paper).across)


def stretched(widths: Sequence[int], across: float) -> list[int]:
    """Widths that fill the paper: wide columns take what is left, none gets narrower."""
    left = across - sum(widths)
    wide = [width for width in widths if width >= _STRETCHED] or list(widths)
    if left <= 0 or not wide:
        return list(widths)
    more = 1 + left / sum(wide)
    return [
        width if width < _STRETCHED and len(wide) < len(widths) else int(width * more) - (int(width * more) == _DEFAULT)
        for width in widths
    ]


def spread(widths: Sequence[int], across: float, repeated: int) -> list[int]:
    """Columns before which a sheet of paper ends, where they need several side by side.

    The first `repeated` stand on every one of them.
    """
    ends: list[int] = []
    again = sum(widths[:repeated])
    used = 0
    for number, width in enumerate(widths):
        if used and used + width > across:
            ends.append(number)
            used = again
        used += width
    return ends


def balanced(heights: Sequence[float], down: float, starts: frozenset[int] = frozenset()) -> list[int]:
    """Rows before which a page ends: as few pages as need be, each about as full, rather between two groups.

    Args:
        heights: of the rows, in points.
        down: what a page holds.
        starts: numbers of rows with which a group begins.
    """
    fewest = len(_ends(heights, down, frozenset()))
    if not fewest or fewest > MOST_BREAKS:
        return []
    even = _least_room(heights, down, fewest)
    best = _ends(heights, even, frozenset())
    if not starts:
        return best
    # pages a little fuller than even ones may end where groups do; as many pages as before is the price we pay
    for step in range(_TRIED + 1):
        found = _ends(heights, even + (down - even) * step / _TRIED, starts)
        if len(found) == fewest and _between_groups(found, starts) > _between_groups(best, starts):
            best = found
    return best


def _least_room(heights: Sequence[float], down: float, fewest: int) -> float:
    """The least a page may hold, to a point, so that there are no more pages: then each is about as full."""
    low, high = min(60.0, down), down
    while high - low > 1:
        middle = (low + high) / 2
        if len(_ends(heights, middle, frozenset())) > fewest:
            low = middle
        else:
            high = middle
    return high


def _between_groups(ends: Sequence[int], starts: frozenset[int]) -> int:
    return sum(end in starts for end in ends)


def _ends(heights: Sequence[float], limit: float, starts: frozenset[int]) -> list[int]:
    """Where pages end that hold so much."""
    ends: list[int] = []
    used, begun, at = 0.0, 0, 0.0
    for number, height in enumerate(heights):
        if number in starts and used >= limit * _EARLY:
            begun, at = number, used
        if begun and used and used + height > limit:
            ends.append(begun)
            used, begun = used - at, 0
        # what stands since the group began may itself be more than a page
        if used and used + height > limit:
            ends.append(number)
            used, begun = 0.0, 0
        used += height
    return ends
