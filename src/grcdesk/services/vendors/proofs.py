"""Reviews and agreements of vendors as evidence of the controls that ask for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.evidence import Evidence
from grcdesk.models.unreadable import stored_json
from grcdesk.models.vendor_reviews import VendorReview
from grcdesk.models.vendors import Vendor
from grcdesk.paths import DeskPaths
from grcdesk.rules.vendors import proofs as rules
from grcdesk.schemas.vendors.file import AgreementRow, VendorFile
from grcdesk.services.evidence import facts
from grcdesk.services.evidence.facts import WorkDone
from grcdesk.services.vendors import files as vendor_files
from grcdesk.terms import FactsFrom
from grcdesk.terms.vendors import ReviewKind
from grcdesk.wording import word


def of_review(session: Session, paths: DeskPaths, review: VendorReview, today: date) -> str:
    """Make a concluded review evidence: a run once every model provider in scope was reviewed, a note before."""
    on, conclusion = review.concluded_on, review.conclusion
    if review.kind is not ReviewKind.REVIEW or on is None or conclusion is None:
        return ""
    session.flush()
    cycle = facts.cycle(session, FactsFrom.VENDOR_REVIEW, on)
    # up to today and no further: a review that is still to come in this cycle was not done
    start, end = cycle.start, min(cycle.end, max(on, today))
    whole = rules.reviewed(_files(session, end), start, end)
    mine = next((one for one in whole.done if one.record == review.id), None)
    name = session.get_one(Vendor, review.vendor).name
    proven = whole.proven and mine is not None
    done = WorkDone(
        FactsFrom.VENDOR_REVIEW,
        f"vendor review {review.id}",
        f"Vendor review {review.id} of {name}: {word(conclusion)}",
        _last(whole) if proven else on,
        review.approver or review.reviewer,
        {
            **stored_json(review.facts, dict[str, Any]()),
            "cycle_from": start.isoformat(),
            "providers": facts.as_json(_rows(whole)),
        },
        whole=proven,
    )
    told = facts.keep(session, paths, done)
    return f"{told}; {whole.sentence(f'reviewed by two persons since {start}')}" if whole.done else told


def of_agreements(session: Session, paths: DeskPaths, agreement: str, today: date) -> str:
    """Make agreements that were read to the end evidence; take it back when one of them no longer is."""
    session.flush()
    files = _files(session, today)
    start = facts.cycle(session, FactsFrom.AGREEMENT, today).start
    about = f"agreements read since {start}"
    owner, mine = next((file, one) for file in files for one in file.agreements if one.id == agreement)
    left = rules.unread(mine, provider=owner.detail.row.model_provider)
    # a clause whose document was replaced is unread again, and with it the whole of them proves nothing
    if left:
        return _withdraw(session, paths, about, agreement, len(left))
    whole = rules.read(files, start, today)
    if not whole.proven:
        return whole.sentence(f"read to the end since {start}") if whole.done else ""
    people = sorted(set().union(*(one.by for one in whole.done)))
    content = {"cycle_from": start, "providers": _rows(whole), "clauses": _clauses(files, today)}
    title = f"Agreements of {len(whole.done)} model providers read to the end"
    done = WorkDone(FactsFrom.AGREEMENT, about, title, _last(whole), ", ".join(people), facts.as_json(content))
    return facts.keep(session, paths, done)


def _withdraw(session: Session, paths: DeskPaths, about: str, agreement: str, left: int) -> str:
    """Take the evidence back where it speaks of an agreement that is no longer read to the end; what to tell."""
    held = facts.in_force(session, about)
    if held is None or agreement not in _read_of(paths, held):
        return ""
    facts.withdraw(session, about, f"{agreement} is no longer read to the end: {left} clauses open")
    return f"{held.id} is out of force: {agreement} is no longer read to the end"


def _last(whole: rules.Whole) -> date:
    """The day of the last of them: the work was done once all of it was."""
    return max(one.on for one in whole.done if one.on is not None)


def _clauses(files: Sequence[VendorFile], today: date) -> dict[str, dict[str, list[object]]]:
    """What was read in each agreement of a model provider."""
    found: dict[str, dict[str, list[object]]] = {}
    for file in rules.providers(files, today):
        found |= {one.id: _answers(one) for one in file.agreements}
    return found


def _answers(agreement: AgreementRow) -> dict[str, list[object]]:
    """What was read of each clause, by whom and when."""
    return {read.clause.value: [read.answer.value, read.reviewed_by, read.reviewed_on] for read in agreement.clauses}


def _rows(whole: rules.Whole) -> list[dict[str, object]]:
    return [asdict(one) for one in whole.done]


def _files(session: Session, on: date) -> list[VendorFile]:
    return vendor_files.files(session, list(session.scalars(select(Vendor).order_by(col(Vendor.position)))), on)


def _read_of(paths: DeskPaths, held: Evidence) -> set[str]:
    """Agreements the evidence speaks of."""
    return set((facts.told(paths, held) or {}).get("clauses", ()))
