"""What is asked about tests and deviations, and what both the list and the sheet do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from grcdesk.paths import typed_path
from grcdesk.rules.testing.checks import OF_THE_DESK
from grcdesk.rules.testing.concluding import said
from grcdesk.schemas.desk.offers import Offered
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.testing.testing import DeviationRow, ProofRow, Sheet, TestLine
from grcdesk.terms.audits import ControlResult
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.kinds import FILE, PERSON, records, term
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.dialogs.values import one_of
from grcdesk.tui.frame.ask import Act, LongAct, ask_and_do, ask_and_work
from grcdesk.tui.frame.bulk import Deed, ask_and_act
from grcdesk.tui.kit.drafts import Texts
from grcdesk.tui.kit.looks import text
from grcdesk.tui.testing import columns
from grcdesk.tui.testing.sheet_list import answer_sheet
from grcdesk.wording import join, word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell


def run(app: Shell, control: str) -> None:
    """Run the checks of a control."""

    def act(desk: Desk) -> Outcome:
        _, done = desk.testing.run(control)
        return done

    app.with_job(f"running the checks of {control}", lambda desk, _job: act(desk))


def freeze(app: Shell, test: TestLine) -> None:
    """Freeze the list a check is about, where the desk records it."""
    if test.population not in OF_THE_DESK:
        what = f"{test.population} is a list from outside" if test.population else "a person looks"
        app.tell(f"{test.id}: {what}; the desk records {', '.join(OF_THE_DESK)}")
        return
    name = test.population
    app.with_desk(f"freezing {name}", lambda desk: desk.testing.freeze(name))


def answer(app: Shell, control: str, test: str = "") -> None:
    """The work sheet as a checklist, beginning with a test."""
    answer_sheet(app, control, lambda: conclude(app, control), test)


def review(app: Shell, control: str, test: str = "") -> None:
    """Look at the answers as a second person."""

    def build(texts: Texts) -> Act:
        return lambda desk: desk.testing.review(control, test=texts["test"], by=texts["by"], returned=texts["returned"])

    fields = [
        Ask("by", "Second person", "", "another than who tested", needed=True, kind=PERSON),
        Ask("test", "Test", test.rpartition(".")[2], "T3; empty: all answers that wait"),
        Ask("returned", "Send back", "", "why; empty: they stand"),
    ]
    ask_and_do(app, f"Review the answers of {control}", fields, build)


def conclude(app: Shell, control: str) -> None:
    """Conclude a control; the form says what the tests add up to."""

    def opened(sheet: Sheet) -> None:
        def build(texts: Texts) -> Act:
            result = ControlResult(one_of(texts["result"], tuple(ControlResult), "result"))
            return lambda desk: desk.testing.conclude(control, result, by=texts["by"], reason=texts["reason"])

        fields = [
            Ask("result", "Result", sheet.standing.computed.value, needed=True, kind=term(ControlResult)),
            Ask("by", "Concluded by", app.desk.actor if app.desk else "", needed=True, kind=PERSON),
            Ask("reason", "Reason", "", "needed where the tests say otherwise"),
        ]
        ask_and_do(app, f"Conclude {control}", fields, build, note=f"The tests say: {said(sheet.standing)}.")

    app.ask_first(app.screen, "sheet", lambda desk: desk.testing.sheet(control), opened)


def import_sheet(app: Shell, control: str) -> None:
    """Take in a work sheet that was filled in elsewhere."""

    def build(texts: Texts) -> LongAct:
        path = typed_path(texts["path"])
        return lambda desk, job: desk.testing.import_sheet(control, path, by=texts["by"], stop=job.stop)

    fields = [
        Ask("path", "File", "", "CSV or XLSX: test, item, result, note, evidence, tested by", needed=True, kind=FILE),
        Ask("by", "Tested by", app.desk.actor if app.desk else "", "where a row does not say", kind=PERSON),
    ]
    ask_and_work(app, f"Work sheet of {control}", fields, build)


def confirm(app: Shell, deviations: Sequence[str]) -> None:
    """Confirm deviations as exceptions."""

    def build(texts: Texts) -> Deed:
        by, note = texts["by"], texts["note"]
        return Deed(
            "confirming",
            "Confirm as exceptions",
            "deviation",
            lambda desk, dry: desk.deviations.confirm(deviations, by=by, note=note, dry_run=dry),
        )

    fields = [
        Ask("by", "Judged by", app.desk.actor if app.desk else "", needed=True, kind=PERSON),
        Ask("note", "Note", "", "what was found out"),
    ]
    ask_and_act(app, deviations, f"{join(list(deviations), 3)}: exception", fields, build)


def is_none(app: Shell, deviations: Sequence[str]) -> None:
    """Say as two people that deviations are none."""

    def build(texts: Texts) -> Deed:
        def change(desk: Desk, dry: bool) -> Outcome:
            return desk.deviations.confirm(
                deviations,
                by=texts["by"],
                note=texts["note"],
                false_positive=True,
                second=texts["second"],
                evidence=tuple(texts["evidence"].replace(",", " ").split()),
                dry_run=dry,
            )

        return Deed("judging", "No exception:", "deviation", change)

    fields = [
        Ask("note", "Why it is none", "", "", needed=True),
        Ask("by", "Judged by", app.desk.actor if app.desk else "", needed=True, kind=PERSON),
        Ask("second", "Second person", "", "another one", needed=True, kind=PERSON),
        Ask("evidence", "Artefacts", kind=records(Offered.EVIDENCE)),
    ]
    title = f"{join(list(deviations), 3)}: no exception"
    ask_and_act(app, deviations, title, fields, build, note="It stays on record.")


def show_deviation(app: Shell, deviation: str) -> None:
    """A deviation in full."""

    def tell(row: DeviationRow) -> None:
        app.push_screen(LinesDialog(f"{row.id}: {word(row.state)}", columns.deviation_lines(row)))

    app.ask_first(app.screen, "deviation", lambda desk: desk.deviations.show(deviation), tell)


def show_change(app: Shell, row: ProofRow) -> None:
    """A change, or a deployment that no change explains, with its proof in full."""

    def tell(found: ProofRow) -> None:
        shown = [columns.about_change(found), text(""), *(text(test) for test in found.tests)]
        app.push_screen(LinesDialog(f"{found.change_id or found.deployment}: {word(found.verdict)}", shown))

    if row.change_id:
        app.ask_first(app.screen, "change", lambda desk: desk.changes.show(row.change_id), tell)
    else:
        tell(row)  # not by its number: a change may have the same
