"""Bringing a register from a file, after a look at what each row would do; and writing one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from grcdesk.errors import BadInput
from grcdesk.paths import is_spreadsheet, typed_path
from grcdesk.schemas.desk.offers import Offered
from grcdesk.schemas.outcomes import FileOutcome, Outcome
from grcdesk.schemas.registers.registers import RegisterOutcome, RegisterPlan
from grcdesk.terms.interchange import DeskRegister
from grcdesk.terms.vendors import Tier
from grcdesk.tui.dialogs.answers import path_fields, path_of
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import DAY, FILE, YES_NO, record, term, words
from grcdesk.tui.dialogs.lines import Preview
from grcdesk.tui.dialogs.tables import MEANING, PLACE, plan_of
from grcdesk.tui.dialogs.values import one_of, optional_date
from grcdesk.tui.frame.ask import look_long
from grcdesk.tui.kit.drafts import Texts
from grcdesk.tui.kit.looks import Cell, line, text

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell
    from grcdesk.tui.kit.jobs import Job

    Taking = Callable[[Desk, bool, Job], Outcome]

_YES_NO = ("yes", "no")
_MORE: dict[DeskRegister, Sequence[Ask]] = {
    DeskRegister.ACTIONS: (Ask("moved_because", "Why due dates move", hint="where the file does not say"),),
    DeskRegister.VENDORS: (Ask("tier", "Tier of new ones", hint="where the file tells none", kind=term(Tier)),),
    DeskRegister.SUBPROCESSORS: (
        Ask("announced", "Announced", hint="when the vendor told of the new ones; the time to object begins", kind=DAY),
        Ask("notice_days", "Days to object", hint="empty: as the agreement says"),
        Ask("whole", "Whole list", hint="yes: who is not on it is gone", kind=YES_NO),
    ),
}


def bring(app: Shell, register: DeskRegister, vendor: str = "") -> None:
    """File, columns; a preview; then all of it in one batch."""
    fields = [
        Ask("file", "File", hint="CSV or XLSX; one of ours is compared three ways", needed=True, kind=FILE),
        Ask("columns", "Columns", hint="owner=Contact, due=Needed by; empty: as last time, else by the headings"),
        *PLACE,
        *MEANING,
        Ask(
            "theirs",
            "Where both changed",
            hint="ours or theirs; empty: ours, and it is named",
            kind=words(("ours", "theirs")),
        ),
        *_MORE.get(register, ()),
    ]

    def build(texts: Texts) -> Taking:
        file, plan = _file(texts), _plan(register, texts, vendor)
        if register is DeskRegister.FEATURES and not is_spreadsheet(file):
            return lambda desk, dry_run, job: desk.features.import_(file, dry_run=dry_run, stop=job.stop)
        return lambda desk, dry_run, job: desk.registers.import_(register, file, plan, dry_run=dry_run, stop=job.stop)

    app.push_screen(Form(f"Import {register}", fields, build, verb="reads it"), lambda made: _look(app, register, made))


def _file(texts: Texts) -> Path:
    file = typed_path(texts["file"])
    if not file.is_file():
        raise BadInput(f"{texts['file']} is no file", hint="the path of a CSV or XLSX file")
    return file


def _plan(register: DeskRegister, texts: Texts, vendor: str) -> RegisterPlan:
    # `whole` says how the file is meant; the others are values for its rows
    defaults = {one.name: texts[one.name] for one in _MORE.get(register, ()) if one.name != "whole" and texts[one.name]}
    if "tier" in defaults:
        defaults["tier"] = one_of(defaults["tier"], tuple(Tier), "tier")
    if "announced" in defaults:
        defaults["announced"] = str(optional_date(defaults["announced"]) or "")
    whole = "whole" in texts and one_of(texts["whole"], _YES_NO, "whole list") == "yes"
    return RegisterPlan(
        table=plan_of(texts),
        vendor=vendor,
        defaults=defaults,
        theirs=one_of(texts["theirs"], ("ours", "theirs"), "where both changed") == "theirs",
        whole=whole,
    )


def _look(app: Shell, register: DeskRegister, taking: Taking | None) -> None:
    if taking is not None:
        look_long(
            app,
            "reading",
            lambda desk, job: taking(desk, True, job),
            lambda told: _confirm(app, register, taking, told),
        )


def _confirm(app: Shell, register: DeskRegister, taking: Taking, told: Outcome) -> None:
    conflicts = len(told.conflicts) if isinstance(told, RegisterOutcome) else 0
    rows = [text(told.sentence, "head"), *(text(warning) for warning in told.warnings)]
    if conflicts:
        rows.insert(1, line(Cell("changed in both: ours stays where it is named below", "warning")))
    app.push_screen(
        Preview(f"Import these {register}?", rows, "imports"),
        lambda yes: app.with_job("import", lambda desk, job: taking(desk, False, job)) if yes else None,
    )


def write(app: Shell) -> None:
    """A register as a workbook that comes back, or as CSV."""

    def build(texts: Texts) -> Callable[[Desk], FileOutcome]:
        register = DeskRegister(one_of(texts["register"], tuple(DeskRegister), "register"))
        path, force = path_of(texts)
        where, vendor = texts["where"], texts["vendor"]
        return lambda desk: desk.registers.export(register, path, where=where, vendor=vendor, force=force)

    fields = [
        Ask("register", "Register", needed=True, kind=term(DeskRegister)),
        *path_fields("exports/REGISTER.xlsx; or a .csv"),
        Ask("where", "Filter", hint="of controls and vendors; empty: all"),
        Ask("vendor", "Vendor", hint="whose subprocessors; of contacts: empty is all", kind=record(Offered.VENDOR)),
    ]
    app.push_screen(
        Form("Write a register", fields, build, verb="writes it"),
        lambda act: app.with_desk("register", act) if act is not None else None,
    )
