"""Acts on the records meant: the difference is shown, it is written in one step, and their marks go.

A screen says what is to be done to which ids; what makes it safe to do to many stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import ModalScreen, Screen

from grcdesk.errors import Refused
from grcdesk.schemas.outcomes import Outcome
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.dialogs.ask import Ask
    from grcdesk.tui.frame.shell import Shell
    from grcdesk.tui.kit.drafts import Texts

CLEARED = "-"
"""What is typed to clear a field on each of several records."""
STAYS = f"A field left empty stays as it is on each of them; {CLEARED} clears it."
Doing = Callable[["Desk", bool], Outcome]
"""What is to be done, for real or as a dry run."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What is to be done to the records meant."""

    label: str
    """What it is called while it runs."""
    question: str
    """What the preview asks, before `12 controls?`."""
    noun: str
    change: Doing


def act_on(app: Shell, meant: Sequence[str], deed: Deed, then: Callable[[Outcome], None] | None = None) -> None:
    """Do it: to one record at once, to several after the difference was shown. Marks of what is done go; it says so.

    Args:
        app: the app.
        meant: ids of the records.
        deed: what is to be done.
        then: what follows when it is done.
    """
    shown = _below(app)
    marked = _marked_of(shown, meant)

    def told_of(done: Outcome) -> Outcome:
        # acts that follow mean the row of the cursor: who wants the same rows again has to know
        return replace(done, sentence=f"{done.sentence}; {marked:,} unmarked") if marked else done

    def done(outcome: Outcome) -> None:
        # of the list the act was begun on: a person may have gone elsewhere while it ran
        for table in shown.query(Table):
            table.drop_marks(meant)
        if then is not None:
            then(outcome)

    if len(meant) <= 1:
        app.with_desk(deed.label, lambda desk: told_of(deed.change(desk, False)), done)
        return

    def decide(told: Outcome) -> None:
        from grcdesk.tui.dialogs.difference import DifferencePreview  # noqa: PLC0415  only when several are meant

        title = f"{deed.question} {count(len(meant), deed.noun)}?"
        app.push_screen(
            DifferencePreview(title, told),
            lambda yes: (
                app.with_desk(deed.label, lambda desk: told_of(_as_shown(desk, deed, told)), done) if yes else None
            ),
        )

    app.ask_first(shown, "preview", lambda desk: _look(desk, meant, deed), decide)


def ask_and_act(
    app: Shell,
    meant: Sequence[str],
    title: str,
    fields: Sequence[Ask],
    build: Callable[[Texts], Deed],
    *,
    note: str = "",
    then: Callable[[], None] | None = None,
) -> None:
    """Ask in a form, then do what `build` made of it to the records meant; `then` follows once it is done."""
    from grcdesk.tui.dialogs.form import Form  # noqa: PLC0415  the first frame does without

    def go(deed: Deed | None) -> None:
        if deed is not None:
            act_on(app, meant, deed, lambda _done: then() if then is not None else None)

    app.push_screen(Form(title, fields, build, note=note), go)


def _look(desk: Desk, meant: Sequence[str], deed: Deed) -> Outcome:
    try:
        return deed.change(desk, True)
    except Refused as refused:
        told = f"{refused}. All or nothing: none of the {count(len(meant), deed.noun)} is changed"
        raise Refused(told, hint=refused.hint, reasons=refused.reasons) from refused


def _as_shown(desk: Desk, deed: Deed, told: Outcome) -> Outcome:
    """Write what was shown, and nothing else; what is told says how many it was.

    Raises:
        Refused: when somebody has changed the same meanwhile.
    """
    if deed.change(desk, True).differences != told.differences:
        raise Refused("the records have changed since that was shown; nothing is written", hint="look at it once more")
    done = deed.change(desk, False)
    number = sum(bool(one.moves) for one in told.differences)
    if f"{number:,}" in done.sentence.split():
        return done
    return replace(done, sentence=f"{done.sentence}, {count(number, deed.noun)} in all")


def _marked_of(shown: Screen[Any], meant: Sequence[str]) -> int:
    """How many of the records meant are marked."""
    marks = [table.marks for table in shown.query(Table) if table.marks]
    return sum(key in one.keys for one in marks for key in meant)


def _below(app: App[Any]) -> Screen[Any]:
    """The screen whose rows are meant: the topmost that is no dialog."""
    return next((one for one in reversed(app.screen_stack) if not isinstance(one, ModalScreen)), app.screen)
