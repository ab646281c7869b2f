"""What stands behind populations, and whether each is final. The number of queries does not grow with them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from grcdesk import clock
from grcdesk.models.audits import Engagement
from grcdesk.models.controls import Assessment
from grcdesk.models.evidence import Evidence
from grcdesk.models.imports import ImportRecord
from grcdesk.models.populations import Population
from grcdesk.models.samples import Sample
from grcdesk.rules.populations import final, names
from grcdesk.rules.populations.final import FrozenFacts
from grcdesk.rules.time.spans import clip
from grcdesk.schemas.coverage import Span
from grcdesk.schemas.evidence import EvidenceRow
from grcdesk.schemas.imports import Skipped
from grcdesk.schemas.populations import PopulationDetail, PopulationRow
from grcdesk.services.evidence import reading as evidence
from grcdesk.services.populations.agreement import open_differences, reconciliations
from grcdesk.wording import join


def described(session: Session, found: Sequence[Population]) -> list[PopulationRow]:
    """Those populations, which are of one engagement, with all that says whether they are final."""
    if not found:
        return []
    held = session.get_one(Engagement, found[0].engagement)
    artefacts = {row.id: row for row in evidence.rows(session, list({one.evidence for one in found}))}
    around = _Around(
        held,
        _reports(session, list(artefacts)),
        _newer(session, held.id),
        _windows(session, held, artefacts.values()),
        open_differences(session, [one.id for one in found]),
    )
    return [_row(one, artefacts[one.evidence], around) for one in found]


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands beside the populations."""

    held: Engagement
    reports: dict[str, tuple[str, dict[str, Any]]]
    newer: dict[str, str]
    windows: dict[str, Span | None]
    open: dict[str, int]


def _row(one: Population, artefact: EvidenceRow, around: _Around) -> PopulationRow:
    source, report = around.reports[one.evidence]
    period = Span(one.period_from, one.period_to)
    window = around.windows[one.evidence]
    ends = clock.end_of(final.window_end(period, window), around.held.zone)
    superseded = around.newer.get(one.id, "") or artefact.superseded_by
    facts = FrozenFacts(
        evidence.facts_of(artefact),
        period,
        ends,
        window,
        report["skipped"],
        one.rows,
        around.open.get(one.id, 0),
        artefact.integrity,
        artefact.rejected,
        superseded,
        one.dropped,
    )
    why = final.reasons(facts)
    role = names.role_of(one.name)
    return PopulationRow(
        one.id,
        one.name,
        artefact.controls,
        one.rows,
        one.population_sha256,
        one.rows_sha256,
        source,
        report["file"],
        one.evidence,
        period.start,
        period.end,
        artefact.pulled_at,
        artefact.source,
        artefact.query,
        artefact.completeness,
        artefact.checked_by,
        final.state(facts, why),
        not why,
        why,
        clock.stamp(ends),
        one.key_column,
        one.key_source,
        tuple(one.columns),
        names.lacking(role, names.read(one.columns)),
        {name: report.get("dropped_counts", {}).get(name, 0) for name in report["dropped"]},
        report["skipped"],
        tuple(Skipped(**skip) for skip in report["skips"]),
        one.supersedes,
        superseded,
        one.dropped or artefact.rejected,
        one.frozen_by,
        one.frozen_at,
    )


def _reports(session: Session, artefacts: Sequence[str]) -> dict[str, tuple[str, dict[str, Any]]]:
    """By artefact the hash of the file it came from, and the report of reading it."""
    query = select(col(ImportRecord.id), col(ImportRecord.sha256), col(ImportRecord.report))
    found = session.execute(query.where(col(ImportRecord.id).in_(artefacts)))
    return {name: (sha, json.loads(report)) for name, sha, report in found}


def _newer(session: Session, held: str) -> dict[str, str]:
    """By population the one in force that stands in its place."""
    query = (
        select(col(Population.supersedes), col(Population.id))
        .join(Evidence, col(Evidence.id) == col(Population.evidence))
        .where(col(Population.engagement) == held, col(Population.supersedes) != "")
        .where(col(Population.dropped) == "", col(Evidence.rejected) == "")
    )
    return {old: new for old, new in session.execute(query)}  # noqa: C416  rows are no pairs to dict()


def _windows(session: Session, held: Engagement, artefacts: Any) -> dict[str, Span | None]:
    """By artefact the days in which any of its controls was to run; None while the engagement has no period.

    Without a control in effect it is the whole period.
    """
    if held.period_start is None or held.period_end is None:
        return {row.id: None for row in artefacts}
    period = Span(held.period_start, held.period_end)
    query = select(col(Assessment.control), col(Assessment.effective_from), col(Assessment.retired_on))
    ran = {control: (since, until) for control, since, until in session.execute(query)}
    found: dict[str, Span | None] = {}
    for row in artefacts:
        spans = []
        for control in row.controls:
            since, until = ran.get(control, (None, None))
            first, last = since or period.start, until or period.end
            if first <= last and (inside := clip(Span(first, last), period)):
                spans.append(inside)
        start = min((span.start for span in spans), default=period.start)
        found[row.id] = Span(start, max((span.end for span in spans), default=period.end))
    return found


def detail(session: Session, population: Population) -> PopulationDetail:
    """Everything about one population."""
    row = described(session, [population])[0]
    drawn = select(col(Sample.id)).where(col(Sample.population) == population.id, col(Sample.dropped) == "")
    _, report = _reports(session, [population.evidence])[population.evidence]
    return PopulationDetail(
        row,
        reconciliations(session, population.id),
        tuple(session.scalars(drawn.order_by(col(Sample.position)))),
        tuple(report["notes"]),
    )


def doubts(shown: PopulationRow) -> tuple[str, ...]:
    """Why it is not final, and what its role asks for that it does not have; for warnings."""
    lacks = f"it has no {join(list(shown.lacks), 12)}: tests that need them show nothing" if shown.lacks else ""
    return (*(f"not final: {why}" for why in shown.why_not_final), *((lacks,) if lacks else ()))
