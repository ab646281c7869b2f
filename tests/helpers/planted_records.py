"""Faults in vendors, access reviews, features, logs and runs, each planted by itself; see planted_faults."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from grcdesk.models.gap import RiskAcceptance, Snapshot
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.evidence.imports import ImportPlan
from grcdesk.schemas.features.features import FeatureChange
from grcdesk.schemas.reviews.reviews import ListFacts, RosterFacts, Ruling
from grcdesk.schemas.soa.soa import SoaChange
from grcdesk.schemas.vendors.papers import AgreementFacts, DocumentFacts, ReportFacts
from grcdesk.services.common.in_force import engagement
from grcdesk.terms import EvidenceKind, Verb
from grcdesk.terms.reviews import Decision
from grcdesk.terms.soa import Implementation, InclusionReason
from grcdesk.terms.vendors import DocumentKind, Opinion
from helpers.clean_desk import OWNER, SECOND, SYSTEM, VENDOR, kept
from helpers.planted_fieldwork import written

Step = Callable[[Any, Path], object]


def expired_risk(desk: Any, _: Path) -> None:
    desk.risks.accept("AI-PI-04", reason="small", approver=SECOND, expires=date(2027, 1, 1))
    written(desk, RiskAcceptance, "RA-1", expires_on=date(2026, 11, 1))


def report_until(last: date, *, bridge: tuple[date, date] | None = None) -> Step:
    def step(desk: Any, folder: Path) -> None:
        old = DocumentFacts(
            DocumentKind.SOC2_TYPE2, covers_from=date(2025, 10, 1), covers_to=last, replaces="DOC-1", title="Report"
        )
        desk.vendor_papers.add_document(VENDOR, old, source=kept(folder, "older.pdf"))
        new = desk.vendor_papers.file(VENDOR).file.documents[-1].id
        desk.vendor_papers.review_report(new, ReportFacts(Opinion.UNMODIFIED, "fine", OWNER, on=date(2026, 10, 20)))
        if bridge:
            letter = DocumentFacts(DocumentKind.BRIDGE_LETTER, covers_from=bridge[0], covers_to=bridge[1])
            desk.vendor_papers.add_document(VENDOR, letter, source=kept(folder, "letter.pdf"))

    return step


def unread_agreement(desk: Any, folder: Path) -> None:
    signed = date(2026, 2, 1)
    desk.vendor_papers.add_document(VENDOR, DocumentFacts(DocumentKind.DPA), source=kept(folder, "second.pdf"))
    document = desk.vendor_papers.file(VENDOR).file.documents[-1].id
    desk.agreements.add(
        VENDOR, AgreementFacts(document=document, signed_by_us=signed, signed_by_them=signed, effective=signed)
    )


def reopened(desk: Any, _: Path) -> None:
    desk.reviews.reopen("AR-1", reason="one account was forgotten")


def self_reviewed(desk: Any, folder: Path) -> None:
    reopened(desk, folder)
    desk.accounts.decide("AR-1", ["max"], Ruling(Decision.KEEP, SECOND, on=date(2026, 9, 22)))


def leaver(desk: Any, folder: Path) -> None:
    reopened(desk, folder)
    people = folder / "later.csv"
    people.write_text(f"name,email,left\n{OWNER},lee@acme.example,\n{SECOND},max@acme.example,2026-08-03\n")
    desk.accounts.roster(people, RosterFacts("HR", date(2026, 9, 22), SECOND))
    desk.reviews.sign("AR-1", name=OWNER, role="Platform lead", on=date(2026, 9, 29))


def signed_again(desk: Any, folder: Path) -> None:
    reopened(desk, folder)
    desk.reviews.sign("AR-1", name=OWNER, role="Platform lead", on=date(2026, 9, 29))


def strange_traffic(desk: Any, folder: Path) -> None:
    file = folder / "strange.jsonl"
    file.write_text(
        '{"id":"s","time":"2026-11-20T10:00:00Z","action":"allow","route":"/x","provider":"Quillwise",'
        '"model":"q","region":"EU","policy_version":"v3"}\n'
    )
    said = Artefact(EvidenceKind.LOG_EXPORT, source="Second gateway", pulled_at="2026-11-21T08:00:00Z")
    desk.imports.import_(file, ImportPlan("gateway", zone="UTC"), said=said)


def old_keys(desk: Any, folder: Path) -> None:
    file = folder / "keys.csv"
    file.write_text("key_id,created_at\nK1,2026-05-01\n")
    desk.imports.import_(file, ImportPlan("keys"), said=Artefact(EvidenceKind.INVENTORY, as_of=date(2026, 11, 20)))


def failed_run(desk: Any, folder: Path) -> None:
    file = folder / "junit.xml"
    file.write_text(
        '<testsuite name="t" tests="1" failures="1" timestamp="2026-09-01T10:00:00Z">'
        '<testcase name="a"><failure/></testcase></testsuite>'
    )
    desk.imports.import_(file, ImportPlan("junit", zone="UTC"), controls=["AI-SEC-03"])


def uncounted_run(desk: Any, folder: Path) -> None:
    """A report whose total does not agree with its cases."""
    file = folder / "total.xml"
    file.write_text(
        '<testsuite name="t" tests="5" failures="0" timestamp="2026-09-01T10:00:00Z"><testcase name="a"/></testsuite>'
    )
    desk.imports.import_(file, ImportPlan("junit", zone="UTC"), controls=["AI-SEC-03"])


def undecided(desk: Any, folder: Path) -> None:
    """Opened again, and its list pulled anew with one account more."""
    reopened(desk, folder)
    file = folder / "again.csv"
    file.write_text(
        "account_id,email,role,last_login,status\nmax,max@acme.example,writer,2026-09-18,active\n"
        "lee,lee@acme.example,writer,2026-09-18,active\n"
    )
    facts = ListFacts("2026-09-21", query="all members", completeness="counted", puller=SECOND, expected=2)
    desk.accounts.load("AR-1", SYSTEM, file, facts)


def unrouted(desk: Any, _: Path) -> None:
    """Under another name its route belongs to nobody."""
    desk.features.set(["AIF-1"], FeatureChange(name="Ticket digest"))


def statement(desk: Any, _: Path) -> None:
    with desk.store.work(Verb.AUDIT_NEW) as writing:
        engagement(writing.session).frameworks = ["iso27001-2022-annex-a"]


def moved_statement(desk: Any, _: Path) -> None:
    change = SoaChange(reasons=(InclusionReason.LEGAL,), implemented=Implementation.NO, measures="planned", owner=OWNER)
    desk.soa.set([row.item for row in desk.soa.list("is:applicable")], change)
    desk.soa.approve(OWNER)
    desk.soa.set(["A.7.4"], SoaChange(exclusion="no premises of our own"))


def no_snapshot(desk: Any, _: Path) -> None:
    with desk.store.work(Verb.GAP_FINALISE) as writing:
        writing.session.delete(writing.session.get_one(Snapshot, "GAP-1"))
