"""Days of imported lists: those their rows fall on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grcdesk.importers.evidence import registry
from grcdesk.models.unreadable import stored_day
from grcdesk.rules.time.spans import holes, union
from grcdesk.schemas.coverage.coverage import Span


def filled(report: Mapping[str, Any]) -> list[Span]:
    """The days that the rows of an imported list fall on, as spans in order; none when no row has a day."""
    if (days := report.get("row_days")) is not None:
        return [_span(day) for day in days]
    return _of_an_earlier_version(report)


def _of_an_earlier_version(report: Mapping[str, Any]) -> list[Span]:
    """0.1.0 kept no days of rows: what it kept of days without one tells them, where it kept all of those."""
    if not (report["period_from"] and report["period_to"]):
        return []
    whole = Span(stored_day(report["period_from"]), stored_day(report["period_to"]))
    listed = [_span(day) for day in report["empty_days"]]
    if registry.get(report["importer"]).gaps and sum(span.days for span in listed) == report["empty_day_count"]:
        return holes(union(listed, whole), whole)
    # of a longer gap list it kept a part: no more is certain than the first and the last moment
    ends = [stored_day(report[name][:10]) for name in ("first", "last") if report[name]]
    return union([Span(day, day) for day in ends], whole)


def _span(days: str) -> Span:
    first, _, last = days.partition("..")
    return Span(stored_day(first), stored_day(last or first))
