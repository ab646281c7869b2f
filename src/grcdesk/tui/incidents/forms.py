"""Forms about incidents and exercises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grcdesk.schemas.incidents import EntityFacts, IncidentChange, IncidentDetail, IncidentFacts, NoticeFacts
from grcdesk.terms import Answer
from grcdesk.terms.findings import Severity
from grcdesk.terms.incidents import EntityKind, IncidentKind, Notified, TimeMark
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import DAY, PEOPLE, PERSON, YES_NO, term
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.dialogs.values import one_of, optional_date
from grcdesk.tui.frame.ask import Act, ask_and_do
from grcdesk.tui.kit.drafts import Texts
from grcdesk.wording import word

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell

SEVERAL = "several with ; between"
TIME = "2026-11-03 09:30; empty: now"
_KINDS, _SEVERITIES = tuple(IncidentKind), tuple(Severity)


def add(app: Shell) -> None:
    """Real or played, then what it is."""

    def picked(which: str | None) -> None:
        if which is not None:
            say(app, exercise=which == "exercise")

    choices = [
        Choice("incident", "an incident: it happened", "1"),
        Choice("exercise", "an exercise: it is played", "2"),
    ]
    app.push_screen(Pick("Write down", choices), picked)


def say(app: Shell, *, exercise: bool) -> None:
    """A new incident or exercise."""
    fields = [
        Ask("title", "What", "", "in a few words", needed=True),
        Ask("kind", "Type", needed=True, kind=term(IncidentKind)),
        Ask("severity", "Severity", needed=True, kind=term(Severity)),
        Ask("detected", "Detected", "", TIME),
        Ask("lead", "Lead", kind=PERSON),
        Ask("people", "Who took part", "", SEVERAL, kind=PEOPLE),
    ]
    if exercise:
        fields.append(Ask("scenario", "Scenario: what is played", needed=True, long=True))
    else:
        fields.append(Ask("happened", "What happened", "", "enters the log as a hash alone", long=True))

    def build(texts: Texts) -> Act:
        said: dict[str, Any] = _said(texts)
        facts = IncidentFacts(exercise=exercise, **said)
        return lambda desk: desk.incidents.add(facts)

    ask_and_do(app, "New exercise" if exercise else "New incident", fields, build)


def _said(texts: Texts) -> dict[str, Any]:
    said: dict[str, Any] = dict(texts)
    said["kind"] = IncidentKind(one_of(texts["kind"], _KINDS, "type"))
    said["severity"] = Severity(one_of(texts["severity"], _SEVERITIES, "severity"))
    for name in ("people", "tests_added"):
        if name in said:
            said[name] = tuple(part.strip() for part in said[name].split(";") if part.strip())
    return said


def edit(app: Shell, found: IncidentDetail, begin: str = "") -> None:
    """Its texts, who took part, what was learnt; the cursor begins in the field of that name."""
    row = found.row
    texts_ = [
        ("happened", "What happened", found.happened),
        ("root_cause", "Root cause", found.root_cause),
        ("lessons", "Lessons", found.lessons),
    ]
    if row.exercise:
        texts_.insert(0, ("scenario", "Scenario: what is played", found.scenario))
    fields = [
        Ask("title", "What", row.title, needed=True),
        Ask("kind", "Type", row.kind, kind=term(IncidentKind)),
        Ask("severity", "Severity", row.severity, kind=term(Severity)),
        Ask("lead", "Lead", row.lead, kind=PERSON),
        Ask("people", "Who took part", "; ".join(row.people), SEVERAL, kind=PEOPLE),
        Ask("tests_added", "Tests added", "; ".join(found.tests_added), SEVERAL),
        Ask("reference", "Number in another system", row.reference),
        *(Ask(name, label, value, long=True) for name, label, value in texts_),
    ]
    # texts stand beside the row, the other fields in it
    held = {name: getattr(found, name, getattr(row, name, None)) for name in (one.name for one in fields)}

    def build(texts: Texts) -> IncidentChange:
        return IncidentChange(**{name: value for name, value in _said(texts).items() if value != held[name]})

    def built(change: IncidentChange | None) -> None:
        if change == IncidentChange():
            app.tell("nothing was changed")
        elif change is not None:
            app.with_desk("setting", lambda desk: desk.incidents.set([row.id], change))

    app.push_screen(Form(f"Edit {row.id}", fields, build, begin=begin), built)


def mark(app: Shell, found: IncidentDetail, which: str = "") -> None:
    """A moment or a note on its timeline."""
    # closing is an act of its own, which says what lacks
    known = tuple(one for one in TimeMark if one is not TimeMark.CLOSED)
    given = which or next((one for one in known if one is not TimeMark.NOTE and not _at(found, one)), TimeMark.NOTE)
    fields = [
        Ask("mark", "Moment", given, needed=True, kind=term(known)),
        Ask("at", "At", "", TIME),
        Ask("note", "Note"),
        Ask("reason", "Told anew: why", "", "only of a moment that is on record; the old entry stays"),
    ]

    def build(texts: Texts) -> Act:
        chosen = TimeMark(one_of(texts["mark"], known, "moment"))
        return lambda desk: desk.incidents.mark(
            found.row.id, chosen, at=texts["at"], note=texts["note"], reason=texts["reason"]
        )

    begin = "at" if which else ""
    ask_and_do(app, f"Timeline of {found.row.id}", fields, build, note=found.row.title, begin=begin)


def _at(found: IncidentDetail, which: TimeMark) -> str:
    at: str = getattr(found.row, f"{which.value}_at")
    return at


def notice(app: Shell, found: IncidentDetail, whom: str = "") -> None:
    """Who is told of it, on whose decision."""
    decided = {one.whom for one in found.notices}
    given = whom or next((one for one in Notified if one not in decided), Notified.CUSTOMERS)
    fields = [
        Ask("whom", "Whom", given, needed=True, kind=term(Notified)),
        Ask("decision", "Are they told", needed=True, kind=YES_NO),
        Ask("by", "Decided by", needed=True, kind=PERSON),
        Ask("reason", "Reason", "", "needed for a no"),
        Ask("on", "Decided on", "", "empty: today", kind=DAY),
        Ask("told", "Told at", "", "2026-11-03 15:00; empty: not yet"),
    ]

    def build(texts: Texts) -> Act:
        facts = NoticeFacts(
            Notified(one_of(texts["whom"], tuple(Notified), "whom")),
            Answer(one_of(texts["decision"], tuple(Answer), "decision")),
            texts["by"], texts["reason"], optional_date(texts["on"]), texts["told"],
        )  # fmt: skip
        return lambda desk: desk.incidents.notice(found.row.id, facts)

    begin = "decision" if whom else ""
    ask_and_do(app, f"Who is told of {found.row.id}", fields, build, note=found.row.title, begin=begin)


def touch(app: Shell, incident: str) -> None:
    """What it touched, from when to when."""
    fields = [
        Ask("kind", "What kind", needed=True, kind=term(EntityKind)),
        Ask("entity", "Which", "", "name or id", needed=True),
        Ask("since", "Since", "", "2026-11-03 06:00"),
        Ask("until", "Until", "", "2026-11-03 08:30"),
    ]

    def build(texts: Texts) -> Act:
        kind = EntityKind(one_of(texts["kind"], tuple(EntityKind), "kind"))
        facts = EntityFacts(kind, texts["entity"], texts["since"], texts["until"])
        return lambda desk: desk.incidents.touch(incident, facts)

    ask_and_do(app, f"Touched by {incident}", fields, build)


def close(app: Shell, found: IncidentDetail) -> None:
    """Close it, or open it again."""
    row = found.row
    if row.closed_at:

        def again(texts: Texts) -> Act:
            return lambda desk: desk.incidents.reopen(row.id, reason=texts["reason"])

        ask_and_do(app, f"Open {row.id} again", [Ask("reason", "Why", needed=True)], again, note=row.title)
        return

    def build(texts: Texts) -> Act:
        return lambda desk: desk.incidents.close(row.id, by=texts["by"], at=texts["at"])

    fields = [Ask("by", "Closed by", app.desk.actor if app.desk else "", kind=PERSON), Ask("at", "At", "", TIME)]
    ask_and_do(app, f"Close {row.id}", fields, build, note=f"{row.title}: {word(row.kind)}")
