"""Starts the process that runs checks, listens to it, and ends it when a limit is reached.

Nothing of the caller's environment goes with it, and nobody else hears of its input or its errors.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from grcdesk.engine.rows import Cells
from grcdesk.errors import DeskError
from grcdesk.paths import PACKAGE

_BOOT = "import sys; sys.path[:0] = sys.argv[1:]; from grcdesk.engine.child import main; main()"
_KEPT = ("SYSTEMROOT", "WINDIR")
"""Without these a process does not start on some systems."""
_LINE = 64 << 20
_RATE = 16 << 20
"""Bytes of tables for which loading is granted another second."""
_LOOK = 0.05
_MARGIN = 0.3
"""Seconds after its own clock should have stopped it."""
_GOODBYE = 5
"""Seconds in which it ends once it has said everything."""


@dataclass(frozen=True, slots=True)
class StoppedCheck:
    """Why a check has no rows."""

    kind: str
    """time, memory, rows, size, failed or stopped."""
    stage: str
    """start, load or check."""
    name: str
    told: str = ""
    """What the engine said of a failure."""


@dataclass
class EngineRows:
    """What was heard of one check."""

    rows: list[Cells] = field(default_factory=list)
    seconds: float = 0


def answers(
    asked: Callable[[], dict[str, Any]], seconds: float, stop: Callable[[], bool] | None = None
) -> Generator[tuple[str, EngineRows | StoppedCheck], None, None]:
    """Run the checks of a request in a process of its own; each check's name with what came of it, in order.

    A fault that ends the process is the last answer: of the checks after it nothing is known.

    Args:
        asked: makes the request, while the process starts.
        seconds: how long a check may take.
        stop: asked often; true ends it.
    """
    with _started() as process:
        # made while the process loads its engine, which takes as long
        request = asked()
        sizes = sum(Path(table["path"]).stat().st_size for table in request["tables"] if table["path"])
        grants = {"start": seconds + 5, "load": seconds + sizes // _RATE, "check": seconds}
        request["limits"]["processor"] = 2 * (sum(grants.values()) + seconds * len(request["checks"])) + 5
        watch = _Watch(process, grants, stop)
        try:
            yield from _heard(process, request, watch)
        finally:
            watch.end()


@contextmanager
def _started() -> Iterator[subprocess.Popen[bytes]]:
    engine = importlib.util.find_spec("duckdb")
    if engine is None or engine.origin is None:
        raise DeskError("the engine that runs checks is not installed", hint="install grcdesk again, with duckdb")
    folders = dict.fromkeys((str(PACKAGE.parent), str(Path(engine.origin).parents[1])))
    command = [sys.executable, "-I", "-B", "-X", "utf8", "-c", _BOOT, *folders]
    process = subprocess.Popen(  # noqa: S603  our own interpreter
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"TZ": "UTC"} | {name: os.environ[name] for name in _KEPT if name in os.environ},
        # relative paths lead to nothing of the caller
        cwd=Path(sys.executable).anchor or None,
        start_new_session=True,  # Ctrl-C is for us; we end it
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(BrokenPipeError):  # it ended before it had read everything
                cast("IO[bytes]", pipe).close()


class _Watch:
    """Ends the process when what it is doing takes too long, or when nobody waits for it any more."""

    def __init__(
        self, process: subprocess.Popen[bytes], grants: dict[str, float], stop: Callable[[], bool] | None
    ) -> None:
        self.process, self.grants, self.stop = process, grants, stop
        self.stage, self.name, self.why = "start", "", ""
        self.until = time.monotonic() + grants["start"]
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def begin(self, stage: str, name: str) -> None:
        """The process says what it does now. All tables are loaded within one grant."""
        if stage != self.stage or stage == "check":
            self.until = time.monotonic() + self.grants[stage] + (_MARGIN if stage == "check" else 0)
        self.stage, self.name = stage, name

    def _run(self) -> None:
        while not self._over.wait(_LOOK):
            if self.stop is not None and self.stop():
                self.why = "stopped"
            elif time.monotonic() > self.until:
                self.why = "time"
            if self.why:
                self.process.kill()
                return

    def end(self) -> None:
        """Nothing more is watched."""
        self._over.set()
        self._thread.join()


def _heard(
    process: subprocess.Popen[bytes], request: dict[str, Any], watch: _Watch
) -> Iterator[tuple[str, EngineRows | StoppedCheck]]:
    _hand_over(request, cast("IO[bytes]", process.stdin))
    found = EngineRows()
    for said in _lines(cast("IO[bytes]", process.stdout)):
        match said:
            case {"begin": stage, "name": name}:
                watch.begin(stage, name)
                found = EngineRows()
            case {"rows": rows}:
                found.rows += [tuple(row) for row in rows]
            case {"end": name, "seconds": seconds}:
                found.seconds = seconds
                yield name, found
            case {"fault": kind, "told": why}:
                yield watch.name, StoppedCheck(kind, watch.stage, watch.name, why)
            case {"over": True}:
                return
    # it ended without having said that it is over
    yield watch.name, StoppedCheck(watch.why or _end(process), watch.stage, watch.name)


def _hand_over(request: dict[str, Any], pipe: IO[bytes]) -> None:
    try:
        pipe.write(json.dumps(request).encode())
        pipe.close()
    except BrokenPipeError:
        return  # it has ended: why is told once nothing more comes from it


def _lines(told: IO[bytes]) -> Iterator[dict[str, Any]]:
    """What it says, until it ends or says what is no answer."""
    while line := told.readline(_LINE):
        try:
            yield json.loads(line)
        except ValueError:
            return


def _end(process: subprocess.Popen[bytes]) -> str:
    """Why it ended without having finished: by a signal, out of memory or of processor time; else it failed."""
    try:
        code = process.wait(timeout=_GOODBYE)
    except subprocess.TimeoutExpired:
        return "failed"
    if code == -24:  # noqa: PLR2004  SIGXCPU
        return "time"
    return "memory" if code < 0 else "failed"
