"""`grcdesk evidence sync`: a folder that is watched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.group import verb
from grcdesk.cli.frame.kinds import as_json as json_option
from grcdesk.cli.frame.run import current, opened
from grcdesk.errors import BadInput
from grcdesk.terms.interchange import SyncState
from grcdesk.wording import count, join

if TYPE_CHECKING:
    from grcdesk.schemas.sync import SyncedFile, SyncRun, SyncStatus

_WAITS = 1
"""Exit code when a file waits for a person."""
_WARNINGS = 4


@verb(
    "sync",
    "grcdesk evidence sync /srv/exports",
    "grcdesk evidence sync /srv/exports --dry-run",
    "grcdesk evidence sync /srv/exports --rules ~/exports.yaml --json",
    "grcdesk evidence sync /srv/exports --status",
    "grcdesk evidence sync --status",
)
@click.argument("folder", metavar="FOLDER", required=False, type=click.Path(path_type=Path))
@click.option(
    "--rules",
    "rules_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Which file goes where; default: grcdesk-sync.yaml in the folder.",
)
@click.option("--status", is_flag=True, help="Say what waits, and why; of all watched folders without FOLDER.")
@click.option("--again", is_flag=True, help="Try also the files that wait and have not changed.")
@click.option("--dry-run", is_flag=True, help="Read the new files, and say what would be taken; keep nothing.")
@json_option
def sync(
    *, folder: Path | None, rules_file: Path | None, status: bool, again: bool, dry_run: bool, as_json: bool
) -> None:
    """Take the new files of a folder as its rules say, from cron or by hand. Nothing is taken twice, moved or removed.

    What is not understood waits, with the reason, and the next file is taken all the same. Exits 1 while a file waits.
    """
    if status:
        _status(folder, as_json=as_json)
        return
    if folder is None:
        raise BadInput("which folder?", hint="grcdesk evidence sync FOLDER; --status alone tells what waits in all")
    with opened() as desk:
        done = desk.sync.run(
            folder, rules_file=rules_file, again=again, dry_run=dry_run, progress=tell.progress("looking at files")
        )
    if as_json:
        output.document({**output.value(done), "waiting": done.waiting})
    else:
        _tell(done)
    if done.waiting:
        raise click.exceptions.Exit(_WAITS)


def _tell(done: SyncRun) -> None:
    for one in done.files:
        for line in _lines(one):
            tell.say(line)
    if done.settling:
        tell.say(f"still being written: {join(list(done.settling), 5)}")
    tell.outcome(done.outcome)


def _lines(one: SyncedFile) -> Iterator[str]:
    if one.state is SyncState.WAITING:
        old = "" if one.new else f" since {one.since}"
        yield f"{one.name}: waits{old}: {one.reason}"
        return
    undo = f". Undo: {current().command(f'log undo {one.batch}')}" if one.batch else ""
    yield f"{one.name}: {one.told}{undo}"
    for warning in one.warnings[:_WARNINGS]:
        yield f"  {warning}"
    if len(one.warnings) > _WARNINGS:
        yield f"  {count(len(one.warnings) - _WARNINGS, 'more remark')}: grcdesk evidence report {one.evidence}"


def _status(folder: Path | None, *, as_json: bool) -> None:
    with opened() as desk:
        found = desk.sync.status(folder)
    waiting = sum(len(one.waiting) for one in found)
    if as_json:
        output.document([_record(one) for one in found])
    else:
        if not found:
            tell.say("no folder was synced yet" if folder is None else f"{folder} was not synced yet")
        for one in found:
            _say_folder(one)
    if waiting:
        raise click.exceptions.Exit(_WAITS)


def _record(one: SyncStatus) -> dict[str, object]:
    return {
        "id": one.id,
        "folder": one.folder,
        "waiting": len(one.waiting),
        "files": [
            {key: value for key, value in output.value(file).items() if key in _STATUS_KEYS} for file in one.files
        ],
    }


_STATUS_KEYS = ("name", "state", "evidence", "reason", "since")


def _say_folder(one: SyncStatus) -> None:
    waits = one.waiting
    output.facts(
        [
            ("folder", one.folder),
            ("files", f"{len(one.files):,}, of which {len(waits):,} wait"),
            *(
                ("" if place else "waiting", f"{file.name}, since {file.since}: {file.reason}")
                for place, file in enumerate(waits)
            ),
        ],
        output.OutputForm(),
    )
