"""Asking in a form, then doing what was asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from grcdesk.schemas.outcomes import Outcome
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.kit.drafts import Texts
from grcdesk.tui.kit.jobs import UNDO

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell
    from grcdesk.tui.kit.jobs import Job

Act = Callable[["Desk"], Outcome]
Found = TypeVar("Found")
LongAct = Callable[["Desk", "Job"], Outcome]


def ask_and_do(
    app: Shell, title: str, fields: Sequence[Ask], build: Callable[[Texts], Act], note: str = "", *,
    back: str = UNDO, begin: str = "", then: Callable[[Outcome], None] | None = None,
) -> None:  # fmt: skip
    """Ask in a form, then run what `build` made of it.

    Args:
        app: the app.
        title: of the form.
        fields: what is asked.
        build: makes the act of the texts.
        note: stands above the fields.
        back: how it is taken back.
        begin: the field the cursor begins in.
        then: what follows.
    """

    def go(act: Act | None) -> None:
        if act is not None:
            app.with_desk(title, act, then, back=back)

    app.push_screen(Form(title, fields, build, note=note, begin=begin), go)


def ask_and_work(
    app: Shell, title: str, fields: Sequence[Ask], build: Callable[[Texts], LongAct], note: str = ""
) -> None:
    """The same for what takes long: it tells its progress, and Esc stops it."""

    def go(act: LongAct | None) -> None:
        if act is not None:
            app.with_job(title, act)

    app.push_screen(Form(title, fields, build, note=note), go)


def look_long(app: Shell, label: str, look: Callable[[Desk, Job], Found], then: Callable[[Found], None]) -> None:
    """Look at what takes long to see, such as what a file would bring; Esc stops it."""
    # in a list: an outcome that only shows what would be done must not be told as one that was done
    app.with_job(label, lambda desk, job: [look(desk, job)], lambda found: then(found[0]))
