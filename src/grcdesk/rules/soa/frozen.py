"""Rows of a statement as they are frozen with its approval, and how today's differ from them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from grcdesk.schemas.soa.soa import SoaControl, SoaDifference, SoaRow
from grcdesk.terms import Relationship, Status, Support
from grcdesk.terms.soa import Implementation, InclusionReason
from grcdesk.wording import join, word

_OF_NOW = frozenset({"suggested", "lacks", "version"})
"""What is about the next act, and no part of what is approved."""
_KEPT = tuple(one.name for one in fields(SoaRow) if one.name not in _OF_NOW)
_COMPARED = tuple(
    name for name in _KEPT if name not in {"item", "added", "drafted", "owner_said", "support_why", "evidence"}
)
"""Evidence comes and goes every day; what it bears out is compared as `support`."""


def text(rows: Iterable[SoaRow]) -> str:
    """The rows as canonical JSON: sorted keys, no blanks, one text for the same rows."""
    found = [{name: _plain(getattr(row, name)) for name in _KEPT} for row in rows]
    return json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(frozen: str) -> str:
    """SHA-256 of frozen rows, in hex."""
    return hashlib.sha256(frozen.encode()).hexdigest()


def rows(frozen: str) -> tuple[SoaRow, ...]:
    """The rows of an approved version again."""
    return tuple(_row(one) for one in json.loads(frozen))


def differences(before: Sequence[SoaRow], after: Sequence[SoaRow]) -> tuple[SoaDifference, ...]:
    """Field by field, in the order of the rows of today; rows that went come last."""
    old, new = ({row.item: row for row in some} for some in (before, after))
    found = []
    for item, row in new.items():
        if item not in old:
            found.append(SoaDifference(item, "", "", row.title))
            continue
        known = old[item]
        # compared as shown: a difference nobody can see would keep a statement from standing for ever
        pairs = ((name, _shown(getattr(known, name)), _shown(getattr(row, name))) for name in _COMPARED)
        found += [SoaDifference(item, name, first, second) for name, first, second in pairs if first != second]
    return tuple(found + [SoaDifference(item, "", row.title, "") for item, row in old.items() if item not in new])


def _plain(value: Any) -> Any:
    if isinstance(value, SoaControl):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _shown(value: Any) -> str:
    """A value as people read it in a list of differences."""
    if isinstance(value, tuple):
        return join([_control(one) if isinstance(one, SoaControl) else _shown(one) for one in value], len(value))
    if isinstance(value, InclusionReason | Implementation | Support):
        return word(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _control(control: SoaControl) -> str:
    level = f", {word(control.support)}" if control.support else ""
    return f"{control.id} ({word(control.status)}{level})"


def _row(one: dict[str, Any]) -> SoaRow:
    planned = one["implemented_on"]
    return SoaRow(
        **{
            **one,
            "reasons": tuple(InclusionReason(name) for name in one["reasons"]),
            "implemented": Implementation(one["implemented"]) if one["implemented"] else None,
            "implemented_on": date.fromisoformat(planned) if planned else None,
            "support": Support(one["support"]) if one["support"] else None,
            "how": tuple(_behind(control) for control in one["how"]),
            **{name: tuple(one[name]) for name in ("support_why", "evidence", "risks")},
        },
        suggested=(),
        lacks=(),
        version=0,
    )


def _behind(one: dict[str, Any]) -> SoaControl:
    return SoaControl(
        one["id"],
        one["title"],
        Relationship(one["relationship"]),
        Status(one["status"]),
        Support(one["support"]) if one["support"] else None,
        one["owner"],
    )
