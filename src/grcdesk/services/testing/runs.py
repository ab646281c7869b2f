"""Running the checks of a control over frozen populations: one process of the engine for all of them.

Nothing is written here: a run may take a minute, and the desk is not held for writing meanwhile.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.engine.engine import CheckStopped, default_engine
from grcdesk.engine.tables import CheckRows, EngineCheck, EngineTable, Limits
from grcdesk.engine.validate import compile_check
from grcdesk.errors import Refused
from grcdesk.models.base import col
from grcdesk.models.populations import Population
from grcdesk.paths import DeskPaths
from grcdesk.rules.audits.parameters import Parameter
from grcdesk.rules.audits.roles import ROLES
from grcdesk.rules.testing.checks import OF_THE_DESK, Check, measured, presence
from grcdesk.rules.testing.suggest import suggest
from grcdesk.schemas.populations import PopulationRow
from grcdesk.schemas.progress import Stop
from grcdesk.schemas.testing.runs import CheckResult, FoundRow, RunReport, TestedList
from grcdesk.services.populations import reading as populations
from grcdesk.services.populations.standing import described
from grcdesk.services.testing import measures
from grcdesk.services.testing.reading import Board, board, check_of, sql_sha256, tested_list
from grcdesk.services.testing.sheets import find_test
from grcdesk.wording import join

_WHY = "why"


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything a run needs, read from the desk."""

    control: str
    engagement: str
    catalog: str
    checks: tuple[Check, ...]
    lists: dict[str, TestedList]
    """On file, by name; the one the control is about first."""
    tables: tuple[EngineTable, ...]
    parameters: tuple[Parameter, ...]
    told: dict[str, str]
    """Parameters that are printed with the result."""
    judged_on: date
    fails: dict[str, str]
    """Test → what fails it."""


def prepare(
    session: Session, paths: DeskPaths, control: str, *, test: str = "", chosen: Sequence[str] = ()
) -> Prepared:
    """Read what a run of the checks of a control needs.

    Raises:
        NotFound: when there is no such control, test or population.
        Refused: when no check decides there, or none of the lists they need is on file.
    """
    here = board(session, [control])
    checks = _wanted(here, control, test)
    named = _chosen(session, chosen)
    checks = _about(control, checks, named)
    rows = {**here.lists, **named}
    _refuse_nothing(control, checks, rows)
    about = next(rows[check.about] for check in checks if _on_file(check, rows))
    wanted = _named_lists(about.name, checks)
    lists = {name: tested_list(rows[name]) for name in wanted if name in rows}
    first, last = here.held.period_start or about.period_from, here.held.period_end or about.period_to
    # nothing that happened after the list was drawn can be in it: ages are counted up to that day
    judged_on = min(last, lists[about.name].pulled_on or last)
    given = here.measured_by(control)
    built_in = [
        *measures.built_in(first, last, judged_on, here.held.zone),
        *presence((*ROLES, *wanted), lists),
    ]
    parameters = (*given, *built_in)
    catalog = here.catalogs[here.controls[control].catalog]
    return Prepared(
        control,
        here.held.id,
        f"{catalog.id} {catalog.version}",
        tuple(checks),
        lists,
        (*_tables(session, paths, wanted, lists), *measures.made(first, last, judged_on)),
        parameters,
        _printed(parameters, checks),
        judged_on,
        {one.id: one.fail_if for one in here.tests[control]},
    )


def _printed(parameters: Sequence[Parameter], checks: Sequence[Check]) -> dict[str, str]:
    """What the checks are measured by; the rest has no part in what they find."""
    asked_for = set().union(*map(measured, checks))
    return {one.name: one.value for one in parameters if one.name in asked_for}


def _chosen(session: Session, chosen: Sequence[str]) -> dict[str, PopulationRow]:
    """The lists a person named, each in the place of the newest of its role."""
    found = (populations.find(session, token) for token in chosen)
    return {one.name: described(session, [one])[0] for one in found}


def _named_lists(first: str, checks: Sequence[Check]) -> list[str]:
    """The list the items are of, and every other that a check reads, each once."""
    return list(dict.fromkeys((first, *(name for check in checks for name in check.lists))))


def _about(control: str, checks: list[Check], named: Collection[str]) -> list[Check]:
    """Those of the checks that look at one of the lists that were named; all of them when none was."""
    if not named:
        return checks
    found = [check for check in checks if set(check.lists) & set(named)]
    if not found:
        hint = f"grcdesk tests list --control {control}"
        raise Refused(f"no check of {control} is about {join(list(named))}", hint=hint)
    return found


def _wanted(here: Board, control: str, test: str) -> list[Check]:
    tests = [find_test(here, control, test)] if test else here.tests[control]
    found = [check for check in map(check_of, tests) if check is not None]
    if not found:
        of_all = f"no check of {control}: none of its tests is decided by a list"
        raise Refused(
            f"no check decides {tests[0].id}" if test else of_all,
            hint=f"a person looks: grcdesk tests record --control {control}",
        )
    return found


def _on_file(check: Check, lists: Collection[str]) -> bool:
    """Whether every list is there without which it says nothing."""
    return all(name in lists for name in check.needs)


def _refuse_nothing(control: str, checks: Sequence[Check], rows: dict[str, PopulationRow]) -> None:
    """Something must be on file to look at."""
    if any(_on_file(check, rows) for check in checks):
        return
    lacks = list(dict.fromkeys(name for check in checks for name in check.needs if name not in rows))
    frozen = f"grcdesk tests freeze {lacks[0]}"
    added = f"grcdesk populations add FILE --name {lacks[0]} --control {control}"
    raise Refused(
        f"not tested: population {join(lacks)} {'is' if len(lacks) == 1 else 'are'} not on file",
        hint=frozen if lacks[0] in OF_THE_DESK else added,
    )


def _tables(
    session: Session, paths: DeskPaths, wanted: Sequence[str], lists: dict[str, TestedList]
) -> list[EngineTable]:
    """The lists as the engine reads them; a role that is not on file is a table without rows."""
    ids = [one.id for one in lists.values()]
    rows = {row.name: row for row in session.scalars(select(Population).where(col(Population.id).in_(ids)))}
    found = []
    for name in wanted:
        if name in rows:
            found.append(EngineTable(name, populations.columns(rows[name]), populations.rows_path(paths, rows[name])))
        elif name in ROLES:
            found.append(EngineTable(name, ROLES[name].columns, None))
    return found


def perform(asked: Prepared, *, limits: Limits | None = None, stop: Stop | None = None) -> RunReport:
    """Run the checks that can be run. One that reaches a limit is not tested; the others are.

    Raises:
        BadInput: when a check of the catalog cannot be read.
        CheckStopped: when it was asked to stop, or the engine does not start.
    """
    allowed = limits or Limits()
    rows, stopped = _ran(asked, allowed, stop)
    results = tuple(_result(check, asked, rows, stopped) for check in asked.checks)
    # the digest is made of what was found, not of when or within which limits: the same run has the same name
    report = RunReport(
        *("", asked.control, asked.engagement, asked.judged_on, asked.catalog, asked.told),
        *(tuple(asked.lists.values()), results, ""),
    )
    return replace(
        report, digest=digest(report), limits=f"{allowed.seconds:g} s, {allowed.memory >> 20} MiB, {allowed.rows} rows"
    )


def _ran(asked: Prepared, limits: Limits, stop: Stop | None) -> tuple[dict[str, CheckRows], dict[str, str]]:
    """What the checks found, and why some were stopped: the engine begins anew without one that reached a limit."""
    left = {check.test: list(_texts(check, asked)) for check in asked.checks if _on_file(check, asked.lists)}
    stopped: dict[str, str] = {}
    while True:
        texts = list(chain.from_iterable(left.values()))
        try:
            ran = default_engine().run(texts, asked.tables, asked.parameters, limits=limits, stop=stop)
        except CheckStopped as error:
            name = error.check.partition("/")[0]
            # of no check in particular, or on somebody's word: then nothing of it is to be kept
            if name not in left or (stop is not None and stop()):
                raise
            stopped[name] = error.message
            del left[name]
        else:
            return {one.name: one for one in ran}, stopped


def _texts(check: Check, asked: Prepared) -> Iterator[EngineCheck]:
    """The statements of a check: of its items only their number is asked for."""
    for what, sql in check.texts.items():
        yield EngineCheck(f"{check.test}/{what}", _counted(sql, asked) if what == "items" else sql)


def _counted(sql: str, asked: Prepared) -> str:
    """How many keys a statement finds: there may be more than a check hands back."""
    tables = {table.name: table.columns for table in asked.tables}
    made = compile_check(sql, tables, {one.name: one.kind for one in asked.parameters})
    return f'SELECT COUNT(DISTINCT i."{made.columns[0]}") AS n FROM ({sql}) AS i'  # noqa: S608  read before it runs


def _result(check: Check, asked: Prepared, rows: dict[str, CheckRows], stopped: dict[str, str]) -> CheckResult:
    sha = sql_sha256(check)
    lacks = [name for name in check.needs if name not in asked.lists]
    why = f"population {lacks[0]} is not on file" if lacks else stopped.get(check.test, "")
    if why:
        return CheckResult(check.test, check.about, 0, tested=False, why=why, sql_sha256=sha)
    found = rows[f"{check.test}/deviations"]
    items = rows.get(f"{check.test}/items")
    n = int(items.rows[0][0] or 0) if items is not None else asked.lists[check.about].rows
    deviations = _found(found, asked.fails[check.test])
    pattern, because = suggest(n, deviations)
    return CheckResult(
        *(check.test, check.about, n, tuple(deviations), _undecided(check, rows, deviations)),
        why=_not_looked_at(check, asked.lists),
        suggestion=pattern,
        because=because,
        sql_sha256=sha,
        rows_sha256=found.digest,
    )


def _undecided(check: Check, rows: dict[str, CheckRows], deviations: Sequence[FoundRow]) -> tuple[FoundRow, ...]:
    """Items a person has to look at; one that deviates is decided, whatever else its list leaves open."""
    left = rows.get(f"{check.test}/undecided")
    if left is None:
        return ()
    failing = {row.key for row in deviations}
    return tuple(row for row in _found(left, "the list does not decide it") if row.key not in failing)


def _not_looked_at(check: Check, lists: Collection[str]) -> str:
    """What a check leaves out where a list it can do without is not on file."""
    lost = [
        f"{what[:1].lower()}{what[1:]} ({name} is not on file)"
        for name, what in check.without.items()
        if what and name not in lists
    ]
    return f"not looked at: {join(lost)}" if lost else ""


def _found(rows: CheckRows, otherwise: str) -> list[FoundRow]:
    """Rows by key, each once; the facts of the first where a key has several."""
    found: dict[str, FoundRow] = {}
    for row in rows.rows:
        facts = dict(zip(rows.columns[1:], row[1:], strict=True))
        why = facts.pop(_WHY, None) or otherwise
        # cells without anything say nothing, and would stand beside each deviation
        shown = tuple((name, value) for name, value in facts.items() if value is not None and value != "")
        found.setdefault(row[0] or "", FoundRow(row[0] or "", why, shown))
    return list(found.values())


def digest(report: RunReport) -> str:
    """What names a run whoever made it and when: the same checks over the same lists by the same measures."""
    facts = {
        "control": report.control,
        "judged_on": report.judged_on.isoformat(),
        "parameters": dict(sorted(report.parameters.items())),
        "lists": [[one.name, one.sha256, one.rows_sha256] for one in report.populations],
        "results": [
            [one.test, one.n, one.tested, one.sql_sha256, one.rows_sha256, [row.key for row in one.undecided]]
            for one in report.results
        ],
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
