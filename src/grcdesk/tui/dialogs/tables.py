"""Fields of forms that read a table: where it stands, how its days are written, what its words mean."""

from __future__ import annotations

from grcdesk.errors import BadInput
from grcdesk.paths import typed_path
from grcdesk.schemas.registers.tables import TablePlan
from grcdesk.terms.interchange import DayOrder
from grcdesk.text import whole_number
from grcdesk.tui.dialogs.answers import pairs
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.kinds import FILE, term
from grcdesk.tui.dialogs.values import one_of
from grcdesk.tui.kit.drafts import Texts

_LAST_ROW = 1_048_576
PLACE = (
    Ask("sheet", "Sheet", hint="of a workbook; empty: the one with the list"),
    Ask("header", "Heading", hint="row that names the columns; empty: it is found"),
    Ask("dates", "3/2/2027", hint="day or month: what stands first", kind=term(DayOrder)),
)
MEANING = (
    Ask("words", "Words", hint="tier: Tier 1=critical; status: Gone=left; remembered"),
    Ask("map", "Map", hint="YAML with columns and words", kind=FILE),
)


def place_of(texts: Texts) -> tuple[str, int, DayOrder | None]:
    """Sheet, row of the heading, and what stands first in days.

    Raises:
        BadInput: when one of them is none.
    """
    dates = one_of(texts["dates"], tuple(DayOrder), "what stands first")
    header = whole_number(texts["header"], _LAST_ROW, "heading", low=1) if texts["header"] else 0
    return texts["sheet"], header, DayOrder(dates) if dates else None


def plan_of(texts: Texts) -> TablePlan:
    """What was typed of a table.

    Raises:
        BadInput: as `place_of`, or when columns or words are written otherwise.
    """
    sheet, header, dates = place_of(texts)
    path = typed_path(texts["map"]) if texts["map"] else None
    return TablePlan(path, pairs(texts["columns"], "columns"), _words(texts["words"]), sheet, header, dates)


def _words(given: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for part in (one.strip() for one in given.split(";") if one.strip()):
        what, colon, rest = part.partition(":")
        theirs, equals, ours = rest.rpartition("=")
        if not colon or not equals or not theirs.strip():
            raise BadInput(f"words: {part!r} says nothing", hint="tier: Tier 1=critical; tier: Tier 2=high")
        found.setdefault(what.strip().replace(" ", "_"), {})[theirs.strip()] = ours.strip()
    return found
