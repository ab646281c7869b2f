"""What is done to requests, the same on the list and on the detail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from grcdesk.schemas.evidence.evidence import EvidenceRow
from grcdesk.schemas.requests.requests import RequestRow
from grcdesk.tui.dialogs.find import Find
from grcdesk.tui.dialogs.pick import Choice
from grcdesk.tui.frame.base import DeskScreen
from grcdesk.tui.requests import forms
from grcdesk.wording import word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

_OFFERED = 500
"""Artefacts that are offered besides those behind the controls of a request."""


class RequestActions(DeskScreen):
    """Acts on the requests meant."""

    def meant_rows(self) -> Sequence[RequestRow]:
        """The requests an action is for."""
        raise NotImplementedError

    def action_status(self) -> None:
        """Our status."""
        if rows := self.meant_rows():
            forms.status(self.desk_app, rows)

    def action_owner(self) -> None:
        """Who answers them."""
        if rows := self.meant_rows():
            forms.one_field(self.desk_app, rows, "owner")

    def action_due(self) -> None:
        """When they are due."""
        if rows := self.meant_rows():
            forms.one_field(self.desk_app, rows, "due")

    def action_submit(self) -> None:
        """Hand them over."""
        if rows := self.meant_rows():
            forms.submit(self.desk_app, rows)

    def action_told(self) -> None:
        """The auditor's word."""
        if rows := self.meant_rows():
            forms.told(self.desk_app, rows)

    def action_edit(self) -> None:
        """The other fields of one."""
        if rows := self.meant_rows():
            name = rows[0].id
            self.ask_first(
                "one request", lambda desk: desk.requests.show(name), lambda found: forms.edit(self.desk_app, found)
            )

    def action_evidence(self) -> None:
        """An artefact that answers it: those behind its controls first, then the newest."""
        rows = self.meant_rows()
        if len(rows) > 1:
            self.desk_app.tell("evidence answers one request: put the cursor on it, without marks")
        elif rows:
            row = rows[0]
            self.ask_first("artefacts", lambda desk: _offered(desk, row), lambda found: self._pick(row, found))

    def _pick(self, row: RequestRow, found: Sequence[EvidenceRow]) -> None:
        if not found:
            self.desk_app.tell("no artefact that is not tied already: 3 takes evidence in")
            return
        choices = [
            Choice(one.id, f"{one.id}  {one.title or one.file_name or one.url}  {word(one.kind)}") for one in found
        ]

        def chosen(name: str | None) -> None:
            if name is not None:
                self.desk_app.with_desk("evidence", lambda desk: desk.requests.evidence(row.id, [name]))

        self.app.push_screen(Find(f"Which artefact answers {row.name}?", choices), chosen)


def _offered(desk: Desk, row: RequestRow) -> Sequence[EvidenceRow]:
    """Artefacts that could answer a request."""
    behind = desk.evidence.keys(f"control:{','.join(row.controls)}", sort="-dated") if row.controls else []
    keys = [*behind, *desk.evidence.keys("", sort="-dated")[:_OFFERED]]
    wanted = [key for key in dict.fromkeys(keys) if key not in row.evidence]
    return [one for one in desk.evidence.rows(wanted) if not one.rejected]
