"""Forms about artefacts that are on file: correcting what is said of them, superseding them, setting them aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from grcdesk.schemas.evidence.evidence import EvidenceChange, EvidenceDetail, EvidenceRow
from grcdesk.terms import EvidenceKind
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.find import Find
from grcdesk.tui.dialogs.kinds import DAY, DAYS, PERSON, term
from grcdesk.tui.dialogs.pick import Choice
from grcdesk.tui.dialogs.values import one_of, optional_date
from grcdesk.tui.frame.ask import Act, ask_and_do
from grcdesk.tui.frame.bulk import Deed, ask_and_act
from grcdesk.tui.kit.drafts import Texts
from grcdesk.wording import join, word

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell


def correct(app: Shell, detail: EvidenceDetail) -> None:
    """Correct dates, provenance and checks; only what was changed is set."""
    row = detail.row
    fields = [
        Ask("kind", "Kind", row.kind, needed=True, kind=term(EvidenceKind)),
        Ask("title", "Title", row.title),
        Ask("as_of", "As of", str(row.as_of or ""), kind=DAY),
        Ask("period", "Period", _span(row), kind=DAYS),
        Ask("performed_on", "Performed on", str(row.performed_on or ""), kind=DAY),
        Ask("source", "Source", row.source, "which system or person"),
        Ask("query", "Query", row.query, "the exact command, query or filters"),
        Ask("for_slot", "Slot", row.for_slot, "2026Q1, 2026-03; empty: the one that holds its day"),
        Ask("completeness", "Completeness", row.completeness, "how it was checked that nothing is left out"),
        Ask("accuracy", "Accuracy", row.accuracy, "how it was checked that it is right"),
        Ask("checked_by", "Checked by", row.checked_by, kind=PERSON),
        Ask("skips_explained", "Left out", row.skips_explained, "why the rows that were left out matter to nobody"),
        Ask("valid_until", "Valid until", str(row.valid_until or ""), kind=DAY),
        Ask("note", "Note", detail.note),
    ]
    before = {field.name: field.value for field in fields}

    def build(texts: Texts) -> Act:
        # only what was typed over: what somebody else has changed meanwhile is not set back to what stood here
        change = _change({name: given for name, given in texts.items() if given != before[name]})
        return lambda desk: desk.evidence.set([row.id], change)

    ask_and_do(app, f"Correct {row.id}", fields, build)


def _span(row: EvidenceRow) -> str:
    """Its period as the field has it; either end may be open."""
    if not (row.period_from or row.period_to):
        return ""
    return f"{row.period_from or ''}..{row.period_to or ''}"


def _change(moved: Mapping[str, str]) -> EvidenceChange:
    """The fields that were typed over, as values."""
    values: dict[str, Any] = dict(moved)
    if "kind" in moved:
        values["kind"] = EvidenceKind(one_of(moved["kind"], tuple(EvidenceKind), "kind"))
    for name in ("as_of", "performed_on", "valid_until"):
        if name in moved:
            values[name] = optional_date(moved[name])
    if "period" in moved:
        start, _, end = values.pop("period").partition("..")
        values["period_from"], values["period_to"] = optional_date(start.strip()), optional_date(end.strip())
    return EvidenceChange(**values)


def supersede(app: Shell, row: EvidenceRow) -> None:
    """Name the newer artefact, out of those there are."""

    def found(rows: Sequence[EvidenceRow]) -> None:
        choices = [Choice(one.id, f"{one.id}  {one.dated}  {word(one.kind)}  {one.title}") for one in rows]
        if not choices:
            app.tell("there is no other artefact: attach the newer one first")
            return
        app.push_screen(
            Find(f"Which artefact supersedes {row.id}?", choices),
            lambda by: app.with_desk("superseding", lambda desk: desk.evidence.supersede(row.id, by)) if by else None,
        )

    def others(rows: Sequence[EvidenceRow]) -> None:
        found([one for one in rows if one.id != row.id])

    app.ask_first(
        app.screen,
        "newer",
        lambda desk: desk.evidence.rows(desk.evidence.keys("-is:rejected -is:superseded", sort="-dated")[:200]),
        others,
    )


def set_aside(app: Shell, rows: Sequence[EvidenceRow]) -> None:
    """They support nothing any more, with the reason; they are kept."""
    names = [row.id for row in rows]

    def build(texts: Texts) -> Deed:
        reason = texts["reason"]
        return Deed(
            "setting aside",
            "Set aside",
            "artefact",
            lambda desk, dry: desk.evidence.reject(names, reason=reason, dry_run=dry),
        )

    several = len(rows) > 1
    note = (
        "Each of them is kept, and supports nothing."
        if several
        else f"{rows[0].title or rows[0].file_name}. It is kept, and supports nothing."
    )
    label = "Why none of them is usable" if several else "Why it is not usable"
    ask_and_act(app, names, f"Set {join(names, 3)} aside", [Ask("reason", label, needed=True)], build, note=note)


def reject(app: Shell, artefact: EvidenceRow) -> None:
    """An artefact that supports nothing any more."""

    def build(texts: Texts) -> Act:
        return lambda desk: desk.evidence.reject(artefact.id, reason=texts["reason"])

    ask_and_do(
        app, f"Reject {artefact.id}", [Ask("reason", "Why it is not usable", needed=True)], build, note=artefact.title
    )
