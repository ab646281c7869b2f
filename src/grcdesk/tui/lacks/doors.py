"""Where each kind of lack is mended: its row opens the form, the question or the record itself.

What is opened lies over the list, so that the way back leads to the list again, without what was mended.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from grcdesk.schemas.readiness import Lack
from grcdesk.terms.readiness import LackKind, WorkPlace
from grcdesk.tui.controls.editing import editing_on
from grcdesk.tui.dialogs.lines import Preview
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.kit.looks import text
from grcdesk.tui.lacks import audit_doors, export_doors, steps

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell

LackDoor = Callable[["Shell", Lack], None]


def open_door(app: Shell, lack: Lack) -> None:
    """Open what mends it.

    Raises:
        KeyError: for a kind that has no door yet.
    """
    DOORS[lack.kind](app, lack)


def answer(app: Shell, control: str) -> None:
    """What stands against a gap: an action, or the acceptance of the risk."""
    editing = editing_on(app)

    def picked(what: str | None) -> None:
        if what == "action":
            editing.action_add_action()
        elif what == "risk":
            editing.action_accept_risk()
        elif what == "open":
            app.show_control(control)

    choices = [
        Choice("action", "plan an action, with owner and day", "a"),
        Choice("risk", "accept the risk, until a day", "r"),
        Choice("open", "open the control", "o"),
    ]
    app.push_screen(Pick(f"What stands against the gap of {control}?", choices), picked)


def asked(question: Callable[[Desk, str], Any], then: Callable[[Shell, Any], None]) -> LackDoor:
    """A door to a form that shows what stands there: ask the desk for it first."""

    def go(app: Shell, lack: Lack) -> None:
        app.ask_first(app.screen, "to mend", lambda desk: question(desk, lack.about), lambda found: then(app, found))

    return go


def _place(app: Shell, found: Any) -> None:
    from grcdesk.tui.evidence import forms  # noqa: PLC0415  each form where it is needed

    forms.place(app, found)


def _correct(app: Shell, found: Any) -> None:
    from grcdesk.tui.evidence import correcting  # noqa: PLC0415

    correcting.correct(app, found)


def _sync(app: Shell, _lack: Lack) -> None:
    from grcdesk.tui.evidence import sync_commands  # noqa: PLC0415

    sync_commands.sync(app)


def _attach(app: Shell, lack: Lack) -> None:
    from grcdesk.tui.evidence import forms  # noqa: PLC0415

    forms.pick_and_attach(app, [lack.about], kind=lack.part)


def _hole(app: Shell, lack: Lack) -> None:
    from grcdesk.tui.coverage import holes  # noqa: PLC0415

    holes.period(app, lack.about, lack.part)


def _period(app: Shell, found: Any) -> None:
    from grcdesk.tui.programme import forms  # noqa: PLC0415

    forms.edit(app, found, "period")


def _vendor_review(app: Shell, lack: Lack) -> None:
    from grcdesk.tui.vendors import mending  # noqa: PLC0415

    mending.go_on(app, lack.about)


def _vendor_point(app: Shell, lack: Lack) -> None:
    from grcdesk.tui.vendors import mending  # noqa: PLC0415

    mending.point(app, lack.about, lack.part)


def _vendor_question(app: Shell, found: Any) -> None:
    from grcdesk.tui.vendors import review_list  # noqa: PLC0415

    review_list.go_on(app, found)


def _provider(app: Shell, lack: Lack) -> None:
    from grcdesk.tui.vendors import forms  # noqa: PLC0415

    forms.add(app, lack.about)


def _exposed(app: Shell, lack: Lack) -> None:
    app.ask_first(
        app.screen,
        "vendor",
        lambda desk: desk.vendors.show(lack.part).row.id,
        lambda vendor: app.show_lacks(WorkPlace.VENDOR, vendor),
    )


def _feature(app: Shell, lack: Lack) -> None:
    from grcdesk.tui.features import forms  # noqa: PLC0415

    app.ask_first(
        app.screen,
        "feature",
        lambda desk: desk.features.show(lack.about),
        lambda found: forms.answer(app, found, lack.part),
    )


def _derive(app: Shell, lack: Lack) -> None:
    app.push_screen(
        Preview(f"Derive the controls of {lack.about}?", [text(lack.what), text("A person confirms them then.")]),
        lambda yes: app.with_desk("deriving", lambda desk: desk.features.derive([lack.about])) if yes else None,
    )


DOORS: Mapping[LackKind, LackDoor] = {
    **steps.DOORS,
    LackKind.GAP_TEXT: lambda app, _lack: editing_on(app).action_note(),
    LackKind.GAP_ANSWER: lambda app, lack: answer(app, lack.about),
    LackKind.NA_REASON: lambda app, _lack: editing_on(app).action_edit("reason"),
    LackKind.NA_APPROVER: lambda app, _lack: editing_on(app).action_edit("approver"),
    LackKind.NOT_ASSESSED: lambda app, lack: app.show_control(lack.about),
    LackKind.UNPLACED: asked(lambda desk, name: desk.evidence.show(name), _place),
    LackKind.LOST: lambda app, lack: app.show_filtered("evidence", f"id:{lack.about}"),
    LackKind.UNREAD: asked(lambda desk, name: desk.evidence.show(name), _correct),
    LackKind.WAITING_FILE: _sync,
    LackKind.WANTED_KIND: _attach,
    LackKind.NO_PERIOD: asked(lambda desk, _name: desk.scope.show(), _period),
    LackKind.HOLE: _hole,
    LackKind.UNPROVEN: _hole,
    LackKind.WARNING: _hole,
    LackKind.VENDOR_REVIEW: _vendor_review,
    LackKind.VENDOR_POINT: _vendor_point,
    LackKind.VENDOR_WEAKNESS: _vendor_point,
    LackKind.VENDOR_QUESTION: asked(lambda desk, name: desk.vendor_reviews.show(name), _vendor_question),
    LackKind.VENDOR_CONCLUSION: asked(lambda desk, name: desk.vendor_reviews.show(name), _vendor_question),
    LackKind.UNKNOWN_PROVIDER: _provider,
    LackKind.EXPOSED_USE: _exposed,
    LackKind.FEATURE_QUESTION: _feature,
    LackKind.FEATURE_OWNER: _feature,
    LackKind.FEATURE_CONTROLS: _derive,
    LackKind.FEATURE_CONFIRMATION: lambda app, lack: app.show_feature(lack.about),
    **audit_doors.DOORS,
    **export_doors.DOORS,
}
"""By kind; a test holds it against all kinds there are."""
