"""Forms about requests: what is asked for, what is set, handed over, and what the auditor said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from grcdesk.errors import BadInput
from grcdesk.schemas.desk.offers import Offered
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.requests.requests import AuditorWord, RequestChange, RequestDetail, RequestFacts, RequestRow
from grcdesk.terms.requests import AuditorStatus, RequestKind, RequestPriority, RequestStatus
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import CONTROLS, DAY, PERSON, WORDS, records, term
from grcdesk.tui.dialogs.lines import Preview
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.dialogs.values import day_of, one_of, optional_date
from grcdesk.tui.frame.ask import Act, ask_and_do
from grcdesk.tui.frame.bulk import Deed, act_on, ask_and_act
from grcdesk.tui.kit.drafts import Texts
from grcdesk.tui.kit.looks import text
from grcdesk.wording import join, word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell

_KEYS = {
    RequestStatus.OPEN: "o",
    RequestStatus.GATHERING: "g",
    RequestStatus.READY_FOR_REVIEW: "r",
    RequestStatus.BLOCKED: "b",
}
"""Our statuses that are set; handing over is an act of its own."""
_WORDS = {
    AuditorStatus.RECEIVED: "r",
    AuditorStatus.ACCEPTED: "a",
    AuditorStatus.RETURNED: "b",
    AuditorStatus.CLOSED: "c",
}
_EDIT = ("ref", "title", "area", "controls", "criteria", "kind", "priority", "asked", "text", "response")
_LABELS = {
    "ref": "The auditor's number",
    "title": "Title",
    "area": "Part of his list",
    "controls": "Controls",
    "criteria": "Criteria",
    "kind": "Kind",
    "priority": "Priority",
    "asked": "Asked on",
    "due": "Due",
    "owner": "Owner",
    "text": "What is asked for",
    "response": "What we write back",
}
_HINTS = {
    "text": "as the auditor wrote it",
}
_TERMS: Mapping[str, Any] = {"kind": RequestKind, "priority": RequestPriority}
_KINDS = {
    **{name: term(known) for name, known in _TERMS.items()},
    "controls": CONTROLS,
    "criteria": records(Offered.CRITERION),
    "asked": DAY,
    "due": DAY,
    "owner": PERSON,
}


def _field(name: str, value: str = "") -> Ask:
    long = name in ("text", "response")
    kind = _KINDS.get(name, WORDS)
    return Ask(name, _LABELS[name], value, _HINTS.get(name, ""), needed=name == "text", long=long, kind=kind)


def _read(name: str, given: str) -> Any:
    if name in ("controls", "criteria"):
        return tuple(given.replace(",", " ").split())
    if name in _TERMS:
        found = one_of(given, tuple(_TERMS[name]), name)
        return _TERMS[name](found) if found else None
    return optional_date(given) if name in ("asked", "due") else given


def add(app: Shell) -> None:
    """A new request."""

    def build(texts: Texts) -> Act:
        facts = RequestFacts(**{name: _read(name, given) for name, given in texts.items()})
        return lambda desk: desk.requests.add(facts)

    names = ("text", "ref", "controls", "kind", "owner", "due", "priority")
    ask_and_do(app, "New request", [_field(name) for name in names], build)


def edit(app: Shell, detail: RequestDetail) -> None:
    """Number, text, controls, kind, priority, response."""
    row = detail.row
    # only what is typed over is set: a list of the firm may bring the other fields in the meantime
    was = {name: _written(getattr(row, name)) for name in _EDIT}

    def build(texts: Texts) -> Act:
        said = {name: _read(name, given) for name, given in texts.items() if given != was[name]}
        if not said:
            raise BadInput("nothing was changed")
        return lambda desk: desk.requests.set([row.id], RequestChange(**said))

    note = "; ".join(row.conflicts)
    ask_and_do(app, f"Edit {row.name}", [_field(name, was[name]) for name in _EDIT], build, note)


def _written(value: object) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value or "")


def status(app: Shell, rows: Sequence[RequestRow]) -> None:
    """Our status, by one more key."""
    choices = [Choice(one.value, word(one), key) for one, key in _KEYS.items()]

    def chosen(answer: str | None) -> None:
        if answer is None:
            return
        if answer == RequestStatus.BLOCKED:
            _blocked(app, rows)
        else:
            change(app, rows, "status", RequestChange(status=RequestStatus(answer)))

    app.push_screen(Pick(f"Status of {_named(rows)}", choices), chosen)


def _blocked(app: Shell, rows: Sequence[RequestRow]) -> None:
    def go(made: RequestChange | None) -> None:
        if made is not None:
            change(app, rows, "status", made)

    fields = [Ask("blocked", "What it waits for", needed=True)]
    title = f"Blocked: {_named(rows)}"
    app.push_screen(
        Form(title, fields, lambda texts: RequestChange(status=RequestStatus.BLOCKED, blocked=texts["blocked"])), go
    )


def one_field(app: Shell, rows: Sequence[RequestRow], name: str) -> None:
    """Owner or due date of the requests meant."""
    value = _written(getattr(rows[0], name)) if len(rows) == 1 else ""

    def go(made: RequestChange | None) -> None:
        if made is not None:
            change(app, rows, name, made)

    title = f"{_LABELS[name]} of {_named(rows)}"
    app.push_screen(
        Form(title, [_field(name, value)], lambda texts: RequestChange(**{name: _read(name, texts[name])})), go
    )


def change(app: Shell, rows: Sequence[RequestRow], name: str, made: RequestChange) -> None:
    """Change the requests meant."""
    ids = [row.id for row in rows]
    deed = Deed("setting", f"Set {name} of", "request", lambda desk, dry: desk.requests.set(ids, made, dry_run=dry))
    act_on(app, ids, deed)


def submit(app: Shell, rows: Sequence[RequestRow]) -> None:
    """Hand them over."""
    ids = [row.id for row in rows]

    def build(texts: Texts) -> Deed:
        on, said = optional_date(texts["on"]), texts["response"]
        return Deed(
            "handing over",
            "Hand over",
            "request",
            lambda desk, dry: desk.requests.submit(ids, on=on, response=said, dry_run=dry),
        )

    first = rows[0].response if len(rows) == 1 else ""
    fields = [
        Ask("on", "On", "", "empty: today", kind=DAY),
        Ask("response", "What we write back", first, "beside the evidence; needed where there is none", long=True),
    ]
    bare = [row.name for row in rows if not row.evidence]
    note = f"without evidence: {join(bare)}" if bare else ""
    ask_and_act(app, ids, f"Hand over {_named(rows)}", fields, build, note=note)


def told(app: Shell, rows: Sequence[RequestRow]) -> None:
    """What the auditor said."""
    choices = [Choice(one.value, word(one), key) for one, key in _WORDS.items()]

    def chosen(answer: str | None) -> None:
        if answer is not None:
            _told(app, rows, AuditorStatus(answer))

    app.push_screen(Pick(f"The auditor on {_named(rows)}", choices), chosen)


def _told(app: Shell, rows: Sequence[RequestRow], said: AuditorStatus) -> None:
    ids = [row.id for row in rows]

    def build(texts: Texts) -> Deed:
        one = AuditorWord(said, texts["told_by"], day_of(texts["on"]), texts.get("reason", ""))
        return Deed(
            "putting down", f"{word(said).capitalize()}:", "request",
            lambda desk, dry: desk.requests.told(ids, one, dry_run=dry),
        )  # fmt: skip

    # what comes back, or is closed, does so for a reason; what is accepted needs none
    why = said in (AuditorStatus.RETURNED, AuditorStatus.CLOSED)
    fields = [
        Ask("told_by", "Who told it", "", "the person at the firm", needed=True, kind=PERSON),
        Ask("on", "When", str(app.today), needed=True, kind=DAY),
        *([Ask("reason", "Why", "", "as the auditor put it", needed=said is AuditorStatus.RETURNED)] if why else []),
    ]
    ask_and_act(app, ids, f"{word(said).capitalize()}: {_named(rows)}", fields, build)


def draft(app: Shell) -> None:
    """A first list from the catalogs, after the number of them."""

    def build(texts: Texts) -> tuple[tuple[str, ...], Any]:
        return tuple(texts["controls"].replace(",", " ").split()), optional_date(texts["due"])

    def look(asked: tuple[tuple[str, ...], Any] | None) -> None:
        if asked is None:
            return
        controls, due = asked

        def act(desk: Desk) -> Outcome:
            return desk.requests.draft(controls, due=due)

        def tell(found: Outcome) -> None:
            app.push_screen(
                Preview("Draft these requests?", [text(found.sentence)], "drafts them"),
                lambda yes: app.with_desk("drafting", act) if yes else None,
            )

        app.ask_first(app.screen, "draft", lambda desk: desk.requests.draft(controls, due=due, dry_run=True), tell)

    fields = [
        Ask("controls", "Controls", "", "empty: all in scope", kind=CONTROLS),
        Ask("due", "Due", "", "empty: none", kind=DAY),
    ]
    app.push_screen(Form("Draft requests", fields, build, verb="looks"), look)


def _named(rows: Sequence[RequestRow]) -> str:
    return join([row.name for row in rows], 3)
