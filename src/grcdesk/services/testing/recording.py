"""What a run found, put on record: the run as one row, each deviation as one. Nothing on record is ever taken off."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.testing import CheckRun, Deviation
from grcdesk.rules.testing.checks import MOST
from grcdesk.rules.testing.results import WHOLE
from grcdesk.schemas.testing.runs import CheckResult, FoundRow, RunReport, TestedList
from grcdesk.services.common.ids import next_id
from grcdesk.terms.testing import DeviationSource


def record(session: Session, report: RunReport, *, by: str, at: str, today: date) -> RunReport:
    """Put a run on record with its deviations. One that is on record already is not doubled.

    Returns:
        The report with its id, and which deviations are new or no longer show.
    """
    name, place = next_id(session, CheckRun, "RUN")
    session.add(
        CheckRun(
            id=name,
            engagement=report.engagement,
            control=report.control,
            catalog=report.catalog,
            judged_on=report.judged_on,
            populations=[one.id for one in report.populations],
            parameters=[f"{key}={value}" for key, value in report.parameters.items()],
            facts=json.dumps(_facts(report), ensure_ascii=False, sort_keys=True, separators=(",", ":")),
            digest=report.digest,
            run_by=by,
            run_at=at,
            position=place,
        )
    )
    lists = {one.name: one for one in report.populations}
    told = _Told()
    for result in report.results:
        if result.tested:
            _deviations(session, (report.engagement, report.control, name), result, (lists, today), told)
    return replace(report, id=name, run_by=by, run_at=at, new=tuple(told.new), gone=tuple(told.gone), known=told.known)


@dataclass(slots=True)
class _Told:
    """What came of the deviations of a run."""

    new: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    known: dict[tuple[str, str], str] = field(default_factory=dict)


def _facts(report: RunReport) -> dict[str, Any]:
    lists = {one.name: one.id for one in report.populations}
    return {
        "limits": report.limits,
        "lists": [
            {
                "id": one.id,
                "name": one.name,
                "rows": one.rows,
                "sha256": one.sha256,
                "rows_sha256": one.rows_sha256,
                "final": one.final,
                "why": one.why,
                "pulled_on": (one.pulled_on or report.judged_on).isoformat(),
            }
            for one in report.populations
        ],
        "tests": [
            {
                "test": one.test,
                "population": one.population,
                "list": lists.get(one.population, ""),
                "n": one.n,
                "found": len(one.rows),
                "undecided": [[row.key, row.why] for row in one.undecided[:MOST]],
                "undecided_count": len(one.undecided),
                "tested": one.tested,
                "why": one.why,
                "suggestion": one.suggestion.value if one.suggestion else "",
                "because": one.because,
                "sql_sha256": one.sql_sha256,
                "rows_sha256": one.rows_sha256,
            }
            for one in report.results
        ],
    }


def _deviations(
    session: Session,
    where: tuple[str, str, str],
    result: CheckResult,
    around: tuple[dict[str, TestedList], date],
    told: _Told,
) -> None:
    """Deviations of one test: new ones added, those that no longer show marked, all others left as they are."""
    (engagement, control, run), (lists, today) = where, around
    mine = select(Deviation).where(col(Deviation.engagement) == engagement, col(Deviation.test) == result.test)
    known = {row.item: row for row in session.scalars(mine)}
    found = {row.key: row for row in _listed(result)}
    # one on record keeps its id, its judgement and its reason, whatever a newer run says of it
    for key, row in found.items():
        count = len(result.rows) if key == WHOLE and len(result.rows) > MOST else 1
        if key in known:
            _shows(known[key], count)
            told.known[result.test, key] = known[key].id
            continue
        name, place = next_id(session, Deviation, "DEV")
        session.add(
            Deviation(
                id=name,
                engagement=engagement,
                control=control,
                test=result.test,
                item=key,
                why=row.why,
                facts=json.dumps(dict(row.facts), ensure_ascii=False, separators=(",", ":")),
                count=count,
                source=DeviationSource.CHECK,
                population=lists[result.population].id,
                found_in=run,
                found_on=today,
                position=place,
            )
        )
        session.flush()
        told.new.append(name)
        told.known[result.test, key] = name
    told.gone += _marked_gone([one for key, one in known.items() if key not in found], run)


def _marked_gone(lost: Sequence[Deviation], run: str) -> list[str]:
    """Mark those that a run no longer shows; what a person found on a work sheet no check takes back."""
    gone = [one for one in lost if one.source is DeviationSource.CHECK and not one.gone_since]
    for one in gone:
        one.gone_since = run
    return [one.id for one in gone]


def _shows(one: Deviation, count: int) -> None:
    if one.source is DeviationSource.CHECK:
        one.gone_since = ""
    one.count = max(one.count, count)


def _listed(result: CheckResult) -> Sequence[FoundRow]:
    """The deviations one by one; more than can be judged one by one are one for all of them."""
    if len(result.rows) <= MOST:
        return result.rows
    return (FoundRow(WHOLE, f"{len(result.rows):,} of {result.n:,} items, too many to list one by one"),)
