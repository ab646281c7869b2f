"""Bits that turn over in the files of a desk: which of them change what it says, and which of those are noticed.

python tests/faults/flips.py [NUMBER]      a table, over a desk with a row in every table
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from faults.deeds import PLAN
from grcdesk import clock
from grcdesk.errors import DeskError
from grcdesk.paths import DeskPaths
from grcdesk.services.desk.opening import init_desk, open_desk
from grcdesk.terms import Via
from helpers.filled_desk import fill

OUTSIDE = ("database", "vault")


@dataclass
class Flips:
    """What came of them."""

    where: str
    tried: int = 0
    changed: int = 0
    """Turned something that the desk says, or made it unreadable."""
    noticed: int = 0
    missed: list[str] = field(default_factory=list)

    def row(self) -> str:
        share = f"{100 * self.noticed / self.changed:.1f} %" if self.changed else "-"
        return f"| {self.where} | {self.tried} | {self.changed} | {self.noticed} | {share} |"


HEAD = "| bits turned over in | tried | changed what the desk says | noticed | of these |\n|---|---|---|---|---|"


def said(database: Path) -> object:
    """Everything a database says: its schema, its header's numbers, and every row."""
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            connection.text_factory = bytes
            schema = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2").fetchall()
            marks = [connection.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")]
            names = [name.decode() for kind, name, *_ in schema if kind == b"table"]
            rows = [connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names]  # noqa: S608  its own
    except (sqlite3.Error, UnicodeDecodeError, OverflowError) as error:
        return repr(error)
    return schema, marks, rows


def noticed(root: Path) -> bool:
    """Whether opening the desk, `log verify` or `evidence verify` finds something."""
    try:
        desk = open_desk(DeskPaths(root), via=Via.CLI)
    except DeskError:
        return True
    try:
        return bool(desk.log.verify().broken) or not desk.vault.verify().clean
    except DeskError:
        return True
    finally:
        desk.close()


def turn(path: Path, chance: random.Random) -> str:
    """Turn one bit of a file; where."""
    data = bytearray(path.read_bytes())
    place, bit = chance.randrange(len(data)), chance.randrange(8)
    data[place] ^= 1 << bit
    path.chmod(0o600)
    path.write_bytes(data)
    return f"{path.name} byte {place} bit {bit}"


def flipped(root: Path, work: Path, number: int, seed: int = 1) -> dict[str, Flips]:
    """So many flips in the database, and so many in files of the vault, each on a fresh copy."""
    found = {name: Flips(name) for name in OUTSIDE}
    before = said(root / "desk.db")
    for turning in range(number * len(OUTSIDE)):
        name = OUTSIDE[turning % len(OUTSIDE)]
        chance = random.Random(f"{seed} {turning}")  # noqa: S311  to come again, not to be secret
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(root, work)
        blobs = sorted(path for path in (work / "vault").rglob("*") if path.is_file())
        where = turn(work / "desk.db" if name == "database" else chance.choice(blobs), chance)
        one = found[name]
        one.tried += 1
        if name == "vault" or said(work / "desk.db") != before:
            one.changed += 1
            try:
                found_it = noticed(work)
            except Exception as error:  # noqa: BLE001  whatever it is, it is the finding
                one.missed.append(f"{where}: {error!r}")
                continue
            one.noticed += found_it
            if not found_it:
                one.missed.append(where)
    return found


def a_desk(folder: Path) -> Path:
    """A desk with a row in every table."""
    desk = init_desk(folder / "desk", PLAN, via=Via.CLI)
    fill(desk, folder)
    desk.close()
    return folder / "desk"


def main() -> int:
    """Print the table; 1 when less than 99 of 100 were noticed."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    clock.now = lambda: datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    place = Path("/dev/shm")  # noqa: S108  a folder of our own is made there
    with tempfile.TemporaryDirectory(prefix="grcdesk-flips-", dir=place if place.is_dir() else None) as made:
        found = flipped(a_desk(Path(made)), Path(made) / "work", number)
    print(HEAD)
    for one in found.values():
        print(one.row())
        for where in one.missed:
            print(f"    missed: {where}", file=sys.stderr)
    return int(any(one.noticed < 0.99 * one.changed for one in found.values()))


if __name__ == "__main__":
    sys.exit(main())
