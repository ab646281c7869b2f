"""A first list of requests, from the catalogs of the desk and the scope of the engagement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import Refused
from grcdesk.models.audits import Engagement
from grcdesk.models.base import col
from grcdesk.models.catalogs import Catalog, Control, TestAttribute, WantedEvidence
from grcdesk.models.controls import Assessment, ControlScope
from grcdesk.models.requests import AuditRequest
from grcdesk.rules.requests.draft import Asked, drafted
from grcdesk.schemas.programme import Period
from grcdesk.services.common.ids import next_id
from grcdesk.services.common.in_force import engagement, in_force, placed
from grcdesk.services.requests.writing import KnownIds, checked
from grcdesk.terms import Scope
from grcdesk.terms.requests import RequestOrigin
from grcdesk.wording import join


def draft(session: Session, known: KnownIds, controls: Sequence[str], due: date | None) -> tuple[int, int]:
    """Draft what is not drafted yet; how many were made, and how many were there.

    Raises:
        Refused: when a named control is not in scope.
    """
    about = engagement(session)
    owners = _in_scope(session)
    _refuse_outside(controls, owners, about)
    wanted = set(controls) or set(owners)
    there = _drafted_before(session)
    _, number = next_id(session, AuditRequest, "REQ")
    found = drafted([one for one in _asked(session) if one.control in wanted], _period(about))
    fresh = [(key, facts) for key, facts in found if key not in there]
    # numbered by ourselves: hundreds of drafts would ask for the next free number each
    for position, (key, facts) in enumerate(fresh, number):
        said = replace(facts, owner=owners[facts.controls[0]], due=due)
        values = {name: checked(name, getattr(said, name), known) for name in ("text", "title", "controls", "owner")}
        session.add(
            AuditRequest(
                id=f"REQ-{position}",
                engagement=about.id,
                position=position,
                origin=RequestOrigin.DRAFTED,
                drafted_from=key,
                kind=said.kind,
                due=due,
                **values,
            )
        )
    return len(fresh), len(found) - len(fresh)


def _refuse_outside(controls: Sequence[str], owners: Mapping[str, str], about: Engagement) -> None:
    outside = [name for name in controls if name not in owners]
    if outside:
        raise Refused(f"{join(outside)} is not in scope of {about.name}", hint="grcdesk scope show")


def _period(about: Engagement) -> Period | None:
    first, last = about.period_start, about.period_end
    return Period(first, last) if first and last else None


def _drafted_before(session: Session) -> set[str]:
    """What requests of this engagement were drafted from, whatever became of them: none is drafted twice."""
    query = select(col(AuditRequest.drafted_from)).where(
        col(AuditRequest.engagement) == in_force(session), col(AuditRequest.drafted_from) != ""
    )
    return set(session.scalars(query))


def _in_scope(session: Session) -> dict[str, str]:
    """Controls in scope of the engagement in force, with their owners."""
    query = (
        select(col(Control.id), col(Assessment.owner))
        .join(Assessment, col(Assessment.control) == col(Control.id))
        .join(ControlScope, placed(session))
        .where(col(ControlScope.effective) == Scope.IN)
    )
    return {row.id: row.owner for row in session.execute(query)}


def _asked(session: Session) -> list[Asked]:
    """What the catalogs ask for, control after control: artefacts, then tests."""
    order = (col(Catalog.position), col(Control.position))
    artefacts = (
        select(WantedEvidence, col(Control.title))
        .join(Control, col(Control.id) == col(WantedEvidence.control))
        .join(Catalog, col(Catalog.id) == col(Control.catalog))
        .order_by(*order, col(WantedEvidence.position))
    )
    tests = (
        select(TestAttribute, col(Control.title))
        .join(Control, col(Control.id) == col(TestAttribute.control))
        .join(Catalog, col(Catalog.id) == col(Control.catalog))
        .order_by(*order, col(TestAttribute.position))
    )
    by_control: dict[str, list[Asked]] = {}
    for one, title in session.execute(artefacts):
        asked = Asked(f"wanted:{one.id}", one.control, title, one.what, kind=one.kind)
        by_control.setdefault(one.control, []).append(asked)
    for test, title in session.execute(tests):
        asked = Asked(f"test:{test.id}", test.control, title, test.question, aspect=test.aspect, method=test.method)
        by_control.setdefault(test.control, []).append(asked)
    return [one for found in by_control.values() for one in found]
