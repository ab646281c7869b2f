"""Changing an action or an accepted risk that exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grcdesk.schemas.controls.controls import ActionRow, RiskRow
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.kinds import DAY
from grcdesk.tui.dialogs.values import day_of, optional_date

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell

from grcdesk.tui.frame.ask import Act, ask_and_do
from grcdesk.tui.kit.drafts import Texts


def move_action(app: Shell, action: ActionRow) -> None:
    """Another due date, with the reason."""
    fields = [
        Ask("due", "New due date", str(action.due), needed=True, kind=DAY),
        Ask("reason", "Why it moves", needed=True),
    ]

    def build(texts: Texts) -> Act:
        due = day_of(texts["due"])
        return lambda desk: desk.actions.move(action.id, due, reason=texts["reason"])

    ask_and_do(app, f"Move {action.id}", fields, build, note=action.title)


def close_action(app: Shell, action: ActionRow) -> None:
    """Done with proof, or dropped with a reason."""
    fields = [
        Ask("proof", "Done: what shows it", "", "a link, a ticket, an artefact"),
        Ask("on", "Done on", "", "empty: today", kind=DAY),
        Ask("reason", "Or dropped: why"),
    ]

    def build(texts: Texts) -> Act:
        on = optional_date(texts["on"])
        dropped = bool(texts["reason"]) and not texts["proof"]
        return lambda desk: desk.actions.close(
            action.id, on=on, proof=texts["proof"], dropped=dropped, reason=texts["reason"]
        )

    ask_and_do(app, f"Close {action.id}", fields, build, note=action.title)


def end_risk(app: Shell, risk: RiskRow) -> None:
    """An accepted risk ends."""

    def build(texts: Texts) -> Act:
        on = optional_date(texts["on"])
        return lambda desk: desk.risks.end(risk.id, on=on)

    ask_and_do(app, f"End {risk.id}", [Ask("on", "Ends on", "", "empty: today", kind=DAY)], build, note=risk.reason)
