"""Which columns of our workbooks come home, and what each of them is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from grcdesk.rules.registers.columns import CellKind, RegisterColumn
from grcdesk.rules.registers.controls import ACTIONS, CONTROLS
from grcdesk.terms.requests import AuditorStatus, RequestStatus


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
REQUEST_CELLS = HomeForm(
    "request",
    (
        RegisterColumn("owner", "Owner", CellKind.PERSON, "Who of us answers it", 20),
        RegisterColumn("status", "Our status", CellKind.TERM, "Where it stands with us", 14, terms=RequestStatus),
        RegisterColumn("auditor_status", "Auditor status", CellKind.TERM, "His word", 14, terms=AuditorStatus),
        RegisterColumn("return_reason", "Reason", CellKind.TEXT, "Why he returned or closed it", 34),
    ),
)
HOME: Mapping[str, HomeForm] = {"tblGaps": CONTROL_CELLS, "tblActions": ACTION_CELLS, "tblRequests": REQUEST_CELLS}
"""By the name of the table in the workbook: those whose cells are fields of records.

What an auditor fills in elsewhere comes home from any table whose rows have a name each.
"""
KEYS: Mapping[str, str] = {"tblSampleItems": "Key", "tblRequests": "Our ref"}
"""Heading of the column that names the rows, where it is not the first."""
