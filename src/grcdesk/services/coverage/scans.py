"""Reports of scanners on file, and what they found behind controls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from grcdesk.models.base import col
from grcdesk.models.evidence import Evidence
from grcdesk.models.imports import ImportRecord
from grcdesk.models.unreadable import stored_json
from grcdesk.rules.coverage import scans as rules
from grcdesk.rules.evidence.results import NOT_COUNTED
from grcdesk.schemas.coverage.scans import ScanReport
from grcdesk.schemas.evidence.imports import RuleCount
from grcdesk.services.evidence.tied_rules import FINDINGS

_WHAT = ("accounts", "repositories", "analyses")
"""Counts of a report that tell what was scanned."""


def on_file(session: Session, as_of: date) -> list[ScanReport]:
    """The reports of scanners in force on a day."""
    newer: Any = aliased(Evidence)
    replaced = select(newer.id).where(newer.supersedes == col(Evidence.id), newer.rejected == "").correlate(Evidence)
    query = (
        select(Evidence, col(ImportRecord.report))
        .join(ImportRecord, col(ImportRecord.id) == col(Evidence.id))
        .where(col(ImportRecord.importer) == FINDINGS, col(Evidence.rejected) == "", ~replaced.exists())
    )
    return rules.newest([one for row, text in session.execute(query) if (one := _report(row, text))], as_of)


def by_control(session: Session, controls: Sequence[str], as_of: date) -> dict[str, list[str]]:
    """What failed behind each of those controls, a line for each rule."""
    found: dict[str, list[str]] = defaultdict(list)
    tied = rules.failing(on_file(session, as_of))
    for control in controls:
        found[control] = rules.told(one for one in tied if one.control == control)
    return found


def _report(row: Evidence, text: str) -> ScanReport | None:
    report = stored_json(text, dict[str, Any]())
    last = row.period_to or row.as_of
    if last is None or not report.get("rules"):
        return None
    totals = report.get("totals", {})
    what = tuple(sorted({word for group in _WHAT for word in totals.get(group, {})}))
    where = row.source.casefold() or ("" if what else row.file_name)  # else one repository would hide another
    scanners = ",".join(sorted(totals.get("scanners", {})))
    why = row.page or ("the scan did not come to its end" if row.result == NOT_COUNTED else "")
    form = str(report.get("form", ""))
    return ScanReport(
        row.id,
        row.source,
        row.position,
        last,
        (form, scanners, where, *what),
        _rules(report["rules"]),
        not why,
        why,
    )


def _rules(told: Any) -> tuple[RuleCount, ...]:
    from pydantic import TypeAdapter  # noqa: PLC0415  60 ms that a desk without scans need not wait

    return TypeAdapter(tuple[RuleCount, ...]).validate_python(told)
