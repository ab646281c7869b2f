"""Artefacts from the palette: look at one, correct it, tie it, untie it, supersede it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from grcdesk.schemas.desk.offers import Offered
from grcdesk.schemas.evidence.evidence import EvidenceChange, EvidenceDetail, EvidenceRow
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.kinds import CONTROLS, EVIDENCE, PERSON, records
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.frame.ask import Act, ask_and_do
from grcdesk.tui.frame.empties import keyed
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.wording import word

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell

_SHOWN = 200
"""Artefacts a palette list holds; the newest."""
_FIELDS = (
    Ask("source", "Source", "", "which system or person; empty fields stay as they are"),
    Ask("query", "Query", "", "the exact command, query or filters"),
    Ask("completeness", "Completeness", "", "how it was checked that nothing is left out"),
    Ask("accuracy", "Accuracy", "", "how it was checked that it is right"),
    Ask("checked_by", "Checked by", kind=PERSON),
    Ask("for_slot", "Slot", "", "2026Q1, 2026-03; else the one that holds its day"),
    Ask("note", "Note"),
)
_TIES = (
    Ask("controls", "Controls", kind=CONTROLS),
    Ask("tests", "Tests", kind=records(Offered.TEST)),
)


def show(app: Shell) -> None:
    """Pick an artefact, and show everything about it."""

    def tell(detail: EvidenceDetail) -> None:
        row = detail.row
        facts = (
            ("Kind", word(row.kind)),
            ("Shows", row.dated),
            ("Performed", str(row.performed_on or "")),
            ("Slot", row.for_slot),
            ("Collected", row.collected_at),
            ("Source", row.source),
            ("Query", row.query),
            ("Complete", row.completeness),
            ("Accurate", row.accuracy),
            ("Checked", row.checked_by),
            ("File", row.file_name),
            ("Link", row.url),
            ("SHA-256", row.sha256),
            ("Integrity", row.integrity),
            ("Erased", row.erased_told),
            ("Rejected", row.rejected),
            ("Controls", " ".join(row.controls)),
            ("Tests", " ".join(row.tests)),
        )
        rows = [line(Cell(f"{name:<10}", "muted"), value) for name, value in facts if value]
        rows += [
            line(Cell("On word   ", "muted"), f"shows a run of {control}, by statement of {words}")
            for control, words in row.stated.items()
        ]
        rows += [text(lacking, "warning") for lacking in detail.lacks]
        app.push_screen(LinesDialog(f"{row.id}: {row.title}", rows))

    pick(app, "", lambda name: app.ask_first(app.screen, "artefact", lambda desk: desk.evidence.show(name), tell))


def place(app: Shell) -> None:
    """Tie one that waits to its controls."""

    def act(name: str) -> None:
        def build(texts: Mapping[str, str]) -> Act:
            controls, tests = texts["controls"].split(), texts["tests"].split()
            return lambda desk: desk.evidence.place([name], controls=controls, tests=tests)

        ask_and_do(app, f"Place {name}", _TIES, build)

    pick(app, "is:unplaced", act)


def link(app: Shell) -> None:
    """Tie one to more controls."""

    def act(name: str) -> None:
        def build(texts: Mapping[str, str]) -> Act:
            controls, tests = texts["controls"].split(), texts["tests"].split()
            return lambda desk: desk.evidence.link([name], controls=controls, tests=tests)

        ask_and_do(app, f"Tie {name}", _TIES, build)

    pick(app, "", act)


def unlink(app: Shell) -> None:
    """Untie one from controls."""

    def act(name: str) -> None:
        def build(texts: Mapping[str, str]) -> Act:
            controls, tests = texts["controls"].split(), texts["tests"].split()
            return lambda desk: desk.evidence.unlink([name], controls=controls, tests=tests)

        ask_and_do(app, f"Untie {name}", _TIES, build)

    pick(app, "is:placed", act)


def correct(app: Shell) -> None:
    """Set source, query and checks."""

    def act(name: str) -> None:
        def build(texts: Mapping[str, str]) -> Act:
            change = EvidenceChange(**{field: said for field, said in texts.items() if said})  # type: ignore[arg-type]
            return lambda desk: desk.evidence.set([name], change)

        ask_and_do(app, f"Correct {name}", _FIELDS, build)

    pick(app, "", act)


def supersede(app: Shell) -> None:
    """Name the newer artefact."""

    def act(name: str) -> None:
        def build(texts: Mapping[str, str]) -> Act:
            return lambda desk: desk.evidence.supersede(name, texts["by"])

        ask_and_do(
            app,
            f"Supersede {name}",
            [Ask("by", "By which artefact", needed=True, kind=EVIDENCE)],
            build,
        )

    pick(app, "-is:superseded", act)


def pick(app: Shell, where: str, then: Callable[[str], None]) -> None:
    """Pick one of the newest artefacts a filter finds."""

    def choose(found: Sequence[EvidenceRow]) -> None:
        if not found:
            app.tell(keyed("no such evidence yet: {control.attach} on a control attaches some"))
            return
        choices = [Choice(row.id, f"{row.id}  {row.dated}  {row.title}  {' '.join(row.controls)}") for row in found]
        app.push_screen(Pick("Which artefact?", choices), lambda name: then(name) if name else None)

    app.ask_first(
        app.screen,
        "artefacts",
        # keys come in the order of their taking in: the newest is the last
        lambda desk: desk.evidence.rows(desk.evidence.keys(where)[::-1][:_SHOWN]),
        choose,
    )
