"""What people say of items, checked on its way in."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.gap import RiskAcceptance
from grcdesk.models.soa import SoaEntry
from grcdesk.rules.controls.gap import person
from grcdesk.schemas.soa.soa import SoaChange, SoaRow
from grcdesk.schemas.unset import Unset
from grcdesk.services.common.days import refuse_ahead
from grcdesk.services.soa.reading import Facts
from grcdesk.terms.soa import Implementation, InclusionReason
from grcdesk.text import clean
from grcdesk.wording import join

_LONG = 4_000
"""Characters a text may have."""
_OURS = "RA-"
"""How ids of accepted risks of the desk begin; any other is one of a register elsewhere."""
_TEXTS = ("measures", "exclusion", "note")


def wanted(change: SoaChange) -> dict[str, Any]:
    """The fields a change sets, checked by themselves.

    Raises:
        BadInput: when nothing is set, a text is too long or cannot be stored, or the owner is not a person.
    """
    found = _set(change)
    found |= {name: _text(name, value) for name, value in found.items() if name in _TEXTS or name == "owner"}
    if "owner" in found:
        found["owner"] = person(found["owner"], "owner")
    if found.get("exclusion") and found.get("reasons"):
        raise BadInput("an item is included for a reason or left out for one", hint="give --reason or --exclude")
    if "reasons" in found:
        found["reasons"] = [one.value for one in InclusionReason if one in found["reasons"]]
    return found


def checked_risks(session: Session, risks: tuple[str, ...]) -> list[str]:
    """Names of risks, each once: those of the desk must exist, others are those of a register elsewhere.

    Raises:
        NotFound: naming an accepted risk the desk does not have.
    """
    known = tuple(session.scalars(select(col(RiskAcceptance.id))))
    found = []
    for given in risks:
        name = clean(given.strip(), "risk")
        if name.upper().startswith(_OURS):
            name = name.upper()
            if name not in known:
                raise NotFound.of("accepted risk", given, known)
        found.append(name)
    return list(dict.fromkeys(name for name in found if name))


def entry_of(found: Facts, item: str) -> SoaEntry:
    """What is said of an item so far; when nothing was, a new record, which is stored once something is set on it."""
    row = found.said.get(item)
    if row is None:
        row = SoaEntry(id=f"{found.framework}/{item}", framework=found.framework, item=item, version=0)
        found.said[item] = row
    return row


def keep(session: Session, entry: SoaEntry) -> None:
    """Something was set on it."""
    entry.version += 1
    session.add(entry)


def _set(change: SoaChange) -> dict[str, Any]:
    given = {one.name: getattr(change, one.name) for one in fields(change)}
    found = {name: value for name, value in given.items() if not isinstance(value, Unset)}
    if not found:
        raise BadInput("nothing to set", hint="name at least one of reason, exclude, implemented, owner, measures …")
    return found


def _text(name: str, value: str) -> str:
    text = clean(value.strip(), name)
    if len(text) > _LONG:
        raise BadInput(f"{name} has {len(text):,} characters", hint=f"at most {_LONG:,}")
    return text


def put(session: Session, entry: SoaEntry, change: dict[str, Any], today: date) -> bool:
    """Set the fields of a change on one item; whether anything moved.

    Raises:
        Refused: when it is left out and a reason of inclusion is given, or it would have been there since a day ahead.
    """
    meant = dict(change)
    if meant.get("exclusion") and "applicable" not in meant:
        meant["applicable"] = False
    if meant.get("applicable", entry.applicable):
        _take_in(meant)
    else:
        _leave_out(entry, meant)
    moved = {name: value for name, value in meant.items() if getattr(entry, name) != value}
    for name, value in moved.items():
        setattr(entry, name, value)
    if entry.implemented is Implementation.YES:
        refuse_ahead(f"{entry.item} has been implemented since", entry.implemented_on, today)
    if moved:
        keep(session, entry)
    return bool(moved)


def refuse_decided_elsewhere(row: SoaRow, change: dict[str, Any]) -> None:
    """A control that the gap assessment calls not applicable is left out there, not here.

    Raises:
        Refused: when it is included or said to be implemented here.
    """
    out = row.added and not row.applicable and any(not control.implements for control in row.how)
    said = [name for name in ("applicable", "reasons", "implemented") if change.get(name)]
    if out and said:
        raise Refused(
            f"{row.item} is not applicable by the gap assessment, so its {join(said)} cannot be set",
            hint=f"grcdesk controls set {row.item} --status not-assessed takes it in again",
        )


def _take_in(meant: dict[str, Any]) -> None:
    """An item that is included has no reason to be left out, and what a person says of it is no draft."""
    if meant.get("applicable"):
        meant["exclusion"] = ""
    if "implemented" in meant:
        meant["drafted"] = False


def _leave_out(entry: SoaEntry, meant: dict[str, Any]) -> None:
    """ISO 27001, 6.1.3 d: an exclusion is justified. What was said of its implementation no longer means anything."""
    if meant.get("reasons"):
        raise Refused(f"{entry.item} is left out", hint="--include takes it in again")
    if not meant.get("exclusion", entry.exclusion):
        raise Refused(f"{entry.item} is left out only for a reason", hint="--exclude REASON")
    meant |= {"applicable": False, "reasons": [], "implemented": None, "implemented_on": None, "drafted": False}
