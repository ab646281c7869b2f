"""Checks of catalogs, each run on empty populations of every role: what cannot be read or computed is found here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grcdesk.engine.engine import default_engine
from grcdesk.engine.tables import PERIOD_COLUMNS, PERIOD_DAYS, EngineCheck, EngineTable
from grcdesk.engine.validate import compile_check
from grcdesk.importers.catalogs.catalogs import CatalogFile
from grcdesk.rules.audits.parameters import BUILT_IN, Parameter
from grcdesk.rules.audits.roles import ROLES
from grcdesk.schemas.catalog_files import ControlsFile, TestEntry
from grcdesk.schemas.catalogs import LintNote
from grcdesk.terms import ParameterKind

_SOME_DAY = {ParameterKind.DATE: "2026-06-30", ParameterKind.TIME: "2026-07-01T00:00:00Z"}
_TABLES = {name: role.columns for name, role in ROLES.items()} | {PERIOD_DAYS: PERIOD_COLUMNS}


def notes(files: Sequence[CatalogFile]) -> list[LintNote]:
    """What is wrong with the checks and parameters of these files; by file and line."""
    found = [note for file in files if isinstance(file.data, ControlsFile) for note in _of_file(file, file.data)]
    return sorted(found, key=lambda note: (note.file, note.line, note.rule, note.where))


def _of_file(file: CatalogFile, data: ControlsFile) -> Iterator[LintNote]:
    tests = {test.id: (place, test) for place, test in _tests(data) if test.check is not None}
    given = [Parameter(name, kind, _SOME_DAY[kind]) for name, kind in BUILT_IN.items()]
    given += [Parameter(entry.name, entry.kind, entry.default) for entry in data.parameters]
    checks = [EngineCheck(name, test.check or "") for name, (_, test) in tests.items()]
    empty = [EngineTable(name, columns, None) for name, columns in _TABLES.items()]
    wrong = default_engine().faults(checks, empty, given) if checks else {}
    measured: set[str] = set()
    kinds = {parameter.name: parameter.kind for parameter in given}
    for name, (place, test) in tests.items():
        line, where, text = file.line_of("", place), f"{name}.check", test.check or ""
        if name in wrong:
            error = wrong[name]
            below = getattr(error, "line", None) or 0
            line += below if "\n" in text else 0  # a folded text is one line, whatever the file looks like
            yield LintNote(str(file.path), line, "check-fails", where, error.message, error.hint)
            measured = set(kinds)  # what it is measured by is not known
            continue
        made = compile_check(text, _TABLES, kinds)
        measured |= set(made.parameters)
        keys = tuple(dict.fromkeys(_TABLES[table][0].name for table in made.tables))
        if made.columns[0] not in keys:
            told = f"{made.columns[0]} comes first and is the key of no population it reads"
            yield LintNote(str(file.path), line, "check-no-key", where, told, f"begin with {' or '.join(keys)}")
    for number, entry in enumerate(data.parameters):
        if entry.name not in measured:
            line = file.line_of("", f"parameters.{number}")
            told = f"no check is measured by {entry.name}"
            yield LintNote(str(file.path), line, "unused-parameter", f"parameters.{number}", told, "take it out")


def _tests(data: ControlsFile) -> Iterator[tuple[str, TestEntry]]:
    for number, control in enumerate(data.controls):
        for place, test in enumerate(control.tests):
            yield f"controls.{number}.tests.{place}.check", test
