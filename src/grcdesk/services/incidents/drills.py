"""What a closed exercise proves: it was held, with scenario, people, times and lessons. And what an incident does not.

The file of facts holds counts, names, times and the invented scenario; what happened, causes and lessons stay in the
register, where they can be erased.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.models.incidents import Incident
from grcdesk.models.unreadable import stored_moment
from grcdesk.paths import DeskPaths
from grcdesk.rules.incidents import closing as rules
from grcdesk.services.evidence import facts
from grcdesk.services.evidence.facts import WorkDone
from grcdesk.services.incidents import reading
from grcdesk.terms import EvidenceKind
from grcdesk.wording import word


def of_closed(session: Session, paths: DeskPaths, row: Incident, zone: str) -> str:
    """Make a closed exercise, or incident, evidence; what to tell of it."""
    session.flush()
    what = "Exercise" if row.exercise else "Incident"
    done = WorkDone(
        rules.origin(row.kind),
        about(row),
        f"{what} {row.id}, {word(row.kind)}: {row.title}" if row.exercise else f"{what} {row.id}, {word(row.kind)}",
        _day(row.detected_at, zone),
        row.closed_by,
        facts.as_json(_content(session, row)),
        alone=EvidenceKind.TEST_RECORD,
        beside=None if row.exercise else EvidenceKind.REPORT,
    )
    told = facts.keep(session, paths, done)
    held = facts.in_force(session, done.about)
    row.evidence = held.id if held is not None else ""
    if told and not row.exercise:
        told += "; it is no exercise: it shows a run only on a person's word"
    return told


def _content(session: Session, row: Incident) -> dict[str, Any]:
    """What is frozen of it: counts, names, times and the invented scenario."""
    found = reading.detail(session, row)
    states = Counter(one.state.value for one in found.actions)
    return {
        "id": row.id,
        "exercise": row.exercise,
        "type": row.kind.value,
        "severity": row.severity.value,
        "scenario": row.scenario,
        "times": {mark.value: at for mark, at in reading.times(row).items()},
        "timeline_entries": len(found.marks),
        "lead": row.lead,
        "people": list(row.people),
        "touched": [[one.kind.value, one.entity, one.since, one.until] for one in found.entities],
        "notice": {one.whom.value: [one.decision.value, one.by, one.decided_on, one.told_at] for one in found.notices},
        "lessons_written": bool(row.lessons.strip()),
        "root_cause_written": bool(row.root_cause.strip()),
        "tests_added": list(row.tests_added),
        "actions": [[one.id, one.owner, one.due, one.state.value, one.done_on] for one in found.actions],
        "action_states": dict(sorted(states.items())),
    }


def withdraw(session: Session, row: Incident, reason: str) -> str:
    """Take what was proven out of force when it is opened again; the id of the artefact, or nothing."""
    row.evidence = ""
    return facts.withdraw(session, about(row), f"{row.id} was opened again: {reason}")


def about(row: Incident) -> str:
    """As the artefact names where it comes from."""
    return f"exercise {row.id}" if row.exercise else f"incident {row.id}"


def _day(at: str, zone: str) -> date:
    moment = stored_moment(at)
    return moment.astimezone(clock.find_zone(zone) if zone else None).date()
