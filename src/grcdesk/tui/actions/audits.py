"""Actions of the place Audits: engagements, one of them, and the tabs over all lists of an audit."""

from __future__ import annotations

from collections.abc import Mapping

from grcdesk.tui.actions.action import ActionSpec, UiAction, of

TABS: Mapping[str, tuple[str, str]] = {
    "audits": ("Audits", "Aud"),
    "requests": ("Requests", "Req"),
    "changes": ("Changes", "Chg"),
    "tests": ("Tests", "Tst"),
    "samples": ("Samples", "Smp"),
    "populations": ("Populations", "Pop"),
    "findings": ("Findings", "Fnd"),
    "soa": ("SoA", "SoA"),
    "incidents": ("Incidents", "Inc"),
}
"""The tabs over the lists of an audit, by place, in their order: as they are called, and in three letters."""
UNDER: Mapping[str, str] = {"walkthroughs": "requests", "deviations": "findings", "rehearsal": "audits"}
"""Lists that are reached from one of those, and the tab they stand under."""

_STRIP: tuple[ActionSpec, ...] = (
    (
        "tab_left",
        "h left",
        "tab",
        "Go to the list to the left: requests, changes, tests and so on.",
        "screen.audit_tab(-1)",
    ),
    ("tab_right", "l right", "tab", "Go to the list to the right.", "screen.audit_tab(1)"),
)
_BOTH: tuple[ActionSpec, ...] = (
    ("use", "c", "use", "Make it the current engagement: everything is about it.", "screen.use", True),
    ("edit", "e", "edit", "Set firm, days, categories, parameters and vendor methods.", "screen.edit", True),
    ("move", "s", "phase", "Move it to another phase; early with a reason.", "screen.move", True),
    ("follow", "p", "plan", "Let it follow a plan: dated tasks whose state is computed.", "screen.follow"),
    ("follow_on", "n", "next", "Make the next engagement from it.", "screen.follow_on", True),
    ("close", "z", "close", "Close it, or open it again.", "screen.close_engagement"),
)
_LIST: tuple[ActionSpec, ...] = (
    ("audits.new", "a", "new", "Make an engagement.", "screen.new", True),
    ("audits.walkthroughs", "v", "walks", "Open the walkthroughs.", "app.go('walkthroughs')", True),
)
_DETAIL: tuple[ActionSpec, ...] = (
    ("engagement.mend", "m", "mend", "Go to where the row under the cursor is mended.", "screen.mend", True),
    ("engagement.previous", "[", "previous", "Go to the previous engagement of the list.", "screen.step(-1)"),
    ("engagement.next", "]", "next", "Go to the next engagement of the list.", "screen.step(1)"),
    ("engagement.tab_left", "h left", "tab", "Go to the tab to the left.", "screen.tab(-1)"),
    ("engagement.tab_right", "l right", "tab", "Go to the tab to the right.", "screen.tab(1)"),
)
NAMED: tuple[ActionSpec, ...] = (
    (
        "audits.phase",
        "",
        "Show the phase of the engagement",
        "Show the phase of the engagement, with its checks.",
        "app.do('audits.phase')",
    ),
    (
        "exports.audit",
        "",
        "Write the lists of the audit…",
        "Write all lists of the engagement as one workbook.",
        "app.do('exports.audit')",
    ),
    (
        "package.build",
        "",
        "Write a package for the auditor…",
        "Write all that the auditor gets into one zip or folder, with sums and signature.",
        "app.do('package.build')",
    ),
    (
        "package.verify",
        "",
        "Check a package…",
        "Check a package, or a BagIt bag of any maker, against its sums and its signature.",
        "app.do('package.verify')",
    ),
    ("audits.plan", "", "Show the plan of the engagement", "Show the plan of the engagement.", "app.do('audits.plan')"),
    (
        "audits.exposure",
        "",
        "Show exposure to common findings",
        "Show whether we are exposed to the seven common findings.",
        "app.do('audits.exposure')",
    ),
)
"""In the palette everywhere."""


def _both(place: str) -> tuple[UiAction, ...]:
    return of(place, [(f"{place}.{row[0]}", *row[1:]) for row in _BOTH])


AUDITS: dict[str, tuple[UiAction, ...]] = {
    "audits": (*of("audits", _LIST), *_both("audits")),
    "engagement": (*_both("engagement"), *of("engagement", _DETAIL)),
}
"""By screen, as `by_place.BY_PLACE`."""


def with_tabs(places: Mapping[str, tuple[UiAction, ...]]) -> dict[str, tuple[UiAction, ...]]:
    """The actions by place; those of the lists of an audit also step from list to list."""
    return {
        place: (*found, *of(place, [(f"{place}.{row[0]}", *row[1:]) for row in _STRIP]))
        if place in TABS or place in UNDER
        else found
        for place, found in places.items()
    }
