"""Faults of the fieldwork, each planted by itself in the clean desk; see planted_faults."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from grcdesk.models.testing import ControlConclusion, TestAnswer
from grcdesk.models.walkthroughs import Walkthrough
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.findings.findings import CheckFacts, FindingFacts, ResponseFacts
from grcdesk.schemas.findings.remediation import RemediationFacts
from grcdesk.schemas.incidents import IncidentFacts, NoticeFacts
from grcdesk.schemas.requests.requests import RequestFacts
from grcdesk.schemas.testing.testing import AnswerIn
from grcdesk.terms import Answer, EvidenceKind, Verb
from grcdesk.terms.audits import ItemResult
from grcdesk.terms.findings import FindingSource, FindingStatus, Severity
from grcdesk.terms.incidents import IncidentKind, Notified, TimeMark
from helpers.clean_fieldwork import change, frozen

OWNER, SECOND = "Lee Chen", "Max Roy"
DAY = date(2026, 11, 20)


def written(desk: Any, model: Any, name: str, **values: object) -> None:
    """What no service would write: as an older desk, or another tool, may have left it."""
    with desk.store.work(Verb.CONTROL_SET) as work:
        row = work.session.get_one(model, name)
        for field, value in values.items():
            setattr(row, field, value)


def newer_list(desk: Any, folder: Path) -> None:
    """A list drawn anew: the run over the old one counts no longer."""
    frozen(desk, folder, "breaches", ["B-1,drift,AIF-1,2026-08-01T10:00:00Z,2026-08-02T10:00:00Z"])


def unanswered(desk: Any, _: Path) -> None:
    desk.testing.record("AI-SEC-03", [AnswerIn("AI-SEC-03.T1", "", ItemResult.NOT_TESTED, OWNER)])


def alone(desk: Any, _: Path) -> None:
    written(desk, TestAnswer, "ENG-1/AI-SEC-03.T1/", reviewed_by=f"  {OWNER.upper()}")


def sent_back(desk: Any, _: Path) -> None:
    desk.testing.record("AI-SEC-03", [AnswerIn("AI-SEC-03.T1", "", ItemResult.PASS, OWNER, "seen in the code")])
    desk.testing.review("AI-SEC-03", by=SECOND, returned="which version?")


def self_approved(desk: Any, folder: Path) -> None:
    rows = [change(1, approver="lin"), *(change(number) for number in range(2, 9))]
    frozen(desk, folder, "model_changes", rows)
    desk.testing.run("AI-PI-01")


def confirmed(desk: Any, folder: Path) -> None:
    self_approved(desk, folder)
    desk.deviations.confirm(["DEV-1"], by=OWNER, note="it was so")


def failed(desk: Any, _: Path) -> None:
    answer = AnswerIn("AI-SEC-03.T1", "", ItemResult.FAIL, OWNER, "any call is trusted")
    desk.testing.record("AI-SEC-03", [answer])
    desk.testing.review("AI-SEC-03", by=SECOND)


def not_concluded(desk: Any, _: Path) -> None:
    with desk.store.work(Verb.TEST_CONCLUDE) as work:
        work.session.delete(work.session.get_one(ControlConclusion, "ENG-1/AI-CONF-05"))


def second_source(desk: Any, folder: Path) -> None:
    other = folder / "other.csv"
    other.write_text("deployment_id\n" + "".join(f"D-{number}\n" for number in range(2, 9)), encoding="utf-8")
    desk.reconciliations.run("deployments", other, key="deployment_id", by=SECOND)


def moved_sample(desk: Any, _: Path) -> None:
    with desk.store._writer.begin() as connection:
        for name in connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'sample'"
        ).fetchall():
            connection.exec_driver_sql(f"DROP TRIGGER {name[0]}")
        connection.exec_driver_sql("""UPDATE sample SET items = '["PR-8","PR-7"]'""")


def not_walked(desk: Any, _: Path) -> None:
    written(desk, Walkthrough, "WT-1", item="")


def overdue_request(desk: Any, _: Path) -> None:
    desk.requests.add(RequestFacts("All changes", "R-1", controls=("AI-PI-01",), due=date(2026, 11, 10)))


def finding(desk: Any, _: Path) -> None:
    facts = FindingFacts(
        "No limit", FindingSource.AUDITOR, "The oldest is old.", Severity.HIGH, control="AI-SEC-03", owner=OWNER
    )
    desk.findings.add(facts)


def late_finding(desk: Any, folder: Path) -> None:
    finding(desk, folder)
    desk.finding_moves.respond("F-1", ResponseFacts(Answer.YES, "It is mended by December.", OWNER))
    desk.remediation.add("F-1", RemediationFacts("Set a limit", OWNER, date(2026, 11, 19)))


def unproven_finding(desk: Any, folder: Path) -> None:
    late_finding(desk, folder)
    file = folder / "fix.txt"
    file.write_text("set")
    done = desk.evidence.add(file, Artefact(EvidenceKind.CONFIG_SNAPSHOT, as_of=DAY))
    name = next(one for one in done.changed if one.startswith("EV-"))
    desk.finding_moves.move("F-1", FindingStatus.IN_REMEDIATION)
    desk.remediation.done("F-1/1", proof=name)
    desk.finding_moves.move("F-1", FindingStatus.READY_TO_VERIFY)
    desk.finding_moves.close("F-1", CheckFacts("Tomas Beck", (name,)))
    desk.evidence.reject(name, reason="of another system")


def incident(desk: Any, _: Path) -> None:
    facts = IncidentFacts(
        "Provider down", IncidentKind.OUTAGE, Severity.LOW, detected="2026-09-10T09:00Z", people=(OWNER,),
        happened="No answer for an hour", root_cause="Their network", lessons="Call first",
    )  # fmt: skip
    desk.incidents.add(facts)
    for whom in Notified:
        desk.incidents.notice("INC-1", NoticeFacts(whom, Answer.NO, OWNER, "nobody was hit"))


def open_incident(desk: Any, folder: Path) -> None:
    incident(desk, folder)
    for hour, mark in ((10, TimeMark.CONTAINED), (11, TimeMark.ASSESSED), (12, TimeMark.REMEDIATED)):
        desk.incidents.mark("INC-1", mark, at=f"2026-09-10T{hour}:00Z")


def list_with(rows: Sequence[str] | None = None, **said: str) -> Callable[[Any, Path], None]:
    """The list of changes, frozen anew with something else said of it."""
    return lambda desk, folder: frozen(desk, folder, "model_changes", rows, **said)
