"""The process that runs checks: ceilings, the tables, then locks, then one SELECT after another. `process` starts it.

It reads one request from its input, answers in JSON, a line each, and ends. The order below matters: what is locked
last cannot be opened again, and tables must be loaded before files are out of reach.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from typing import IO, Any

from grcdesk.engine.rows import as_text

SLACK = 5 << 28
"""Bytes of address space beyond the engine's own ceiling: 1.25 GiB for code, stacks and what it does not count."""
_FILES = 64
_START = 30
"""Seconds of the processor until it knows how many it has."""
_BATCH = 1_000
_ANSWER = 64 << 20
"""Bytes of rows one check may hand back."""
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "temp_directory": "",
    "max_temp_directory_size": "0KB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "allow_unsigned_extensions": False,
    "allow_persistent_secrets": False,
    # else a name in the SQL that is no table could be a variable of this file
    "python_enable_replacements": False,
    # rows are put into one order afterwards, by `rows.in_order`
    "preserve_insertion_order": False,
    "max_expression_depth": 250,
}
_LOCKS = (
    "SET TimeZone = 'UTC'",
    "SET disabled_filesystems = 'LocalFileSystem'",
    "SET enable_external_access = false",
    "SET max_execution_time = {milliseconds}",
    "SET lock_configuration = true",
)
_TYPES = {"text": "VARCHAR", "time": "VARCHAR", "date": "DATE", "number": "DECIMAL(38, 18)", "flag": "BOOLEAN"}
"""How a column is read; a time is looked at before it becomes one, for the reader drops another zone without a word."""
_CLOSED = ("socket.", "subprocess.", "os.exec", "os.fork", "os.system", "os.posix_spawn", "os.remove", "os.rename")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Child:
    """One run."""

    def __init__(self, told: IO[bytes]) -> None:
        self.told = told
        _ceiling("RLIMIT_CORE", 0)
        _ceiling("RLIMIT_CPU", _START)
        _ceiling("RLIMIT_NOFILE", _FILES)
        import duckdb  # noqa: PLC0415  only behind the first walls

        self.engine = duckdb

    def run(self, asked: dict[str, Any]) -> None:
        """Ceilings, tables, locks, checks."""
        self.asked, limits = asked, asked["limits"]
        _ceiling("RLIMIT_CPU", int(limits["processor"]))
        duckdb = self.engine
        memory = f"{limits['memory'] // 1024}KiB"
        self.open = duckdb.connect(":memory:", config=_CONFIG | {"memory_limit": memory})
        self.open.execute("SET enable_progress_bar = false")
        # before the locks: these are the only files it ever opens
        for table in self.asked["tables"]:
            if not self._guarded("load", table["name"], lambda table=table: self._load(table)):
                return
        for lock in _LOCKS:
            self.open.execute(lock.format(milliseconds=int(limits["seconds"] * 1000)))

        _ceiling("RLIMIT_AS", limits["memory"] + SLACK)
        _ceiling("RLIMIT_FSIZE", 0)
        sys.addaudithook(_guard)
        for check in self.asked["checks"]:
            self._guarded("check", check["name"], lambda check=check: self._check(check, limits["rows"]))

    def say(self, **thing: Any) -> None:
        """One line of the answer."""
        self.told.write(json.dumps(thing, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        self.told.flush()

    def _guarded(self, stage: str, name: str, work: Any) -> bool:
        """Whether it went well; else why not is told."""
        self.say(begin=stage, name=name)
        try:
            work()
        except _Full as full:
            self.say(fault=full.kind, told="")
        except (MemoryError, self.engine.OutOfMemoryException):
            self.say(fault="memory", told="")
        except self.engine.InterruptException:
            self.say(fault="time", told="")
        except self.engine.Error as error:
            self.say(fault="failed", told=str(error))
        except TypeError as error:
            self.say(fault="failed", told=f"a value of kind {error} cannot be handed back")
        else:
            return True
        return False

    def _load(self, table: dict[str, Any]) -> None:
        columns = table["columns"]
        parts = ", ".join(f"{_value(read, kind)} AS {_quoted(name)}" for read, name, kind in columns)
        if table["path"] is not None:
            kinds = ", ".join(f"{_text(read)}: {_text(_TYPES[kind])}" for read, _, kind in columns)
            source = (
                f"read_json($path, format = 'newline_delimited', columns = {{{kinds}}}, compression = 'none',"
                " hive_partitioning = false, maximum_object_size = 1048576)"
            )
            values: dict[str, Any] = {"path": _one_file(table["path"])}
        else:
            lists = (f"unnest($c{number}::VARCHAR[]) AS {_quoted(one[0])}" for number, one in enumerate(columns))
            source = f"(SELECT {', '.join(lists)})"
            values = {f"c{number}": list(cells) for number, cells in enumerate(table["cells"])}
        # every name is quoted, every text escaped, and the path is bound
        self.open.execute(f"CREATE TABLE {_quoted(table['name'])} AS SELECT {parts} FROM {source}", values)  # noqa: S608

    def _check(self, check: dict[str, Any], most: int) -> None:
        started = time.perf_counter()
        for rows in self._found(check, most):
            self.say(rows=rows)
        self.say(end=check["name"], seconds=time.perf_counter() - started)

    def _found(self, check: dict[str, Any], most: int) -> Iterator[list[list[str | None]]]:
        """The rows of a check as text, batch by batch, as long as they are not too many or too large."""
        # `tree` made this from an allow-list; what runs is looked at once more, by the engine's own parser
        statements = self.open.extract_statements(check["sql"])
        if len(statements) != 1 or statements[0].type != self.engine.StatementType.SELECT:
            raise self.engine.ParserException("it is not one SELECT")
        found = self.open.execute(statements[0], check["parameters"] or None)
        count = size = 0
        # one row more than may be is asked for: that there are too many shows without fetching them
        while rows := found.fetchmany(min(_BATCH, most + 1 - count)):
            count += len(rows)
            if count > most:
                raise _Full("rows")
            cells = [[as_text(value) for value in row] for row in rows]
            size += sum(map(_letters, cells))
            if size > _ANSWER:
                raise _Full("size")
            yield cells


class _Full(Exception):
    """More came than may be handed back."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def _letters(row: list[str | None]) -> int:
    """How long a row is as text."""
    return sum(len(cell) for cell in row if cell)


def _value(read: str, kind: str) -> str:
    """How a column that was read becomes a value."""
    name = _quoted(read)
    if kind != "time":
        return f"CAST({name} AS {_TYPES[kind]})"

    told = _text(f" in {read} is no time in UTC: it ends with no Z")
    return (
        f"CASE WHEN suffix({name}, 'Z') THEN CAST({name} AS TIMESTAMP)"
        f" WHEN {name} IS NOT NULL THEN error({name} || {told}) END"
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _one_file(path: str) -> str:
    """A path that stands for itself, whatever signs of a pattern are in it."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in path)


def _ceiling(name: str, limit: int) -> None:
    """A limit of the system, where it has it."""
    try:
        import resource  # noqa: PLC0415  not on every system; the parent watches the clock there too
    except ImportError:
        return
    kind = getattr(resource, name)
    _, hard = resource.getrlimit(kind)
    try:
        resource.setrlimit(kind, (limit if hard < 0 else min(limit, hard), hard))
    except (ValueError, OSError):  # some systems know the name and refuse the number
        return


def _guard(event: str, arguments: tuple[Any, ...]) -> None:
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
    if writes or event.startswith(_CLOSED):
        raise PermissionError("a check reads populations and does nothing else")


def main() -> None:
    """The process."""
    sys.dont_write_bytecode = True
    told = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what the engine prints is no answer
    child = Child(told)  # the engine is loaded while the request is made
    try:
        child.run(json.loads(sys.stdin.buffer.read()))
    except Exception as error:  # noqa: BLE001  whatever keeps the walls from going up keeps the checks from running
        child.say(fault="failed", told=f"{type(error).__name__}: {error}")
    child.say(over=True)
    os._exit(0)  # nothing to be tidied: a slow goodbye would only look like a fault
