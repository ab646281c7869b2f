"""Bringing vendors from a file, after a look at what each row would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grcdesk.errors import BadInput
from grcdesk.paths import typed_path
from grcdesk.schemas.outcomes import Outcome
from grcdesk.terms.vendors import Tier
from grcdesk.tui.dialogs.form import Ask, Form, one_of
from grcdesk.tui.dialogs.lines import Preview
from grcdesk.tui.dialogs.tables import MEANING, PLACE, plan_of
from grcdesk.tui.frame.ask import look_long
from grcdesk.tui.kit.drafts import Texts
from grcdesk.tui.kit.looks import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell
    from grcdesk.tui.kit.jobs import Job

    Taking = Callable[[Desk, bool, Job], Outcome]


def bring(app: Shell) -> None:
    """File, columns; a preview; then all of it in one batch."""

    def build(texts: Texts) -> Taking:
        file = typed_path(texts["file"])
        if not file.is_file():
            raise BadInput(f"{texts['file']} is no file", hint="the path of a CSV or XLSX file")
        table = plan_of(texts)
        tier = Tier(one_of(texts["tier"], tuple(Tier), "tier")) if texts["tier"] else None
        return lambda desk, dry_run, job: desk.vendors.import_(
            file, table=table, tier=tier, dry_run=dry_run, stop=job.stop
        )

    def look(taking: Taking | None) -> None:
        if taking is not None:
            look_long(app, "reading", lambda desk, job: taking(desk, True, job), lambda told: confirm(taking, told))

    def confirm(taking: Taking, told: Outcome) -> None:
        rows = [text(told.sentence, "head"), *(text(warning) for warning in told.warnings)]
        app.push_screen(
            Preview("Import these vendors?", rows, "imports"),
            lambda yes: app.with_job("import", lambda desk, job: taking(desk, False, job)) if yes else None,
        )

    fields = [
        Ask("file", "File", hint="CSV or XLSX", needed=True, path=True),
        Ask("columns", "Columns", hint="tier=Class, owner=Contact; empty: as last time, else by the headings"),
        *PLACE,
        *MEANING,
        Ask("tier", "Tier of new ones", hint="where the file tells none", known=tuple(Tier)),
    ]
    app.push_screen(Form("Import vendors", fields, build), look)
