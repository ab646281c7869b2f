"""Rules of the gap assessment. The tool counts and names what lacks; a person concludes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from grcdesk.errors import BadInput
from grcdesk.rules.time.spans import percent
from grcdesk.schemas.controls.controls import ActionRow, RiskRow
from grcdesk.schemas.controls.gap import GapSummary, Lacking
from grcdesk.terms import Design, Implemented, Scope, Status, Support
from grcdesk.terms.readiness import LackKind

WORST = (Status.MISSING, Status.PARTIAL, Status.NOT_ASSESSED, Status.IN_PLACE, Status.NOT_APPLICABLE)
"""Statuses from worst to best, for rolling controls up to a criterion."""
NEEDS_ACTION = (Status.PARTIAL, Status.MISSING)
_APPLICABLE = tuple(status for status in Status if status is not Status.NOT_APPLICABLE)
"""Shares are of applicable controls: what does not apply is in no denominator, so it has no share."""

_GROUP = re.compile(
    r"\b(teams?|groups?|dept|department|inbox|everyone|somebody|anyone|all|tbd|n/?a|unknown|nobody)\b|"
    r"^(info|support|security|compliance|admin|it|help|privacy|legal|ops|devops|sre)(@|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class GapControl:
    """One control as the rules look at it."""

    id: str
    scope: Scope
    status: Status
    design: Design | None = None
    implemented: Implemented | None = None
    owner: str = ""
    gap: str = ""
    reason: str = ""
    approver: str = ""
    support: Support | None = None
    """How far it is borne out that it is in place."""
    answered: bool = False
    """An open action, or an accepted risk in force, stands against the gap."""


def person(name: str, what: str) -> str:
    """The name of a person, stripped.

    An owner must be a person: auditors reject a team inbox. The role has its own field.

    Raises:
        BadInput: when the name reads like a group, an inbox or a placeholder.
    """
    name = " ".join(name.split())
    if name and _GROUP.search(name):
        raise BadInput(f"{what} {name!r} is not a person", hint="name one person; the role has its own field")
    return name


def summary(controls: Iterable[GapControl]) -> GapSummary:
    """Counts over the controls in scope; percentages of the applicable ones, to one decimal."""
    controls = list(controls)
    inside = [control for control in controls if control.scope is Scope.IN]
    counts = Counter(control.status for control in inside)
    # what does not apply drops out of the denominator, and is counted beside it
    applicable = len(inside) - counts[Status.NOT_APPLICABLE]
    by_support = _by_support(inside)
    supported = len(by_support[Support.SUPPORTED])
    scopes = Counter(control.scope for control in controls)
    return GapSummary(
        applicable=applicable,
        counts={status: counts[status] for status in Status},
        percent={status: percent(counts[status], applicable) for status in _APPLICABLE},
        supported_in_place=supported,
        supported_percent=percent(supported, applicable),
        unsupported=_unsupported(inside),
        supported_in_part=by_support[Support.SUPPORTED_IN_PART],
        claim_only=by_support[Support.CLAIM_ONLY],
        actions_required=sum(_is_unanswered(control) for control in inside),
        optional=scopes[Scope.OPTIONAL],
        out_of_scope=scopes[Scope.OUT],
    )


def _unsupported(inside: Iterable[GapControl]) -> tuple[str, ...]:
    """Ids of controls that are said to be in place, and are not fully borne out, in their order."""
    return tuple(
        control.id
        for control in inside
        if control.status is Status.IN_PLACE and control.support is not Support.SUPPORTED
    )


def _by_support(inside: Iterable[GapControl]) -> dict[Support, tuple[str, ...]]:
    """Ids of controls in place by how far that is borne out; where nobody looked, it is a claim only."""
    found: dict[Support, list[str]] = {level: [] for level in Support}
    for control in inside:
        if control.status is Status.IN_PLACE:
            found[control.support or Support.CLAIM_ONLY].append(control.id)
    return {level: tuple(ids) for level, ids in found.items()}


def _is_unanswered(control: GapControl) -> bool:
    """Whether it falls short, and neither an action nor an accepted risk says what becomes of that."""
    return control.status in NEEDS_ACTION and not control.answered


def lacking(controls: Iterable[GapControl]) -> list[Lacking]:
    """Everything that keeps the assessment from being finalised, control by control."""
    found: list[Lacking] = []
    for control in controls:
        if control.scope is Scope.IN:
            found += [Lacking(control.id, what, cure, kind) for what, cure, kind in _lacks(control)]
    return found


def _lacks(control: GapControl) -> list[tuple[str, str, LackKind]]:
    lacks: list[tuple[str, str, LackKind]] = []
    change = f"grcdesk controls set {control.id}"
    if control.status is Status.NOT_APPLICABLE:
        if not _says(control.reason):
            lacks.append(("is not applicable without a reason", f"{change} --reason …", LackKind.NA_REASON))
        if not _says(control.approver):
            lacks.append(("is not applicable without an approver", f"{change} --approver …", LackKind.NA_APPROVER))
    if control.status in NEEDS_ACTION and not control.gap:
        lacks.append((f"is {control.status} without a gap text", f"{change} --gap …", LackKind.GAP_TEXT))
    if _is_unanswered(control):
        cure = f"grcdesk gap actions add {control.id} … or grcdesk gap risks accept {control.id} …"
        lacks.append((f"is {control.status} without an action or an accepted risk", cure, LackKind.GAP_ANSWER))
    return lacks


def check_draft(status: Status, *, reason: str, approver: str) -> list[str]:
    """What even a draft must have: not applicable drops out of the count, so it needs reason and approver at once."""
    if status is not Status.NOT_APPLICABLE:
        return []
    asked = (("a reason", _says(reason)), ("an approver", _says(approver)))
    return [f"not applicable needs {what}" for what, told in asked if not told]


def _says(told: str) -> bool:
    """Whether there is a word in it: `-`, `.` and `?` are no reason and nobody."""
    return any(letter.isalnum() for letter in told)


def worst(statuses: Sequence[Status]) -> Status | None:
    """The worst of several statuses; None of none."""
    return min(statuses, key=WORST.index, default=None)


def in_force(accepted: date, expires: date, ended: date | None, day: date) -> bool:
    """Whether an acceptance counts on a day: from the day it was given to the one it expires on, unless ended before.

    The day it ended on is no longer one of them.
    """
    return accepted <= day <= expires and (ended is None or day < ended)


def risk_in_force(risk: RiskRow, day: date) -> bool:
    """The same of an accepted risk."""
    return in_force(risk.accepted_on, risk.expires_on, risk.ended_on, day)


def open_on(action: ActionRow, day: date) -> bool:
    """Whether an action was open on a day: from the day it was planned to the one before it was closed."""
    # of actions from before the day was recorded it is taken that they were planned
    planned = action.opened_on is None or action.opened_on <= day
    return planned and (action.closed_on is None or day < action.closed_on)
