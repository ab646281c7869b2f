"""Tests, lists and samples, walkthroughs: what an auditor performs again, and whether he could."""

from __future__ import annotations

from collections.abc import Iterable

from grcdesk.rules.rehearsal.drawing import Playing
from grcdesk.rules.rehearsal.reasons import of_frozen
from grcdesk.schemas.populations import PopulationRow
from grcdesk.schemas.requests.walkthroughs import WalkthroughRow
from grcdesk.schemas.samples import Redrawn
from grcdesk.schemas.testing.testing import Concluded, ControlStanding, DeviationRow, TestStanding
from grcdesk.terms.rehearsals import AskedKind, Fault, ReturnDoor
from grcdesk.terms.requests import WalkthroughState
from grcdesk.terms.testing import DeviationState
from grcdesk.wording import join, word

_WORDS = (
    ("without the review of a second person", Fault.TESTER_ALONE),
    ("sent back", Fault.ANSWER_SENT_BACK),
    ("without a deviation on record", Fault.DEVIATION_OPEN),
)
"""What of a test is lacking, as `rules.testing.results` says it; anything else is an item that was not tested."""


def tests(playing: Playing, standing: ControlStanding, concluded: Concluded | None) -> None:
    """One request for each test of a control, and one for what a person concluded.

    Args:
        playing: the rehearsal.
        standing: what the tests of the control add up to.
        concluded: what a person concluded; None: nobody did.
    """
    for one in standing.tests:
        _test(playing, standing.control, one)
    request = playing.ask(f"{standing.control}/conclusion", AskedKind.TEST, "what its tests add up to, and who says so")
    door = (ReturnDoor.TESTS, standing.control)
    if concluded is None:
        why = f"nobody concluded; as computed it is {word(standing.computed)}"
        playing.send_back(request, Fault.NOT_CONCLUDED, standing.control, why, door)
    elif concluded.moved:
        why = f"{concluded.by} concluded {word(concluded.result)} on {concluded.on}; the tests say {concluded.moved}"
        playing.send_back(request, Fault.CONCLUSION_MOVED, standing.control, why, door)


def _test(playing: Playing, control: str, one: TestStanding) -> None:
    request = playing.ask(one.test, AskedKind.TEST, f"the {one.aspect} test {one.test}, performed again")
    door = (ReturnDoor.TESTS, control)
    for lack in one.lacks:
        found = next((fault for words, fault in _WORDS if words in lack), Fault.ITEM_NOT_TESTED)
        fault = Fault.TEST_NOT_RUN if one.unproven and found is Fault.ITEM_NOT_TESTED else found
        playing.send_back(request, fault, one.test, lack, door)


def deviations(playing: Playing, rows: Iterable[DeviationRow], answered: frozenset[str]) -> None:
    """Deviations nobody has judged, and exceptions no finding speaks of; under the test that found each.

    Args:
        playing: the rehearsal.
        rows: the deviations of the engagement.
        answered: ids of those a finding is about.
    """
    for row in rows:
        if row.test not in playing.asked:
            continue
        door = (ReturnDoor.TESTS, row.control)
        item = f"{row.item}: " if row.item else ""
        if row.state is DeviationState.OPEN:
            playing.send_back(row.test, Fault.DEVIATION_OPEN, row.id, f"{item}{row.why}", door)
        elif row.state is DeviationState.EXCEPTION and row.id not in answered:
            why = f"{item}{row.why}; confirmed by {row.decided_by}, and no finding speaks of it"
            playing.send_back(row.test, Fault.DEVIATION_UNANSWERED, row.id, why, door)


def population(playing: Playing, row: PopulationRow) -> None:
    """One request: a frozen list that stands for everything that happened."""
    request = playing.ask(row.id, AskedKind.POPULATION, f"{row.name}: the list, its query and how it is known whole")
    for why in row.why_not_final:
        playing.send_back(request, of_frozen(why), row.id, why, (ReturnDoor.POPULATIONS, row.id))


def sample(playing: Playing, drawn: Redrawn) -> None:
    """One request: a sample, drawn again."""
    request = playing.ask(drawn.id, AskedKind.SAMPLE, "the sample, drawn again from the frozen list")
    if not drawn.matches:
        why = join(list(drawn.differs))
        playing.send_back(request, Fault.SAMPLE_NOT_REPRODUCIBLE, drawn.id, why, (ReturnDoor.SAMPLES, drawn.id))


def walkthrough(playing: Playing, control: str, rows: Iterable[WalkthroughRow]) -> None:
    """One request: the control followed from end to end with the people who run it."""
    request = playing.ask(
        f"{control}/walkthrough", AskedKind.WALKTHROUGH, "the control, walked through from end to end"
    )
    mine = [row for row in rows if row.control == control]
    if any(row.state is WalkthroughState.HELD for row in mine):
        return
    told = [f"{row.id} is {word(row.state)}{_lacks(row)}" for row in mine]
    why = join(told) if told else "no walkthrough is on record"
    playing.send_back(request, Fault.WALKTHROUGH_MISSING, control, why, (ReturnDoor.WALKTHROUGHS, ""))


def _lacks(row: WalkthroughRow) -> str:
    return f", lacks {join(list(row.lacking), 3)}" if row.lacking else ""
