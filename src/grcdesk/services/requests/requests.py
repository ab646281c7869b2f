"""The auditor's requests: kept, answered, handed over, and what he said of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, Refused
from grcdesk.models.requests import AuditRequest, RequestEvidence
from grcdesk.rules.controls.gap import person
from grcdesk.rules.fields.requests import REQUEST_FIELDS, REQUEST_READERS
from grcdesk.rules.filters import filters
from grcdesk.rules.requests import metrics as request_metrics
from grcdesk.rules.requests import moves
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.requests.requests import (
    AuditorWord,
    RequestChange,
    RequestDetail,
    RequestFacts,
    RequestMetrics,
    RequestRow,
)
from grcdesk.schemas.unset import UNSET
from grcdesk.services.common.context import Service
from grcdesk.services.evidence import writing as register
from grcdesk.services.requests import drafting, reading
from grcdesk.services.requests import writing as writes
from grcdesk.terms import Verb
from grcdesk.terms.requests import SETTLED, AuditorStatus, RequestOrigin, RequestStatus
from grcdesk.text import clean
from grcdesk.wording import count, join, word


class Requests(Service):
    """Verbs on requests of the engagement in force."""

    def list(self, where: str = "", *, sort: str = "") -> list[RequestRow]:
        """Requests in the order they came, or those that match a filter, sorted by it.

        Raises:
            FilterError: when the filter cannot be understood.
        """
        text = " ".join(part for part in (where, f"sort:{sort}" if sort else "") if part)
        today = self._today()
        tree = filters.parse(text, REQUEST_FIELDS, today)
        with self._store.read() as session:
            held = reading.shelf(session, reading.every(session))
        rows = [held.row(one, today) for one in held.requests]
        kept = [row for row in rows if filters.match(tree, row, REQUEST_READERS, today)]
        return filters.arrange(tree, kept, REQUEST_READERS) if tree.sort else kept

    def show(self, request: str) -> RequestDetail:
        """Everything about one request, by our number or the auditor's.

        Raises:
            NotFound: when there is none.
        """
        with self._store.read() as session:
            (row,) = reading.named(session, [request])
            return reading.detail(session, row, self._today())

    def metrics(self) -> RequestMetrics:
        """How the requests go: overdue, accepted the first time, days to the first handing over, returns and why."""
        today = self._today()
        with self._store.read() as session:
            held = reading.shelf(session, reading.every(session))
            rounds = reading.rounds(session, [row.id for row in held.requests])
        return request_metrics.metrics([held.row(one, today) for one in held.requests], rounds, today)

    def add(self, facts: RequestFacts, *, dry_run: bool = False) -> Outcome:
        """Write down a request.

        Raises:
            Refused: without a text, or with a number of the auditor that is taken.
            NotFound: naming an unknown control or criterion.
            BadInput: when the owner is no person, or a text cannot be stored.
        """
        with self._store.work(Verb.REQUEST_ADD, dry_run=dry_run) as work:
            known = writes.KnownIds.of(work.session)
            row = writes.add(work.session, facts, known, origin=RequestOrigin.ADDED)
        return work.outcome(f"{row.id}{f' ({row.ref})' if row.ref else ''} written down")

    def set(
        self,
        requests: Sequence[str],
        change: RequestChange,
        *,
        dry_run: bool = False,
    ) -> Outcome:
        """Set fields of one or many requests, in one transaction.

        A field his last list says otherwise is settled by setting it.

        Raises:
            NotFound: naming an unknown request, control or criterion.
            Refused: for a move that may not be, or a number given to several.
            BadInput: when nothing is set, or a value cannot be stored.
        """
        said = _said(change)
        if not said:
            raise BadInput("nothing to set", hint="name at least one field, e.g. --owner NAME")
        with self._store.work(Verb.REQUEST_SET, dry_run=dry_run) as work:
            rows = reading.named(work.session, requests)
            work.about(*_called(rows))
            known = writes.KnownIds.of(work.session)
            wanted = {name: writes.checked(name, value, known) for name, value in said.items()}
            _refuse_shared(work.session, rows, wanted)
            held = reading.shelf(work.session, rows)
            same = tuple(row.id for row in rows if not writes.change(row, wanted, held))
        moved = [row.ref or row.id for row in rows if row.id not in same]
        return work.outcome(_told(wanted, moved, same), unchanged=same)

    def draft(self, controls: Sequence[str] = (), *, due: date | None = None, dry_run: bool = False) -> Outcome:
        """A request for each artefact and each test the catalogs ask for, of controls in scope; none twice.

        Args:
            controls: of these only; all in scope when none is named.
            due: when they are due.
            dry_run: say how many, change nothing.

        Raises:
            NotFound: naming an unknown control.
            Refused: when a named control is not in scope.
        """
        with self._store.work(Verb.REQUEST_DRAFT, dry_run=dry_run) as work:
            known = writes.KnownIds.of(work.session)
            made, there = drafting.draft(work.session, known, known.require("controls", controls), due)
        before = f", {there:,} drafted before" if there else ""
        return work.outcome(f"{count(made, 'request')} drafted{before}")

    def evidence(self, request: str, evidence: Sequence[str], *, drop: bool = False, dry_run: bool = False) -> Outcome:
        """Say which artefacts answer a request; or, with `drop`, that they do not.

        Raises:
            NotFound: naming an unknown request or artefact.
            Refused: when it is handed over or settled, or an artefact is rejected.
        """
        with self._store.work(Verb.REQUEST_EVIDENCE, dry_run=dry_run) as work:
            (row,) = reading.named(work.session, [request])
            _refuse_handed(row)
            found = register.rows(work.session, evidence)
            if not drop:
                register.refuse_rejected(found)
            names = [one.id for one in found]
            moved = (_untied if drop else _tied)(work.session, row, names)
            row.version += bool(moved)
        same = tuple(name for name in names if name not in moved)
        if not moved:
            return work.outcome(f"{join(list(same))} stood so already", unchanged=same)
        told = "no longer answers" if drop else "answers"
        return work.outcome(f"{join(moved)} {told} {row.ref or row.id}, {word(row.status)}", unchanged=same)

    def submit(
        self,
        requests: Sequence[str],
        *,
        on: date | None = None,
        response: str = "",
        dry_run: bool = False,
    ) -> Outcome:
        """Hand requests over to the auditor, in one transaction. What is handed over is kept with the round.

        Args:
            requests: by number.
            on: the day; today when not given.
            response: what is written back beside the evidence, where that is not there yet.
            dry_run: say what would happen.

        Raises:
            NotFound: naming an unknown request.
            Refused: when there is nothing to hand over, it is handed over or settled, or the day cannot be.
        """
        today = self._today()
        day = on or today
        with self._store.work(Verb.REQUEST_SUBMIT, dry_run=dry_run) as work:
            rows = reading.named(work.session, requests)
            work.about(*_called(rows))
            held = reading.shelf(work.session, rows)
            for row in rows:
                row.response = clean(response.strip(), "response") or row.response
                # what is handed over is held up by nothing any more
                row.blocked = ""
                moves.refuse_submit(held.standing(row), day, today)
                writes.submit(work.session, row, held, day, self._context.actor)
        return work.outcome(f"{join([row.ref or row.id for row in rows])} submitted on {day}")

    def told(
        self,
        requests: Sequence[str],
        said: AuditorWord,
        *,
        dry_run: bool = False,
    ) -> Outcome:
        """Put down what the auditor said of requests, who told it and when, in one transaction.

        Raises:
            NotFound: naming an unknown request.
            Refused: when nobody told it, he cannot have said it yet, or a reason is lacking.
            BadInput: when who told it is no person.
        """
        who = person(clean(said.told_by, "who told it"), "who told it")
        word_ = AuditorWord(said.status, who, said.on, clean(said.reason.strip(), "reason"))
        with self._store.work(Verb.REQUEST_TOLD, word_.reason, dry_run=dry_run) as work:
            rows = reading.named(work.session, requests)
            work.about(*_called(rows))
            held = reading.shelf(work.session, rows)
            for row in rows:
                moves.refuse_word(
                    held.standing(row), said.status, told_by=who, on=said.on, reason=word_.reason, today=self._today()
                )
                writes.tell(row, writes.round_of(work.session, row), word_)
        again = f"; round {rows[0].rounds} begins" if said.status is AuditorStatus.RETURNED and len(rows) == 1 else ""
        told = f"{join([row.ref or row.id for row in rows])} {word(said.status)} on {said.on}, as {who} told{again}"
        return work.outcome(told)


def _tied(session: Session, row: AuditRequest, names: Sequence[str]) -> list[str]:
    """Tie artefacts to a request; those that were not. What has something on file is no longer merely open."""
    new = [name for name in names if session.get(RequestEvidence, f"{row.id}/{name}") is None]
    session.add_all(RequestEvidence(id=f"{row.id}/{name}", request=row.id, evidence=name) for name in new)
    if new and row.status is RequestStatus.OPEN:
        row.status = RequestStatus.GATHERING
    return new


def _untied(session: Session, row: AuditRequest, names: Sequence[str]) -> list[str]:
    links = [link for name in names if (link := session.get(RequestEvidence, f"{row.id}/{name}")) is not None]
    for link in links:
        session.delete(link)
    return [link.evidence for link in links]


def _said(change: RequestChange) -> dict[str, Any]:
    told = {one.name: getattr(change, one.name) for one in fields(change)}
    return {name: value for name, value in told.items() if value is not UNSET}


def _called(rows: Sequence[AuditRequest]) -> tuple[dict[str, str], dict[str, str]]:
    """Titles, and the auditor's numbers where there are any, by id."""
    return {row.id: row.title or row.text for row in rows}, {row.id: row.ref for row in rows if row.ref}


def _refuse_shared(session: Session, rows: Sequence[AuditRequest], wanted: Mapping[str, object]) -> None:
    """What belongs to one request alone is not given to several; its text is never taken away."""
    alone = [name for name in ("ref", "text", "title") if name in wanted]
    if alone and len(rows) > 1:
        raise Refused(f"{join(alone)} belongs to one request", hint="name one request")
    if "text" in wanted and not str(wanted["text"]).strip():
        raise Refused("a request needs what is asked for", hint="the text as the auditor wrote it")
    if "ref" in wanted:
        writes.refuse_taken(session, str(wanted["ref"]), rows[0].id)


def _refuse_handed(row: AuditRequest) -> None:
    name = row.ref or row.id
    if row.auditor_status in SETTLED:
        raise Refused(f"{name} is {word(row.auditor_status)} by the auditor", hint="he can return it")
    if row.status is RequestStatus.SUBMITTED:
        raise Refused(
            f"{name} was submitted on {row.submitted_on}: what is changed now was not handed over",
            hint="the next round begins when the auditor returns it; a submission by mistake is undone",
        )


def _told(fields_set: Iterable[str], moved: Sequence[str], same: Sequence[str]) -> str:
    """`owner and due set on 1.4, 2 requests stood so already`."""
    named = join([name.replace("_", " ") for name in fields_set])
    if not moved:
        return f"{named} of {join(list(same))} stood so already"
    also = f", {count(len(same), 'request')} stood so already" if same else ""
    return f"{named} set on {join(list(moved))}{also}"
