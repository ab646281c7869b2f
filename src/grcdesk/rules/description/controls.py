"""DC4 to DC6 of a description: incidents, criteria with their controls, and what customers have to do themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from grcdesk.rules.description.saying import engagement, listed, none_says, says
from grcdesk.schemas.incidents import IncidentRow
from grcdesk.schemas.programme import OVERLAY
from grcdesk.schemas.system_description import DescriptionFacts, Ref, Sentence
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
        looked = [Ref("incident", one.id) for one in facts.incidents]
        what = f"that an incident with AI was detected from {period.start} to {period.end}"
        yield none_says(what, engagement(facts.scope), *looked)
    for one in real:
        yield _incident(one)
    for one in inside:
        if one.exercise:
            told = f"{one.id} was an exercise, held on {_day(one)} ({word(one.kind)}); {_closed(one)}."
            yield says(told, Ref("incident", one.id))


def _day(one: IncidentRow) -> date:
    return date.fromisoformat(one.detected_at[:10])


def _incident(one: IncidentRow) -> Sentence:
    moments = (("contained", one.contained_at), ("assessed", one.assessed_at), ("remediated", one.remediated_at))
    told = [f"{what} {at[:10]}" for what, at in moments if at]
    rest = f", {', '.join(told)}" if told else ""
    text = f"{one.id}, {one.title}: {word(one.kind)}, severity {word(one.severity)}, detected {_day(one)}{rest}"
    return says(f"{text}; {_closed(one)}.", Ref("incident", one.id))


def _closed(one: IncidentRow) -> str:
    return f"closed {one.closed_at[:10]}" if one.closed_at else "not closed"


def controls(facts: DescriptionFacts) -> Iterator[Sentence]:
    """DC5: the criteria in scope, the controls that answer them, and how far that is borne out."""
    here = engagement(facts.scope)
    chosen = listed(word(category) for category in facts.scope.categories)
    yield says(f"Categories of the engagement: {chosen}.", here)
    inside = [one for one in facts.criteria if one.in_scope]
    by = Counter(one.answered for one in inside if one.answered is not None)
    counted = "; ".join(f"{by[answer]} {word(answer)}" for answer in CriterionAnswer if by[answer])
    if inside:
        declared = [one.id for one in inside if one.declared_by]
        refs = [Ref("declaration", f"{facts.scope.engagement}/{name}") for name in declared]
        yield says(f"{count(len(inside), 'criterion', 'criteria')} in scope: {counted}. {OVERLAY}", here, *refs)
    ours = [row for row in facts.controls if row.scope is Scope.IN]
    if not ours:
        yield none_says("that a control is in scope", here)
        return
    numbers = Counter(row.status for row in ours)
    told = listed(f"{numbers[status]} {_spelt(status)}" for status in Status if numbers[status])
    yield says(f"{count(len(ours), 'control')} in scope: {told}.", *(Ref("assessment", row.id) for row in ours))
    for level in (*Support, None):
        yield from _standing(facts, level)


def _standing(facts: DescriptionFacts, level: Support | None) -> Iterator[Sentence]:
    """Controls in scope by how far it is borne out that they are in place; then those that are not in place."""
    found = [row for row in facts.controls if row.scope is Scope.IN and row.support is level]
    if level is None:
        for status in (Status.PARTIAL, Status.MISSING, Status.NOT_ASSESSED, Status.NOT_APPLICABLE):
            rows = [row for row in found if row.status is status]
            if rows:
                names = listed(f"{row.id} {row.title}" for row in rows)
                yield says(f"{_spelt(status).capitalize()}: {names}.", *(Ref("assessment", row.id) for row in rows))
    elif found:
        names = listed(f"{row.id} {row.title}" for row in found)
        refs = [Ref("assessment", row.id) for row in found]
        yield says(f"In place, {SUPPORT[level].word}: {names}.", *refs)


def _spelt(status: Status) -> str:
    """In full, where screens are short."""
    return status.value.replace("_", " ")


def customers(facts: DescriptionFacts) -> Iterator[Sentence]:
    """DC6: what customers have to do for the controls to work."""
    yield none_says("which controls we count on our customers for", engagement(facts.scope))
