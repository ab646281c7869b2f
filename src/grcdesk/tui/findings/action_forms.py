"""Forms about actions against findings and incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grcdesk.schemas.remediation import RemediationFacts, RemediationRow
from grcdesk.tui.dialogs.form import Ask, day_of, optional_date
from grcdesk.tui.frame.ask import Act, ask_and_do
from grcdesk.tui.kit.drafts import Texts

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell


def plan(app: Shell, parent: str, owner: str = "") -> None:
    """A new action."""
    fields = [
        Ask("action", "What is to be done", needed=True),
        Ask("owner", "Owner", owner, "a person", needed=True),
        Ask("due", "Due", "", "2026-12-31", needed=True),
        Ask("effort", "What it takes"),
        Ask("interim", "What holds the risk down until then"),
    ]

    def build(texts: Texts) -> Act:
        facts = RemediationFacts(
            texts["action"], texts["owner"], day_of(texts["due"]), texts["effort"], texts["interim"]
        )
        return lambda desk: desk.remediation.add(parent, facts)

    ask_and_do(app, f"Action against {parent}", fields, build)


def done(app: Shell, row: RemediationRow) -> None:
    """An action is done."""
    fields = [
        Ask("proof", "What shows it", "", "EV-1, or where it can be seen", needed=True),
        Ask("by", "Done by", row.owner, "a person"),
        Ask("on", "Done on", "", "empty: today"),
    ]

    def build(texts: Texts) -> Act:
        on = optional_date(texts["on"])
        return lambda desk: desk.remediation.done(row.id, proof=texts["proof"], by=texts["by"], on=on)

    ask_and_do(app, f"{row.id} is done", fields, build, note=row.action)


def move(app: Shell, row: RemediationRow) -> None:
    """Another due date, with the reason."""
    fields = [Ask("due", "New due date", str(row.due), needed=True), Ask("reason", "Why it moves", needed=True)]

    def build(texts: Texts) -> Act:
        due = day_of(texts["due"])
        return lambda desk: desk.remediation.move(row.id, due, reason=texts["reason"])

    ask_and_do(app, f"Move {row.id}", fields, build, note=row.action)


def reassign(app: Shell, row: RemediationRow) -> None:
    """Another owner."""

    def build(texts: Texts) -> Act:
        return lambda desk: desk.remediation.reassign(row.id, texts["owner"])

    ask_and_do(app, f"Owner of {row.id}", [Ask("owner", "Owner", row.owner, "a person")], build, note=row.action)


def drop(app: Shell, row: RemediationRow) -> None:
    """Give it up."""

    def build(texts: Texts) -> Act:
        return lambda desk: desk.remediation.drop(row.id, reason=texts["reason"])

    ask_and_do(app, f"Drop {row.id}", [Ask("reason", "Why", needed=True)], build, note=row.action)
