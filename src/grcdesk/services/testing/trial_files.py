"""Lists that a check is tried over, read from files as populations are, into a folder that goes when it is over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from grcdesk.engine.tables import EngineTable
from grcdesk.errors import Unwritable
from grcdesk.importers.evidence import sandbox
from grcdesk.importers.evidence.frozen.sorting import KeySorter
from grcdesk.importers.keeping.content import is_secret, plain
from grcdesk.importers.reading.apart.process import regular
from grcdesk.paths import DeskPaths
from grcdesk.rules.audits.roles import ColumnKind, RoleColumn
from grcdesk.rules.populations import names
from grcdesk.schemas.progress import Stop
from grcdesk.schemas.testing.trials import CheckTrial, TrialList
from grcdesk.store import temporary

_IMPORTER = "population"


@contextmanager
def folder(paths: DeskPaths | None) -> Iterator[Path]:
    """A folder only we can look into, gone afterwards: in the desk, where there is one.

    Raises:
        Unwritable: when there is no place for temporary files.
    """
    if paths is not None:
        with temporary.folder(paths) as place:
            yield place
        return
    try:
        made = TemporaryDirectory(prefix="grcdesk-check-", ignore_cleanup_errors=True)
    except OSError as error:
        told = f"there is no place for temporary files: {error.strerror}"
        raise Unwritable(told, hint="free some space; TMPDIR names another folder") from error
    with made as place:
        yield Path(place)


def read(
    place: Path, asked: CheckTrial, zone: str, stop: Stop | None = None
) -> tuple[list[EngineTable], list[TrialList]]:
    """The tables of the files, and what is to be told of each.

    Args:
        place: where the rows go.
        asked: the trial. A column its check names is read whatever stands there: the rows go when it is over.
        zone: of times that carry none.
        stop: asked often; true ends it.

    Raises:
        BadInput: when a file cannot be read, or no column of it is a key.
    """
    tables, told = [], []
    for name, file in asked.files.items():
        request = sandbox.ReadRequest(
            path=str(file.absolute()),
            importer=_IMPORTER,
            home=zone,
            zone=zone,
            columns={"key": asked.keys[name]} if asked.keys.get(name) else {},
            role=name,
        )
        table, one = _one(place, file, request, stop)
        # read once more with the columns the check names: nothing of a trial is kept, so text may be looked at
        named = tuple(lost for lost in one.lost if plain(lost) in plain(asked.sql) and not is_secret(lost))
        if named:
            table, one = _one(place, file, replace(request, keep=named), stop)
        tables.append(table)
        told.append(one)
    return tables, told


def _one(place: Path, file: Path, request: sandbox.ReadRequest, stop: Stop | None) -> tuple[EngineTable, TrialList]:
    regular(file)
    name = request.role
    sorter = KeySorter()
    target = place / f"{name}.jsonl"
    try:
        report = sandbox.parse(request, stop=stop, sink=sorter)
        with target.open("wb") as rows:
            kept = sorter.finish(rows, file.name)
    except OSError as error:
        raise Unwritable(f"its rows cannot be laid aside: {error.strerror}", hint="free some space") from error
    finally:
        sorter.close()
    there = tuple(RoleColumn(column, ColumnKind(kind)) for column, kind in report.kinds.items())
    role = {column.name: column for column in names.role_of(name).columns}
    columns = (*there, *(role[one] for one in names.lacking(names.role_of(name), there)))
    notes = tuple(f"{skip.count:,} left out: {skip.reason}" for skip in report.skips)
    if report.dropped:
        notes += (f"not read, for it may be what people wrote: {', '.join(report.dropped)}",)
    return EngineTable(name, columns, target), TrialList(
        name, file.name, kept.rows, kept.rows_sha256, report.skipped, (*notes, *report.notes), tuple(report.dropped)
    )
