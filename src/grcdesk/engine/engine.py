"""The engine a check runs on: what any of them must do, and the one that works on this machine.

The interface is small on purpose: another engine may run the same check where the rows live, and bring home the
deviations and their digest alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any, NoReturn, Protocol

from grcdesk.engine import process
from grcdesk.engine.process import StoppedCheck
from grcdesk.engine.reading import WHERE, CompiledCheck
from grcdesk.engine.rows import digest, in_order
from grcdesk.engine.tables import CheckRows, EngineCheck, EngineTable, Limits, sql_names
from grcdesk.engine.validate import compile_check
from grcdesk.errors import BadInput, Refused
from grcdesk.rules.audits import parameters as rules
from grcdesk.rules.audits.parameters import Parameter
from grcdesk.terms import ParameterKind
from grcdesk.text import show

_TABLE = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_SAID = re.compile(r"^[A-Z][A-Za-z ]+ Error: ")
_AFTER = re.compile(r"\n+(?:LINE |Candidate functions|Possible solutions|Try setting| If this error occurred)")
_LONG = 300


class CheckStopped(Refused):
    """A check reached a limit, or nobody waited for it any more."""

    def __init__(self, message: str, *, hint: str = "", check: str = "") -> None:
        super().__init__(message, hint=hint)
        self.check = check
        """Its name; empty when none had begun."""


class Engine(Protocol):
    """What runs checks over populations."""

    def run(
        self,
        checks: Sequence[EngineCheck],
        tables: Sequence[EngineTable],
        parameters: Sequence[Parameter],
        *,
        limits: Limits = ...,
        stop: Callable[[], bool] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> list[CheckRows]:
        """The rows of each check, in the order given.

        Args:
            checks: each with a name of its own.
            tables: what they may name.
            parameters: what they may be measured by; each has a value.
            limits: of each check.
            stop: asked often; true ends it.
            progress: told how many checks are done, and of how many.

        Raises:
            BadInput: when a check, a table or a parameter cannot be understood.
            CheckStopped: when a limit is reached; names the check.
        """
        ...

    def faults(
        self, checks: Sequence[EngineCheck], tables: Sequence[EngineTable], parameters: Sequence[Parameter]
    ) -> dict[str, BadInput | Refused]:
        """What is wrong with checks, by name, found by running them; those that run are not in it."""
        ...


class DuckEngine:
    """DuckDB, in a process that is locked and thrown away: one for all checks of a call."""

    def run(
        self,
        checks: Sequence[EngineCheck],
        tables: Sequence[EngineTable],
        parameters: Sequence[Parameter],
        *,
        limits: Limits | None = None,
        stop: Callable[[], bool] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> list[CheckRows]:
        """See `Engine.run`."""
        if not checks:
            return []
        limits = limits or Limits()
        compiled: dict[str, CompiledCheck] = {}

        def asked() -> dict[str, Any]:
            compiled.update(_compiled(checks, tables, parameters))
            return _request(compiled, tables, parameters, limits)

        found: list[CheckRows] = []
        with closing(process.answers(asked, limits.seconds, stop)) as answers:  # an error that is kept keeps no process
            for name, answer in answers:
                if isinstance(answer, StoppedCheck):
                    _refuse(answer, limits)
                rows = in_order(answer.rows)
                found.append(CheckRows(name, compiled[name].columns, rows, digest(rows), answer.seconds))
                if progress is not None:
                    progress(len(found), len(compiled))
        return found

    def faults(
        self, checks: Sequence[EngineCheck], tables: Sequence[EngineTable], parameters: Sequence[Parameter]
    ) -> dict[str, BadInput | Refused]:
        """See `Engine.faults`."""
        limits = Limits()
        wrong: dict[str, BadInput | Refused] = {}

        def asked() -> dict[str, Any]:
            compiled: dict[str, CompiledCheck] = {}
            for check in checks:
                try:
                    compiled |= _compiled([check], tables, parameters)
                except BadInput as error:
                    wrong[check.name] = error
            return _request(compiled, tables, parameters, limits)

        for name, answer in process.answers(asked, limits.seconds) if checks else ():
            if isinstance(answer, StoppedCheck):
                try:
                    _refuse(answer, limits)
                except (BadInput, Refused) as error:
                    wrong[name] = error
        return wrong


def default_engine() -> Engine:
    """The engine of this machine."""
    return DuckEngine()


def _compiled(
    checks: Sequence[EngineCheck], tables: Sequence[EngineTable], parameters: Sequence[Parameter]
) -> dict[str, CompiledCheck]:
    columns: dict[str, Any] = {}
    for table in tables:
        if not _TABLE.fullmatch(table.name) or table.name in columns:
            told = "stands twice" if table.name in columns else "is no name a check can use"
            raise BadInput(f"population {table.name!r} {told}", hint="small letters, digits and _, each name once")
        columns[table.name] = table.columns
    for parameter in parameters:
        rules.refuse_misfit(parameter)
    kinds = {parameter.name: parameter.kind for parameter in parameters}
    found: dict[str, CompiledCheck] = {}
    for check in checks:
        if check.name in found:
            raise BadInput(f"two checks are called {check.name}", hint="give each its own name")
        found[check.name] = compile_check(check.sql, columns, kinds)
    return found


def _request(
    compiled: dict[str, CompiledCheck], tables: Sequence[EngineTable], parameters: Sequence[Parameter], limits: Limits
) -> dict[str, Any]:
    values = {parameter.name: _bound(parameter) for parameter in parameters}
    wanted = {table for check in compiled.values() for table in check.tables}
    return {
        "limits": {"seconds": limits.seconds, "memory": limits.memory, "rows": limits.rows},
        "tables": [_loaded(table) for table in tables if table.name in wanted],
        "checks": [
            {"name": name, "sql": check.sql, "parameters": {one: values[one] for one in check.parameters}}
            for name, check in compiled.items()
        ],
    }


def _bound(parameter: Parameter) -> str:
    if parameter.kind is ParameterKind.DURATION:
        return str(rules.seconds(parameter.value))
    return parameter.value


def _loaded(table: EngineTable) -> dict[str, Any]:
    names = sql_names(table.columns)
    return {
        "name": table.name,
        "columns": [[column.name, name, column.kind.value] for column, name in zip(table.columns, names, strict=True)],
        "path": None if table.path is None else str(_file(table)),
        "cells": [[row[number] for row in table.rows] for number in range(len(table.columns))],
    }


def _file(table: EngineTable) -> Any:
    path = table.path
    if path is None or not path.is_file():
        raise BadInput(f"the rows of {table.name} are gone", hint="freeze the population again", file=str(path))
    return path.resolve()


def _refuse(fault: StoppedCheck, limits: Limits) -> NoReturn:
    """One sentence for each way a check can end without rows.

    Raises:
        CheckStopped: a limit.
        BadInput: a check or a table the engine cannot read.
    """
    what = {"check": fault.name, "load": f"loading {fault.name}"}.get(fault.stage, "the engine")
    check = fault.name if fault.stage == "check" else ""
    match fault.kind:
        case "time":
            told = f"{what} took longer than {limits.seconds:g} s and was stopped"
            cure = "join on keys and narrow by the period, or allow it more seconds"
        case "memory":
            told = f"{what} needed more than {_size(limits.memory)} of memory and was stopped"
            cure = "join on keys and hand back fewer columns, or allow it more memory"
        case "rows":
            told = f"{what} found more than {limits.rows:,} rows; nothing was cut, nothing is shown"
            cure = "a check hands back deviations alone: narrow it"
        case "size":
            told, cure = f"{what} hands back more than 64 MiB", "hand back the key and what shows the deviation"
        case "stopped":
            told, cure = "stopped; nothing was kept", ""
        case _:
            _refuse_failed(fault, what)
    raise CheckStopped(told, hint=cure, check=check)


def _refuse_failed(fault: StoppedCheck, what: str) -> NoReturn:
    told = show(_SAID.sub("", _AFTER.split(fault.told)[0])).strip()[:_LONG]
    if fault.stage == "load":
        raise BadInput(f"{fault.name} cannot be loaded: {told}", hint="mend the rows and freeze them again")
    if fault.stage == "start":
        told = f"the engine that runs checks did not start: {told or 'it ended'}"
        raise CheckStopped(told, hint="run it again; if it stays so, reinstall")
    raise BadInput(f"{what} cannot be run: {told or 'the engine ended'}", hint="compare values of one kind", file=WHERE)


def _size(size: int) -> str:
    return f"{size / (1 << 30):g} GiB" if size >= 1 << 30 else f"{size >> 20} MiB"
