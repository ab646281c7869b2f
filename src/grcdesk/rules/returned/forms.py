"""Which columns of our workbooks come home, and what each of them is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from grcdesk.rules.registers.columns import CellKind, RegisterColumn
from grcdesk.rules.registers.controls import ACTIONS, CONTROLS


@dataclass(frozen=True, slots=True)
class HomeForm:
    """The columns of one table that come home."""

    noun: str
    """What one row is."""
    columns: tuple[RegisterColumn, ...]
    new: str = ""
    """How another one is planned; empty: in the desk, not in a workbook."""

    def column(self, name: str) -> RegisterColumn:
        """The column of a field."""
        return next(one for one in self.columns if one.name == name)

    def under(self, header: str) -> RegisterColumn | None:
        """The column with that heading; None: nothing under it comes home."""
        plain = _plain(header)
        return next((one for one in self.columns if plain in (_plain(one.title), *one.aliases)), None)


def _plain(header: str) -> str:
    return "".join(letter for letter in header.casefold() if letter.isalnum())


def _of_control(name: str, *aliases: str) -> RegisterColumn:
    column = CONTROLS.column(name)
    return replace(column, aliases=(*column.aliases, *aliases))


CONTROL_CELLS = HomeForm(
    "control",
    (
        *(_of_control(name) for name in ("status", "design", "implemented", "owner", "due", "gap")),
        _of_control("reason", "nareason"),
        _of_control("approver", "naapprover"),
        RegisterColumn("action", "Action", CellKind.TEXT, "Open actions, one a line", 34, ("openactions",)),
    ),
)  # fmt: skip
ACTION_CELLS = HomeForm(
    "action",
    tuple(ACTIONS.column(name) for name in ("title", "owner", "due", "moved_because", "status", "closed_on", "proof")),
    new="write a new action as a line without an id in the cell Action of its control: tab My controls, or Gap "
    "assessment; or plan it in the desk: grcdesk gap actions add",
)
HOME: Mapping[str, HomeForm] = {"tblGaps": CONTROL_CELLS, "tblActions": ACTION_CELLS}
"""By the name of the table in the workbook."""
"""Those that owners fill in. What an auditor fills in comes home from any table whose rows have a name each."""
KEYS: Mapping[str, str] = {"tblSampleItems": "Key", "tblRequests": "Our ref"}
"""Heading of the column that names the rows, where it is not the first."""
ELSEWHERE: Mapping[str, str] = {"tblRequests": "it comes home with the list of requests: grcdesk requests import FILE"}
"""Tables whose cells are taken back otherwise, and how: one that is changed here is named, and not taken."""
