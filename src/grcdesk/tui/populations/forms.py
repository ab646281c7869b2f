"""Forms about populations: freezing a list, checking it, holding it against a second source, explaining, dropping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grcdesk.clock import find_zone, parse_moment, stamp
from grcdesk.errors import BadInput
from grcdesk.paths import typed_path
from grcdesk.rules.audits.roles import ROLES
from grcdesk.schemas.desk.offers import Offered
from grcdesk.schemas.evidence.imports import ImportReport
from grcdesk.schemas.outcomes import FileOutcome, Outcome
from grcdesk.schemas.populations import PopulationPlan, PopulationRow
from grcdesk.schemas.programme import Period
from grcdesk.schemas.registers.tables import TablePlan
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import CONTROLS, DAYS, FILE, MOMENT, PERSON, record, words
from grcdesk.tui.dialogs.lines import Preview
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.dialogs.tables import PLACE, place_of
from grcdesk.tui.evidence.forms import browse
from grcdesk.tui.evidence.import_commands import described
from grcdesk.tui.frame.ask import Act, ask_and_do
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell
    from grcdesk.tui.kit.jobs import Job

FormTexts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list that is to be frozen."""

    file: Path
    plan: PopulationPlan
    controls: tuple[str, ...]


def add(app: Shell, name: str = "", controls: str = "") -> None:
    """Pick a list, say what it is, look at what was read, freeze it; what is wanted is filled in."""

    def picked(paths: tuple[Path, ...]) -> None:
        if len(paths) > 1:
            app.tell("one list at a time", "warning")
        app.ask_first(
            app.screen,
            "period",
            lambda desk: desk.audits.show().row.period,
            lambda days: _say(app, paths[0], str(days or ""), name, controls),
        )

    browse(app, f"Freeze which list as {name}?" if name else "Freeze which list?", picked)


def _say(app: Shell, file: Path, days: str, name: str, controls: str) -> None:
    """What a person says of the list."""
    # of the moment it was pulled; times in the list itself may have another
    zone = app.zone

    def build(texts: FormTexts) -> Wanted:
        days = Period.read(texts["period"])
        if texts["zone"]:
            find_zone(texts["zone"])
        pulled = texts["pulled_at"]
        sheet, header, dates = place_of(texts)
        plan = PopulationPlan(
            texts["name"],
            days.start,
            days.end,
            key=texts["key"],
            query=texts["query"],
            pulled_at=stamp(parse_moment(pulled, zone)) if pulled else "",
            source=texts["source"],
            completeness=texts["completeness"],
            by=texts["by"],
            columns=_map(texts["columns"]),
            zone=texts["zone"],
            sheet=sheet,
            header=header,
            dates=dates,
        )
        return Wanted(file, plan, tuple(texts["controls"].replace(",", " ").split()))

    fields = [
        Ask(
            "name", "Name", name, "its role, or a name of its own", needed=True, kind=words(tuple(ROLES), any_word=True)
        ),
        Ask("controls", "Controls", controls, needed=True, kind=CONTROLS),
        Ask("period", "Days", days, "it reaches over", needed=True, kind=DAYS),
        Ask("key", "Key", "", "its column of keys; empty: as the role has it"),
        Ask("pulled_at", "Pulled at", "", "like 2026-07-02T09:00Z", kind=MOMENT),
        Ask("query", "Query", "", "the exact command, query and filters"),
        Ask("source", "Source", "", "the system it comes from"),
        Ask("completeness", "Completeness", "", "how it was checked that nothing is left out"),
        Ask("by", "Checked by", "", "empty: you", kind=PERSON),
        Ask("columns", "Column map", "", "a YAML file: our columns and those of the list", kind=FILE),
        Ask("zone", "Zone", "", "of times that carry none; empty: that of the engagement"),
        *PLACE,
    ]
    app.push_screen(
        Form(f"Freeze {file.name}", fields, build, verb="reads it"),
        lambda wanted: _read(app, wanted) if wanted is not None else None,
    )


def _map(given: str) -> Path | None:
    if not given:
        return None
    path = typed_path(given)
    if not path.is_file():
        raise BadInput(f"{given} is not there", hint="a YAML file: our columns and those of the list")
    return path


def _read(app: Shell, wanted: Wanted) -> None:
    """Read it in a process apart, with progress; esc stops."""
    app.with_job(
        f"reading {wanted.file.name}",
        lambda desk, job: desk.populations.preview(wanted.file, wanted.plan, progress=job.progress, stop=job.stop),
        lambda found: _confirm(app, wanted, found),
    )


def _confirm(app: Shell, wanted: Wanted, found: ImportReport) -> None:
    def answered(yes: bool | None) -> None:
        if yes:
            app.with_job(
                f"freezing {wanted.file.name}",
                lambda desk, job: desk.populations.add(
                    wanted.file, wanted.plan, controls=wanted.controls, seen=found, progress=job.progress, stop=job.stop
                ),
                lambda _: None,
            )

    title = f"Freeze {count(found.used, 'row')} as {wanted.plan.name}?"
    app.push_screen(Preview(title, described(found), "freezes them"), answered)


def check(app: Shell, row: PopulationRow) -> None:
    """Record how it was checked that nothing is left out."""

    def build(texts: FormTexts) -> Act:
        return lambda desk: desk.populations.check(row.id, completeness=texts["completeness"], by=texts["by"])

    fields = [
        Ask("completeness", "How", row.completeness, "compared with what, and what came of it", needed=True),
        Ask("by", "Checked by", row.checked_by, "empty: you", kind=PERSON),
    ]
    ask_and_do(app, f"Is {row.id} whole?", fields, build, note=f"{row.rows:,} rows of {row.name}, {row.query}")


def reconcile(app: Shell, row: PopulationRow) -> None:
    """Hold it against a file, or against another population."""

    def chosen(what: str | None) -> None:
        if what == "file":
            browse(app, f"Hold {row.id} against which list?", lambda paths: _against(app, row, str(paths[0])))
        elif what == "population":
            _against(app, row, "")

    choices = [Choice("file", "a list of another system, from a file", "f"), Choice("population", "a population", "p")]
    app.push_screen(Pick(f"Hold {row.id} against what?", choices), chosen)


def _against(app: Shell, row: PopulationRow, file: str) -> None:
    def build(texts: FormTexts) -> tuple[str, Path | None, FormTexts]:
        return file or texts["against"], _map(texts.get("columns", "")), texts

    def go(answer: tuple[str, Path | None, FormTexts] | None) -> None:
        if answer is None:
            return
        against, columns, texts = answer
        sheet, header, dates = place_of(texts) if file else ("", 0, None)
        place = TablePlan(sheet=sheet, header=header, dates=dates)
        app.with_job(
            f"reading {against}",
            lambda desk, job: desk.reconciliations.run(
                row.id,
                Path(against) if file else against,
                key=texts.get("key", ""),
                columns=columns,
                place=place,
                by=texts["by"],
                progress=job.progress,
                stop=job.stop,
            ),
            lambda _: None,
        )

    of_file = [
        Ask("key", "Key", "", "its column of keys"),
        Ask("columns", "Column map", "", "a YAML file", kind=FILE),
        *PLACE,
    ]
    of_desk = [Ask("against", "Population", "", "by id or name", needed=True, kind=record(Offered.POPULATION))]
    fields = [*(of_file if file else of_desk), Ask("by", "Done by", "", "empty: you", kind=PERSON)]
    app.push_screen(Form(f"{row.id} against {Path(file).name or 'a population'}", fields, build), go)


def explain(app: Shell, row: PopulationRow, item: str) -> None:
    """Say why only one of two sources has a key; of all that are open when none is named."""

    def build(texts: FormTexts) -> Act:
        items = [texts["item"]] if texts["item"] else []
        return lambda desk: desk.reconciliations.explain(row.id, items, reason=texts["reason"], by=texts["by"])

    fields = [
        Ask("item", "Key", item, "empty: all that are open"),
        Ask("reason", "Because", "", "why only one of the two has it", needed=True),
        Ask("by", "Said by", "", "empty: you", kind=PERSON),
    ]
    ask_and_do(app, f"Why does {row.id} differ?", fields, build)


def drop(app: Shell, row: PopulationRow) -> None:
    """Take it out of force."""

    def build(texts: FormTexts) -> Act:
        return lambda desk: desk.populations.drop(row.id, reason=texts["reason"])

    ask_and_do(app, f"Drop {row.id}", [Ask("reason", "Because", "", "it is kept, with the reason", needed=True)], build)


def export(app: Shell, row: PopulationRow) -> None:
    """Write its rows, or its keys, to a file."""

    def chosen(what: str | None) -> None:
        if what is None or app.desk is None:
            return
        target = app.desk.paths.exports / f"{row.id}-{row.name}.{'txt' if what == 'keys' else 'csv'}"

        def act(desk: Desk, _job: Job) -> FileOutcome | Outcome:
            # the name of the file is made here: what lies there is the same list, written before
            return desk.populations.export(row.id, target, keys=what == "keys", force=True)

        app.with_job(f"writing {target.name}", act, lambda done: app.tell(done.sentence))

    choices = [Choice("rows", "the frozen rows, as CSV", "r"), Choice("keys", "the keys alone, a line each", "k")]
    app.push_screen(Pick(f"Write what of {row.id}?", choices), chosen)
