"""Rehearsing an audit: a strict auditor is played over the desk, and what he would return is kept."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.rehearsals import Rehearsal
from grcdesk.rules.rehearsal.drawing import Playing, seed_of, worst_first
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.rehearsals import AskedItem, RehearsalDetail, RehearsalRow, ReturnedItem
from grcdesk.services.common.context import Service
from grcdesk.services.common.ids import next_id
from grcdesk.services.common.in_force import engagement
from grcdesk.services.common.recorded import recorded
from grcdesk.services.coverage.checks import Checks
from grcdesk.services.due.due import collect
from grcdesk.services.due.sources import JudgedOn
from grcdesk.services.evidence import looks
from grcdesk.services.rehearsal.gather import Ground, play
from grcdesk.services.samples.samples import Samples
from grcdesk.terms import Verb
from grcdesk.terms.rehearsals import AskedKind, Fault, ReturnDoor
from grcdesk.text import clean
from grcdesk.wording import count

_LONG = 200
"""Characters a seed may have."""


class Rehearsals(Service):
    """Verbs on rehearsals."""

    def rehearse(self, *, seed: str = "") -> Outcome:
        """Play a strict auditor over the engagement in force, and keep what he would return.

        Every file of the vault is read first.

        Args:
            seed: decides which artefacts are opened; empty: one of its own for each rehearsal.

        Raises:
            Refused: for a seed that is too long, or when no control is in scope.
            BadInput: for a seed that cannot be stored.
        """
        given = clean(seed.strip(), "seed")
        if len(given) > _LONG:
            raise Refused(f"the seed has {len(given)} characters", hint=f"at most {_LONG}")
        self._store.refuse_past("rehearsals are played over the desk of today")
        today = self._today()
        checks = Checks(self._context)
        # before the transaction: reading every file may take minutes, and nobody else could write meanwhile
        looks.look(self._store)
        samples = Samples(self._context)
        drawn = [samples.redraw(row.id) for row in samples.list() if row.in_force]
        with self._store.work(Verb.AUDIT_REHEARSE) as work:
            session = work.session
            row = engagement(session)
            name, number = next_id(session, Rehearsal, "REH")
            sown = given or seed_of(row.seed_name, number)
            due = collect(session, JudgedOn(today, lambda: checks.run(as_of=today)))
            playing = play(Ground(session, self._store.paths, today, due, drawn), sown)
            if not any(item.kind is AskedKind.CONTROL for item in playing.asked.values()):
                raise Refused("no control is in scope: there is nothing to ask for", hint="grcdesk scope show")
            before = _last(session, row.id)  # read before this one is there
            session.add(
                Rehearsal(
                    id=name,
                    engagement=row.id,
                    played_on=today,
                    seed=sown,
                    asked=len(playing.asked),
                    returned=playing.sent_back,
                    drawn=[asdict(item) for item in playing.asked.values()],
                    found=_stored(playing),
                    position=number,
                )
            )
            shown = RehearsalRow(name, row.id, today, sown, len(playing.asked), playing.sent_back, "")
            told = f"{name}: {shown.accepted} of {count(shown.asked, 'request')} accepted, {shown.rate:.1f} %"
            told += f"; {shown.returned} returned" if shown.returned else "; nothing returned"
            told += f"; {before.id} of {before.on} had {before.rate:.1f} %" if before else ""
        return work.outcome(told)

    def list(self) -> list[RehearsalRow]:
        """The rehearsals of the engagement in force, the newest first."""
        with self._store.read() as session:
            return _rows(session, engagement(session).id)

    def show(self, name: str = "") -> RehearsalDetail:
        """One rehearsal of the engagement in force with all that came back; without a name the newest.

        Raises:
            NotFound: when there is none, or none of that name.
        """
        with self._store.read() as session:
            rows = _rows(session, engagement(session).id)
            known = [row.id for row in rows]
            wanted = name.strip().upper() or next(iter(known), "")
            if wanted not in known:
                if not known:
                    raise NotFound("no audit was rehearsed yet", hint="grcdesk audits rehearse")
                raise NotFound.of("rehearsal", name, tuple(known))
            at = known.index(wanted)
            kept = session.get_one(Rehearsal, wanted)
            items = tuple(_item(one) for one in kept.found)
            asked = tuple(AskedItem(**{**one, "kind": AskedKind(one["kind"])}) for one in kept.drawn)
            return RehearsalDetail(rows[at], next(iter(rows[at + 1 :]), None), items, asked)


def _rows(session: Session, engagement_id: str) -> list[RehearsalRow]:
    query = select(Rehearsal).where(col(Rehearsal.engagement) == engagement_id)
    found = session.scalars(query.order_by(col(Rehearsal.position).desc())).all()
    by = recorded(session, str(Rehearsal.__tablename__), [row.id for row in found]) if found else {}
    return [
        RehearsalRow(
            row.id, row.engagement, row.played_on, row.seed, row.asked, row.returned, by.get(row.id, ("", ""))[0]
        )
        for row in found
    ]


def _last(session: Session, engagement_id: str) -> RehearsalRow | None:
    return next(iter(_rows(session, engagement_id)), None)


def _stored(playing: Playing) -> list[dict[str, str]]:
    return [asdict(item) for item in worst_first(playing.returned, list(playing.asked))]


def _item(stored: dict[str, Any]) -> ReturnedItem:
    return ReturnedItem(**{**stored, "fault": Fault(stored["fault"]), "door": ReturnDoor(stored["door"])})
