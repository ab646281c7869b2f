"""Erasing from the palette: find a text, see where it stands, and erase it; the same for the file of an artefact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from grcdesk.schemas.log.erasing import ErasurePlan, KeptText
from grcdesk.schemas.outcomes import Outcome
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.lines import LinesDialog, Preview
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.evidence.commands import pick
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell

_SHOWN = 60
"""Letters of a text in a list."""
_FOUND = 200
_WHY = Ask("reason", "Why", "", "stays in the log", needed=True)
_FOR_GOOD = "This cannot be undone."


def texts(app: Shell) -> None:
    """Find a text by its words, then erase it."""

    def choose(found: Sequence[KeptText]) -> None:
        if not found:
            app.tell("no text with these words is kept beside the log")
            return
        choices = [Choice(one.sha256, f"{one.entry}  {one.id} {one.field}: {one.text[:_SHOWN]}") for one in found]
        app.push_screen(Pick("Erase which text?", choices), lambda name: _form(app, name) if name else None)

    def build(said: Mapping[str, str]) -> Callable[[Desk], Sequence[KeptText]]:
        return lambda desk: desk.log.texts(record=said["record"], containing=said["words"], limit=_FOUND)

    fields = [Ask("words", "Words", "", "part of the text"), Ask("record", "Record", "", "e.g. EV-3; empty: any")]
    app.push_screen(
        Form("Find a text to erase", fields, build),
        lambda question: app.ask_first(app.screen, "texts", question, choose) if question else None,
    )


def erase(app: Shell) -> None:
    """Erase a text by its hash, or by the record and field it stands in."""
    _form(app, "")


def _form(app: Shell, name: str) -> None:
    def build(said: Mapping[str, str]) -> Mapping[str, str]:
        return dict(said)

    fields = [
        Ask("hash", "Hash or id", name, "sha256:... as the log shows it, or EV-3", needed=True),
        Ask("field", "Field", "", "of that record, e.g. title; empty for a hash"),
        _WHY,
    ]
    form: Form[Mapping[str, str]] = Form("Erase a text", fields, build, note="You see where it stands before it goes.")
    app.push_screen(form, lambda said: _preview(app, said) if said else None)


def _preview(app: Shell, said: Mapping[str, str]) -> None:
    """Show everything that would go, then ask once more."""
    what, field, reason = said["hash"].strip(), said["field"], said["reason"]

    def show(plan: ErasurePlan) -> None:
        rows = [text(f"{one} will read [erased]") for one in plan.places]
        rows += [text(f"{count(plan.copies, 'text')} beside the log go, also in the backups of the desk")]
        rows += [line(Cell(f"{one} holds it too, and stays", "warning")) for one in plan.parts]
        rows += [line(Cell(f"log entry {one} holds it for good", "warning")) for one in plan.lines]
        ask = Preview(f"Erase the text of {plan.name}?", [*rows, _mark()], "erases for good")
        # `clear`: the places that will read [erased] have just been shown
        act = lambda desk: desk.log.erase(what, field=field, reason=reason, clear=True)  # noqa: E731
        app.push_screen(ask, lambda yes: _do(app, act) if yes else None)

    app.ask_first(app.screen, "erasure", lambda desk: desk.log.erasure(what, field=field), show)


def finish(app: Shell) -> None:
    """Go through the files once more, after another program held on to them."""
    app.with_desk("finish erasing", lambda desk: desk.log.finish_erasing())


def erase_file(app: Shell) -> None:
    """Erase the file of an artefact."""

    def act(name: str) -> None:
        def build(said: Mapping[str, str]) -> str:
            return said["reason"]

        def confirm(reason: str | None) -> None:
            if reason is None:
                return
            rows = [
                text("Its bytes leave the vault and the backups of the desk. Its hash, the reason and your name stay."),
                text("It covers and supports nothing any more."),
                _mark(),
            ]
            ask = Preview(f"Erase the file of {name}?", rows, "erases for good")
            erasing = lambda desk: desk.vault.erase(name, reason=reason)  # noqa: E731
            app.push_screen(ask, lambda yes: _do(app, erasing) if yes else None)

        app.push_screen(Form(f"Erase the file of {name}", [_WHY], build), confirm)

    pick(app, "-is:unpreserved -is:erased", act)


def _mark() -> Content:
    return line(Cell(_FOR_GOOD, "error"))


def _do(app: Shell, act: Callable[[Desk], Outcome]) -> None:
    """Erase, and show what stays."""

    def tell(done: Outcome) -> None:
        app.changed.publish(done.kinds | {"log"})
        app.tell(done.sentence)
        if done.warnings:
            app.push_screen(LinesDialog("Erased; what stays", [text(warning) for warning in done.warnings]))

    app.with_job("erasing", lambda desk, _job: act(desk), tell)
