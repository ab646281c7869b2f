"""The sample company's desk: made by the same verbs a person has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from grcdesk import clock
from grcdesk.importers.reading.strict_yaml import load
from grcdesk.paths import COMPANY
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.desk.sample import Sample, SampleControl
from grcdesk.schemas.programme import Period
from grcdesk.schemas.unset import UNSET
from grcdesk.services.desk.demo_audit import add_audit
from grcdesk.services.desk.demo_evidence import Days, add_evidence, label
from grcdesk.services.desk.demo_reviews import add_review
from grcdesk.services.desk.demo_vendors import add_vendors
from grcdesk.services.desk.desk import Desk
from grcdesk.services.desk.opening import InitPlan, init_desk
from grcdesk.terms import Status, Via

_FILE = COMPANY / "desk.yaml"
_FIRST = 75
"""Days since the features were last reviewed."""
_RISK = 120
"""Days until an accepted risk expires."""


def read_sample() -> Sample:
    """The made-up company."""
    return Sample.model_validate(load(_FILE.read_text(encoding="utf-8"), _FILE.name))


def make_demo(root: Path, *, via: Via) -> Desk:
    """A desk of the made-up company in a folder: assessed once, finalised, and moved on since.

    Raises:
        Refused: when the folder already is a desk.
    """
    sample = read_sample()
    today = clock.today()
    days = Days(today)
    period = Period(days.start, days.end)
    plan = InitPlan(
        sample.organisation, sample.programme, sample.keeper, sample.mail, sample.categories, period
    )  # fmt: skip
    desk = init_desk(root, plan, via=via)
    for system in sample.systems:
        desk.scope.add_system(system)
    for exclusion in sample.exclusions:
        desk.scope.exclude(exclusion.what, reason=exclusion.reason)
    for name, where in sample.views.items():
        desk.views.save(name, where)
    for feature in sample.features:
        desk.features.add(replace(feature.answers, last_reviewed=today - timedelta(days=_FIRST)), models=feature.models)
    desk.features.import_(COMPANY / "features.yaml")
    desk.features.derive()
    desk.features.confirm("Support assistant", by=sample.keeper)
    add_evidence(desk, sample, days)
    for control, said in sample.controls.items():
        _assess(desk, today, control, said, sample.reviewer)
    # as it stood first, then what has come since: the sample shows what moved between two assessments
    desk.gap.finalise(assessor=sample.keeper, reviewer=sample.reviewer, note="First assessment")
    for control, said in sample.controls.items():
        if said.was is not None:
            gap = "" if said.status is Status.IN_PLACE else UNSET
            desk.controls.set([control], ControlChange(status=said.status, gap=gap))
            _close(desk, today, control, said)
    add_vendors(desk, today)
    add_review(desk, today)
    add_audit(desk, sample.keeper, sample.reviewer)
    label(desk, sample)
    return desk


def _assess(desk: Desk, today: date, control: str, said: SampleControl, reviewer: str) -> None:
    first = said.was or said.status
    gap = said.gap or ("Only part of it was in use." if said.was else "")
    change = ControlChange(
        status=first, owner=said.owner, due=_day(today, said.due), design=said.design, implemented=said.implemented,
        gap=gap, reason=said.reason, approver=said.approver, effective_from=_day(today, said.since),
    )  # fmt: skip
    desk.controls.set([control], change)
    title = said.action or ("Finish the work and show it" if said.was else "")
    if title and first in {Status.PARTIAL, Status.MISSING}:
        _act(desk, today, control, said, title)
    if said.risk:
        desk.risks.accept(control, reason=said.risk, approver=reviewer, expires=today + timedelta(days=_RISK))


def _act(desk: Desk, today: date, control: str, said: SampleControl, title: str) -> None:
    """What is done about a gap; one that was moved begins with the day it was due first."""
    due = _day(today, said.due) or today
    desk.actions.add(control, title, owner=said.owner, due=due - timedelta(days=said.moved or 0))
    if said.moved:
        desk.actions.move(desk.actions.list(control=control)[0].id, due, reason=said.why)


def _close(desk: Desk, today: date, control: str, said: SampleControl) -> None:
    if said.status is Status.IN_PLACE:
        for action in desk.actions.list(control=control):
            desk.actions.close(action.id, on=today - timedelta(days=10), proof="Shown in the weekly review")


def _day(today: date, offset: int | None) -> date | None:
    return None if offset is None else today + timedelta(days=offset)
