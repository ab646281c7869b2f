"""From a hole in the period to what would fill it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from grcdesk.rules.coverage.suggest import COVERING, fillings
from grcdesk.rules.evidence.standing import UNREAD
from grcdesk.schemas.controls.controls import ControlDetail, WantedRow
from grcdesk.schemas.coverage.coverage import CoverageRow
from grcdesk.schemas.evidence.evidence import EvidenceRow
from grcdesk.schemas.programme import Period
from grcdesk.terms import EvidenceKind, Frequency
from grcdesk.tui.coverage import quiet_commands
from grcdesk.tui.coverage.filling import hole_of
from grcdesk.tui.coverage.parts import Hole, holes, whole
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.evidence import forms
from grcdesk.wording import count, word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell

_ALL = "all"
_MOMENTS = frozenset({EvidenceKind.CONFIG_SNAPSHOT, EvidenceKind.SCREENSHOT})
"""Kinds that show a moment, not days."""
_WAITING = 100

Known = tuple[CoverageRow, ControlDetail, list[EvidenceRow]]


def period(app: Shell, control: str, at: str = "", *, month: str = "") -> None:
    """The holes of a control, at first the one that lies in that month; one picked shows what would fill it.

    Args:
        app: the app.
        control: its id.
        at: a slot or its days: its hole is picked at once.
        month: the month that is looked at.
    """

    def question(desk: Desk) -> Known:
        (row,) = desk.coverage.board(controls=[control])
        waiting = desk.evidence.keys("control:none -is:rejected", sort="-dated")[:_WAITING]
        return row, desk.controls.show(control), desk.evidence.rows(waiting)

    app.ask_first(app.screen, "holes", question, lambda known: _holes(app, known, at, month))


def _holes(app: Shell, known: Known, at: str, month: str) -> None:
    row = known[0]
    found = holes(row)
    meant = _named(found, at) if at else None
    if meant is not None:
        _fill(app, known, meant)
        return
    if not found:
        app.push_screen(LinesDialog(f"{row.id}: period coverage", whole(row)))
        return

    def picked(name: str | None) -> None:
        if name == _ALL:
            app.push_screen(LinesDialog(f"{row.id}: period coverage", whole(row)))
        elif name is not None:
            _fill(app, known, found[int(name)])

    choices = [Choice(str(place), hole.label, tone=hole.tone) for place, hole in enumerate(found)]
    choices.append(Choice(_ALL, "all slots and days, with what covers them", "a"))
    app.push_screen(Pick(f"{row.id}  {row.sentence}", choices, at=hole_of(row, month) or 0), picked)


def _named(found: Sequence[Hole], at: str) -> Hole | None:
    """The hole of that slot or those days; None: none, or several, and a person picks."""
    meant = [hole for hole in found if hole.name == at or hole.days.startswith(at)]
    return meant[0] if len(meant) == 1 else None


def _fill(app: Shell, known: Known, hole: Hole) -> None:
    """What would fill the hole: the kinds the catalog asks for, what waits, a file to import."""
    row, detail, waiting = known
    asked = {wanted.kind: wanted.shows for wanted in detail.wanted}
    ranked = sorted(detail.wanted, key=lambda wanted: wanted.shows not in COVERING)
    choices = [Choice(f"kind {wanted.kind}", _asked(wanted), tone="strong") for wanted in ranked]
    found = fillings(_days(hole), waiting, asked)
    fitting = [one.row for one in found]
    choices += [
        Choice(f"place {one.row.id}", f"place {one.row.id}: {one.row.dated} {one.row.title}  ({one.why})")
        for one in found
    ]
    choices += _other_ways(row, at_control=detail.row.id == getattr(app.screen, "control", ""))

    acts: Mapping[str, Callable[[str], None]] = {
        "kind": lambda name: _attach(app, row.id, name, hole),
        "place": lambda name: forms.tie(app, [one for one in fitting if one.id == name], row.id),
        "import": lambda _: app.import_files((), controls=[row.id]),
        "quiet": lambda _: _state_quiet(app, row.id, hole),
        "other": lambda _: forms.pick_and_attach(app, [row.id], period=_past(hole, app.today)),
        "open": lambda _: app.show_control(row.id),
    }

    def picked(answer: str | None) -> None:
        what, _, name = (answer or "").partition(" ")
        if what:
            acts[what](name)

    title = f"{row.id}  {hole.label.strip()}: what would fill it"
    app.push_screen(Pick(title, choices, note=_standing(detail)), picked)


def _days(hole: Hole) -> Period:
    first, _, last = hole.days.partition("..")
    return Period(date.fromisoformat(first), date.fromisoformat(last or first))


def _past(hole: Hole, today: date) -> str:
    """Its days up to today: an artefact shows no day that is still to come. Empty: none has come."""
    days = _days(hole)
    return str(Period(days.start, min(days.end, today))) if days.start <= today else ""


def _standing(detail: ControlDetail) -> str:
    """What a control in place stands on, while that is not all that must be there."""
    row = detail.row
    if not row.unsupported or row.support is None:
        return ""
    return f"In place, {word(row.support)}: it is borne out once what must be there is on file and covers the days."


def _attach(app: Shell, control: str, kind: str, hole: Hole) -> None:
    """Attach evidence of a kind; one that shows a moment is asked for its day, not for the days of the hole."""
    moment = EvidenceKind(kind) in _MOMENTS

    def attach() -> None:
        forms.pick_and_attach(app, [control], kind=kind, period="" if moment else _past(hole, app.today))

    if EvidenceKind(kind) not in UNREAD:
        attach()
        return

    def picked(how: str | None) -> None:
        if how == "import":
            app.import_files((), controls=[control])
        elif how == "attach":
            attach()

    choices = [
        Choice("import", "import it: its rows are read, and fill the days they show", "i"),
        Choice("attach", "attach it unread: it only claims the days, and fills none", "a"),
    ]
    app.push_screen(Pick(f"{word(EvidenceKind(kind))}: its rows must be read to count", choices), picked)


def _state_quiet(app: Shell, control: str, hole: Hole) -> None:
    start, _, end = hole.days.partition("..")
    quiet_commands.state(app, [control], start, end or start)


def _other_ways(row: CoverageRow, *, at_control: bool) -> Iterator[Choice]:
    """What can be done about any hole of the control, whatever its catalog asks for."""
    if row.frequency is Frequency.CONTINUOUS:
        yield Choice("quiet", "nothing was to happen then: state it", "n")
    yield Choice("import", "import a file for it", "i")
    yield Choice("other", "attach something else", "a")
    if not at_control:
        yield Choice("open", "open the control", "o")


def _asked(wanted: WantedRow) -> str:
    # one that is attached and does not count is named with its reason; what enter does about it need not be said
    why = wanted.why.removesuffix(": import it").replace(": ", ", ", 1)
    there = count(wanted.have, "such artefact") if wanted.have else why or "none yet"
    covers = "" if wanted.shows in COVERING else "; covers no day"
    return f"{word(wanted.kind)}: {wanted.what}  ({there}{'' if wanted.mandatory else ', optional'}{covers})"
