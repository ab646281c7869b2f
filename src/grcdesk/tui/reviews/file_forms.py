"""What goes out of an access review and comes back: memo, removals, workbooks of reviewers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from grcdesk.schemas.outcomes import FileOutcome
from grcdesk.schemas.reviews.files import AnswerDiff, Removal
from grcdesk.tui.dialogs.answers import path_fields, path_of
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import FILE, words
from grcdesk.tui.dialogs.lines import Preview
from grcdesk.tui.frame.ask import look_long
from grcdesk.tui.kit.drafts import Texts
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.tui.reviews.forms import file_of
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell

WriteReviewFile = Callable[["Desk"], FileOutcome]


def send_out(app: Shell, campaign: str, slot: str, reviewers: Sequence[str]) -> None:
    """A workbook for one reviewer."""
    fields = [
        Ask(
            "reviewer",
            "Reviewer",
            reviewers[0] if reviewers else "",
            needed=True,
            kind=words(tuple(reviewers), any_word=True),
        ),
        *path_fields(f"exports/access_review_{slot}_<reviewer>.xlsx"),
    ]

    def build(texts: Texts) -> WriteReviewFile:
        path, force = path_of(texts)
        return lambda desk: desk.review_files.handout(campaign, texts["reviewer"], path, force=force)

    _write(app, "Workbook for a reviewer", fields, build)


def take_back(app: Shell, campaign: str) -> None:
    """A workbook that came back: the difference first."""

    def build(texts: Texts) -> Path:
        return file_of(texts["file"])

    def compare(file: Path | None) -> None:
        if file is not None:
            look_long(
                app, "compare", lambda desk, job: desk.review_files.difference(campaign, file, stop=job.stop),
                lambda found: ask(file, found),
            )  # fmt: skip

    def ask(file: Path, found: AnswerDiff) -> None:
        def go(sure: bool | None) -> None:
            if sure:
                app.with_job("take back", lambda desk, job: desk.review_files.take_back(campaign, file, stop=job.stop))

        if found.changes:
            app.push_screen(
                Preview(f"{found.reviewer}: {count(found.accounts, 'account')}", _told(found), "takes it"), go
            )
        else:
            app.tell(f"{file.name} changes nothing: {found.same} as before, {found.blank} still open")

    fields = [Ask("file", "File", hint="XLSX", needed=True, kind=FILE)]
    form: Form[Path] = Form("Take a reviewer's workbook back", fields, build)
    app.push_screen(form, compare)


def removals(app: Shell, campaign: str, found: Sequence[Removal]) -> None:
    """Show them; `y` writes the CSV."""

    def go(sure: bool | None) -> None:
        if sure:
            app.with_desk("removals", lambda desk: desk.review_files.removals_csv(campaign, None, force=True))

    if not found:
        app.tell("nothing is to be revoked or changed")
        return
    rows = [
        line(
            Cell(f"{one.state.value.replace('_', ' '):<14}"),
            f"{one.decision.value} {one.system}/{one.account}, due {one.due}",
            f", {one.ticket}" if one.ticket else "",
            Cell(f"  {one.reason}", "muted"),
        )
        for one in found
    ]
    app.push_screen(Preview(count(len(found), "removal"), rows, "writes the CSV"), go)


def _told(found: AnswerDiff) -> list[Content]:
    rows = [
        line(f"{one.system}/{one.account}  ", Cell(f"{one.field} ", "muted"), f"{one.old or '-'} > {one.new}")
        for one in found.changes
    ]
    return [*rows, *(line(Cell(note, "warning")) for note in found.notes), text("")]


def _write(app: Shell, title: str, fields: Sequence[Ask], build: Callable[[Texts], WriteReviewFile]) -> None:
    def go(make: WriteReviewFile | None) -> None:
        if make is not None:
            app.with_desk(title, make)

    app.push_screen(Form(title, fields, build, verb="writes it"), go)
