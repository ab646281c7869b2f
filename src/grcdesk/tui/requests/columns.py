"""What lists of requests, their rounds and walkthroughs draw."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from textual.content import Content

from grcdesk.schemas.requests.requests import RequestRow, RoundRow
from grcdesk.schemas.requests.walkthroughs import DepartureRow, WalkthroughQuestion, WalkthroughRow
from grcdesk.terms import Status
from grcdesk.terms.requests import AuditorStatus, RequestStatus, SeenAsWritten, WalkthroughState
from grcdesk.tui.kit.looks import Cell, Glyphs, due_cell, line, lines, text
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.wording import STATUS, WARNING, day, word

_OURS = {
    RequestStatus.OPEN: ("not_assessed", "strong"),
    RequestStatus.GATHERING: ("partial", "warning"),
    RequestStatus.READY_FOR_REVIEW: ("partial", "strong"),
    RequestStatus.SUBMITTED: ("in_place", "success"),
    RequestStatus.BLOCKED: ("missing", "error"),
}
_HIS = {
    AuditorStatus.NOT_SENT: ("not_applicable", "muted"),
    AuditorStatus.RECEIVED: ("partial", "strong"),
    AuditorStatus.ACCEPTED: ("in_place", "success"),
    AuditorStatus.RETURNED: ("missing", "error"),
    AuditorStatus.CLOSED: ("not_applicable", "muted"),
}
_STATES = {
    WalkthroughState.PLANNED: ("not_assessed", "strong"),
    WalkthroughState.BEGUN: ("partial", "warning"),
    WalkthroughState.DIFFERENCES_OPEN: ("missing", "error"),
    WalkthroughState.HELD: ("in_place", "success"),
}
_SEEN = {
    SeenAsWritten.YES: ("in_place", "success"),
    SeenAsWritten.NO: ("missing", "error"),
    SeenAsWritten.NOT_APPLICABLE: ("not_applicable", "muted"),
}


def _drawn(look: tuple[str, str], said: str, glyphs: Glyphs) -> Cell:
    return Cell(f"{glyphs.of(STATUS[Status(look[0])])} {said}", look[1])


def our_cell(row: RequestRow, glyphs: Glyphs) -> Cell:
    """Where it stands with us."""
    said = "to review" if row.status is RequestStatus.READY_FOR_REVIEW else word(row.status)
    return _drawn(_OURS[row.status], said, glyphs)


def his_cell(row: RequestRow, glyphs: Glyphs) -> Cell:
    """The auditor's last word; once it is handed over, none is waited for."""
    waits = row.auditor_status is AuditorStatus.NOT_SENT and row.status is RequestStatus.SUBMITTED
    return _drawn(_HIS[row.auditor_status], "no word yet" if waits else word(row.auditor_status), glyphs)


def state_cell(row: WalkthroughRow, glyphs: Glyphs) -> Cell:
    """How far a walkthrough is."""
    return _drawn(_STATES[row.state], word(row.state), glyphs)


def seen_cell(one: WalkthroughQuestion, glyphs: Glyphs) -> Cell:
    """What came of a question."""
    if one.answer is None:
        return Cell("open", "warning")
    return _drawn(_SEEN[one.answer], word(one.answer), glyphs)


def request_columns(glyphs: Glyphs, today: Callable[[], date]) -> tuple[ListColumn, ...]:
    """The list of requests."""

    def asks(row: RequestRow) -> Cell:
        return Cell(f"{glyphs.of(WARNING)} {row.asks}" if row.conflicts else row.asks)

    def due(row: RequestRow) -> Cell:
        # what was handed over is late no more, whatever its day: the desk says which are
        return due_cell(row.due, today(), closed=not row.overdue)

    return (
        ListColumn("ref", "Ref", 8, lambda row: Cell(row.name, "" if row.ref else "muted")),
        ListColumn("asks", "Asked for", 16, asks, flex=True),
        ListColumn("control", "Control", 11, lambda row: said(" ".join(row.controls)), 4),
        ListColumn("kind", "Kind", 14, lambda row: said(word(row.kind) if row.kind else ""), 7),
        ListColumn("owner", "Owner", 12, lambda row: said(row.owner), 3),
        ListColumn("due", "Due", 10, due, 1),
        ListColumn("status", "Status", 13, lambda row: our_cell(row, glyphs), badge=True),
        ListColumn("auditor", "Auditor", 15, lambda row: his_cell(row, glyphs), 1, badge=True),
        ListColumn("evidence", "Evid", 4, lambda row: Cell(f"{len(row.evidence):>4}"), 2),
        ListColumn("rounds", "Round", 5, lambda row: Cell(f"{row.rounds:>5}", "warning" * (row.rounds > 1)), 5),
        ListColumn("priority", "Prio", 6, lambda row: said(word(row.priority) if row.priority else ""), 8),
        ListColumn("area", "Area", 12, lambda row: said(row.area), 9),
    )


def side(row: RequestRow, glyphs: Glyphs) -> Content:
    """A request beside its list: the whole text, and what keeps it."""
    rows = [line(Cell(f"{row.id}  ", "head"), row.title), *(text(part) for part in row.text.splitlines()), text("")]
    facts = (
        ("Area", row.area),
        ("Controls", " ".join((*row.controls, *row.criteria))),
        ("Kind", word(row.kind) if row.kind else ""),
        ("Priority", word(row.priority) if row.priority else ""),
        ("Asked", day(row.asked)),
        ("Evidence", " ".join(row.evidence)),
        ("Response", row.response),
        ("Waits for", row.blocked),
    )
    rows += [line(Cell(f"{name:<10}", "head"), value) for name, value in facts if value and value != "-"]
    if row.return_reason:
        rows.append(line(Cell(f"{'Returned':<10}", "head"), Cell(row.return_reason, "warning")))
    return lines([*rows, *(line(glyphs.warn(one)) for one in row.conflicts)])


def said(value: str, tone: str = "") -> Cell:
    """A text, or a dash."""
    return Cell(value or "-", tone if value else "muted")


def round_columns(glyphs: Glyphs) -> tuple[ListColumn, ...]:
    """The rounds of a request."""

    def came(one: RoundRow) -> Cell:
        return Cell("no last word yet", "muted") if one.word is None else _drawn(_HIS[one.word], word(one.word), glyphs)

    def handed(one: RoundRow) -> Cell:
        return said(" ".join(one.evidence) or one.response)

    def told(one: RoundRow) -> Cell:
        return said(f"{one.told_by}, {day(one.told_on)}" if one.told_by else "")

    return (
        ListColumn("number", "Round", 5, lambda one: Cell(f"{one.number:>5}")),
        ListColumn("submitted", "Submitted", 10, lambda one: said(day(one.submitted_on))),
        ListColumn("word", "Came of it", 16, came),
        ListColumn("reason", "Why", 18, lambda one: said(one.reason), 0, flex=True),
        ListColumn("evidence", "Handed over", 14, handed, 2, flex=True),
        ListColumn("told", "Told by", 22, told, 3),
        ListColumn("by", "By", 12, lambda one: said(one.submitted_by), 4),
    )


def artefact_columns() -> tuple[ListColumn, ...]:
    """The artefacts of a request."""

    def dated(row: Any) -> Cell:
        return said(day(row.as_of or row.period_to))

    return (
        ListColumn("id", "ID", 7, lambda row: Cell(row.id)),
        ListColumn("title", "Artefact", 20, lambda row: Cell(row.title or row.file_name or row.url), flex=True),
        ListColumn("kind", "Kind", 15, lambda row: Cell(word(row.kind)), 2),
        ListColumn("dated", "Dated", 10, dated, 1),
    )


def walkthrough_columns(glyphs: Glyphs, today: Callable[[], date]) -> tuple[ListColumn, ...]:
    """The list of walkthroughs."""

    def planned(row: WalkthroughRow) -> Cell:
        return due_cell(row.planned_on, today(), closed=row.held_on is not None)

    def answered(row: WalkthroughRow) -> Cell:
        whole = row.answered == row.questions
        return Cell(f"{row.answered} of {row.questions}", "" if whole else "warning")

    def differ(row: WalkthroughRow) -> Cell:
        if not row.differences:
            return Cell("-", "muted")
        return Cell(f"{row.open_differences} of {row.differences} open", "error" if row.open_differences else "")

    return (
        ListColumn("id", "ID", 6, lambda row: Cell(row.id), 5),
        ListColumn("control", "Control", 11, lambda row: Cell(row.control)),
        ListColumn("title", "Title", 14, lambda row: Cell(row.title), 2, flex=True),
        ListColumn("state", "State", 20, lambda row: state_cell(row, glyphs), badge=True),
        ListColumn("planned", "Planned", 10, planned, 1),
        ListColumn("held", "Held", 10, lambda row: said(day(row.held_on)), 3),
        ListColumn("answered", "Answered", 8, answered, 1),
        ListColumn("differ", "Differences", 13, differ, 4),
        ListColumn("people", "People", 14, lambda row: said(", ".join(row.people)), 6),
    )


def question_columns(glyphs: Glyphs) -> tuple[ListColumn, ...]:
    """The questions of a walkthrough."""
    return (
        ListColumn("number", "No", 2, lambda one: Cell(f"{one.number:>2}")),
        ListColumn("question", "Question", 24, lambda one: Cell(one.question), flex=True),
        ListColumn("answer", "Answer", 10, lambda one: seen_cell(one, glyphs), badge=True),
        ListColumn("note", "Note", 14, lambda one: said(one.note), 1, flex=True),
        ListColumn("by", "By", 12, lambda one: said(one.by), 3),
    )


def difference_columns() -> tuple[ListColumn, ...]:
    """What was seen otherwise than written."""

    def settled(one: DepartureRow) -> Cell:
        return (
            Cell(f"{one.settled} ({one.settled_by}, {day(one.settled_on)})") if one.settled else Cell("open", "error")
        )

    return (
        ListColumn("id", "ID", 8, lambda one: Cell(one.id)),
        ListColumn("what", "What differs", 20, lambda one: Cell(one.what), flex=True),
        ListColumn("found", "Found", 10, lambda one: Cell(day(one.found_on)), 2),
        ListColumn("settled", "Settled", 14, settled, 0, flex=True),
    )
