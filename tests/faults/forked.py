"""Kill a deed at each of its storage calls, and look at what it leaves.

    python forked.py FOLDER DEED calls|sizes

A process that has loaded everything forks a child for each point; the child does the deed and dies: `calls` before and
after each call that writes, syncs, renames or commits; `sizes` inside a write, when a file reaches a size. Prints one
JSON object: the points, and each that left a state that is neither old nor new.
"""

from __future__ import annotations

import io
import json
import os
import resource
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import FrameType
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from grcdesk import clock
from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls import ControlChange
from grcdesk.schemas.scope import Period
from grcdesk.services.desk import Desk, InitPlan, init_desk, open_desk
from grcdesk.services.evidence import Artefact
from grcdesk.services.upkeep import restore
from grcdesk.terms import Category, EvidenceKind, Status, Via
from table_digests import files, tables

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
PLAN = InitPlan("Acme AI", "SOC 2", "Dana Reyes", "dana@acme.example", tuple(Category), YEAR, "UTC")
FILE_CALLS = {"write", "fsync", "fdatasync", "replace", "rename", "link", "unlink", "truncate", "mkdir", "chmod"}
SQL_CALLS = {"executemany", "executescript", "commit", "rollback", "close", "backup"}
"""Statements inside a transaction leave the same state; one deed is killed at each of them all the same."""


def is_storage(call: Any, sql: set[str]) -> bool:
    """Whether a function of C touches the disk."""
    name, owner = call.__name__, getattr(call, "__self__", None)
    if name not in FILE_CALLS | sql:
        return False
    if getattr(owner, "__name__", "") == "posix" or isinstance(owner, io.FileIO | io.BufferedWriter):
        return name in FILE_CALLS
    return isinstance(owner, sqlite3.Connection | sqlite3.Cursor) and name in sql


class Counter:
    """Counts storage calls; acts when it comes to one."""

    def __init__(self, stop_at: int, *, statements: bool) -> None:
        self.stop_at, self.seen = stop_at, 0
        self.sql = SQL_CALLS | {"execute"} if statements else SQL_CALLS

    def __call__(self, _frame: FrameType, event: str, call: Any) -> None:
        if event in {"c_call", "c_return"} and is_storage(call, self.sql):
            self.seen += 1
            if self.seen == self.stop_at:
                os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class Deed:
    """What is done, and how to tell its old state, its new state and anything else apart."""

    do: Callable[[Path], object]
    state: Callable[[Path], object]
    sound: Callable[[Path], str]
    prepare: Callable[[Path], object] = lambda _: None
    step: int = 1
    """Every how many calls it is killed; a long deed is not killed at each."""


def opened(root: Path) -> Desk:
    return open_desk(DeskPaths(root / "desk"), via=Via.CLI)


def with_desk(deed: Callable[[Desk, Path], object]) -> Callable[[Path], object]:
    def do(root: Path) -> None:
        desk = opened(root)
        deed(desk, root)
        desk.close()

    return do


def content(root: Path) -> object:
    """Everything but the log: what a person would miss."""
    return tables(root / "desk" / "desk.db", without=("log", "private_text"))


def whole(root: Path, *, orphans: bool = False) -> str:
    """What is wrong with the desk, or nothing. An orphan in the vault is harmless and is named by verify."""
    try:
        desk = opened(root)
        broken = [one for one in desk.log.verify().broken if not (orphans and one.what == "belongs to no evidence")]
        desk.close()
    except Exception as error:  # noqa: BLE001  whatever it is, it is the finding
        return repr(error)
    return "; ".join(f"{one.where} {one.what}" for one in broken)


def set_controls(desk: Desk, _: Path) -> None:
    change = ControlChange(status=Status.PARTIAL, gap="no record of reviews", note="ask Omar", owner="Omar Haddad")
    desk.controls.set(desk.controls.keys(), change)


def add_evidence(desk: Desk, root: Path) -> None:
    desk.evidence.add(
        root / "report.pdf", Artefact(EvidenceKind.REPORT, as_of=date(2026, 6, 1)), controls=["AI-SEC-01"]
    )


def exported(root: Path) -> object:
    """The bytes of the export."""
    return files(root).get("matrix.xlsx", "none")


def sound_export(root: Path) -> str:
    """A stump beside the file must not be in the way of the next export."""
    wrong = whole(root)
    if wrong or not list(root.glob(".*")):
        return wrong
    desk = opened(root)
    desk.exports.matrix(root / "matrix.xlsx", force=True)
    desk.close()
    return ""


def prepare_export(root: Path) -> None:
    desk = opened(root)
    desk.exports.matrix(root / "matrix.xlsx")
    set_controls(desk, root)
    desk.close()


def prepare_restore(root: Path) -> None:
    desk = opened(root)
    add_evidence(desk, root)
    desk.upkeep.backup(root / "old.zip")
    set_controls(desk, root)
    desk.close()


def started(root: Path) -> object:
    """Whether the folder is a desk."""
    return (root / "new" / "desk.db").exists()


SEEN: set[frozenset[str] | None] = set()


def sound_start(root: Path) -> str:
    """A folder that is no desk yet can be made one; a desk is whole. What lies there alike behaves alike."""
    left = frozenset(path.name for path in (root / "new").rglob("*")) if (root / "new").exists() else None
    if left in SEEN:
        return ""
    SEEN.add(left)
    if not started(root):
        init_desk(root / "new", PLAN, via=Via.CLI).close()
    desk = open_desk(DeskPaths(root / "new"), via=Via.CLI)
    broken = desk.log.verify().broken
    controls = len(desk.controls.keys())
    desk.close()
    return "" if not broken and controls == 23 else f"{broken} {controls}"


DEEDS = {
    "init": Deed(lambda root: init_desk(root / "new", PLAN, via=Via.CLI).close(), started, sound_start, step=3),
    "set": Deed(with_desk(set_controls), content, whole),
    "evidence": Deed(with_desk(add_evidence), content, lambda root: whole(root, orphans=True)),
    "undo": Deed(with_desk(lambda desk, _: desk.log.undo()), content, whole, with_desk(set_controls)),
    "export": Deed(
        with_desk(lambda desk, root: desk.exports.matrix(root / "matrix.xlsx", force=True)),
        exported,
        sound_export,
        prepare_export,
    ),
    "first export": Deed(
        with_desk(lambda desk, root: desk.exports.matrix(root / "matrix.xlsx")), exported, sound_export
    ),
    "backup": Deed(
        with_desk(lambda desk, root: desk.upkeep.backup(root / "acme.zip")),
        lambda root: (root / "acme.zip").exists() and not restore_elsewhere(root),
        whole,
        step=2,
    ),
    "restore": Deed(
        lambda root: restore(root / "old.zip", DeskPaths(root / "desk"), via=Via.CLI, force=True),
        content,
        lambda root: whole(root, orphans=True),
        prepare_restore,
    ),
}


def restore_elsewhere(root: Path) -> str:
    shutil.rmtree(root / "elsewhere", ignore_errors=True)
    restore(root / "acme.zip", DeskPaths(root / "elsewhere" / "desk"), via=Via.CLI)
    return whole(root / "elsewhere")


def child(work: Path, deed: Deed, before: Callable[[], Counter | None]) -> str:
    """Do the deed in a child that may die; what it said when it came to the end, with the calls it made."""
    read, write = os.pipe()
    number = os.fork()
    if number == 0:
        os.close(read)
        try:
            counter = before()
            deed.do(work)
            sys.setprofile(None)
            seen = counter.seen if counter else 0
            os.write(write, f"done {seen}".encode())
        finally:
            os._exit(0)
    os.close(write)
    said = os.read(read, 20).decode()
    os.close(read)
    os.waitpid(number, 0)
    return said


def calls(point: int) -> Callable[[], Counter | None]:
    def count() -> Counter:
        counter = Counter(point, statements=sys.argv[2] == "set")
        sys.setprofile(counter)
        return counter

    return count


def call_points(start: Path, work: Path, deed: Deed) -> list[int]:
    """Every call, or of very many (a workbook is built in temporary files) some early ones and all late ones."""
    shutil.copytree(start, work)
    total = int(child(work, deed, calls(0)).split()[1])
    late = max(1, total - 24) if total > 120 else 1
    return [*range(1, late, 40), *range(late, total + 2, deed.step)]


def sizes(point: int) -> Callable[[], Counter | None]:
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (point, point))

    return limit


def size_points(work: Path) -> list[int]:
    """Sizes at which files are cut: inside the index of the WAL, the WAL, the database, the export."""
    largest = max(path.stat().st_size for path in work.rglob("*") if path.is_file())
    small = [0, 100, 4096, 4120, 20_000, 32_767, 32_768, 37_000, 50_000, 70_001, 100_000]
    return [*small, *range(200_000, largest + 200_000, 200_003)]


def run(folder: Path, name: str, mode: str) -> dict[str, object]:
    deed = DEEDS[name]
    start, end, work = folder / "start", folder / "end", folder / "work"
    init_desk(start / "desk", PLAN, via=Via.CLI).close()
    (start / "report.pdf").write_bytes(b"%PDF-1.7 " * 10_000)
    deed.prepare(start)
    shutil.copytree(start, end)
    deed.do(end)  # also loads whatever is loaded late
    states = (deed.state(start), deed.state(end))
    at = {"calls": calls, "sizes": sizes}[mode]
    points = size_points(end) if mode == "sizes" else call_points(start, work, deed)
    bad: list[str] = []
    count = killed = kept_old = 0
    for point in points:
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(start, work)
        done = child(work, deed, at(point))
        state = deed.state(work)
        count += 1
        killed += not done
        kept_old += state == states[0]
        wrong = deed.sound(work)
        if state not in states:
            wrong = f"{wrong} neither old nor new"
        if done and state != states[1]:
            wrong = f"{wrong} acknowledged and lost"
        if wrong:
            bad.append(f"{mode} {point}: {wrong}")
    return {"points": count, "killed": killed, "old": kept_old, "new": count - kept_old, "bad": bad}


def main() -> None:
    clock.now = lambda: datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    folder, name, mode = sys.argv[1:]
    print(json.dumps(run(Path(folder), name, mode)))


if __name__ == "__main__":
    main()
