"""The items that were selected for each control, and what came of every test for each of them.

Rows of a population lie with its artefact. Here stand those that were selected; of a population that was taken as a
whole and is large, only those with something to tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import chain

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from grcdesk.errors import Damaged, NotFound
from grcdesk.models.base import col
from grcdesk.models.catalogs import TestAttribute
from grcdesk.models.populations import Population
from grcdesk.models.samples import DrawnSample
from grcdesk.paths import DeskPaths
from grcdesk.rules.testing.marks import mark
from grcdesk.schemas.audits.sheets import SampleItem
from grcdesk.schemas.samples import SampleRow
from grcdesk.schemas.testing.testing import DeviationRow, SheetCell, TestFacts
from grcdesk.services.samples import drawing
from grcdesk.services.testing.reading import Board
from grcdesk.terms import TestAspect

LISTED = 1_000
"""Items of a census that are listed one by one; of a larger one only those with a deviation or an answer."""


class _Test:
    """What is on record of one test, by item: thousands of items are asked for one after the other."""

    def __init__(self, facts: TestFacts) -> None:
        self.facts = facts
        self.cells: dict[str, list[SheetCell]] = defaultdict(list)
        self.wrong: dict[str, list[DeviationRow]] = defaultdict(list)
        for cell in facts.cells:
            self.cells[cell.item].append(cell)
        for one in facts.deviations:
            self.wrong[one.item].append(one)

    def of(self, key: str) -> TestFacts:
        """The same as far as it is about one item; what stands for many items is about each of them."""
        lots = self.wrong.get("", ())
        return replace(self.facts, cells=tuple(self.cells.get(key, ())), deviations=(*self.wrong.get(key, ()), *lots))


@dataclass(frozen=True, slots=True)
class _Looked:
    """A control, its operating tests, and the list its items are of."""

    control: str
    tests: tuple[_Test, ...]
    population: str

    def wrong(self) -> list[str]:
        """Items of the list with a deviation, as they were found."""
        found = (one.item for test in self.tests for one in test.facts.deviations if one.population == self.population)
        return list(dict.fromkeys(filter(None, found)))

    def told(self) -> list[str]:
        """Items with a deviation or an answer."""
        answered = (key for test in self.tests for key in test.cells)
        return list(dict.fromkeys(filter(None, (*self.wrong(), *answered))))

    def item(self, key: str, sample: str, rank: int | None) -> SampleItem:
        """One item with its marks, the artefacts behind them, and what was noted."""
        about = [test.of(key) for test in self.tests]
        cells = list(chain.from_iterable(facts.cells for facts in about))
        wrong = list(chain.from_iterable(self._wrong(facts, key) for facts in about))
        behind = chain.from_iterable((*(cell.evidence for cell in cells), *(one.evidence for one in wrong)))
        notes = [*(f"{one.id}: {one.why}" for one in wrong), *(cell.note for cell in cells)]
        return SampleItem(
            control=self.control,
            population=self.population,
            sample=sample,
            rank=rank,
            item=key,
            marks=tuple(mark(facts, key, self.population) for facts in about),
            evidence=tuple(dict.fromkeys(behind)),
            notes=tuple(dict.fromkeys(filter(None, notes))),
        )

    def _wrong(self, facts: TestFacts, key: str) -> list[DeviationRow]:
        """Deviations of that item of this list; what a person found on a work sheet names no list."""
        of_here = ("", self.population)
        return [one for one in facts.deviations if one.item == key and one.population in of_here]


def operating(here: Board, control: str) -> list[TestAttribute]:
    """The tests of a control that are put to items, in order; those of its design are put to it as a whole."""
    return [test for test in here.tests[control] if test.aspect is TestAspect.OPERATING]


def _operating(here: Board, control: str) -> tuple[_Test, ...]:
    return tuple(_Test(here.facts(test)) for test in operating(here, control))


def listed(session: Session, paths: DeskPaths, here: Board, drawn: Sequence[SampleRow]) -> Iterator[SampleItem]:
    """Draw by draw the items of each, and then what tests found without it being selected. Nothing found is left out.

    Args:
        session: sees the state.
        paths: of the desk, where rows of populations lie.
        here: the tests of the engagement.
        drawn: its samples; those that count no longer list nothing.
    """
    tests = {control: _operating(here, control) for control in here.controls}
    stored = {row.id: row for row in session.scalars(_stored([one.id for one in drawn]))}
    query = select(Population).where(col(Population.engagement) == here.held.id)
    lists = {row.id: row for row in session.scalars(query)}
    counting = [one for one in drawn if one.in_force and one.control in tests]
    seen: set[tuple[str, str, str]] = set()
    for one in counting:
        looked = _Looked(one.control, tests[one.control], one.population)
        for rank, key in _selected(paths, lists[one.population], stored[one.id], looked):
            # what a person found on a work sheet names no list: it is of the one the item was selected from
            seen |= {(one.control, one.population, key), (one.control, "", key)}
            yield looked.item(key, one.id, rank)
    yield from _unselected(tests, seen)


def _unselected(
    tests: Mapping[str, tuple[_Test, ...]], seen: AbstractSet[tuple[str, str, str]]
) -> Iterator[SampleItem]:
    for looked in _deviating(tests):
        for key in looked.wrong():
            if (looked.control, looked.population, key) not in seen:
                yield looked.item(key, "", None)


def _deviating(tests: Mapping[str, tuple[_Test, ...]]) -> Iterator[_Looked]:
    """By control and population, wherever a test found something."""
    for control, held in tests.items():
        for population in dict.fromkeys(row.population for test in held for row in test.facts.deviations):
            yield _Looked(control, held, population)


def _stored(ids: Sequence[str]) -> Select[DrawnSample]:
    return select(DrawnSample).where(col(DrawnSample.id).in_(ids))


def _selected(
    paths: DeskPaths, population: Population, row: DrawnSample, looked: _Looked
) -> Iterable[tuple[int | None, str]]:
    """The items of a draw with their ranks; of a large one whose items are not kept those with something to tell."""
    if row.items:
        return enumerate(row.items, 1)
    if row.size <= LISTED:
        try:
            return enumerate(drawing.drawn(paths, population, drawing.of_sample(row)), 1)
        except (Damaged, NotFound):
            pass  # its rows are gone or other ones: the artefact says so, and what was found stands all the same
    return ((None, key) for key in looked.told())
