"""Every command that writes, as a deed: what is done, how its two states are told apart, what must hold afterwards."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from faults.deeds import DEEDS, Deed, content, whole_but_orphans, with_desk
from faults.traced import acknowledge
from grcdesk.paths import DeskPaths
from grcdesk.services.desk.desk import Desk
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Verb, Via
from helpers.every_write import WRITES
from helpers.file_writes import FILES, OUT, UPKEEP

OLD = b"the old file"
KEPT = Path(__file__).parents[1] / "store" / "desks"
Step = Callable[[Desk, Path], object]


def both(first: Step | None, second: Step | None) -> Callable[[Path], object]:
    def do(desk: Desk, root: Path) -> None:
        for step in (first, second):
            if step is not None:
                step(desk, root)

    return with_desk(do)


def told_of(step: Step) -> Callable[[Path], object]:
    def do(desk: Desk, root: Path) -> None:
        step(desk, root)
        acknowledge()

    return with_desk(do)


def lay_old_file(_: Desk, root: Path) -> None:
    (root / OUT).write_bytes(OLD)


def told(root: Path, verb: Verb) -> int:
    """Lines of that verb in the log."""
    with closing(sqlite3.connect(root / "desk" / "desk.db")) as connection:
        (found,) = connection.execute(
            "SELECT count(*) FROM log WHERE action = ? AND outcome = 'success'", (verb.value,)
        ).fetchone()
    return int(found)


def handed_out(verb: Verb) -> Callable[[Path], object]:
    """The old file untouched, or the new one whole and told to the log."""

    def state(root: Path) -> object:
        data = (root / OUT).read_bytes()
        if data == OLD:
            return "old"
        if data.startswith(b"PK"):
            with zipfile.ZipFile(root / OUT) as archive:
                assert archive.testzip() is None
        return "new" if data else "torn"

    def sound(root: Path) -> str:
        wrong = whole_but_orphans(root)
        unlogged = state(root) == "new" and not told(root, verb)
        return wrong + ("; handed out without a line in the log" if unlogged else "")

    return state, sound


def command(verb: Verb, prepare: Step | None, step: Step, kind: str) -> Deed:
    if kind == "write":
        return Deed(told_of(step), content, whole_but_orphans, both(prepare, None))
    if kind == "file":
        state, sound = handed_out(verb)
        return Deed(told_of(step), state, sound, both(prepare, lay_old_file))
    return Deed(told_of(step), lambda root: (content(root), told(root, verb)), whole_but_orphans, both(prepare, None))


def old_desk(root: Path) -> None:
    """A desk of the first release in the place of the one that is there."""
    import shutil  # noqa: PLC0415

    shutil.rmtree(root / "desk")
    with zipfile.ZipFile(KEPT / "0.1.0.zip") as archive:
        archive.extractall(root / "desk")


def shape(root: Path) -> object:
    with closing(sqlite3.connect(root / "desk" / "desk.db")) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


COMMANDS: dict[str, Deed] = {
    **{name: command(*one, "write") for name, one in WRITES.items()},
    **{name: command(*one, "file") for name, one in FILES.items()},
    **{name: command(*one, "upkeep") for name, one in UPKEEP.items()},
    **{f"deed {name}": DEEDS[name] for name in ("init", "folder", "import of content", "first export", "restore")},
    "migrate": Deed(
        lambda root: open_desk(DeskPaths(root / "desk"), via=Via.CLI).close(), shape, whole_but_orphans, old_desk
    ),
}
