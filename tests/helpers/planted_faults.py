"""Faults, each planted by itself in the clean desk: how, what it is called, and which requests it may touch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from grcdesk.models.controls import Assessment
from grcdesk.models.evidence import Evidence
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.evidence.evidence import Artefact, EvidenceChange
from grcdesk.schemas.evidence.imports import ImportPlan
from grcdesk.schemas.features.features import FeatureChange, ModelFacts
from grcdesk.schemas.vendors.papers import PackageFacts
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.store import vault
from grcdesk.terms import Answer, EvidenceKind, Status
from grcdesk.terms.rehearsals import Fault
from grcdesk.terms.vendors import PackageItem, PackageStatus
from helpers import planted_fieldwork as work
from helpers import planted_records as records
from helpers.clean_desk import FIRST, LAST, OWNER, SECOND, VENDOR, add, kept
from helpers.planted_fieldwork import written

Step = Callable[[Any, Path], object]


@dataclass(frozen=True)
class Plant:
    """One fault."""

    fault: Fault
    """What it must be called."""
    where: str
    """The one subject whose requests may come back beside the assessment, which moves with what it was signed over."""
    step: Step


def of(desk: Any, control: str, kind: EvidenceKind) -> list[str]:
    """The artefacts of a kind behind a control, in order."""
    return [row.id for row in desk.evidence.list(f"kind:{kind.value}", control=control)]


def loosen(desk: Any, control: str, kind: EvidenceKind, number: int = 0) -> str:
    """Untie one of them; its id."""
    name = of(desk, control, kind)[number]
    desk.evidence.unlink([name], controls=[control])
    return name


def link(desk: Any, _: Path) -> None:
    loosen(desk, "AI-PI-01", EvidenceKind.POLICY)
    said = Artefact(EvidenceKind.POLICY, as_of=date(2026, 7, 2))
    desk.evidence.add("https://acme.example/policy", said, controls=["AI-PI-01"])


def bytes_of(change: Callable[[Path], object]) -> Step:
    def step(desk: Any, _: Path) -> None:
        row = desk.evidence.list("kind:policy", control="AI-PI-01")[0]
        file = vault.blob(desk.paths, row.sha256)
        file.chmod(0o600)
        change(file)

    return step


def of_another_year(desk: Any, folder: Path) -> None:
    loosen(desk, "AI-PI-04", EvidenceKind.CONFIG_SNAPSHOT)
    add(desk, folder, "AI-PI-04", EvidenceKind.CONFIG_SNAPSHOT, date(2026, 3, 1))


def superseded(desk: Any, folder: Path) -> None:
    (old,) = of(desk, "AI-PI-01", EvidenceKind.POLICY)
    new = add(desk, folder, "AI-CONF-05", EvidenceKind.POLICY, date(2026, 9, 1))
    desk.evidence.supersede(old, new)


def unread(desk: Any, folder: Path) -> None:
    said = Artefact(EvidenceKind.LOG_EXPORT, as_of=date(2026, 8, 1), source="gateway")
    desk.evidence.add(kept(folder, "raw.log"), said, controls=["AI-SEC-03"])


def linked_run(desk: Any, _: Path) -> None:
    loosen(desk, "AI-PI-04", EvidenceKind.SIGN_OFF)
    said = Artefact(EvidenceKind.SIGN_OFF, as_of=date(2026, 7, 31))
    desk.evidence.add("https://acme.example/july", said, controls=["AI-PI-04"])


def policy_as_run(desk: Any, folder: Path) -> None:
    loosen(desk, "AI-CONF-05", EvidenceKind.SIGN_OFF)
    name = add(desk, folder, "AI-CONF-05", EvidenceKind.POLICY, date(2026, 8, 20))
    desk.evidence.set([name], EvidenceChange(performed_on=date(2026, 8, 20)))


def valid_before(desk: Any, _: Path) -> None:
    desk.evidence.set(of(desk, "AI-PI-04", EvidenceKind.SIGN_OFF)[:1], EvidenceChange(valid_until=date(2026, 7, 30)))


def late_run(desk: Any, folder: Path) -> None:
    loosen(desk, "AI-PI-04", EvidenceKind.SIGN_OFF)
    name = add(desk, folder, "AI-PI-04", EvidenceKind.SIGN_OFF, date(2026, 8, 20))
    desk.evidence.set([name], EvidenceChange(for_slot="2026-07"))


def no_population(desk: Any, _: Path) -> None:
    desk.evidence.unlink(of(desk, "AI-PI-01", EvidenceKind.POPULATION), controls=["AI-PI-01"])


def population(**change: object) -> Step:
    """A list that is no frozen one, as only evidence."""

    def step(desk: Any, folder: Path) -> None:
        no_population(desk, folder)
        file = folder / "changes.csv"
        file.write_text("change_id,merged_at\n" + "".join(f"X-{n},2026-08-0{n}T10:00:00Z\n" for n in range(1, 9)))
        said = Artefact(
            EvidenceKind.POPULATION, period_from=FIRST, period_to=LAST, source="GitHub", query="merged:2026Q3",
            pulled_at="2026-10-02T08:00:00Z", completeness="counted in two places", checked_by=SECOND, row_count=8,
        )  # fmt: skip
        plan = ImportPlan("population", zone="UTC", period_from=FIRST, period_to=LAST, key="change_id")
        done = desk.imports.import_(file, plan, said=said, controls=["AI-PI-01"])
        desk.evidence.set([one for one in done.changed if one.startswith("EV-")][:1], EvidenceChange(**change))

    return step


def screenshot(desk: Any, folder: Path) -> None:
    name = add(desk, folder, "AI-SEC-03", EvidenceKind.SCREENSHOT, date(2026, 8, 1))
    written(desk, Evidence, name, source="")


def sourceless(desk: Any, folder: Path) -> None:
    said = Artefact(EvidenceKind.QUERY_RESULT, as_of=date(2026, 8, 1))
    desk.evidence.add(kept(folder, "rows.csv"), said, controls=["AI-SEC-03"])


def untied(control: str, kind: EvidenceKind, number: int = 0) -> Step:
    return lambda desk, _: loosen(desk, control, kind, number)


def said(control: str, **change: object) -> Step:
    return lambda desk, _: desk.controls.set([control], ControlChange(**change))


def assessed(control: str, **values: object) -> Step:
    return lambda desk, _: written(desk, Assessment, control, **values)


def rejected(desk: Any, _: Path) -> None:
    desk.evidence.reject(of(desk, "AI-PI-01", EvidenceKind.POLICY)[0], reason="a draft")


def expired(desk: Any, _: Path) -> None:
    desk.evidence.set(of(desk, "AI-PI-01", EvidenceKind.POLICY), EvidenceChange(valid_until=date(2026, 6, 30)))


def waiting_paper(desk: Any, _: Path) -> None:
    asked = PackageFacts(PackageStatus.REQUESTED, asked_on=date(2026, 11, 1))
    desk.vendor_papers.set_item(VENDOR, PackageItem.INCIDENT_NOTICE, asked)


def add_action(desk: Any, _: Path) -> None:
    desk.actions.add("AI-PI-04", "Write it down", owner=OWNER, due=date(2026, 11, 20))


def not_applicable(desk: Any, _: Path) -> None:
    why = ControlChange(status=Status.NOT_APPLICABLE, reason="no such change", approver=SECOND)
    desk.controls.set(["AI-PI-01"], why)
    written(desk, Assessment, "AI-PI-01", assessed_on=date(2025, 6, 1))


def claimed_days(desk: Any, folder: Path) -> None:
    """Instead of the log of a month, a record of changes that says nothing of how it was drawn."""
    loosen(desk, "AI-SEC-03", EvidenceKind.LOG_EXPORT, 1)
    said = Artefact(EvidenceKind.CHANGE_RECORD, period_from=date(2026, 8, 1), period_to=date(2026, 8, 31))
    desk.evidence.add(kept(folder, "changes.json"), said, controls=["AI-SEC-03"])


PLANTS: dict[str, Plant] = {
    "a test over an older list": Plant(Fault.TEST_NOT_RUN, "AI-PI-04.T2", work.newer_list),
    "an item not tested": Plant(Fault.ITEM_NOT_TESTED, "AI-SEC-03.T1", work.unanswered),
    "tester and reviewer are one": Plant(Fault.TESTER_ALONE, "AI-SEC-03.T1", work.alone),
    "an answer sent back": Plant(Fault.ANSWER_SENT_BACK, "AI-SEC-03.T1", work.sent_back),
    "a change approved by its author": Plant(Fault.DEVIATION_OPEN, "AI-PI-01.T1", work.self_approved),
    "an exception without a finding": Plant(Fault.DEVIATION_UNANSWERED, "AI-PI-01.T1", work.confirmed),
    "a deviation of a work sheet": Plant(Fault.DEVIATION_OPEN, "AI-SEC-03.T1", work.failed),
    "a conclusion softer than the tests": Plant(Fault.CONCLUSION_MOVED, "AI-SEC-03", work.failed),
    "nobody concluded": Plant(Fault.NOT_CONCLUDED, "AI-CONF-05", work.not_concluded),
    "a difference with a second source": Plant(Fault.DIFFERENCE_UNEXPLAINED, "POP-2", work.second_source),
    "a frozen list drawn too early": Plant(
        Fault.POPULATION_INTERIM, "POP-9", work.list_with(pulled_at="2026-09-15T08:00:00Z")
    ),
    "a frozen list without query": Plant(Fault.WITHOUT_QUERY, "POP-9", work.list_with(query="")),
    "a frozen list without completeness": Plant(
        Fault.WITHOUT_COMPLETENESS, "POP-9", work.list_with([work.change(1)], completeness="", by="")
    ),
    "a frozen list with rows left out": Plant(
        Fault.ROWS_SKIPPED, "POP-9", work.list_with([work.change(1), ",2026-08-02T10:00:00Z,lin,max,,c2,"])
    ),
    "a sample nobody draws again": Plant(Fault.SAMPLE_NOT_REPRODUCIBLE, "SMP-1", work.moved_sample),
    "a control not walked through": Plant(Fault.WALKTHROUGH_MISSING, "AI-SEC-03", work.not_walked),
    "a request overdue": Plant(Fault.REQUEST_OVERDUE, "requests", work.overdue_request),
    "a finding without response": Plant(Fault.FINDING_UNANSWERED, "F-1", work.finding),
    "a finding late": Plant(Fault.FINDING_LATE, "findings", work.late_finding),
    "a finding closed without proof": Plant(Fault.FINDING_UNPROVEN, "F-1", work.unproven_finding),
    "an incident without times": Plant(Fault.INCIDENT_WITHOUT_TIMES, "INC-1", work.incident),
    "an incident late": Plant(Fault.INCIDENT_LATE, "incidents", work.open_incident),
    "an incident never closed": Plant(Fault.INCIDENT_OPEN, "INC-1", work.open_incident),
    "nothing on file": Plant(Fault.EVIDENCE_MISSING, "AI-PI-01", untied("AI-PI-01", EvidenceKind.POLICY)),
    "a link": Plant(Fault.LINK_ONLY, "AI-PI-01", link),
    "bytes changed": Plant(Fault.BYTES_CHANGED, "AI-PI-01", bytes_of(lambda file: file.write_bytes(b"other"))),
    "bytes gone": Plant(Fault.BYTES_GONE, "AI-PI-01", bytes_of(lambda file: file.unlink())),
    "a policy for a run": Plant(Fault.SHOWN_FOR_A_RUN, "AI-CONF-05", policy_as_run),
    "of another year": Plant(Fault.OUTSIDE_PERIOD, "AI-PI-04", of_another_year),
    "rejected": Plant(Fault.REJECTED, "AI-PI-01", rejected),
    "superseded": Plant(Fault.SUPERSEDED, "AI-PI-01", superseded),
    "expired": Plant(Fault.EXPIRED, "AI-PI-01", expired),
    "kept unread": Plant(Fault.UNREAD, "AI-SEC-03", unread),
    "a month claimed by a link": Plant(Fault.LINK_ONLY, "AI-PI-04", linked_run),
    "a run no longer valid on its day": Plant(Fault.EXPIRED, "AI-PI-04", valid_before),
    "a gap in a log": Plant(Fault.LOG_GAP, "AI-SEC-03", untied("AI-SEC-03", EvidenceKind.LOG_EXPORT, 1)),
    "days claimed": Plant(Fault.SLOT_CLAIMED, "AI-SEC-03", claimed_days),
    "late beyond grace": Plant(Fault.LATE_BEYOND_GRACE, "AI-PI-04", late_run),
    "a missing month": Plant(Fault.SLOT_MISSING, "AI-PI-04", untied("AI-PI-04", EvidenceKind.SIGN_OFF, 1)),
    "no population": Plant(Fault.POPULATION_MISSING, "AI-PI-01", no_population),
    "drawn too early": Plant(Fault.POPULATION_INTERIM, "AI-PI-01", population(pulled_at="2026-09-15T08:00:00Z")),
    "without query": Plant(Fault.WITHOUT_QUERY, "AI-PI-01", population(query="")),
    "without a row count": Plant(Fault.POPULATION_LACKS, "AI-PI-01", population(row_count=None)),
    "a failed run": Plant(Fault.RUN_FAILED, "runs", records.failed_run),
    "a run that counts for nothing": Plant(Fault.RUN_NOT_COUNTED, "AI-SEC-03", records.uncounted_run),
    "no owner": Plant(Fault.OWNER_MISSING, "AI-PI-04", said("AI-PI-04", owner="")),
    "in place without support": Plant(Fault.UNSUPPORTED, "AI-PI-04", said("AI-PI-04", design=None)),
    "not in place": Plant(Fault.NOT_IN_PLACE, "AI-PI-04", said("AI-PI-04", status=Status.PARTIAL, gap="half")),
    "n.a. without approver": Plant(
        Fault.NA_WITHOUT_APPROVER,
        "AI-PI-01",
        assessed("AI-PI-01", status=Status.NOT_APPLICABLE, reason="no change"),
    ),
    "n.a. long ago": Plant(Fault.NA_OLD, "AI-PI-01", not_applicable),
    "assessed long ago": Plant(Fault.NOT_REVIEWED, "AI-PI-01", assessed("AI-PI-01", assessed_on=date(2025, 6, 1))),
    "in effect too late": Plant(Fault.EFFECTIVE_LATE, "AI-PI-04", said("AI-PI-04", effective_from=date(2026, 8, 1))),
    "a bare screenshot": Plant(Fault.SCREENSHOT_BARE, "AI-SEC-03", screenshot),
    "a list without source": Plant(Fault.LIST_WITHOUT_SOURCE, "AI-SEC-03", sourceless),
    "an action overdue": Plant(Fault.ACTION_OVERDUE, "AI-PI-04", add_action),
    "a risk expired": Plant(Fault.RISK_EXPIRED, "AI-PI-04", records.expired_risk),
    "a report too short": Plant(Fault.REPORT_GAP, "VEN-1", records.report_until(date(2026, 8, 15))),
    "a letter too long": Plant(
        Fault.BRIDGE_LETTER, "VEN-1", records.report_until(date(2026, 5, 31), bridge=(date(2026, 6, 1), LAST))
    ),
    "an agreement not read": Plant(Fault.AGREEMENT_UNREAD, "VEN-1", records.unread_agreement),
    "a vendor not reviewed": Plant(
        Fault.VENDOR_NOT_REVIEWED,
        "VEN-1",
        lambda desk, _: desk.vendors.set([VENDOR], VendorFacts(last_review=date(2025, 3, 1))),
    ),
    "a paper not received": Plant(Fault.VENDOR_PAPER, "VEN-1", waiting_paper),
    "a review not signed": Plant(Fault.REVIEW_UNSIGNED, "AR-1", records.reopened),
    "an account undecided": Plant(Fault.REVIEW_OPEN, "AR-1", records.undecided),
    "a self-review": Plant(Fault.SELF_REVIEW, "AR-1", records.self_reviewed),
    "a leaver kept too long": Plant(Fault.LEAVER_LATE, "AR-1", records.leaver),
    "signed with a remark": Plant(Fault.REVIEW_EXCEPTION, "AR-1", records.signed_again),
    "a feature not confirmed": Plant(
        Fault.FEATURE_UNCONFIRMED,
        "AIF-1",
        lambda desk, _: desk.features.set(["AIF-1"], FeatureChange(trains=Answer.YES)),
    ),
    "a feature not looked at": Plant(
        Fault.FEATURE_NOT_REVIEWED,
        "AIF-1",
        lambda desk, _: desk.features.set(["AIF-1"], FeatureChange(last_reviewed=date(2025, 3, 1))),
    ),
    "a provider nobody knows": Plant(
        Fault.PROVIDER_UNKNOWN,
        "providers",
        lambda desk, _: desk.features.add_model("AIF-1", ModelFacts("q", "Quillwise")),
    ),
    "traffic to a provider nobody knows": Plant(Fault.PROVIDER_UNKNOWN, "providers", records.strange_traffic),
    "a feature no log shows": Plant(Fault.FEATURE_UNROUTED, "providers", records.unrouted),
    "a system without a list": Plant(
        Fault.SYSTEM_UNLISTED, "systems", lambda desk, _: desk.scope.add_system("Vector store")
    ),
    "a broken limit": Plant(Fault.LIMIT_BROKEN, "limits", records.old_keys),
    "a stale list": Plant(Fault.LIST_STALE, "limits", lambda desk, _: desk.checks.set("policy-coverage", max_age=0)),
    "no final assessment": Plant(Fault.GAP_NOT_FINAL, "gap", records.no_snapshot),
    "an assessment that moved": Plant(Fault.GAP_MOVED, "gap", said("AI-PI-04", owner=SECOND)),
    "no approved statement": Plant(Fault.SOA_NOT_APPROVED, "soa", records.statement),
    "a statement that moved": Plant(Fault.SOA_MOVED, "soa", records.moved_statement),
}
"""By name; `where` is the beginning of the requests that may come back."""
