"""What a response letter says, in plain sentences: the Markdown and the Word form of it are written from these alone.

Status, dates and names come from records; nothing here weighs a finding, and nothing says of a gap that it is small.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from grcdesk.rules.evidence.told import recorded
from grcdesk.schemas.findings.findings import FindingDetail, FindingItemRow, LetterFacts
from grcdesk.schemas.findings.remediation import RemediationRow
from grcdesk.terms import Answer
from grcdesk.terms.findings import FindingStatus, RemediationState
from grcdesk.wording import count, day, join, word

NO_FINDING = "No finding is on record in this engagement. That none is on record does not say that there is none."
NO_ACTION = "No action is planned."
NO_RESPONSE = "Management has not responded."
DRAFT = "Not signed. This is a draft: it is nobody's word yet."


def to_whom(facts: LetterFacts) -> str:
    """`Acme AI to Marlowe & Finch`."""
    return f"{facts.organisation} to {facts.firm or 'the auditor'}"


def head(facts: LetterFacts) -> Iterator[tuple[str, str]]:
    """Whose letter it is, about what, and how many findings stand where."""
    if facts.lead:
        yield "Answered for by", facts.lead
    yield "Engagement", f"{facts.engagement} ({facts.kind}), period {facts.period}"
    number = count(len(facts.findings), "finding")
    yield "Findings", f"{number}: {counted(facts.findings)}" if facts.findings else "none on record"
    if facts.open:
        yield "Without a response", join(list(facts.open), len(facts.open))


def counted(findings: Iterable[FindingDetail]) -> str:
    """`1 open and 2 closed`."""
    told = [one.row.status for one in findings]
    return join([f"{told.count(status)} {word(status)}" for status in FindingStatus if status in told]) or "none"


def about(one: FindingDetail) -> Iterator[tuple[str, str]]:
    """What is on record of a finding, name by name; what is not on record has no line."""
    row = one.row
    facts = {
        "Severity": word(row.severity) + (f", {word(row.scheme_class)}" if row.scheme_class else ""),
        "Control": " ".join(part for part in (row.control, row.criterion, row.test) if part),
        "Source": word(row.source) + (f": {', '.join(row.links)}" if row.links else ""),
        "Raised": f"{row.raised_on} by {row.raised_by}",
        "Extent": _extent(one),
        "Repeats": "; ".join(f"{earlier.id} of {earlier.engagement}, {earlier.why}" for earlier in one.earlier),
        "Owner": row.owner or "nobody is named",
    }
    yield from ((name, value) for name, value in facts.items() if value)


def parts(one: FindingDetail) -> Iterator[tuple[str, str]]:
    """The texts of people that describe it, in the order auditors read them."""
    for name, said in (
        *(("Condition", one.condition), ("Criteria", one.criteria), ("Cause", one.cause), ("Effect", one.effect)),
        ("Recommendation", one.recommendation),
    ):
        if said:
            yield name, said


def response(one: FindingDetail) -> tuple[str, str]:
    """Whether management agrees, with who said so and when; and its words. Without one: both empty."""
    if one.row.agreed is None:
        return "", ""
    agrees = "agrees" if one.row.agreed is Answer.YES else "does not agree"
    # who entered it may be another than who said it: both are told then
    typist = next((move.recorded_by for move in one.moves if move.to_status is FindingStatus.RESPONDED), "")
    kept = recorded(one.responded_by, one.responded_on, typist, "")
    by = f"{one.responded_by}, {day(one.responded_on)}" + (f"; {kept}" if kept else "")
    return f"Management {agrees} ({by})", one.response


def item(one: FindingItemRow) -> str:
    """One thing it is about; what put it right later takes nothing back."""
    told = ": ".join(part for part in (one.item, one.what) if part)
    return told + (f" (later put right: {one.fix}, {day(one.fixed_on)}; the deviation stays)" if one.fix else "")


def action(one: RemediationRow, judged: date) -> str:
    """What is done, by whom, until when; an open one whose day is past says so."""
    told = {
        RemediationState.OPEN: f"due {one.due}" + (", overdue" if one.due < judged else ""),
        RemediationState.DONE: f"done on {day(one.done_on)} by {one.done_by}, shown by {one.proof}",
        RemediationState.DROPPED: f"dropped: {one.reason}",
    }[one.state]
    return f"{one.id} {one.action}: {one.owner}, {told}"


def moved(one: RemediationRow) -> Iterator[str]:
    """Every slip of its day, and what holds until then."""
    yield from (f"moved from {slip.from_due} to {slip.to_due}: {slip.reason}" for slip in one.slips)
    if one.interim:
        yield f"until then: {one.interim}"


def status(one: FindingDetail) -> str:
    """Where it stands, on whose word."""
    row = one.row
    if row.status is FindingStatus.CLOSED:
        proofs = ", ".join(one.proofs)
        return f"closed on {day(one.closed_on)}, verified by {one.verified_by} with {proofs}"
    if row.status is FindingStatus.RISK_ACCEPTED:
        over = ", which is over" if row.lapsed else ""
        return f"risk accepted by {one.accepted_by} until {day(one.accept_until)}{over}: {one.accept_reason}"
    return f"{word(row.status)} since {row.status_since}"


def signature(facts: LetterFacts) -> str:
    """Who signed as what and when, and who entered that when it was somebody else; else that nobody did."""
    if not facts.signer:
        return DRAFT
    kept = recorded(facts.signer, None, facts.entered_by, "")
    return f"Signed by {facts.signer}, {facts.role}, on {day(facts.signed_on)}" + (f"; {kept}." if kept else ".")


def _extent(one: FindingDetail) -> str:
    k, n = one.row.extent_k, one.row.extent_n
    if k is None:
        return ""
    return f"{k:,} of {n:,}" if n is not None else f"{k:,}"
