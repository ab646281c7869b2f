"""Deeds that write, and how to tell the state before, the state after and anything else apart."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.programme import Period
from grcdesk.services.desk.desk import Desk
from grcdesk.services.desk.opening import InitPlan, init_desk, open_desk
from grcdesk.services.desk.upkeep import restore
from grcdesk.store import database, migrate, shape
from grcdesk.terms import Category, EvidenceKind, Status, Via
from helpers.table_digests import files, tables

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
PLAN = InitPlan("Acme AI", "SOC 2", "Dana Reyes", "dana@acme.example", tuple(Category), YEAR, "UTC")
OUT = ("matrix.xlsx", "acme.zip", "acme.jsonl", "due.ics")
"""Files that deeds hand out."""
THOROUGH = os.environ.get("THOROUGH") == "1"
"""Die at every call and at every size, for real; by default a few of them are enough."""


@dataclass
class Deed:
    """What is done in a folder, and what to look at afterwards."""

    do: Callable[[Path], object]
    state: Callable[[Path], object]
    sound: Callable[[Path], str]
    prepare: Callable[[Path], object] = lambda _: None
    least: int = 10
    """Fewer storage calls than these, and the watching does not work."""


def opened(root: Path) -> Desk:
    return open_desk(DeskPaths(root / "desk"), via=Via.CLI)


def with_desk(deed: Callable[[Desk, Path], object]) -> Callable[[Path], object]:
    def do(root: Path) -> None:
        desk = opened(root)
        try:
            deed(desk, root)
        finally:
            desk.close()

    return do


def content(root: Path) -> object:
    """Everything but the log: what a person would miss."""
    return tables(root / "desk" / "desk.db", without=("log", "private_text"))


def whole(root: Path, *, orphans: bool = False) -> str:
    """What is wrong with the desk, or nothing. An orphan in the vault is harmless and is named by verify."""
    try:
        desk = opened(root)
        broken = desk.log.verify().broken
        desk.close()
    except Exception as error:  # noqa: BLE001  whatever it is, it is the finding
        return repr(error)
    return "; ".join(
        f"{one.where} {one.what}" for one in broken if not (orphans and one.what.startswith("belongs to no evidence"))
    )


def whole_but_orphans(root: Path) -> str:
    return whole(root, orphans=True)


def set_controls(desk: Desk, _: Path) -> None:
    change = ControlChange(status=Status.PARTIAL, gap="no record of reviews", note="ask Omar", owner="Omar Haddad")
    desk.controls.set(desk.controls.keys(), change)


def add_evidence(desk: Desk, root: Path) -> None:
    facts = Artefact(EvidenceKind.REPORT, as_of=date(2026, 6, 1))
    desk.evidence.add(root / "report.pdf", facts, controls=["AI-SEC-01"])


def add_folder(desk: Desk, root: Path) -> None:
    """Two new files, one of them twice, and one that lies in the vault already."""
    facts = Artefact(EvidenceKind.REPORT, as_of=date(2026, 6, 1))
    desk.evidence.add([root / "more", root / "report.pdf"], facts, controls=["AI-SEC-01", "AI-SEC-02"])


def import_decisions(desk: Desk, root: Path) -> None:
    desk.imports.import_(root / "decisions.jsonl", controls=["AI-SEC-03"])


def import_content(desk: Desk, root: Path) -> None:
    """A file with prompts: only the report of it is kept."""
    desk.imports.import_(root / "prompts.jsonl", controls=["AI-SEC-03"])


def start(folder: Path) -> Path:
    """A folder with a desk and the files that are added to it."""
    init_desk(folder / "desk", PLAN, via=Via.CLI).close()
    (folder / "report.pdf").write_bytes(b"%PDF-1.7 " * 10_000)
    (folder / "more").mkdir()
    for name in ("a", "b", "b again"):
        (folder / "more" / f"{name}.txt").write_text(name[0] * 3000)
    event = {"id": "1", "time": "2026-06-01T10:00:00Z", "action": "allow", "route": "/chat"}
    (folder / "decisions.jsonl").write_text(json.dumps(event))
    (folder / "prompts.jsonl").write_text(json.dumps(event | {"prompt": "what is my balance"}))
    return folder


def exported(root: Path) -> object:
    """The bytes of the export."""
    return files(root).get("matrix.xlsx", "none")


def untold(root: Path) -> str:
    """Files that are out, and that the log holds no line of."""
    names = {hashlib.sha256(path.read_bytes()).hexdigest(): path.name for path in root.iterdir() if path.name in OUT}
    told = lines(root)
    return "; ".join(f"{name} is out untold" for sha256, name in names.items() if sha256 not in told)


def lines(root: Path) -> str:
    """The whole log as one text."""
    connection = sqlite3.connect(root / "desk" / "desk.db")
    try:
        return "".join(line.decode() for (line,) in connection.execute("SELECT line FROM log"))
    finally:
        connection.close()


def sound_export(root: Path) -> str:
    """A stump beside the file must not be in the way of the next export."""
    wrong = whole(root) or untold(root)
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
    """A backup, and a desk that has moved on in every one of its parts since."""
    desk = opened(root)
    add_evidence(desk, root)
    (desk.paths.catalogs / "own.yaml").write_text("# as it was\n")
    desk.upkeep.backup(root / "old.zip")
    set_controls(desk, root)
    add_folder(desk, root)
    (desk.paths.catalogs / "own.yaml").write_text("# later\n")
    (desk.paths.catalogs / "new.yaml").write_text("# new\n")
    desk.close()
    with (root / "desk" / "grcdesk.toml").open("a") as settings:
        settings.write('theme = "grcdesk-light"\n')


def restored(root: Path) -> object:
    """Every part of the desk as the next command finds it, the line of the restore among them."""
    desk = opened(root)
    newest = desk.log.list(limit=1)[0].action
    desk.close()
    folder = root / "desk"
    rooms = {name: files(folder / name) for name in ("vault", "catalogs")}
    return content(root), rooms, (folder / "grcdesk.toml").read_text(), newest


def replaced(root: Path) -> str:
    """What is wrong after a restore: nothing of the old desk may be lost, nothing half done may lie about."""
    wrong = whole_but_orphans(root)
    left = [path.name for path in (root / "desk").glob(".*")]
    return wrong or "; ".join(left)


def started(root: Path) -> object:
    """Whether the folder is a desk."""
    return (root / "new" / "desk.db").exists()


_TRIED: set[frozenset[str]] = set()


def sound_start(root: Path) -> str:
    """A folder that is no desk yet can be made one, tried once with each set of names; a desk is whole."""
    if not started(root):
        left = frozenset(path.name for path in (root / "new").rglob("*"))
        if left in _TRIED:
            return ""
        _TRIED.add(left)
        init_desk(root / "new", PLAN, via=Via.CLI).close()
    desk = open_desk(DeskPaths(root / "new"), via=Via.CLI)
    broken = desk.log.verify().broken
    controls = len(desk.controls.keys())
    desk.close()
    return "" if not broken and controls == 23 else f"{broken} {controls}"


def prepare_migration(root: Path) -> None:
    """A desk of the first shape that was released, with nothing in it."""
    file = root / "desk" / "desk.db"
    database.remove(file)
    migrate.create_at(file, shape.OLDEST)


def reached(root: Path) -> int:
    """The shape of the desk."""
    connection = sqlite3.connect(root / "desk" / "desk.db")
    try:
        return connection.execute("PRAGMA user_version").fetchone()[0]
    finally:
        connection.close()


def told_once(root: Path) -> str:
    """Opened again the desk has its shape, the log one line of it, and every copy that was made is whole."""
    told = lines(root).count('"action":"desk.migrate"')
    if told != (reached(root) == shape.SCHEMA):
        return f"shape {reached(root)}, and {told} lines"
    opened(root).close()
    told = lines(root).count('"action":"desk.migrate"')
    copies = [one for path in (root / "desk" / "backups").glob("*.db") for one in database.integrity(path)]
    return f"{told} lines" if told != 1 else "; ".join(copies)


def backed_up(root: Path) -> object:
    """Whether there is a backup that brings the desk back."""
    return (root / "acme.zip").exists() and not restore_elsewhere(root)


def restore_elsewhere(root: Path) -> str:
    shutil.rmtree(root / "elsewhere", ignore_errors=True)
    restore(root / "acme.zip", DeskPaths(root / "elsewhere" / "desk"), via=Via.CLI)
    return whole(root / "elsewhere")


DEEDS = {
    "init": Deed(lambda root: init_desk(root / "new", PLAN, via=Via.CLI).close(), started, sound_start, least=300),
    "set": Deed(with_desk(set_controls), content, whole, least=50),
    "evidence": Deed(with_desk(add_evidence), content, whole_but_orphans, least=50),
    "folder": Deed(with_desk(add_folder), content, whole_but_orphans, with_desk(add_evidence), least=60),
    "import": Deed(with_desk(import_decisions), content, whole_but_orphans, least=50),
    "import of content": Deed(with_desk(import_content), content, whole_but_orphans, least=50),
    "undo": Deed(with_desk(lambda desk, _: desk.log.undo()), content, whole, with_desk(set_controls), least=70),
    "export": Deed(
        with_desk(lambda desk, root: desk.exports.matrix(root / "matrix.xlsx", force=True)),
        exported,
        sound_export,
        prepare_export,
        least=100,
    ),
    "first export": Deed(
        with_desk(lambda desk, root: desk.exports.matrix(root / "matrix.xlsx")), exported, sound_export, least=100
    ),
    "log export": Deed(
        with_desk(lambda desk, root: desk.log.export(root / "acme.jsonl")),
        lambda root: (root / "acme.jsonl").exists(),
        lambda root: whole(root) or untold(root),
        least=50,
    ),
    "calendar": Deed(
        with_desk(lambda desk, root: desk.due.calendar(root / "due.ics")),
        lambda root: (root / "due.ics").exists(),
        lambda root: whole(root) or untold(root),
        least=50,
    ),
    "migrate": Deed(lambda root: opened(root).close(), reached, told_once, prepare_migration, least=20),
    "backup": Deed(
        with_desk(lambda desk, root: desk.upkeep.backup(root / "acme.zip")),
        backed_up,
        lambda root: whole(root) or untold(root),
        least=50,
    ),
    "restore": Deed(
        lambda root: restore(root / "old.zip", DeskPaths(root / "desk"), via=Via.CLI, force=True),
        restored,
        replaced,
        prepare_restore,
        least=40,
    ),
}
