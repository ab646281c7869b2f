"""Days of imported logs: those they reach over, and those on which they hold nothing."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from grcdesk.models.evidence import Evidence, EvidenceLink
from grcdesk.models.imports import ImportRecord
from grcdesk.rules.time.spans import holes, union
from grcdesk.schemas.coverage import Span


def days_of(report: Mapping[str, Any]) -> tuple[Span, list[Span]] | None:
    """The days a report reaches over, and of these the ones with rows; None when it has no period."""
    if not (report["period_from"] and report["period_to"]):
        return None
    whole = Span(date.fromisoformat(report["period_from"]), date.fromisoformat(report["period_to"]))
    return whole, holes(union(map(_span, report["empty_days"]), whole), whole)


def silent(session: Session, controls: Sequence[str]) -> dict[str, list[Span]]:
    """For each of those controls the days that an imported log reaches over and none has a row for."""
    query = (
        select(col(EvidenceLink.control), col(ImportRecord.report))
        .join(Evidence, col(Evidence.id) == col(EvidenceLink.evidence))
        .join(ImportRecord, col(ImportRecord.id) == col(Evidence.id))
        .where(col(EvidenceLink.control).in_(controls), col(Evidence.rejected) == "")
    )
    reach: dict[str, list[Span]] = defaultdict(list)
    filled: dict[str, list[Span]] = defaultdict(list)
    for control, text in session.execute(query):
        days = days_of(json.loads(text))
        if days is not None:
            reach[control].append(days[0])
            filled[control] += days[1]
    return {control: _without(spans, filled[control]) for control, spans in reach.items()}


def _without(spans: Sequence[Span], filled: Sequence[Span]) -> list[Span]:
    ever = Span(min(span.start for span in spans), max(span.end for span in spans))
    return [gap for whole in union(spans, ever) for gap in holes(union(filled, whole), whole)]


def _span(text: str) -> Span:
    first, _, last = text.partition("..")
    return Span(date.fromisoformat(first), date.fromisoformat(last or first))
