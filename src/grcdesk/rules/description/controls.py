"""DC4 to DC6 of a description: incidents, criteria with their controls, and what customers have to do themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from grcdesk.rules.description.saying import engagement, listed, none_says, says
from grcdesk.schemas.controls.controls import ControlRow
from grcdesk.schemas.exports.system_description import DescriptionFacts, Ref, Sentence
from grcdesk.schemas.incidents import IncidentRow
from grcdesk.schemas.programme import OVERLAY
from grcdesk.terms import CriterionAnswer, Scope, Status, Support
from grcdesk.wording import SUPPORT, count, word


def incidents(facts: DescriptionFacts) -> Iterator[Sentence]:
    """DC4: what happened in the period, and the exercises apart from it."""
    period = facts.scope.period
    if period is None:
        yield none_says("which incidents fall into the period, as none is set", engagement(facts.scope))
        return
    inside = [one for one in facts.incidents if period.start <= _day(one) <= period.end]
    real = [one for one in inside if not one.exercise]
    if not real:
        # that none fell into the period is a statement too: what was looked at stands behind it
        looked = [Ref("incident", one.id) for one in facts.incidents]
        what = f"that an incident with AI was detected from {period.start} to {period.end}"
        yield none_says(what, engagement(facts.scope), *looked)
    yield from map(_incident, real)
    yield from (_exercise(one) for one in inside if one.exercise)


def _day(one: IncidentRow) -> date:
    return date.fromisoformat(one.detected_at[:10])


def _incident(one: IncidentRow) -> Sentence:
    moments = (("contained", one.contained_at), ("assessed", one.assessed_at), ("remediated", one.remediated_at))
    told = [f"{what} {at[:10]}" for what, at in moments if at]
    rest = f", {', '.join(told)}" if told else ""
    text = f"{one.id}, {one.title}: {word(one.kind)}, severity {word(one.severity)}, detected {_day(one)}{rest}"
    return says(f"{text}; {_closed(one)}.", Ref("incident", one.id))


def _exercise(one: IncidentRow) -> Sentence:
    told = f"{one.id} was an exercise, held on {_day(one)} ({word(one.kind)}); {_closed(one)}."
    return says(told, Ref("incident", one.id))


def _closed(one: IncidentRow) -> str:
    return f"closed {one.closed_at[:10]}" if one.closed_at else "not closed"


def controls(facts: DescriptionFacts) -> Iterator[Sentence]:
    """DC5: the criteria in scope, the controls that answer them, and how far that is borne out."""
    here = engagement(facts.scope)
    chosen = listed(word(category) for category in facts.scope.categories)
    yield says(f"Categories of the engagement: {chosen}.", here)
    yield from _criteria(facts)
    ours = [row for row in facts.controls if row.scope is Scope.IN]
    if not ours:
        yield none_says("that a control is in scope", here)
        return
    numbers = Counter(row.status for row in ours)
    told = listed(f"{numbers[status]} {_spelt(status)}" for status in Status if numbers[status])
    yield says(f"{count(len(ours), 'control')} in scope: {told}.", *_assessments(ours))
    yield from _by_standing(ours)


def _by_standing(ours: Sequence[ControlRow]) -> Iterator[Sentence]:
    """Those in place, by how far that is borne out; then the others, by their status."""
    for level in Support:
        yield from _named(f"In place, {SUPPORT[level].word}", [row for row in ours if row.support is level])
    rest = [row for row in ours if row.support is None]
    for status in (Status.PARTIAL, Status.MISSING, Status.NOT_ASSESSED, Status.NOT_APPLICABLE):
        yield from _named(_spelt(status).capitalize(), [row for row in rest if row.status is status])


def _criteria(facts: DescriptionFacts) -> Iterator[Sentence]:
    """How many criteria are in scope, and how far they are answered; on what declarations that rests."""
    inside = [one for one in facts.criteria if one.in_scope]
    if not inside:
        return
    by = Counter(one.answered for one in inside if one.answered is not None)
    counted = "; ".join(f"{by[answer]} {word(answer)}" for answer in CriterionAnswer if by[answer])
    refs = [Ref("declaration", f"{facts.scope.engagement}/{one.id}") for one in inside if one.declared_by]
    text = f"{count(len(inside), 'criterion', 'criteria')} in scope: {counted}. {OVERLAY}"
    yield says(text, engagement(facts.scope), *refs)


def _named(what: str, rows: Sequence[ControlRow]) -> Iterator[Sentence]:
    """Those controls by id and title; nothing when there are none."""
    if rows:
        yield says(f"{what}: {listed(f'{row.id} {row.title}' for row in rows)}.", *_assessments(rows))


def _assessments(rows: Sequence[ControlRow]) -> list[Ref]:
    return [Ref("assessment", row.id) for row in rows]


def _spelt(status: Status) -> str:
    """In full, where screens are short."""
    return status.value.replace("_", " ")


def customers(facts: DescriptionFacts) -> Iterator[Sentence]:
    """DC6: what customers have to do for the controls to work."""
    yield none_says("which controls we count on our customers for", engagement(facts.scope))
