"""Forms about engagements: new, next, fields, phase, plan, closing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from grcdesk.errors import BadInput
from grcdesk.rules.audits import phases
from grcdesk.schemas.audits.audits import EngagementChange, EngagementDetail, EngagementPlan, EngagementRow
from grcdesk.schemas.programme import Period, read_categories
from grcdesk.terms.audits import EngagementKind, Lane, Phase, PlanName
from grcdesk.terms.vendors import Method
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.kinds import CATEGORIES, DAY, DAYS, FIRST_DAY, PERSON, term, words
from grcdesk.tui.dialogs.values import day_of, one_of, optional_date
from grcdesk.tui.frame.ask import Act, ask_and_do
from grcdesk.tui.kit.drafts import Texts
from grcdesk.wording import count, word

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell

KINDS = tuple(EngagementKind)
LANES = tuple(Lane)
NO_PLAN = "none"
_SEVERAL = "several with ; between"


def use(app: Shell, engagement: str) -> None:
    """Make it the current one; every screen is about that one then."""
    app.with_desk("engagement", lambda desk: desk.audits.use(engagement), lambda _: app.changed.publish(frozenset()))


def new(app: Shell) -> None:
    """A new engagement, which becomes the current one."""
    ask_and_do(
        app,
        "New engagement",
        [Ask("name", "Name", "", "SOC 2 2027", needed=True), *_fields(None, app.today)],
        lambda texts: _make(texts, ""),
        note="It becomes the current one. Security is always among the categories; empty: as in the current one.",
    )


def follow_on(app: Shell, row: EngagementRow) -> None:
    """The next engagement from one: its scope, systems, methods and parameters are copied."""
    ask_and_do(
        app,
        f"Next engagement from {row.name}",
        [Ask("name", "Name", "", "", needed=True), *_fields(row, app.today, again=True)],
        lambda texts: _make(texts, row.id),
        note="Scope, exclusions, declarations, systems, vendor methods and parameters are copied.",
    )


def _fields(row: EngagementRow | None, today: date, *, again: bool = False) -> list[Ask]:
    """What is asked of an engagement, with what stands there; `again`: for the one after it."""
    held = _held(row) if row is not None else {}
    if again:  # the next one has days of its own
        held |= {"period": "", "report": ""}
    year = f"{today.year + 1}-01-01..{today.year + 1}-12-31"
    zone = "Europe/Berlin; empty: as in the current one, or the computer's"
    asks = [
        Ask("kind", "Kind", kind=term(EngagementKind)),
        Ask("period", "Period or day", "", f"{year}; of a type I or stage 1 one day", kind=DAYS),
        Ask("categories", "Categories", "", "S A PI C P, or all", kind=CATEGORIES),
        Ask("firm", "Firm"),
        Ask("lead", "Lead", "", "who of us answers for it", kind=PERSON),
        Ask("report", "Report due", kind=DAY),
        Ask("zone", "Zone", "", zone),
        Ask("lane", "Selection", kind=term(Lane)),
    ]
    return [replace(ask, value=held.get(ask.name, "")) for ask in asks]


def _held(row: EngagementRow) -> dict[str, str]:
    """What an engagement has, by the field that asks for it."""
    return {
        "kind": row.kind.value,
        "period": str(row.period or ""),
        "categories": ", ".join(row.categories),
        "firm": row.firm,
        "lead": row.lead,
        "report": str(row.report_due or ""),
        "zone": row.zone,
        "lane": row.lane.value,
    }


def _days(given: str) -> Period | None:
    """A period, or one day."""
    if not given:
        return None
    if ".." in given:
        return Period.read(given)
    day = day_of(given)
    return Period(day, day)


def _kind(given: str) -> EngagementKind | None:
    found = one_of(given, KINDS, "kind")
    return EngagementKind(found) if found else None


def _make(texts: Texts, follows: str) -> Act:
    plan = EngagementPlan(
        texts["name"],
        _kind(texts["kind"]),
        read_categories(texts["categories"]) if texts["categories"] else None,
        _days(texts["period"]),
        texts["zone"] or None,
        texts["firm"],
        texts["lead"],
        optional_date(texts["report"]),
        Lane(lane) if (lane := one_of(texts["lane"], LANES, "selection")) else None,
        follows,
    )
    return lambda desk: desk.audits.new(plan)


def edit(app: Shell, found: EngagementDetail) -> None:
    """Fields, parameters and vendor methods of one; what was left as it was stays."""
    row = found.row
    ways = "; ".join(f"{one.name}={one.method.value}" for one in found.methods)

    def build(texts: Texts) -> Act:
        change = _change(found, texts)
        return lambda desk: desk.audits.set(row.id, change)

    fields = [
        Ask("name", "Name", row.name, needed=True),
        *_fields(row, app.today),
        Ask("parameters", "Parameters", "; ".join(row.parameters), f"max_key_age=60; {_SEVERAL}"),
        Ask("methods", "Vendor methods", ways, f"Northlight=carve_out; {_SEVERAL}"),
    ]
    ask_and_do(app, f"{row.id} {row.name}", fields, build)


def _change(found: EngagementDetail, texts: Texts) -> EngagementChange:
    """What the form says; a parameter or a vendor that was taken out of its field is taken from the engagement."""
    row = found.row
    parameters = dict.fromkeys((one.partition("=")[0] for one in row.parameters), "")
    parameters |= _pairs(texts["parameters"])
    methods: dict[str, Method | None] = dict.fromkeys(one.name for one in found.methods)
    methods |= {name: _method(value) for name, value in _pairs(texts["methods"]).items()}
    return EngagementChange(
        name=texts["name"],
        kind=_kind(texts["kind"]) or row.kind,
        categories=read_categories(texts["categories"]),
        period=_days(texts["period"]),
        zone=texts["zone"],
        firm=texts["firm"],
        lead=texts["lead"],
        report_due=optional_date(texts["report"]),
        lane=Lane(one_of(texts["lane"], LANES, "selection") or row.lane),
        parameters=tuple(parameters.items()),
        methods=tuple(methods.items()),
    )


def _pairs(given: str) -> dict[str, str]:
    found = {}
    for part in given.split(";"):
        name, equals, value = part.partition("=")
        if part.strip() and not (equals and name.strip()):
            raise BadInput(f"{part.strip()!r} is no NAME=VALUE")
        if part.strip():
            found[name.strip()] = value.strip()
    return found


def _method(given: str) -> Method:
    return Method(one_of(given, tuple(Method), "method") or Method.VENDOR)


def move(app: Shell, row: EngagementRow, lacking: int = 0) -> None:
    """Another phase; before its checks are met with a reason. `lacking`: how many are known not to be."""

    def build(texts: Texts) -> Act:
        phase = Phase(one_of(texts["phase"], tuple(Phase), "phase") or row.phase)
        return lambda desk: desk.standing.move(phase, row.id, reason=texts["reason"])

    following = phases.after(row.phase)
    fields = [
        Ask("phase", "Phase", following.value if following else "", needed=True, kind=term(Phase)),
        Ask("reason", "Why early, or back", "", "empty: everything is done"),
    ]
    note = f"{count(lacking, 'check')} not done: moving on says why." if lacking else ""
    ask_and_do(app, f"{row.name} is in {word(row.phase)}", fields, build, note=note)


def follow(app: Shell, row: EngagementRow) -> None:
    """A plan and its first day; `none` follows none."""

    def build(texts: Texts) -> Act:
        given = one_of(texts["plan"], (*PlanName, NO_PLAN), "plan")
        if given == NO_PLAN:
            return lambda desk: desk.standing.unfollow(row.id)
        start = day_of(texts["start"])
        return lambda desk: desk.standing.follow(PlanName(given), start, row.id)

    known = (*PlanName, NO_PLAN)
    fields = [
        Ask("plan", "Plan", needed=True, kind=words(known)),
        Ask("start", "First day", str(app.today), needed=True, kind=FIRST_DAY),
    ]
    ask_and_do(app, f"Plan of {row.name}", fields, build, note="States of tasks are computed; nobody ticks them.")


def close(app: Shell, row: EngagementRow) -> None:
    """Close it, with a reason where it is not in its last phase; or open it again."""
    if row.closed:
        app.with_desk("opening", lambda desk: desk.audits.close(row.id, again=True))
        return

    def build(texts: Texts) -> Act:
        return lambda desk: desk.audits.close(row.id, reason=texts["reason"])

    early = row.phase is not Phase.BETWEEN_REPORTS
    ask_and_do(app, f"Close {row.name}", [Ask("reason", "Why", needed=early)], build)
