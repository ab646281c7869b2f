"""Which columns of our workbooks come home, and what each of them is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from grcdesk.rules.registers.columns import CellKind, RegisterColumn
from grcdesk.rules.registers.controls import ACTIONS, CONTROLS
from grcdesk.terms.returned import AuditorResult

AUDITORS = ("auditor_ref", "auditor_test", "auditor_result", "auditor_notes")
"""Fields an auditor fills in."""


@dataclass(frozen=True, slots=True)
class HomeForm:
    """The columns of one table that come home."""

    noun: str
    """What one row is."""
    key: str
    """Heading of the column that names the row."""
    columns: tuple[RegisterColumn, ...]

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
    "Control ID",
    (
        *(_of_control(name) for name in ("status", "design", "implemented", "owner", "due", "gap")),
        _of_control("reason", "nareason"),
        _of_control("approver", "naapprover"),
        RegisterColumn(
            "action", "Action", CellKind.TEXT, "What is to be done about the gap", 34,
            ("remediation", "nextaction", "openaction"),
        ),
        RegisterColumn("auditor_ref", "Auditor ref", CellKind.LINE, "The auditor's own number", 12),
        RegisterColumn("auditor_test", "Auditor test", CellKind.TEXT, "What the auditor did", 22),
        RegisterColumn("auditor_result", "Auditor result", CellKind.TERM, "What he found", 16, terms=AuditorResult),
        RegisterColumn("auditor_notes", "Auditor notes", CellKind.TEXT, "What he wrote beside it", 24),
    ),
)  # fmt: skip
ACTION_CELLS = HomeForm(
    "action",
    "Action ID",
    tuple(
        replace(ACTIONS.column(name), clears=ACTIONS.column(name).clears)
        for name in ("title", "owner", "due", "moved_because", "status", "closed_on", "proof")
    ),
)
HOME: Mapping[str, HomeForm] = {"tblControls": CONTROL_CELLS, "tblActions": ACTION_CELLS}
"""By the name of the table in the workbook."""
