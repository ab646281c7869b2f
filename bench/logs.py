"""Verifying a log of 100,000 lines with replay, against reading and hashing the same lines."""

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
        )
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


def bare(desk: str) -> float:
    """The same lines."""
    connection = sqlite3.connect(Path(desk) / "desk.db")
    start = time.perf_counter()
    for (line,) in connection.execute("SELECT line FROM log ORDER BY seq"):
        hashlib.sha256(line).hexdigest()
        json.loads(line)
    return time.perf_counter() - start
