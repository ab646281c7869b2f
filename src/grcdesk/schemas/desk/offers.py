"""What a field of a form offers to be picked: known people, and records by id with their title."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Offered(StrEnum):
    """Whose names a field asks for."""

    PERSON = "person"
    CONTROL = "control"
    CRITERION = "criterion"
    TEST = "test"
    EVIDENCE = "evidence"
    VENDOR = "vendor"
    FEATURE = "feature"
    ENGAGEMENT = "engagement"
    POPULATION = "population"
    FINDING = "finding"
    DEVIATION = "deviation"
    INCIDENT = "incident"
    CAMPAIGN = "campaign"
    VENDOR_REVIEW = "vendor_review"
    REPORT_REVIEW = "report_review"
    DOCUMENT = "document"
    SYSTEM = "system"
    CATALOG = "catalog"
    RISK = "risk"


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that may be picked."""

    value: str
    """What stands in the field."""
    title: str = ""
    """What it is called, or what it means; stands beside it."""
