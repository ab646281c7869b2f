"""What is asked of findings from anywhere: the response letter, and all actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from grcdesk.schemas.findings.remediation import RemediationRow
from grcdesk.schemas.outcomes import FileOutcome
from grcdesk.terms.findings import RemediationState
from grcdesk.tui.dialogs.answers import path_fields, path_of
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import DAY, PERSON
from grcdesk.tui.dialogs.lines import Preview
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.dialogs.values import optional_date
from grcdesk.tui.findings import action_forms
from grcdesk.tui.frame.empties import keyed
from grcdesk.tui.kit.drafts import Texts
from grcdesk.tui.kit.looks import text
from grcdesk.wording import count, word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell


def letter(app: Shell) -> None:
    """The letter as it would be now; y writes it."""

    def tell(said: str) -> None:
        rows = [text(row) for row in said.splitlines()]
        app.push_screen(Preview("Response letter", rows, "writes it"), lambda yes: write(app) if yes else None)

    app.ask_first(app.screen, "letter", lambda desk: desk.findings.letter(), tell)


def write(app: Shell) -> None:
    """Where to, and who signs."""
    fields = [
        *path_fields("exports/response_letter.md"),
        Ask("signer", "Signed by", "", "empty: a draft", kind=PERSON),
        Ask("role", "As what"),
        Ask("on", "Signed on", "", "empty: today", kind=DAY),
    ]

    def build(texts: Texts) -> Callable[[Desk], FileOutcome]:
        path, force = path_of(texts)
        on = optional_date(texts["on"])
        return lambda desk: desk.findings.write_letter(
            path, signer=texts["signer"], role=texts["role"], on=on, force=force
        )

    app.push_screen(
        Form("Response letter", fields, build, verb="writes it"),
        lambda act: app.with_desk("letter", act) if act is not None else None,
    )


def actions(app: Shell) -> None:
    """All actions against findings and incidents, the first due first."""

    def tell(found: Sequence[RemediationRow]) -> None:
        by_id = {one.id: one for one in found}
        choices = []
        for one in found:
            slips = f", {count(len(one.slips), 'slip')}" if one.slips else ""
            told = f"{one.id}  {one.due}  {one.owner}: {one.action}  {word(one.state)}{slips}"
            choices.append(Choice(one.id, told, tone="" if one.state is RemediationState.OPEN else "muted"))
        if not choices:
            app.tell(keyed("no action is planned: {finding.plan} on a finding or an incident plans one"))
            return
        app.push_screen(Pick(count(len(found), "action"), choices), lambda name: act(by_id[name]) if name else None)

    def act(row: RemediationRow) -> None:
        if row.state is RemediationState.OPEN:
            action_forms.done(app, row)
        elif row.parent.startswith("INC-"):
            app.show_incident(row.parent)
        else:
            app.show_finding(row.parent)

    app.ask_first(app.screen, "remediation", lambda desk: desk.remediation.list(), tell)
