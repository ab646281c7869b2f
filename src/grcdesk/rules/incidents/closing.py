"""What closing an incident or an exercise needs, and what it then proves.

Sources: the test attributes of AI-AVL-03 and AI-EXT-01 in our own catalogs. An incident needs its times and a decision
on notice; an exercise a date, a scenario, people, a timeline and lessons. A real incident shows that the plan was used
and not that it was rehearsed, so it makes no run of a control that asks for a rehearsal.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from grcdesk.rules.incidents.times import TIMES
from grcdesk.schemas.incidents import IncidentLack, NoticeRow
from grcdesk.terms import Answer, FactsFrom
from grcdesk.terms.incidents import IncidentKind, Notified, TimeMark

_AI = frozenset({IncidentKind.DATA_LEAK, IncidentKind.HARMFUL_OUTPUT, IncidentKind.PROMPT_INJECTION})
_PROVIDER = frozenset({IncidentKind.OUTAGE, IncidentKind.WRONG_OUTPUT})


@dataclass(frozen=True, slots=True)
class Closable:
    """An incident as this rule looks at it."""

    exercise: bool
    times: Mapping[TimeMark, str]
    notices: Iterable[NoticeRow]
    people: Collection[str]
    happened: str
    root_cause: str
    lessons: str


def lacks(incident: Closable) -> list[IncidentLack]:
    """Everything that keeps it from being closed."""
    found = [
        IncidentLack(f"no time says when it was {mark}", mark.value)
        for mark in TIMES
        if mark is not TimeMark.CLOSED and not incident.times.get(mark)
    ]
    found += _undecided(incident)
    if not incident.people:
        found.append(IncidentLack("nobody is named who took part", "people"))
    if not incident.exercise:
        if not incident.happened.strip():
            found.append(IncidentLack("nothing says what happened", "happened"))
        if not incident.root_cause.strip():
            found.append(IncidentLack("no root cause is written down", "root_cause"))
    if not incident.lessons.strip():
        found.append(IncidentLack("no lessons are written down", "lessons"))
    return found


def _undecided(incident: Closable) -> list[IncidentLack]:
    decided = {one.whom: one for one in incident.notices}
    found = []
    for whom in Notified:
        one = decided.get(whom)
        who = "the customers are" if whom is Notified.CUSTOMERS else "an authority is"
        if one is None:
            found.append(IncidentLack(f"nobody decided whether {who} told", whom.value))
        # in an exercise nobody outside is told
        elif one.decision is Answer.YES and not one.told_at and not incident.exercise:
            found.append(IncidentLack(f"{who} to be told, and no time says that it was done", whom.value))
    return found


def sentence(found: Iterable[IncidentLack]) -> str:
    """`not to be closed yet: …`; empty when nothing lacks."""
    told = [one.what for one in found]
    return f"not to be closed yet: {'; '.join(told)}" if told else ""


def cure(lack: IncidentLack, incident: str) -> str:
    """The command that answers one lack."""
    if lack.about in set(TimeMark):
        return f"grcdesk incidents mark {incident} {lack.about} --at TIME"
    if lack.about in set(Notified):
        return f"grcdesk incidents notice {incident} {lack.about} no --reason TEXT --by NAME"
    option = {"people": "person", "happened": "happened", "root_cause": "root-cause"}.get(lack.about, lack.about)
    return f"grcdesk incidents set {incident} --{option} TEXT"


def origin(kind: IncidentKind) -> FactsFrom:
    """Which work it is, as wanted kinds of evidence name it."""
    if kind in _AI:
        return FactsFrom.AI_EXERCISE
    return FactsFrom.OUTAGE_EXERCISE if kind in _PROVIDER else FactsFrom.INCIDENT_EXERCISE
