"""Actions of the Statement of Applicability."""

from __future__ import annotations

from grcdesk.tui.actions.action import ActionSpec, UiAction, of

_EDITS: tuple[ActionSpec, ...] = (
    ("reasons", "t", "reasons", "Say why it is necessary: one reason or several.", "screen.reasons", True),
    ("implemented", "s", "status", "Say whether it is implemented: y p n u.", "screen.implemented", True),
    ("owner", "o", "owner", "Say who answers for it.", "screen.owner"),
    ("leave_out", "z", "out", "Leave it out for a reason, or take it in again.", "screen.leave_out", True),
    ("edit", "e", "edit", "Set other measures, day, risks and note.", "screen.edit"),
)
_SOA: tuple[ActionSpec, ...] = (
    ("soa.lacking", "n", "next lack", "Go to the next row that lacks something.", "screen.lacking"),
    (
        "soa.draft",
        "m",
        "draft",
        "Propose what is implemented, from gap statuses; never a reason.",
        "screen.draft",
        True,
    ),
    ("soa.approve", "c", "approve", "Approve the statement as it stands, as a version.", "screen.approve", True),
    ("soa.versions", "v", "versions", "Show approved versions and what differs today.", "screen.versions"),
    ("soa.framework", "p", "framework", "Show the statement of the other framework.", "screen.framework"),
    ("soa.export", "b", "write", "Write the statement as a CSV file.", "screen.export"),
)
_SOA_ITEM: tuple[ActionSpec, ...] = (
    ("soa_item.previous", "[", "previous", "Go to the previous row of the list.", "screen.step(-1)"),
    ("soa_item.next", "]", "next", "Go to the next row of the list.", "screen.step(1)"),
    ("soa_item.tab_left", "h left", "tab", "Go to the tab to the left.", "screen.tab(-1)"),
    ("soa_item.tab_right", "l right", "tab", "Go to the tab to the right.", "screen.tab(1)"),
)


def _edits(place: str) -> tuple[UiAction, ...]:
    """What is said of rows, on the list and on the detail alike."""
    return of(place, [(f"{place}.{row[0]}", *row[1:]) for row in _EDITS])


SOA: dict[str, tuple[UiAction, ...]] = {
    "soa": (*_edits("soa"), *of("soa", _SOA)),
    "soa_item": (*_edits("soa_item"), *of("soa_item", _SOA_ITEM)),
}
"""By screen, as `places.BY_PLACE`."""
