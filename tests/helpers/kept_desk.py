"""`make kept-desk`: a desk of the shape of today, as a backup, to be kept for ever under tests/store/desks.

    python tests/helpers/kept_desk.py

Refuses to make one anew that is there: what it holds is what people's desks hold.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
from contextlib import closing, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from grcdesk import clock
from grcdesk.errors import Refused
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.programme import Period
from grcdesk.services.desk.opening import InitPlan, init_desk
from grcdesk.services.due import channels
from grcdesk.store import signer
from grcdesk.store.shape import SCHEMA
from grcdesk.terms import Category, Status, Via
from helpers.filled_desk import fill
from helpers.verdicts import verdicts

DESKS = Path(__file__).parents[1] / "store" / "desks"
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
JUDGED_ON = date(2026, 11, 21)


def live(desk: Any, folder: Path) -> None:
    """A row in every table, and in the log what months of use leave there."""
    fill(desk, folder)
    desk.controls.set(["AI-SEC-02"], ControlChange(status=Status.PARTIAL, gap="No record", note="ask Omar"))
    desk.log.undo()
    desk.log.redo()
    desk.controls.set(["AI-SEC-02"], ControlChange(note="asked him"))
    with closing(sqlite3.connect(desk.paths.database)) as connection:
        (name,) = connection.execute("SELECT sha256 FROM private_text WHERE content = 'ask Omar'").fetchone()
    desk.log.erase(name, reason="he asked for it")
    with suppress(Refused):
        desk.controls.set(["AI-SEC-03"], ControlChange(status=Status.NOT_APPLICABLE))
    clock.now = lambda: NOW - timedelta(minutes=5)
    desk.controls.set(["AI-SEC-03"], ControlChange(owner="Lee Chen"))
    clock.now = lambda: NOW
    late = desk.due.list()[0]
    desk.due.acknowledge(late.kind, late.id, reason="under way")
    desk.due.calendar()
    remind(desk)
    desk.log.verify()


def remind(desk: Any) -> None:
    """A reminder that goes nowhere."""
    settings = desk.paths.settings
    settings.write_text(settings.read_text(encoding="utf-8") + '\n[notify]\nchannels = ["team"]\nwithin = 30\n')
    channels.address = lambda _: "json://127.0.0.1"
    channels.send = lambda *_: None
    desk.due.notify()


def main() -> int:
    """Make it."""
    target = DESKS / f"shape-{SCHEMA}.zip"
    if target.exists():
        print(f"{target} is kept; a new shape gets a file of its own", file=sys.stderr)
        return 1
    clock.now = lambda: NOW
    signer._machine = lambda: {"os_user": "dana", "host": "laptop", "key_fpr": None}
    signer._tty = lambda: ""
    plan = InitPlan("Acme AI", "SOC 2 Type II 2026", "Dana Reyes", "dana@acme.example", tuple(Category), YEAR, "UTC")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        desk = init_desk(folder / "desk", plan, via=Via.CLI)
        live(desk, folder)
        with closing(sqlite3.connect(desk.paths.database)) as connection:
            names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            empty = [name for name in names if not connection.execute(f'SELECT 1 FROM "{name}"').fetchone()]  # noqa: S608
        said = verdicts(desk, JUDGED_ON)
        desk.upkeep.backup(target)
        desk.close()
    if empty:
        target.unlink()
        print(f"no row in {', '.join(empty)}: let `live` fill them", file=sys.stderr)
        return 1
    target.with_suffix(".verdicts.json").write_text(json.dumps(said, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{target} is kept from now on: name it in README.md beside it, and in test_kept_desks.py")
    return 0


if __name__ == "__main__":
    sys.exit(main())
