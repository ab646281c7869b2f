"""Artefacts that came of the same bytes as a file that is read now."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import Refused
from grcdesk.models.base import col
from grcdesk.models.evidence import Evidence
from grcdesk.models.imports import ImportRecord
from grcdesk.models.unreadable import stored_json
from grcdesk.schemas.evidence.imports import ImportReport


def known(session: Session, report: ImportReport) -> str:
    """The artefact that came of the same bytes and was read in the same way, unless it was rejected."""
    return next((name for name, alike in _of_same_bytes(session, report) if alike), "")


def read_otherwise(session: Session, report: ImportReport) -> str:
    """The newest artefact of the same bytes that was read otherwise: under a limit, a column released, rules tied."""
    return next((name for name, alike in reversed(_of_same_bytes(session, report)) if not alike), "")


def _of_same_bytes(session: Session, report: ImportReport) -> list[tuple[str, bool]]:
    """Artefacts of the same bytes by the same importer, oldest first, and whether each was read in the same way."""
    query = (
        select(
            col(ImportRecord.id),
            col(Evidence.result),
            col(ImportRecord.released),
            col(ImportRecord.rows_sha256),
            col(ImportRecord.report),
        )
        .join(Evidence, col(Evidence.id) == col(ImportRecord.id))
        .where(col(ImportRecord.sha256) == report.sha256, col(ImportRecord.importer) == report.importer)
        .where(col(Evidence.rejected) == "")
    )
    tied = [[one.rule, list(one.controls)] for one in report.rules]
    # read without a map, it takes nothing back that one tied
    says_less = not any(controls for _, controls in tied)
    found = []
    for name, result, released, rows, text in session.execute(query.order_by(col(Evidence.position))):
        rules = stored_json(text, dict[str, Any]()).get("rules", []) if report.rules else []
        before = tied if says_less else [[one["rule"], one["controls"]] for one in rules]
        alike = (result, released, before)
        # an old record does not say which rows it gave
        same_rows = rows in ("", report.rows_sha256)
        found.append((name, same_rows and alike == (report.result, list(report.released), tied)))
    return found


def refuse(session: Session, report: ImportReport) -> None:
    """Refuse what somebody imported while this file was looked at.

    Raises:
        Refused: with the artefact it came in as.
    """
    if again := known(session, report):
        raise Refused(f"{report.file} was imported as {again} meanwhile", hint="nothing was added")
