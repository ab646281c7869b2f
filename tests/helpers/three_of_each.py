"""A desk with at least three rows in every list that can be marked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.features.features import FeatureAnswers, ModelFacts
from grcdesk.schemas.findings.findings import FindingFacts
from grcdesk.schemas.requests.requests import RequestFacts
from grcdesk.schemas.reviews.reviews import CampaignPlan, ListFacts
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.terms import Answer, EvidenceKind, FeatureStatus
from grcdesk.terms.findings import FindingSource, Severity
from grcdesk.terms.vendors import Tier
from helpers import change_story, review_story


def stand(desk: Any, folder: Path) -> None:
    """Artefacts, features, findings, requests, deviations, accounts; controls and the statement are there."""
    change_story.ran_over(desk, folder)
    for number in range(3):
        shown = Artefact(EvidenceKind.EXPORT, f"List {number}", date(2026, 11, 1), source="Repository")
        desk.evidence.add(f"https://acme.example/{number}", shown)
        desk.findings.add(FindingFacts(f"Finding {number}", FindingSource.AUDITOR, "It is so.", Severity.LOW))
        desk.requests.add(RequestFacts(f"Show us list {number}"))
        desk.vendors.add(f"Vendor {number}", VendorFacts(tier=Tier.MEDIUM))
        answers = FeatureAnswers(
            f"Reply {number}", purpose="Drafts answers", data_in="Tickets", data_out="Ticket system",
            invoked_by="Support agents", invokers=("staff",), if_wrong="A person checks", owner="Lee Chen",
            personal_data=Answer.YES, customer_data=Answer.YES, user_facing=Answer.NO, automated_decision=Answer.NO,
            trains=Answer.NO, home_region="EU", status=FeatureStatus.PRODUCTION,
        )  # fmt: skip
        desk.features.add(answers, models=[ModelFacts("claude", "Anthropic", plan="enterprise", region="EU")])
    desk.reviews.open(CampaignPlan("2026Q3", (review_story.SYSTEM,), started=date(2026, 7, 1)))
    files = review_story.files(folder)
    desk.accounts.load("AR-1", review_story.SYSTEM, files["population"], ListFacts("2026-07-10"))
