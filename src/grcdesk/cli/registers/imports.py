"""What every import of a register has in common: its options, the preview, the question, the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from grcdesk.cli.frame import tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.kinds import as_json
from grcdesk.cli.frame.run import opened
from grcdesk.cli.frame.tables import table_options

if TYPE_CHECKING:
    from datetime import date

    from grcdesk.schemas.registers.tables import TablePlan
    from grcdesk.terms.interchange import DeskRegister

Function = TypeVar("Function", bound=Callable[..., Any])


def import_options(function: Function) -> Function:
    """The options of reading and taking a register; the function gets them as `said`, for `bring`."""

    @wraps(function)
    def asked(*args: Any, table: TablePlan, theirs: bool, dry_run: bool, yes: bool, as_json: bool, **rest: Any) -> None:
        plan = {"table": table, "theirs": theirs}
        function(*args, said={"plan": plan, "dry_run": dry_run, "yes": yes, "as_json": as_json}, **rest)

    made: Any = asked
    for option in (
        as_json,
        click.option("--yes", is_flag=True, help="Do not ask."),
        click.option("--dry-run", is_flag=True, help="Show what each row would do, old and new; change nothing."),
        click.option("--theirs", is_flag=True, help="The file wins where a cell was changed in both."),
    ):
        made = option(made)
    found: Any = table_options(made)
    return found  # type: ignore[no-any-return]


FILE = click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
"""The file of an import."""


def bring(
    register: DeskRegister,
    file: Path,
    said: Mapping[str, Any],
    *,
    vendor: str = "",
    defaults: Mapping[str, str] | None = None,
    whole: bool = False,
    on: date | None = None,
) -> None:
    """Show what the file would change and ask, where there is somebody to ask; then take all of it, or nothing."""
    from grcdesk.schemas.registers.registers import RegisterPlan  # noqa: PLC0415

    plan = RegisterPlan(**said["plan"], vendor=vendor, defaults=defaults or {}, whole=whole, on=on)
    told: tuple[str, ...] = ()
    with opened() as desk:
        if tell.is_terminal() and not (said["dry_run"] or said["yes"] or said["as_json"]):
            preview = desk.registers.import_(register, file, plan, dry_run=True)
            tell.outcome(preview)
            if not preview.kinds:
                return
            if not tell.confirm(f"take these {register}?"):
                tell.say("nothing was imported")
                return
            told = preview.warnings
        done = desk.registers.import_(register, file, plan, dry_run=said["dry_run"])
    # what the preview said stands above already
    warnings = tuple(one for one in done.warnings if one not in told)
    show_outcome(replace(done, warnings=warnings), as_json=said["as_json"])
