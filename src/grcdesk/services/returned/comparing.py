"""A workbook that came back held against the desk, cell by cell, three ways; a person settles what both changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from grcdesk.errors import BadInput
from grcdesk.rules.registers.cells import spoken
from grcdesk.rules.registers.columns import RegisterColumn
from grcdesk.rules.registers.given import mark
from grcdesk.rules.registers.merge import MergeResult, merge
from grcdesk.rules.returned.columns import PLAIN
from grcdesk.rules.returned.forms import HOME
from grcdesk.schemas.returned.returned import (
    ReturnedCell,
    ReturnedDifference,
    ReturnedFile,
    ReturnedPlan,
    ReturnedProblem,
)
from grcdesk.services.registers.shown import shown
from grcdesk.services.returned.auditors import AuditorCells
from grcdesk.services.returned.held import OwnerCells
from grcdesk.terms.returned import CellFate
from grcdesk.wording import count

PROBLEMS = "problems"
"""In place of a place: everything that cannot be taken."""
HANDOVER = "hand-over"
"""The place of what is wrong with the file as a whole and may be waved through."""
TAKE, LEAVE = "take", "leave"


@dataclass(frozen=True, slots=True)
class HeldCells:
    """What the desk holds in the cells that come home."""

    owners: Mapping[str, OwnerCells]
    """By table."""
    auditors: AuditorCells

    def now(self, cell: ReturnedCell) -> str | None:
        """What stands in a cell; None: its record is gone."""
        if cell.auditor is not None:
            return self.auditors.now(cell.tab, cell.key, cell.name)
        texts = self.owners[cell.table].now(cell.key)
        return texts[cell.name] if texts is not None else None

    def meant(self, cell: ReturnedCell) -> str:
        """What a cell of the file comes to."""
        return cell.text if cell.auditor is not None else self.owners[cell.table].meant(cell.key, cell.name, cell.text)

    def name(self, cell: ReturnedCell) -> str:
        """What the record of a cell is called."""
        return self.owners[cell.table].name(cell.key) if cell.table in self.owners else ""


@dataclass
class ComparedBook:
    """What a workbook asks for."""

    cells: list[tuple[ReturnedCell, ReturnedDifference]] = field(default_factory=list)
    """Every difference, with what a person has said of it."""
    problems: list[ReturnedProblem] = field(default_factory=list)
    stays: int = 0
    left: list[str] = field(default_factory=list)

    @property
    def wanted(self) -> list[ReturnedCell]:
        """Cells that are to be taken."""
        return [cell for cell, found in self.cells if _counts(found)]


def _counts(found: ReturnedDifference) -> bool:
    return found.settled == TAKE or (found.fate is CellFate.FILE and found.settled != LEAVE)


def compare(
    read: ReturnedFile,
    held: HeldCells,
    plan: ReturnedPlan,
    *,
    also: Sequence[ReturnedProblem] = (),
) -> ComparedBook:
    """Every cell three ways, then what a person has said of it.

    Args:
        read: the workbook.
        held: by table, what the desk holds.
        plan: what a person says.
        also: what is wrong with the file as a whole.

    Raises:
        BadInput: for a place nothing stands at.
    """
    made = ComparedBook(problems=[*also, *read.problems])
    touched: set[tuple[str, str, str]] = set()
    for cell in read.cells:
        touched.add((cell.table, cell.key, cell.name))
        found = _difference(cell, read, held, made)
        if found is not None:
            made.cells.append((cell, found))
    made.stays = _moved_here(read, held, touched)
    _settle(made, plan)
    return made


def _difference(
    cell: ReturnedCell, read: ReturnedFile, held: HeldCells, made: ComparedBook
) -> ReturnedDifference | None:
    column, ours = _column(cell.table, cell.name, owner=cell.auditor is None), held.now(cell)
    if ours is None:
        noun = HOME[cell.table].noun
        made.problems.append(
            ReturnedProblem(cell.place, f"the desk has no {noun} {cell.key} any more", "leave the row out")
        )
        return None
    base = read.marks[cell.table][cell.key][cell.name]
    result = merge(base, mark(column, shown(ours)), mark(column, held.meant(cell))).result
    if result is MergeResult.SAME:
        return None
    fate = CellFate.FILE if result is MergeResult.TAKEN else CellFate.BOTH
    title = column.title if cell.auditor is None else cell.name
    texts = (spoken(column, text) for text in (cell.base, ours, cell.text))
    return ReturnedDifference(cell.place, cell.key, held.name(cell), title, fate, *texts)


def _column(table: str, name: str, *, owner: bool) -> RegisterColumn:
    return HOME[table].column(name) if owner else PLAIN


def _moved_here(read: ReturnedFile, held: HeldCells, touched: Collection[tuple[str, str, str]]) -> int:
    """How many cells the desk has otherwise than the workbook was written with, and the file has not."""
    return sum(
        (table, key, name) not in touched
        and (now := held.owners[table].now(key)) is not None
        and name in now
        and mark(HOME[table].column(name), shown(now[name])) != base
        for table, keys in read.marks.items()
        if table in held.owners
        for key, marks in keys.items()
        for name, base in marks.items()
    )


def _settle_all(plan: ReturnedPlan, both: set[str], taken: set[str], left: set[str]) -> None:
    """What was said of a place goes before what was said of all of them."""
    if plan.ours:
        left |= both - taken
    if plan.theirs:
        taken |= both - left


def _settle(made: ComparedBook, plan: ReturnedPlan) -> None:
    """What a person has said of each place."""
    problems = {one.place for one in made.problems}
    cells = {found.place: found.fate for _, found in made.cells}
    _refuse_wrong(plan, cells.keys() | problems, problems)
    taken, left = set(plan.take), set(plan.leave) & (cells.keys() | problems)
    left |= problems if PROBLEMS in plan.leave else set()
    _settle_all(plan, {place for place, fate in cells.items() if fate is CellFate.BOTH}, taken, left)
    made.cells = [(cell, _settled(found, taken, left)) for cell, found in made.cells]
    made.left = sorted(left)
    made.problems = [one for one in made.problems if one.place not in left]


def _refuse_wrong(plan: ReturnedPlan, known: Collection[str], problems: Collection[str]) -> None:
    """Refuse what nobody can mean: a place without a difference, one both taken and left, a value that cannot be."""
    for place in (*plan.take, *plan.leave):
        if place not in known and place not in (PROBLEMS, HANDOVER):
            raise BadInput(f"nothing differs at {place!r}", hint="--dry-run lists the places")
    if double := set(plan.take) & set(plan.leave):
        raise BadInput(f"{min(double)} cannot be both taken and left", hint="say it once")
    if bad := [place for place in plan.take if place in problems]:
        raise BadInput(f"what stands at {bad[0]} cannot be taken", hint="correct it in the file, or --leave it")


def _settled(found: ReturnedDifference, taken: Collection[str], left: Collection[str]) -> ReturnedDifference:
    if found.place in left:
        return replace(found, settled=LEAVE)
    return replace(found, settled=TAKE) if found.place in taken else found


def told(made: ComparedBook) -> str:
    """`14 cells of 9 records`."""
    wanted = made.wanted
    return f"{count(len(wanted), 'cell')} of {count(len({(one.table, one.key) for one in wanted}), 'record')}"
