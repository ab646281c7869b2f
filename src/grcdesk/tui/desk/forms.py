"""Making, opening and restoring desks; these need no open desk."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from grcdesk.errors import NoDesk
from grcdesk.paths import DeskPaths, typed_path, user_desk
from grcdesk.schemas.programme import Period, read_categories
from grcdesk.terms import Via
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import CATEGORIES, DAYS, FILE
from grcdesk.tui.kit.messages import Opened
from grcdesk.tui.programme.forms import CATEGORY_HINT

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.services.desk.opening import InitPlan
    from grcdesk.tui.frame.shell import Shell

NOT_ASSESSED = "status:not_assessed"


def new_desk(app: Shell) -> None:
    """Five answers and the folder; then the controls that are not assessed."""

    def build(texts: Mapping[str, str]) -> tuple[Path, InitPlan]:
        from grcdesk.services.desk.opening import InitPlan  # noqa: PLC0415  370 ms

        plan = InitPlan(
            organisation=texts["organisation"],
            programme=texts["programme"],
            name=texts["name"],
            categories=read_categories(texts["categories"]),
            period=Period.read(texts["period"]) if texts["period"] else None,
        )
        return typed_path(texts["folder"]), plan

    def make(answer: tuple[Path, InitPlan] | None) -> None:
        if answer is not None:
            folder, plan = answer

            def act(_job: object) -> Desk:
                from grcdesk.services.desk.opening import init_desk  # noqa: PLC0415

                return init_desk(folder, plan, via=Via.TUI)

            app.run_job("making the desk", act, opened)

    def opened(desk: Desk) -> None:
        app.sample = False
        app.post_message(Opened(desk))
        app.call_later(app.show_controls, NOT_ASSESSED)
        app.tell("every control starts as not assessed: on Controls, s and one more key sets a status")

    fields = [
        Ask("organisation", "Organisation", needed=True),
        Ask("programme", "Programme", "AI controls", needed=True),
        Ask("period", "Audit period", "", "empty: not known yet", kind=DAYS),
        Ask("categories", "Categories", "security", "Security is always in", kind=CATEGORIES),
        Ask("name", "Your name", "", "stands in the change log", needed=True),
        Ask("folder", "Folder", str(user_desk()), needed=True, kind=FILE),
    ]
    app.push_screen(
        Form("New programme", fields, build, note=f"Known categories: {CATEGORY_HINT}", verb="makes it"), make
    )


def sample(app: Shell) -> None:
    """A copy of the sample company in a temporary folder."""

    def act(_job: object) -> Desk:
        from grcdesk.services.desk.demo import make_demo  # noqa: PLC0415

        return make_demo(Path(tempfile.mkdtemp(prefix="grcdesk-sample-")) / "desk", via=Via.TUI)

    def opened(desk: Desk) -> None:
        app.sample = True
        app.post_message(Opened(desk))
        app.tell(f"this is a sample, in {desk.paths.root}")

    app.run_job("making the sample", act, opened)


def open_other(app: Shell) -> None:
    """The desk of another folder."""

    def build(texts: Mapping[str, str]) -> DeskPaths:
        paths = DeskPaths(typed_path(texts["folder"]))
        if not paths.exists():
            raise NoDesk(f"{paths.root} is not a desk", hint="it must hold grcdesk.toml and desk.db")
        return paths

    def chosen(paths: DeskPaths | None) -> None:
        if paths is not None:
            app.sample = False
            app.open(paths)

    app.push_screen(
        Form("Open a desk", [Ask("folder", "Folder", "", needed=True, kind=FILE)], build, verb="opens it"), chosen
    )
