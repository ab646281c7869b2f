"""The board summary, of the same matrix as the workbook."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from grcdesk.schemas.due.due import DueRow
from grcdesk.schemas.exports.documents import DocumentAsked
from grcdesk.schemas.exports.weighed import BoardFacts, TrendPoint
from grcdesk.schemas.findings.findings import FindingDetail
from grcdesk.services.common.context import Context
from grcdesk.services.due.due import collect
from grcdesk.services.due.sources import JudgedOn
from grcdesk.services.exports.built import Built, broken, slug
from grcdesk.services.exports.weighing import findings, gathered_with, trend
from grcdesk.terms import Verb

_SNAPSHOTS = 4
"""So many finalised assessments stand beside today."""
_Beside = tuple[tuple[FindingDetail, ...], tuple[TrendPoint, ...], tuple[DueRow, ...]]


def build(context: Context, asked: DocumentAsked) -> Built:
    """The summary.

    Raises:
        Refused: for a day still to come, or called final while something stands against that.
    """
    from grcdesk.reports.word.board_summary import board_summary  # noqa: PLC0415  docx: 83 ms

    def beside(session: Session, day: date) -> _Beside:
        due = collect(session, JudgedOn(day))  # limits that are watched are for those who watch them
        return findings(context, session, day), trend(session, day, _SNAPSHOTS), tuple(due)

    matrix, (found, points, due) = gathered_with(context, asked, beside)
    facts = BoardFacts(matrix, found, points, due, asked.text("decision"))
    notes = () if facts.decision else ("no decision that is asked of the board is recorded",)
    return Built(
        Verb.EXPORT_DOCUMENT,
        f"{slug(matrix.scope.name)}_board_summary_{matrix.as_of}",
        board_summary(facts, asked.stationery),
        matrix.dates,
        (*broken(matrix), *notes),
        {"document": "board-summary"},
    )
