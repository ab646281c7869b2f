"""The second page of the board summary: dates that matter, and the earliest clean period by plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from grcdesk.reports.labels import say, spelled
from grcdesk.reports.word.charts import TimeBar, timeline
from grcdesk.reports.word.document import Strong, Tinted, WordCell, WordDocument
from grcdesk.reports.word.engine.measure import shortened
from grcdesk.reports.word.gap_report_findings import inside
from grcdesk.schemas.coverage.clean import CleanWindow
from grcdesk.schemas.due.due import DueRow
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.exports.weighed import BoardFacts
from grcdesk.terms import DueKind, Status
from grcdesk.wording import count

_KINDS = frozenset(
    {
        *(DueKind.ACTION, DueKind.RISK_ACCEPTANCE, DueKind.VENDOR_REVIEW, DueKind.AGREEMENT, DueKind.CERTIFICATE),
        *(DueKind.REPORT, DueKind.BRIDGE_LETTER, DueKind.ACCESS_REVIEW, DueKind.AUDIT_TASK, DueKind.REQUEST),
        *(DueKind.FINDING_RESPONSE, DueKind.FINDING_ACTION, DueKind.FINDING_ACCEPTANCE, DueKind.INCIDENT_ACTION),
        *(DueKind.SUBPROCESSOR_OBJECTION,),
    }
)
"""What a board asks after; what people at the desk do from day to day stands in `grcdesk due`."""
_LATE, _AHEAD = 5, 8
"""Rows of what is late, and of what is to come."""
_DAYS = 120
_ROOM = 300.0
_SHOWN = 3
"""Controls whose work is drawn above the clean period."""
_SOON = 30


def dates(paper: WordDocument, facts: BoardFacts) -> None:
    """What is late, worst first, then what is to come, in its order."""
    asked = [row for row in facts.due if row.kind in _KINDS]
    # each is cut for itself: many that are late must not push out what is to come
    late = sorted((row for row in asked if row.days < 0), key=lambda row: (row.days, row.id))
    ahead = sorted((row for row in asked if 0 <= row.days <= _DAYS), key=lambda row: (row.days, row.id))
    paper.heading("Dates that matter", 1)
    rows: list[tuple[WordCell, ...]] = [_row(row) for row in (*late[:_LATE], *ahead[:_AHEAD])]
    rows += _ends(facts.matrix)
    if not rows:
        paper.text(f"Nothing of this kind is late, and nothing is due within {_DAYS} days.")
        return
    rows.sort(key=lambda row: str(row[0]))
    heads = ("Date", "What", "State", "Who")
    paper.table(heads, (2.1, 8.7, 3.2, 3.0), rows, caption="Dates that matter")
    rest = max(0, len(late) - _LATE), max(0, len(ahead) - _AHEAD)
    if any(rest):
        told = f"{rest[0]} more late, {rest[1]} more due within {_DAYS} days"
        paper.caption(f"Not shown: {told}; grcdesk due lists them.")


def _ends(matrix: Matrix) -> Iterator[tuple[WordCell, ...]]:
    """The first and the last day of the period, where they are near."""
    period = matrix.scope.period
    if period is None:
        return
    for day, what in ((period.start, "The period begins"), (period.end, "The period ends")):
        days = (day - matrix.as_of).days
        if 0 <= days <= _DAYS:
            yield str(day), what, Tinted(_ahead(days), "StatusAside"), ""


def _row(row: DueRow) -> tuple[WordCell, ...]:
    what = shortened(f": {' '.join(row.title.split())} ({row.id})", _ROOM, 9.0)
    if row.days < 0:
        state = Tinted(f"{count(-row.days, 'day')} overdue", "StatusBad")
    else:
        state = Tinted(_ahead(row.days), "StatusHalf" if row.days <= _SOON else "StatusAside")
    kind = say(row.kind)
    return str(row.due), (Strong(f"{kind[:1].upper()}{kind[1:]}"), what), state, row.owner or "nobody"


def _ahead(days: int) -> str:
    return f"in {count(days, 'day')}" if days else "today"


def window(paper: WordDocument, facts: BoardFacts) -> None:
    """By plan: it holds when everything ends on its day, and nobody promises that here."""
    clean = facts.matrix.clean
    paper.heading("Earliest clean period, by plan", 1)
    if clean is None:
        paper.text("Nothing is on file from which it could be reckoned.")
        return
    paper.text(spelled(clean.sentence))
    planned = any(detail.row.status is not Status.NOT_ASSESSED for detail in inside(facts.matrix))
    if not planned:
        paper.caption("Nothing is assessed and nothing is planned: the days follow from what is on file alone.")
    if clean.start is None or clean.full_on is None or not planned:
        return
    begin = facts.matrix.as_of
    key = (("work to be done", "StatusHalf"), (f"{count(clean.months, 'month')}, clean by plan", "StatusClaim"))
    bars = [*_limiting(clean, begin), TimeBar("Clean period", clean.start, (0, (clean.full_on - clean.start).days + 1))]
    first = min(begin, clean.start) - timedelta(7)
    paper.charts([timeline("Earliest clean period", bars, key, (first, clean.full_on + timedelta(7)))], height=4.6)
    paper.key(key)
    paper.caption("A plan and not a promise: it holds if every action ends on its day.")


def _limiting(clean: CleanWindow, begin: date) -> list[TimeBar]:
    """The controls that keep it from beginning today, each up to the day it is clean from."""
    ahead = [(one.id, one.start) for one in clean.controls if one.start is not None and one.start > begin]
    return [TimeBar(f"{name}, to {start}", begin, ((start - begin).days, 0)) for name, start in ahead[:_SHOWN]]
