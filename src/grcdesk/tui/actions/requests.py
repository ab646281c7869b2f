"""Actions of the screens of requests and walkthroughs."""

from __future__ import annotations

from grcdesk.tui.actions.action import ActionSpec, UiAction, of

_BOTH: tuple[ActionSpec, ...] = (
    ("status", "s", "status", "Set our status with one more key.", "screen.status", True),
    ("owner", "o", "owner", "Set who of us answers it.", "screen.owner"),
    ("due", "d", "due", "Set when it is due.", "screen.due"),
    ("evidence", "m", "evidence", "Say which artefact answers it.", "screen.evidence", True),
    ("submit", "c", "submit", "Hand it over to the auditor.", "screen.submit", True),
    ("told", "t", "told", "Put down what the auditor said: received, accepted, returned, closed.", "screen.told", True),
    ("edit", "e", "edit", "Edit number, text, controls, kind, priority and response.", "screen.edit"),
)
_LIST: tuple[ActionSpec, ...] = (
    ("requests.add", "a", "add", "Write down a request.", "screen.add", True),
    ("requests.import", "i", "import", "Bring the firm's list, after a preview.", "screen.import_list"),
    ("requests.write", "b", "write list", "Write the list again in the firm's own layout.", "screen.write_list"),
    ("requests.draft", "p", "draft", "Draft a first list from what the catalogs ask for.", "screen.draft"),
    (
        "requests.metrics",
        "r",
        "metrics",
        "Show figures: overdue, accepted the first time, days, returns and why.",
        "screen.metrics",
    ),
    ("requests.walkthroughs", "v", "walkthroughs", "Open the walkthroughs.", "screen.walkthroughs"),
)
_DETAIL: tuple[ActionSpec, ...] = (
    (
        "request.drop",
        "z",
        "untie",
        "Untie the artefact under the cursor; it does not answer the request.",
        "screen.drop_evidence",
    ),
    ("request.previous", "[", "previous", "Go to the previous request of the list.", "screen.step(-1)"),
    ("request.next", "]", "next", "Go to the next request of the list.", "screen.step(1)"),
    ("request.tab_left", "h left", "tab", "Go to the tab to the left.", "screen.tab(-1)"),
    ("request.tab_right", "l right", "tab", "Go to the tab to the right.", "screen.tab(1)"),
)
_WALKS: tuple[ActionSpec, ...] = (
    ("walkthroughs.add", "a", "add", "Plan the walkthrough of a control.", "screen.add", True),
    ("walkthroughs.set", "e", "set", "Set day and people.", "screen.plan", True),
    ("walkthroughs.answer", "t", "answer", "Answer its questions, one key each.", "screen.answer", True),
    ("walkthroughs.record", "c", "record", "Record what it was.", "screen.record", True),
)
_WALK: tuple[ActionSpec, ...] = (
    ("walkthrough.set", "e", "set", "Set day and people.", "screen.plan", True),
    ("walkthrough.answer", "t", "answer", "Answer its questions, one key each.", "screen.answer", True),
    ("walkthrough.record", "c", "record", "Record what it was.", "screen.record", True),
    ("walkthrough.differ", "a", "difference", "Write down what differs from the control.", "screen.differ", True),
    ("walkthrough.settle", "s", "settle", "Say what became of the difference under the cursor.", "screen.settle", True),
    ("walkthrough.previous", "[", "previous", "Go to the previous walkthrough of the list.", "screen.step(-1)"),
    ("walkthrough.next", "]", "next", "Go to the next walkthrough of the list.", "screen.step(1)"),
    ("walkthrough.tab_left", "h left", "tab", "Go to the tab to the left.", "screen.tab(-1)"),
    ("walkthrough.tab_right", "l right", "tab", "Go to the tab to the right.", "screen.tab(1)"),
)
NAMED: tuple[ActionSpec, ...] = (
    ("go.requests", "", "Open Requests", "Open what the auditor asks for.", "app.go('requests')"),
    ("go.walkthroughs", "", "Open Walkthroughs", "Open the walkthroughs of controls.", "app.go('walkthroughs')"),
    (
        "lists.import",
        "",
        "Import a list of requests…",
        "Bring the list of requests of a firm.",
        "app.do('lists.import')",
    ),
    (
        "lists.write",
        "",
        "Write the list of requests…",
        "Write the requests in the firm's own layout.",
        "app.do('lists.write')",
    ),
)
"""In the palette everywhere."""


def _both(place: str) -> tuple[UiAction, ...]:
    return of(place, [(f"{place}.{row[0]}", *row[1:]) for row in _BOTH])


REQUESTS: dict[str, tuple[UiAction, ...]] = {
    "requests": (*of("requests", _LIST[:1]), *_both("requests"), *of("requests", _LIST[1:])),
    "request": (*_both("request"), *of("request", _DETAIL)),
    "walkthroughs": of("walkthroughs", _WALKS),
    "walkthrough": of("walkthrough", _WALK),
}
"""By screen, as `by_place.BY_PLACE`."""
