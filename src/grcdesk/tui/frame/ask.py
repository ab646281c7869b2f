"""Changing an action, a risk or an artefact that exists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from grcdesk.clock import parse_date
from grcdesk.schemas.controls import ActionRow, RiskRow
from grcdesk.schemas.evidence import EvidenceRow
from grcdesk.schemas.outcomes import Outcome
from grcdesk.tui.dialogs.form import Ask, Form, optional_date
from grcdesk.tui.kit.jobs import UNDO

if TYPE_CHECKING:
    from grcdesk.services.desk.opening import Desk
    from grcdesk.tui.app import GrcdeskApp

Texts = Mapping[str, str]
Act = Callable[["Desk"], Outcome]


def ask_and_do(
    app: GrcdeskApp, title: str, fields: Sequence[Ask], build: Callable[[Texts], Act], note: str = "", *,
    back: str = UNDO,
) -> None:  # fmt: skip
    """Ask in a form, then run what `build` made of it; `back` says how to take it back."""

    def go(act: Act | None) -> None:
        if act is not None:
            app.with_desk(title, act, back=back)

    app.push_screen(Form(title, fields, build, note=note), go)


def move_action(app: GrcdeskApp, action: ActionRow) -> None:
    """Another due date, with the reason."""
    fields = [Ask("due", "New due date", str(action.due), needed=True), Ask("reason", "Why it moves", needed=True)]

    def build(texts: Texts) -> Act:
        due = parse_date(texts["due"])
        return lambda desk: desk.actions.move(action.id, due, reason=texts["reason"])

    ask_and_do(app, f"Move {action.id}", fields, build, note=action.title)


def close_action(app: GrcdeskApp, action: ActionRow) -> None:
    """Done with proof, or dropped with a reason."""
    fields = [
        Ask("proof", "Done: what shows it", "", "a link, a ticket, an artefact"),
        Ask("on", "Done on", "", "empty: today"),
        Ask("reason", "Or dropped: why"),
    ]

    def build(texts: Texts) -> Act:
        on = optional_date(texts["on"])
        dropped = bool(texts["reason"]) and not texts["proof"]
        return lambda desk: desk.actions.close(
            action.id, on=on, proof=texts["proof"], dropped=dropped, reason=texts["reason"]
        )

    ask_and_do(app, f"Close {action.id}", fields, build, note=action.title)


def end_risk(app: GrcdeskApp, risk: RiskRow) -> None:
    """An accepted risk ends."""

    def build(texts: Texts) -> Act:
        on = optional_date(texts["on"])
        return lambda desk: desk.risks.end(risk.id, on=on)

    ask_and_do(app, f"End {risk.id}", [Ask("on", "Ends on", "", "empty: today")], build, note=risk.reason)


def reject_evidence(app: GrcdeskApp, artefact: EvidenceRow) -> None:
    """An artefact that supports nothing any more."""

    def build(texts: Texts) -> Act:
        return lambda desk: desk.evidence.reject(artefact.id, reason=texts["reason"])

    ask_and_do(
        app, f"Reject {artefact.id}", [Ask("reason", "Why it is not usable", needed=True)], build, note=artefact.title
    )
