"""The documents for people: one closed list, from which commands, forms and the writing of each follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Paper(StrEnum):
    """Size of the page a document is laid out for."""

    LETTER = "letter"
    A4 = "a4"


class About(StrEnum):
    """What a document is about: the engagement in force, or one record that is named."""

    ENGAGEMENT = "engagement"
    VENDOR = "vendor"
    CAMPAIGN = "campaign"
    FRAMEWORK = "framework"


class DocumentName(StrEnum):
    """A document for people, by the word it is asked for with."""

    BOARD_SUMMARY = "board-summary"
    GAP_REPORT = "gap-report"
    VENDOR_MEMO = "vendor-memo"
    ACCESS_REVIEW_MEMO = "access-review-memo"
    SOA = "soa"
    EVIDENCE_INDEX = "evidence-index"
    SYSTEM_DESCRIPTION = "system-description"
    RESPONSE_LETTER = "response-letter"


class SaidKind(StrEnum):
    """What a person says of one document beside the rest."""

    TEXT = "text"
    """One line."""
    LONG = "long"
    """Several lines."""
    PERSON = "person"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class SaidField:
    """One thing that is asked of a person: an option on the command line, a field of the form."""

    name: str
    label: str
    hint: str
    kind: SaidKind = SaidKind.TEXT


@dataclass(frozen=True, slots=True)
class DocumentSpec:
    """One document of the list."""

    title: str
    about: About
    told: str
    """What it holds, in one sentence without a full stop."""
    key: str
    """Its key in the choice of documents."""
    said: tuple[SaidField, ...] = ()
    assessment: bool = False
    """Whether it rests on the assessment: a person may call it final then."""


_SIGNATURE = (
    SaidField("signer", "Signed by", "who signs it; without: a draft", SaidKind.PERSON),
    SaidField("role", "As what", "the role of the signer"),
    SaidField("on", "Signed on", "when it was signed; without: today", SaidKind.DAY),
)
_DECISION = SaidField(
    "decision", "Decision asked", "what is asked of the board, in the words of a person", SaidKind.LONG
)
DOCUMENTS: Mapping[DocumentName, DocumentSpec] = {
    DocumentName.BOARD_SUMMARY: DocumentSpec(
        "Board summary",
        About.ENGAGEMENT,
        "Two pages for the board: the decision asked, where controls stand, what matters most, dates",
        "b",
        (_DECISION,),
        assessment=True,
    ),
    DocumentName.GAP_REPORT: DocumentSpec(
        "Gap assessment report",
        About.ENGAGEMENT,
        "The gap assessment in prose and tables: each gap by severity, what is done about it, what nobody assessed",
        "g",
        assessment=True,
    ),
    DocumentName.VENDOR_MEMO: DocumentSpec(
        "Vendor due-diligence memo",
        About.VENDOR,
        "What is on file of one vendor, and what a person concluded of it",
        "v",
    ),
    DocumentName.ACCESS_REVIEW_MEMO: DocumentSpec(
        "Access review memo",
        About.CAMPAIGN,
        "One access review for its signature: populations, decisions, removals with their proof, exceptions",
        "a",
    ),
    DocumentName.SOA: DocumentSpec(
        "Statement of Applicability",
        About.FRAMEWORK,
        "Every control of an Annex A with its applicability, its reason and how it is met",
        "s",
    ),
    DocumentName.EVIDENCE_INDEX: DocumentSpec(
        "Evidence index",
        About.ENGAGEMENT,
        "What is handed over: artefacts and requests with hashes, how to check them, what is missing",
        "e",
    ),
    DocumentName.SYSTEM_DESCRIPTION: DocumentSpec(
        "System description: AI",
        About.ENGAGEMENT,
        "The section on AI of a system description, each sentence with the record behind it",
        "y",
    ),
    DocumentName.RESPONSE_LETTER: DocumentSpec(
        "Management response letter",
        About.ENGAGEMENT,
        "Each finding with the response of management, its actions and their dates; a draft until it is signed",
        "r",
        _SIGNATURE,
    ),
}
"""All of them, in the order in which they are offered."""
