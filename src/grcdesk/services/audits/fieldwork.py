"""What requests, populations, tests, findings and statements hold of the engagement in force.

Of each kind of record nothing is said until the first is on file: then nobody can tell, and None is not an empty list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.audits import Engagement
from grcdesk.models.base import col
from grcdesk.models.catalogs import Control
from grcdesk.models.rehearsals import Rehearsal
from grcdesk.models.requests import AuditRequest
from grcdesk.schemas.audits.standing import Names, SeenItem, SeenList
from grcdesk.schemas.testing.testing import TestStanding
from grcdesk.services.findings.reading import unanswered
from grcdesk.services.populations.reading import shelf
from grcdesk.services.requests.walkthrough_reading import details as walkthroughs
from grcdesk.services.soa import reading as soa_reading
from grcdesk.services.soa import versions as soa_versions
from grcdesk.services.testing.reading import Board, board
from grcdesk.terms import Frequency
from grcdesk.terms.requests import SETTLED, RequestStatus, WalkthroughState
from grcdesk.terms.soa import SoaFramework

APPROVAL, EVALUATION, TRAINING = "AI-PI-01", "AI-PI-02", "AI-PRIV-03"
"""The controls whose checks look at the approval and the evaluation of changes, and at training runs."""
_TESTS = {"tested", "reviewed", "ruled", "concluded"}


def facts(session: Session, row: Engagement, controls: Sequence[str], asked: Collection[str]) -> dict[str, Any]:
    """The fields of `AuditFacts` that the work of an audit fills, as far as those checks ask for them.

    Args:
        session: one that is about that engagement.
        row: the engagement.
        controls: those in scope and applicable.
        asked: ids of checks.
    """
    found: dict[str, Any] = {}
    wanted = set(asked)
    if {"requests", "submitted", "accepted"} & wanted:
        found |= _requests(session, row)
    if "walkthroughs" in wanted:
        found["walkthroughs_missing"] = _unwalked(session, controls)
    if {"populations", "final"} & wanted:
        found |= _populations(session, controls)
    if _TESTS & wanted:
        found |= _tests(session, controls)
    if "answered" in wanted:
        found["findings_unanswered"] = unanswered(session, row.id)
    if "rehearsed" in wanted:
        last = select(col(Rehearsal.returned)).where(col(Rehearsal.engagement) == row.id)
        found["returned"] = session.scalars(last.order_by(col(Rehearsal.position).desc())).first()
    return found


def soa_open(session: Session, row: Engagement, today: date) -> Names | None:
    """Frameworks of the engagement without an approved statement, or with one that has moved on since."""
    meant = [one for one in SoaFramework if any(name.startswith(one.value) for name in row.frameworks)]
    return tuple(told for one in meant if (told := _statement(session, one, today))) if meant else None


def _statement(session: Session, framework: SoaFramework, today: date) -> str:
    approved = soa_versions.stored(session, framework)
    if not approved:
        return f"{framework} (never)"
    now = soa_reading.rows(soa_reading.facts(session, framework, today))
    moved = soa_versions.viewed(session, approved[0], now).changes
    return f"{framework} ({approved[0].name}, {moved} fields otherwise by now)" if moved else ""


def _requests(session: Session, row: Engagement) -> dict[str, Any]:
    mine = select(AuditRequest).where(col(AuditRequest.engagement) == row.id).order_by(col(AuditRequest.position))
    rows = list(session.scalars(mine))
    if not rows:
        return {"requests": None}
    left = [one for one in rows if one.auditor_status not in SETTLED]
    return {
        "requests": len(rows),
        "requests_open": tuple(one.ref or one.id for one in left if one.status is not RequestStatus.SUBMITTED),
        "requests_unaccepted": tuple(one.ref or one.id for one in left),
    }


def _unwalked(session: Session, controls: Sequence[str]) -> Names | None:
    rows = [one.row for one in walkthroughs(session)]
    if not rows:
        return None
    held = {one.control for one in rows if one.state is WalkthroughState.HELD}
    return tuple(one for one in controls if one not in held)


def _populations(session: Session, controls: Sequence[str]) -> dict[str, Any]:
    rows = [one for one in shelf(session) if one.in_force]
    if not rows:
        return {}
    query = select(col(Control.id)).where(col(Control.frequency) == Frequency.EVENT, col(Control.id).in_(controls))
    per_event = set(session.scalars(query))
    behind = {control for one in rows for control in one.controls}
    return {
        "populations_missing": tuple(one for one in controls if one in per_event - behind),
        "populations_interim": tuple(f"{one.id} {one.name}" for one in rows if not one.final),
    }


def _tests(session: Session, controls: Sequence[str]) -> dict[str, Any]:
    """How far the tests of the controls are; nothing while none was run, and no answer was given."""
    here = board(session, controls)
    if not (here.runs or here.cells or here.deviations):
        return {}
    standing = {name: here.standing(name) for name in controls}
    return {
        "untested": tuple(name for name, one in standing.items() if one.lacks),
        "unreviewed": _unreviewed(here),
        # two tests of one control may find the same deviation: it is open once
        "deviations_open": tuple(dict.fromkeys(chain.from_iterable(one.open for one in standing.values()))),
        "unconcluded": tuple(name for name, one in standing.items() if _unconcluded(here, name, one)),
    }


def _unreviewed(here: Board) -> tuple[str, ...]:
    """Answers that no second person has looked at, or that came back from one, each once."""
    answers = (cell for cells in here.cells.values() for cell in cells)
    waiting = (f"{cell.test} {cell.item}".strip() for cell in answers if not cell.reviewed_by or cell.returned)
    return tuple(dict.fromkeys(waiting))


def _unconcluded(here: Board, control: str, standing: Any) -> bool:
    found = here.conclusion(control, standing)
    return found is None or bool(found.moved)


def approvals(session: Session) -> SeenList | None:
    """Changes of models, and what their approval lacks."""
    return _seen(session, APPROVAL, "model_changes")


def evaluations(session: Session) -> SeenList | None:
    """Changes of models, and what their evaluation lacks."""
    return _seen(session, EVALUATION, "model_changes")


def training_runs(session: Session) -> SeenList | None:
    """Training runs, and what their manifest lacks."""
    return _seen(session, TRAINING, "training_runs")


def _seen(session: Session, control: str, role: str) -> SeenList | None:
    """What the checks of a control found in the list of that role; None without such a list, or before they ran."""
    if session.get(Control, control) is None:
        return None
    here = board(session, [control])
    held = here.lists.get(role)
    tests = _about(here, control, role)
    if held is None or not any(one.test in here.runs for one in tests):
        return None
    items = tuple(SeenItem(key, why) for key, why in dict(_failing(tests)).items())
    lacks = (*chain.from_iterable(one.lacks for one in tests), *held.why_not_final)
    return SeenList(items, f"{held.id}, {held.rows:,} rows", lacks[0] if lacks else "")


def _about(here: Board, control: str, role: str) -> list[TestStanding]:
    """The tests of a control whose checks read the list of that role."""
    checks = {test.id: here.check(test) for test in here.tests[control]}
    meant = {name for name, check in checks.items() if check is not None and check.about == role}
    return [one for one in here.standing(control).tests if one.test in meant]


def _failing(tests: Sequence[TestStanding]) -> Iterator[tuple[str, str]]:
    for one in tests:
        for key in one.failed:
            yield key, f"fails {one.test}"
