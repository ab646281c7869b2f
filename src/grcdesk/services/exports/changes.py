"""What changed since somebody outside was last given a workbook, field by field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.catalogs import TABLES
from grcdesk.models.log import LogLine
from grcdesk.schemas.exports.matrix import ChangeRow
from grcdesk.schemas.exports.provenance import Handover
from grcdesk.schemas.log.log import LogEntry
from grcdesk.services.log.reading import entries
from grcdesk.services.log.wording import in_text, plain
from grcdesk.wording import act

_CONTENT = tuple(str(model.__tablename__) for model in TABLES if str(model.__tablename__) != "catalog")
_OWN_TAB = ("account", "roster_person")
"""Accounts stand with every decision on a tab of their own; the list of people is nobody's outside."""
_PLACED = frozenset({"assessment", "control_scope", "snapshot_control"})
"""Rows that come with a control or a snapshot: their first values say nothing a person did."""
_SETUP = frozenset(
    {
        *("check_word", "column_map", "due_note", "import_report", "kept_file", "request_list", "request_word"),
        *("returned_book", "saved_view", "source_retention", "sync_file", "sync_folder"),
    }
)
"""How files are read and the desk is arranged; nobody outside judges by it."""

_FROZEN = frozenset({"facts", "frozen", "report"})
"""JSON the desk writes of many things at once."""
_AUDITOR, _SAID = "auditor_cell", frozenset({"told", "told_by"})
"""Of a cell that an auditor filled in, what its id does not say already."""


def since(found: Handover | None) -> str:
    """From when on changes are listed, in words."""
    if found is None:
        return "since the desk was made (no hand-over by name so far), without what was entered first"
    return f"since the hand-over to {found.firm} on {found.on}, entry {found.position} of the change log"


def changes(session: Session, found: Handover | None) -> list[ChangeRow]:
    """Oldest first, what an auditor reads before how the desk is arranged. Content of catalogs is told by its catalog.

    Before the first hand-over, what was entered first is no change: there is nobody it could be news to.
    """
    query = (
        select(LogLine)
        .where(
            col(LogLine.changes),
            col(LogLine.kind).not_in((*_CONTENT, *_OWN_TAB)),
            col(LogLine.seq) > (found.position if found else 0),
        )
        .order_by(col(LogLine.seq))
    )
    listed = []
    for told in entries(session, session.scalars(query).all()):
        # what was entered before anybody was handed anything is no change to anybody
        if not told.before and (found is None or told.kind in _PLACED):
            continue
        listed += _fields(told)
    return sorted(listed, key=lambda row: row.setup)


def _fields(told: LogEntry) -> list[ChangeRow]:
    names = [name for name in dict.fromkeys((*told.before, *told.after)) if not _is_hidden(told, name)]
    # it stands in What already; of a record of which nothing else is told it is all there is to show
    if len(names) > 1 and "id" in names:
        names.remove("id")
    pairs = [(name, _text(told, name, told.before), _text(told, name, told.after)) for name in names]
    what = f"{act(told.action)} {told.id}".strip()
    setup = told.kind in _SETUP
    return [
        ChangeRow(told.ts, told.actor, what, name.replace("_", " "), old, new, setup)
        for name, old, new in pairs
        if old or new
    ]


def _is_hidden(told: LogEntry, name: str) -> bool:
    """Bookkeeping of ours. A version that is a number counts changes; that of a model or a catalog is a text."""
    if name == "version":
        return isinstance(told.after.get(name, told.before.get(name)), int)
    if told.kind == _AUDITOR:
        return name not in _SAID
    if name == "computed":  # the scope that holds says it, unless a person decided otherwise
        return told.after.get(name) == told.after.get("effective")
    return name in {"position", "holding"}


def _text(told: LogEntry, name: str, side: Mapping[str, Any]) -> str:
    """A value as a cell shows it. Of facts that were frozen together: which they are; the log itself holds the rest."""
    value = side.get(name)
    if name in _FROZEN:
        with suppress(ValueError):
            return _recorded(json.loads(str(value or "")))
    return in_text(told, name, value)


def _recorded(held: object) -> str:
    if isinstance(held, Mapping):
        return f"recorded: {', '.join(str(name).replace('_', ' ') for name in held) or 'nothing'}"
    return plain(held)
