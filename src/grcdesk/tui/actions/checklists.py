"""Actions of a checklist: one row a question, one key an answer."""

from __future__ import annotations

from grcdesk.tui.actions.action import ActionSpec, UiAction, of

_CHECKLIST: tuple[ActionSpec, ...] = (
    ("checklist.yes", "y", "yes", "Answer yes, pass or keep, and go on to the next row.", "screen.answer('y')", True),
    ("checklist.no", "n", "no", "Answer no, fail or revoke, and go on; most want a note.", "screen.answer('n')", True),
    ("checklist.none", "minus", "n.a.", "Answer that it does not apply, and go on.", "screen.answer('-')", True),
    (
        "checklist.partly",
        "p",
        "in part",
        "Answer in between, where there is such an answer.",
        "screen.answer('p')",
    ),
    ("checklist.modify", "m", "modify", "Answer that it is to be changed, where one can.", "screen.answer('m')"),
    ("checklist.note", "o", "note", "Write the note of the row, in the row.", "screen.note", True),
    ("checklist.conclude", "c", "conclude", "Conclude, or go to what is still open.", "screen.conclude", True),
    ("checklist.back", "backspace", "back", "Take the last answer given here back; so does undo.", "screen.back"),
    ("checklist.previous", "[", "previous", "To the open question before.", "screen.open_question(-1)"),
    ("checklist.next", "]", "next", "To the next open question.", "screen.open_question(1)"),
)
CHECKLISTS: dict[str, tuple[UiAction, ...]] = {"checklist": of("checklist", _CHECKLIST)}
"""By screen, as `by_place.BY_PLACE`."""
