"""The part of the gap report that looks ahead: how far evidence reaches, from when on it is clean, which artefacts."""

from __future__ import annotations

from grcdesk.reports.labels import ids, plain_day, say, spelled
from grcdesk.reports.standing import standing
from grcdesk.reports.word.document import Tinted, WordCell, WordDocument
from grcdesk.rules.coverage.rollup import counts
from grcdesk.schemas.coverage.coverage import CoverageRow
from grcdesk.schemas.evidence.evidence import EvidenceRow
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.terms import Verdict
from grcdesk.wording import count

_TINTS = {
    **dict.fromkeys((Verdict.COVERED, Verdict.NO_OCCURRENCE), "StatusGood"),
    **dict.fromkeys((Verdict.PARTIAL, Verdict.COVERED_WITH_EXCEPTIONS, Verdict.NOT_TESTED_IN_PERIOD), "StatusHalf"),
    **dict.fromkeys((Verdict.UNPROVEN, Verdict.INTERIM, Verdict.NOT_YET_RUN, Verdict.ON_TRACK), "StatusOpen"),
    Verdict.GAP: "StatusBad",
    Verdict.FINAL: "StatusClaim",
    Verdict.NOT_IN_PERIOD: "StatusAside",
    Verdict.DESIGN_ONLY: "StatusOpen",
}


def readiness(paper: WordDocument, matrix: Matrix) -> None:
    """How far dated evidence reaches over the period, control by control, and from when on it shows no hole."""
    paper.heading("8 Type II readiness", 1)
    paper.text(
        "A Type II report needs evidence that each control ran through the whole period. What follows is counted from "
        "dated artefacts alone; the workbook shows every slot and gap."
    )
    if matrix.clean is not None:
        paper.text(spelled(matrix.clean.sentence), "Note")
    if matrix.period is None:
        paper.text("The engagement has no period yet, so nothing can be said of it.")
        return
    found = counts(row.verdict for row in matrix.coverage)
    paper.heading(f"Period coverage, {spelled(str(matrix.period))}", 2)
    paper.table(
        ("Verdict", "Controls in scope and applicable"),
        (8.0, 9.0),
        [(_verdict(verdict), str(number)) for verdict, number in found.items()],
    )
    if matrix.coverage:
        _by_control(paper, matrix)
    _quiet(paper, matrix)


def _by_control(paper: WordDocument, matrix: Matrix) -> None:
    since = {one.id: plain_day(one.start) or "not limited" for one in (matrix.clean.controls if matrix.clean else ())}
    paper.table(
        ("Control", "Runs", "Window from", "Verdict", "Reach", "Clean from", "What the dates say"),
        (2.1, 2.0, 1.9, 1.9, 1.4, 1.9, 5.8),
        [
            (
                *(row.id, say(row.frequency), _window(row), _verdict(row.verdict), row.reach),
                *(since.get(row.id, ""), spelled(row.sentence)),
            )
            for row in matrix.coverage
        ],
    )


def _quiet(paper: WordDocument, matrix: Matrix) -> None:
    """Days that are no gap because somebody says so: the reader must see who, and why."""
    named = {row.id for row in matrix.coverage}
    found = [one for one in matrix.quiet if one.control in named]
    if not found:
        return
    paper.heading("Days on which nothing was to happen", 2)
    paper.text("They have no evidence, count neither as covered nor as a gap, and rest on a statement.")
    paper.table(
        ("Control", "Days", "Reason", "By", "Stated on"),
        (2.1, 5.4, 5.0, 2.6, 1.9),
        [(one.control, spelled(one.which), one.reason, one.by, plain_day(one.on)) for one in found],
    )


def _window(row: CoverageRow) -> str:
    return plain_day(row.window.start) if row.window else "after the period"


def _verdict(verdict: Verdict) -> WordCell:
    return Tinted(say(verdict), _TINTS[verdict])


def artefacts(paper: WordDocument, matrix: Matrix) -> None:
    """The artefacts on file, each with its day and what it stands behind."""
    paper.heading("Appendix A Evidence", 1)
    if not matrix.evidence:
        paper.text("No artefact is on file.")
        return
    paper.text(f"{count(len(matrix.evidence), 'artefact')}; the workbook gives source, query and SHA-256 of each.")
    paper.table(
        ("Artefact", "Title", "Kind", "Shows", "Controls", "Status"),
        (1.7, 4.2, 2.3, 4.1, 2.5, 2.2),
        (_artefact(row, matrix.broken.get(row.id, "")) for row in matrix.evidence),
    )


def _artefact(row: EvidenceRow, broken: str) -> tuple[WordCell, ...]:
    return (row.id, row.title, say(row.kind), spelled(row.dated), ids(row.controls), standing(row, broken))
