"""Kill deeds for real, in children of a process that has loaded everything, and look at what they leave.

    python forked.py FOLDER DEED:calls DEED:sizes …

`calls`: before and after the calls that decide (commit, rename, link), or each call that writes, syncs, renames or
commits; `sizes`: inside a write, when a file reaches a size. Prints one JSON object a line: the deed, the points, how
many children died, and each point that left a state that is neither old nor new.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from faults.deeds import DEEDS, THOROUGH, Deed, start
from faults.storage import watched
from grcdesk import clock
from grcdesk.paths import user_state

DECIDING = {"commit", "replace", "link"}


def child(work: Path, deed: Deed, before: Callable[[], object], seen: Callable[[str, Any], object]) -> bool:
    """Do the deed in a child that may die; whether it came to the end."""
    number = os.fork()
    if number == 0:
        before()
        watched(lambda: deed.do(work), seen)
        os._exit(0)
    return os.waitpid(number, 0)[1] == 0


def dying_at(point: int) -> Callable[[str, Any], None]:
    count = 0

    def seen(_event: str, _call: Any) -> None:
        nonlocal count
        count += 1
        if count == point:
            os.kill(os.getpid(), signal.SIGKILL)

    return seen


def call_points(first: Path, work: Path, deed: Deed) -> list[int]:
    """Just before and just after the calls that decide; or every one."""
    names: list[str] = []
    shutil.copytree(first, work)
    watched(lambda: deed.do(work), lambda _, call: names.append(call.__name__))
    if THOROUGH:
        return list(range(1, len(names) + 2))
    last = {name: number for number, name in enumerate(names, 1) if name in DECIDING}
    return sorted({*last.values(), *(number - 1 for number in last.values())})


def limited_to(size: int) -> Callable[[], None]:
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def size_points(work: Path) -> list[int]:
    """Sizes at which files are cut: inside the WAL, the database, the export."""
    if not THOROUGH:
        return [100, 4120, 20_000, 50_000]
    largest = max(path.stat().st_size for path in work.rglob("*") if path.is_file())
    small = [0, 100, 4096, 4120, 20_000, 32_767, 32_768, 37_000, 50_000, 70_001, 100_000]
    return [*small, *range(200_000, largest + 200_000, 200_003)]


def run(first: Path, folder: Path, name: str, mode: str) -> dict[str, object]:
    deed = DEEDS[name]
    before, end, work = folder / "before", folder / "end", folder / "work"
    shutil.copytree(first, before)
    deed.prepare(before)
    shutil.copytree(before, end)
    deed.do(end)  # also loads whatever is loaded late
    states = (deed.state(before), deed.state(end))
    bad: list[str] = []
    killed = 0
    points = size_points(end) if mode == "sizes" else call_points(before, work, deed)
    for point in points:
        shutil.rmtree(work, ignore_errors=True)
        shutil.rmtree(user_state(), ignore_errors=True)  # it remembers what the desk in this folder was before
        shutil.copytree(before, work)
        if mode == "sizes":
            done = child(work, deed, limited_to(point), lambda _event, _call: None)
        else:
            done = child(work, deed, lambda: None, dying_at(point))
        state = deed.state(work)
        killed += not done
        wrong = deed.sound(work)
        if state not in states:
            wrong = f"{wrong} neither old nor new"
        if done and state != states[1]:
            wrong = f"{wrong} acknowledged and lost"
        if wrong:
            bad.append(f"{point}: {wrong}")
    return {"deed": name, "mode": mode, "points": len(points), "killed": killed, "bad": bad}


def main() -> None:
    clock.now = lambda: datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    folder = Path(sys.argv[1])
    first = start(folder / "first")
    for number, asked in enumerate(sys.argv[2:]):
        name, mode = asked.split(":")
        (folder / str(number)).mkdir()
        print(json.dumps(run(first, folder / str(number), name, mode)))


if __name__ == "__main__":
    main()
