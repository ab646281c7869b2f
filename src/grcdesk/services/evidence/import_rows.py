"""What an import writes beside the artefact: its report, and in the register what was read."""

from __future__ import annotations

from grcdesk import clock
from grcdesk.models.evidence import Evidence
from grcdesk.models.imports import ImportRecord
from grcdesk.schemas.evidence.imports import ImportReport
from grcdesk.services.evidence import import_files


def record(name: str, report: ImportReport) -> ImportRecord:
    """The report of an import, beside the artefact of that name."""
    return ImportRecord(
        id=name,
        importer=report.importer,
        version=report.version,
        sha256=report.sha256,
        kept=import_files.kept(report),
        rows_sha256=report.rows_sha256,
        rows_size=report.rows_size,
        rows_count=report.kept_rows,
        released=list(report.released),
        zone=report.zone,
        imported_at=clock.stamp(clock.now()),
        report=import_files.as_bytes(report).decode(),
    )


def tell(row: Evidence, report: ImportReport) -> None:
    """What was read, beside the artefact: lists and filters need no report for it."""
    row.result, row.page = report.result, "; ".join(report.page)
    if report.understood:
        row.rows_read, row.rows_used, row.rows_skipped = report.rows, report.used, report.skipped
        row.heading = report.heading
