"""Registers as spreadsheets: written with what their cells say now, and taken in again, cell by cell."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from sqlalchemy.orm import Session

from grcdesk import __version__
from grcdesk.errors import BadInput
from grcdesk.importers.reading.apart.process import JobControl
from grcdesk.models.programme import PROGRAMME, Programme
from grcdesk.rules.registers.columns import RegisterForm
from grcdesk.rules.registers.forms import FORMS
from grcdesk.schemas.outcomes import FileOutcome, Outcome
from grcdesk.schemas.progress import Stop
from grcdesk.schemas.registers.registers import RegisterFile, RegisterOutcome, RegisterPlan, RegisterSheet
from grcdesk.services.common import column_maps
from grcdesk.services.common.context import Service
from grcdesk.services.common.dates import two_dates
from grcdesk.services.common.handing_out import MarkedIn, Outgoing, hand_out
from grcdesk.services.registers.comparing import RegisterComparison, given_of
from grcdesk.services.registers.door import BringingRegister, RegisterDoor
from grcdesk.services.registers.doors import DOORS
from grcdesk.services.registers.people import known_people, unknown_people
from grcdesk.services.registers.taking import TakenRegister, take
from grcdesk.services.vendors import reading as vendor_reading
from grcdesk.terms import Verb
from grcdesk.terms.interchange import DeskRegister
from grcdesk.wording import count


class RegisterFiles(Service):
    """Verbs on registers as files."""

    def import_(
        self,
        register: DeskRegister,
        file: Path,
        plan: RegisterPlan | None = None,
        *,
        dry_run: bool = False,
        stop: Stop | None = None,
    ) -> RegisterOutcome:
        """Take a register in: one transaction, one batch, all of it or nothing.

        A sheet that `export` wrote is compared three ways: a cell that was changed there is taken, one that was
        changed here stays, one that was changed in both is named and stays unless the plan says otherwise. Of any
        other file an empty cell says nothing.

        Args:
            register: which.
            file: CSV or XLSX.
            plan: how to read and take it; columns and words are remembered.
            dry_run: say what would happen, change nothing.
            stop: asked often while the file is read; true ends it, and nothing is changed.

        Raises:
            BadInput: when it cannot be read, or naming everything that cannot be taken, each once with its rows.
            NotFound: when there is no such vendor.
        """
        from grcdesk.importers.registers.apart import read_register  # noqa: PLC0415

        plan = plan or RegisterPlan()
        form = FORMS[register]
        with self._store.read() as session:
            source = _source(session, form, plan)
            before = column_maps.remembered(session, source)
        way = column_maps.way(plan.table, before)
        read = read_register(file, register, way, job=JobControl(stop=stop))
        with self._store.work(DOORS[register].verb, dry_run=dry_run) as work:
            column_maps.remember(work.session, source, way)
            bringing = BringingRegister(file.name, plan, self._store.signer.name, self._today())
            door = DOORS[register](work.session, bringing)
            known = known_people(work.session)
            asked = RegisterComparison(door, read).compare()
            done = take(door, asked)
            told = (*_told(form, read), *asked.notes, *unknown_people(form, asked.rows, known))
        return _outcome(work.outcome(done.sentence, warnings=(*told, *done.warnings, *door.warnings)), done)

    def export(
        self,
        register: DeskRegister,
        path: Path | None = None,
        *,
        where: str = "",
        vendor: str = "",
        raw: bool = False,
        force: bool = False,
    ) -> FileOutcome:
        """Write a register: a workbook that knows what it was written with, or CSV.

        Args:
            register: which.
            path: .xlsx or .csv; None: in the exports folder.
            where: only the rows a filter finds, of controls and vendors.
            vendor: whose, of a register of one vendor.
            raw: CSV without the guard against formulas.
            force: replace an existing file.

        Raises:
            BadInput: for a file that is neither, a filter where there is none, or without the vendor.
            NotFound: when there is no such vendor.
            Refused: when the file exists and `force` is not set.
            Unwritable: when it cannot be written.
        """
        form = FORMS[register]
        if where and register not in (DeskRegister.CONTROLS, DeskRegister.VENDORS):
            raise BadInput(f"{register} cannot be filtered", hint="leave --where out")
        target = path or self._store.paths.exports / f"{register}.xlsx"
        if target.suffix.casefold() not in (".xlsx", ".csv"):
            raise BadInput(f"{target.name} is neither .xlsx nor .csv", hint="name it so")
        with self._store.read() as session:
            bringing = BringingRegister("", RegisterPlan(vendor=vendor), self._store.signer.name, self._today())
            sheet = self._sheet(session, DOORS[register](session, bringing), where)
        if target.suffix.casefold() == ".csv":
            from grcdesk.reports.registers import register_csv  # noqa: PLC0415

            marked, notes = MarkedIn.CSV, tuple[str, ...]()
            data = register_csv(form, sheet, raw=raw)
        else:
            from grcdesk.reports.workbook.registers import register_workbook  # noqa: PLC0415  openpyxl: 226 ms

            marked = MarkedIn.CONTENT
            data, notes = register_workbook(form, sheet, paper=self._context.settings.paper)
        done = hand_out(self._store, Outgoing(Verb.EXPORT_REGISTER, target, marked), data, force=force)
        told = f"{target} written, {count(len(sheet.rows), form.noun)}, {sheet.dates.told}"
        return FileOutcome(target, done.size, done.sha256, told, (*sheet.dates.notices, *notes))

    def _sheet(self, session: Session, door: RegisterDoor, where: str) -> RegisterSheet:
        form, vendor = door.form, door.bringing.plan.vendor
        about = session.get(Programme, PROGRAMME)
        of = f" of {vendor_reading.find(session, vendor).name}" if vendor else ""
        return RegisterSheet(
            form.register,
            f"{form.register.value.capitalize()}{of}",
            about.organisation if about else "",
            tuple(one.cells for one in door.held(where)),
            two_dates(self._context, session, self._today()),
            __version__,
            vendor_reading.find(session, vendor).id if vendor else "",
        )


def _source(session: Session, form: RegisterForm, plan: RegisterPlan) -> str:
    """Under which name columns and words are remembered."""
    if form.of_vendor and plan.vendor:
        return column_maps.register_of(form.register, vendor_reading.find(session, plan.vendor).id)
    return column_maps.register_of(form.register)


def _told(form: RegisterForm, read: RegisterFile) -> tuple[str, ...]:
    """How it was understood."""
    # of a sheet of ours its columns are known
    said = [] if read.given is not None else [f"columns read: {', '.join(read.columns)}"]
    if read.unused:
        said.append(f"not used: {', '.join(read.unused)}")
    return (*given_of(form, read), *said, *read.notes)


def _outcome(outcome: Outcome, done: TakenRegister) -> RegisterOutcome:
    """The same with every row; a preview says in words what each does."""
    said = {one.name: getattr(outcome, one.name) for one in fields(Outcome)}
    said["warnings"] = (*outcome.warnings, *(done.lines if outcome.dry_run else ()))
    return RegisterOutcome(
        **said,
        added=tuple(done.added),
        changes=tuple(done.changes),
        conflicts=tuple(done.conflicts),
        absent=tuple(done.absent),
    )
