"""A small engagement that is truly clean: six controls, one quarter that is over, nothing for an auditor to return.

Everything is made through the services, as a person would. Tests plant one fault at a time in a copy of it.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from grcdesk.rules.time.months import add_months
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.evidence.imports import ImportPlan
from grcdesk.schemas.features.features import FeatureAnswers, FeatureChange, ModelFacts
from grcdesk.schemas.programme import Period
from grcdesk.schemas.reviews.reviews import CampaignPlan, ListFacts, RosterFacts, Ruling
from grcdesk.schemas.vendors.papers import AgreementFacts, ClauseFacts, DocumentFacts, PackageFacts, ReportFacts
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.terms import Answer, Category, Design, EvidenceKind, FeatureStatus, Implemented, Scope, Status
from grcdesk.terms.reviews import Decision
from grcdesk.terms.vendors import (
    Clause,
    ClauseAnswer,
    ContactKind,
    DocumentKind,
    Opinion,
    PackageItem,
    PackageStatus,
    Tier,
)
from helpers.clean_fieldwork import fieldwork

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)
PERIOD = Period(FIRST, LAST)
CONTROLS = ("AI-SEC-03", "AI-SEC-05", "AI-PI-01", "AI-PI-04", "AI-CONF-02", "AI-CONF-05")
MONTHS = (date(2026, 7, 31), date(2026, 8, 31), date(2026, 9, 30))
OWNER, SECOND = "Lee Chen", "Max Roy"
VENDOR, SYSTEM = "Example Models", "Model gateway"
READ = {
    Clause.PLAN: ClauseFacts(ClauseAnswer.YES, "enterprise", place="1"),
    Clause.RETENTION: ClauseFacts(ClauseAnswer.YES, amount=30, carve_outs="abuse review", place="annex 2, 4"),
    Clause.TRAINING_CONTRACT: ClauseFacts(ClauseAnswer.YES, place="5.1"),
    Clause.REGION_STORAGE: ClauseFacts(ClauseAnswer.YES, "EU", place="annex 1"),
    Clause.REGION_INFERENCE: ClauseFacts(ClauseAnswer.YES, "EU", place="annex 1"),
    Clause.SUBPROCESSORS: ClauseFacts(ClauseAnswer.YES, place="annex 3"),
    Clause.SUBPROCESSOR_NOTICE: ClauseFacts(ClauseAnswer.YES, amount=30, place="6.2"),
    Clause.OBJECTION: ClauseFacts(ClauseAnswer.YES, place="6.3"),
    Clause.BREACH_NOTICE: ClauseFacts(ClauseAnswer.YES, amount=48, place="9.2"),
    Clause.DELETION: ClauseFacts(ClauseAnswer.YES, amount=30, place="10"),
    Clause.AUDIT_RIGHT: ClauseFacts(ClauseAnswer.YES, place="11"),
    Clause.SIGNATURES: ClauseFacts(ClauseAnswer.YES, place="last page"),
}
PAPERS = {
    DocumentKind.SOC2_TYPE2: {"covers_from": date(2025, 10, 1), "covers_to": LAST},
    DocumentKind.ISO27001: {"issued": date(2025, 5, 1), "expires": date(2028, 5, 1)},
    DocumentKind.MODEL_TERMS: {"issued": date(2026, 6, 1)},
    DocumentKind.SUBPROCESSORS: {"issued": date(2026, 6, 1)},
    DocumentKind.ACCOUNT_SETTINGS: {"issued": date(2026, 6, 1)},
    DocumentKind.DPA: {"issued": date(2026, 2, 1)},
}


def clean(desk: Any, folder: Path) -> None:
    """Make it of a fresh desk."""
    desk.scope.set(categories=[Category.SECURITY], period=PERIOD)
    for row in desk.controls.list():
        decided = Scope.IN if row.id in CONTROLS else Scope.OUT
        if row.scope is not decided:
            desk.scope.override(row.id, decided, reason="the engagement is about six controls")
    desk.scope.add_system(SYSTEM)
    vendor(desk, folder)
    feature(desk)
    artefacts(desk, folder)
    log(desk, folder)
    access_review(desk, folder)
    fieldwork(desk, folder, CONTROLS, (OWNER, SECOND))
    done = ControlChange(status=Status.IN_PLACE, design=Design.ADEQUATE, implemented=Implemented.YES, owner=OWNER)
    desk.controls.set(CONTROLS, done)
    desk.gap.finalise(assessor=OWNER, reviewer=SECOND)


def kept(folder: Path, name: str) -> Path:
    """A file with bytes of its own."""
    file = folder / name
    file.write_bytes(f"%PDF {name}".encode())
    return file


def vendor(desk: Any, folder: Path) -> None:
    """One model provider, whose report covers the quarter and whose agreement was read to the end."""
    facts = VendorFacts(
        tier=Tier.HIGH, model_provider=True, onboarded=date(2026, 2, 10), first_use=date(2026, 3, 1), region="EU",
        last_review=date(2026, 8, 3), owner=OWNER, plan="enterprise",
    )  # fmt: skip
    desk.vendors.add(VENDOR, facts)
    desk.vendor_relations.add_contact(VENDOR, ContactKind.SECURITY, mail="security@models.example")
    ids = {}
    for kind, days in PAPERS.items():
        desk.vendor_papers.add_document(VENDOR, DocumentFacts(kind, **days), source=kept(folder, f"{kind.value}.pdf"))
        ids[kind] = desk.vendor_papers.file(VENDOR).file.documents[-1].id
    report = ReportFacts(Opinion.UNMODIFIED, "nothing that touches us", OWNER, on=date(2026, 10, 20))
    desk.vendor_papers.review_report(ids[DocumentKind.SOC2_TYPE2], report)
    waived = PackageFacts(PackageStatus.WAIVED, "part of the agreement", SECOND)
    desk.vendor_papers.set_item(VENDOR, PackageItem.INCIDENT_NOTICE, waived)
    signed = date(2026, 2, 1)
    desk.agreements.add(
        VENDOR,
        AgreementFacts(
            plan="enterprise", document=ids[DocumentKind.DPA], signed_by_us=signed, signed_by_them=signed,
            effective=signed,
        ),
    )  # fmt: skip
    for clause in Clause:
        said = READ.get(clause, ClauseFacts(ClauseAnswer.SILENT))
        desk.agreements.set_clause("AGR-1", clause, replace(said, reviewer=OWNER, on=date(2026, 8, 3)))


def feature(desk: Any) -> None:
    """One feature in production, its controls confirmed."""
    said = FeatureAnswers(
        "Support reply", purpose="Drafts answers", data_in="Tickets", data_out="Drafts", invoked_by="Agents",
        if_wrong="An agent corrects it", home_region="EU", customer_data=Answer.YES, personal_data=Answer.YES,
        user_facing=Answer.NO, automated_decision=Answer.NO, trains=Answer.NO, invokers=("staff",), stores=("log",),
        owner=OWNER, status=FeatureStatus.PRODUCTION, disclosure="https://acme.example/ai",
    )  # fmt: skip
    desk.features.add(said, models=[ModelFacts("talk-2", VENDOR, plan="enterprise", region="EU")])
    desk.features.set(["AIF-1"], FeatureChange(last_reviewed=date(2026, 11, 20)))
    desk.features.derive(["AIF-1"])
    desk.features.confirm("AIF-1", by=OWNER)


def artefacts(desk: Any, folder: Path) -> None:
    """Snapshots, policies, contracts and monthly sign-offs."""
    add(desk, folder, "AI-SEC-03", EvidenceKind.CODE_REF, date(2026, 8, 10))
    add(desk, folder, "AI-PI-04", EvidenceKind.CONFIG_SNAPSHOT, date(2026, 8, 11))
    for day in MONTHS:
        add(desk, folder, "AI-PI-04", EvidenceKind.SIGN_OFF, day)
    add(desk, folder, "AI-PI-01", EvidenceKind.POLICY, date(2026, 7, 2))
    add(desk, folder, "AI-CONF-05", EvidenceKind.POLICY, date(2026, 7, 3))
    add(desk, folder, "AI-CONF-05", EvidenceKind.SIGN_OFF, date(2026, 8, 20))
    add(desk, folder, "AI-CONF-02", EvidenceKind.CONTRACT, date(2026, 7, 5))


def add(desk: Any, folder: Path, control: str, kind: EvidenceKind, day: date) -> str:
    """One artefact of a day; its id."""
    file = kept(folder, f"{control}-{kind.value}-{day}.pdf")
    done = desk.evidence.add(file, Artefact(kind, as_of=day, source="the console"), controls=[control])
    return next(name for name in done.changed if name.startswith("EV-"))


def log(desk: Any, folder: Path) -> None:
    """Decisions of the gateway on every day, drawn month by month; the last one is there for limits of today."""
    for first in (FIRST, date(2026, 8, 1), date(2026, 9, 1), date(2026, 11, 1)):
        month(desk, folder, first)


def month(desk: Any, folder: Path, first: date, *, without: tuple[date, ...] = ()) -> str:
    """The log of one month, or of what of it is over; its id."""
    after = add_months(first, 1)
    last = min(after, date(2026, 11, 21)) - timedelta(days=1)
    file = folder / f"decisions-{first:%Y-%m}.jsonl"
    events = [
        {
            "id": f"d-{day}", "time": f"{day}T10:00:00Z", "action": "allow", "route": "/support-reply",
            "provider": VENDOR, "model": "talk-2", "region": "EU", "policy_version": "v3",
        }
        for day in (first + timedelta(days=number) for number in range((last - first).days + 1))
        if day not in without
    ]  # fmt: skip
    file.write_text("".join(json.dumps(event) + "\n" for event in events), encoding="utf-8")
    drawn = min(after + timedelta(days=1), date(2026, 11, 21))
    said = Artefact(EvidenceKind.LOG_EXPORT, source="Model gateway", pulled_at=f"{drawn}T08:00:00Z")
    done = desk.imports.import_(file, ImportPlan("gateway", zone="UTC"), said=said, controls=["AI-SEC-03"])
    return next(name for name in done.changed if name.startswith("EV-"))


def access_review(desk: Any, folder: Path) -> None:
    """The review of the third quarter, signed without remark."""
    people = folder / "people.csv"
    people.write_text(f"name,email,left\n{OWNER},lee@acme.example,\n{SECOND},max@acme.example,\n", encoding="utf-8")
    desk.accounts.roster(people, RosterFacts("HR", date(2026, 9, 21), SECOND))
    plan = CampaignPlan("2026Q3", (SYSTEM,), owners={SYSTEM: OWNER}, started=date(2026, 9, 20))
    desk.reviews.open(plan)
    accounts = folder / "accounts.csv"
    accounts.write_text(
        "account_id,email,role,last_login,status\nmax,max@acme.example,writer,2026-09-18,active\n", encoding="utf-8"
    )
    facts = ListFacts("2026-09-21", query="all members", completeness="counted", puller=SECOND, expected=1)
    desk.accounts.load("AR-1", SYSTEM, accounts, facts)
    desk.accounts.decide("AR-1", ["max"], Ruling(Decision.KEEP, OWNER, on=date(2026, 9, 22)))
    desk.reviews.sign("AR-1", name=OWNER, role="Platform lead", on=date(2026, 9, 28))
    add(desk, folder, "AI-SEC-05", EvidenceKind.POPULATION, date(2026, 9, 21))
