"""Around a vendor: whom to call, whom it hands data on to, what our own account there shows, who is exposed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound, Refused
from grcdesk.importers.reading.apart.process import JobControl
from grcdesk.models.base import col
from grcdesk.models.vendors import AccountProject, ExpectedControl, ReportReview, Subprocessor, Vendor, VendorContact
from grcdesk.rules.controls import gap
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.progress import Stop
from grcdesk.schemas.registers.tables import PLAIN_TABLE, TablePlan
from grcdesk.schemas.vendors.papers import (
    ExpectedFacts,
    ProjectFacts,
    SubprocessorDecision,
    SubprocessorFacts,
)
from grcdesk.services.common import column_maps
from grcdesk.services.common.context import Service
from grcdesk.services.common.days import refuse_ahead
from grcdesk.services.controls.plan_writing import require_control
from grcdesk.services.evidence import writing as evidence_writing
from grcdesk.services.vendors import relation_writing as writes
from grcdesk.services.vendors.reading import find
from grcdesk.terms import Verb
from grcdesk.terms.vendors import ContactKind, Training
from grcdesk.text import clean
from grcdesk.wording import count, join, word


class VendorRelations(Service):
    """Verbs on contacts, subprocessors and projects."""

    def add_contact(
        self, vendor: str, kind: ContactKind, *, name: str = "", mail: str = "", phone: str = ""
    ) -> Outcome:
        """Note whom to call.

        Raises:
            NotFound: when there is no such vendor.
            Refused: with neither name nor mail.
        """
        with self._store.work(Verb.VENDOR_CONTACT) as work:
            row = find(work.session, vendor)
            entry = writes.add_contact(work.session, row, kind, {"name": name, "mail": mail, "phone": phone})
        return work.outcome(f"{entry.id}: {word(kind)} contact of {row.name}")

    def drop_contact(self, contact: str) -> Outcome:
        """Forget a contact.

        Raises:
            NotFound: when there is no such contact.
        """
        with self._store.work(Verb.VENDOR_CONTACT) as work:
            entry = work.session.get(VendorContact, contact)
            if entry is None:
                raise NotFound.of("contact", contact, tuple(work.session.scalars(select(col(VendorContact.id)))))
            work.session.delete(entry)
        return work.outcome(f"{contact} dropped")

    def expect(self, vendor: str, facts: ExpectedFacts) -> Outcome:
        """Note a control one side counts on the other for, with what answers it.

        Raises:
            NotFound: when there is no such vendor, report review or control.
            Refused: without words, or accepted without approver.
        """
        with self._store.work(Verb.VENDOR_EXPECT) as work:
            row = find(work.session, vendor)
            what = clean(facts.what.strip(), "text")
            if not what:
                raise Refused("an expected control needs words")
            report = facts.report.upper()
            if report and work.session.get(ReportReview, report) is None:
                raise NotFound.of("report review", report, tuple(work.session.scalars(select(col(ReportReview.id)))))
            number = writes.next_number(work.session, ExpectedControl, row)
            entry = ExpectedControl(
                id=f"{row.id}/u{number}", vendor=row.id, kind=facts.kind, what=what, report=report, position=number
            )
            _answer(work.session, entry, facts.controls, facts.accepted, facts.approver)
            work.session.add(entry)
        return work.outcome(f"{entry.id}: {_answered(entry)}")

    def answer_expected(
        self, expected: str, *, controls: tuple[str, ...] = (), accepted: str = "", approver: str = ""
    ) -> Outcome:
        """Say which controls of ours answer an expected one, or why the gap is accepted and by whom.

        Raises:
            NotFound: when there is no such record or control.
            Refused: accepted without approver.
        """
        with self._store.work(Verb.VENDOR_EXPECT, accepted) as work:
            entry = work.session.get(ExpectedControl, expected)
            if entry is None:
                known = tuple(work.session.scalars(select(col(ExpectedControl.id))))
                raise NotFound.of("expected control", expected, known)
            _answer(work.session, entry, controls, accepted, approver)
        return work.outcome(f"{entry.id}: {_answered(entry)}")

    def add_subprocessor(self, vendor: str, facts: SubprocessorFacts) -> Outcome:
        """Note whom a vendor hands data on to. One that was announced starts the objection clock.

        Raises:
            NotFound: when there is no such vendor.
            Refused: without a name, twice, or announced without any days to object.
        """
        with self._store.work(Verb.VENDOR_SUBPROCESSOR) as work:
            row = find(work.session, vendor)
            entry = writes.SubprocessorList(work.session, row, self._today()).add(facts)
        clock = f", {entry.notice_days} days from {facts.announced} to object" if facts.announced else ""
        return work.outcome(f"{entry.id}: {entry.name} for {row.name}{clock}")

    def decide_subprocessor(self, subprocessor: str, decision: SubprocessorDecision) -> Outcome:
        """Accept a new subprocessor, object to it, or note that it is gone.

        Raises:
            NotFound: when there is no such subprocessor.
            Refused: without a person, objecting without a reason, or on a day still to come.
        """
        with self._store.work(Verb.VENDOR_SUBPROCESSOR, decision.reason) as work:
            entry = work.session.get(Subprocessor, subprocessor)
            if entry is None:
                raise NotFound.of(
                    "subprocessor", subprocessor, tuple(work.session.scalars(select(col(Subprocessor.id))))
                )
            writes.decide(entry, decision, self._today())
        return work.outcome(f"{entry.id} {entry.name}: {word(decision.decision)}")

    def set_project(self, vendor: str, name: str, facts: ProjectFacts) -> Outcome:
        """Note what the settings of a project of our account show; a project known already is brought up to date.

        Raises:
            NotFound: when there is no such vendor or artefact.
            Refused: without a name.
        """
        with self._store.work(Verb.VENDOR_PROJECT) as work:
            row = find(work.session, vendor)
            refuse_ahead(f"the settings of {row.name} were looked at on", facts.as_of, self._today())
            entry = _project(work.session, row, name, facts, facts.as_of or self._today())
        return work.outcome(f"{row.name} project {entry.name}: training {word(facts.training)}")

    def import_projects(
        self, vendor: str, file: Path, facts: ProjectFacts, *, table: TablePlan = PLAIN_TABLE, dry_run: bool = False,
        stop: Stop | None = None,
    ) -> Outcome:  # fmt: skip
        """Note what an export of our account shows of every project.

        Args:
            vendor: id or name.
            file: CSV, XLSX or JSON, one project a row.
            facts: the day it was made and the artefact that keeps it; training and region come from the file.
            table: how its table is read, remembered for the vendor; what is not said goes as the last time, else by
                the headings.
            dry_run: say what would be read, change nothing.
            stop: asked often while the file is read; true ends it, and nothing is changed.

        Raises:
            NotFound: when there is no such vendor or artefact.
            BadInput: when the file cannot be understood; each row is named.
        """
        from grcdesk.importers.vendors.apart import read_projects  # noqa: PLC0415

        with self._store.read() as session:
            source = column_maps.settings_of(find(session, vendor).id)
            before = column_maps.remembered(session, source)
        way = column_maps.way(table, before)
        read = read_projects(file, way, job=JobControl(stop=stop))
        with self._store.work(Verb.VENDOR_PROJECT, dry_run=dry_run) as work:
            row = find(work.session, vendor)
            refuse_ahead(f"the settings of {row.name} were looked at on", facts.as_of, self._today())
            column_maps.remember(work.session, source, way)
            for one in read.projects:
                said = replace(facts, training=one.training, region=one.region)
                _project(work.session, row, one.name, said, facts.as_of or self._today())
                work.session.flush()
            known = work.session.scalars(select(col(AccountProject.name)).where(col(AccountProject.vendor) == row.id))
            there = {one.name.casefold() for one in read.projects}
            absent = tuple(
                f"{name} is on record, and not in the file" for name in known if name.casefold() not in there
            )
        off = sum(one.training is Training.OFF for one in read.projects)
        told = f"{row.name}: training off in {off} of {count(len(read.projects), 'project')}"
        return work.outcome(told, warnings=(*read.notes, *absent))


def _project(session: Session, vendor: Vendor, name: str, facts: ProjectFacts, on: date) -> AccountProject:
    """The record of a project, new or brought up to date."""
    name = clean(" ".join(name.split()), "name")
    if not name:
        raise Refused("a project needs a name")
    if facts.evidence:
        evidence_writing.rows(session, [facts.evidence])
    known = session.scalars(select(AccountProject).where(col(AccountProject.vendor) == vendor.id))
    entry = next((one for one in known if one.name.casefold() == name.casefold()), None)
    if entry is None:
        number = writes.next_number(session, AccountProject, vendor)
        key = f"{vendor.id}/p{number}"
        entry = AccountProject(
            id=key, vendor=vendor.id, name=name, training=facts.training, as_of=on, position=number
        )  # fmt: skip
        session.add(entry)
    entry.training, entry.as_of = facts.training, on
    entry.region = clean(facts.region.strip(), "region") or entry.region
    entry.evidence = facts.evidence or entry.evidence
    return entry


def _answer(session: Session, entry: ExpectedControl, controls: tuple[str, ...], accepted: str, approver: str) -> None:
    for control in controls:
        require_control(session, control)
    if accepted.strip() and not approver.strip():
        raise Refused("an accepted gap needs an approver", hint="--approver NAME")
    entry.controls = list(dict.fromkeys(controls))
    entry.accepted = clean(accepted.strip(), "reason")
    entry.approver = clean(gap.person(approver, "approver")) if approver.strip() else ""


def _answered(entry: ExpectedControl) -> str:
    if entry.controls:
        return f"answered by {join(entry.controls)}"
    return f"gap accepted by {entry.approver}" if entry.accepted else f"{word(entry.kind)} without an answer"
