"""What came of one test for one item, in a word. Silence is never a pass."""

from __future__ import annotations

from grcdesk.rules.testing.results import seen_by_two
from grcdesk.schemas.testing.testing import DeviationRow, LastRun, SheetCell, TestFacts
from grcdesk.terms.audits import ItemResult
from grcdesk.terms.testing import DeviationState, ItemMark

_HELD = {
    DeviationState.EXCEPTION: ItemMark.FAILS,
    DeviationState.OPEN: ItemMark.FAILS_NOT_JUDGED,
    DeviationState.FALSE_POSITIVE: ItemMark.NO_EXCEPTION,
}
_WORST = (ItemMark.FAILS, ItemMark.FAILS_NOT_JUDGED, ItemMark.NO_EXCEPTION)


def mark(facts: TestFacts, item: str, population: str) -> ItemMark:
    """The word for an item of a population under a test: a deviation first, then what a person said, then the check.

    Args:
        facts: everything on record of the test.
        item: its key.
        population: id of the list it is of.
    """
    if held := [_HELD[one.state] for one in facts.deviations if one.item == item and _of(one, population)]:
        return min(held, key=_WORST.index)
    cell = _answered(facts, item)
    if cell is not None:
        return _by_hand(cell)
    if not facts.by_check or facts.last is None or facts.lacks_list:
        return ItemMark.NOT_TESTED
    return _by_check(facts, facts.last, population)


def _answered(facts: TestFacts, item: str) -> SheetCell | None:
    """What a person said of the item on the work sheet."""
    return next((one for one in facts.cells if one.item == item and one.result is not ItemResult.NOT_TESTED), None)


def _by_hand(cell: SheetCell) -> ItemMark:
    """What a person said: that it fails counts at once, everything else when a second person has seen it."""
    if cell.result is ItemResult.FAIL:
        return ItemMark.FAILS_NOT_JUDGED
    if not seen_by_two(cell):
        return ItemMark.NOT_REVIEWED
    return ItemMark.PASS if cell.result is ItemResult.PASS else ItemMark.NOT_APPLICABLE


def _of(one: DeviationRow, population: str) -> bool:
    """Whether it was found in that list; what a person found names none."""
    return not one.population or one.population == population


def _by_check(facts: TestFacts, last: LastRun, population: str) -> ItemMark:
    """What its check says of an item it did not name. It names those it holds against the control, and no other."""
    if not last.populations:
        return ItemMark.NOT_TESTED
    if last.populations[0].id != population:
        return ItemMark.OTHER_LIST
    # a deviation that stands for many items and names none may be about this one
    lots = any(not one.item for one in facts.deviations)
    if lots or not _has_decided_all(last):
        return ItemMark.NOT_DECIDED
    return ItemMark.CLEAN if all(one.final for one in last.populations) else ItemMark.NOT_FINAL


def _has_decided_all(last: LastRun) -> bool:
    """Whether it ran to its end over every row of its list: then an item it did not name is one it found clean."""
    ran = last.tested and not last.stale and not last.why
    return ran and not last.undecided_count and last.n == last.populations[0].rows
