"""`grcdesk evidence link`: tie artefacts to controls, and say on one's word that they show a run."""

from __future__ import annotations

from datetime import date

import click

from grcdesk.cli.evidence.facts import ties
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import verb
from grcdesk.cli.frame.kinds import DAY, as_json
from grcdesk.cli.frame.run import complete, control_ids, opened
from grcdesk.errors import BadInput


@verb(
    "link",
    "grcdesk evidence link EV-7 --control AI-SEC-03 --test AI-SEC-03.T1",
    "grcdesk evidence link EV-7 --control AI-EXT-03 --shows-run 'The portal shows the review of June, signed' \\\n"
    "      --inspected-by 'Omar Haddad' --inspected-on 2026-07-02 --inspected-at 'trust centre of the vendor'",
    "grcdesk evidence link EV-7 --control AI-EXT-03 --no-shows-run",
)
@click.argument("ids", metavar="ID...", nargs=-1, required=True, shell_complete=complete("evidence"))
@ties
@click.option("--shows-run", "reason", metavar="REASON", help="On your word it shows a run, though its kind does not.")
@click.option("--no-shows-run", "withdraw", is_flag=True, help="Take such a word back.")
@click.option("--inspected-by", "by", metavar="NAME", help="Who saw it; default: you.")
@click.option("--inspected-on", "on", metavar="DATE", type=DAY, help="When; default: today.")
@click.option("--inspected-at", "at", metavar="TEXT", help="Where: a trust centre, a ticket.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def link(
    *,
    ids: tuple[str, ...],
    controls: tuple[str, ...],
    tests: tuple[str, ...],
    reason: str | None,
    withdraw: bool,
    by: str | None,
    on: date | None,
    at: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Tie artefacts to more controls or tests, or state that they show a run of a control."""
    from grcdesk.schemas.evidence.evidence import RunStatement  # noqa: PLC0415

    if withdraw and reason is not None:
        raise BadInput("--shows-run and --no-shows-run do not go together", hint="choose one")
    if reason is None and (by, on, at) != (None, None, None):
        raise BadInput("who inspected it, when and where belong to a statement", hint="--shows-run REASON")
    with opened() as desk:
        meant = control_ids(desk, controls)
        if reason is not None:
            stated = RunStatement(reason, by or "", on, at or "")
            done = desk.statements.give(ids, stated, controls=meant, tests=tests, dry_run=dry_run)
        elif withdraw:
            done = desk.statements.take_back(ids, controls=meant, dry_run=dry_run)
        else:
            done = desk.evidence.link(ids, controls=meant, tests=tests, dry_run=dry_run)
    show_outcome(done, as_json=as_json)
