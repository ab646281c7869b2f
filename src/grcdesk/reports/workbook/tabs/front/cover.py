"""The cover: one page that says what this file is, how it stands, and that its numbers tie. Only its layout is here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from grcdesk.reports import colours
from grcdesk.reports.workbook import looks
from grcdesk.reports.workbook.book import Free
from grcdesk.reports.workbook.looks import CellLook
from grcdesk.reports.workbook.tabs.counts import TIES, TIES_NOT, Count
from grcdesk.reports.workbook.tabs.front.facts import CoverFacts, CoverStatus, CriteriaLine, FamilyLine, tone
from grcdesk.reports.workbook.writing.form import JUDGED
from grcdesk.reports.workbook.writing.letters import points, shortened
from grcdesk.schemas.controls.controls import ControlRow
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.programme import OVERLAY, CriterionRow

README = "Read me"
COLUMNS = 24
MAP_FROM, MAP_CELLS = 14, 9
"""Where the cells of the criteria map stand, and how many."""
_NARROW, _WIDE = 0.0397, 0.0449
"""Of the width of the paper: a column of the grid; one of the map holds an id and its mark."""
_MAP_HEIGHT, _LINE_HEIGHT, _LEAST = 149.0, 16.5, 12.0
"""Points of the map, of one of its lines, and the fewest a line of that size needs."""
_INSET, _MARK = 2.0, 5.0
"""Points at the edges of a cell, and of a mark."""
_LOWER_HEIGHT = 14.0
_LOWER = 9
"""Lines of the lower half: families and what is said of them, counts beside."""
LOOKS = {
    "good": looks.GOOD, "part": looks.PART, "claim": looks.CLAIM, "half": looks.HALF, "bad": looks.BAD,
    "open": looks.OPEN, "aside": looks.ASIDE,
}  # fmt: skip
_KEY = "● answered  ▲ in part  ○ claim only  □ mapped, not in place  ? not assessed  – not in scope  blank: not mapped"
_COVERED = "Covered of those whose month is over; open: not over on the day judged. Claimed or listed is not covered."
_BAND = CellLook(fill=colours.BAND, boxed=False, middle=True, wrap=False)
_MUTED = CellLook(ink=colours.MUTED, boxed=False, middle=True, wrap=False)
_HEAD = CellLook(ink=colours.NAVY, bold=True, size=10, middle=True, wrap=False)
_LINED = CellLook(middle=True, wrap=False)
_EMPTY = CellLook(boxed=False)


@dataclass(frozen=True, slots=True)
class LaidCover:
    """The cells of the cover, and where what refers to them stands. Rows and columns from 0."""

    rows: list[list[Free]] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    ring: tuple[int, int] = (0, 0)
    """First and last row of the statuses."""
    checks: tuple[int, int] = (0, 0)
    """First and last row of the tie-outs."""

    def add(self, height: float, *cells: Iterable[Free]) -> int:
        """One more row, from its left edge on; gives its number."""
        self.rows.append([cell for part in cells for cell in part])
        self.heights[len(self.rows) - 1] = height
        return len(self.rows) - 1


def widths(across: float) -> tuple[float, ...]:
    """Of the columns, in characters, for paper so many pixels wide."""
    narrow, wide = int(across * _NARROW), int(across * _WIDE)
    mapped = range(MAP_FROM, MAP_FROM + MAP_CELLS)
    return tuple(((wide if number in mapped else narrow) - 5) / 7 for number in range(COLUMNS))


def cell_points(across: float) -> float:
    """Points a cell of the criteria map holds."""
    return int(across * _WIDE) * 0.75 - _INSET


def _month_points(room: float) -> float:
    """Points a cell of the months holds, which is as wide as those of the grid."""
    return (room + _INSET) / _WIDE * _NARROW - _INSET


def _label_points(room: float) -> float:
    """Points the three columns before the map hold."""
    return (room + _INSET) / _WIDE * _NARROW * 3 - _INSET


def _gap(number: int) -> list[Free]:
    return [Free(None, _EMPTY) for _ in range(number)]


def _one(value: object, look: CellLook, span: int = 1, **more: object) -> list[Free]:
    return [Free(value, look, span=span, **more)]  # type: ignore[arg-type]


def laid_out(matrix: Matrix, facts: CoverFacts, ties: Sequence[Count], room: float) -> LaidCover:
    """The cover of a matrix.

    Args:
        matrix: what it is of.
        facts: what is shown of it.
        ties: numbers that are counted again.
        room: points a cell of the criteria map holds.
    """
    page = LaidCover()
    _title(page, matrix)
    _tiles(page, facts)
    ring = _upper(page, matrix, facts, room)
    checks = _lower(page, facts, ties, room)
    return replace(page, ring=ring, checks=checks)


def _title(page: LaidCover, matrix: Matrix) -> None:
    said, dates = matrix.provenance, matrix.dates
    scope = matrix.scope
    title = replace(looks.TITLE, size=18, middle=True)
    page.add(25, _one("Control matrix for AI features", title, COLUMNS))
    whose = f"{scope.organisation} · {scope.name} · {said.period}"
    page.add(15, _one(whose, replace(_MUTED, size=10), COLUMNS))
    stop = replace(_BAND, bold=True, size=9, ink="FFFFFF", fill="14432A" if matrix.called_final else "9B1C1C", indent=1)
    right = replace(_BAND, side="right")
    page.add(
        19,
        _one(said.band, stop, 13),
        _one("Judged on", replace(right, ink=colours.MUTED), 2),
        _one(dates.judged, replace(_BAND, bold=True, number="yyyy-mm-dd", side="left"), 2, called=JUDGED),
        _one(f"Records as of {dates.records}", right, 7),
    )
    for notice in dates.notices:
        page.add(12, _one(notice, replace(looks.WARNING, middle=True, boxed=False), COLUMNS))
    page.add(5, _gap(1))


def _tiles(page: LaidCover, facts: CoverFacts) -> None:
    small, large = (
        replace(_BAND, ink=colours.MUTED, indent=1),
        replace(_BAND, ink=colours.NAVY, bold=True, size=20, side="left", indent=1, number="#,##0"),
    )
    page.add(14, (Free(one.name, small, span=4) for one in facts.tiles))
    page.add(27, (Free(one.value, large, span=4) for one in facts.tiles))
    page.add(14, (Free(one.note, small, span=4) for one in facts.tiles))
    page.add(7, _gap(1))


def _upper(page: LaidCover, matrix: Matrix, facts: CoverFacts, room: float) -> tuple[int, int]:
    criteria = len(matrix.criteria)
    told = f"The {criteria} criteria, and where a control here answers them" if criteria else "Criteria"
    page.add(16, _one("Controls in scope by status", _HEAD, 10), _gap(1), _one(told, _HEAD, 13))
    page.add(4, _gap(1))
    lines = fitted(facts.criteria)
    number = max(len(facts.statuses) + 2, len(lines), MAP_CELLS)
    height = max(_LEAST, min(_LINE_HEIGHT, _MAP_HEIGHT / number))
    first = len(page.rows)
    rows = {detail.row.id: detail.row for detail in matrix.controls}
    for index in range(number):
        page.add(
            height,
            _gap(5),
            _status(facts, index, first + 1),
            _gap(1),
            _criteria(lines[index], rows, room) if index < len(lines) else _bare(index, lines),
        )
    page.add(13, _gap(11), _one(_KEY if criteria else "", replace(_MUTED, side="right"), 13))
    page.add(5, _gap(1))
    return first, first + len(facts.statuses) - 1


def _status(facts: CoverFacts, index: int, first: int) -> list[Free]:
    """A line of the key beside the ring: its mark, its words, its number."""
    if index < len(facts.statuses):
        one: CoverStatus = facts.statuses[index]
        look = replace(LOOKS[one.tone if one.number else "aside"], middle=True, wrap=False)
        word = f"{looks.MARKS[one.tone]}  {one.word}"
        number = replace(look, bold=True, side="right", number="#,##0")
        return [Free(word, replace(look, indent=1), span=4), Free(one.number, number)]
    if index == len(facts.statuses):
        total = f"=SUM(J{first}:J{first + len(facts.statuses) - 1})"
        bold = replace(_EMPTY, bold=True, middle=True, wrap=False)
        sum_ = Free(total, replace(bold, side="right", number="#,##0"), formula=True, result=facts.in_scope)
        return [Free("all controls in scope", replace(bold, indent=1), span=4), sum_]
    if index == len(facts.statuses) + 1 and facts.beside:
        return _one(facts.beside, _MUTED, 5)
    return _gap(5)


def fitted(lines: Sequence[CriteriaLine]) -> tuple[CriteriaLine, ...]:
    """As many lines as the page holds; the rest is told in one."""
    most = int(_MAP_HEIGHT // _LEAST)
    if len(lines) <= most:
        return tuple(lines)
    rest = lines[most - 1 :]
    inside = sum(row.in_scope for line in rest for row in line.cells)
    label = f"{sum(len(line.cells) for line in rest):,} more on Criteria coverage"
    return (*lines[: most - 1], CriteriaLine(label, (), sum(line.answered for line in rest), inside))


def _bare(index: int, lines: Sequence[CriteriaLine]) -> list[Free]:
    if index == 0 and not lines:
        return _one("No framework of this desk is answered by criterion.", _MUTED, 13)
    return _gap(13)


def _criteria(line: CriteriaLine, controls: dict[str, ControlRow], room: float) -> list[Free]:
    cells = [_criterion(row, controls, room) for row in line.cells]
    told = f"{line.answered:,} of {line.inside:,}" if line.inside else "not in scope"
    wide = 3 if line.cells else 3 + MAP_CELLS
    return [
        Free(shortened(line.label, 8, _label_points(room) * wide / 3), _MUTED, span=wide),
        *cells,
        *(_gap(MAP_CELLS - len(cells)) if line.cells else []),
        Free(told, replace(_MUTED, ink=colours.INK, bold=bool(line.inside), side="right")),
    ]


def _criterion(row: CriterionRow, controls: dict[str, ControlRow], room: float) -> Free:
    kind = tone(row, [controls[key] for key in row.controls if key in controls])
    # a mark beside the colour, for printers without colour and eyes that do not tell red from green
    mark = "" if kind == "aside" else looks.MARKS[kind]
    if not row.in_scope:
        kind, mark = "aside", looks.MARKS["aside"]
    edge = colours.LINE if kind == "aside" else colours.PAPER
    look = replace(LOOKS[kind], side="center", middle=True, wrap=False, edge=edge)
    name = row.id.rpartition("/")[2]
    return Free(f"{shortened(name, 8, room - (_MARK if mark else 0))}{mark}", look)


def _lower(page: LaidCover, facts: CoverFacts, ties: Sequence[Count], room: float) -> tuple[int, int]:
    page.add(
        16,
        _one("Coverage by family and month: controls covered of those whose month is over", _HEAD, 15),
        _gap(1),
        _one("Counts that are counted again", _HEAD, 8),
    )
    names = [Free(f"{month.start:%b}", replace(_MUTED, side="center")) for month in facts.months]
    heads = (("What", 4, "left"), ("Stated", 1, "right"), ("Again", 1, "right"), ("Check", 2, "center"))
    page.add(
        14,
        _gap(3),
        names,
        _gap(12 - len(names)),
        _gap(1),
        [Free(word, replace(_MUTED, side=side), span=span) for word, span, side in heads],
    )
    first = len(page.rows)
    for index in range(_LOWER):
        if index < len(facts.families):
            left = _family(facts.families[index], room)
        else:
            left = _one(facts.silent or _COVERED, _MUTED, 15) if index == len(facts.families) else _gap(15)
        right = _tie(ties[index], first + index + 1) if index < len(ties) else _gap(8)
        page.add(_LOWER_HEIGHT, left, _gap(1), right)
    page.add(6, _gap(1))
    page.add(24, _one(OVERLAY, replace(_BAND, ink=colours.NAVY, bold=True, wrap=True, indent=1), COLUMNS))
    return first, first + len(ties) - 1


def _family(line: FamilyLine, room: float) -> list[Free]:
    """A family month by month; one with more controls than a cell has room for is told in percent."""
    counts = [f"{covered:,}/{over:,}" for covered, over, _ in line.months]
    most = max((over for _, over, _ in line.months), default=0)
    name = line.name
    if any(points(told, 8) > _month_points(room) for told in counts):
        counts = [_percent(covered, over) for covered, over, _ in line.months]
        name = f"{name}, % of {most:,}"
    cells = [_month(*month, count) for month, count in zip(line.months, counts, strict=True)]
    label = shortened(name, 8, _label_points(room))
    return [Free(label, replace(_MUTED, ink=colours.INK), span=3), *cells, *_gap(12 - len(cells))]


def _month(covered: int, over: int, still_open: bool, count: str) -> Free:
    """A month of a family: green only when all that is over is covered."""
    look = replace(LOOKS["aside"], side="center", middle=True, wrap=False)
    if not over:
        return Free("open" if still_open else "", replace(look, edge=colours.LINE))
    if covered == over:
        kind = "good"
    else:
        kind = "half" if covered else "bad"
    return Free(count, replace(LOOKS[kind], side="center", middle=True, wrap=False, edge=colours.PAPER))


def _percent(part: int, whole: int) -> str:
    """Whole percents; 0 and 100 are none and all, and nothing less."""
    if not whole or part in {0, whole}:
        return f"{100 * part // max(whole, 1)} %"
    return f"{min(max(round(100 * part / whole), 1), 99)} %"


def _tie(count: Count, row: int) -> list[Free]:
    number = replace(_LINED, side="right", number="#,##0")
    check = f'=IF(U{row}=V{row},"{TIES}","{TIES_NOT}")'
    return [
        Free(count.name, _LINED, span=4),
        Free(count.value, number),
        Free(count.recount, number, formula=True, result=count.value),
        Free(check, replace(looks.GOOD, side="center", middle=True), formula=True, result=TIES, span=2),
    ]
