"""Checks of catalogs, each run on empty populations of every role: what cannot be read or computed is found here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grcdesk.engine.engine import default_engine
from grcdesk.engine.reading import CompiledCheck
from grcdesk.engine.tables import PERIOD_COLUMNS, EngineCheck, EngineTable
from grcdesk.engine.validate import compile_check
from grcdesk.errors import DeskError
from grcdesk.importers.catalogs.catalogs import CatalogFile
from grcdesk.rules.audits.parameters import BUILT_IN, Parameter
from grcdesk.rules.audits.roles import ROLES
from grcdesk.rules.testing.checks import MADE, presence
from grcdesk.schemas.catalogs.catalogs import LintNote
from grcdesk.schemas.catalogs.files import ControlsFile
from grcdesk.terms import ParameterKind

_SOME_DAY = {ParameterKind.DATE: "2026-06-30", ParameterKind.TIME: "2026-07-01T00:00:00Z"}
_TABLES = {name: role.columns for name, role in ROLES.items()} | dict.fromkeys(MADE, PERIOD_COLUMNS)
_ALWAYS = (
    *(Parameter(name, kind, _SOME_DAY[kind]) for name, kind in BUILT_IN.items()),
    *presence(ROLES, ()),
)
_WHY = "why"


@dataclass(frozen=True, slots=True)
class _Statement:
    """One of the statements of a test: `check`, `items` or `undecided`."""

    test: str
    what: str
    place: str
    """Of the text in the file, counted from the top."""
    sql: str

    @property
    def name(self) -> str:
        return f"{self.test}.{self.what}"


def notes(files: Sequence[CatalogFile]) -> list[LintNote]:
    """What is wrong with the checks and parameters of these files."""
    return [note for file in files if isinstance(file.data, ControlsFile) for note in _of_file(file, file.data)]


def _of_file(file: CatalogFile, data: ControlsFile) -> Iterator[LintNote]:
    own = [Parameter(entry.name, entry.kind, entry.default) for entry in data.parameters]
    given = (*_ALWAYS, *own)
    statements = list(_statements(data))
    empty = [EngineTable(name, columns, None) for name, columns in _TABLES.items()]
    checks = [EngineCheck(one.name, one.sql) for one in statements]
    # all in one process of the engine: starting it costs more than any of them; without a check none is started
    wrong = default_engine().faults(checks, empty, given) if checks else {}
    kinds = {parameter.name: parameter.kind for parameter in given}
    measured: set[str] = set()
    for one in statements:
        if one.name in wrong:
            yield _fault(file, one, wrong[one.name])
            measured = set(kinds)  # what it is measured by is not known
            continue
        made = compile_check(one.sql, _TABLES, kinds)
        measured |= set(made.parameters)
        for rule, message, cure in _odd(one, made):
            yield LintNote(str(file.path), file.line_of("", one.place), rule, one.name, message, cure)
    yield from _unused(file, data, measured)


def _fault(file: CatalogFile, one: _Statement, error: DeskError) -> LintNote:
    """A statement that fails, with its line in the file."""
    line = file.line_of("", one.place)
    below = getattr(error, "line", None) or 0
    line += below if "\n" in one.sql else 0  # a folded text is one line, whatever the file looks like
    return LintNote(str(file.path), line, "check-fails", one.name, error.message, error.hint)


def _unused(file: CatalogFile, data: ControlsFile, measured: set[str]) -> Iterator[LintNote]:
    for number, entry in enumerate(data.parameters):
        if entry.name not in measured:
            place = f"parameters.{number}"
            message = f"no check is measured by {entry.name}"
            yield LintNote(str(file.path), file.line_of("", place), "unused-parameter", place, message, "take it out")


def _odd(one: _Statement, made: CompiledCheck) -> Iterator[tuple[str, str, str]]:
    """Rule, message and cure for a statement that runs and whose rows could not be used."""
    keys = tuple(dict.fromkeys(_TABLES[table][0].name for table in made.tables))
    if made.columns[0] not in keys:
        told = f"{made.columns[0]} comes first and is the key of no population it reads"
        yield "check-no-key", told, f"begin with {' or '.join(keys)}" if keys else "read a population: FROM name"
    if one.what == "undecided" and _WHY not in made.columns:
        yield "check-no-why", "does not say why a person has to look", f"hand back a column {_WHY}"


def _statements(data: ControlsFile) -> Iterator[_Statement]:
    for number, control in enumerate(data.controls):
        for place, test in enumerate(control.tests):
            for what in ("check", "items", "undecided"):
                sql = getattr(test, what)
                if sql is not None:
                    yield _Statement(test.id, what, f"controls.{number}.tests.{place}.{what}", sql)
