"""A list of 1,000,000 changes frozen as a population and tested, and a sample of it.

Frozen rows are tested in a process of the engine's own, against its bare load and query of the same file. Freezing puts
rows in the order of their keys, so the floor of both together is what the engine itself takes to read the list as text,
put it in order, write it, and load and query what it wrote: four times as long as the load and the query alone.
"""

# ruff: noqa: PLC0415  imports are no part of what is measured
from __future__ import annotations

import csv
import hashlib
import json
import shutil
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any

from measure import Inside, Row

CHANGES = 1_000_000
_PEOPLE = 40
_DRAWN = 25
_TIMES = ("merged_at", "approved_at", "deployed_at", "evaluated_at")
_NUMBERS = ("score", "threshold")
_NAMES = ("change_id", "commit", "author", "approver", "eval_commit", "kind")
_COLUMNS = (
    dict.fromkeys(_NAMES, "VARCHAR") | dict.fromkeys(_TIMES, "TIMESTAMP") | dict.fromkeys(_NUMBERS, "DECIMAL(38, 18)")
)
_GIVEN = "read_json($path, format = 'newline_delimited', columns = {})"
SQL = """
SELECT m.change_id, m.author, m.score
FROM model_changes AS m
WHERE m.approver = m.author OR m.approved_at > m.deployed_at OR (m.author = 'dev3' AND m.score < m.threshold)
"""


def rows(folder: Path) -> list[Row]:
    """Rows of this subject."""
    file = (str(folder / "changes.jsonl"),)
    Inside("populations:fill", file).measure()
    frozen = (str(folder / "frozen.jsonl"),)
    Inside("populations:keep", (*file, *frozen)).measure()
    bare = Inside("populations:bare", file)
    table = (str(folder / "changes.csv"),)
    Inside("populations:as_csv", (*file, *table)).measure()
    return [
        Row("freeze 1,000,000 changes / json.loads", Inside("populations:ours", file), bare, 5),
        Row(
            "freeze them from CSV / csv.reader",
            Inside("populations:ours", table),
            Inside("populations:split", table),
            5,
        ),
        Row(
            "check 1,000,000 frozen changes / the engine's bare load and query",
            Inside("populations:checked", frozen),
            Inside("populations:loaded", frozen),
            1.5,
        ),
        Row(
            "freeze and check them / the engine reads, sorts, writes, loads, queries",
            Inside("populations:tested", file),
            Inside("populations:engine", file),
            7,
        ),
        Row("memory of it over json.loads", Inside("populations:ours", file), bare, 150, "MiB"),
        Row("draw 25 of 1,000,000 / json.loads", Inside("populations:draw", file), bare, 2),
    ]


def fill(path: str) -> float:
    """Changes of twelve columns, in no order of their keys."""
    begin, started = time.perf_counter(), datetime(2026, 1, 1, tzinfo=UTC)
    with Path(path).open("w", encoding="utf-8") as file:
        for place in range(CHANGES):
            number = place * 7_368_787 % CHANGES
            at = started + timedelta(seconds=31 * number)
            commit = hashlib.sha1(str(number).encode(), usedforsecurity=False).hexdigest()
            change = {
                "change_id": f"CHG-{number:07}",
                "merged_at": f"{at:%Y-%m-%dT%H:%M:%SZ}",
                "commit": commit,
                "author": f"dev{number % _PEOPLE}",
                "approver": f"dev{(number * 7 + 1) % _PEOPLE}",
                "approved_at": f"{at - timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}",
                "deployed_at": f"{at + timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}",
                "evaluated_at": f"{at - timedelta(minutes=9):%Y-%m-%dT%H:%M:%SZ}",
                "eval_commit": commit,
                "score": 0.85 + number % 15 / 100,
                "threshold": 0.88,
                "kind": "model" if number % 3 else "prompt",
            }
            file.write(json.dumps(change) + "\n")
    return time.perf_counter() - begin


def ours(path: str) -> float:
    """Read in the process apart, put in order here, written and named."""
    from grcdesk.schemas.populations import PopulationPlan
    from grcdesk.services.evidence.import_files import Spool
    from grcdesk.services.populations import freezing

    start = time.perf_counter()
    found = freezing.read(Path(path), PopulationPlan("model_changes"), freezing.Way("UTC", Spool()))
    seconds = time.perf_counter() - start
    if (found.rows.rows, found.report.skipped) != (CHANGES, 0):
        raise RuntimeError(f"{found.rows.rows} rows, {found.report.skipped} skipped")
    return seconds


def keep(path: str, frozen: str) -> float:
    """Frozen, its rows kept in a file."""
    start = time.perf_counter()
    with Path(frozen).open("wb") as kept:
        _freeze(path, kept)
    return time.perf_counter() - start


def checked(frozen: str) -> float:
    """The frozen rows tested in the engine's own process."""
    start = time.perf_counter()
    found = _check(Path(frozen))
    seconds = time.perf_counter() - start
    _same(CHANGES, found)
    return seconds


def loaded(frozen: str) -> float:
    """The same by the engine alone, in this process."""
    import duckdb

    start = time.perf_counter()
    alone = duckdb.connect(":memory:", config={"threads": 2})
    rows_, found = _load_and_query(alone, frozen)
    seconds = time.perf_counter() - start
    _same(rows_, found)
    return seconds


def tested(path: str) -> float:
    """Frozen, and the frozen rows tested in the engine's own process."""
    start = time.perf_counter()
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as kept:
        frozen = _freeze(path, kept)
        found = _check(Path(kept.name))
    seconds = time.perf_counter() - start
    _same(frozen, found)
    return seconds


def _freeze(path: str, kept: IO[bytes]) -> int:
    from grcdesk.schemas.populations import PopulationPlan
    from grcdesk.services.evidence.import_files import Spool
    from grcdesk.services.populations import freezing

    spool = Spool()
    found = freezing.read(Path(path), PopulationPlan("model_changes"), freezing.Way("UTC", spool))
    if spool.file is None:
        raise RuntimeError("its rows went nowhere")
    spool.file.seek(0)
    shutil.copyfileobj(spool.file, kept)
    kept.flush()
    return found.rows.rows


def _check(frozen: Path) -> int:
    from grcdesk.engine.engine import default_engine
    from grcdesk.engine.tables import EngineCheck, EngineTable
    from grcdesk.rules.audits.roles import ROLES

    table = EngineTable("model_changes", ROLES["model_changes"].columns, frozen)
    (answer,) = default_engine().run([EngineCheck("self-approved", SQL)], [table], [])
    return len(answer.rows)


def engine(path: str) -> float:
    """The same by the engine alone: no value is looked at, and nothing is kept back."""
    import duckdb

    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        written = f"{folder}/sorted.jsonl"
        alone = duckdb.connect(":memory:", config={"threads": 2})
        texts = ", ".join(f"'{name}': 'VARCHAR'" for name in _COLUMNS)
        alone.execute(
            f"COPY (SELECT * FROM {_GIVEN.format('{' + texts + '}')} ORDER BY change_id) TO '{written}' (FORMAT json)",
            {"path": path},
        )
        rows_, found = _load_and_query(alone, written)
    seconds = time.perf_counter() - start
    _same(rows_, found)
    return seconds


def _load_and_query(alone: Any, path: str) -> tuple[int, int]:
    kinds = ", ".join(f"'{name}': '{kind}'" for name, kind in _COLUMNS.items())
    alone.execute(f"CREATE TABLE model_changes AS SELECT * FROM {_GIVEN.format('{' + kinds + '}')}", {"path": path})
    rows_ = alone.execute("SELECT count(*) FROM model_changes").fetchall()[0][0]
    return rows_, len(alone.execute(SQL).fetchall())


def _same(rows_: int, found: int) -> None:
    failing = sum(number % 15 < 3 for number in range(3, CHANGES, _PEOPLE))
    if (rows_, found) != (CHANGES, failing):
        raise RuntimeError(f"{rows_} rows, {found} found")


def draw(path: str) -> float:
    """The first 25 by rank, the rows read once."""
    from pydantic_core import from_json

    from grcdesk.rules.samples import selection

    with tempfile.TemporaryFile() as rows_:
        with Path(path).open("rb") as file:
            rows_.writelines(file)
        rows_.seek(0)
        start = time.perf_counter()
        items = selection.first("seed", (from_json(line)["change_id"] for line in rows_), _DRAWN)
        seconds = time.perf_counter() - start
    if len(items) != _DRAWN:
        raise RuntimeError(f"{len(items)} items")
    return seconds


def as_csv(path: str, table: str) -> float:
    """The same changes as CSV."""
    start = time.perf_counter()
    with Path(path).open(encoding="utf-8") as file, Path(table).open("w", encoding="utf-8", newline="") as written:
        writer = csv.writer(written)
        for number, change in enumerate(map(json.loads, file)):
            if not number:
                writer.writerow(change)
            writer.writerow(change.values())
    return time.perf_counter() - start


def split(table: str) -> float:
    """The same rows, parted into fields and forgotten."""
    start = time.perf_counter()
    with Path(table).open(encoding="utf-8", newline="") as file:
        for _ in csv.reader(file):
            pass
    return time.perf_counter() - start


def bare(path: str) -> float:
    """The same lines, parsed and forgotten."""
    start = time.perf_counter()
    with Path(path).open("rb") as file:
        for line in file:
            json.loads(line)
    return time.perf_counter() - start
