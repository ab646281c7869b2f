"""Where the first steps of a desk are taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from grcdesk.schemas.readiness import Lack
from grcdesk.terms.readiness import LackKind, WorkPlace

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell


def _scope(app: Shell, _lack: Lack) -> None:
    from grcdesk.tui.programme import forms  # noqa: PLC0415  each form where it is needed

    app.ask_first(app.screen, "scope", lambda desk: desk.scope.show(), lambda view: forms.edit(app, view, "period"))


def _evidence(app: Shell, _lack: Lack) -> None:
    from grcdesk.tui.evidence import forms  # noqa: PLC0415

    forms.pick_and_attach(app)


def _vendor(app: Shell, _lack: Lack) -> None:
    from grcdesk.tui.vendors import forms  # noqa: PLC0415

    forms.add(app)


def _feature(app: Shell, _lack: Lack) -> None:
    from grcdesk.tui.features import forms  # noqa: PLC0415

    forms.add(app)


def _review(app: Shell, _lack: Lack) -> None:
    from grcdesk.tui.reviews import forms  # noqa: PLC0415

    forms.open_now(app)


def take(app: Shell, kind: LackKind) -> None:
    """Take a first step."""
    DOORS[kind](app, Lack(kind, "", ""))


DOORS: Mapping[LackKind, Callable[[Shell, Lack], None]] = {
    LackKind.STEP_PERIOD: _scope,
    LackKind.STEP_OWNERS: lambda app, _lack: app.show_filtered("controls", "scope:in_scope owner:none"),
    LackKind.STEP_EVIDENCE: _evidence,
    LackKind.STEP_VENDORS: _vendor,
    LackKind.STEP_FEATURES: _feature,
    LackKind.STEP_REVIEW: _review,
    LackKind.STEP_ASSESSMENT: lambda app, _lack: app.show_lacks(WorkPlace.CONTROLS),
}
DOES: Mapping[LackKind, str] = {
    LackKind.STEP_PERIOD: "enter asks for it",
    LackKind.STEP_OWNERS: "enter lists who has none",
    LackKind.STEP_EVIDENCE: "enter attaches the first",
    LackKind.STEP_VENDORS: "enter adds the first",
    LackKind.STEP_FEATURES: "enter adds the first",
    LackKind.STEP_REVIEW: "enter opens the first",
    LackKind.STEP_ASSESSMENT: "enter lists what it lacks",
}
"""What enter does on a first step."""
