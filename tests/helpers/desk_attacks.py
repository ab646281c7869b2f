"""Every way we know to falsify a desk from outside the program, each done as one does who knows how it is made.

Triggers are dropped and put back, search columns are made anew, and where it says `re-hashed` the whole chain is.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from grcdesk import verbs
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.due import channels
from grcdesk.terms import Status
from helpers import every_write, population_writes, review_writes, testing_writes
from helpers.log_attacks import Lines, digest, rechained, written

NOTES = {verb.value for verb in verbs.NOTES} - {"desk.migrate"}
OLD, CHECKPOINT = "old copy", "checkpoint.txt"
"""Beside the desk: a copy of it as it stood earlier, and its checkpoint."""


def story(desk: Any, folder: Path) -> None:
    """A desk with something of everything, of which a file was handed over, and a checkpoint."""
    population_writes.drawn(desk, folder)
    testing_writes.ran(desk, folder)
    review_writes.signed(desk, folder)
    every_write.statement(desk, folder)
    desk.soa.approve(every_write.BY)
    every_write.answered(desk, folder)
    every_write.conclude(desk, folder)
    every_write.two_artefacts(desk, folder)
    _own_catalog(desk, folder)
    desk.controls.set(["AI-SEC-01"], ControlChange(note="Ms Ferreira was on sick leave"))
    desk.actions.add("AI-SEC-01", "Rotate", owner="Lin Chen", due=date(2026, 11, 25))
    desk.due.calendar()
    _reminded(desk)
    shutil.copytree(desk.paths.root, folder / OLD)
    desk.controls.set(desk.controls.keys()[:9], ControlChange(status=Status.PARTIAL))
    desk.exports.mlbom()
    desk.log.checkpoint(folder / CHECKPOINT)
    assert desk.log.verify().broken == ()
    desk.controls.set(desk.controls.keys()[:3], ControlChange(status=Status.MISSING))


def _own_catalog(desk: Any, folder: Path) -> None:
    file = folder / "house-rules.yaml"
    head = (
        "catalog: house-rules\nkind: framework\ntitle: House rules\nversion: '1'\nsource: Acme AI\nlicence: Internal\n"
    )
    file.write_text(head + "items:\n- {id: R1, group: Rules, label: Keep prompts short}\n")
    desk.catalogs.add(file)


def _reminded(desk: Any) -> None:
    place = desk.paths.settings
    place.write_text(place.read_text() + '\n[notify]\nchannels = ["team"]\nkinds = ["action"]\nwithin = 10\n')
    with patch.object(channels, "address", lambda _: "json://here"), patch.object(channels, "send", lambda *_: None):
        desk.due.notify()


@contextmanager
def opened(root: Path) -> Iterator[sqlite3.Connection]:
    """The database without its guards, which are put back afterwards."""
    connection = sqlite3.connect(root / "desk.db")
    guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        connection.execute(f'DROP TRIGGER "{name}"')
    yield connection
    for _, made in guards:
        connection.execute(made)
    connection.commit()
    connection.close()


def lines_of(root: Path) -> Lines:
    connection = sqlite3.connect(root / "desk.db")
    found = [line for (line,) in connection.execute("SELECT line FROM log ORDER BY seq")]
    connection.close()
    return found


def put(connection: sqlite3.Connection, forged: Lines) -> None:
    """Another log in the place of the one there is, with search columns that fit."""
    connection.execute("DELETE FROM log")
    for position, line in enumerate(forged, 1):
        entry = json.loads(line)
        changes = entry["outcome"] == "success" and entry["action"] not in NOTES and bool(entry["resource"]["type"])
        connection.execute(
            "INSERT INTO log VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (
                position, line, digest(line), entry["ts"], entry["actor"]["name"], entry["action"],
                entry["resource"]["type"], entry["resource"]["id"], entry["batch"], entry["outcome"], changes,
            ),
        )  # fmt: skip


def chained(lines: Lines, change: Callable[[dict[str, Any]], bytes | None]) -> Lines:
    """Each line changed, or left out where there is none, and all of them chained anew, whatever form they have."""
    out: Lines = []
    head = "0" * 64
    for line in lines:
        made = change({**json.loads(line), "seq": len(out) + 1, "prev": head})
        if made is not None:
            out.append(made)
            head = digest(made)
    return out


def relogged(change: Callable[[dict[str, Any]], Any], *statements: str) -> Callable[[Path], None]:
    """The log told anew with every entry changed, and the tables to go with it."""

    def attack(root: Path) -> None:
        def told(entry: dict[str, Any]) -> bytes | None:
            again = change(entry)
            return again if again is None or isinstance(again, bytes) else written(again)

        forged = chained(lines_of(root), told)
        with opened(root) as connection:
            put(connection, forged)
            for statement in statements:
                connection.execute(statement)

    return attack


def lined(change: Callable[[Lines], Lines]) -> Callable[[Path], None]:
    """The lines of the log changed, the search columns with them."""

    def attack(root: Path) -> None:
        forged = change(lines_of(root))
        with opened(root) as connection:
            put(connection, forged)

    return attack


def sql(*statements: str) -> Callable[[Path], None]:
    """Statements past the guards."""

    def attack(root: Path) -> None:
        with opened(root) as connection:
            for statement in statements:
                assert connection.execute(statement).rowcount, statement

    return attack


def bare(*statements: str) -> Callable[[Path], None]:
    """Statements that change what the database is made of."""

    def attack(root: Path) -> None:
        connection = sqlite3.connect(root / "desk.db")
        connection.executescript(";".join(statements))
        connection.close()

    return attack


def _said(kind: str, name: str, /, **values: Any) -> Callable[[dict[str, Any]], Any]:
    """Wherever an entry tells those fields of that record, it tells others."""

    def change(entry: dict[str, Any]) -> dict[str, Any]:
        if (entry["resource"]["type"], entry["resource"]["id"]) != (kind, name):
            return entry
        sides = {
            side: {key: values.get(key, value) for key, value in entry[side].items()} for side in ("before", "after")
        }
        return {**entry, **sides}

    return change


def _at(position: int, change: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, Any]], Any]:
    return lambda entry: change(entry) if entry["seq"] == position else entry


def _edited(lines: Lines, at: int = 300, **values: Any) -> Lines:
    return [*lines[:at], written({**json.loads(lines[at]), **values}), *lines[at + 1 :]]


def _blob(root: Path, number: int = 0) -> Path:
    connection = sqlite3.connect(root / "desk.db")
    names = [name for (name,) in connection.execute("SELECT sha256 FROM evidence WHERE sha256 <> '' ORDER BY position")]
    connection.close()
    return root / "vault" / names[number][:2] / names[number]


def _overwrite(path: Path, content: bytes) -> None:
    path.chmod(0o600)
    path.write_bytes(content)


def _overwrite_new(path: Path) -> None:
    path.write_text("catalog: mine")


def _swap_blobs(root: Path) -> None:
    first, second = _blob(root), _blob(root, 1)
    content = first.read_bytes()
    _overwrite(first, second.read_bytes())
    _overwrite(second, content)


def _put_back(root: Path) -> None:
    old = root.parent / OLD
    shutil.rmtree(root)
    shutil.copytree(old, root)


def _old_database(root: Path) -> None:
    for suffix in ("-wal", "-shm"):
        (root / f"desk.db{suffix}").unlink(missing_ok=True)
    shutil.copyfile(root.parent / OLD / "desk.db", root / "desk.db")


def _cut_in_both(root: Path) -> None:
    """The last change taken out of the log and of the table, from the file to the note of it."""
    last = json.loads(lines_of(root)[-1])["batch"]
    gone = [entry for entry in map(json.loads, lines_of(root)) if entry["batch"] == last]
    with opened(root) as connection:
        put(connection, [line for line in lines_of(root) if json.loads(line)["batch"] != last])
        for entry in gone:
            for column, value in entry["before"].items():
                place = (value, entry["resource"]["id"])
                connection.execute(f"UPDATE assessment SET {column} = ? WHERE control = ?", place)  # noqa: S608


def _another_beginning(root: Path) -> None:
    forged = chained(lines_of(root), lambda entry: written({**entry, "run": "1@2026-01-01T00:00:00.000Z"}))
    with opened(root) as connection:
        put(connection, forged)
    (root / "anchors.jsonl").unlink()


def _empty(root: Path) -> None:
    with opened(root) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in tables:
            if not name.startswith(("alembic", "sqlite")):
                connection.execute(f'DELETE FROM "{name}"')  # noqa: S608


def _weak_check(root: Path) -> None:
    connection = sqlite3.connect(root / "desk.db")
    connection.execute("PRAGMA writable_schema=ON")
    change = "UPDATE sqlite_master SET sql = replace(sql, 'CHECK (reason <> '''' AND approver <> '''')', 'CHECK (1)')"
    assert connection.execute(change + " WHERE name = 'risk_acceptance'").rowcount
    connection.commit()
    connection.close()


def _settings(root: Path) -> None:
    file = root / "grcdesk.toml"
    file.write_text("check_seconds = 1\n" + file.read_text())


def _row(root: Path, query: str) -> Any:
    connection = sqlite3.connect(root / "desk.db")
    found = connection.execute(query).fetchone()[0]
    connection.close()
    return found


def told_anew(table: str, column: str, value: Any, also: dict[str, Any] | None = None) -> Callable[[Path], None]:
    """A field of the first row of a table, in the table and in every entry about it, re-hashed."""

    def attack(root: Path) -> None:
        values = {column: value, **(also or {})}
        name = _row(root, f"SELECT id FROM {table} ORDER BY id LIMIT 1")  # noqa: S608
        forged = chained(lines_of(root), lambda entry: written(_said(table, name, **values)(entry)))
        with opened(root) as connection:
            put(connection, forged)
            for key, one in values.items():
                connection.execute(f"UPDATE {table} SET {key} = ? WHERE id = ?", (one, name))  # noqa: S608

    return attack


def _evidence_of_others(root: Path) -> None:
    """An artefact that points to the bytes of another one, in the log as well."""
    other = _row(root, "SELECT sha256 FROM evidence WHERE id = 'EV-2'")
    size = _row(root, "SELECT size FROM evidence WHERE id = 'EV-2'")
    told_anew("evidence", "sha256", other, {"size": size})(root)


def _statement_anew(root: Path) -> None:
    frozen = _row(root, "SELECT frozen FROM soa_approval")
    told_anew("soa_approval", "frozen", frozen.replace("a policy", "a proof"))(root)


def _run_anew(root: Path) -> None:
    facts = json.loads(_row(root, "SELECT facts FROM test_run ORDER BY id LIMIT 1"))
    facts["tests"][0]["n"] += 1
    told_anew("test_run", "facts", json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")))(root)


def _sample_anew(root: Path) -> None:
    items = json.loads(_row(root, "SELECT items FROM sample"))
    told_anew("sample", "items", json.dumps(items[::-1], separators=(",", ":")))(root)


def _all_told_anew(root: Path) -> None:
    """Another name throughout, in the log and in every table."""
    forged = rechained([line.replace(b"Dana Reyes", b"Eve Novak") for line in lines_of(root)])
    with opened(root) as connection:
        put(connection, forged)
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for row in connection.execute(f'SELECT name, type FROM pragma_table_info("{table}")').fetchall():  # noqa: S608
                if row[1] == "TEXT" and table != "log":
                    change = f'UPDATE "{table}" SET "{row[0]}" = replace("{row[0]}", ?, ?)'  # noqa: S608
                    connection.execute(change, ("Dana Reyes", "Eve Novak"))


@dataclass(frozen=True)
class Attack:
    """One way to falsify, and whether it can do harm: what the program shows or proves is then another."""

    name: str
    do: Callable[[Path], None]
    harmful: bool = True


_SNOOP = (
    "CREATE TRIGGER kind AFTER INSERT ON log BEGIN "
    "UPDATE assessment SET status = 'in_place' WHERE status = 'missing'; END"
)
_LOOSE = "CREATE TRIGGER log_no_delete BEFORE DELETE ON log WHEN 0 BEGIN SELECT RAISE(ABORT, 'the log only grows'); END"
_BACK = "2026-01-01T00:00:00.000Z"

ATTACKS = (
    Attack("edit an entry", lined(lambda lines: _edited(lines, reason="so it was"))),
    Attack("edit an entry, re-hashed", lined(lambda lines: rechained(_edited(lines, reason="so it was")))),
    Attack("edit the last entry", lined(lambda lines: _edited(lines, len(lines) - 1, reason="so it was"))),
    Attack("edit the entry that made the desk, re-hashed", _another_beginning),
    Attack("delete an entry", lined(lambda lines: [*lines[:300], *lines[301:]])),
    Attack("delete an entry, re-hashed", lined(lambda lines: rechained([*lines[:300], *lines[301:]]))),
    Attack("swap two entries", lined(lambda lines: [*lines[:300], lines[301], lines[300], *lines[302:]])),
    Attack(
        "swap two entries, re-hashed",
        lined(lambda lines: rechained([*lines[:300], lines[301], lines[300], *lines[302:]])),
    ),
    Attack("double an entry, re-hashed", lined(lambda lines: rechained([*lines[:300], lines[300], *lines[300:]]))),
    Attack("cut the end off", lined(lambda lines: lines[:-2])),
    Attack("cut the last change off, in the tables too", _cut_in_both),
    Attack("cut the beginning off, re-hashed", lined(lambda lines: rechained(lines[100:]))),
    Attack("date an entry back, re-hashed", relogged(_at(600, lambda entry: {**entry, "ts": _BACK}))),
    Attack("another name throughout, re-hashed, in the tables too", _all_told_anew),
    Attack("empty the log", lined(lambda lines: [])),
    Attack("empty the log and every table", _empty),
    Attack("call a change a refusal, re-hashed", relogged(_at(500, lambda entry: {**entry, "outcome": "denied"}))),
    Attack(
        "double a key, re-hashed",
        relogged(_at(300, lambda entry: written(entry)[:-1] + b',"v":1}')),
    ),
    Attack("blanks in an entry, re-hashed", relogged(_at(300, lambda entry: json.dumps(entry).encode()))),
    Attack("a line feed behind an entry, re-hashed", relogged(_at(300, lambda entry: written(entry) + b"\n"))),
    Attack("a fraction for a number, re-hashed", relogged(_at(300, lambda entry: {**entry, "v": 1.0}))),
    Attack("true for a number, re-hashed", relogged(_at(300, lambda entry: {**entry, "v": True}))),
    Attack("a field more, re-hashed", relogged(_at(300, lambda entry: {**entry, "note": "x"}))),
    Attack("a field less, re-hashed", relogged(_at(300, lambda entry: {k: v for k, v in entry.items() if k != "run"}))),
    Attack(
        "terminal codes for a time, re-hashed",
        relogged(_at(300, lambda entry: {**entry, "ts": "\x1b]0;owned\x07"})),
    ),
    Attack("an act nobody knows, re-hashed", relogged(_at(300, lambda entry: {**entry, "action": "log.forge"}))),
    Attack("search columns: who", sql("UPDATE log SET actor = 'Eve Novak' WHERE seq = 300")),
    Attack("search columns: whether data changed", sql("UPDATE log SET changes = 0 WHERE seq = 300")),
    Attack("search columns: the hash", sql("UPDATE log SET hash = upper(hash) WHERE seq = 300")),
    Attack("change a record", sql("UPDATE assessment SET status = 'in_place' WHERE control = 'AI-SEC-02'")),
    Attack("remove a record", sql("DELETE FROM evidence_link WHERE id LIKE '%EV-1'")),
    Attack("add a record", sql("INSERT INTO saved_view VALUES ('mine', 'status:missing')")),
    Attack("change a record and its entries, re-hashed", told_anew("action", "title", "Rotate nothing")),
    Attack("change a private text", sql("UPDATE private_text SET content = 'was there'")),
    Attack("remove a private text", sql("DELETE FROM private_text")),
    Attack("rows of a signed review", sql("UPDATE account SET reason = 'no longer needed'")),
    Attack("rows of a signed review and their entries, re-hashed", told_anew("account", "reason", "no longer needed")),
    Attack(
        "rows of a signed review, its hash and all entries, re-hashed",
        told_anew("sign_off", "sha256", "0" * 64, {"statement": "so it was"}),
    ),
    Attack("who signed a review, and its entries, re-hashed", told_anew("sign_off", "name", "Eve Novak")),
    Attack("a signed review opened, and its entries, re-hashed", told_anew("campaign", "phase", "open")),
    Attack("rows of an approved statement and its entries, re-hashed", _statement_anew),
    Attack("items of a drawn sample and its entries, re-hashed", _sample_anew),
    Attack("a run of a check and its entries, re-hashed", _run_anew),
    Attack("bytes of other evidence behind an artefact, re-hashed", _evidence_of_others),
    Attack("drop a guard of the log", bare("DROP TRIGGER log_no_delete")),
    Attack("loosen a guard of the log", bare("DROP TRIGGER log_no_delete", _LOOSE)),
    Attack("drop a guard of signed rows", bare("DROP TRIGGER account_frozen_update")),
    Attack("add a trigger that writes", bare(_SNOOP)),
    Attack("drop an index", bare("DROP INDEX ix_log_resource"), harmful=False),
    Attack("add a view", bare("CREATE VIEW mine AS SELECT * FROM log"), harmful=False),
    Attack("add a table", bare("CREATE TABLE mine (id TEXT)"), harmful=False),
    Attack("loosen a check", _weak_check),
    Attack("another number of migration", sql("UPDATE alembic_version SET version_num = '0020'")),
    Attack("mark a reminder as sent", sql("INSERT INTO sent_message VALUES ('x', 'team', '2026-11-21', 1)")),
    Attack("forget a sent reminder", sql("DELETE FROM sent_message")),
    Attack("hold a reminder back", sql("INSERT INTO sent_message VALUES ('x', 'team', '2099-01-01', 0)")),
    Attack("change what a calendar was told", sql("UPDATE calendar_event SET sequence = 99, due = '2030-01-01'")),
    Attack("forget what a calendar was told", sql("DELETE FROM calendar_event")),
    Attack("change an evidence file", lambda root: _overwrite(_blob(root), b"%PDG")),
    Attack("remove an evidence file", lambda root: _blob(root).unlink()),
    Attack("swap two evidence files", _swap_blobs),
    Attack("change a catalog of the desk", lambda root: _overwrite(root / "catalogs" / "house-rules.yaml", b"x: 1")),
    Attack("remove a catalog of the desk", lambda root: (root / "catalogs" / "house-rules.yaml").unlink()),
    Attack("lay a strange catalog there", lambda root: _overwrite_new(root / "catalogs" / "mine.yaml"), harmful=False),
    Attack("remove the anchors beside the desk", lambda root: (root / "anchors.jsonl").unlink(), harmful=False),
    Attack("put an old copy of the database back", _old_database),
    Attack("put an old copy of the whole folder back", _put_back),
    Attack("lower a limit of checks in the settings", _settings, harmful=False),
)
