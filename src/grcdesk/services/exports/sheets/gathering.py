"""The fieldwork of the engagement in force, read from one state of the desk by a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.findings import Finding, FindingItem
from grcdesk.paths import DeskPaths
from grcdesk.schemas.audits.audits import EngagementRow
from grcdesk.schemas.audits.sheets import AuditSheets, FindingSheet, LeadSheet
from grcdesk.schemas.controls.controls import ControlDetail
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.schemas.findings.findings import FindingRow
from grcdesk.schemas.populations import PopulationRow
from grcdesk.schemas.samples import SampleRow
from grcdesk.services.exports.sheets import access, items, plan
from grcdesk.services.findings import reading as findings
from grcdesk.services.populations import reading as populations
from grcdesk.services.requests import reading as requests
from grcdesk.services.samples import reading as samples
from grcdesk.services.testing.reading import Board, board, deviation_rows
from grcdesk.services.testing.showing import lines
from grcdesk.terms import Scope
from grcdesk.terms.testing import AttributeState


def sheets_of(
    session: Session, paths: DeskPaths, row: EngagementRow, details: Sequence[ControlDetail], day: date
) -> AuditSheets:
    """Everything on record of the fieldwork of the engagement this session is about.

    Args:
        session: sees the state.
        paths: of the desk, where rows of populations lie.
        row: that engagement.
        details: the controls of the desk.
        day: the one that dates are judged on.
    """
    here = board(session)
    asked = requests.shelf(session, requests.every(session))
    shelf, drawn = populations.shelf(session), samples.shelf(session)
    found = findings.rows(session, day)
    return AuditSheets(
        engagement=row,
        requests=tuple(asked.row(one, day) for one in asked.requests),
        leads=tuple(_leads(here, details, shelf, drawn, found)),
        lines={line.id: line for control in here.controls for line in lines(here, control)},
        populations=tuple(shelf),
        samples=tuple(drawn),
        items=tuple(items.listed(session, paths, here, drawn)),
        letters={control: tuple(test.id for test in items.operating(here, control)) for control in here.controls},
        deviations=tuple(deviation_rows(session)),
        findings=tuple(_findings(session, found)),
        plan=tuple(plan.rows(session, details, found, day)),
        lists=tuple(access.lists(session, Span(row.period.start, row.period.end) if row.period else None)),
    )


def _leads(
    here: Board,
    details: Iterable[ControlDetail],
    shelf: Sequence[PopulationRow],
    drawn: Sequence[SampleRow],
    found: Sequence[FindingRow],
) -> Iterable[LeadSheet]:
    owners = {one.row.id: one.row.owner for one in details}
    findings = _by_control(found)
    for control, scope in here.scopes.items():
        if scope is not Scope.IN:
            continue
        row = here.controls[control]
        standing = here.standing(control)
        attributes = [test.id for test in here.tests[control]]
        yield LeadSheet(
            control=control,
            title=row.title,
            objective=row.objective,
            owner=owners.get(control, ""),
            populations=tuple(_behind(here, control, shelf)),
            samples=tuple(one for one in drawn if one.control == control and one.in_force),
            attributes=tuple(attributes),
            tested=sum(one.tested is not AttributeState.NOT_TESTED for one in standing.tests),
            standing=standing,
            deviations=tuple(chain.from_iterable(here.deviations[test] for test in attributes)),
            findings=tuple(findings[control]),
            conclusion=here.conclusion(control, standing),
        )


def _by_control(found: Iterable[FindingRow]) -> Mapping[str, list[str]]:
    ids: dict[str, list[str]] = defaultdict(list)
    for one in found:
        ids[one.control].append(one.id)
    return ids


def _behind(here: Board, control: str, shelf: Iterable[PopulationRow]) -> Iterable[PopulationRow]:
    """The lists in force that stand behind a control, or that a check of it is about."""
    checks = (here.check(test) for test in here.tests[control])
    about = {check.about for check in checks if check is not None}
    return (one for one in shelf if one.in_force and (control in one.controls or one.name in about))


def _findings(session: Session, found: Sequence[FindingRow]) -> Iterable[FindingSheet]:
    held = {
        row.id: row for row in session.scalars(select(Finding).where(col(Finding.id).in_([one.id for one in found])))
    }
    named, fixed = _items(session)
    faults = requests.faults(session, sorted({proof for row in held.values() for proof in row.proofs}))
    for one in found:
        row = held[one.id]
        yield FindingSheet(
            one,
            *(row.condition, row.criteria, row.cause, row.effect, row.recommendation),
            *(row.response, row.responded_by, row.responded_on, tuple(row.proofs)),
            *(row.verified_by, row.verified_on, row.closed_on),
            *(row.accepted_by, row.accept_reason, row.accept_until),
            *(named.get(one.id, 0), fixed.get(one.id, 0)),
            tuple(f"{proof}: {faults[proof]}" for proof in row.proofs if proof in faults),
        )


def _items(session: Session) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """By finding how many items it names, and how many of them were put right since."""
    query = select(col(FindingItem.finding), func.count()).group_by(col(FindingItem.finding))
    fixed = query.where(col(FindingItem.fix) != "")
    return dict(session.execute(query).all()), dict(session.execute(fixed).all())
