"""Writing what came back: through the rules of each record, all of it or nothing, with the file kept beside it."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, DeskError, NotFound, Refused
from grcdesk.models.returned import ReturnedBook
from grcdesk.schemas.returned.returned import (
    ReturnedCell,
    ReturnedDifference,
    ReturnedFile,
    ReturnedPlan,
    ReturnedProblem,
)
from grcdesk.services.common.ids import next_id
from grcdesk.services.returned.comparing import ComparedBook, HeldCells
from grcdesk.services.returned.held import ToldBy
from grcdesk.services.reviews import kept
from grcdesk.terms.returned import CellFate
from grcdesk.terms.reviews import KeptKind
from grcdesk.text import clean
from grcdesk.wording import count, join

_NAMED = 10


def apply(made: ComparedBook, held: HeldCells, said: ToldBy) -> None:
    """Set every wanted cell, record by record; what a rule refuses is one more problem, at its first cell."""
    records: dict[tuple[str, str], list[ReturnedCell]] = defaultdict(list)
    for cell in made.wanted:
        if cell.auditor is None:
            records[cell.table, cell.key].append(cell)
        else:
            held.auditors.set(cell, said)
    # cells of one record go in together: a status and its reason are refused one without the other
    for (table, key), cells in records.items():
        try:
            held.owners[table].set(key, {cell.name: cell.text for cell in cells})
        except (BadInput, Refused, NotFound) as error:
            made.problems.append(ReturnedProblem(_place(cells, error), error.message, error.hint or "correct it"))


def _place(cells: list[ReturnedCell], error: DeskError) -> str:
    """The cell a refusal is about: the one whose field it names, else the first."""
    named = [cell for cell in cells if cell.name in error.message.split()]
    return (named or cells)[0].place


def refuse_plan(plan: ReturnedPlan) -> None:
    """Refuse what cannot be meant together.

    Raises:
        BadInput: when both are to win.
    """
    if plan.theirs and plan.ours:
        raise BadInput(
            "--theirs and --ours: only one can win", hint="--take PLACE and --leave PLACE settle single cells"
        )


def refuse_open(made: ComparedBook, file: str) -> None:
    """Nothing is taken while something of the file cannot be, or while nobody has said whose word counts.

    Raises:
        BadInput: naming each place that cannot be taken, and what helps.
        Refused: naming each cell that both have changed.
    """
    if made.problems:
        raise BadInput(
            f"{count(len(made.problems), 'place')} of {file} cannot be taken; nothing was imported",
            hint="correct the file, or leave them out: --leave PLACE, --leave problems",
            reasons=tuple(f"{one.place}: {one.what}; {one.cure}" for one in made.problems),
        )
    both = [found for _, found in made.cells if found.fate is CellFate.BOTH and not found.settled]
    if both:
        cells = "a cell" if len(both) == 1 else count(len(both), "cell")
        verb = "was" if len(both) == 1 else "were"
        raise Refused(
            f"{cells} of {file} {verb} changed in the desk too; nothing was imported",
            hint="say whose word counts: --take PLACE, --leave PLACE, --theirs, --ours",
            reasons=tuple(_in_both(one) for one in both),
        )


def _in_both(one: ReturnedDifference) -> str:
    return f"{one.place}: {one.id} {one.field}: the desk has {one.ours or '-'!r}, the file {one.theirs or '-'!r}"


def keep(
    session: Session, read: ReturnedFile, file: Path, made: ComparedBook, who: tuple[ToldBy, str]
) -> tuple[str, str]:
    """Enter the workbook; returns its id and that of its file, whose bytes `store` puts into the vault.

    Args:
        session: of the unit of work.
        read: the workbook.
        file: where it lies.
        made: what was taken of it.
        who: who filled it in, and who takes it in.
    """
    said, me = who
    name, number = next_id(session, ReturnedBook, "RB")
    blob = kept.note(session, of_file(read, file), about=name, campaign="", by=me)
    session.add(
        ReturnedBook(
            id=name,
            book=read.book,
            file_name=clean(file.name),
            kept=blob,
            sha256=read.sha256,
            engagement=read.origin.engagement,
            written_at_entry=read.origin.entry,
            filled_by=said.by,
            taken_by=clean(me),
            taken_on=said.today,
            cells=len(made.wanted),
            left_out=len(made.left),
            position=number,
        )
    )
    return name, blob


def of_file(read: ReturnedFile, file: Path) -> kept.FileToKeep:
    """The bytes as they came."""
    return kept.FileToKeep(read.content, KeptKind.WORKBOOK, file.name, rows=read.rows)


def leaves(made: ComparedBook) -> str:
    """`; 2 left out: Control matrix!F7 and …`."""
    return f"; {len(made.left)} left out: {join(made.left, _NAMED)}" if made.left else ""
