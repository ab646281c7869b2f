"""Findings, what they are about, every move they made, and what is done about them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint

from grcdesk.models.base import Row, day, key, maybe_number, number, term, text, words
from grcdesk.terms import Answer
from grcdesk.terms.findings import FindingClass, FindingSource, FindingStatus, RemediationState, Severity


class Finding(Row):
    """Something an engagement found wanting. It is never removed; later evidence stands beside it."""

    __tablename__ = "finding"
    __table_args__ = (
        CheckConstraint("title <> '' AND condition <> ''"),
        CheckConstraint("period_from IS NULL OR period_to IS NOT NULL AND period_from <= period_to"),
        # an extent is told as k of n, or as k alone
        CheckConstraint("extent_n IS NULL OR extent_k IS NOT NULL AND extent_k <= extent_n"),
        CheckConstraint(
            "status <> 'closed' OR proofs <> '[]' AND verified_by <> '' AND verified_on IS NOT NULL"
            " AND closed_on IS NOT NULL"
        ),
        CheckConstraint("status <> 'risk_accepted' OR accepted_by <> '' AND accept_reason <> ''"),
        # a risk that is accepted for good is one that nobody looks at again
        CheckConstraint("status <> 'risk_accepted' OR accept_until IS NOT NULL"),
    )
    id: str = key()
    engagement: str = text(index=True)
    title: str = text()
    source: FindingSource = term(FindingSource, "source")
    links: list[str] = words()
    """Ids of what it comes from: DEV-3, AR-1, VR-2, INC-2, GAP-1, or the auditor's own number."""
    control: str = text(index=True)
    criterion: str = text()
    test: str = text()
    """The test attribute that failed."""
    condition: str = text()
    """What is."""
    criteria: str = text()
    """What should be."""
    cause: str = text()
    effect: str = text()
    recommendation: str = text()
    severity: Severity = term(Severity, "severity")
    scheme_class: FindingClass | None = term(FindingClass, "scheme_class", null=True)
    extent_k: int | None = maybe_number("extent_k")
    extent_n: int | None = maybe_number("extent_n")
    """Items that were wrong, of items looked at."""
    period_from: date | None = day("period_from")
    period_to: date | None = day("period_to")
    raised_by: str = text()
    raised_on: date = day("raised_on", null=False)
    owner: str = text()
    response_due: date | None = day("response_due")
    agreed: Answer | None = term(Answer, "agreed", null=True)
    response: str = text()
    responded_by: str = text()
    responded_on: date | None = day("responded_on")
    status: FindingStatus = term(FindingStatus, "status", default=FindingStatus.OPEN)
    status_since: date = day("status_since", null=False)
    proofs: list[str] = words()
    """Ids of the artefacts that show the fix, as it was verified."""
    verified_by: str = text()
    verified_on: date | None = day("verified_on")
    closed_on: date | None = day("closed_on")
    accepted_by: str = text()
    accept_reason: str = text()
    accepted_on: date | None = day("accepted_on")
    accept_until: date | None = day("accept_until")
    version: int = number(1, name="version", low=1)
    position: int = number(name="position")


class FindingItem(Row):
    """One thing a finding is about: a deviation, an exception of a review, an item of the auditor's list."""

    __tablename__ = "finding_item"
    __table_args__ = (CheckConstraint("fix = '' OR fixed_on IS NOT NULL"),)
    id: str = key()
    """`finding/i<n>`."""
    finding: str = text(index=True)
    item: str = text()
    """Key of the item, as the list it comes from has it."""
    link: str = text()
    """The record it comes from, e.g. DEV-3."""
    what: str = text()
    cause: str = text()
    person: str = text()
    system: str = text()
    occurred_on: date | None = day("occurred_on")
    fix: str = text()
    """The artefact that shows that it was put right later. The deviation stays."""
    fixed_on: date | None = day("fixed_on")
    fixed_by: str = text()
    position: int = number(name="position")


class FindingMove(Row):
    """One move of a finding's status, with what was said for it. Kept whatever comes after."""

    __tablename__ = "finding_move"
    id: str = key()
    """`finding/m<n>`."""
    finding: str = text(index=True)
    from_status: FindingStatus = term(FindingStatus, "from_status")
    to_status: FindingStatus = term(FindingStatus, "to_status")
    moved_on: date = day("moved_on", null=False)
    by: str = text()
    """Whose act it is, as told."""
    reason: str = text()
    proofs: list[str] = words()
    recorded_by: str = text()
    position: int = number(name="position")


class Remediation(Row):
    """One action against a finding or an incident: who does what until when, and what shows that it is done."""

    __tablename__ = "remediation"
    __table_args__ = (
        CheckConstraint("action <> '' AND owner <> ''"),
        # done is a word with a proof: whose, of which day, shown by what
        CheckConstraint("state <> 'done' OR done_on IS NOT NULL AND done_by <> '' AND proof <> ''"),
        CheckConstraint("state <> 'dropped' OR reason <> ''"),
    )
    id: str = key()
    """`parent/n`."""
    parent: str = text(index=True)
    """A finding or an incident."""
    action: str = text()
    owner: str = text()
    due: date = day("due", null=False)
    effort: str = text()
    interim: str = text()
    """What holds the risk down until then."""
    state: RemediationState = term(RemediationState, "state", default=RemediationState.OPEN)
    opened_on: date = day("opened_on", null=False)
    done_on: date | None = day("done_on")
    done_by: str = text()
    proof: str = text()
    """An artefact of the register, or where it can be seen."""
    reason: str = text()
    """Why it was dropped."""
    position: int = number(name="position")


class RemediationSlip(Row):
    """One move of an action's due date. Never removed."""

    __tablename__ = "remediation_slip"
    __table_args__ = (CheckConstraint("reason <> '' AND from_due <> to_due"),)
    id: str = key()
    """`action/s<n>`."""
    remediation: str = text(index=True)
    from_due: date = day("from_due", null=False)
    to_due: date = day("to_due", null=False)
    reason: str = text()
    moved_on: date = day("moved_on", null=False)
    position: int = number(name="position")
