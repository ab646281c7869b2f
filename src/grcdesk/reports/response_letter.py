"""The letter that answers findings, as Markdown: what is, what management says, who does what, how it stands.

Until a person signs it, it is a draft and says so. Texts of people stand as quotations: no sign in them
shapes the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from grcdesk.schemas.findings import FindingDetail, FindingItemRow, LetterFacts
from grcdesk.schemas.remediation import RemediationRow
from grcdesk.terms import Answer
from grcdesk.terms.findings import FindingStatus, RemediationState
from grcdesk.text import show
from grcdesk.wording import count, day, join, word


def response_letter(facts: LetterFacts) -> str:
    """The letter; the same facts give the same text."""
    state = "" if facts.signer else "DRAFT. "
    rows = [
        f"# {state}Management response: {_plain(facts.engagement)}",
        "",
        f"{_plain(facts.organisation)} to {_plain(facts.firm) or 'the auditor'}",
        "",
        *([f"- Answered for by {_plain(facts.lead)}"] if facts.lead else []),
        f"- Engagement: {_plain(facts.engagement)} ({facts.kind}), period {facts.period}",
        f"- As of {facts.today}, records as of entry {facts.entry}",
        f"- {count(len(facts.findings), 'finding')}: {_counts(facts.findings)}",
    ]
    if facts.open:
        rows.append(f"- Without a response: {join(list(facts.open))}")
    for finding in facts.findings:
        rows += ["", *_finding(finding)]
    if not facts.findings:
        rows += [
            "",
            "No finding is on record in this engagement. That none is on record does not say that there is none.",
        ]
    rows += ["", "## Signature", ""]
    if facts.signer:
        rows.append(f"Signed by {_plain(facts.signer)}, {_plain(facts.role)}, on {day(facts.signed_on)}.")
    else:
        rows.append("Not signed. This is a draft: it is nobody's word yet.")
    return "\n".join(rows) + "\n"


def _counts(findings: Iterable[FindingDetail]) -> str:
    told = [one.row.status for one in findings]
    return join([f"{told.count(status)} {word(status)}" for status in FindingStatus if status in told]) or "none"


def _finding(one: FindingDetail) -> Iterator[str]:
    row = one.row
    yield f"## {row.id} {_plain(row.title)}"
    yield ""
    facts = {
        "Severity": word(row.severity) + (f", {word(row.scheme_class)}" if row.scheme_class else ""),
        "Control": " ".join(part for part in (row.control, row.criterion, row.test) if part),
        "Source": word(row.source) + (f": {', '.join(row.links)}" if row.links else ""),
        "Raised": f"{row.raised_on} by {row.raised_by}",
        "Extent": _extent(one),
        "Repeats": "; ".join(f"{earlier.id} of {earlier.engagement}, {earlier.why}" for earlier in one.earlier),
        "Owner": row.owner,
    }
    yield from (f"- {name}: {_plain(value)}" for name, value in facts.items() if value)
    for name, said in (
        *(("Condition", one.condition), ("Criteria", one.criteria), ("Cause", one.cause), ("Effect", one.effect)),
        ("Recommendation", one.recommendation),
    ):
        if said:
            yield from _quoted(name, said)
    if one.items:
        yield from ("", "Items, each as it was found:", "", *(_item(item) for item in one.items))
    yield from _response(one)
    yield from ("", "Actions:" if one.actions else "No action is planned.")
    if one.actions:
        yield ""
    for action in one.actions:
        yield from _action(action)
    yield from ("", f"Status: {_status(one)}")


def _extent(one: FindingDetail) -> str:
    k, n = one.row.extent_k, one.row.extent_n
    if k is None:
        return ""
    return f"{k:,} of {n:,}" if n is not None else f"{k:,}"


def _response(one: FindingDetail) -> Iterator[str]:
    if one.row.agreed is None:
        yield from ("", "Management has not responded.")
        return
    agrees = "agrees" if one.row.agreed is Answer.YES else "does not agree"
    yield from _quoted(f"Management {agrees} ({_plain(one.responded_by)}, {day(one.responded_on)})", one.response)


def _action(action: RemediationRow) -> Iterator[str]:
    told = {
        RemediationState.OPEN: f"due {action.due}",
        RemediationState.DONE: (
            f"done on {day(action.done_on)} by {_plain(action.done_by)}, shown by {_plain(action.proof)}"
        ),
        RemediationState.DROPPED: f"dropped: {_plain(action.reason)}",
    }[action.state]
    yield f"- {action.id} {_plain(action.action)}: {_plain(action.owner)}, {told}"
    yield from (f"  - moved from {one.from_due} to {one.to_due}: {_plain(one.reason)}" for one in action.slips)
    if action.interim:
        yield f"  - until then: {_plain(action.interim)}"


def _item(item: FindingItemRow) -> str:
    told = ": ".join(_plain(part) for part in (item.item, item.what) if part)
    return f"- {told}" + (
        f" (later put right: {item.fix}, {day(item.fixed_on)}; the deviation stays)" if item.fix else ""
    )


def _status(one: FindingDetail) -> str:
    row = one.row
    if row.status is FindingStatus.CLOSED:
        return f"closed on {day(one.closed_on)}, verified by {_plain(one.verified_by)} with {', '.join(one.proofs)}"
    if row.status is FindingStatus.RISK_ACCEPTED:
        over = ", which is over" if row.lapsed else ""
        why = _plain(one.accept_reason)
        return f"risk accepted by {_plain(one.accepted_by)} until {day(one.accept_until)}{over}: {why}"
    return f"{word(row.status)} since {row.status_since}"


def _quoted(name: str, said: str) -> Iterator[str]:
    yield from ("", f"{name}:", "")
    yield from (f"> {_plain(line)}".rstrip() for line in said.splitlines())


def _plain(said: str) -> str:
    """One line; what a reader of Markdown would take for markup is kept as it is written."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in show(said))
