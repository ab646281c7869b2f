"""Work plans: one workbook an owner, to be filled in and taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.controls import Assessment
from grcdesk.models.gap import Action
from grcdesk.models.requests import AuditRequest
from grcdesk.rules.requests.metrics import waits_for_us
from grcdesk.schemas.controls.controls import ActionRow, ControlDetail, WantedRow
from grcdesk.schemas.outcomes import FileOutcome
from grcdesk.schemas.requests.requests import RequestRow
from grcdesk.schemas.returned.workplans import WorkPlan
from grcdesk.services.common import in_force
from grcdesk.services.common.context import Context, Service
from grcdesk.services.common.dates import two_dates
from grcdesk.services.common.handing_out import Outgoing, hand_out
from grcdesk.services.controls import controls
from grcdesk.services.controls import reading as control_reading
from grcdesk.services.exports import handovers
from grcdesk.services.exports.provenance import HeldInForce, known, provenance
from grcdesk.services.requests import reading as request_reading
from grcdesk.services.returned import reading
from grcdesk.store.journal import Value
from grcdesk.terms import ActionStatus, Scope, Verb
from grcdesk.wording import count


class WorkPlans(Service):
    """Verbs on work plans."""

    def export(self, owner: str = "", path: Path | None = None, *, force: bool = False) -> list[FileOutcome]:
        """Write the work plan of one owner, or that of each.

        Args:
            owner: whose, however it is cased; empty: a file for everybody who has something to do.
            path: the file, or where none is named the folder; None: the desk's exports folder.
            force: replace existing files.

        Raises:
            NotFound: when nobody of that name has anything to do here.
            BadInput: for a file where a folder is needed.
            Refused: when a file exists and `force` is not set, or nobody owns anything.
            Unwritable: when one cannot be written.
        """
        held = known(self._context)
        with self._store.read() as session:
            everybody = _owners(session)
            wanted = _wanted(owner, everybody)
            plans = [plan for plan in gather(session, self._context, held, everybody) if plan.owner in wanted]
        places = _files(plans, owner, path, self._context.paths.exports)
        if not force:
            _refuse_there(places)
        return [self._write(plan, place, force=force) for plan, place in zip(plans, places, strict=True)]

    def _write(self, plan: WorkPlan, target: Path, *, force: bool) -> FileOutcome:
        from grcdesk.reports.workbook.workplan import workplan_workbook  # noqa: PLC0415  heavy to import

        data, notes = workplan_workbook(plan, paper=self._context.settings.paper)
        dates = plan.provenance.dates
        facts: dict[str, Value] = {"as_of": dates.judged.isoformat(), "position": dates.entry}
        done = hand_out(self._store, Outgoing(Verb.EXPORT_WORKPLAN, target, facts=facts), data, force=force)
        told = f"{target} written, {count(len(plan.controls), 'control')} of {plan.owner}, {dates.told}"
        return FileOutcome(target, done.size, done.sha256, told, (*dates.notices, *notes))


def gather(session: Session, context: Context, held: HeldInForce, everybody: Sequence[str]) -> list[WorkPlan]:
    """The plan of each, from one state of the desk.

    Args:
        session: sees that state.
        context: of the desk.
        held: catalogs and limits.
        everybody: whose.
    """
    day = context.today()
    dates = two_dates(context, session, day)
    origin = reading.origin(session, dates, handovers.last(session, dates.entry))
    source = provenance(session, dates, held)
    every = controls.details(session, control_reading.keys(session, "", "", day), day)
    details = [one for one in every if one.row.scope is not Scope.OUT]
    waiting = _waiting(session, day)
    made = []
    for owner in everybody:
        mine = tuple(one for one in details if _same(one.row.owner, owner))
        requests = tuple(one for one in waiting if _same(one.owner, owner))
        made.append(WorkPlan(owner, mine, tuple(_actions(details, owner)), _lacking(mine), requests, source, origin))
    return made


def _waiting(session: Session, day: date) -> list[RequestRow]:
    """Requests that wait for somebody of us, the first due first."""
    shelf = request_reading.shelf(session, request_reading.every(session))
    asked = [shelf.row(one, day) for one in shelf.requests]
    waiting = [one for one in asked if waits_for_us(one.status, one.auditor_status)]
    return sorted(waiting, key=lambda one: (one.due or date.max, one.id))


def _lacking(details: Sequence[ControlDetail]) -> tuple[tuple[ControlDetail, WantedRow], ...]:
    """Kinds of evidence of which nothing is on file."""
    return tuple((one, wanted) for one in details for wanted in one.wanted if wanted.have == 0)


def _files(plans: Sequence[WorkPlan], owner: str, path: Path | None, exports: Path) -> list[Path]:
    """Where each goes: one alone also into the file that was named."""
    target = path or exports
    if not owner and target.suffix and not target.is_dir():
        raise BadInput(f"{target.name} is no folder", hint="name the owner, or a folder for all of them")
    if owner and path and not target.is_dir():
        return [target]
    return _places(plans, target)


def _refuse_there(places: Sequence[Path]) -> None:
    """Before the first is written: of plans for ten people not three are left behind."""
    if there := [place for place in places if place.exists()]:
        raise Refused(f"{there[0]} is already there", hint="--force replaces it")


def _actions(details: Sequence[ControlDetail], owner: str) -> list[tuple[ActionRow, str]]:
    found = [
        (action, one.row.title)
        for one in details
        for action in one.actions
        if action.status is ActionStatus.OPEN and (_same(action.owner, owner) or _same(one.row.owner, owner))
    ]
    return sorted(found, key=lambda pair: (pair[0].due, pair[0].id))


def _owners(session: Session) -> list[str]:
    names = [*session.scalars(select(col(Assessment.owner)))]
    names += session.scalars(select(col(Action.owner)).where(col(Action.status) == ActionStatus.OPEN))
    engagement = in_force.in_force(session)
    names += session.scalars(select(col(AuditRequest.owner)).where(col(AuditRequest.engagement) == engagement))
    folded: dict[str, str] = {}
    for name in sorted(filter(None, names)):
        folded.setdefault(name.casefold(), name)
    return sorted(folded.values(), key=str.casefold)


def _wanted(owner: str, everybody: Sequence[str]) -> list[str]:
    if not everybody:
        raise Refused("nobody owns anything here", hint="grcdesk controls set CONTROL --owner PERSON")
    if not owner:
        return list(everybody)
    found = [name for name in everybody if _same(name, owner)]
    if not found:
        raise NotFound.of("owner", owner, tuple(everybody))
    return found


def _places(plans: Sequence[WorkPlan], target: Path) -> list[Path]:
    """A file each; names that come out alike are told apart by a digest of the name."""
    names = [_slug(plan.owner) for plan in plans]
    return [
        target
        / f"workplan_{name if names.count(name) == 1 and name else f'{name}_{_digest(plan.owner)}'.strip('_')}.xlsx"
        for name, plan in zip(names, plans, strict=True)
    ]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _slug(name: str) -> str:
    kept = "".join(letter if letter.isalnum() and letter.isascii() else "_" for letter in name.strip())
    return "_".join(part for part in kept.split("_") if part)[:60].lower()


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
