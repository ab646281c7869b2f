"""A few of the rows that an importer kept, for somebody who looks into the source: anybody can draw them again.

The seed is `sha256("word|EV-7|hash of the rows")`, where the word may be empty; rows are numbered from 1 as they are
kept, ranked by `sha256("seed|number")`, and the first so many are taken. It is the rule by which samples are drawn.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from pydantic_core import from_json, to_json

from grcdesk.errors import BadInput, Damaged, NotFound, Refused
from grcdesk.importers.keeping import content
from grcdesk.models.imports import ImportRecord
from grcdesk.models.unreadable import stored_json
from grcdesk.reports.csvtext import csv_text
from grcdesk.rules.samples import selection
from grcdesk.schemas.outcomes import FileOutcome
from grcdesk.services.common.handing_out import MarkedIn, Outgoing, hand_out, marks
from grcdesk.services.evidence.writing import rows
from grcdesk.store import vault as blobs
from grcdesk.store.journal import Value
from grcdesk.store.work import Store
from grcdesk.terms import Verb
from grcdesk.wording import count

MOST = 10_000
"""Rows a sample holds at most: more is the whole list, which `open --rows` hands out."""
_ENDINGS = (".csv", ".jsonl")


@dataclass(frozen=True, slots=True)
class _Kept:
    """The rows of an artefact."""

    evidence: str
    sha256: str
    number: int
    fields: tuple[str, ...]
    released: tuple[str, ...]
    path: Path


def write(store: Store, evidence: str, target: Path, *, number: int, seed: str, force: bool) -> FileOutcome:
    """Draw rows and hand them out, as CSV or JSON Lines by the ending of the file. Errors as `Vault.sample`."""
    if not 1 <= number <= MOST:
        raise BadInput(f"a sample holds 1 to {MOST:,} rows", hint="--rows 25")
    if target.suffix not in _ENDINGS:
        raise BadInput(f"a sample is CSV or JSON Lines, not {target.suffix or target.name!r}", hint="-o sample.csv")
    kept = _kept(store, evidence)
    derived = selection.derived_seed(seed, evidence, kept.sha256)
    places = [int(place) for place in selection.first(derived, map(str, range(1, kept.number + 1)), number)]
    drawn = _drawn(kept, places)
    table = target.suffix == ".csv"
    said = marks(store)

    def fill(file: BinaryIO) -> None:
        file.writelines(_table(kept, drawn) if table else _lines(said, drawn))

    facts: dict[str, Value] = {
        "evidence": evidence,
        "rows": len(drawn),
        "of": kept.number,
        "seed": derived,
        "rows_sha256": kept.sha256,
    }
    going = Outgoing(Verb.EXPORT_EVIDENCE, target, MarkedIn.CSV if table else MarkedIn.CONTENT, facts)
    done = hand_out(store, going, fill, force=force)
    told = f"{len(drawn):,} of {count(kept.number, 'row')} of {evidence} written to {target}; seed {derived}"
    return FileOutcome(target, done.size, done.sha256, told)


def _kept(store: Store, evidence: str) -> _Kept:
    with store.read() as session:
        (row,) = rows(session, [evidence])
        found = session.get(ImportRecord, row.id)
        if row.erased:
            raise Refused(
                f"the rows of {row.id} were erased with its file", hint="their hash stays, their bytes do not"
            )
        if found is None or not found.rows_sha256:
            raise NotFound(f"{row.id} has no rows: no importer kept any", hint=f"grcdesk evidence report {row.id}")
        report = stored_json(found.report, dict[str, Any]())
        fields = tuple(name for name in report.get("fields", ()) if name != "line")
        released = tuple(map(content.plain, report.get("released", ())))
        path = blobs.blob(store.paths, found.rows_sha256)
        return _Kept(row.id, found.rows_sha256, int(report.get("kept_rows", 0)), fields, released, path)


def _drawn(kept: _Kept, places: list[int]) -> list[dict[str, Any]]:
    """The rows at these places, in the order of the draw; all rows are first known to be those that were kept."""
    wanted, found, seen, number = set(places), dict[int, bytes](), hashlib.sha256(), 0
    try:
        with kept.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                seen.update(line)
                if number in wanted:
                    found[number] = line
    except FileNotFoundError:
        raise Damaged(f"the rows of {kept.evidence} are missing", hint="grcdesk evidence verify") from None
    if seen.hexdigest() != kept.sha256 or number != kept.number:
        raise Damaged(f"the rows of {kept.evidence} are not those that were kept", hint="grcdesk evidence verify")
    return [
        {"draw": draw, "row": place} | _without(from_json(found[place]), kept.released)
        for draw, place in enumerate(places, 1)
    ]


def _without(row: Mapping[str, Any], released: tuple[str, ...]) -> dict[str, Any]:
    """A row without the texts that a person released for the desk: not for others."""
    return {name: value for name, value in row.items() if not content.plain(name).startswith(released or ("\0",))}


def _lines(said: tuple[str, ...], drawn: list[dict[str, Any]]) -> Iterator[bytes]:
    yield from (to_json({"notice": one}) + b"\n" for one in said)
    yield from (to_json(row) + b"\n" for row in drawn)


def _table(kept: _Kept, drawn: list[dict[str, Any]]) -> Iterator[bytes]:
    there = dict.fromkeys(name for row in drawn for name in row)
    names = ["draw", "row", "line", *(name for name in kept.fields if name in there)]
    names += [name for name in there if name not in names]
    for cells in (names, *([_cell(row.get(name)) for name in names] for row in drawn)):
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\n").writerow(cells)
        yield out.getvalue().encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return csv_text(value) if isinstance(value, str) else to_json(value).decode()
