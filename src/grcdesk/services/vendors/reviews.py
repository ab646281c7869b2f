"""Reviews of vendors: started, answered, concluded by a person, or dropped."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.vendor_reviews import VendorCheck, VendorReview
from grcdesk.models.vendors import Vendor
from grcdesk.rules.controls import gap
from grcdesk.rules.time.months import add_months
from grcdesk.rules.vendors import checklist as rules
from grcdesk.rules.vendors import review_dates as dates
from grcdesk.rules.vendors.file import judge
from grcdesk.rules.vendors.frozen import freeze
from grcdesk.rules.vendors.known import known_on, worse
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.vendors.file import JudgedFile
from grcdesk.schemas.vendors.reviews import ReviewRow, ReviewVerdict
from grcdesk.services.common.context import Service
from grcdesk.services.common.ids import next_id
from grcdesk.services.evidence import reading as evidence_reading
from grcdesk.services.vendors import files, proofs, reading
from grcdesk.services.vendors.reading import find
from grcdesk.services.vendors.review_reading import checklists, views
from grcdesk.services.vendors.writing import reckon, unplan
from grcdesk.store import journal
from grcdesk.terms import Verb
from grcdesk.terms.vendors import CheckAnswer, Conclusion, ReviewKind, ReviewStatus
from grcdesk.text import clean
from grcdesk.wording import count, day, word


class VendorReviews(Service):
    """Verbs on reviews of vendors."""

    def list(self, *, vendor: str = "", status: ReviewStatus | None = None) -> list[ReviewRow]:
        """Reviews, newest first; of one vendor, of one status, or all.

        Raises:
            NotFound: when there is no such vendor.
        """
        with self._store.read() as session:
            key = find(session, vendor).id if vendor else ""
            return views(session, vendors=[key] if key else (), status=status)

    def show(self, review: str) -> ReviewRow:
        """One review with its checklist.

        Raises:
            NotFound: when there is no such review.
        """
        with self._store.read() as session:
            row = _known(session, review)
            return next(view for view in views(session, vendors=[row.vendor]) if view.id == row.id)

    def start(
        self, vendor: str, *, reviewer: str, kind: ReviewKind = ReviewKind.REVIEW, on: date | None = None
    ) -> Outcome:
        """Open a review with its checklist.

        Raises:
            NotFound: when there is no such vendor.
            Refused: when one is open already, or the vendor has left.
        """
        with self._store.work(Verb.VENDOR_REVIEW_START) as work:
            row = find(work.session, vendor)
            who = clean(gap.person(reviewer, "reviewer"))
            if not who:
                raise Refused("a review needs a reviewer", hint="--reviewer NAME")
            if row.offboarded is not None and row.offboarded <= self._today():
                raise Refused(f"{row.name} was offboarded on {row.offboarded}")
            open_ = views(work.session, vendors=[row.id], status=ReviewStatus.OPEN)
            if open_:
                raise Refused(f"{open_[0].id} of {row.name} is open", hint="conclude it, or drop it")
            key, number = next_id(work.session, VendorReview, "VR")
            begun = on or self._today()
            if begun > self._today():
                raise Refused(f"a review cannot start on {begun}, which is still to come")
            work.session.add(
                VendorReview(
                    id=key,
                    vendor=row.id,
                    kind=kind,
                    status=ReviewStatus.OPEN,
                    started_on=begun,
                    reviewer=who,
                    position=number,
                )
            )
            questions = rules.checklist(kind)
            for place, question in enumerate(questions, 1):
                work.session.add(VendorCheck(id=f"{key}/k{place}", review=key, question=question, position=place))
        return work.outcome(f"{key}: {word(kind)} of {row.name} begun, {count(len(questions), 'question')}")

    def answer(self, review: str, number: str, answer: CheckAnswer, *, note: str = "") -> Outcome:
        """Answer one question of the checklist, by its number, or `all` that have no answer yet.

        Raises:
            NotFound: when there is no such review or question.
            Refused: when the review is closed, or a no has no note.
        """
        with self._store.work(Verb.VENDOR_REVIEW_CHECK) as work:
            row = _open(work.session, review)
            query = select(VendorCheck).where(col(VendorCheck.review) == row.id).order_by(col(VendorCheck.position))
            meant = _meant(row.id, work.session.scalars(query).all(), number)
            for check in meant:
                if answer is CheckAnswer.NO and not (note or check.note).strip():
                    raise Refused(f"a no to question {check.position} needs a note", hint="--note TEXT")
                check.answer = answer
                check.note = clean(note.strip(), "note") or check.note
        which = f"question {number}" if number != "all" else count(len(meant), "question")
        return work.outcome(f"{row.id} {which}: {word(answer)}")

    def conclude(self, review: str, verdict: ReviewVerdict) -> Outcome:
        """Conclude a review: the next one is reckoned from that day.

        Raises:
            NotFound: when there is no such review or artefact.
            Refused: naming everything that keeps it from being concluded so.
        """
        with self._store.work(Verb.VENDOR_REVIEW_CONCLUDE, verdict.note) as work:
            row = _open(work.session, review)
            vendor = work.session.get_one(Vendor, row.vendor)
            law = reading.policy(work.session)
            on = verdict.on or self._today()
            if on > self._today() or on < row.started_on:
                raise Refused(f"{row.id} cannot be concluded on {on}: it was begun on {row.started_on}")
            # judged twice: nobody concludes against what is known today, and what was known then is what is kept
            verdict = _cleaned(work.session, verdict)
            now, then = _seen(work.session, vendor, on)
            latest = add_months(on, dates.cadence(reading.watched(vendor), law))
            checks = checklists(work.session, [row.id])[row.id]
            found = rules.lacks(verdict, checks, worse(now, then), latest=latest)
            if found:
                told = found[0] if len(found) == 1 else f"{len(found)} things stand in the way"
                raise Refused(
                    f"{row.id} cannot be concluded with {word(verdict.conclusion)}: {told}",
                    hint="answer the questions, mend what fails, or write conditions",
                    reasons=tuple(found),
                )
            _conclude(row, verdict, on, then)
            # kept as it was known then: what is found later must not seem to have been on file
            row.facts = json.dumps(_facts(work.session, row, then, self._today()), sort_keys=True, ensure_ascii=False)
            _move_dates(vendor, row.kind, on, verdict.next_due)
            vendor.version += 1
            reckon(vendor, law)
            proof = proofs.of_review(work.session, self._store.paths, row, self._today())
        said = {Conclusion.CONDITIONS: "approved with conditions", Conclusion.STOP: "stop"}
        what = said.get(verdict.conclusion, "approved with conditions" if verdict.conditions else "approved")
        done = f"{row.id} {vendor.name}: {what}; next review due {day(vendor.next_review)}"
        return work.outcome(done, warnings=(proof,) if proof else ())

    def drop(self, review: str, *, reason: str) -> Outcome:
        """Give up an open review; it stays on record and moves no date.

        Raises:
            NotFound: when there is no such review.
            Refused: without a reason, or when it is closed.
        """
        with self._store.work(Verb.VENDOR_REVIEW_DROP, reason) as work:
            row = _open(work.session, review)
            if not reason.strip():
                raise Refused(f"dropping {row.id} needs a reason", hint="--reason TEXT")
            row.status, row.note = ReviewStatus.DROPPED, clean(reason.strip(), "reason")
        return work.outcome(f"{row.id} dropped")


def _meant(review: str, checks: Sequence[VendorCheck], number: str) -> Sequence[VendorCheck]:
    """The question of that number, or all that have no answer yet."""
    if number == "all":
        return [one for one in checks if one.answer is None]
    meant = [one for one in checks if str(one.position) == number]
    if not meant:
        raise NotFound(f"{review} has no question {number}", hint=f"they are numbered 1 to {len(checks)}")
    return meant


def _move_dates(vendor: Vendor, kind: ReviewKind, on: date, next_due: date | None) -> None:
    """The last review, or half-way check, is now of that day; one entered late moves no newer day back."""
    last = vendor.last_review if kind is ReviewKind.REVIEW else vendor.last_check
    if last is not None and last > on:
        return
    if kind is ReviewKind.REVIEW:
        vendor.last_review, vendor.review_by = on, next_due
        unplan(vendor)
    else:
        vendor.last_check = on


def _seen(session: Session, vendor: Vendor, on: date) -> tuple[JudgedFile, JudgedFile]:
    """The file judged on that day: with all that is on record now, and with what was known then."""
    file = files.files(session, [vendor], on)[0]
    return judge(file, on), judge(known_on(file, on), on)


def _facts(session: Session, row: VendorReview, then: JudgedFile, today: date) -> dict[str, Any]:
    """The conclusion and what was on file, as it is kept with the review."""
    head = journal.head(session.connection(), changes_only=True)
    checks = checklists(session, [row.id])[row.id]
    answers = Counter(check.answer.value for check in checks if check.answer is not None)
    return freeze(then) | {
        "review": {
            "id": row.id,
            "kind": row.kind.value,
            "begun": row.started_on.isoformat(),
            "concluded": then.as_of.isoformat(),
            "reviewer": row.reviewer,
            "approver": row.approver,
            "conclusion": row.conclusion.value if row.conclusion else "",
            "evidence": list(row.evidence),
        },
        "checklist": {"questions": len(checks), **dict(sorted(answers.items()))},
        "recorded_on": today.isoformat(),
        "log": {"entry": head.seq, "head": head.hash},
    }


def _known(session: Session, review: str) -> VendorReview:
    row = session.get(VendorReview, review.upper())
    if row is None:
        raise NotFound.of("review", review, tuple(session.scalars(select(col(VendorReview.id)))))
    return row


def _open(session: Session, review: str) -> VendorReview:
    row = _known(session, review)
    if row.status is not ReviewStatus.OPEN:
        raise Refused(f"{row.id} was {word(row.status)} on {day(row.concluded_on)}", hint="start a new review")
    return row


def _cleaned(session: Session, verdict: ReviewVerdict) -> ReviewVerdict:
    evidence_reading.require(session, verdict.evidence)
    return replace(
        verdict,
        conditions=clean(verdict.conditions.strip(), "conditions"),
        note=clean(verdict.note.strip(), "note"),
        approver=clean(gap.person(verdict.approver, "approver")) if verdict.approver.strip() else "",
    )


def _conclude(row: VendorReview, verdict: ReviewVerdict, on: date, then: JudgedFile) -> None:
    row.status, row.concluded_on = ReviewStatus.CONCLUDED, on
    row.conclusion = (
        Conclusion.CONDITIONS if verdict.conditions and verdict.conclusion is Conclusion.APPROVE else verdict.conclusion
    )
    row.conditions, row.note, row.approver = verdict.conditions, verdict.note, verdict.approver
    row.evidence, row.failing, row.next_due = (
        list(verdict.evidence),
        [f"{one.about}: {one.why}" for one in then.failing],
        verdict.next_due,
    )
