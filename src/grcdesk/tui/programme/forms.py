"""Forms about the scope. What an edit of categories or period does to controls is shown before it is done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.programme import Period, ProgrammeNames, ScopeView, read_categories
from grcdesk.terms import Category, Scope
from grcdesk.tui.controls import forms as control_forms
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import CATEGORIES, CONTROL, DAYS, PERSON, term, words
from grcdesk.tui.dialogs.lines import Preview
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.frame.ask import Act, ask_and_do
from grcdesk.tui.kit.looks import Cell, line, text

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell

ProgrammePlan = tuple[tuple[Category, ...], Period | None, ProgrammeNames]
CATEGORY_HINT = "security, availability, processing-integrity, confidentiality, privacy; all"


def edit(app: Shell, view: ScopeView, begin: str = "") -> None:
    """Categories, period and names, with a preview; the cursor begins in the field of that name."""

    def build(texts: Mapping[str, str]) -> ProgrammePlan:
        names = ProgrammeNames(texts["organisation"], texts["programme"], texts["zone"])
        period = Period.read(texts["period"]) if texts["period"] else None
        return read_categories(texts["categories"]), period, names

    def preview(plan: ProgrammePlan | None) -> None:
        if plan is not None:
            app.ask_first(
                app.screen,
                "scope preview",
                lambda desk: _set(desk, plan, dry_run=True),
                lambda told: confirm(plan, told),
            )

    def confirm(plan: ProgrammePlan, told: Outcome) -> None:
        rows = [text(told.sentence), *(line(Cell(warning, "warning")) for warning in told.warnings)]
        app.push_screen(
            Preview("Change the scope?", rows),
            lambda yes: app.with_desk("scope", lambda desk: _set(desk, plan, dry_run=False)) if yes else None,
        )

    fields = [
        Ask("categories", "Categories", ", ".join(view.categories), "Security is always in", kind=CATEGORIES),
        Ask("period", "Period", str(view.period or ""), kind=DAYS),
        Ask("organisation", "Organisation", view.organisation, needed=True),
        Ask("programme", "Programme", view.programme, needed=True),
        Ask("zone", "Time zone", view.zone, "Europe/Berlin; empty: the computer's own"),
    ]
    app.push_screen(Form("Scope", fields, build, note=f"Known: {CATEGORY_HINT}", begin=begin), preview)


def _set(desk: Desk, plan: ProgrammePlan, *, dry_run: bool) -> Outcome:
    return desk.scope.set(categories=plan[0], period=plan[1], names=plan[2], dry_run=dry_run)


def systems(app: Shell, view: ScopeView) -> None:
    """Add a system, or drop one that is named."""

    def build(texts: Mapping[str, str]) -> Act:
        name = texts["name"]
        if name in view.systems:
            return lambda desk: desk.scope.drop_system(name)
        return lambda desk: desk.scope.add_system(name)

    fields = [
        Ask(
            "name",
            "System",
            "",
            "a new one is added, a known one dropped",
            needed=True,
            kind=words(view.systems, any_word=True),
        )
    ]
    ask_and_do(app, "Systems", fields, build, note="Named: " + (", ".join(view.systems) or "none"))


def exclude(app: Shell, view: ScopeView) -> None:
    """Leave something out with a reason; with exclusions there, first ask which way."""

    def new() -> None:
        def build(texts: Mapping[str, str]) -> Act:
            return lambda desk: desk.scope.exclude(texts["what"], reason=texts["reason"])

        ask_and_do(
            app, "Exclude", [Ask("what", "What is left out", needed=True), Ask("reason", "Why", needed=True)], build
        )

    if not view.exclusions:
        new()
        return
    choices = [Choice("", "Leave something else out")]
    choices += [Choice(one.id, f"Take in again: {one.what}") for one in view.exclusions]

    def picked(answer: str | None) -> None:
        if answer == "":
            new()
        elif answer is not None:
            app.with_desk("include", lambda desk: desk.scope.include(answer))

    app.push_screen(Pick("Exclusions", choices), picked)


def override(app: Shell, control: str) -> None:
    """A control in or out against the computed answer."""

    def build(texts: Mapping[str, str]) -> Act:
        act = control_forms.override(texts)
        return lambda desk: act(desk, [texts["control"]], False)

    fields = [
        Ask("control", "Control", control, needed=True, kind=CONTROL),
        Ask("decided", "Scope", "", "empty: as computed", kind=term(Scope)),
        Ask("reason", "Reason"),
    ]
    ask_and_do(app, "Override the computed scope", fields, build)


def declare(app: Shell, criterion: str) -> None:
    """The controls of a criterion are declared sufficient."""

    def build(texts: Mapping[str, str]) -> Act:
        return lambda desk: desk.scope.declare(criterion, reason=texts["reason"], by=texts["by"])

    fields = [
        Ask("reason", "Why the controls suffice", needed=True),
        Ask("by", "Declared by", needed=True, kind=PERSON),
    ]
    ask_and_do(app, f"Declare {criterion} answered", fields, build)
