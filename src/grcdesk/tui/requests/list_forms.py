"""Bringing a firm's list after a look at it, its unknown words asked; and writing it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from grcdesk.errors import BadInput
from grcdesk.paths import typed_path
from grcdesk.schemas.outcomes import FileOutcome, Outcome
from grcdesk.schemas.requests.lists import ListLook, ListPlan
from grcdesk.terms.requests import Settling
from grcdesk.tui.dialogs.answers import pairs, path_fields, path_of
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import DAY, FILE, YES_NO, term, words
from grcdesk.tui.dialogs.lines import Preview
from grcdesk.tui.dialogs.tables import PLACE, place_of
from grcdesk.tui.dialogs.values import one_of, optional_date
from grcdesk.tui.frame.ask import look_long
from grcdesk.tui.kit.drafts import Texts
from grcdesk.tui.kit.looks import text
from grcdesk.wording import join

if TYPE_CHECKING:
    from collections.abc import Callable

    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell


def bring(app: Shell) -> None:
    """File and how to read it; words nobody knows; a preview; then all of it in one step."""
    fields = [
        Ask("file", "File", hint="CSV or XLSX", needed=True, kind=FILE),
        Ask("firm", "Firm", hint="whose list; empty: the firm of the engagement"),
        Ask("columns", "Columns", hint="due=Needed by, ref=Section + No.; empty: as last time, else by the headings"),
        *PLACE,
        Ask("settle", "Where both changed", hint="ours or theirs; empty: ours, and it is named", kind=term(Settling)),
        Ask("on", "Day of the list", hint="empty: today", kind=DAY),
        Ask("map", "Map", hint="YAML with columns and words", kind=FILE),
    ]

    def look(found: tuple[Path, ListPlan] | None) -> None:
        if found is not None:
            file, plan = found
            look_long(
                app, "reading", lambda desk, job: desk.request_lists.look(file, plan, stop=job.stop),
                lambda seen: _words(app, file, plan, seen),
            )  # fmt: skip

    app.push_screen(Form("Import requests", fields, _plan, verb="reads it"), look)


def _plan(texts: Texts) -> tuple[Path, ListPlan]:
    file = typed_path(texts["file"])
    if not file.is_file():
        raise BadInput(f"{texts['file']} is no file", hint="the path of a CSV or XLSX file")
    sheet, header, dates = place_of(texts)
    settle = one_of(texts["settle"], tuple(Settling), "where both changed")
    return file, ListPlan(
        firm=texts["firm"],
        map=typed_path(texts["map"]) if texts["map"] else None,
        columns=pairs(texts["columns"], "columns"),
        sheet=sheet,
        header=header,
        dates=dates,
        settle=Settling(settle) if settle else None,
        on=optional_date(texts["on"]),
    )


def _words(app: Shell, file: Path, plan: ListPlan, seen: ListLook) -> None:
    """Ask what each unknown word means, then show what would happen."""
    if not seen.unknown:
        _preview(app, file, plan)
        return

    def build(texts: Texts) -> ListPlan:
        words: dict[str, Mapping[str, str]] = dict(plan.words)
        for place, one in enumerate(seen.unknown):
            meant = one_of(texts[f"word{place}"], one.known, f"{one.what.replace('_', ' ')} {one.word!r}")
            words[one.what] = {**words.get(one.what, {}), one.word: meant}
        return replace(plan, words=words)

    fields = [
        Ask(
            f"word{place}",
            f"{one.what.replace('_', ' ')} {one.word!r}",
            hint=f"row {join([str(row) for row in one.rows], 3)}: {', '.join(one.known)}",
            needed=True,
            kind=words(one.known),
        )
        for place, one in enumerate(seen.unknown)
    ]
    note = "Words of the list nobody has told the meaning of. What is said is remembered for the firm."
    app.push_screen(
        Form("What do they mean?", fields, build, note=note, verb="goes on"),
        lambda made: _preview(app, file, made) if made is not None else None,
    )


def _preview(app: Shell, file: Path, plan: ListPlan) -> None:
    def confirm(told: Outcome) -> None:
        rows = [text(told.sentence, "head"), *(text(warning) for warning in told.warnings)]
        app.push_screen(
            Preview("Import these requests?", rows, "imports"),
            lambda yes: (
                app.with_job("import", lambda desk, job: desk.request_lists.import_(file, plan, stop=job.stop))
                if yes
                else None
            ),
        )

    look_long(
        app, "reading", lambda desk, job: desk.request_lists.import_(file, plan, dry_run=True, stop=job.stop), confirm
    )


def write(app: Shell) -> None:
    """The list again, in the firm's layout, with ours filled in."""

    def build(texts: Texts) -> Callable[[Desk], FileOutcome]:
        path, force = path_of(texts)
        every = one_of(texts["every"], ("yes", "no"), "all") == "yes"
        own = one_of(texts["own"], ("yes", "no"), "our layout") == "yes"
        return lambda desk: desk.request_lists.export(path, every=every, own_layout=own, force=force)

    fields = [
        *path_fields("exports/requests.xlsx; or a .csv"),
        Ask("every", "All", "", "yes: also those that are not on his list", kind=YES_NO),
        Ask("own", "Our layout", "", "yes: ours, whatever list came", kind=YES_NO),
    ]
    app.push_screen(
        Form("Write requests", fields, build, verb="writes it"),
        lambda act: app.with_desk("requests", act) if act is not None else None,
    )
