"""Looking after a desk: backup, restore, doctor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.group import verb
from grcdesk.cli.frame.kinds import as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import current, opened, unlogged
from grcdesk.paths import typed_path
from grcdesk.terms import Via

if TYPE_CHECKING:
    from grcdesk.paths import DeskPaths

_CHECKS = (Column("name", rank=0), Column("state", rank=0), Column("value", rank=0), Column("origin"))
_STATE = {True: "ok", False: "wrong", None: ""}


@verb("backup", "grcdesk backup acme-2026-11-21.zip", "grcdesk backup acme-2026-11-21.zip --with-damage")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Replace an existing file.")
@click.option("--with-damage", is_flag=True, help="Make it of a damaged desk too; the damage is named in it.")
@unlogged
@as_json
def backup(*, file: Path, force: bool, with_damage: bool, as_json: bool) -> None:
    """Copy the whole desk (database, vault, catalogs, settings) into one file with digests.

    The vault is held against the register first: a file that is missing, changed or unreadable is named, exit 5.
    """
    with opened() as desk:
        done = desk.upkeep.backup(file, force=force, with_damage=with_damage)
    if as_json:
        output.document(done)
    else:
        tell.written(done)


@verb("restore", "grcdesk --desk acme restore acme-2026-11-21.zip", "grcdesk restore acme-2026-11-21.zip --force")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Replace a desk that is already there; what it replaces is kept.")
@click.option("--with-damage", is_flag=True, help="Restore what is left of a desk that was damaged.")
@as_json
def restore(*, file: Path, force: bool, with_damage: bool, as_json: bool) -> None:
    """Bring a desk back from a backup, into --desk DIR or the desk in use.

    Everything in it is read and checked before anything is replaced; cut short, the old desk or the new one is there.
    """
    from grcdesk.services.desk import upkeep  # noqa: PLC0415

    told = tell.progress("unpacked")
    done = upkeep.restore(file, _target(), via=Via.CLI, force=force, with_damage=with_damage, progress=told)
    if as_json:
        output.document(done)
    else:
        tell.outcome(done, undo=False)


@verb("doctor", "grcdesk doctor", "grcdesk doctor --json")
@listing
@click.pass_context
def doctor(context: click.Context, *, form: OutputForm) -> None:
    """Each setting and where it came from, versions, the desk's state, what the terminal can do. Exit 1: mend it."""
    from grcdesk.errors import NoDesk  # noqa: PLC0415
    from grcdesk.paths import locate_desk  # noqa: PLC0415
    from grcdesk.services.desk.doctor import doctor  # noqa: PLC0415

    try:
        paths = locate_desk(current().desk)
    except NoDesk as error:
        tell.problem(error)
        paths = None
    checks = doctor(paths)
    rows = [
        {"name": one.name, "state": _STATE[one.ok], "ok": one.ok, "value": one.value, "origin": one.origin}
        for one in checks
    ]
    output.records(rows, _CHECKS, form)
    if any(one.ok is False for one in checks):
        context.exit(1)


def _target() -> DeskPaths:
    """Where a restore goes: the folder named, desk or not, else the desk found, else the user's own."""
    import os  # noqa: PLC0415

    from grcdesk.paths import DeskPaths, locate_desk, user_desk  # noqa: PLC0415

    named = current().desk or os.environ.get("GRCDESK_DESK")
    if named:
        return DeskPaths(typed_path(named))
    return locate_desk() or DeskPaths(user_desk())
