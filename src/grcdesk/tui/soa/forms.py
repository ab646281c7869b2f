"""Asking what people say of rows of a Statement of Applicability."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from grcdesk.schemas.desk.offers import Offered
from grcdesk.schemas.soa.soa import SoaChange, SoaRow
from grcdesk.schemas.unset import UNSET
from grcdesk.terms.soa import Implementation, InclusionReason, SoaFramework
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import DAY, PERSON, records, term
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.dialogs.values import one_of, optional_date
from grcdesk.tui.frame.ask import Act, ask_and_do
from grcdesk.tui.frame.bulk import Deed, act_on
from grcdesk.tui.kit.drafts import Texts
from grcdesk.wording import count, join, word

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell

Rows = Sequence[SoaRow]
RowsMeant = tuple["Shell", SoaFramework, Rows]


def _inside(app: Shell, rows: Rows) -> Rows:
    """Of several the rows that are not left out: nothing is said of the others."""
    kept = [row for row in rows if row.applicable]
    if len(kept) in {0, len(rows)}:
        return rows
    app.tell(f"{count(len(rows) - len(kept), 'row')} left out already: passed over")
    return kept


def reasons(app: Shell, framework: SoaFramework, rows: Rows) -> None:
    """Why they are necessary."""
    rows = _inside(app, rows)
    one = rows[0] if len(rows) == 1 else None
    given = " ".join((one.reasons or one.suggested) if one else ())
    note = "" if one is None or one.reasons or not one.suggested else "What stands there is suggested by the desk."

    def build(texts: Mapping[str, str]) -> SoaChange:
        names = [one_of(name, tuple(InclusionReason), "reason") for name in texts["reasons"].replace(",", " ").split()]
        return SoaChange(reasons=tuple(InclusionReason(name) for name in names))

    ask = Ask("reasons", "Reasons", given, kind=term(InclusionReason, " "))
    _ask((app, framework, rows), "Reasons of inclusion", [ask], build, note)


def implemented(app: Shell, framework: SoaFramework, rows: Rows) -> None:
    """Whether they are there."""
    rows = _inside(app, rows)
    choices = [Choice(one.value, word(one), one.value[0]) for one in Implementation]

    def picked(answer: str | None) -> None:
        if answer is not None:
            change(app, framework, rows, SoaChange(implemented=Implementation(answer) if answer else None))

    app.push_screen(Pick(f"Implemented: {_named(rows)}", [*choices, Choice("", "not said", "u")]), picked)


def owner(app: Shell, framework: SoaFramework, rows: Rows) -> None:
    """Who answers for them."""
    given = rows[0].owner if len(rows) == 1 and rows[0].owner_said else ""
    fields = [Ask("owner", "Owner", given, "empty: as its controls have it", kind=PERSON)]
    _ask((app, framework, rows), "Owner", fields, lambda texts: SoaChange(owner=texts["owner"]))


def leave_out(app: Shell, framework: SoaFramework, rows: Rows) -> None:
    """Leave them out, with the reason; take them in again when they are all out."""
    if not any(row.applicable for row in rows):
        change(app, framework, rows, SoaChange(applicable=True))
        return
    rows = _inside(app, rows)
    fields = [Ask("exclusion", "Why it is not necessary", needed=True)]
    _ask((app, framework, rows), "Leave out", fields, lambda texts: SoaChange(exclusion=texts["exclusion"]))


def edit(app: Shell, framework: SoaFramework, rows: Rows) -> None:
    """Everything else. With several meant an empty field stays as it is on each."""
    one = rows[0] if len(rows) == 1 else None
    fields = [
        Ask("measures", "Other measures", one.measures if one else "", "a policy, a procedure, a service", long=True),
        Ask("implemented_on", "Since, or planned", str((one and one.implemented_on) or ""), kind=DAY),
        Ask(
            "risks",
            "Risks",
            " ".join(one.risks) if one else "",
            "accepted ones, or ids of your register",
            kind=records(Offered.RISK),
        ),
        Ask("note", "Note", one.note if one else "", long=True),
    ]
    before = {field.name: field.value for field in fields}

    def build(texts: Mapping[str, str]) -> SoaChange:
        made = SoaChange(
            measures=texts["measures"],
            implemented_on=optional_date(texts["implemented_on"]),
            risks=tuple(texts["risks"].replace(",", " ").split()),
            note=texts["note"],
        )
        return replace(made, **{name: UNSET for name, given in texts.items() if given == before[name]})

    _ask((app, framework, rows), "Edit", fields, build)


def approve(app: Shell, framework: SoaFramework) -> None:
    """Approve the statement as it stands."""

    def build(texts: Mapping[str, str]) -> Act:
        by, day = texts["by"], optional_date(texts["on"])
        return lambda desk: desk.soa.approve(by, on=day, framework=framework)

    fields = [Ask("by", "Approved by", needed=True, kind=PERSON), Ask("on", "On", hint="empty: today", kind=DAY)]
    note = "The rows are frozen as the next version; that is not undone."
    ask_and_do(app, f"Approve the statement, {word(framework)}", fields, build, note, back="")


def change(app: Shell, framework: SoaFramework, rows: Rows, made: SoaChange) -> None:
    """Change the rows meant."""
    items = [row.item for row in rows]
    deed = Deed(
        "setting", "Change", "row", lambda desk, dry: desk.soa.set(items, made, framework=framework, dry_run=dry)
    )
    act_on(app, items, deed)


def _ask(
    meant: RowsMeant, title: str, fields: Sequence[Ask], build: Callable[[Texts], SoaChange], note: str = ""
) -> None:
    app, framework, rows = meant

    def built(made: SoaChange | None) -> None:
        if made == SoaChange():
            app.tell("nothing was changed")
        elif made is not None:
            change(app, framework, rows, made)

    app.push_screen(Form(f"{title}: {_named(rows)}", fields, build, note=note), built)


def _named(rows: Rows) -> str:
    return join([row.item for row in rows], 3)
