"""Importing: pick files, look at what was read in each of them, choose the controls, add them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from grcdesk.clock import parse_moment, stamp
from grcdesk.errors import BadInput
from grcdesk.schemas.desk.offers import Offered
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.evidence.imports import ImportPlan, ImportPreview, ImportReport, ImportRow
from grcdesk.schemas.programme import Period
from grcdesk.terms import EvidenceKind
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.imports import ImportDialog
from grcdesk.tui.dialogs.kinds import CONTROLS, DAY, DAYS, MOMENT, records
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.dialogs.values import optional_date
from grcdesk.tui.evidence import forms
from grcdesk.tui.evidence.commands import pick
from grcdesk.tui.evidence.import_plans import plan_fields, plan_of, span
from grcdesk.tui.frame.empties import keyed
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
        app.tell(keyed("a folder is attached, not imported: {evidence.attach} on the inbox takes it"), "warning")
    if files:
        _read(app, Wish(files[0], tuple(files[1:]), controls=tuple(controls)))


def _read(app: Shell, wish: Wish) -> None:
    """Read it in a process apart, with progress; esc stops."""

    def act(desk: Desk, job: Job) -> ImportPreview | BadInput:
        try:
            return desk.imports.preview(wish.file, wish.plan, progress=job.progress, stop=job.stop)
        # handed on and not raised: a dialog asks what is to become of the file, where a message would leave it
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
    dated = _dated(wish, found)
    acts: Mapping[str, Callable[[], None]] = {
        "origin": lambda: _origin(app, wish, found),
        "add": lambda: _add(app, wish, found, controls),
        "controls": lambda: _controls(app, wish, found),
        "otherwise": lambda: _otherwise(app, wish),
        "wait": lambda: _add(app, wish, found, ()),
    }

    def answered(answer: str | None) -> None:
        if answer in {"add", "wait"} and not dated:
            answer = "origin"  # without a day it would cover no slot of any control: the day is asked for first
        act = acts.get(answer or "")
        if act is not None:
            act()
        else:
            _next(app, wish)

    where = "" if wish.controls else "usual for such a file"
    rows = [*_said(wish.said), *described(found.report)]
    app.push_screen(ImportDialog(found, rows, controls, where, len(wish.rest), dated=dated), answered)


def _dated(wish: Wish, found: ImportPreview) -> bool:
    """Whether it is known of which days it is: from before, from the file, or from what a person said."""
    return bool(found.again or found.report.period_from or wish.said.as_of or wish.said.period_from)


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
    days = span(said.period_from, said.period_to)
    own = "" if found.report.period_from else "; the file carries no day of its own"
    fields = [
        Ask("as_of", "As of", str(said.as_of or ""), f"the one day it shows, like 2026-11-01{own}", kind=DAY),
        Ask("period", "Or period", days, kind=DAYS),
        Ask("source", "Source", said.source, "the system it comes from"),
        Ask("query", "Query", said.query, "the exact command, query or filters"),
        Ask("pulled_at", "Pulled at", said.pulled_at, "when it was drawn, like 2026-11-01T09:30Z", kind=MOMENT),
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
    app.push_screen(
        Form(f"Read {wish.file.name} otherwise", plan_fields(wish.plan), plan_of, verb="reads it again"),
        lambda made: _read(app, replace(wish, plan=made)) if made is not None else _next(app, wish),
    )


def _add(app: Shell, wish: Wish, found: ImportPreview, controls: Sequence[str]) -> None:
    report = found.report
    said = replace(wish.said, kind=report.kind)
    # days that were typed to read the file hold for the artefact too, unless others were typed of it
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
            # what was looked at is what is taken: a file that has changed since is refused
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
