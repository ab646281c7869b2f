"""Controls that run per event: whether the list of everything that happened is whole, and final."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from grcdesk.rules.spans import shown, union
from grcdesk.schemas.coverage import Asked, Proof, Span
from grcdesk.terms import Verdict
from grcdesk.wording import count, join


@dataclass(frozen=True, slots=True)
class Listed:
    """What the populations of a control come to."""

    verdict: Verdict
    sentence: str
    due: bool
    spans: tuple[Span, ...]
    """Days of the window that a population lists."""


def judge(proofs: Sequence[Proof], window: Span, ends: datetime, asked: Asked) -> Listed:
    """Final when one population lists the whole window, was pulled once it was over, and says how it was made.

    `ends` is the moment the last day of the window is over where the desk is. Early lists are interim; without one
    that counts, nothing is proven, because nobody knows what the list would hold.
    """
    held = [
        proof
        for proof in proofs
        if proof.population and proof.pulled < asked.as_of_ends and union(shown(proof), window)
    ]
    spans = tuple(union((span for proof in held for span in shown(proof)), window))
    over = asked.as_of > window.end
    late_enough = [proof for proof in held if proof.pulled >= ends]
    whole = [proof for proof in late_enough if union(shown(proof), window) == [window]]
    proper = [proof for proof in whole if not lacks(proof)]
    if proper:
        return _final(proper, spans)
    if whole:
        says = f"{_ids(whole)} was pulled after the end of the window but lacks {join(lacks(whole[0]))}"
        return Listed(Verdict.UNPROVEN, f"{says}.", over, spans)
    early = [proof for proof in held if proof.pulled < ends]
    if early:
        says = f"{_ids(early)} was pulled before {window.end} was over; one of the whole window is to be pulled"
        return Listed(Verdict.INTERIM, f"{says}.", over, spans)
    if late_enough:
        says = f"{_ids(late_enough)} does not cover the whole window {window}"
    elif over:
        says = f"No population of {window} is on file"
    else:
        says = f"No population is on file; a final one can be pulled once {window.end} is over"
    return Listed(Verdict.UNPROVEN, f"{says}.", over, spans)


def lacks(proof: Proof) -> list[str]:
    """What a population must say to be final and does not."""
    return [
        what
        for what, there in (
            ("its query", bool(proof.query)),
            ("a row count", proof.rows is not None),
            ("a completeness check", proof.checked),
        )
        if not there
    ]


def _final(proper: Sequence[Proof], spans: tuple[Span, ...]) -> Listed:
    filled = [proof for proof in proper if proof.rows]
    if not filled:
        says = f"{_ids(proper)} lists the whole window, pulled after its end, and has no rows: no occurrence"
        return Listed(Verdict.NO_OCCURRENCE, f"{says}.", due=False, spans=spans)
    rows = count(filled[0].rows or 0, "item")
    says = f"{_ids(filled)} lists the whole window, pulled after its end: {rows}; what became of them is for tests"
    return Listed(Verdict.FINAL, f"{says}.", due=False, spans=spans)


def _ids(proofs: Sequence[Proof]) -> str:
    return join([proof.id for proof in proofs], 3)
