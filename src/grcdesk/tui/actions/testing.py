"""Actions of tests, work sheets, changes and deviations."""

from __future__ import annotations

from grcdesk.tui.actions.action import ActionSpec, UiAction, of

_BOTH: tuple[ActionSpec, ...] = (
    ("run", "T", "run", "Run the checks of the control over its lists.", "screen.run", True),
    ("answer", "t", "answer", "Answer its work sheet: y n - and on to the next.", "screen.answer", True),
    ("review", "r", "review", "Look at the answers as a second person.", "screen.review", True),
    ("conclude", "c", "conclude", "Conclude the control; it says what stands in the way.", "screen.conclude", True),
    ("deviations", "v", "deviations", "Open the deviations of the control.", "screen.deviations", True),
    ("freeze", "a", "freeze", "Freeze what the desk records itself, for the test under the cursor.", "screen.freeze"),
    ("import", "i", "import", "Take in a work sheet that was filled in elsewhere.", "screen.import_sheet"),
)
_SHEET: tuple[ActionSpec, ...] = (
    ("sheet.previous", "[", "previous", "Go to the previous control of the list.", "screen.step(-1)"),
    ("sheet.next", "]", "next", "Go to the next control of the list.", "screen.step(1)"),
)
_CHANGES: tuple[ActionSpec, ...] = (
    ("changes.bare", "b", "not proven", "Show the changes that are not proven, or all again.", "screen.bare", True),
    ("changes.sheet", "v", "tests", "Open the work sheet of the test its reason belongs to.", "screen.sheet", True),
)
_DEVIATIONS: tuple[ActionSpec, ...] = (
    ("deviations.confirm", "c", "confirm", "Confirm it as an exception, or all marked ones.", "screen.confirm", True),
    ("deviations.none", "z", "is none", "Say, two people and a reason, that it is none.", "screen.is_none", True),
    (
        "deviations.finding",
        "f",
        "finding",
        "Raise a finding from it, or from all marked ones.",
        "screen.raise_finding",
        True,
    ),
    ("deviations.bare", "b", "not judged", "Show those nobody has judged, or all again.", "screen.bare"),
    ("deviations.sheet", "v", "tests", "Open the work sheet of its control.", "screen.sheet", True),
)
NAMED: tuple[ActionSpec, ...] = (
    ("go.tests", "", "Open Tests", "Open the tests of the controls in scope.", "app.go('tests')"),
    ("go.changes", "", "Open Changes", "Open the changes with their proof.", "app.go('changes')"),
    ("go.deviations", "", "Open Deviations", "Open the deviations of the engagement.", "app.go('deviations')"),
)
"""In the palette everywhere."""


def _both(place: str) -> tuple[UiAction, ...]:
    return of(place, [(f"{place}.{row[0]}", *row[1:]) for row in _BOTH])


TESTING: dict[str, tuple[UiAction, ...]] = {
    "tests": _both("tests"),
    "sheet": (*_both("sheet"), *of("sheet", _SHEET)),
    "changes": of("changes", _CHANGES),
    "deviations": of("deviations", _DEVIATIONS),
}
"""By screen, as `by_place.BY_PLACE`."""
