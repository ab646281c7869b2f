"""A provider with whom nearly everything that can go wrong went wrong, each thing by itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from grcdesk.schemas.features.features import FeatureAnswers, ModelFacts
from grcdesk.schemas.vendors.papers import AgreementFacts, ClauseFacts, DocumentFacts, PackageFacts, ProjectFacts
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.terms import Answer
from grcdesk.terms.vendors import (
    Clause,
    ClauseAnswer,
    ContactKind,
    DocumentKind,
    PackageItem,
    PackageStatus,
    Tier,
    Training,
)

NAME = "Example Models"
FIRST_USE, EFFECTIVE = date(2026, 3, 1), date(2026, 3, 20)
FAILING = {
    "late_dpa": "effective 2026-03-20, 19 days after the first production use on 2026-03-01",
    "training_setting": "2 of 3 projects opted out of training; not: evaluation (on)",
    "transfer_tool": "data leaves EU without a transfer tool in the agreement",
    "transfer_assessment": "data leaves EU without a dated transfer assessment",
    "breach_words": "words without a number of hours (without undue delay)",
}
"""What fails, by code, and why: nothing else does."""
READ = {
    Clause.PLAN: ClauseFacts(ClauseAnswer.YES, "enterprise", place="1"),
    Clause.RETENTION: ClauseFacts(ClauseAnswer.YES, amount=30, carve_outs="abuse review", place="annex 2, 4"),
    Clause.TRAINING_CONTRACT: ClauseFacts(ClauseAnswer.YES, place="5.1"),
    Clause.REGION_STORAGE: ClauseFacts(ClauseAnswer.YES, "US", place="annex 1"),
    Clause.REGION_INFERENCE: ClauseFacts(ClauseAnswer.YES, "US", place="annex 1"),
    Clause.SUBPROCESSORS: ClauseFacts(ClauseAnswer.YES, place="annex 3"),
    Clause.SUBPROCESSOR_NOTICE: ClauseFacts(ClauseAnswer.YES, amount=30, place="6.2"),
    Clause.OBJECTION: ClauseFacts(ClauseAnswer.YES, place="6.3"),
    Clause.TRANSFER_TOOL: ClauseFacts(ClauseAnswer.SILENT),
    Clause.BREACH_NOTICE: ClauseFacts(ClauseAnswer.YES, "without undue delay", place="9.2"),
    Clause.DELETION: ClauseFacts(ClauseAnswer.YES, place="10"),
    Clause.AUDIT_RIGHT: ClauseFacts(ClauseAnswer.YES, place="11"),
    Clause.SIGNATURES: ClauseFacts(ClauseAnswer.YES, place="last page"),
}


def late_provider(desk: Any, folder: Path) -> None:
    """Put it on a desk: an agreement 19 days late, a project that trains, a region away from home, words for hours."""
    facts = VendorFacts(
        tier=Tier.HIGH, model_provider=True, onboarded=date(2026, 2, 1), first_use=FIRST_USE, region="US",
        last_review=date(2026, 2, 1), owner="Lee Chen", plan="enterprise",
    )  # fmt: skip
    desk.vendors.set_policy(home_region="EU")
    desk.vendors.add(NAME, facts)
    desk.vendor_relations.add_contact(NAME, ContactKind.SECURITY, mail="security@models.example")
    file = folder / "dpa.pdf"
    file.write_bytes(b"%PDF agreement")
    desk.vendor_papers.add_document(NAME, DocumentFacts(DocumentKind.DPA, issued=EFFECTIVE), source=file)
    waived = PackageFacts(PackageStatus.WAIVED, "seen in the trust portal", "Max Roy")
    for item in (
        *(PackageItem.SOC2_REPORT, PackageItem.ISO27001, PackageItem.MODEL_TERMS),
        *(PackageItem.SUBPROCESSORS, PackageItem.ACCOUNT_SETTINGS),
    ):
        desk.vendor_papers.set_item(NAME, item, waived)
    signed = AgreementFacts(
        plan="enterprise", document="DOC-1", signed_by_us=EFFECTIVE, signed_by_them=EFFECTIVE, effective=EFFECTIVE
    )
    desk.agreements.add(NAME, signed)
    for clause, said in READ.items():
        desk.agreements.set_clause("AGR-1", clause, said)
    for project, training in (("chat", Training.OFF), ("triage", Training.OFF), ("evaluation", Training.ON)):
        desk.vendor_relations.set_project(NAME, project, ProjectFacts(training))
    desk.features.add(
        FeatureAnswers(
            "Support reply", purpose="Drafts answers", data_in="Tickets", data_out="Drafts", invoked_by="Agents",
            if_wrong="An agent corrects it", home_region="EU", customer_data=Answer.YES, segments=("enterprise",),
        ),
        models=[ModelFacts(vendor=NAME, model="talk-2", plan="enterprise", region="US")],
    )  # fmt: skip
