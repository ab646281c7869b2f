"""What was agreed with vendors, clause by clause."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.models.agreements import Agreement, DpaClause
from grcdesk.models.base import col
from grcdesk.models.evidence import Evidence
from grcdesk.models.vendors import Vendor, VendorDocument
from grcdesk.rules.controls import gap
from grcdesk.rules.vendors.agreements import CLAUSES
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.unset import Unset
from grcdesk.schemas.vendors.file import AgreementRow
from grcdesk.schemas.vendors.papers import AgreementFacts, ClauseFacts
from grcdesk.services.common.context import Service
from grcdesk.services.common.days import refuse_ahead
from grcdesk.services.common.ids import next_id
from grcdesk.services.vendors import files as vendor_files
from grcdesk.services.vendors import proofs
from grcdesk.services.vendors.reading import find
from grcdesk.terms import Verb
from grcdesk.terms.vendors import AgreementKind, Clause
from grcdesk.text import clean
from grcdesk.wording import day, word


class Agreements(Service):
    """Verbs on agreements and their clauses."""

    def list(self, *, vendor: str = "") -> list[AgreementRow]:
        """Agreements with their clauses, in the order they came; of one vendor, or all.

        Raises:
            NotFound: when there is no such vendor.
        """
        with self._store.read() as session:
            query = select(Vendor).order_by(col(Vendor.position))
            vendors = [find(session, vendor)] if vendor else list(session.scalars(query))
            return [row for file in vendor_files.files(session, vendors, self._today()) for row in file.agreements]

    def add(self, vendor: str, facts: AgreementFacts) -> Outcome:
        """Record an agreement.

        Raises:
            NotFound: when there is no such vendor or document.
            Refused: when its dates run backwards.
        """
        with self._store.work(Verb.VENDOR_AGREEMENT) as work:
            row = find(work.session, vendor)
            key, number = next_id(work.session, Agreement, "AGR")
            entry = Agreement(id=key, vendor=row.id, kind=AgreementKind.DPA, position=number)
            _set(work.session, entry, _said(facts), self._today())
            entry.title = entry.title or f"{word(entry.kind)} with {row.name}"
            work.session.add(entry)
        return work.outcome(f"{key}: {word(entry.kind)} with {row.name}, {_bound(entry)}")

    def set(self, agreement: str, facts: AgreementFacts) -> Outcome:
        """Set fields of an agreement.

        Raises:
            NotFound: when there is no such agreement or document.
            BadInput: when nothing is to be set.
            Refused: when its dates run backwards.
        """
        said = _said(facts)
        if not said:
            raise BadInput("nothing to set", hint="name at least one of effective, signed, plan, document …")
        with self._store.work(Verb.VENDOR_AGREEMENT) as work:
            entry = _known(work.session, agreement)
            _set(work.session, entry, said, self._today())
            told = proofs.of_agreements(work.session, self._store.paths, entry.id, self._today())
        return work.outcome(f"{entry.id}: {_bound(entry)}", warnings=(told,) if told else ())

    def set_clause(self, agreement: str, clause: Clause, facts: ClauseFacts) -> Outcome:
        """Record what the document says to a clause, where, and who read it when. The hash of the document is kept.

        Raises:
            NotFound: when there is no such agreement.
            BadInput: when a number is negative.
            Refused: when it was read, or a transfer assessed, on a day still to come.
        """
        with self._store.work(Verb.VENDOR_CLAUSE) as work:
            entry = _known(work.session, agreement)
            if facts.amount is not None and facts.amount < 0:
                raise BadInput(f"{facts.amount} is no number of days or hours")
            refuse_ahead(f"{entry.id} was read on", facts.on, self._today())
            refuse_ahead("the transfer assessment was made on", facts.dated, self._today())
            key = f"{entry.id}/{clause}"
            row = work.session.get(DpaClause, key)
            said: dict[str, Any] = {
                "answer": facts.answer,
                "value": clean(facts.value.strip(), "value"),
                "amount": facts.amount,
                "dated": facts.dated,
                "carve_outs": clean(facts.carve_outs.strip(), "carve-outs"),
                "place": clean(facts.place.strip(), "place"),
                "sha256": entry.sha256,
                "reviewed_by": clean(gap.person(facts.reviewer or self._store.signer.name, "reviewer")),
                "reviewed_on": facts.on or self._today(),
            }
            if row is None:
                row = DpaClause(id=key, agreement=entry.id, clause=clause, **said)
                work.session.add(row)
            else:
                for name, value in said.items():
                    setattr(row, name, value)
            told = proofs.of_agreements(work.session, self._store.paths, entry.id, self._today())
        number = f", {facts.amount}" if facts.amount is not None else ""
        done = f"{entry.id} {CLAUSES[clause].label}: {word(facts.answer)}{number}"
        return work.outcome(done, warnings=(told,) if told else ())


def _known(session: Session, agreement: str) -> Agreement:
    row = session.get(Agreement, agreement.upper())
    if row is None:
        raise NotFound.of("agreement", agreement, tuple(session.scalars(select(col(Agreement.id)))))
    return row


def _said(facts: AgreementFacts) -> dict[str, Any]:
    return {field.name: value for field in fields(facts) if not isinstance(value := getattr(facts, field.name), Unset)}


def _set(session: Session, entry: Agreement, said: dict[str, Any], today: date) -> None:
    for who in ("us", "them"):
        refuse_ahead(f"signed by {who} on", said.get(f"signed_by_{who}"), today)
    for name, value in said.items():
        setattr(entry, name, clean(value.strip(), name) if isinstance(value, str) and name != "kind" else value)
    if "document" in said:
        entry.document = entry.document.upper()
        # the bytes the clauses are read in: another document behind the agreement leaves them read in the old one
        entry.sha256 = _hash(session, entry) if entry.document else ""
    _refuse_backwards(entry)


def _refuse_backwards(entry: Agreement) -> None:
    start = entry.effective or entry.signed_by_us or entry.signed_by_them
    for name, end in (("expires", entry.expires), ("ends", entry.ended)):
        if start is not None and end is not None and end < start:
            raise Refused(f"it {name} on {end}, before it began on {start}")


def _hash(session: Session, entry: Agreement) -> str:
    """The hash of the bytes behind the agreement's document."""
    document = session.get(VendorDocument, entry.document)
    if document is None or document.vendor != entry.vendor:
        known = select(col(VendorDocument.id)).where(col(VendorDocument.vendor) == entry.vendor)
        raise NotFound.of("document of this vendor", entry.document, tuple(session.scalars(known)))
    evidence = session.get(Evidence, document.evidence) if document.evidence else None
    return evidence.sha256 if evidence else ""


def _bound(entry: Agreement) -> str:
    if entry.ended is not None:
        return f"ended on {entry.ended}"
    if entry.effective is not None:
        return f"effective {entry.effective}"
    if entry.signed_by_us and entry.signed_by_them:
        return f"signed by both on {max(entry.signed_by_us, entry.signed_by_them)}"
    return f"not effective yet; signed by us {day(entry.signed_by_us)}, by them {day(entry.signed_by_them)}"
