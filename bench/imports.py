"""A log of 1,000,000 decisions, read apart against json.loads of the same lines; and what it takes in memory."""

# ruff: noqa: PLC0415  imports are no part of what is measured
from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from measure import Inside, Row

EVENTS = 1_000_000
_DAYS = 365
_ACTIONS = ("allow", "allow", "allow", "redact", "block", "escalate")
_CLASSES = ("email", "card", "iban", "secret")


def rows(folder: Path) -> list[Row]:
    """Rows of this subject."""
    file = (str(folder / "decisions.jsonl"),)
    Inside("imports:fill", file).measure()
    bare = Inside("imports:bare", file)
    return [
        Row("import 1,000,000 decisions / json.loads", Inside("imports:ours", file), bare, 2),
        Row("memory of it over json.loads", Inside("imports:inside", file), bare, 100, "MiB"),
    ]


def fill(path: str) -> float:
    """Decisions spread over a year, each with an id, a policy version and now and then a detection."""
    begin, started = time.perf_counter(), datetime(2026, 1, 1, tzinfo=UTC)
    step = timedelta(days=_DAYS) / EVENTS
    with Path(path).open("w", encoding="utf-8") as file:
        for number in range(EVENTS):
            event = {
                "id": f"dec-{number:09d}",
                "time": f"{started + step * number:%Y-%m-%dT%H:%M:%S.%f}"[:23] + "Z",
                "action": _ACTIONS[number % 6],
                "policy_version": f"v{number * 12 // EVENTS + 1}",
                "route": f"/assist/{number % 7}",
                "model": "gpt-large",
                "detections": {_CLASSES[number % 4]: 1 + number % 3} if number % 6 > 2 else {},
                "latency_ms": 20 + number % 90,
            }
            file.write(json.dumps(event) + "\n")
    return time.perf_counter() - begin


def ours(path: str) -> float:
    """In the process apart, as an import reads it."""
    from grcdesk.importers.evidence import sandbox

    start = time.perf_counter()
    report = sandbox.parse(sandbox.ReadRequest(path))
    seconds = time.perf_counter() - start
    _checked(report.rows, report.used)
    return seconds


def inside(path: str) -> float:
    """The same in this process, so that its memory is seen."""
    from grcdesk.importers.evidence import read as evidence_read
    from grcdesk.importers.evidence import sandbox

    start = time.perf_counter()
    report = evidence_read.read(sandbox.ReadRequest(path))
    seconds = time.perf_counter() - start
    _checked(report.rows, report.used)
    return seconds


def bare(path: str) -> float:
    """The same lines, parsed and forgotten."""
    start = time.perf_counter()
    with Path(path).open("rb") as file:
        for line in file:
            json.loads(line)
    return time.perf_counter() - start


def _checked(found: int, used: int) -> None:
    if (found, used) != (EVENTS, EVENTS):
        raise RuntimeError(f"{found} rows, {used} used")
