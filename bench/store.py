"""Commands that write the log, against the same change by SQLAlchemy alone, in the same kind of transaction."""

# ruff: noqa: PLC0415, SLF001  imports are no part of what is measured
from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from measure import Inside, Row

SINGLE, BULK, UNDONE = 50, 500, 300


def rows(folder: Path) -> list[Row]:
    """Rows of this subject."""
    desk = (str(folder / "large"),)
    return [
        Row("one logged command / bare change", Inside("store:single", desk), Inside("store:bare_single", desk), 3),
        Row("bulk change of 500 / bare", Inside("store:bulk", desk), Inside("store:bare_bulk", desk), 3),
        Row("undo of 300 / bare", Inside("store:undo", desk), Inside("store:bare_undo", desk), 3),
    ]


def _on_copy(desk: str, act: Callable[..., float]) -> float:
    from desks import opened

    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(desk, Path(folder) / "desk")
        found = opened(str(copy))
        keys = found.controls.keys()
        found.controls.set(keys[:1], _change("warm"))
        seconds = act(found, keys)
        found.close()
    return seconds


def _change(text: str):
    from grcdesk.schemas.controls.controls import ControlChange

    return ControlChange(gap=text)


def single(desk: str) -> float:
    """Fifty commands, one control each."""

    def act(found, keys) -> float:
        start = time.perf_counter()
        for number in range(SINGLE):
            found.controls.set([keys[number]], _change("one"))
        return (time.perf_counter() - start) / SINGLE

    return _on_copy(desk, act)


def bulk(desk: str) -> float:
    """One command, 500 controls."""

    def act(found, keys) -> float:
        start = time.perf_counter()
        found.controls.set(keys[:BULK], _change("many"))
        return time.perf_counter() - start

    return _on_copy(desk, act)


def undo(desk: str) -> float:
    """Take 300 changes back."""

    def act(found, keys) -> float:
        found.controls.set(keys[:UNDONE], _change("undone"))
        log = found.log
        start = time.perf_counter()
        log.undo()
        return time.perf_counter() - start

    return _on_copy(desk, act)


def _bare(found, keys: list[str], text: str) -> None:
    from sqlalchemy import select
    from sqlalchemy.orm import Session

    from grcdesk.models.base import col
    from grcdesk.models.controls import Assessment
    from grcdesk.models.log import PrivateText

    with Session(found.store._writer) as session:
        for row in session.scalars(select(Assessment).where(col(Assessment.control).in_(keys))):
            row.gap = text
        # a line of the log is a row as well; the bare change writes as many rows, without saying anything in them
        session.add_all(
            PrivateText(sha256=f"{text}{place}", salt="0" * 32, content="x" * 700) for place in range(len(keys))
        )
        session.commit()


def bare_single(desk: str) -> float:
    """Fifty transactions."""

    def act(found, keys) -> float:
        _bare(found, keys[:1], "warm")
        start = time.perf_counter()
        for number in range(SINGLE):
            _bare(found, [keys[number]], f"bare{number}-")
        return (time.perf_counter() - start) / SINGLE

    return _on_copy(desk, act)


def bare_bulk(desk: str) -> float:
    """One transaction of 500."""

    def act(found, keys) -> float:
        _bare(found, keys[:1], "warm")
        start = time.perf_counter()
        _bare(found, keys[:BULK], "bare")
        return time.perf_counter() - start

    return _on_copy(desk, act)


def bare_undo(desk: str) -> float:
    """One transaction of 300."""

    def act(found, keys) -> float:
        _bare(found, keys[:1], "warm")
        start = time.perf_counter()
        _bare(found, keys[:UNDONE], "bare")
        return time.perf_counter() - start

    return _on_copy(desk, act)
