"""What the cover says, from the matrix alone: six numbers, controls by status, criteria, families month by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from grcdesk.reports.labels import say
from grcdesk.rules.controls.families import by_family, family_name
from grcdesk.rules.coverage.months import cells, months_of
from grcdesk.rules.time.slots import PERIODIC
from grcdesk.schemas.controls.controls import ControlRow
from grcdesk.schemas.coverage.coverage import CoverageRow, Span
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.programme import CriterionRow
from grcdesk.terms import Category, CriterionAnswer, MonthState, Scope, Status, Verdict
from grcdesk.terms.audits import OF_A_DAY
from grcdesk.terms.findings import FindingStatus, Severity
from grcdesk.terms.requests import SETTLED, RequestStatus

ACROSS = 9
"""Cells of the criteria map in one line."""
FAMILIES = 7
"""Lines of families; more are put together."""
MONTHS = 12
_NONE = "–"
_OPEN = frozenset({MonthState.UPCOMING, MonthState.ON_TRACK, MonthState.NOT_YET_RUN})
_ASIDE = frozenset({MonthState.OPTIONAL, MonthState.NO_WINDOW, MonthState.DESIGN_ONLY})


@dataclass(frozen=True, slots=True)
class CoverTile:
    """One number, what it is of, and what is to be known with it."""

    name: str
    value: int | str
    note: str


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
    months = shown_months(matrix)
    silent = _silent(matrix)
    summary = matrix.summary
    aside = f"beside: {summary.optional:,} optional, {summary.out_of_scope:,} out of scope"
    return CoverFacts(
        tiles=tuple(_tiles(matrix)),
        statuses=_statuses(matrix),
        in_scope=len(rows),
        beside=aside if summary.optional or summary.out_of_scope else "",
        criteria=tuple(criteria_lines(matrix)),
        months=() if silent else months,
        families=() if silent else _families(matrix, months),
        silent=silent,
    )


def _silent(matrix: Matrix) -> str:
    if matrix.period is None:
        return "No period is set: nothing is said of coverage over time."
    if matrix.scope.kind in OF_A_DAY:
        return "One day is judged, by design and implementation: nothing is said of operation over time."
    if not matrix.coverage:
        return "No control in scope is judged over the period."
    return ""


def shown_months(matrix: Matrix) -> tuple[Span, ...]:
    """The twelve months of the period up to the day judged, the first twelve at least."""
    months = months_of(matrix.period) if matrix.period else ()
    begun = sum(month.start <= matrix.as_of for month in months)
    last = max(begun, min(MONTHS, len(months)))
    return tuple(months[max(0, last - MONTHS) : last])


def in_place(matrix: Matrix) -> int:
    """Controls in scope that are said to be in place."""
    return matrix.summary.counts.get(Status.IN_PLACE, 0)


def answered(rows: Iterable[CriterionRow]) -> int:
    """Of these, the ones that are answered: by a control in place and supported."""
    return sum(row.answered in {CriterionAnswer.IN_FULL, CriterionAnswer.ANSWERED} for row in rows)


def cycles(matrix: Matrix) -> tuple[int, int]:
    """Cycles of periodic controls that a run covers in time, of those that are over."""
    rows = [row for row in matrix.coverage if row.frequency in PERIODIC and row.verdict is not Verdict.DESIGN_ONLY]
    over = [slot for row in rows for slot in row.slots if slot.required and slot.ended]
    return sum(slot.days_late == 0 for slot in over), len(over)


def overdue(matrix: Matrix) -> int:
    """Requests whose day is over on the day judged, and that wait for us."""
    rows = matrix.audit.requests if matrix.audit else ()
    return sum(
        row.due is not None
        and row.due < matrix.as_of
        and row.status is not RequestStatus.SUBMITTED
        and row.auditor_status not in SETTLED
        for row in rows
    )


def open_findings(matrix: Matrix) -> Counter[Severity | None]:
    """Findings that are not closed, by severity."""
    found = matrix.audit.findings if matrix.audit else ()
    return Counter(one.row.severity for one in found if one.row.status is not FindingStatus.CLOSED)


def _tiles(matrix: Matrix) -> Iterator[CoverTile]:
    summary = matrix.summary
    unseen = summary.counts.get(Status.NOT_ASSESSED, 0)
    nothing = bool(summary.applicable) and unseen == summary.applicable
    if nothing:
        yield CoverTile("Controls in place", _NONE, f"none of {summary.applicable:,} is assessed")
        yield CoverTile("of these supported", _NONE, "nothing is assessed")
    else:
        told = (
            f"of {summary.applicable:,}; {unseen:,} not assessed" if unseen else f"of {summary.applicable:,} applicable"
        )
        yield CoverTile("Controls in place", in_place(matrix), told)
        part, said = len(summary.supported_in_part), len(summary.claim_only)
        yield CoverTile("of these supported", summary.supported_in_place, f"{part:,} in part, {said:,} claim only")
    chosen = [row for row in matrix.criteria if row.in_scope]
    bare = sum(row.answered is CriterionAnswer.NOT_MAPPED for row in chosen)
    if not chosen:
        yield CoverTile("Criteria answered", _NONE, "no criteria in scope")
    elif nothing:
        yield CoverTile("Criteria answered", _NONE, f"of {len(chosen):,}; nothing assessed")
    else:
        yield CoverTile("Criteria answered", answered(chosen), f"of {len(chosen):,}; {bare:,} not mapped")
    covered, over = cycles(matrix)
    if _silent(matrix):
        yield CoverTile("Slots covered", _NONE, "one day is judged" if matrix.period else "no period is set")
    elif over:
        yield CoverTile("Slots covered", covered, f"of {over:,} that are over")
    else:
        yield CoverTile("Slots covered", _NONE, "none is over")
    if asked := len(matrix.audit.requests) if matrix.audit else 0:
        yield CoverTile("Requests overdue", overdue(matrix), f"of {asked:,} asked")
    else:
        yield CoverTile("Requests overdue", _NONE, "none asked")
    yield _findings(matrix)


def _findings(matrix: Matrix) -> CoverTile:
    found = open_findings(matrix)
    raised = len(matrix.audit.findings) if matrix.audit else 0
    if not raised:
        return CoverTile("Open findings", _NONE, "none raised")
    worst = [f"{found[one]:,} {say(one)}" for one in Severity if found[one]][:2]
    return CoverTile("Open findings", found.total(), ", ".join(worst) or f"of {raised:,} raised")


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
    if held:
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
