"""How much something weighs and when it is due, as cells of a table."""

from __future__ import annotations

from datetime import date

from grcdesk.reports.labels import say
from grcdesk.reports.word.document import Tinted, WordCell
from grcdesk.rules.controls import gap
from grcdesk.rules.findings.weighed import due_of, open_actions, slips
from grcdesk.schemas.exports.weighed import Weighed
from grcdesk.terms.findings import FindingStatus, RemediationState, Severity
from grcdesk.wording import count

UNWEIGHED = "not rated"
_TINTS = {Severity.CRITICAL: "StatusBad", Severity.HIGH: "StatusBad", Severity.MEDIUM: "StatusHalf"}


def severity(one: Severity | None) -> Tinted:
    """The word of a person; `not rated` where nobody has said one."""
    if one is None:
        return Tinted(UNWEIGHED, "StatusOpen")
    return Tinted(say(one), _TINTS.get(one, "StatusAside"))


def due(day: date | None, today: date) -> WordCell:
    """The date, marked where it is past."""
    if day is None:
        return "not set"
    return Tinted(f"{day} overdue", "StatusBad") if day < today else str(day)


def state(one: Weighed, today: date) -> Tinted:
    """What is done about it, in a few words."""
    # the worst first: a plan does not hide that a day is past, nor an accepted risk that a date was put off
    return _late(one, today) or _put_off(one, today) or _decided(one, today)


def _late(one: Weighed, today: date) -> Tinted | None:
    if one.finding is not None and one.finding.row.lapsed:
        return Tinted("acceptance ran out", "StatusBad")
    day = due_of(one, today)
    if day is not None and day < today:
        return Tinted(f"{count((today - day).days, 'day')} overdue", "StatusBad")
    return None


def _put_off(one: Weighed, today: date) -> Tinted | None:
    moved = slips(one, today)
    if not moved:
        return None
    return Tinted("put off once" if moved == 1 else f"put off {moved} times", "StatusHalf")


def _decided(one: Weighed, today: date) -> Tinted:
    """What somebody decided on it, if anybody did."""
    if _planned(one, today):
        return Tinted("planned", "StatusAside")
    risks = one.control.risks if one.control else ()
    held = [risk.expires_on for risk in risks if gap.risk_in_force(risk, today)]
    if held:
        return Tinted(f"risk accepted to {max(held)}", "StatusClaim")
    if one.finding is not None and one.finding.row.status is not FindingStatus.OPEN:
        return Tinted("answered, no action", "StatusHalf")
    return Tinted("nothing decided", "StatusBad")


def _planned(one: Weighed, today: date) -> bool:
    plan = one.finding.actions if one.finding else ()
    return bool(open_actions(one, today)) or any(act.state is RemediationState.OPEN for act in plan)
