"""Trying one check by hand, over lists in files and those frozen in the desk. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.engine.engine import default_engine
from grcdesk.engine.reading import CompiledCheck
from grcdesk.engine.tables import EngineCheck, EngineTable
from grcdesk.engine.validate import compile_check, survey_check
from grcdesk.errors import BadInput, Refused
from grcdesk.models.base import col
from grcdesk.models.catalogs import Catalog, CheckParameter
from grcdesk.models.unreadable import stored_day
from grcdesk.paths import DeskPaths, typed_path
from grcdesk.rules.audits.parameters import BUILT_IN, Parameter, guessed, refuse_misfit
from grcdesk.rules.audits.roles import ROLES
from grcdesk.rules.populations.names import checked_name
from grcdesk.rules.testing.checks import HAS, MADE, in_force, presence
from grcdesk.schemas.progress import Stop
from grcdesk.schemas.testing.trials import CheckTrial, TrialFound, TrialList
from grcdesk.services.common.context import Service
from grcdesk.services.common.in_force import engagement
from grcdesk.services.populations import reading as populations
from grcdesk.services.testing import measures, trial_files
from grcdesk.settings import Settings, load

_NAME = "the check"
_UTC = "UTC"


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a desk gives to a trial; without one, nothing."""

    tables: tuple[EngineTable, ...] = ()
    told: tuple[TrialList, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    """Of its catalogs, as its engagement sets them."""
    first: date | None = None
    last: date | None = None
    today: date | None = None
    zone: str = _UTC
    paths: DeskPaths | None = None


class Trials(Service):
    """Checks tried by hand over the populations of the engagement in force."""

    def run(self, asked: CheckTrial, *, stop: Stop | None = None) -> TrialFound:
        """Run a check over files, and for names without a file over the populations that stand for them.

        Raises:
            BadInput: when the check, a file or a value cannot be understood.
            Refused: when a population is neither given nor on file, or a limit stopped the check.
        """
        asked = _checked(asked)
        with self._store.read() as session:
            held = engagement(session)
            tables, told = _frozen(session, self._store.paths, asked)
            measured = _measures(session, held.parameters)
            first, last = held.period_start, held.period_end
            ground = _Ground(tables, told, measured, first, last, self._today(), held.zone, self._store.paths)
        return _tried(asked, ground, self._context.settings, stop)


def try_check(asked: CheckTrial, *, stop: Stop | None = None) -> TrialFound:
    """Run a check over files alone, without a desk. Days and moments are UTC.

    Raises:
        BadInput: when the check, a file or a value cannot be understood, or a population has no file.
        Refused: when a limit stopped the check.
    """
    return _tried(_checked(asked), _Ground(), load().settings, stop)


def trial(sql: str, files: Sequence[str], values: Sequence[str], keys: Sequence[str] = ()) -> CheckTrial:
    """What is asked, from what was typed: `NAME=FILE`, `name=value` and `NAME=COLUMN`.

    Raises:
        BadInput: when one of them is no such pair, or the statement is none a check may be.
    """
    survey_check(sql)
    return CheckTrial(
        sql,
        {name: typed_path(file) for name, file in _pairs(files, "NAME=FILE, such as model_changes=changes.csv")},
        dict(_pairs(keys, "NAME=COLUMN, such as model_changes=number")),
        dict(_pairs(values, "name=value, such as max_key_age_days=60")),
    )


def _pairs(given: Sequence[str], form: str) -> Iterator[tuple[str, str]]:
    for text in given:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not (name and equals and value):
            raise BadInput(f"{text[:60]!r} is no pair", hint=f"write {form}")
        yield name, value


def lacking(asked: CheckTrial) -> list[str]:
    """Populations it names without a file, and parameters without a value: a desk may have them."""
    tables, parameters = survey_check(asked.sql)
    given = {name.strip().casefold().replace("-", "_") for name in asked.files} | MADE
    values = {*asked.values, *(name for name in parameters if name.startswith(HAS))}
    days = {"first_day", "last_day"} <= values
    wanted = set(parameters) - (values | set(BUILT_IN) if days else values)
    period = [] if days or not set(tables) & MADE else ["first_day", "last_day"]
    return [*sorted(set(tables) - given), *(f":{name}" for name in (*sorted(wanted), *period))]


def _checked(asked: CheckTrial) -> CheckTrial:
    """With names as populations bear them, and every value of a kind it may have."""
    files = {checked_name(name): file for name, file in asked.files.items()}
    keys = {checked_name(name): key for name, key in asked.keys.items()}
    loose = next((name for name in keys if name not in files), None)
    if loose is not None:
        raise BadInput(f"a key is named for {loose}, and no file", hint=f"--population {loose}=FILE")
    for name, value in asked.values.items():
        refuse_misfit(Parameter(name, BUILT_IN.get(name) or guessed(value), value))
    return replace(asked, files=files, keys=keys)


def _frozen(
    session: Session, paths: DeskPaths, asked: CheckTrial
) -> tuple[tuple[EngineTable, ...], tuple[TrialList, ...]]:
    """What the check names and no file is given for: as it is on file."""
    tables, told = [], []
    names, parameters = survey_check(asked.sql)
    for name in names:
        if name in asked.files or name in MADE:
            continue
        row = populations.newest(session, name)
        # a check that asks whether a list is there must be able to run without it
        if row is not None:
            tables.append(EngineTable(name, populations.columns(row), populations.rows_path(paths, row)))
            told.append(TrialList(name, row.id, row.rows, row.rows_sha256))
        elif name in ROLES and f"{HAS}{name}" in parameters:
            tables.append(EngineTable(name, ROLES[name].columns, None))
        else:
            raise Refused(
                f"population {name} is not on file",
                hint=f"--population {name}=FILE, or grcdesk populations add FILE --name {name}",
            )
    return tuple(tables), tuple(told)


def _measures(session: Session, set_: Sequence[str]) -> tuple[Parameter, ...]:
    """What the checks of all catalogs are measured by; of two of one name that of the catalog that came first."""
    query = (
        select(CheckParameter)
        .join(Catalog, col(Catalog.id) == col(CheckParameter.catalog))
        .order_by(col(Catalog.position), col(CheckParameter.position))
    )
    found: dict[str, Parameter] = {}
    for one in session.scalars(query):
        found.setdefault(one.name, Parameter(one.name, one.kind, one.default))
    return tuple(in_force(list(found.values()), set_))


def _tried(asked: CheckTrial, ground: _Ground, settings: Settings, stop: Stop | None) -> TrialFound:
    first, last, as_of = _days(asked, ground)
    _refuse_unfiled(asked, ground)
    days = measures.made(first, last, as_of or last) if first and last else []
    with trial_files.folder(ground.paths) as place:
        read, told = trial_files.read(place, asked, ground.zone or _UTC, stop)
        tables = (*ground.tables, *read, *days)
        known = {one.name: one for one in _parameters(asked, ground, (first, last, as_of), tables)}
        made = _compiled(asked.sql, tables, known.values())
        limits = measures.limits(settings, seconds=asked.seconds, memory=asked.memory, rows=asked.rows)
        check = EngineCheck(_NAME, asked.sql)
        (found,) = default_engine().run([check], tables, tuple(known.values()), limits=limits, stop=stop)
    used = tuple(one for one in (*ground.told, *told) if one.name in made.tables)
    values = {name: known[name].value for name in made.parameters}
    return TrialFound(found.columns, found.rows, found.digest, found.seconds, used, values)


def _compiled(sql: str, tables: Iterable[EngineTable], parameters: Iterable[Parameter]) -> CompiledCheck:
    columns = {table.name: table.columns for table in tables}
    return compile_check(sql, columns, {one.name: one.kind for one in parameters})


def _refuse_unfiled(asked: CheckTrial, ground: _Ground) -> None:
    there = {*asked.files, *(table.name for table in ground.tables)}
    without = [name for name in survey_check(asked.sql)[0] if name not in there | MADE]
    if without and ground.today is None:
        cure = f"--population {without[0]}=FILE, or name a desk that has it"
        raise BadInput(f"no file is given for population {without[0]}", hint=cure)


def _days(asked: CheckTrial, ground: _Ground) -> tuple[date | None, date | None, date | None]:
    """First and last day, and the day on which ages are counted: as given, else as the engagement has them."""
    given = {
        name: stored_day(asked.values[name]) for name in ("first_day", "last_day", "as_of") if name in asked.values
    }
    first, last = given.get("first_day", ground.first), given.get("last_day", ground.last)
    as_of = given.get("as_of")
    if first and last and last < first:
        raise BadInput(f"the period ends before it begins: {first}..{last}", hint="--param first_day=… last_day=…")
    if as_of is None and last is not None:
        as_of = min(last, ground.today) if ground.today else last
    return first, last, as_of


def _parameters(
    asked: CheckTrial,
    ground: _Ground,
    days: tuple[date | None, date | None, date | None],
    tables: Sequence[EngineTable],
) -> list[Parameter]:
    """Everything it may be measured by; what was typed counts before what the desk has."""
    first, last, as_of = days
    on_file = {table.name for table in tables if table.path is not None}
    found = [*ground.parameters, *presence((*ROLES, *on_file), on_file)]
    if first and last and as_of:
        found += measures.built_in(first, last, as_of, ground.zone)
    # what was typed does not tell its kind; the desk does, where it knows the parameter
    kinds = {one.name: one.kind for one in found} | BUILT_IN
    for name, value in asked.values.items():
        one = Parameter(name, kinds.get(name) or guessed(value), value)
        refuse_misfit(one)
        found.append(one)
    return found
