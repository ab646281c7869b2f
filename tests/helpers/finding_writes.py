"""Every verb that changes findings, incidents and the actions against them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.findings.findings import (
    AcceptFacts,
    CheckFacts,
    FindingChange,
    FindingFacts,
    ItemFacts,
    ResponseFacts,
)
from grcdesk.schemas.findings.remediation import RemediationFacts
from grcdesk.schemas.incidents import EntityFacts, IncidentChange, IncidentFacts, NoticeFacts
from grcdesk.terms import Answer, EvidenceKind, Verb
from grcdesk.terms.findings import FindingSource, FindingStatus, Severity
from grcdesk.terms.incidents import EntityKind, IncidentKind, Notified, TimeMark

DUE, LATER = date(2026, 12, 1), date(2026, 12, 15)
BY, OTHER = "Omar Haddad", "Tomas Beck"
YES = ResponseFacts(Answer.YES, "It is mended by December.", BY)


def finding(desk: Any, folder: Path) -> object:
    file = folder / "fix.txt"
    file.write_text("set")
    desk.evidence.add(file, Artefact(EvidenceKind.CONFIG_SNAPSHOT, as_of=date(2026, 11, 20)))
    return raised(desk, folder)


def raised(desk: Any, _: Path) -> object:
    facts = FindingFacts("No limit", FindingSource.AUDITOR, "The oldest is old.", Severity.HIGH, control="AI-SEC-01")
    return desk.findings.add(facts)


def answered(desk: Any, folder: Path) -> object:
    return finding(desk, folder), desk.finding_moves.respond("F-1", YES)


def planned(desk: Any, folder: Path) -> object:
    answered(desk, folder)
    desk.remediation.add("F-1", RemediationFacts("Set a limit", BY, DUE))
    return desk.finding_moves.move("F-1", FindingStatus.IN_REMEDIATION)


def ready(desk: Any, folder: Path) -> object:
    planned(desk, folder)
    desk.remediation.done("F-1/1", proof="EV-1")
    return desk.finding_moves.move("F-1", FindingStatus.READY_TO_VERIFY)


def closed(desk: Any, folder: Path) -> object:
    return ready(desk, folder), desk.finding_moves.close("F-1", CheckFacts(OTHER, ("EV-1",)))


def itemised(desk: Any, folder: Path) -> object:
    return finding(desk, folder), desk.findings.add_items("F-1", [ItemFacts("log-1")])


def drill(desk: Any, _: Path) -> object:
    return desk.incidents.add(
        IncidentFacts(
            "Provider down", IncidentKind.OUTAGE, Severity.LOW, exercise=True, scenario="No answer",
            detected="2026-11-10T09:00Z", people=(BY,), lessons="Call first",
        )
    )  # fmt: skip


def timed(desk: Any, folder: Path) -> object:
    drill(desk, folder)
    for hour, mark in ((10, TimeMark.CONTAINED), (11, TimeMark.ASSESSED), (12, TimeMark.REMEDIATED)):
        desk.incidents.mark("INC-1", mark, at=f"2026-11-10T{hour}:00Z")
    return [desk.incidents.notice("INC-1", NoticeFacts(whom, Answer.NO, BY, "a drill")) for whom in Notified]


def ended(desk: Any, folder: Path) -> object:
    return timed(desk, folder), desk.incidents.close("INC-1")


def everything(desk: Any, folder: Path) -> None:
    """A row in every table of findings and incidents."""
    planned(desk, folder)
    desk.findings.add_items("F-1", [ItemFacts("log-1")])
    desk.remediation.move("F-1/1", LATER, reason="ill")
    timed(desk, folder)
    desk.incidents.touch("INC-1", EntityFacts(EntityKind.SYSTEM, "Gateway"))


WRITES = {
    "finding": (Verb.FINDING_ADD, None, raised),
    "finding set": (Verb.FINDING_SET, finding, lambda desk, _: desk.findings.set(["F-1"], FindingChange(owner=BY))),
    "finding item": (Verb.FINDING_ITEM, finding, lambda desk, _: desk.findings.add_items("F-1", [ItemFacts("log-1")])),
    "finding fix": (Verb.FINDING_ITEM, itemised, lambda desk, _: desk.findings.fix("F-1", ["log-1"], evidence="EV-1")),
    "finding response": (Verb.FINDING_RESPOND, finding, lambda desk, _: desk.finding_moves.respond("F-1", YES)),
    "finding moved": (
        Verb.FINDING_MOVE,
        lambda desk, folder: (
            answered(desk, folder), desk.remediation.add("F-1", RemediationFacts("Set a limit", BY, DUE)),
        ),
        lambda desk, _: desk.finding_moves.move("F-1", FindingStatus.IN_REMEDIATION),
    ),
    "finding verified": (
        Verb.FINDING_VERIFY, ready, lambda desk, _: desk.finding_moves.verify("F-1", CheckFacts(OTHER, ("EV-1",))),
    ),
    "finding closed": (
        Verb.FINDING_CLOSE, ready, lambda desk, _: desk.finding_moves.close("F-1", CheckFacts(OTHER, ("EV-1",))),
    ),
    "finding reopened": (
        Verb.FINDING_REOPEN, closed, lambda desk, _: desk.finding_moves.reopen("F-1", reason="came back"),
    ),
    "finding accepted": (
        Verb.FINDING_ACCEPT, finding, lambda desk, _: desk.finding_moves.accept("F-1", AcceptFacts("small", BY, LATER)),
    ),
    "remediation": (
        Verb.REMEDIATION_ADD, finding, lambda desk, _: desk.remediation.add("F-1", RemediationFacts("Set it", BY, DUE)),
    ),
    "remediation assigned": (
        Verb.REMEDIATION_SET, planned, lambda desk, _: desk.remediation.reassign("F-1/1", OTHER),
    ),
    "remediation moved": (
        Verb.REMEDIATION_MOVE, planned, lambda desk, _: desk.remediation.move("F-1/1", LATER, reason="ill"),
    ),
    "remediation done": (Verb.REMEDIATION_DONE, planned, lambda desk, _: desk.remediation.done("F-1/1", proof="EV-1")),
    "remediation dropped": (
        Verb.REMEDIATION_DROP, planned, lambda desk, _: desk.remediation.drop("F-1/1", reason="no longer wanted"),
    ),
    "incident": (Verb.INCIDENT_ADD, None, drill),
    "incident set": (
        Verb.INCIDENT_SET, drill, lambda desk, _: desk.incidents.set(["INC-1"], IncidentChange(lessons="Call twice")),
    ),
    "incident marked": (
        Verb.INCIDENT_MARK, drill, lambda desk, _: desk.incidents.mark("INC-1", TimeMark.NOTE, note="provider called"),
    ),
    "incident notice": (
        Verb.INCIDENT_NOTICE,
        drill,
        lambda desk, _: desk.incidents.notice("INC-1", NoticeFacts(Notified.CUSTOMERS, Answer.NO, BY, "a drill")),
    ),
    "incident touched": (
        Verb.INCIDENT_ENTITY,
        drill,
        lambda desk, _: desk.incidents.touch("INC-1", EntityFacts(EntityKind.SYSTEM, "Gateway")),
    ),
    "incident untouched": (
        Verb.INCIDENT_ENTITY,
        lambda desk, folder: (
            drill(desk, folder), desk.incidents.touch("INC-1", EntityFacts(EntityKind.SYSTEM, "Gateway")),
        ),
        lambda desk, _: desk.incidents.untouch("INC-1/e1"),
    ),
    "incident closed": (Verb.INCIDENT_CLOSE, timed, lambda desk, _: desk.incidents.close("INC-1")),
    "incident reopened": (
        Verb.INCIDENT_REOPEN, ended, lambda desk, _: desk.incidents.reopen("INC-1", reason="wrong day"),
    ),
}  # fmt: skip
