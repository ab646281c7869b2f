"""The letter that answers findings as a Word document: the same sentences as its Markdown form."""

from __future__ import annotations

from grcdesk.reports import letter_words as words
from grcdesk.reports.word.document import WordDocument
from grcdesk.reports.word.opening import Opening, PaperStanding, begun, came_from, signatures
from grcdesk.schemas.exports.stationery import PLAIN, Stationery
from grcdesk.schemas.findings.findings import FindingDetail, LetterFacts

_UNSIGNED = "not signed; it is nobody's word yet"


def letter(facts: LetterFacts, stationery: Stationery = PLAIN) -> bytes:
    """The letter as bytes of a .docx; the same facts give the same bytes."""
    opening = Opening(
        title="Management response",
        subtitle=words.to_whom(facts),
        standing=PaperStanding(bool(facts.signer), words.signature(facts) if facts.signer else _UNSIGNED),
        provenance=facts.provenance,
    )
    paper = begun(opening, stationery)
    paper.facts(words.head(facts))
    if facts.findings:
        _overview(paper, facts)
    else:
        paper.text(words.NO_FINDING)
    for number, finding in enumerate(facts.findings, 1):
        _finding(paper, number, finding, facts)
    _signature(paper, facts)
    came_from(paper, opening)
    return paper.to_bytes()


def _overview(paper: WordDocument, facts: LetterFacts) -> None:
    paper.table(
        ("No", "Finding", "Severity", "Management", "Owner", "Next date", "Status"),
        (1.4, 5.2, 1.9, 2.4, 2.3, 1.9, 1.9),
        [
            (
                one.row.id,
                one.row.title,
                dict(words.about(one))["Severity"],
                words.response(one)[0].removeprefix("Management ").partition(" (")[0] or "no response",
                one.row.owner or "nobody",
                _next(one, facts),
                words.counted([one]).removeprefix("1 "),
            )
            for one in facts.findings
        ],
    )


def _next(one: FindingDetail, facts: LetterFacts) -> str:
    due = one.row.next_due
    if due is None:
        return "none"
    return f"{due}, overdue" if due < facts.provenance.dates.judged else str(due)


def _finding(paper: WordDocument, number: int, one: FindingDetail, facts: LetterFacts) -> None:
    paper.heading(f"{number} {one.row.id}: {one.row.title}", 1)
    paper.facts(words.about(one))
    for name, said in words.parts(one):
        paper.heading(name, 3)
        paper.text(said)
    if one.items:
        paper.heading("Items, each as it was found", 3)
        paper.bullets(words.item(item) for item in one.items)
    agrees, said = words.response(one)
    paper.heading("Response", 3)
    paper.text(f"{agrees}:" if agrees else words.NO_RESPONSE)
    if said:
        paper.text(said)
    paper.heading("Actions", 3)
    if not one.actions:
        paper.text(words.NO_ACTION)
    for action in one.actions:
        paper.bullets(("; ".join((words.action(action, facts.provenance.dates.judged), *words.moved(action))),))
    paper.text(f"Status: {words.status(one)}")


def _signature(paper: WordDocument, facts: LetterFacts) -> None:
    paper.heading("Signature", 1)
    paper.text(words.signature(facts))
    name = f"{facts.signer}, {facts.role}" if facts.signer else ""
    kept = facts.entered_by if facts.signer else "not yet"
    signatures(paper, [("Signed for management", name, str(facts.signed_on or ""), kept)])
