"""The six numbers on top of the cover, and why one of them may be a dash: what nobody looked at is no nought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grcdesk.reports.labels import say
from grcdesk.rules.time.slots import PERIODIC
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.programme import CriterionRow
from grcdesk.terms import CriterionAnswer, Status, Verdict
from grcdesk.terms.audits import OF_A_DAY
from grcdesk.terms.findings import FindingStatus, Severity
from grcdesk.terms.requests import SETTLED, RequestStatus

_NONE = "–"


@dataclass(frozen=True, slots=True)
class CoverTile:
    """One number, what it is of, and what is to be known with it."""

    name: str
    value: int | str
    note: str


@dataclass(frozen=True, slots=True)
class CoverSilence:
    """Why the cover says nothing of coverage over time: in a tile, and in a sentence."""

    note: str
    sentence: str


_NO_PERIOD = CoverSilence("no period is set", "No period is set: nothing is said of coverage over time.")
_ONE_DAY = CoverSilence(
    "one day is judged",
    "One day is judged, by design and implementation: nothing is said of operation over time.",
)
_NOTHING_JUDGED = CoverSilence("no control is judged", "No control in scope is judged over the period.")


def tiles(matrix: Matrix) -> Iterator[CoverTile]:
    """The six numbers on top of the cover."""
    # a zero would read as a result; where nobody has looked there is none, and the dash says so
    nothing = _nothing_assessed(matrix)
    yield from _controls(matrix, nothing=nothing)
    yield _criteria(matrix, nothing=nothing)
    yield _slots(matrix)
    yield _requests(matrix)
    yield _findings(matrix)


def _nothing_assessed(matrix: Matrix) -> bool:
    applicable = matrix.summary.applicable
    return bool(applicable) and matrix.summary.counts.get(Status.NOT_ASSESSED, 0) == applicable


def _controls(matrix: Matrix, *, nothing: bool) -> Iterator[CoverTile]:
    summary = matrix.summary
    if nothing:
        yield CoverTile("Controls in place", _NONE, f"none of {summary.applicable:,} is assessed")
        yield CoverTile("of these supported", _NONE, "nothing is assessed")
        return
    unseen = summary.counts.get(Status.NOT_ASSESSED, 0)
    told = f"of {summary.applicable:,}; {unseen:,} not assessed" if unseen else f"of {summary.applicable:,} applicable"
    yield CoverTile("Controls in place", in_place(matrix), told)
    part, said = len(summary.supported_in_part), len(summary.claim_only)
    yield CoverTile("of these supported", summary.supported_in_place, f"{part:,} in part, {said:,} claim only")


def _criteria(matrix: Matrix, *, nothing: bool) -> CoverTile:
    chosen = [row for row in matrix.criteria if row.in_scope]
    if not chosen:
        return CoverTile("Criteria answered", _NONE, "no criteria in scope")
    if nothing:
        return CoverTile("Criteria answered", _NONE, f"of {len(chosen):,}; nothing assessed")
    bare = sum(row.answered is CriterionAnswer.NOT_MAPPED for row in chosen)
    return CoverTile("Criteria answered", answered(chosen), f"of {len(chosen):,}; {bare:,} not mapped")


def _slots(matrix: Matrix) -> CoverTile:
    silent = silence(matrix)
    if silent is not None:
        return CoverTile("Slots covered", _NONE, silent.note)
    covered, over = cycles(matrix)
    if not over:
        return CoverTile("Slots covered", _NONE, "none is over")
    return CoverTile("Slots covered", covered, f"of {over:,} that are over")


def _requests(matrix: Matrix) -> CoverTile:
    asked = len(matrix.audit.requests) if matrix.audit else 0
    if not asked:
        return CoverTile("Requests overdue", _NONE, "none asked")
    return CoverTile("Requests overdue", overdue(matrix), f"of {asked:,} asked")


def _findings(matrix: Matrix) -> CoverTile:
    found = open_findings(matrix)
    raised = len(matrix.audit.findings) if matrix.audit else 0
    if not raised:
        return CoverTile("Open findings", _NONE, "none raised")
    worst = [f"{found[one]:,} {say(one)}" for one in Severity if found[one]][:2]
    return CoverTile("Open findings", found.total(), ", ".join(worst) or f"of {raised:,} raised")


def silence(matrix: Matrix) -> CoverSilence | None:
    """Why nothing is said of coverage over time; None: it is."""
    if matrix.period is None:
        return _NO_PERIOD
    if matrix.scope.kind in OF_A_DAY:
        return _ONE_DAY
    return None if matrix.coverage else _NOTHING_JUDGED


def in_place(matrix: Matrix) -> int:
    """Controls in scope that are said to be in place."""
    return matrix.summary.counts.get(Status.IN_PLACE, 0)


def answered(rows: Iterable[CriterionRow]) -> int:
    """Of these, the ones that are answered: by a control in place and supported."""
    return sum(row.answered in {CriterionAnswer.IN_FULL, CriterionAnswer.ANSWERED} for row in rows)


def cycles(matrix: Matrix) -> tuple[int, int]:
    """Cycles of periodic controls that a run covers in time, of those that are over."""
    rows = [row for row in matrix.coverage if row.frequency in PERIODIC and row.verdict is not Verdict.DESIGN_ONLY]
    over = [slot for row in rows for slot in row.slots if slot.required and slot.ended]
    return sum(slot.days_late == 0 for slot in over), len(over)


def overdue(matrix: Matrix) -> int:
    """Requests whose day is over on the day judged, and that wait for us."""
    rows = matrix.audit.requests if matrix.audit else ()
    return sum(
        row.due is not None
        and row.due < matrix.as_of
        and row.status is not RequestStatus.SUBMITTED
        and row.auditor_status not in SETTLED
        for row in rows
    )


def open_findings(matrix: Matrix) -> Counter[Severity | None]:
    """Findings that are not closed, by severity."""
    found = matrix.audit.findings if matrix.audit else ()
    return Counter(one.row.severity for one in found if one.row.status is not FindingStatus.CLOSED)
