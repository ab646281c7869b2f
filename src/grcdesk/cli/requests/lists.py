"""`grcdesk requests import` and `grcdesk requests export`: a firm's list in, and out again in its own layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grcdesk.cli.frame import tell
from grcdesk.cli.frame.answer import file_to_stdout, refuse_both, show_file, show_outcome
from grcdesk.cli.frame.group import verb
from grcdesk.cli.frame.kinds import DAY, TermKind, as_json
from grcdesk.cli.frame.run import opened, unlogged
from grcdesk.cli.frame.tables import table_options
from grcdesk.terms.requests import Settling
from grcdesk.wording import join

if TYPE_CHECKING:
    from grcdesk.schemas.outcomes import FileOutcome
    from grcdesk.schemas.registers.tables import TablePlan
    from grcdesk.schemas.requests.lists import ListLook, ListPlan


@verb(
    "import",
    "grcdesk requests import pbc.xlsx --firm 'Marsh & Tell' --dry-run",
    "grcdesk requests import pbc.xlsx --sheet Requests --header 6 --column due='Needed by' --yes",
    "grcdesk requests import pbc.csv --word 'auditor_status:In QA=received' --word 'priority:1=high'",
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--firm", metavar="NAME", default="", help="Whose list; default: the firm of the engagement.")
@table_options
@click.option("--settle", metavar="ours|theirs", type=TermKind(Settling), help="Whose value counts where both changed.")
@click.option("--on", metavar="DATE", type=DAY, help="The day of the list; today unless said.")
@click.option("--dry-run", is_flag=True, help="Show what each row would do; change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@as_json
def import_(
    *, file: Path, firm: str, table: TablePlan, settle: Settling | None, on: date | None, dry_run: bool, yes: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Bring the firm's list: new requests are added, his changes taken, ours kept, conflicts named. All or nothing.

    What is told of columns and words is remembered for the firm; A + B in --column takes two columns together.
    """
    from grcdesk.schemas.requests.lists import ListPlan  # noqa: PLC0415

    plan = ListPlan(
        firm, table.map, table.columns, table.words, table.sheet, table.header, table.dates, settle, on
    )  # fmt: skip
    told: tuple[str, ...] = ()
    with opened() as desk:
        if tell.is_terminal() and not (as_json or yes):
            plan = _asked(desk.request_lists.look(file, plan), plan)
            if not dry_run:
                preview = desk.request_lists.import_(file, plan, dry_run=True)
                tell.outcome(preview)
                if not tell.confirm("bring this list?"):
                    tell.say("nothing was imported")
                    return
                told = preview.warnings
        done = desk.request_lists.import_(file, plan, dry_run=dry_run)
    # what the preview said stands above already
    show_outcome(replace(done, warnings=tuple(one for one in done.warnings if one not in told)), as_json=as_json)


def _asked(look: ListLook, plan: ListPlan) -> ListPlan:
    """The plan with the words a person was asked for; an empty answer leaves a word unknown."""
    words: dict[str, Mapping[str, str]] = dict(plan.words)
    for one in look.unknown:
        where = f"row {join([str(row) for row in one.rows], 3)}"
        question = f"{one.what.replace('_', ' ')} {one.word!r} ({where}) means? {', '.join(one.known)}"
        while answer := tell.ask(question):
            fits = _fitting(answer, one.known)
            if len(fits) == 1:
                words[one.what] = {**words.get(one.what, {}), one.word: fits[0]}
                break
            tell.say(f"{answer!r} is not one of these; nothing leaves it open")
    return replace(plan, words=words)


def _fitting(answer: str, known: Sequence[str]) -> list[str]:
    """The word meant, or those that begin so."""
    wanted = answer.strip().casefold().replace(" ", "_").replace("-", "_")
    return [wanted] if wanted in known else [word for word in known if word.startswith(wanted)]


@verb(
    "export",
    "grcdesk requests export -o requests.xlsx",
    "grcdesk requests export -o requests.csv --all --force",
    "grcdesk requests export -o ours.xlsx --own-layout",
)
@click.option("-o", "--output", "target", metavar="FILE", default=None, help=".xlsx or .csv; - for stdout (CSV).")
@click.option("--all", "every", is_flag=True, help="Also requests that are not on his list, below the others.")
@click.option("--own-layout", is_flag=True, help="In our layout, whatever list came.")
@click.option("--raw", is_flag=True, help="CSV without the guard against formulas.")
@click.option("--force", is_flag=True, help="Replace an existing file.")
@unlogged
@as_json
def export(*, target: str | None, every: bool, own_layout: bool, raw: bool, force: bool, as_json: bool) -> None:
    """Write the requests in the layout of the firm's last list, with our owner, status, evidence and response."""
    refuse_both(target, as_json=as_json)
    with opened() as desk:

        def make(path: Path) -> FileOutcome:
            return desk.request_lists.export(path, every=every, own_layout=own_layout, raw=raw, force=force)

        if target == "-":
            file_to_stdout(make, "requests.csv")
            return
        done = desk.request_lists.export(
            Path(target) if target else None, every=every, own_layout=own_layout, raw=raw, force=force
        )
    show_file(done, as_json=as_json)
