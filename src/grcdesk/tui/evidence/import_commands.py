"""Importing: pick files, look at what was read in each of them, choose the controls, add them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from grcdesk.clock import find_zone, parse_moment, stamp
from grcdesk.errors import BadInput
from grcdesk.paths import typed_path
from grcdesk.schemas.desk.offers import Offered
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.evidence.imports import ImportPlan, ImportPreview, ImportReport, ImportRow
from grcdesk.schemas.programme import Period
from grcdesk.terms import IMPORTERS, EvidenceKind
from grcdesk.text import plain_number
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.imports import ImportDialog
from grcdesk.tui.dialogs.kinds import CONTROLS, DAY, DAYS, FILE, records, words
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.dialogs.tables import PLACE, place_of
from grcdesk.tui.dialogs.values import one_of, optional_date
from grcdesk.tui.evidence import forms
from grcdesk.tui.evidence.commands import pick
from grcdesk.tui.kit.looks import Cell, line

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell
    from grcdesk.tui.kit.jobs import Job


@dataclass(frozen=True, slots=True)
class Wish:
    """One file that is to be imported, and the files after it."""

    file: Path
    rest: tuple[Path, ...]
    plan: ImportPlan = field(default_factory=ImportPlan)
    controls: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    said: Artefact = field(default_factory=lambda: Artefact(EvidenceKind.EXPORT))
    """Dates and origin; the kind is as the importer says."""


def import_file(app: Shell) -> None:
    """Pick files and import them."""
    import_files(app, ())


def import_files(app: Shell, paths: Sequence[Path], *, controls: Sequence[str] = ()) -> None:
    """Import these files one after the other; without any, ask for them."""
    if not paths:
        forms.browse(app, "Import which file?", lambda found: import_files(app, found, controls=controls))
        return
    files = [path for path in paths if path.is_file()]
    if len(files) < len(paths):
        app.tell("a folder is attached, not imported: a on the inbox takes it", "warning")
    if files:
        _read(app, Wish(files[0], tuple(files[1:]), controls=tuple(controls)))


def _read(app: Shell, wish: Wish) -> None:
    """Read it in a process apart, with progress; esc stops."""

    def act(desk: Desk, job: Job) -> ImportPreview | BadInput:
        try:
            return desk.imports.preview(wish.file, wish.plan, progress=job.progress, stop=job.stop)
        except BadInput as error:
            return error

    def then(found: ImportPreview | BadInput) -> None:
        if isinstance(found, BadInput):
            _not_read(app, wish, found)
        else:
            _confirm(app, wish, found)

    app.with_job(f"reading {wish.file.name}", act, then)


def _not_read(app: Shell, wish: Wish, error: BadInput) -> None:
    """No importer can read it: it may still be kept as it is, or be read otherwise."""

    def picked(answer: str | None) -> None:
        if answer == "attach":
            forms.attach(app, [wish.file], wish.controls)
        elif answer == "otherwise":
            _otherwise(app, wish)
        else:
            _next(app, wish)

    app.tell_error(error)
    choices = [
        Choice("attach", "keep it as it is: attach it, and say what it shows", "a"),
        Choice("otherwise", "read it otherwise: importer, zone, columns, key, limit, days", "r"),
        Choice("leave", "leave it" + (", and go on with the next file" if wish.rest else ""), "n"),
    ]
    app.push_screen(Pick(f"{wish.file.name} could not be read", choices), picked)


def _confirm(app: Shell, wish: Wish, found: ImportPreview) -> None:
    controls = wish.controls or found.controls

    dated = found.again or found.report.period_from or wish.said.as_of or wish.said.period_from

    def answered(answer: str | None) -> None:
        if answer == "origin" or (answer in {"add", "wait"} and not dated):
            _origin(app, wish, found)
        elif answer == "add":
            _add(app, wish, found, controls)
        elif answer == "controls":
            _controls(app, wish, found)
        elif answer == "otherwise":
            _otherwise(app, wish)
        elif answer == "wait":
            _add(app, wish, found, ())
        else:
            _next(app, wish)

    where = "" if wish.controls else "usual for such a file"
    rows = [*_said(wish.said), *described(found.report)]
    app.push_screen(ImportDialog(found, rows, controls, where, len(wish.rest), dated=bool(dated)), answered)


def _said(said: Artefact) -> list[Content]:
    days = str(Period(said.period_from, said.period_to)) if said.period_from and said.period_to else ""
    told = {"as of": str(said.as_of or days), "source": said.source, "query": said.query, "pulled at": said.pulled_at}
    return [line(Cell(f"{name:<14}", "muted"), value) for name, value in told.items() if value]


def _origin(app: Shell, wish: Wish, found: ImportPreview) -> None:
    """The days it shows, and where it was drawn from."""
    zone = app.zone

    def build(texts: Mapping[str, str]) -> Artefact:
        days = Period.read(texts["period"]) if texts["period"] else None
        pulled = texts["pulled_at"]
        return replace(
            wish.said,
            as_of=optional_date(texts["as_of"]),
            period_from=days.start if days else None,
            period_to=days.end if days else None,
            source=texts["source"],
            query=texts["query"],
            pulled_at=stamp(parse_moment(pulled, zone)) if pulled else "",
            completeness=texts["completeness"],
        )

    said = wish.said
    days = f"{said.period_from}..{said.period_to}" if said.period_from else ""
    own = "" if found.report.period_from else "; the file carries no day of its own"
    fields = [
        Ask("as_of", "As of", str(said.as_of or ""), f"the one day it shows, like 2026-11-01{own}", kind=DAY),
        Ask("period", "Or period", days, kind=DAYS),
        Ask("source", "Source", said.source, "the system it comes from"),
        Ask("query", "Query", said.query, "the exact command, query or filters"),
        Ask("pulled_at", "Pulled at", said.pulled_at, "when it was drawn, like 2026-11-01T09:30Z"),
        Ask("completeness", "Completeness", said.completeness, "how it was checked that nothing is left out"),
    ]
    app.push_screen(
        Form(f"Dates and origin of {wish.file.name}", fields, build),
        lambda made: _confirm(app, wish if made is None else replace(wish, said=made), found),
    )


def _controls(app: Shell, wish: Wish, found: ImportPreview) -> None:
    offered = wish.tests or found.tests

    def build(texts: Mapping[str, str]) -> Wish:
        controls, tests = _ids(texts["controls"]), _ids(texts["tests"])
        if tests == offered:  # tests of a control that was taken out would bring it back
            tests = tuple(test for test in tests if test.rpartition(".")[0] in controls)
        return replace(wish, controls=controls, tests=tests)

    fields = [
        Ask("controls", "Controls", " ".join(wish.controls or found.controls), kind=CONTROLS),
        Ask("tests", "Tests", " ".join(offered), kind=records(Offered.TEST)),
    ]
    app.push_screen(
        Form(f"What does {wish.file.name} stand behind?", fields, build),
        lambda again: _confirm(app, again or wish, found),
    )


def _otherwise(app: Shell, wish: Wish) -> None:
    """Another importer, zone, column map, key, limit or days; then it is read again."""

    def build(texts: Mapping[str, str]) -> ImportPlan:
        if texts["zone"]:
            find_zone(texts["zone"])
        columns = typed_path(texts["columns"]) if texts["columns"] else None
        if columns is not None and not columns.is_file():
            raise BadInput(f"{columns} is not there", hint="a YAML file: our field names and those of the file")
        days = Period.read(texts["days"]) if texts["days"] else None
        importer = one_of(texts["importer"], tuple(IMPORTERS), "importer")
        start, end = (days.start, days.end) if days else (None, None)
        keep = tuple(part.strip() for part in texts["keep"].split(",") if part.strip())
        limit, key = _limit(texts["limit"]), texts["key"]
        sheet, header, dates = place_of(texts)
        return ImportPlan(
            importer, texts["zone"], columns, start, end, limit=limit, key=key, keep=keep, sheet=sheet, header=header,
            dates=dates,
        )  # fmt: skip

    plan = wish.plan
    days = f"{plan.period_from}..{plan.period_to}" if plan.period_from else ""
    fields = [
        Ask("importer", "Importer", plan.importer, "empty: detected", kind=words(tuple(IMPORTERS))),
        Ask("zone", "Zone", plan.zone, "of times that carry none, like Europe/Berlin"),
        Ask(
            "columns",
            "Column map",
            str(plan.columns or ""),
            "a YAML file: our field names and those of the file",
            kind=FILE,
        ),
        Ask("keep", "Columns kept", ", ".join(plan.keep), "with text in them, as the file names them, commas between"),
        Ask("key", "Key", plan.key, "of a population: the column of its keys"),
        Ask("limit", "Limit", "" if plan.limit is None else f"{plan.limit:g}", "of an evaluation: 0.9 of its cases"),
        *PLACE,
        Ask("days", "Days it covers", days, "empty: as the file says", kind=DAYS),
    ]
    app.push_screen(
        Form(f"Read {wish.file.name} otherwise", fields, build, verb="reads it again"),
        lambda made: _read(app, replace(wish, plan=made)) if made is not None else _next(app, wish),
    )


def _limit(given: str) -> float | None:
    return plain_number(given, "limit") if given else None


def _add(app: Shell, wish: Wish, found: ImportPreview, controls: Sequence[str]) -> None:
    report = found.report
    said = replace(wish.said, kind=report.kind)
    if not said.as_of and not said.period_from:
        said = replace(said, period_from=wish.plan.period_from, period_to=wish.plan.period_to)

    def then(outcome: object) -> None:
        app.show_new(getattr(outcome, "changed", ()))
        _next(app, wish)

    app.with_job(
        f"importing {wish.file.name}",
        lambda desk, job: desk.imports.import_(
            wish.file,
            wish.plan,
            said=said,
            controls=controls,
            tests=wish.tests if controls else (),
            seen=report,
            progress=job.progress,
            stop=job.stop,
        ),
        then,
    )


def _next(app: Shell, wish: Wish) -> None:
    if wish.rest:
        import_files(app, wish.rest, controls=wish.controls)


def _ids(given: str) -> tuple[str, ...]:
    return tuple(given.replace(",", " ").split())


def report(app: Shell) -> None:
    """Pick an artefact, and show what an importer read in its file."""

    def tell(found: ImportRow) -> None:
        app.push_screen(LinesDialog(f"{found.evidence}: import of {found.imported_at[:10]}", described(found.report)))

    pick(app, "", lambda name: app.ask_first(app.screen, "report", lambda desk: desk.imports.report(name), tell))


def described(found: ImportReport) -> list[Content]:
    """A report, a line for each fact."""
    from grcdesk.services.evidence.import_text import described as facts  # noqa: PLC0415

    found_facts = facts(found)
    wide = max(len(name) for name, _ in found_facts) + 2
    return [line(Cell(f"{name:<{wide}}", "muted"), value) for name, value in found_facts]
