"""What tests add up to, and when a person may conclude what. A good word needs every test and every item.

The tool never says effective. What is not on file, not judged, not reviewed or not final is never a pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from grcdesk.rules.reviews.reviews import fold
from grcdesk.schemas.testing.runs import TestedList
from grcdesk.schemas.testing.testing import ControlStanding, LastRun, SheetCell, TestFacts, TestStanding
from grcdesk.terms import TestAspect
from grcdesk.terms.audits import ControlResult, ItemResult
from grcdesk.terms.testing import AttributeState, DeviationState
from grcdesk.wording import count, join

WHOLE = ""
"""The item that stands for the control as a whole."""
_ANSWERED = frozenset({ItemResult.PASS, ItemResult.FAIL})


def standing(facts: TestFacts) -> TestStanding:
    """How far one test has come."""
    by_list = _by_list(facts)
    populations = _populations(facts)
    held = [one for one in facts.deviations if one.counts]
    lacks = [*_by_check(facts), *_by_hand(facts), *_unheld(facts)]
    not_final = _not_final(populations)
    n = _items(facts)
    return TestStanding(
        facts.id,
        facts.aspect,
        _state(deviates=bool(held), unfinished=bool(lacks or not_final), items=n),
        n,
        sum(one.count for one in held),
        tuple(one.id for one in held if one.state is DeviationState.OPEN),
        tuple(lacks),
        not_final,
        populations[0].id if populations else "",
        tuple(one.item for one in held),
        unproven=by_list and not _has_decided(facts.last),
    )


def _populations(facts: TestFacts) -> tuple[TestedList, ...]:
    """The lists its last run looked at; none where a person looks instead."""
    return facts.last.populations if _by_list(facts) and facts.last is not None else ()


def _not_final(populations: Sequence[TestedList]) -> str:
    """The first list that more may still come into, and why; empty: none."""
    return next((f"{one.id}: {one.why}" for one in populations if not one.final), "")


def _state(*, deviates: bool, unfinished: bool, items: int) -> AttributeState:
    """A deviation on record stands whatever else lacks; that there is none needs a test in which nothing lacks."""
    if deviates:
        return AttributeState.DEVIATIONS
    if unfinished:
        return AttributeState.NOT_TESTED
    return AttributeState.NO_DEVIATION if items else AttributeState.NOTHING_TO_TEST


def _has_decided(last: LastRun | None) -> bool:
    """Whether the check was run to its end, on lists, parameters and a query that still stand."""
    return last is not None and last.tested and not last.stale


def _by_list(facts: TestFacts) -> bool:
    """Whether its check decides; without the list it needs a person may look instead, with evidence."""
    looked = any(cell.item == WHOLE and cell.evidence and seen_by_two(cell) for cell in facts.cells)
    return facts.by_check and not (facts.lacks_list and looked)


def _items(facts: TestFacts) -> int:
    """Items the test was put to; what does not apply to an item is not put to it."""
    if _by_list(facts):
        return facts.last.n if facts.last is not None else 0
    return len({cell.item for cell in facts.cells if cell.result in _ANSWERED})


def _by_check(facts: TestFacts) -> list[str]:
    """What its check lacks; nothing where a person looks instead."""
    last = facts.last
    if not _by_list(facts):
        return []
    if facts.lacks_list:
        return [f"population {facts.lacks_list} is not on file"]
    if last is None:
        return ["its check was not run"]
    if last.stale:
        return [f"{last.stale}: run it again"]
    if not last.tested:
        return [last.why]
    return [*([last.why] if last.why else []), *_undecided(facts, last)]


def _undecided(facts: TestFacts, last: LastRun) -> list[str]:
    """Items the list says too little of, that no second person has seen answered and no other test holds already."""
    answered = {cell.item for cell in facts.cells if seen_by_two(cell)}
    left = [(key, why) for key, why in last.undecided if key not in answered | facts.elsewhere]
    # beyond so many they are counted only: nobody can have answered for them
    beyond = last.undecided_count - len(last.undecided)
    if not left and not beyond:
        return []
    named = join([key for key, _ in left], 3)
    because = f" ({left[0][1]})" if left else ""
    return [f"{count(len(left) + beyond, 'item')} the list does not decide: {named}{because}"]


def _by_hand(facts: TestFacts) -> list[str]:
    """What the work sheet lacks: of a test without a check all of it, of one with a check what that does not see."""
    cells = {cell.item: cell for cell in facts.cells}
    wanted = _wanted(facts)
    bare = [item for item in wanted if item not in cells or cells[item].result is ItemResult.NOT_TESTED]
    return [*_unanswered(facts, bare), *_unreviewed(waiting(facts))]


def _unanswered(facts: TestFacts, bare: list[str]) -> list[str]:
    """Items without an answer, as one sentence."""
    if not bare:
        return []
    what = f"{facts.rest[:1].lower()}{facts.rest[1:]}: " if _by_list(facts) else ""
    of = "" if bare == [WHOLE] else f" for {join(bare, 3)}"
    return [f"{what}no answer{of} on its work sheet"]


def waiting(facts: TestFacts) -> list[SheetCell]:
    """Given answers that bear on the result and were sent back, or that no second person has seen."""
    wanted = _wanted(facts)
    counted = [cell for cell in facts.cells if cell.item in wanted or _is_counted(cell, facts)]
    return [cell for cell in counted if cell.returned or _is_alone(cell, wanted)]


def _is_alone(cell: SheetCell, wanted: Sequence[str]) -> bool:
    """Whether a given answer was seen by no second person; one that is still to be given needs none."""
    given = cell.result is not ItemResult.NOT_TESTED or cell.item not in wanted
    return given and not seen_by_two(cell)


def _unreviewed(left: Sequence[SheetCell]) -> list[str]:
    """What answers wait for, as sentences."""
    sent_back = [cell for cell in left if cell.returned]
    alone = [cell for cell in left if not cell.returned]
    found = []
    if sent_back:
        found.append(f"{count(len(sent_back), 'answer')} sent back: {sent_back[0].returned}")
    if alone:
        found.append(f"{count(len(alone), 'answer')} without the review of a second person")
    return found


def _wanted(facts: TestFacts) -> tuple[str, ...]:
    """Items the work sheet has to answer: those drawn for the test, else those it was put to, else the control."""
    if _by_list(facts):
        # the check answers for the items: a person adds only what no list shows
        return (WHOLE,) if facts.rest else ()
    if facts.items is not None:
        return facts.items
    put_to = tuple(dict.fromkeys(cell.item for cell in facts.cells))
    return put_to if any(item != WHOLE for item in put_to) else (WHOLE,)


def _is_counted(cell: SheetCell, facts: TestFacts) -> bool:
    """Whether an answer nobody asked for bears on the result all the same: then a second person must have seen it."""
    return _by_list(facts) or cell.result in _ANSWERED


def _unheld(facts: TestFacts) -> list[str]:
    """Items that failed on the work sheet and have no deviation on record: never a pass."""
    known = {one.item for one in facts.deviations}
    left = [cell.item for cell in facts.cells if cell.result is ItemResult.FAIL and cell.item not in known]
    return [f"{count(len(left), 'answer')} failed without a deviation on record"] if left else []


def seen_by_two(cell: SheetCell) -> bool:
    """Whether an answer of a work sheet may carry a result: given, and seen by a second person."""
    given = cell.result is not ItemResult.NOT_TESTED and bool(cell.tested_by)
    return given and bool(cell.reviewed_by) and fold(cell.reviewed_by) != fold(cell.tested_by) and not cell.returned


def result(control: str, tests: Sequence[TestStanding], *, of_a_day: bool = False) -> ControlStanding:
    """What the tests of a control add up to.

    Args:
        control: its id.
        tests: all of its tests.
        of_a_day: whether the engagement judges design and implementation as of one day; then operation is not tested.
    """
    tests = tuple(one for one in tests if not of_a_day or one.aspect is TestAspect.DESIGN)
    exceptions, n = _extent(tests)
    return ControlStanding(control, _computed(tests, exceptions), exceptions, n, tests)


def _computed(tests: Sequence[TestStanding], exceptions: int) -> ControlResult:
    """The worst first: an exception on record counts while other tests are open, a good word waits for all of them."""
    if exceptions:
        return ControlResult.EXCEPTIONS
    if not tests or any(one.tested is AttributeState.NOT_TESTED for one in tests):
        return ControlResult.NOT_TESTED
    return ControlResult.DID_NOT_OPERATE if _nothing_happened(tests) else ControlResult.NO_EXCEPTIONS


def _nothing_happened(tests: Sequence[TestStanding]) -> bool:
    """Whether there was nothing to test of how it operated.

    That is seen from lists of what happened; tests without a list decide where no other does.
    """
    operating = [one for one in tests if one.aspect is TestAspect.OPERATING]
    deciding = [one for one in operating if one.population] or operating
    return bool(deciding) and all(one.tested is AttributeState.NOTHING_TO_TEST for one in deciding)


@dataclass
class _Looked:
    """What the tests of one list looked at, and what failed; an item counts once however many tests it fails."""

    n: int = 0
    bad: bool = False
    failed: set[str] = field(default_factory=set)
    nameless: int = 0
    """Exceptions that stand for many items, or for the control as a whole, and name none of them."""

    def add(self, one: TestStanding) -> None:
        """Take in a test of that list."""
        self.n = max(self.n, one.n)
        if one.failed:
            self.bad = True
            named = [item for item in one.failed if item != WHOLE]
            self.failed.update(named)
            self.nameless += one.exceptions - len(named)

    @property
    def exceptions(self) -> int:
        """No more than were looked at, where that is known."""
        found = len(self.failed) + self.nameless
        return min(found, self.n) or found


def _extent(tests: Sequence[TestStanding]) -> tuple[int, int]:
    """Items with an exception, and items looked at in their lists; a test without a list is one by itself."""
    looked = _looked(tests)
    bad = [one for one in looked.values() if one.bad]
    if not bad:
        listed = [looked[one.population].n for one in tests if one.population]
        return 0, max(listed, default=max((one.n for one in looked.values()), default=0))
    exceptions = sum(one.exceptions for one in bad)
    return exceptions, max(exceptions, sum(one.n for one in bad))


def _looked(tests: Sequence[TestStanding]) -> dict[str, _Looked]:
    looked: dict[str, _Looked] = {}
    for one in tests:
        looked.setdefault(one.population or one.test, _Looked()).add(one)
    return looked
