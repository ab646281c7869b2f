"""What stands behind populations, and whether each is final. The number of queries does not grow with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.models.audits import Engagement
from grcdesk.models.base import col
from grcdesk.models.controls import Assessment
from grcdesk.models.evidence import Evidence
from grcdesk.models.imports import ImportRecord
from grcdesk.models.populations import Population
from grcdesk.models.samples import DrawnSample
from grcdesk.models.unreadable import stored_json
from grcdesk.rules.populations import final, names
from grcdesk.rules.populations.final import FrozenFacts
from grcdesk.rules.time.spans import clip
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.schemas.evidence.evidence import EvidenceRow
from grcdesk.schemas.evidence.imports import Skipped
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


_OF_THE_ROW = ("id", "name", "rows", "population_sha256", "rows_sha256", "evidence", "period_from", "period_to")
_OF_THE_FREEZE = ("key_source", "supersedes", "frozen_by", "frozen_at")
_OF_THE_ARTEFACT = ("controls", "pulled_at", "source", "query", "completeness", "checked_by")


def _row(one: Population, artefact: EvidenceRow, around: _Around) -> PopulationRow:
    source, report = around.reports[one.evidence]
    facts = _facts(one, artefact, around, report["skipped"])
    why = final.reasons(facts)
    return PopulationRow(
        **{name: getattr(one, name) for name in (*_OF_THE_ROW, *_OF_THE_FREEZE)},
        **{name: getattr(artefact, name) for name in _OF_THE_ARTEFACT},
        source_sha256=source,
        file=report["file"],
        state=final.state(facts, why),
        final=not why,
        why_not_final=why,
        final_from=clock.stamp(facts.ends),
        key=one.key_column,
        columns=tuple(one.columns),
        lacks=names.lacking(names.role_of(one.name), names.read(one.columns)),
        dropped={name: report.get("dropped_counts", {}).get(name, 0) for name in report["dropped"]},
        skipped=report["skipped"],
        skips=tuple(Skipped(**skip) for skip in report["skips"]),
        superseded_by=facts.superseded_by,
        dropped_reason=one.dropped or artefact.rejected,
    )


def _facts(one: Population, artefact: EvidenceRow, around: _Around, skipped: int) -> FrozenFacts:
    period, window = Span(one.period_from, one.period_to), around.windows[one.evidence]
    return FrozenFacts(
        evidence.facts_of(artefact),
        period,
        clock.end_of(final.window_end(period, window), around.held.zone),
        window,
        skipped,
        one.rows,
        around.open.get(one.id, 0),
        artefact.integrity,
        artefact.rejected,
        around.newer.get(one.id, "") or artefact.superseded_by,
        one.dropped,
    )


def _reports(session: Session, artefacts: Sequence[str]) -> dict[str, tuple[str, dict[str, Any]]]:
    """By artefact the hash of the file it came from, and the report of reading it."""
    query = select(col(ImportRecord.id), col(ImportRecord.sha256), col(ImportRecord.report))
    found = session.execute(query.where(col(ImportRecord.id).in_(artefacts)))
    return {name: (sha, stored_json(report, dict[str, Any]())) for name, sha, report in found}


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
        spans = [inside for control in row.controls if (inside := _in_effect(ran.get(control), period))]
        # from the first day any of them ran to the last: a list that serves several has to reach over all of it
        start = min((span.start for span in spans), default=period.start)
        found[row.id] = Span(start, max((span.end for span in spans), default=period.end))
    return found


def _in_effect(ran: tuple[date | None, date | None] | None, period: Span) -> Span | None:
    """The days of the period in which a control was in effect: from its first day to the day it was retired."""
    since, until = ran or (None, None)
    first, last = since or period.start, until or period.end
    return clip(Span(first, last), period) if first <= last else None


def detail(session: Session, population: Population) -> PopulationDetail:
    """Everything about one population."""
    row = described(session, [population])[0]
    drawn = select(col(DrawnSample.id)).where(
        col(DrawnSample.population) == population.id, col(DrawnSample.dropped) == ""
    )
    _, report = _reports(session, [population.evidence])[population.evidence]
    return PopulationDetail(
        row,
        reconciliations(session, population.id),
        tuple(session.scalars(drawn.order_by(col(DrawnSample.position)))),
        tuple(report["notes"]),
    )


def doubts(shown: PopulationRow) -> tuple[str, ...]:
    """Why it is not final, and what its role asks for that it does not have; for warnings."""
    lacks = f"it has no {join(list(shown.lacks), 12)}: tests that need them show nothing" if shown.lacks else ""
    return (*(f"not final: {why}" for why in shown.why_not_final), *_cure(shown), *((lacks,) if lacks else ()))


def _cure(shown: PopulationRow) -> tuple[str, ...]:
    """How a list is made final that was frozen with less than it needs."""
    if any("the query it was drawn with" in why or "when it was pulled" in why for why in shown.why_not_final):
        return (f"frozen again with its query and the moment it was pulled, it takes the place of {shown.id}",)
    if any("how its completeness was checked" in why for why in shown.why_not_final):
        return (f"grcdesk populations check {shown.id} --completeness TEXT --by NAME",)
    return ()
