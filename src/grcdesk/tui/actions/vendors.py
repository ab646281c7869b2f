"""Actions of the vendor screens."""

from __future__ import annotations

from grcdesk.tui.actions.action import ActionSpec, UiAction, of

_BOTH: tuple[ActionSpec, ...] = (
    ("review", "r", "review", "Start a review, or go on with the open one.", "screen.review", True),
    ("edit", "e", "edit", "Edit name, use, owner, plan, region and scope.", "screen.edit", True),
    ("tier", "t", "tier", "Answer what the tier follows from.", "screen.tier", True),
    ("dates", "d", "dates", "Set the dates reminders are reckoned from.", "screen.dates", True),
    ("request", "b", "ask", "Show a message that asks for what is missing; y copies it.", "screen.request"),
    ("offboard", "z", "offboard", "End the relation; its reminders fall silent.", "screen.offboard"),
)
_LIST: tuple[ActionSpec, ...] = (
    ("vendors.add", "a", "add", "Add a vendor.", "screen.add", True),
    ("vendors.import", "i", "import", "Bring vendors from CSV or XLSX, after a preview.", "screen.import_list"),
    ("vendors.policy", "p", "rules", "Show and change the rules: cadences, retention, home region.", "screen.policy"),
)
_DETAIL: tuple[ActionSpec, ...] = (
    ("vendor.add", "a", "add", "Add a document, agreement, project, subprocessor or contact.", "screen.add", True),
    ("vendor.clauses", "v", "clauses", "Read an agreement clause by clause, one key each.", "screen.clauses"),
    ("vendor.agreement", "m", "agreement", "Edit the agreement under the cursor.", "screen.agreement"),
    ("vendor.import", "i", "import", "Bring subprocessors or contacts from CSV or XLSX.", "screen.import_list"),
    ("vendor.previous", "[", "previous", "Go to the previous vendor of the list.", "screen.step(-1)"),
    ("vendor.next", "]", "next", "Go to the next vendor of the list.", "screen.step(1)"),
    ("vendor.tab_left", "h left", "tab", "Go to the tab to the left.", "screen.tab(-1)"),
    ("vendor.tab_right", "l right", "tab", "Go to the tab to the right.", "screen.tab(1)"),
)


def _both(place: str) -> tuple[UiAction, ...]:
    return of(place, [(f"{place}.{row[0]}", *row[1:]) for row in _BOTH])


NAMED: tuple[ActionSpec, ...] = (
    (
        "vendors.points",
        "",
        "Show what fails at vendors",
        "List what fails in the files of all vendors.",
        "app.do('vendors.points')",
    ),
    (
        "vendors.agreements",
        "",
        "Show all agreements",
        "List all agreements with vendors and how far they were read.",
        "app.do('vendors.agreements')",
    ),
    (
        "vendors.exposure",
        "",
        "Show exposure of features to vendors",
        "List feature by vendor and model: region, retention, training.",
        "app.do('vendors.exposure')",
    ),
    (
        "vendors.traffic",
        "",
        "Show traffic to vendors",
        "Hold the requests of imported logs against vendors, features and agreements.",
        "app.do('vendors.traffic')",
    ),
)
"""In the palette everywhere."""
VENDORS: dict[str, tuple[UiAction, ...]] = {
    "vendors": (*_both("vendors"), *of("vendors", _LIST)),
    "vendor": (*_both("vendor"), *of("vendor", _DETAIL)),
}
"""By screen, as `places.BY_PLACE`."""
