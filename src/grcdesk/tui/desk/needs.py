"""What needs somebody today, worst first, and the next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from grcdesk.terms import DueKind, DueState
from grcdesk.terms.readiness import LackKind
from grcdesk.tui.kit.looks import codes
from grcdesk.wording import count, days_until, several, word

if TYPE_CHECKING:
    from grcdesk.schemas.controls.gap import GapSummary
    from grcdesk.schemas.due.due import DueRow
    from grcdesk.schemas.programme import ScopeView
    from grcdesk.services.desk.desk import Desk

SOON = 30
"""Days ahead that are looked at."""
TONE = {DueState.OVERDUE: "error", DueState.NEVER_REVIEWED: "error", DueState.DUE_7: "warning", DueState.DUE_30: ""}


@dataclass(frozen=True, slots=True)
class Need:
    """Something waiting for somebody."""

    id: str
    number: int
    nouns: tuple[str, str]
    """For one, and for several."""
    tone: str
    where: str = ""
    """Filter of the controls it concerns, or empty."""
    place: str = ""
    """Screen it is mended on, or empty."""
    lines: tuple[str, ...] = ()
    """What it is in full, where no screen shows it."""
    due: date | None = None
    """The first of its dates, where it has one."""
    days: int | None = None
    """Days left to it; below zero: days late."""
    thing: str = ""
    """What it is beside its date: the kind, and the title of the first."""

    @property
    def what(self) -> str:
        """What it is, in the number there is."""
        return self.nouns[self.number != 1]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the assessment stands: quickly asked, so shown first."""

    today: date
    scope: ScopeView
    summary: GapSummary

    @property
    def facts(self) -> str:
        """Where the engagement is, and what of it is aside."""
        summary, scope = self.summary, self.scope
        phase = f"{word(scope.kind)}: {word(scope.phase)}"
        told = [
            phase[:1].upper() + phase[1:],
            codes(scope.categories),
            f"{count(summary.actions_required, 'gap')} to plan",
        ]
        aside = ((summary.optional, "optional"), (summary.out_of_scope, "out of scope"))
        return "  ".join([*told, *(f"{number} {what}" for number, what in aside if number)])


GAPS = "status:missing,partial scope:in_scope"
BLANK = "status:not_assessed scope:in_scope"
NEEDS: dict[str, tuple[tuple[str, str], str, str, str]] = {
    "unowned": (("gap without an owner", "gaps without an owner"), "warning", f"{GAPS} owner:none", ""),
    "bare": (
        ("gap without an action or accepted risk", "gaps without an action or accepted risk"),
        "warning",
        f"{GAPS} actions:none",
        "",
    ),
    "lacks": (("thing keeps it from being final", "things keep it from being final"), "warning", "", "lacks"),
    "claims": (("in place by claim only",) * 2, "error", "support:claim_only scope:in_scope", ""),
    "part": (("in place, supported in part",) * 2, "warning", "support:supported_in_part scope:in_scope", ""),
    "blank": (("control not assessed", "controls not assessed"), "", BLANK, ""),
    "untouched": (("criterion no control here touches", "criteria no control here touches"), "muted", "", "scope"),
}
"""What needs somebody, worst first: its words, tone, the controls it concerns, or the screen it is mended on."""
BEYOND = "beyond"
FAR = (("stored value out of bounds", "stored values out of bounds"), "warning")
"""What lies out of bounds: its words, and its tone."""


def standing(desk: Desk) -> Standing:
    """Ask the desk for the gap and the scope."""
    return Standing(desk.today(), desk.scope.show(), desk.gap.summary())


def needs(desk: Desk, day: Standing) -> tuple[Need, ...]:
    """Ask the desk for what needs somebody; looks at every date there is."""
    due = _due(desk.due.list(as_of=day.today, within=SOON))
    # a gap without an answer is told as such
    lacks = sum(one.kind is not LackKind.GAP_ANSWER for one in desk.gap.lacking())
    numbers = {
        "unowned": len(desk.controls.keys(f"{GAPS} owner:none")),
        "bare": day.summary.actions_required,
        "lacks": lacks,
        "claims": len(day.summary.claim_only),
        "part": len(day.summary.supported_in_part),
        "blank": len(desk.controls.keys(BLANK)),
        "untouched": len(day.scope.untouched),
    }
    found = (*due, *(Need(name, number, *NEEDS[name]) for name, number in numbers.items() if number))
    if beyond := tuple(desk.beyond()):
        found = (*found, Need(BEYOND, len(beyond), *FAR, lines=beyond))
    return _arranged(_steps(desk), found)


def _steps(desk: Desk) -> tuple[Need, ...]:
    """First steps that are not done; of a desk as it stood none is taken any more."""
    steps = desk.readiness.first_steps() if desk.moment is None else ()
    return tuple(
        Need(one.kind.value, 1, (f"first step, {one.name}: {one.told}",) * 2, "", place="step")
        for one in steps
        if not one.done
    )


def _arranged(steps: Sequence[Need], found: Sequence[Need]) -> tuple[Need, ...]:
    """What is best done next first, where the cursor begins; then the other first steps, then the rest as it stands."""
    period = [need for need in steps if need.id == LackKind.STEP_PERIOD]
    blank = [need for need in found if need.id == "blank"]
    return tuple(dict.fromkeys((*period, *blank, *steps, *found)))


def _due(rows: Sequence[DueRow]) -> tuple[Need, ...]:
    """One line for each kind and nearness; a single date says which it is."""
    from grcdesk.rules.due.due import grouped  # noqa: PLC0415  the first frame does without

    found = []
    groups = grouped(rows).items()
    for (state, kind), some in sorted(groups, key=lambda one: one[1][0].days):  # whatever is latest first
        if state is DueState.NEVER_REVIEWED and kind is DueKind.CONTROL_REVIEW:
            continue  # said as "controls not assessed"
        first = some[0]
        near = days_until(first.due, first.due - timedelta(days=first.days))
        one = f"{word(kind)} {word(state)}: {first.title}, {near}"
        many = f"{several(word(kind))} {word(state)}, first {first.title}"
        never = " never reviewed" if state is DueState.NEVER_REVIEWED else ""
        thing = f"{word(kind) if len(some) == 1 else several(word(kind))}{never}: {first.title}"
        where = f"kind:{kind.value} state:{state.value}"
        found.append(Need(where, len(some), (one, many), TONE[state], where, "due", (), first.due, first.days, thing))
    return tuple(found)


def next_step(found: Sequence[Need], at: int = 0) -> str:
    """What enter does on a row; of the first row, what is best done next."""
    need = found[at] if at < len(found) else None
    if need is None or (need.id == "untouched" and not at):
        return "Next: finalise the assessment with c, or write the workbook with x"
    head = "" if at else "Next: "
    if need.id == "blank":
        return f"{head}{count(need.number, 'control')} not assessed: enter lists them"
    if need.place == "step":
        from grcdesk.tui.lacks.steps import DOES  # noqa: PLC0415  the numbers of Today come first

        return f"{head}{need.what}: {DOES[LackKind(need.id)]}"
    does = {"scope": "enter opens the scope"}.get(need.place) or f"enter lists {'them' if need.number != 1 else 'it'}"
    return f"{head}{need.number} {need.what}: {does}"


def place(day: Standing) -> str:
    """Where the day lies in what the engagement is about."""
    period = day.scope.period
    if period is None:
        return "no period yet"
    if period.days == 1:
        return f"as of {period.end}"
    number = (day.today - period.start).days + 1
    return f"day {number} of {period.days}" if 1 <= number <= period.days else "outside the period"
