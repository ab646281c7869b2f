"""Changing controls, the same on the list and on the detail. With several meant, one preview, one change, one undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, ClassVar, cast

from textual.app import App

from grcdesk.schemas.controls.controls import ControlChange, ControlDetail
from grcdesk.schemas.unset import UNSET
from grcdesk.terms import Scope, Status
from grcdesk.tui.controls import forms
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import DAY, PERSON, term
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.frame.base import DeskScreen
from grcdesk.tui.frame.bulk import CLEARED, STAYS, Deed, act_on
from grcdesk.wording import join

STATUS_KEYS: dict[Status, str] = {
    Status.IN_PLACE: "i",
    Status.PARTIAL: "p",
    Status.MISSING: "m",
    Status.NOT_APPLICABLE: "n",
    Status.NOT_ASSESSED: "u",
}


class EditingScreen(DeskScreen):
    """A screen on which controls are changed."""

    SHOWS: ClassVar[frozenset[str]] = frozenset()

    def meant(self) -> tuple[str, ...]:
        """The controls an action is for."""
        raise NotImplementedError

    def detail_of(self, then: Callable[[ControlDetail], None]) -> None:
        """Ask for the first control meant, to fill a form with what stands there."""
        meant = self.meant()
        if meant:
            self.ask_first("detail for form", lambda desk: desk.controls.show(meant[0]), then)

    # one field each

    def action_status(self) -> None:
        """Set the status."""
        meant = self.meant()
        if not meant:
            return
        choices = [
            Choice(status.value, self.glyphs.status(status).text, key, self.glyphs.status(status).tone)
            for status, key in STATUS_KEYS.items()
        ]
        self.app.push_screen(
            Pick(f"Status of {_named(meant)}", choices), lambda picked: self._status_picked(meant, picked)
        )

    def _status_picked(self, meant: tuple[str, ...], picked: str | None) -> None:
        if picked == Status.NOT_APPLICABLE:
            fields = [
                Ask("reason", "Why it does not apply", needed=True),
                Ask("approver", "Approved by", needed=True, kind=PERSON),
            ]
            self.form("Not applicable", fields, forms.not_applicable)
        elif picked is not None:
            self.change(ControlChange(status=Status(picked)), meant=meant)

    def action_owner(self) -> None:
        """Set the owner."""
        self.detail_of(
            lambda detail: self.form(
                "Owner", [Ask("owner", "Owner", detail.row.owner, "empty: nobody", kind=PERSON)], forms.owner
            )
        )

    def action_due(self) -> None:
        """Set the due date."""
        self.detail_of(
            lambda detail: self.form(
                "Due date",
                [Ask("due", "Due", _day(detail.row.due), "empty: none", kind=DAY)],
                forms.due,
            )
        )

    def action_note(self) -> None:
        """Write gap and note."""
        self.detail_of(
            lambda detail: self.form(
                "Gap and note",
                [
                    Ask("gap", "Gap: what is missing", detail.gap, long=True),
                    Ask("note", "Note", detail.note, long=True),
                ],
                forms.gap,
            )
        )

    def action_edit(self, begin: str = "") -> None:
        """Set the other fields, beginning in one of them."""
        self.detail_of(lambda detail: self.form("Edit", forms.edit_fields(detail), forms.edit, begin=begin))

    def form(
        self, title: str, fields: list[Ask], build: Callable[[Mapping[str, str]], ControlChange], *, begin: str = ""
    ) -> None:
        """Ask in a form for a change of the controls meant. Only fields that were changed are set.

        With several meant the fields begin empty: what stands on one of them must not be copied to the others.
        """
        meant = self.meant()
        several = len(meant) > 1
        fields = [replace(field, value="", hint="") for field in fields] if several else fields
        before = {field.name: field.value for field in fields}

        def changed(texts: Mapping[str, str]) -> ControlChange:
            made = build({name: "" if several and given == CLEARED else given for name, given in texts.items()})
            same = [name for name, given in texts.items() if given == before[name]]
            return replace(made, **dict.fromkeys(same, UNSET))

        note = STAYS if several else ""
        # assess mode keeps what is typed of a gap under the same name
        draft = f"{title} of {' '.join(meant)}"
        self.app.push_screen(
            Form(f"{title}: {_named(meant)}", fields, changed, note=note, draft=draft, begin=begin),
            lambda made: self._built(made, draft, meant),
        )

    def _built(self, change: ControlChange | None, draft: str, meant: tuple[str, ...]) -> None:
        if change == ControlChange():
            self.desk_app.tell("nothing was changed")
        elif change is not None:
            self.change(change, draft, meant)

    def change(self, change: ControlChange, draft: str = "", meant: tuple[str, ...] = ()) -> None:
        """Change the controls that were meant when it was asked, by default those meant now.

        The draft it came from goes when that is done.
        """
        meant, app = meant or self.meant(), self.desk_app
        names = [one.name.replace("_", " ") for one in fields(change) if getattr(change, one.name) is not UNSET]
        deed = Deed(
            "setting",
            f"Set {join(names)} of",
            "control",
            lambda desk, dry: desk.controls.set(meant, change, dry_run=dry),
        )
        act_on(app, meant, deed, lambda _done: app.drafts.drop(draft))

    def action_tailor(self) -> None:
        """Have the controls meant otherwise than their catalogs; what is cleared goes back."""
        from grcdesk.tui.controls.tailoring import tailor  # noqa: PLC0415

        meant = self.meant()
        self.detail_of(lambda detail: tailor(self.desk_app, meant, detail))

    # other records of the control

    def action_add_action(self) -> None:
        """Add an action to each control meant."""
        words = ("Action", "Add an action to")
        if len(self.meant()) > 1:
            self._record(words, forms.action_fields(), forms.action)
        else:
            self.detail_of(lambda detail: self._record(words, forms.action_fields(detail.row.owner), forms.action))

    def action_accept_risk(self) -> None:
        """Accept the risk of each control meant."""
        self._record(("Accept the risk", "Accept the risk of"), forms.RISK_FIELDS, forms.risk)

    def action_raise_finding(self) -> None:
        """Raise a finding from the gap of the first control meant."""
        from grcdesk.schemas.findings.findings import FindingOrigin  # noqa: PLC0415
        from grcdesk.tui.findings.forms import draft  # noqa: PLC0415

        for control in self.meant()[:1]:
            draft(self.desk_app, FindingOrigin(gap=control))

    def action_attach(self) -> None:
        """Attach one artefact to all controls meant."""
        meant = self.meant()
        if meant:
            self.app.push_screen(
                Form(f"Attach to {_named(meant)}", forms.ARTEFACT_FIELDS, forms.artefact),
                lambda add: self._act(meant, ("attaching", "Attach to"), add),
            )

    def action_import_evidence(self) -> None:
        """Import a file that stands behind the controls meant."""
        self.desk_app.import_files((), controls=self.meant())

    def action_period(self) -> None:
        """What of the period is covered, and what would fill the holes."""
        from grcdesk.tui.coverage.holes import period  # noqa: PLC0415

        for control in self.meant()[:1]:
            period(self.desk_app, control)

    def action_override(self) -> None:
        """Put the controls meant in or out of scope."""
        meant = self.meant()
        if meant:
            fields = [
                Ask("decided", "Scope", hint="empty: as computed", kind=term(Scope)),
                Ask("reason", "Reason"),
            ]
            self.app.push_screen(
                Form(f"Scope of {_named(meant)}", fields, forms.override),
                lambda decide: self._act(meant, ("scope", "Decide the scope of"), decide),
            )

    def _record(
        self, words: tuple[str, str], fields: tuple[Ask, ...], build: Callable[[Mapping[str, str]], forms.ControlsAct]
    ) -> None:
        meant = self.meant()
        if meant:
            self.app.push_screen(
                Form(f"{words[0]}: {_named(meant)}", fields, build),
                lambda add: self._act(meant, words, add),
            )

    def _act(self, meant: Sequence[str], words: tuple[str, str], act: forms.ControlsAct | None) -> None:
        """Do to the controls meant what a form was filled in for; `words` are what it is called, and what is asked."""
        if act is not None:
            act_on(self.desk_app, meant, Deed(*words, "control", lambda desk, dry: act(desk, meant, dry)))


def _named(meant: tuple[str, ...]) -> str:
    return join(list(meant), 3)


def _day(value: object) -> str:
    return str(value) if value else ""


def editing_on(app: App[Any]) -> EditingScreen:
    """The list that is shown, on which a control is changed as on every other screen of controls."""
    return cast("EditingScreen", app.screen)
