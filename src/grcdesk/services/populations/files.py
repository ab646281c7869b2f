"""Populations as files: the frozen rows as CSV, or their keys alone; proven against the hash they were frozen with."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pydantic_core import from_json

from grcdesk.errors import Damaged
from grcdesk.models.populations import Population
from grcdesk.paths import DeskPaths
from grcdesk.rules.populations import names
from grcdesk.schemas.outcomes import FileOutcome
from grcdesk.services.common.handing_out import MarkedIn, Outgoing, hand_out
from grcdesk.services.populations import reading
from grcdesk.store.work import Store
from grcdesk.terms import Verb
from grcdesk.wording import count

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula; a quote before it makes it text. Plain numbers need none."""


def write(store: Store, row: Population, target: Path, *, keys: bool, force: bool) -> FileOutcome:
    """Hand out the file.

    Raises:
        Refused: when it exists and `force` is not set.
        Unwritable, Locked, Newer: when it cannot be written, or the log takes no line of it.
        Damaged: when the rows are missing, or not as they were frozen.
    """
    paths = store.paths

    def fill(file: BinaryIO) -> None:
        file.writelines(text.encode() for text in (_keys(paths, row) if keys else _table(paths, row)))

    done = hand_out(store, Outgoing(Verb.EXPORT_POPULATION, target, MarkedIn.CSV), fill, force=force)
    what = count(row.rows, "key") if keys else count(row.rows, "row")
    return FileOutcome(target, done.size, done.sha256, f"{what} of {row.id} ({row.name}) written to {target}")


def proven(paths: DeskPaths, row: Population) -> Iterator[bytes]:
    """The frozen rows, a line each; after the last they are known to be those that were frozen.

    Raises:
        Damaged: when they are missing, or not as they were frozen.
    """
    seen = hashlib.sha256()
    try:
        with reading.rows_path(paths, row).open("rb") as file:
            for line in file:
                seen.update(line)
                yield line
    except FileNotFoundError:
        raise Damaged(f"the rows of {row.id} are missing", hint="grcdesk evidence verify") from None
    if seen.hexdigest() != row.rows_sha256:
        said = f"the rows of {row.id} are not those that were frozen"
        raise Damaged(said, hint="grcdesk evidence verify names what changed")


def _keys(paths: DeskPaths, row: Population) -> Iterator[str]:
    for line in proven(paths, row):
        yield f"{from_json(line)[row.key_column]}\n"


def _table(paths: DeskPaths, row: Population) -> Iterator[str]:
    heading = [column.name for column in names.read(row.columns)]
    yield _written(heading)
    for line in proven(paths, row):
        found = from_json(line)
        yield _written([_cell(found.get(name)) for name in heading])


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) and not text.lstrip("-").replace(".", "", 1).isdecimal() else text


def _written(cells: list[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(cells)
    return buffer.getvalue()
