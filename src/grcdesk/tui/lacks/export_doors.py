"""Where a workbook is mended before it goes out: the record that holds the text, or a name that is released."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from grcdesk.schemas.readiness import Lack
from grcdesk.terms.readiness import LackKind, WorkPlace
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.pick import Choice, Pick

if TYPE_CHECKING:
    from grcdesk.schemas.desk.records import RecordName
    from grcdesk.schemas.outcomes import Outcome
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell


def _record(app: Shell, lack: Lack) -> None:
    """The page of the record; of one without a page it says where it is."""

    def opened(found: Sequence[RecordName]) -> None:
        for one in found:
            # records are found by words of their names too: only the one of that very id is meant
            if lack.about == one.id:
                app.show_found(one)
                return
        if lack.about == "scope":
            _scope(app)
        else:
            app.tell(f"{lack.about} has no page of its own: {lack.what}")

    app.ask_first(app.screen, "record", lambda desk: desk.records.find(lack.about), opened)


def _scope(app: Shell) -> None:
    from grcdesk.tui.programme import forms  # noqa: PLC0415  each form where it is needed

    app.ask_first(app.screen, "scope", lambda desk: desk.scope.show(), lambda view: forms.edit(app, view, "name"))


def _name(app: Shell, lack: Lack) -> None:
    choices = [
        Choice("open", f"open {lack.about}, to correct the text", "o"),
        Choice("release", f"release {lack.part}: it belongs there", "r"),
    ]

    def picked(what: str | None) -> None:
        if what == "open":
            _record(app, lack)
        elif what == "release":
            release(app, lack.part)

    app.push_screen(Pick(f"Is {lack.part} another firm?", choices), picked)


def _changed(app: Shell, lack: Lack) -> None:
    choices = [
        Choice("final", "finalise the assessment anew", "f"),
        Choice("open", f"open {lack.about}, to look at the change", "o"),
    ]

    def picked(what: str | None) -> None:
        if what == "open":
            _record(app, lack)
        elif what == "final":
            from grcdesk.tui.controls import gap_commands  # noqa: PLC0415  each form where it is needed

            gap_commands.finalise(app)

    app.push_screen(Pick(f"{lack.about} changed since the assessment was finalised", choices), picked)


def release(app: Shell, name: str = "") -> None:
    """Why the name of a firm may stand in texts."""

    def build(texts: Mapping[str, str]) -> Callable[[Desk], Outcome]:
        said, reason = texts["name"], texts["reason"]
        return lambda desk: desk.exports.release_name(said, reason=reason)

    asks = (
        Ask("name", "Name", name, "as it stands in the text", needed=True),
        Ask("reason", "Reason", "", "who that is: our landlord", needed=True),
    )
    app.push_screen(
        Form("Release a name", asks, build), lambda act: app.with_desk("name", act) if act is not None else None
    )


DOORS: Mapping[LackKind, Callable[[Shell, Lack], None]] = {
    **dict.fromkeys((LackKind.FOREIGN_NAME, LackKind.UNKNOWN_NAME), _name),
    **dict.fromkeys(
        (
            *(LackKind.PLACEHOLDER, LackKind.OWNER_NO_PERSON, LackKind.BARE_SCREENSHOT, LackKind.LIST_UNCHECKED),
            *(LackKind.EVIDENCE_LATE, LackKind.VAGUE_TEXT, LackKind.CLAIM_ALONE),
        ),
        _record,
    ),
    LackKind.CHANGED_SINCE: _changed,
    LackKind.NOT_FINALISED: lambda app, _lack: app.show_lacks(WorkPlace.CONTROLS),
}
