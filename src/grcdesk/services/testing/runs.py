"""Running the checks of a control over frozen populations: one process of the engine for all of them.

Nothing is written here: a run may take a minute, and the desk is not held for writing meanwhile.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.engine.engine import CheckStopped, default_engine
from grcdesk.engine.tables import CheckRows, EngineCheck, EngineTable, Limits
from grcdesk.engine.validate import compile_check
from grcdesk.errors import NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.catalogs import TestAttribute
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
    about = next(rows[check.about] for check in checks if all(name in rows for name in check.needs))
    wanted = _named_lists(about.name, checks)
    lists = {name: tested_list(rows[name]) for name in wanted if name in rows}
    first, last = here.held.period_start or about.period_from, here.held.period_end or about.period_to
    judged_on = min(last, lists[about.name].pulled_on or last)
    given = here.measured_by(control)
    built_in = [
        *measures.built_in(first, last, judged_on, here.held.zone),
        *presence((*ROLES, *wanted), lists),
    ]
    asked_for = {name for check in checks for name in measured(check)}
    catalog = here.catalogs[here.controls[control].catalog]
    return Prepared(
        control,
        here.held.id,
        f"{catalog.id} {catalog.version}",
        tuple(checks),
        lists,
        (*_tables(session, paths, wanted, lists), *measures.made(first, last, judged_on)),
        (*given, *built_in),
        {one.name: one.value for one in (*given, *built_in) if one.name in asked_for},
        judged_on,
        {one.id: one.fail_if for one in here.tests[control]},
    )


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
    tests: list[TestAttribute] = here.tests[control]
    if test:
        folded = test.upper() if "." in test else f"{control}.{test.upper()}"
        known = tuple(one.id for one in tests)
        tests = [one for one in tests if one.id.upper() == folded]
        if not tests:
            raise NotFound.of("test", test, known)
    found = [check for one in tests if (check := check_of(one)) is not None]
    if not found:
        which = tests[0].id if test else f"of {control}: none of its tests"
        raise Refused(
            f"no check decides {which}" if test else f"no check {which} is decided by a list",
            hint=f"a person looks: grcdesk tests record --control {control}",
        )
    return found


def _refuse_nothing(control: str, checks: Sequence[Check], rows: dict[str, PopulationRow]) -> None:
    """Something must be on file to look at."""
    if any(all(name in rows for name in check.needs) for check in checks):
        return
    lacks = list(dict.fromkeys(name for check in checks for name in check.needs if name not in rows))
    raise Refused(
        f"not tested: population {join(lacks)} {'is' if len(lacks) == 1 else 'are'} not on file",
        hint=f"grcdesk tests freeze {lacks[0]}"
        if lacks[0] in OF_THE_DESK
        else f"grcdesk populations add FILE --name {lacks[0]} --control {control}",
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
    report = RunReport(
        *("", asked.control, asked.engagement, asked.judged_on, asked.catalog, asked.told),
        *(tuple(asked.lists.values()), results, ""),
    )
    return replace(
        report, digest=digest(report), limits=f"{allowed.seconds:g} s, {allowed.memory >> 20} MiB, {allowed.rows} rows"
    )


def _ran(asked: Prepared, limits: Limits, stop: Stop | None) -> tuple[dict[str, CheckRows], dict[str, str]]:
    """What the checks found, and why some were stopped: the engine begins anew without one that reached a limit."""
    runnable = [check for check in asked.checks if all(name in asked.lists for name in check.needs)]
    stopped: dict[str, str] = {}
    while True:
        texts = [text for check in runnable if check.test not in stopped for text in _texts(check, asked)]
        try:
            ran = default_engine().run(texts, asked.tables, asked.parameters, limits=limits, stop=stop)
        except CheckStopped as error:
            name = error.check.partition("/")[0]
            if not name or name in stopped or (stop is not None and stop()):
                raise
            stopped[name] = error.message
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
    if lacks:
        why = f"population {lacks[0]} is not on file"
        return CheckResult(check.test, check.about, 0, tested=False, why=why, sql_sha256=sha)
    if check.test in stopped:
        return CheckResult(check.test, check.about, 0, tested=False, why=stopped[check.test], sql_sha256=sha)
    found = rows[f"{check.test}/deviations"]
    items = rows.get(f"{check.test}/items")
    n = int(items.rows[0][0] or 0) if items is not None else asked.lists[check.about].rows
    deviations = _found(found, asked.fails[check.test])
    failing = {row.key for row in deviations}
    left = rows.get(f"{check.test}/undecided")
    undecided = [row for row in _found(left, "the list does not decide it") if row.key not in failing] if left else []
    lost = [f"{what[:1].lower()}{what[1:]} ({name} is not on file)" for name, what in check.without.items()
            if what and name not in asked.lists]  # fmt: skip
    pattern, because = suggest(n, deviations)
    return CheckResult(
        *(check.test, check.about, n, tuple(deviations), tuple(undecided)),
        why=f"not looked at: {join(lost)}" if lost else "",
        suggestion=pattern,
        because=because,
        sql_sha256=sha,
        rows_sha256=found.digest,
    )


def _found(rows: CheckRows, otherwise: str) -> list[FoundRow]:
    """Rows by key, each once; the facts of the first where a key has several."""
    found: dict[str, FoundRow] = {}
    for row in rows.rows:
        facts = dict(zip(rows.columns[1:], row[1:], strict=True))
        why = facts.pop(_WHY, None) or otherwise
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
