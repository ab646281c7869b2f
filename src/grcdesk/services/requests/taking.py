"""Taking a firm's list in, inside one unit of work: new requests, his changes, ours kept, conflicts and losses told."""

from __future__ import annotations

import re
from datetime import date
from itertools import zip_longest
from typing import Any

from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, Refused
from grcdesk.models.requests import AuditRequest, RequestRound
from grcdesk.reports.xmltext import as_stored, visible
from grcdesk.rules.controls.gap import person
from grcdesk.rules.registers.merge import Merged, MergeResult, merge
from grcdesk.rules.requests import moves
from grcdesk.schemas.requests.lists import RequestIn
from grcdesk.schemas.requests.requests import AuditorWord
from grcdesk.services.common.ids import next_id
from grcdesk.services.requests import reading
from grcdesk.services.requests.reading import pairs, unpaired
from grcdesk.services.requests.taken import Bringing, ListTaken
from grcdesk.services.requests.writing import MERGED, KnownIds, round_of, tell
from grcdesk.terms.requests import (
    AuditorStatus,
    RequestKind,
    RequestOrigin,
    RequestPriority,
    RequestStatus,
)
from grcdesk.text import harmless
from grcdesk.wording import word

_PARTS = re.compile(r"[,;/\s&]+")
_TERMS = {"kind": RequestKind, "priority": RequestPriority}
_LISTS = ("controls", "criteria")
_DAYS = ("asked", "due")
_EMPTY: dict[str, Any] = {"controls": [], "criteria": [], "offered": []}
"""Said outright of a new request: to find out what a list is by default costs more than all the rest of it."""
_SHOWN = 40
"""Characters of a value beside another."""


def take(session: Session, bringing: Bringing) -> ListTaken:
    """Take the list in. Nothing is deleted, and nothing of ours is overwritten unless a person said so."""
    return _Taking(session, bringing).all()


class _Taking:
    def __init__(self, session: Session, bringing: Bringing) -> None:
        self._session = session
        self._bringing = bringing
        self._known = KnownIds.of(session)
        self._done = ListTaken()
        self._rows = reading.every(session)
        self._shelf = reading.shelf(session, self._rows)
        self._by_key = {_key(row.ref, pairs(row.base).get("text", row.text)): row for row in reversed(self._rows)}
        _, self._next = next_id(session, AuditRequest, "REQ")
        self._people: dict[str, str] = {}

    def all(self) -> ListTaken:
        seen: set[str] = set()
        for one in self._bringing.file.rows:
            row = self._by_key.get(_key(one.ref, one.text))
            said = self._canonical(one)
            told = self._new(one, said) if row is None else self._merge(row, one, said)
            seen.add(row.id if row is not None else "")
            self._done.lines.append(f"row {one.line}: {told}")
        # gone from his list is told and not removed: what was handed over for it stays on record
        for row in self._rows:
            if row.listed and row.source_list == self._bringing.source.id and row.id not in seen:
                row.listed = False
                row.version += 1
                self._done.gone.append(row.ref or row.id)
        return self._done

    def _canonical(self, one: RequestIn) -> dict[str, str]:
        """What the row says, by our fields; what it does not say is left out."""
        said = {name: one.said.get(name, "") for name in MERGED if name not in _LISTS}
        said["text"] = one.text
        found: dict[str, list[str]] = {name: [] for name in _LISTS}
        # firms put controls into the column of criteria and the other way round: what an id is decides
        for token in filter(None, _PARTS.split(f"{one.said.get('control', '')} {one.said.get('criterion', '')}")):
            folded = token.casefold()
            if folded in self._known.controls:
                found["controls"].append(self._known.controls[folded])
            elif folded in self._known.criteria:
                found["criteria"].append(self._known.criteria[folded])
            else:
                self._done.left[f"{token!r} is no control or criterion here: left out of its column"] += 1
        said |= {name: " ".join(dict.fromkeys(ids)) for name, ids in found.items()}
        said["owner"] = self._person(said["owner"])
        return {name: value for name, value in said.items() if value}

    def _person(self, name: str) -> str:
        if name and name not in self._people:
            try:
                self._people[name] = person(name, "owner")
            except BadInput:
                self._people[name] = ""
        if name and not self._people[name]:
            self._done.left[f"owner {name!r} is not a person: left empty"] += 1
        return self._people.get(name, "")

    def _new(self, one: RequestIn, said: dict[str, str]) -> str:
        """A request that was not known; asked for on the day of the list where that says no other."""
        said = {"asked": str(self._bringing.on), **said}
        auditor = AuditorStatus(one.said.get("auditor_status") or AuditorStatus.NOT_SENT)
        row = AuditRequest(
            id=f"REQ-{self._next}",
            engagement=self._bringing.source.engagement,
            ref=one.ref,
            position=self._next,
            origin=RequestOrigin.LISTED,
            source_list=self._bringing.source.id,
            list_row=one.line,
            listed=True,
            cells=list(one.cells),
            base=unpaired({**said, "auditor_status": auditor.value}),
            response=one.said.get("response", ""),
            **_EMPTY | {name: _stored(name, value) for name, value in said.items()},
        )
        self._next += 1
        self._ours(row, one, auditor)
        self._session.add(row)
        self._first_word(row, one, auditor)
        self._done.added += 1
        due = f", due {row.due}" if row.due else ""
        return f"{row.id}{f' {row.ref}' if row.ref else ''} new{due}"

    def _ours(self, row: AuditRequest, one: RequestIn, auditor: AuditorStatus) -> None:
        """Our status as the list has it. That something is on file, or was handed over, it does not show."""
        given = RequestStatus(one.said.get("status") or RequestStatus.OPEN)
        if given is RequestStatus.BLOCKED:
            row.blocked = f"as {self._bringing.name} says"
        if given in (RequestStatus.SUBMITTED, RequestStatus.READY_FOR_REVIEW) and auditor is AuditorStatus.NOT_SENT:
            self._done.left[f"{word(given)} in the list, nothing on file here: taken as gathering"] += 1
            given = RequestStatus.GATHERING
        row.status = given

    def _first_word(self, row: AuditRequest, one: RequestIn, auditor: AuditorStatus) -> None:
        """His word on a request that came with it: it was handed over before, by nobody on record here."""
        if auditor is AuditorStatus.NOT_SENT:
            return
        # without a day in the list nobody here knows when: a day made up would stand in the metrics
        submitted = date.fromisoformat(one.said["submitted"]) if one.said.get("submitted") else None
        made: RequestRound | None = None
        if auditor is not AuditorStatus.CLOSED:
            row.status, row.blocked, row.submitted_on = RequestStatus.SUBMITTED, "", submitted
            made = RequestRound(id=f"{row.id}/1", request=row.id, number=1, submitted_on=submitted)
            self._session.add(made)
        elif row.status not in (RequestStatus.OPEN, RequestStatus.GATHERING):
            row.status, row.blocked = RequestStatus.OPEN, ""
        tell(row, made, self._word(one, auditor))
        # it is new: the words that came with it are no changes of it
        row.version = 1

    def _word(self, one: RequestIn, auditor: AuditorStatus) -> AuditorWord:
        needed = auditor in (AuditorStatus.RETURNED, AuditorStatus.CLOSED)
        reason = one.said.get("comment", "") or (f"no reason is given in {self._bringing.name}" if needed else "")
        return AuditorWord(auditor, self._bringing.told_by, self._bringing.on, reason)

    def _merge(self, row: AuditRequest, one: RequestIn, said: dict[str, str]) -> str:
        """A request that was known, three ways."""
        base = pairs(row.base)
        offered: dict[str, str] = {}
        moved: list[str] = []
        for name in MERGED:
            ours = _text(getattr(row, name))
            # a workbook shows some characters otherwise than they are stored: shown alike is no change
            told = as_stored(as_stored(said.get(name, ""), base.get(name, "")), ours)
            # three ways: what only he changed is taken, what only we changed stays, what both did is a conflict
            found = merge(base.get(name, ""), ours, told, self._bringing.settle)
            _keep(name, found, base, offered)
            if found.value != ours:
                setattr(row, name, _stored(name, found.value))
                moved.append(f"{name} {_short(ours)} → {_short(found.value)}")
            self._name(row, one, name, (ours, told), found)
        moved += self._his_word(row, one, base, offered)
        moved += [] if row.listed else ["on the list again"]
        if one.ref and row.ref != (number := as_stored(one.ref, row.ref)):
            moved.append(f"number {_short(row.ref)} → {number}")
            row.ref = number
        self._place(row, one, base, offered)
        if moved:
            row.version += 1
            self._done.changed += 1
            return f"{row.id} {row.ref}: {'; '.join(moved)}"
        self._done.same += 1
        return f"{row.id} {row.ref} as before"

    def _place(self, row: AuditRequest, one: RequestIn, base: dict[str, str], offered: dict[str, str]) -> None:
        """Where it stands on the list; nothing is set that stood so already."""
        wanted: dict[str, Any] = {
            "source_list": self._bringing.source.id,
            "list_row": one.line,
            "listed": True,
            "cells": [as_stored(*pair) for pair in zip_longest(one.cells, row.cells[: len(one.cells)], fillvalue="")],
            "base": unpaired(base),
            "offered": unpaired(offered),
        }
        for name, value in wanted.items():
            if getattr(row, name) != value:
                setattr(row, name, value)

    def _his_word(self, row: AuditRequest, one: RequestIn, base: dict[str, str], offered: dict[str, str]) -> list[str]:
        """His status: taken where the rules let him have said it, else named and kept apart."""
        name, theirs = "auditor_status", one.said.get("auditor_status", "")
        ours = row.auditor_status
        found = merge(base.get(name, AuditorStatus.NOT_SENT.value), ours.value, theirs, self._bringing.settle)
        if found.value == ours.value:
            _keep(name, found, base, offered)
            self._name(row, one, "auditor's status", (ours.value, theirs), found)
            return []
        said = self._word(one, AuditorStatus(theirs))
        day = self._bringing.on
        try:
            moves.refuse_word(
                self._shelf.standing(row), said.status, told_by=said.told_by, on=day, reason=said.reason, today=day
            )
        except Refused as refusal:
            offered[name] = theirs
            told = f"the list says {word(said.status)}, kept {word(ours)}: {refusal.message}"
            self._done.conflicts.append(f"row {one.line}: {row.ref or row.id}: {told}")
            return []
        tell(row, round_of(self._session, row), said)
        _keep(name, found, base, offered)
        return [f"auditor {word(ours)} → {word(said.status)}"]

    def _name(self, row: AuditRequest, one: RequestIn, name: str, values: tuple[str, str], found: Merged) -> None:
        """Name a conflict; `values` are ours and theirs."""
        if found.result is MergeResult.CONFLICT:
            ours, theirs = map(_short, values)
            told = f"{name}: we have {ours}, the list says {theirs}; ours stays"
            self._done.conflicts.append(f"row {one.line}: {row.ref or row.id}: {told}")
        elif found.result is MergeResult.BLANK and found.value:
            self._done.left[f"{name} is no longer told in the list: kept as it was"] += 1


def _keep(name: str, found: Merged, base: dict[str, str], offered: dict[str, str]) -> None:
    if found.base:
        base[name] = found.base
    if found.offered:
        offered[name] = found.offered


def _key(ref: str, text: str) -> str:
    return " ".join(harmless(visible(ref or text)).casefold().split())


def _text(value: object) -> str:
    """A field as canonical text."""
    if value is None:
        return ""
    return " ".join(value) if isinstance(value, list) else str(value)


def _stored(name: str, text: str) -> Any:
    """A canonical text as a field."""
    if name in _LISTS:
        return text.split()
    made = date.fromisoformat if name in _DAYS else _TERMS.get(name)
    if made is None:
        return text
    return made(text) if text else None


def _short(text: str) -> str:
    plain = " ".join(text.split()) or "-"
    return plain if len(plain) <= _SHOWN else f"{plain[: _SHOWN - 1]}…"
