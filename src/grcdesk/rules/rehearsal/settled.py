"""Findings and incidents: whether each is answered, and whether what is closed is shown to be."""

from __future__ import annotations

from collections.abc import Sequence

from grcdesk.rules.rehearsal.drawing import Playing
from grcdesk.schemas.findings.findings import FindingRow
from grcdesk.schemas.incidents import IncidentLack, IncidentRow
from grcdesk.terms.findings import FindingStatus
from grcdesk.terms.incidents import TimeMark
from grcdesk.terms.rehearsals import AskedKind, Fault, ReturnDoor
from grcdesk.wording import join, word

_MARKS = frozenset(mark.value for mark in TimeMark)


def finding(playing: Playing, row: FindingRow, *, unanswered: bool, broken: Sequence[str]) -> None:
    """One request: a finding, its response, and what shows that it was put right.

    Args:
        playing: the rehearsal.
        row: the finding.
        unanswered: whether response, owner or plan is lacking.
        broken: each proof of one that is closed that can stand behind nothing, and why.
    """
    request = playing.ask(row.id, AskedKind.FINDING, f"{row.title}: response, plan and proof")
    door = (ReturnDoor.FINDING, row.id)
    if unanswered:
        lacks = [] if row.agreed else ["no response of management"]
        lacks += [] if row.owner else ["nobody owns it"]
        lacks += [] if row.actions else ["nothing is planned"]
        why = f"{word(row.status)}: {join(lacks)}"
        playing.send_back(request, Fault.FINDING_UNANSWERED, row.id, why, door)
    if row.lapsed:
        playing.send_back(request, Fault.FINDING_LATE, row.id, "its risk was accepted until a day that is over", door)
    if row.status is FindingStatus.CLOSED and broken:
        playing.send_back(request, Fault.FINDING_UNPROVEN, row.id, f"closed on {join(list(broken))}", door)


def incident(playing: Playing, row: IncidentRow, lacks: Sequence[IncidentLack]) -> None:
    """One request: an incident or an exercise, from its detection to what was learned.

    Args:
        playing: the rehearsal.
        row: the incident.
        lacks: what keeps it from being closed; nothing of one that is.
    """
    request = playing.ask(row.id, AskedKind.INCIDENT, f"{row.title}: its times, who was told, what was learned")
    door = (ReturnDoor.INCIDENT, row.id)
    times = [one.what for one in lacks if one.about in _MARKS]
    rest = [one.what for one in lacks if one.about not in _MARKS]
    if times:
        playing.send_back(request, Fault.INCIDENT_WITHOUT_TIMES, row.id, join(times), door)
    if rest:
        playing.send_back(request, Fault.INCIDENT_OPEN, row.id, join(rest), door)
    # told by itself: nothing lacks, so only the act of closing is left
    elif not times and not row.closed_at:
        playing.send_back(request, Fault.INCIDENT_OPEN, row.id, "nothing is lacking, and it is not closed", door)
