"""Entries of the log as others see them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, cast

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.controls import ControlScope
from grcdesk.models.free import OLD
from grcdesk.models.log import LogLine
from grcdesk.models.unreadable import stand_in
from grcdesk.schemas.log.log import BatchRow, LogEntry
from grcdesk.store.texts.lines import names_in, said
from grcdesk.store.texts.names import KeptTexts, kept, text_of
from grcdesk.terms import LogOutcome, Verb

_LABELS = 3
_UNREADABLE: dict[str, Any] = {
    "resource": {"label": ""},
    "before": {},
    "after": {},
    "reason": "DAMAGED: this line can no longer be read",
    "source": {"via": ""},
}
"""What stands in for a line that cannot be read."""


def entries(session: Session, rows: Sequence[LogLine]) -> list[LogEntry]:
    """Stored lines as others see them, with the texts they name."""
    lines = [said(row.line) or stand_in(row.line, _UNREADABLE) for row in rows]
    known = kept(session.connection(), (name for line in lines for name in names_in(line)))
    return [_entry(row, line, known) for row, line in zip(rows, lines, strict=True)]


def _entry(row: LogLine, line: dict[str, Any], known: KeptTexts) -> LogEntry:
    about = line["resource"]
    notes = OLD.get(row.kind, frozenset())
    before, after = (
        {column: value if column in notes else text_of(value, known) for column, value in line[side].items()}
        for side in ("before", "after")
    )
    return LogEntry(
        row.seq,
        row.ts,
        row.actor,
        Verb(row.action) if row.action in set(Verb) else cast("Verb", stand_in(row.action, row.action)),
        row.kind,
        row.resource,
        text_of(about["label"], known),
        before,
        after,
        row.outcome,
        text_of(line["reason"], known),
        row.batch,
        line["source"]["via"],
        row.hash,
        {name: text_of(name, known) for name in names_in(line)},
    )


def about(names: Collection[str]) -> ColumnElement[bool]:
    """Lines about those records. A place in the scope goes by engagement and control, and is of the control's story."""
    placed = [col(LogLine.resource).endswith(f"/{name}", autoescape=True) for name in names]
    scopes = and_(col(LogLine.kind) == str(ControlScope.__tablename__), or_(*placed))
    return or_(col(LogLine.resource).in_(names), scopes)


def batch_row(session: Session, batch: str, span: tuple[int, int, int], gone: dict[str, str]) -> BatchRow:
    """A command, given its first entry, its last one and how many it has, and which commands were undone."""
    first, last, number = span
    rows = session.scalars(
        select(LogLine).where(col(LogLine.seq).between(first, min(first + _LABELS, last))).order_by(col(LogLine.seq))
    ).all()
    found = entries(session, [row for row in rows if row.batch == batch])
    # a clock that went back is noted in the same batch, before the command a person gave
    head = next((one for one in found if one.action is not Verb.CLOCK_BACKWARDS), found[0])
    labels = tuple(dict.fromkeys(one.id for one in found if one.id))[:_LABELS]
    return BatchRow(
        batch,
        head.ts,
        head.actor,
        head.action,
        number,
        first,
        last,
        labels,
        LogOutcome(head.outcome),
        head.reason,
        batch in gone,
    )
