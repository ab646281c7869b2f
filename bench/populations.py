"""A list of 1,000,000 changes frozen as a population, against json.loads of the same lines; and a sample of it."""

# ruff: noqa: PLC0415  imports are no part of what is measured
from __future__ import annotations

import hashlib
import json
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from measure import Inside, Row

CHANGES = 1_000_000
_PEOPLE = 40
_DRAWN = 25


def rows(folder: Path) -> list[Row]:
    """Rows of this subject."""
    file = (str(folder / "changes.jsonl"),)
    Inside("populations:fill", file).measure()
    bare = Inside("populations:bare", file)
    return [
        Row("freeze 1,000,000 changes / json.loads", Inside("populations:ours", file), bare, 6),
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


def bare(path: str) -> float:
    """The same lines, parsed and forgotten."""
    start = time.perf_counter()
    with Path(path).open("rb") as file:
        for line in file:
            json.loads(line)
    return time.perf_counter() - start
