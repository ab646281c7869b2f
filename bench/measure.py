"""How a row of the benchmark is measured: ours and its floor in turn, each in a fresh process."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from dataclasses import dataclass, field
from fcntl import ioctl
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
PYTHON = sys.executable
GRCDESK = str(Path(PYTHON).parent / "grcdesk")
MIB = 1024


@dataclass(frozen=True)
class Sample:
    """One measurement."""

    seconds: float
    peak: float
    """Peak memory of the process, MiB."""


@dataclass(frozen=True)
class Process:
    """A command, timed from start to exit."""

    command: tuple[str, ...]
    env: dict[str, str] = field(default_factory=dict)

    def measure(self) -> Sample:
        start = time.perf_counter()
        process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, env=os.environ | self.env)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"{self.command} left with {process.returncode}")
        return Sample(seconds, usage.ru_maxrss / MIB)


@dataclass(frozen=True)
class Inside:
    """A function in a fresh interpreter; it says itself how long its own part took, without imports and set-up."""

    target: str
    """module:function"""
    arguments: tuple[str, ...] = ()

    def measure(self) -> Sample:
        command = [PYTHON, str(HERE / "probe.py"), self.target, *self.arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr)
        found = json.loads(done.stdout.splitlines()[-1])
        return Sample(found["seconds"], found["peak"])


@dataclass(frozen=True)
class Screen:
    """A command on a terminal of 80×24, timed from start until it has painted a text."""

    command: tuple[str, ...]
    text: str
    """Regular expression looked for in what was painted, control sequences taken out."""
    limit: float = 20.0

    def measure(self) -> Sample:
        start = time.perf_counter()
        pid, terminal = pty.fork()
        if not pid:
            os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
            ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            os.execv(self.command[0], self.command)
        seconds = self._wait_for_text(terminal, start)
        os.kill(pid, 9)
        _, _, usage = os.wait4(pid, 0)
        os.close(terminal)
        return Sample(seconds, usage.ru_maxrss / MIB)

    def _wait_for_text(self, terminal: int, start: float) -> float:
        painted = b""
        while time.perf_counter() - start < self.limit:
            if not select.select([terminal], [], [], 0.2)[0]:
                continue
            try:
                painted += os.read(terminal, 65536)
            except OSError:
                break
            plain = re.sub(rb"\x1b\[[0-9;:?<=>]*[ -/]*[@-~]|\x1b[()][A-Z0-9]|\x1b[=>]", b"", painted)
            if re.search(self.text, plain.decode(errors="replace")):
                return time.perf_counter() - start
        raise RuntimeError(f"{self.command} never painted {self.text!r}: {painted[-2000:]!r}")


Job = Process | Inside | Screen


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    ours: Job
    floor: Job
    budget: float
    unit: str = "x"
    """`x`: ours ÷ floor; `ms`: ours alone; `MiB`: memory of ours less that of the floor."""


@dataclass(frozen=True)
class Result:
    """A measured row."""

    row: Row
    value: float
    low: float
    high: float
    ours: float
    floor: float
    """Medians in ms, or MiB."""
    peak: float

    @property
    def held(self) -> bool:
        return self.value <= self.row.budget


def measure(row: Row, repeats: int) -> Result:
    """Floor and ours in turn, so that both see the same noise."""
    pairs = [(row.floor.measure(), row.ours.measure()) for _ in range(repeats)]
    if row.unit == "MiB":
        floors, ours = [pair[0].peak for pair in pairs], [pair[1].peak for pair in pairs]
        each = [mine - bare for bare, mine in zip(floors, ours, strict=True)]
        value = median(each)
    else:
        floors, ours = [pair[0].seconds * 1000 for pair in pairs], [pair[1].seconds * 1000 for pair in pairs]
        each = [mine / bare for bare, mine in zip(floors, ours, strict=True)] if row.unit == "x" else ours
        value = median(ours) / median(floors) if row.unit == "x" else median(ours)
    return Result(row, value, min(each), max(each), median(ours), median(floors), max(pair[1].peak for pair in pairs))
