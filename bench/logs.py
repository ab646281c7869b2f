"""Verifying a log of 100,000 lines with replay, against reading and hashing the same lines; the desk as it stood at
its end, against verifying it."""

# ruff: noqa: PLC0415  imports are no part of what is measured
from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from pathlib import Path

from measure import Inside, Row


def rows(folder: Path) -> list[Row]:
    """Rows of this subject."""
    desk = str(folder / "large")
    Inside("desks:lengthen", (desk,)).measure()
    return [
        Row(
            "verify 100,000 lines / json.loads + sha256",
            Inside("logs:ours", (desk,)),
            Inside("logs:bare", (desk,)),
            3,
        ),
        Row("--at entry 100,000 / log verify", Inside("logs:past", (desk,)), Inside("logs:ours", (desk,)), 3),
    ]


def ours(desk: str) -> float:
    """Chain, replay, every table, the vault."""
    from desks import opened

    large = opened(desk)
    start = time.perf_counter()
    report = large.log.verify()
    seconds = time.perf_counter() - start
    large.close()
    if not report.clean:
        raise RuntimeError(str(report.broken[:3]))
    return seconds


def past(desk: str) -> float:
    """Rebuilt from the log, and one list read from it."""
    from desks import LOG_LINES

    from grcdesk.paths import DeskPaths
    from grcdesk.services.desk.opening import open_desk
    from grcdesk.terms import Via

    start = time.perf_counter()
    stood = open_desk(DeskPaths(Path(desk)), via=Via.JOB, at=str(opened_head(desk)))
    rows = stood.gap.summary()
    seconds = time.perf_counter() - start
    entry = stood.moment.entry if stood.moment else 0
    stood.close()
    if entry < LOG_LINES or not rows.applicable:
        raise RuntimeError(f"entry {entry}: {rows}")
    return seconds


def opened_head(desk: str) -> int:
    """The last entry."""
    connection = sqlite3.connect(Path(desk) / "desk.db")
    return int(connection.execute("SELECT max(seq) FROM log").fetchone()[0])


def bare(desk: str) -> float:
    """The same lines."""
    connection = sqlite3.connect(Path(desk) / "desk.db")
    start = time.perf_counter()
    for (line,) in connection.execute("SELECT line FROM log ORDER BY seq"):
        hashlib.sha256(line).hexdigest()
        json.loads(line)
    return time.perf_counter() - start
