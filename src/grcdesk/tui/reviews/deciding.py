"""A decision in a form: with its reason, and told before it is made that the one who decides may not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from grcdesk.schemas.reviews.reviews import Ruling
from grcdesk.terms.reviews import Decision
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import PERSON
from grcdesk.tui.dialogs.lines import Preview
from grcdesk.tui.frame.bulk import Deed, act_on
from grcdesk.tui.kit.drafts import Texts
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell


def decide(app: Shell, campaign: str, keys: Sequence[str], said: Ruling, *, why: str, then: Callable[[], None]) -> None:
    """Ask for what a decision needs, beginning with what is said of it already; `then` is done once it is made."""
    decision = said.decision or Decision.KEEP
    fields = [
        Ask("reason", "Reason", said.reason, why, needed=True),
        Ask("reviewer", "Reviewer", said.reviewer, "empty: you; owner or delegate of the system", kind=PERSON),
    ]
    if decision is not Decision.KEEP:
        fields.insert(1, Ask("ticket", "Ticket", said.ticket, "where the removal is ordered"))

    def build(texts: Texts) -> Ruling:
        return Ruling(decision, texts["reviewer"], None, texts["reason"], texts.get("ticket", ""))

    def put(ruling: Ruling) -> None:
        act_on(app, keys, ruled(campaign, keys, ruling), lambda _done: then())

    def look(ruling: Ruling | None) -> None:
        if ruling is not None:
            app.ask_first(
                app.screen,
                "reviewer",
                lambda desk: desk.accounts.barred(campaign, keys, ruling.reviewer),
                lambda bars: warn(ruling, bars) if bars else put(ruling),
            )

    def warn(ruling: Ruling, bars: Sequence[str]) -> None:
        told = [*(line(Cell(one, "warning")) for one in bars), text("The decision keeps the review from being signed.")]

        def answered(yes: bool | None) -> None:
            if yes:
                put(ruling)
            else:
                decide(app, campaign, keys, ruling, why=why, then=then)

        app.push_screen(Preview("Decide all the same?", told, "decides"), answered)

    what = keys[0].split("/", 2)[-1] if len(keys) == 1 else count(len(keys), "account")
    app.push_screen(Form(f"{decision.value.capitalize()} {what}", fields, build), look)


def ruled(campaign: str, keys: Sequence[str], ruling: Ruling) -> Deed:
    """One decision on accounts."""
    question = ruling.decision.value.capitalize() if ruling.decision else "Open again"
    return Deed(
        "decide", question, "account", lambda desk, dry: desk.accounts.decide(campaign, keys, ruling, dry_run=dry)
    )
