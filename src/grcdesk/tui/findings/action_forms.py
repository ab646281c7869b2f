"""Forms about actions against findings and incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grcdesk.schemas.desk.offers import Offered
from grcdesk.schemas.findings.remediation import RemediationFacts, RemediationRow
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.kinds import DAY, PERSON, record
from grcdesk.tui.dialogs.values import day_of, optional_date
from grcdesk.tui.frame.ask import Act, ask_and_do
from grcdesk.tui.kit.drafts import Texts

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell


def plan(app: Shell, parent: str, owner: str = "") -> None:
    """A new action."""
    fields = [
        Ask("action", "What is to be done", needed=True),
        Ask("owner", "Owner", owner, needed=True, kind=PERSON),
        Ask("due", "Due", needed=True, kind=DAY),
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
        Ask(
            "proof",
            "What shows it",
            "",
            "an artefact, or where it can be seen",
            needed=True,
            kind=record(Offered.EVIDENCE, any_word=True),
        ),
        Ask("by", "Done by", row.owner, kind=PERSON),
        Ask("on", "Done on", "", "empty: today", kind=DAY),
    ]

    def build(texts: Texts) -> Act:
        on = optional_date(texts["on"])
        return lambda desk: desk.remediation.done(row.id, proof=texts["proof"], by=texts["by"], on=on)

    ask_and_do(app, f"{row.id} is done", fields, build, note=row.action)


def move(app: Shell, row: RemediationRow) -> None:
    """Another due date, with the reason."""
    fields = [
        Ask("due", "New due date", str(row.due), needed=True, kind=DAY),
        Ask("reason", "Why it moves", needed=True),
    ]

    def build(texts: Texts) -> Act:
        due = day_of(texts["due"])
        return lambda desk: desk.remediation.move(row.id, due, reason=texts["reason"])

    ask_and_do(app, f"Move {row.id}", fields, build, note=row.action)


def reassign(app: Shell, row: RemediationRow) -> None:
    """Another owner."""

    def build(texts: Texts) -> Act:
        return lambda desk: desk.remediation.reassign(row.id, texts["owner"])

    ask_and_do(app, f"Owner of {row.id}", [Ask("owner", "Owner", row.owner, kind=PERSON)], build, note=row.action)


def drop(app: Shell, row: RemediationRow) -> None:
    """Give it up."""

    def build(texts: Texts) -> Act:
        return lambda desk: desk.remediation.drop(row.id, reason=texts["reason"])

    ask_and_do(app, f"Drop {row.id}", [Ask("reason", "Why", needed=True)], build, note=row.action)
