"""Actions of the screens of requests and walkthroughs."""

from __future__ import annotations

from grcdesk.tui.actions.action import ActionSpec, UiAction, of

_BOTH: tuple[ActionSpec, ...] = (
    ("status", "s", "status", "Set our status with one more key.", "screen.status", True),
    ("owner", "o", "owner", "Set who of us answers it.", "screen.owner"),
    ("due", "d", "due", "Set when it is due.", "screen.due"),
    ("evidence", "v", "evidence", "Say which artefact answers it.", "screen.evidence", True),
    ("submit", "m", "submit", "Hand it over to the auditor.", "screen.submit", True),
    ("told", "t", "told", "Put down what the auditor said: received, accepted, returned, closed.", "screen.told", True),
    ("edit", "e", "edit", "Edit number, text, controls, kind, priority and response.", "screen.edit"),
)
_LIST: tuple[ActionSpec, ...] = (
    ("requests.add", "a", "add", "Write down a request.", "screen.add", True),
    ("requests.import", "i", "import", "Bring the firm's list, after a preview.", "screen.import_list"),
    ("requests.write", "b", "write list", "Write the list again in the firm's own layout.", "screen.write_list"),
    ("requests.draft", "r", "draft", "Draft a first list from what the catalogs ask for.", "screen.draft"),
    ("requests.metrics", "p", "metrics", "Overdue, accepted the first time, days, returns and why.", "screen.metrics"),
    ("requests.walkthroughs", "c", "walkthroughs", "Open the walkthroughs.", "screen.walkthroughs"),
)
_DETAIL: tuple[ActionSpec, ...] = (
    ("request.drop", "r", "untie", "The artefact under the cursor does not answer it.", "screen.drop_evidence"),
    ("request.previous", "[", "previous", "The previous request of the list.", "screen.step(-1)"),
    ("request.next", "]", "next", "The next request of the list.", "screen.step(1)"),
    ("request.tab_left", "h left", "tab", "The tab to the left.", "screen.tab(-1)"),
    ("request.tab_right", "l right", "tab", "The tab to the right.", "screen.tab(1)"),
)
_WALKS: tuple[ActionSpec, ...] = (
    ("walkthroughs.add", "a", "plan", "Plan the walkthrough of a control.", "screen.add", True),
    ("walkthroughs.set", "e", "set", "Set day and people.", "screen.plan", True),
    ("walkthroughs.answer", "s", "answer", "Answer its questions, one key each.", "screen.answer", True),
    ("walkthroughs.record", "o", "record", "Record what it was.", "screen.record", True),
)
_WALK: tuple[ActionSpec, ...] = (
    ("walkthrough.set", "e", "set", "Set day and people.", "screen.plan", True),
    ("walkthrough.answer", "s", "answer", "Answer its questions, one key each.", "screen.answer", True),
    ("walkthrough.record", "o", "record", "Record what it was.", "screen.record", True),
    ("walkthrough.differ", "a", "difference", "Write down what differs from the control.", "screen.differ", True),
    ("walkthrough.settle", "t", "settle", "Say what became of the difference under the cursor.", "screen.settle", True),
    ("walkthrough.previous", "[", "previous", "The previous walkthrough of the list.", "screen.step(-1)"),
    ("walkthrough.next", "]", "next", "The next walkthrough of the list.", "screen.step(1)"),
    ("walkthrough.tab_left", "h left", "tab", "The tab to the left.", "screen.tab(-1)"),
    ("walkthrough.tab_right", "l right", "tab", "The tab to the right.", "screen.tab(1)"),
)
NAMED: tuple[ActionSpec, ...] = (
    ("go.requests", "", "Requests", "Open what the auditor asks for.", "app.go('requests')"),
    ("go.walkthroughs", "", "Walkthroughs", "Open the walkthroughs of controls.", "app.go('walkthroughs')"),
    ("lists.import", "", "import requests", "Bring the list of requests of a firm.", "app.do('lists.import')"),
    ("lists.write", "", "write requests", "Write the requests in the firm's own layout.", "app.do('lists.write')"),
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
