"""Asking what of a control is to be otherwise than its catalog."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from grcdesk.errors import BadInput
from grcdesk.schemas.controls.controls import ControlDetail, TailoringChange
from grcdesk.schemas.unset import UNSET, Unset
from grcdesk.terms import Frequency, Tailored
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import term, words
from grcdesk.tui.dialogs.values import one_of
from grcdesk.tui.frame.ask import Act, ask_and_do
from grcdesk.tui.frame.bulk import Deed, act_on
from grcdesk.wording import join

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell

_SHIPPED = "catalog"
"""What is typed to go back."""


def tailor(app: Shell, controls: Sequence[str], detail: ControlDetail) -> None:
    """What stands there, to be changed; the whole of it cleared is the control as shipped."""
    if len(controls) > 1:
        _tailor_several(app, controls)
        return
    control, row = detail.row.id, detail.row
    shipped = {one.field: one.shipped for one in detail.tailoring}
    hint = {name: f"shipped: {text}" for name, text in shipped.items()}
    own = {
        "frequency": row.frequency.value,
        "frequency_note": detail.frequency_note,
        "statement": detail.statement,
        "owner_role": row.owner_role,
    }
    fields = [
        Ask("frequency", "Frequency", own["frequency"], hint.get(Tailored.FREQUENCY, ""), kind=term(Frequency)),
        Ask("frequency_note", "Note on it", own["frequency_note"], hint.get(Tailored.FREQUENCY_NOTE, "")),
        Ask("statement", "Statement", own["statement"], hint.get(Tailored.STATEMENT, ""), long=True),
        Ask("owner_role", "Owner role", own["owner_role"], hint.get(Tailored.OWNER_ROLE, "")),
        Ask("reason", "Reason", "", "why it is otherwise here"),
    ]

    def build(texts: Mapping[str, str]) -> Act:
        if not any(texts[name].strip() for name in own):
            return lambda desk: desk.tailoring.reset([control], reason=texts["reason"])
        change = TailoringChange(
            frequency=_frequency(texts["frequency"], own["frequency"]),
            frequency_note=_text(texts["frequency_note"], own["frequency_note"]),
            statement=_text(texts["statement"], own["statement"]),
            owner_role=_text(texts["owner_role"], own["owner_role"]),
        )
        return lambda desk: desk.tailoring.set([control], change, reason=texts["reason"])

    note = "A field that is cleared goes back to the catalog; all cleared: the control as shipped."
    ask_and_do(app, f"Tailor {control}", fields, build, note=note)


def _tailor_several(app: Shell, controls: Sequence[str]) -> None:
    """Each of several controls; what is left empty stays as it is on each."""
    fields = [
        Ask("frequency", "Frequency", "", "empty: as it is; catalog: as shipped", kind=words((*Frequency, _SHIPPED))),
        Ask("frequency_note", "Note on it", "", "empty: as it is; catalog: as shipped"),
        Ask("owner_role", "Owner role", "", "empty: as it is; catalog: as shipped"),
        Ask("reason", "Reason", "", "why it is otherwise here", needed=True),
    ]

    def build(texts: Mapping[str, str]) -> Deed:
        given = {name: texts[name].strip() for name in ("frequency", "frequency_note", "owner_role")}
        said = {name: None if text == _SHIPPED else text for name, text in given.items() if text}
        if not said:
            raise BadInput("nothing was changed")
        if frequency := said.get("frequency"):
            said["frequency"] = Frequency(one_of(frequency, tuple(Frequency), "frequency"))
        change, reason = TailoringChange(**said), texts["reason"]  # type: ignore[arg-type]  # each as its field
        return Deed(
            "tailoring",
            "Tailor",
            "control",
            lambda desk, dry: desk.tailoring.set(controls, change, reason=reason, dry_run=dry),
        )

    def built(deed: Deed | None) -> None:
        if deed is not None:
            act_on(app, controls, deed)

    note = "A field left empty stays as it is on each of them."
    app.push_screen(Form(f"Tailor {join(list(controls), 3)}", fields, build, note=note), built)


def _frequency(given: str, before: str) -> Frequency | Unset | None:
    chosen = one_of(given, tuple(Frequency), "frequency")
    if chosen == before:
        return UNSET
    return Frequency(chosen) if chosen else None


def _text(given: str, before: str) -> str | Unset | None:
    return UNSET if given.strip() == before.strip() else given.strip() or None
