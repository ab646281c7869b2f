"""One letter, one meaning: what is learned on one screen holds on the next."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from grcdesk.tui.actions.registry import PLACES, UiAction, at

MEANINGS = {
    "a": ("add", "add attach new model item touched metric draw freeze rehearse difference systems from_file open_one"),
    "A": ("add of another kind, or the whole of it", "new seed assess sign"),
    "b": (
        "a paper or a board of it",
        "period cards card letter register calendar write write_list ask criteria blocks measures",
    ),
    "c": (
        "conclude or confirm",
        "conclude confirm close done check finalise approve submit record verify declare use",
    ),
    "d": ("date", "due dates snooze move move_due as_of done"),
    "e": ("edit", "edit set correct explain scope"),
    "f": ("finding", "finding"),
    "i": ("import", "import load people"),
    "I": ("import of another kind", "register risks folder take_back"),
    "m": ("match or mend", "control evidence derive draft word agreement mend fix move mark modify"),
    "n": ("note, or the next step", "gap acknowledge next next_lack"),
    "N": ("the step before", "before"),
    "o": ("owner", "owner assign"),
    "O": ("owner of what is under the cursor", "assign"),
    "p": ("plan", "plan draft"),
    "r": ("review or respond, or once more", "review respond reconcile redraw reset update supersede"),
    "s": ("status", "status state decide close phase set_aside settle"),
    "t": ("type, tier, test", "tier tailor reasons answer draw"),
    "T": ("tests by machine", "run"),
    "v": (
        "view what lies behind",
        (
            "clauses control matrix samples populations walks walkthroughs deviations tests details versions diff"
            " entries systems earlier snoozed compare_two"
        ),
    ),
    "z": ("out, or back", "drop out untie exclude close offboard is_none override resume take_back open_again"),
}
"""Letter → what it means, and the labels that say it."""
EXCEPTIONS = {
    **{f"today.{name}": "a door, by the name of its place" for name in ("snapshots", "coverage", "actions")},
    **{f"first.{name}": "the first choices, by their names" for name in ("new", "sample", "open")},
    **{f"{place}.risk": "accepting a risk is asked for by its name" for place in ("controls", "control", "assess")},
    **{f"{place}.told": "what we were told" for place in ("requests", "request")},
    **{f"{place}.notice": "who was told" for place in ("incidents", "incident")},
    "checklist.note": "n is an answer there",
    "due.record": "opens the record; nobody is given an owner there",
    "evidence.each": "placing, by its name",
    "changes.bare": "what is bare of proof",
    "deviations.bare": "what is bare of a judgement",
    "due.notify": "a message goes out",
    "feature.prompt": "by its name: a is for models",
    "vendors.policy": "our policy",
    "review.prove": "by its name: i is for the lists themselves",
    "review.removals": "tickets",
    "review.memo": "the memo",
    "review.send": "export for somebody: x is the export of everywhere",
    "review.reopen": "never hit by chance",
    "requests.metrics": "how often requests return",
    "soa.framework": "the page of the other framework",
    "scope.override": "puts in or out",
    "scope.withdraw": "z leaves something out",
}
"""Actions whose letter means something else there, and why."""
MOVING = {"[", "]", "h", "l", "-"}
ANSWERS = {"checklist.yes", "checklist.no", "checklist.partly", "review.keep", "review.revoke"}
"""Keys that are answers, as in a dialog: what they say stands in the key bar."""


def lettered() -> Iterator[tuple[str, UiAction]]:
    for place in PLACES:
        for action in at(place):
            if action.id not in ANSWERS:
                yield from ((key, action) for key in action.keys if len(key) == 1 and key not in MOVING)


@pytest.mark.parametrize("letter", list(MEANINGS))
def test_a_letter_means_the_same_on_every_screen(letter: str) -> None:
    labels = set(MEANINGS[letter][1].split())
    strange = {
        action.id: action.label
        for key, action in lettered()
        if key == letter and action.label.replace(" ", "_") not in labels and action.id not in EXCEPTIONS
    }
    assert strange == {}, f"{letter} means: {MEANINGS[letter][0]}"


def test_every_letter_has_an_agreed_meaning() -> None:
    assert {action.id: key for key, action in lettered() if key not in MEANINGS and action.id not in EXCEPTIONS} == {}


def test_the_agreement_names_nothing_that_is_gone() -> None:
    said = {(key, action.label.replace(" ", "_")) for key, action in lettered()}
    assert [
        (key, label) for key, (_, labels) in MEANINGS.items() for label in labels.split() if (key, label) not in said
    ] == []
    assert set(EXCEPTIONS) <= {action.id for _, action in lettered()}


def test_exceptions_stay_few() -> None:
    assert len(EXCEPTIONS) * 10 < len(list(lettered()))
