"""The gap assessment report, of the same matrix as the workbook."""

from __future__ import annotations

from functools import partial

from grcdesk.schemas.exports.documents import DocumentAsked
from grcdesk.services.common.context import Context
from grcdesk.services.exports.built import Built, broken, slug
from grcdesk.services.exports.weighing import findings, gathered_with
from grcdesk.terms import Verb


def build(context: Context, asked: DocumentAsked) -> Built:
    """The report.

    Raises:
        Refused: for a day still to come, or called final while something stands against that.
    """
    from grcdesk.reports.word.gap_report import gap_report  # noqa: PLC0415  docx: 83 ms

    matrix, found = gathered_with(context, asked, partial(findings, context))
    return Built(
        Verb.EXPORT_GAP_REPORT,
        f"{slug(matrix.scope.name)}_gap_report_{matrix.as_of}",
        gap_report(matrix, asked.stationery, found),
        matrix.dates,
        broken(matrix),
    )
