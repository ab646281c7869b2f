"""What shows a run on a person's word: said and taken back from the palette."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from grcdesk.schemas.evidence.evidence import RunStatement
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.kinds import CONTROLS, DAY, PERSON
from grcdesk.tui.dialogs.values import optional_date
from grcdesk.tui.evidence.commands import pick
from grcdesk.tui.frame.ask import Act, ask_and_do

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell

_NOTE = "For an artefact whose kind shows none, or that cannot be kept. Coverage prints your word with it."


def give(app: Shell) -> None:
    """Pick an artefact, and say what it shows."""

    def act(name: str) -> None:
        def build(texts: Mapping[str, str]) -> Act:
            stated = RunStatement(texts["reason"], texts["by"], optional_date(texts["on"]), texts["at"])
            controls = texts["controls"].replace(",", " ").split()
            return lambda desk: desk.statements.give([name], stated, controls=controls)

        fields = [
            Ask(
                "controls",
                "Controls",
                "",
                "those not tied yet are tied",
                needed=True,
                kind=CONTROLS,
            ),
            Ask("reason", "Why it shows a run", "", "what was seen in it", needed=True),
            Ask("by", "Inspected by", "", "empty: you", kind=PERSON),
            Ask("on", "Inspected on", "", "empty: today", kind=DAY),
            Ask("at", "Inspected at", "", "a trust centre, a ticket"),
        ]
        ask_and_do(app, f"{name} shows a run", fields, build, note=_NOTE)

    pick(app, "-is:rejected", act)


def take_back(app: Shell) -> None:
    """Pick an artefact, and take the word back."""

    def act(name: str) -> None:
        def build(texts: Mapping[str, str]) -> Act:
            controls = texts["controls"].replace(",", " ").split()
            return lambda desk: desk.statements.take_back([name], controls=controls)

        fields = [Ask("controls", "Controls", needed=True, kind=CONTROLS)]
        ask_and_do(app, f"{name} shows no run", fields, build)

    pick(app, "is:stated", act)
