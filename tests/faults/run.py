"""`make faults`: every command that writes, killed and refused at each of its calls.

Prints a table; ends with 1 when a try was bad.

    python tests/faults/run.py [--only TEXT] [--kills | --errors] [--each N] [--part K/N]

THOROUGH=1 tries every call and every error; without it a long row of the same call on the same file is tried at its
beginning, middle and end, and each call is refused with one of its errors in turn.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from faults.commands import COMMANDS
from faults.deeds import THOROUGH, Deed, start
from faults.traced import ERRORS, LASTING, WRITING, attempt, available, points, unsynced
from grcdesk import clock
from grcdesk.paths import user_state
from grcdesk.store.verifying.anchors import FILE as ANCHORS
from helpers.file_writes import OUT

MEMORY = Path("/dev/shm")  # noqa: S108  a folder of our own is made there


@dataclass
class Tally:
    """What came of one command."""

    name: str
    calls: int = 0
    kills: int = 0
    errors: int = 0
    told: int = 0
    bad: list[str] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    """Files that stay after the next command, by the kind of their names."""

    def row(self) -> str:
        stays = ", ".join(f"{number} {name}" for name, number in self.left.items())
        numbers = (self.calls, self.kills, self.errors, self.told, len(self.bad))
        return f"| {self.name} | {' | '.join(map(str, numbers))} | {stays} |"


HEAD = "| command | calls | killed | refused | told | bad | left behind |\n|---|---|---|---|---|---|---|"


class Bench:
    """One command on its desk, tried as often as there are points."""

    def __init__(self, first: Path, folder: Path, name: str) -> None:
        self.deed: Deed = COMMANDS[name]
        self.tally = Tally(name)
        self.folder = folder
        self.before, self.work = folder / "before", folder / "work"
        shutil.copytree(first, self.before)
        (self.before / "tmp").mkdir(exist_ok=True)
        self.deed.prepare(self.before)
        self.old = self.deed.state(self.before)
        self.fresh()
        self.deed.do(self.work)  # loads what is loaded late
        self.new = self.deed.state(self.work)
        self.names = self._names()
        self.fresh()
        self.whole = attempt(self.work, self.deed)
        if not self.whole.done:
            self.tally.bad.append(f"does not run: {self.whole.told or self.whole.crash}")
        late = [path for path in unsynced(self.whole.output, self.work) if not self._laid_out(path)]
        # copies for the moment are swept; a head that is noted beside the log is a second witness, and no record
        if late := [path for path in late if ".tmp" not in Path(path).parts and Path(path).name != ANCHORS]:
            self.tally.bad.append(f"acknowledged before a sync of {', '.join(late)}")
        self.tally.calls = sum(name in WRITING for name, _ in self.whole.calls)
        again = self.deed.state(self.work)
        self.same = again == self.new
        """Whether two runs leave the same: some draw lots."""

    def fresh(self) -> None:
        for left in (self.work, user_state()):  # the state remembers what the desk in this folder was before
            shutil.rmtree(left, ignore_errors=True)
        shutil.copytree(self.before, self.work)

    def _names(self) -> set[str]:
        return {path.relative_to(self.work).as_posix() for path in self.work.rglob("*") if path.is_file()}

    def tries(self) -> list[tuple[str, int]]:
        """Calls on the desk and on what is handed out; the files that a test lays out for it are not the program's."""
        every = points(self.whole.calls, every=THOROUGH)
        return [(name, number) for name, number, about in every if not self._laid_out(about)]

    def _laid_out(self, about: str) -> bool:
        lies = Path(about)
        if self.work not in lies.parents:
            return False
        first = lies.relative_to(self.work).parts[0]
        return first not in {"desk", "tmp", "new", OUT, "matrix.xlsx"} and not first.startswith(".")

    def kill(self, name: str, number: int) -> None:
        self.fresh()
        got = attempt(self.work, self.deed, f"{name}:signal=KILL:when={number}", watch=(name,))
        self.tally.kills += got.killed
        self._judge(f"killed at {name} {number}", done=got.done, crash=got.crash)

    def refuse(self, name: str, number: int, error: str) -> None:
        self.fresh()
        lasting = "+" if error in LASTING else ""
        got = attempt(self.work, self.deed, f"{name}:error={error}:when={number}{lasting}", watch=(name,))
        self.tally.errors += 1
        self.tally.told += bool(got.told)
        self._judge(f"{error} at {name} {number}{lasting}", done=got.done, crash=got.crash, told=got.told)

    def _judge(self, what: str, *, done: bool, crash: str, told: str = "") -> None:
        wrong = [f"crash {crash}"] if crash else []
        try:
            state = self.deed.state(self.work)
            if state == self.old and done and self.new != self.old:
                wrong.append("acknowledged and lost")
            elif state != self.old and self.same and state != self.new:
                wrong.append("neither old nor new")
            elif state != self.old and told:
                wrong.append(f"done, though told: {told}")
            wrong += [found] if (found := self.deed.sound(self.work)) else []
            self._look_for_leavings()
        except Exception as error:  # noqa: BLE001  whatever it is, it is the finding
            wrong.append(repr(error))
        if wrong:
            self.tally.bad.append(f"{what}: {'; '.join(wrong)}")

    def _look_for_leavings(self) -> None:
        """What `sound`, the next command, has not cleared away."""
        for name in self._names() - self.names:
            lies = Path(name)
            if not (lies.parent.parent.name == "vault" or name.endswith(("-wal", "-shm")) or "backups" in lies.parts):
                self.tally.left[re.split(r"[-.]", lies.name.lstrip("."))[0] + "…"] += 1


def tallies(chosen: list[str], *, kills: bool, errors: bool, each: int) -> Iterator[Tally]:
    """Try these commands, every `each`th point of them."""
    clock.now = lambda: datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    place = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="grcdesk-faults-", dir=place) as made:
        folder = Path(made)
        os.environ |= {"HOME": str(folder / "home"), "XDG_STATE_HOME": str(folder / "home")}
        first = start(folder / "first")
        for name in chosen:
            bench = Bench(first, folder / "bench", name)
            for turn, (call, number) in enumerate(bench.tries()[::each]):
                if kills and call in WRITING:
                    bench.kill(call, number)
                known = ERRORS.get(call, ())
                for error in known if THOROUGH else known[turn % len(known) :][:1] if known else ():
                    if errors:
                        bench.refuse(call, number, error)
            yield bench.tally
            shutil.rmtree(folder / "bench")


def main() -> int:
    """Print the table; 1 when a try was bad."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="commands whose name holds this")
    parser.add_argument("--exactly", default="", help="the command of that name alone")
    parser.add_argument("--json", action="store_true", help="one object a command in the place of the table")
    parser.add_argument("--kills", action="store_true", help="kills alone")
    parser.add_argument("--errors", action="store_true", help="errors alone")
    parser.add_argument("--each", type=int, default=1, help="every Nth call alone")
    parser.add_argument("--part", default="1/1", help="the Kth of N parts of the commands")
    asked = parser.parse_args()
    why = available()
    if why:
        print(f"faults: {why}; without it `make test` photographs the folder before each call inside the process")
        return 2
    part, parts = (int(number) for number in asked.part.split("/"))
    chosen = [name for name in COMMANDS if asked.only in name and asked.exactly in {"", name}][part - 1 :: parts]
    if not asked.json:
        print(HEAD, flush=True)
    bad = 0
    total = Tally("all")
    for one in tallies(chosen, kills=not asked.errors, errors=not asked.kills, each=asked.each):
        print(json.dumps(vars(one)) if asked.json else one.row(), flush=True)
        for found in one.bad:
            print(f"    {one.name}: {found}", file=sys.stderr, flush=True)
        bad += len(one.bad)
        total = Tally(
            "all", total.calls + one.calls, total.kills + one.kills, total.errors + one.errors,
            total.told + one.told, total.bad + one.bad, total.left + one.left,
        )  # fmt: skip
    if not asked.json:
        print(total.row())
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
