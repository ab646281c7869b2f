"""What changes in findings, inside one unit of work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.models.audits import Engagement
from grcdesk.models.base import col
from grcdesk.models.catalogs import TestAttribute
from grcdesk.models.findings import Finding, FindingItem, FindingMove
from grcdesk.rules.controls import gap
from grcdesk.rules.findings import moves as rules
from grcdesk.schemas.findings.findings import FindingChange, FindingFacts, ItemFacts
from grcdesk.schemas.unset import Unset
from grcdesk.services.common import frameworks
from grcdesk.services.common.days import refuse_ahead
from grcdesk.services.common.ids import next_id
from grcdesk.services.common.in_force import engagement
from grcdesk.services.controls.plan_writing import require_control
from grcdesk.terms.audits import EngagementKind
from grcdesk.terms.findings import FindingStatus, Severity
from grcdesk.text import clean
from grcdesk.wording import join, word

_LONG = 32_000
"""Characters a text may have: what fits a workbook's cell."""
_TEXTS = ("title", "control", "criterion", "test", "condition", "criteria", "cause", "effect", "recommendation")
_NEEDED = {"title": "a title", "condition": "its condition: what is"}


def add(session: Session, facts: FindingFacts, by: str, today: date) -> Finding:
    """A new finding of the engagement in force, with its items.

    Raises:
        Refused: without title, condition or severity, for a class of another scheme, or a day that is still to come.
        NotFound: for an unknown control, criterion or test.
        BadInput: for an owner who is no person, or an extent or period that runs backwards.
    """
    held = engagement(session)
    said: dict[str, Any] = {name: text(name, getattr(facts, name)) for name in _TEXTS}
    refuse_empty(said)
    if facts.severity is None:
        raise Refused("somebody says how much a finding weighs", hint=f"severity: {', '.join(Severity)}")
    raised = facts.raised_on or today
    refuse_ahead("a finding is raised on", raised, today)
    name, number = next_id(session, Finding, "F")
    row = Finding(
        id=name,
        engagement=held.id,
        source=facts.source,
        links=links(facts.links),
        severity=facts.severity,
        scheme_class=facts.scheme_class,
        extent_k=facts.extent_k,
        extent_n=facts.extent_n,
        period_from=facts.period_from,
        period_to=facts.period_to,
        raised_by=clean(" ".join((facts.raised_by or by).split()), "raised by"),
        raised_on=raised,
        owner=gap.person(clean(facts.owner), "owner"),
        response_due=facts.response_due or raised + timedelta(days=rules.RESPONSE_DAYS),
        status_since=raised,
        position=number,
        **said,
    )
    check(session, row, held.kind)
    session.add(row)
    session.flush()  # its items refer to it
    add_items(session, row, facts.items)
    return row


def change(session: Session, row: Finding, said: FindingChange) -> bool:
    """Set what is said; whether anything moved.

    Raises:
        As `add`.
    """
    moved: dict[str, Any] = {}
    for one in fields(said):
        value = getattr(said, one.name)
        if isinstance(value, Unset):
            continue
        if one.name == "links":
            value = links(value)
        elif one.name == "owner":
            value = gap.person(clean(value), "owner")
        elif one.name in _TEXTS:
            value = text(one.name, value)
        if getattr(row, one.name) != value:
            moved[one.name] = value
    refuse_empty(moved)
    kind = session.get_one(Engagement, row.engagement).kind  # asked before anything is set: our own words refuse it
    with session.no_autoflush:
        for name, value in moved.items():
            setattr(row, name, value)
        check(session, row, kind)
    if moved:
        row.version += 1
    return bool(moved)


def refuse_empty(said: Mapping[str, Any]) -> None:
    """Refuse a finding without what it needs."""
    empty = [what for name, what in _NEEDED.items() if name in said and not said[name]]
    if empty:
        raise Refused(f"a finding needs {join(empty)}", reasons=tuple(empty))


def check(session: Session, row: Finding, kind: EngagementKind) -> None:
    """Whether a finding is one: what it names exists, its class is of the scheme, numbers and days run forwards."""
    if row.control:
        require_control(session, row.control)
    if row.test:
        _require_test(session, row)
    if row.criterion:
        _require_criterion(session, row.criterion)
    _refuse_foreign_class(row, kind)
    _refuse_impossible_extent(row.extent_k, row.extent_n)
    _refuse_backwards(row.period_from, row.period_to)


def _refuse_foreign_class(row: Finding, kind: EngagementKind) -> None:
    """A major nonconformity is a word of ISO audits, a deviation one of SOC 2 reports."""
    allowed = rules.classes(kind)
    if row.scheme_class is not None and row.scheme_class not in allowed:
        raise Refused(
            f"{word(row.scheme_class)} is no class of {word(kind)}",
            hint=f"classes are {', '.join(one.value for one in allowed)}",
        )


def _refuse_impossible_extent(k: int | None, n: int | None) -> None:
    if n is not None and (k is None or k > n):
        raise BadInput(f"extent: {'?' if k is None else k} of {n} cannot be", hint="say how many of how many: 3 of 63")


def _refuse_backwards(first: date | None, last: date | None) -> None:
    """A period has both its days, or none."""
    if first is None and last is None:
        return
    if first is None or last is None or first > last:
        raise BadInput("the period of a finding needs a first and a last day, in that order", hint="write START..END")


def _require_test(session: Session, row: Finding) -> None:
    test = session.get(TestAttribute, row.test)
    if test is None:
        raise NotFound.of("test", row.test, tuple(session.scalars(select(col(TestAttribute.id)))))
    if row.control and test.control != row.control:
        raise Refused(f"{row.test} is a test of {test.control}, not of {row.control}")
    # a test belongs to one control, so naming the test is enough
    row.control = test.control


def _require_criterion(session: Session, criterion: str) -> None:
    known = frameworks.item_ids(session)
    if criterion not in known:
        raise NotFound.of("criterion", criterion, tuple(known))


def add_items(session: Session, row: Finding, items: Sequence[ItemFacts]) -> int:
    """Things the finding is about, each once; how many are new."""
    query = select(FindingItem).where(col(FindingItem.finding) == row.id)
    known = list(session.scalars(query))
    taken = {(one.item, one.link) for one in known}
    number = max((one.position for one in known), default=0)
    added = 0
    for said in items:
        told = {one.name: getattr(said, one.name) for one in fields(said)}
        told = {name: text(name, value) if isinstance(value, str) else value for name, value in told.items()}
        # by item and link together: one item may deviate in two tests, and each is a thing of its own
        which = (told["item"], told["link"])
        if not told["item"] or which in taken:
            continue
        taken.add(which)
        added += 1
        position = number + added
        session.add(FindingItem(id=f"{row.id}/i{position}", finding=row.id, position=position, **told))
    return added


def move(
    session: Session,
    row: Finding,
    to: FindingStatus,
    *,
    on: date,
    by: str,
    reason: str = "",
    proofs: Sequence[str] = (),
    recorded_by: str = "",
) -> None:
    """Move a finding and keep the move.

    Raises:
        Refused: when it cannot move so, or a reason is lacking.
    """
    why = rules.refusal(row.status, to)
    if why:
        raise Refused(f"{row.id}: {why}")
    reason = text("reason", reason)
    if rules.needs_reason(row.status, to) and not reason:
        raise Refused(f"{row.id} becomes {word(to)} for a reason", hint="--reason TEXT", reasons=("a reason",))
    number = session.scalar(select(func.count()).select_from(FindingMove).where(col(FindingMove.finding) == row.id))
    place = (number or 0) + 1
    session.add(
        FindingMove(
            id=f"{row.id}/m{place}", finding=row.id, from_status=row.status, to_status=to, moved_on=on, by=by,
            reason=reason, proofs=list(proofs), recorded_by=recorded_by, position=place,
        )
    )  # fmt: skip
    row.status, row.status_since = to, on
    row.version += 1


def text(name: str, value: str) -> str:
    """A text as it is stored.

    Raises:
        BadInput: when it is too long, or cannot be stored.
    """
    if len(value) > _LONG:
        raise BadInput(f"{name} has {len(value):,} characters", hint=f"at most {_LONG:,}: a cell holds no more")
    return clean(value.strip(), name.replace("_", " "))


def links(given: Sequence[str]) -> list[str]:
    """Ids a finding comes from, each once."""
    return list(dict.fromkeys(clean(one.strip(), "link") for one in given if one.strip()))
