"""When work on vendors proves a control: all model providers in scope, in the cycle, each by what a person did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from grcdesk.rules.vendors.agreements import CLAUSES, in_force
from grcdesk.schemas.vendors.file import AgreementRow, VendorFile
from grcdesk.schemas.vendors.reviews import ReviewRow
from grcdesk.terms.vendors import Clause, ReviewKind, ReviewStatus
from grcdesk.wording import count, join


@dataclass(frozen=True, slots=True)
class ProviderWork:
    """What was done of one provider in the cycle; `why` says what is lacking when nothing was."""

    vendor: str
    name: str
    record: str = ""
    """Id of the review or agreement."""
    on: date | None = None
    by: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Whole:
    """How far the work reaches over all providers."""

    done: tuple[ProviderWork, ...]

    @property
    def proven(self) -> bool:
        """Whether it was done of every provider; of none at all it proves nothing."""
        return bool(self.done) and all(not one.why for one in self.done)

    def sentence(self, what: str) -> str:
        """`1 of 2 model providers reviewed; not: Aster Language (never reviewed)`."""
        lacks = [f"{one.name} ({one.why})" for one in self.done if one.why]
        told = f"{len(self.done) - len(lacks)} of {count(len(self.done), 'model provider')} {what}"
        return f"{told}; not: {join(lacks)}" if lacks else told


def providers(files: Iterable[VendorFile], on: date) -> list[VendorFile]:
    """Model providers in scope that are in use on the day."""
    rows = ((file, file.detail.row) for file in files)
    return [
        file
        for file, row in rows
        if row.model_provider
        and row.in_scope
        and row.onboarded <= on
        and (row.offboarded is None or row.offboarded > on)
    ]


def reviewed(files: Iterable[VendorFile], start: date, on: date) -> Whole:
    """Reviews concluded from `start` to `on` by one person and approved by another."""
    return Whole(tuple(_reviewed(file, start, on) for file in providers(files, on)))


def two_persons(review: ReviewRow) -> bool:
    """Whether somebody other than the reviewer approved it."""
    return bool(review.approver.strip()) and _person(review.approver) != _person(review.reviewer)


def _person(name: str) -> str:
    return " ".join(name.split()).casefold()


def _is_concluded(one: ReviewRow, start: date, on: date) -> bool:
    """Whether it is a whole review, no check between two, that was concluded in those days."""
    # the check between two reviews asks less than the control does
    if one.kind is not ReviewKind.REVIEW or one.status is not ReviewStatus.CONCLUDED:
        return False
    return one.concluded_on is not None and start <= one.concluded_on <= on


def _reviewed(file: VendorFile, start: date, on: date) -> ProviderWork:
    row = file.detail.row
    closed = [one for one in file.reviews if _is_concluded(one, start, on)]
    good = [one for one in closed if two_persons(one)]
    if not closed:
        return ProviderWork(row.id, row.name, why=f"no review concluded since {start}")
    if not good:
        return ProviderWork(row.id, row.name, why="approved by nobody other than the reviewer")
    last = max(good, key=lambda one: (one.concluded_on or date.min, one.id))
    return ProviderWork(row.id, row.name, last.id, last.concluded_on, (last.reviewer, last.approver))


def unread(agreement: AgreementRow, *, provider: bool) -> list[Clause]:
    """Clauses that nobody answered from the document on file; without a document nothing was read."""
    asked = [clause for clause, read in CLAUSES.items() if provider or not read.providers]
    if not agreement.sha256:
        return asked
    said = {one.clause for one in agreement.clauses if one.sha256 == agreement.sha256}
    return [clause for clause in asked if clause not in said]


def read(files: Iterable[VendorFile], start: date, on: date) -> Whole:
    """Data agreements in force, each clause of one of them answered from `start` to `on`."""
    return Whole(tuple(_read(file, start, on) for file in providers(files, on)))


def _not_read(one: AgreementRow, start: date, on: date, *, provider: bool) -> str:
    """How many of its clauses were not read, or not in those days; empty: all were."""
    open_ = unread(one, provider=provider)
    if open_:
        return f"{one.id}: {count(len(open_), 'clause')} not read from its document"
    early = [read for read in one.clauses if not start <= read.reviewed_on <= on]
    return f"{one.id}: {count(len(early), 'clause')} last read before {start}" if early else ""


def _read(file: VendorFile, start: date, on: date) -> ProviderWork:
    row = file.detail.row
    found = in_force(file, on)
    if not found:
        return ProviderWork(row.id, row.name, why="no data agreement in force")
    lacking = [why for one in found if (why := _not_read(one, start, on, provider=row.model_provider))]
    if lacking:  # terms differ by plan: one agreement that was read says nothing of another
        return ProviderWork(row.id, row.name, why=join(lacking))
    last = max((read for one in found for read in one.clauses), key=lambda read: read.reviewed_on)
    people = {read.reviewed_by for one in found for read in one.clauses}
    return ProviderWork(row.id, row.name, "; ".join(one.id for one in found), last.reviewed_on, tuple(sorted(people)))
