"""What the cover says, from the matrix alone: its tiles, controls by status, criteria, families month by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from grcdesk.reports.labels import say
from grcdesk.reports.workbook.tabs.front.tiles import CoverTile, answered, silence, tiles
from grcdesk.reports.workbook.tabs.months import all_months, shown_months
from grcdesk.rules.controls.families import by_family, family_name
from grcdesk.rules.coverage.months import cells
from grcdesk.schemas.controls.controls import ControlRow
from grcdesk.schemas.coverage.coverage import CoverageRow, Span
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.programme import CriterionRow
from grcdesk.terms import Category, CriterionAnswer, MonthState, Scope, Status

ACROSS = 9
"""Cells of the criteria map in one line."""
FAMILIES = 7
"""Lines of families; more are put together."""
_OPEN = frozenset({MonthState.UPCOMING, MonthState.ON_TRACK, MonthState.NOT_YET_RUN})
_ASIDE = frozenset({MonthState.OPTIONAL, MonthState.NO_WINDOW, MonthState.DESIGN_ONLY})


@dataclass(frozen=True, slots=True)
class CoverStatus:
    """How many controls in scope stand so; in place is told apart by what bears it out."""

    word: str
    tone: str
    """As `looks.MARKS` names it."""
    number: int


@dataclass(frozen=True, slots=True)
class CriteriaLine:
    """Some criteria that stand together."""

    label: str
    cells: tuple[CriterionRow, ...]
    """Empty: they are told in one, without a cell each."""
    answered: int
    """Of those in scope."""
    inside: int
    """In scope."""


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """One family of controls: by month how many are covered of those whose month is over."""

    name: str
    months: tuple[tuple[int, int, bool], ...]
    """Covered, over, and whether one of them is still open."""


@dataclass(frozen=True, slots=True)
class CoverFacts:
    """Everything the cover shows."""

    tiles: tuple[CoverTile, ...]
    statuses: tuple[CoverStatus, ...]
    in_scope: int
    beside: str
    """Controls that are not counted, in words."""
    criteria: tuple[CriteriaLine, ...]
    months: tuple[Span, ...]
    families: tuple[FamilyLine, ...]
    silent: str
    """Why there is no month to show; empty: there is."""


def cover_facts(matrix: Matrix) -> CoverFacts:
    """The cover of that matrix."""
    rows = [detail.row for detail in matrix.controls if detail.row.scope is Scope.IN]
    every, silent = all_months(matrix), silence(matrix)
    months = () if silent else tuple(every[number] for number in shown_months(matrix))
    summary = matrix.summary
    aside = f"beside: {summary.optional:,} optional, {summary.out_of_scope:,} out of scope"
    return CoverFacts(
        tiles=tuple(tiles(matrix)),
        statuses=_statuses(matrix),
        in_scope=len(rows),
        beside=aside if summary.optional or summary.out_of_scope else "",
        criteria=tuple(criteria_lines(matrix)),
        months=months,
        families=_families(matrix, months) if months else (),
        silent=silent.sentence if silent else "",
    )


def _statuses(matrix: Matrix) -> tuple[CoverStatus, ...]:
    summary = matrix.summary
    told = {
        "in place, supported": ("good", summary.supported_in_place),
        "in place, supported in part": ("part", len(summary.supported_in_part)),
        "in place, claim only": ("claim", len(summary.claim_only)),
        say(Status.PARTIAL): ("half", summary.counts.get(Status.PARTIAL, 0)),
        say(Status.MISSING): ("bad", summary.counts.get(Status.MISSING, 0)),
        say(Status.NOT_ASSESSED): ("open", summary.counts.get(Status.NOT_ASSESSED, 0)),
        say(Status.NOT_APPLICABLE): ("aside", summary.counts.get(Status.NOT_APPLICABLE, 0)),
    }
    return tuple(CoverStatus(word, tone, number) for word, (tone, number) in told.items())


def tone(row: CriterionRow, behind: Sequence[ControlRow]) -> str:
    """How a criterion looks: answered, mapped with some support, by claim, not in place, not assessed, not mapped."""
    if row.answered in {CriterionAnswer.IN_FULL, CriterionAnswer.ANSWERED}:
        return "good"
    if row.answered is CriterionAnswer.IN_PART:
        return "part"
    if row.answered is CriterionAnswer.CLAIM_ONLY:
        return "claim"
    if row.answered is CriterionAnswer.NOT_IN_PLACE:
        return "open" if all(one.status is Status.NOT_ASSESSED for one in behind) else "half"
    return "aside"


def criteria_lines(matrix: Matrix) -> Iterator[CriteriaLine]:
    """Neighbouring groups of one framework and category share a line while they fit on it."""
    frameworks = list(dict.fromkeys(row.framework for row in matrix.criteria))
    for name in frameworks:
        shared = name if len(frameworks) > 1 else ""
        groups = _groups([row for row in matrix.criteria if row.framework == name])
        alone = {category for category, number in Counter(group[0].category for group in groups).items() if number == 1}
        for held in _packed(groups):
            yield _line(held, shared, alone)


def _packed(groups: Iterable[Sequence[CriterionRow]]) -> Iterator[Sequence[CriterionRow]]:
    """The groups put together as lines: neighbours of one category as far as they fit, a long group over several."""
    held: list[CriterionRow] = []
    for group in groups:
        alike = held and held[-1].category is group[0].category
        if held and (not alike or len(held) + len(group) > ACROSS):
            yield held
            held = []
        held += group
        while len(held) > ACROSS:
            yield held[:ACROSS]
            held = held[ACROSS:]
    yield held


def _groups(rows: Sequence[CriterionRow]) -> list[list[CriterionRow]]:
    found: dict[tuple[str, str], list[CriterionRow]] = {}
    for row in rows:
        found.setdefault((say(row.category), row.group), []).append(row)
    return list(found.values())


def _line(rows: Sequence[CriterionRow], framework: str, alone: Container[Category | None]) -> CriteriaLine:
    """Some criteria; a category of one group needs no code of it."""
    first, last = _code(rows[0].group), _code(rows[-1].group)
    what = say(rows[0].category).capitalize() if rows[0].category else framework
    span = "" if what and rows[0].category in alone else first if first == last else f"{first}-{last}"
    inside = [row for row in rows if row.in_scope]
    return CriteriaLine(f"{what} {span}".strip(), tuple(rows), answered(inside), len(inside))


def _code(group: str) -> str:
    """`CC6 Logical and physical access` → `CC6`; a group without a code as it is called."""
    first, _, _ = group.partition(" ")
    return first if any(letter.isdigit() for letter in first) else group


def _families(matrix: Matrix, months: Sequence[Span]) -> tuple[FamilyLine, ...]:
    grouped = by_family(matrix.coverage, lambda row: row.id)
    lines = [_family(family_name(name), rows, months, matrix) for name, rows in grouped.items()]
    if len(lines) <= FAMILIES:
        return tuple(lines)
    kept = FAMILIES - 1
    rest = [row for rows in list(grouped.values())[kept:] for row in rows]
    return (*lines[:kept], _family(f"{len(lines) - kept} more", rest, months, matrix))


def _family(name: str, rows: Sequence[CoverageRow], months: Sequence[Span], matrix: Matrix) -> FamilyLine:
    states = [[cell.state for cell in cells(row, months, matrix.as_of)] for row in rows]
    told = []
    for column in zip(*states, strict=True):
        over = sum(state not in _OPEN and state not in _ASIDE for state in column)
        told.append((sum(state is MonthState.COVERED for state in column), over, any(one in _OPEN for one in column)))
    return FamilyLine(name, tuple(told))
