"""Gaps and findings in one order: by the severity a person gave. The desk gives none of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from grcdesk.rules.controls import gap
from grcdesk.rules.findings.moves import UNSETTLED
from grcdesk.schemas.controls.controls import ActionRow, ControlDetail
from grcdesk.schemas.exports.weighed import Weighed
from grcdesk.schemas.findings.findings import FindingDetail
from grcdesk.schemas.findings.remediation import RemediationRow
from grcdesk.terms import Scope, Status
from grcdesk.terms.findings import RemediationState, Severity

_GAPS = (Status.MISSING, Status.PARTIAL)
_RANK = {severity: place for place, severity in enumerate(Severity)}


def weighed(controls: Iterable[ControlDetail], findings: Sequence[FindingDetail], day: date) -> list[Weighed]:
    """What lacks, the heaviest first; what nobody has weighed stands last, missing before partial.

    Args:
        controls: of the desk; those in scope that are missing or partial are gaps.
        findings: of the engagement; settled ones are left out.
        day: dates are held against it.
    """
    known = {one.row.id: one for one in controls}
    live = [one for one in findings if one.row.status in UNSETTLED or one.row.lapsed]
    # a gap that a finding is about already would be counted twice
    told = {one.row.control for one in live}
    found = [Weighed(known.get(one.row.control), one) for one in live]
    found += [
        Weighed(one, None, _settled(one, findings)) for one in known.values() if is_gap(one) and one.row.id not in told
    ]
    return sorted(found, key=lambda one: _order(one, day))


def _settled(control: ControlDetail, findings: Sequence[FindingDetail]) -> tuple[str, ...]:
    """Ids of findings about a gap that has none open: somebody has looked at it, and it still lacks."""
    return tuple(one.row.id for one in findings if one.row.control == control.row.id)


def is_gap(control: ControlDetail) -> bool:
    """In scope, and partial or missing."""
    return control.row.scope is Scope.IN and control.row.status in _GAPS


def due_of(one: Weighed, day: date) -> date | None:
    """The first date somebody has to keep about it: of the finding, an open action, or the control itself."""
    if one.finding is not None and one.finding.row.next_due is not None:
        return one.finding.row.next_due
    dates = [action.due for action in open_actions(one, day)]
    own = one.control.row.due if one.control is not None and is_gap(one.control) else None
    return min([*dates, *([own] if own else [])], default=None)


def open_actions(one: Weighed, day: date) -> list[ActionRow]:
    """Of its control, open on the day."""
    return [action for action in one.control.actions if gap.open_on(action, day)] if one.control else []


def slips(one: Weighed, day: date) -> int:
    """How often a date of it was put off."""
    planned = [len(action.slips) for action in open_actions(one, day)]
    planned += [len(act.slips) for act in _plan(one.finding) if act.state is RemediationState.OPEN]
    return sum(planned)


def _plan(finding: FindingDetail | None) -> tuple[RemediationRow, ...]:
    return finding.actions if finding else ()


def _order(one: Weighed, day: date) -> tuple[int, int, date, str]:
    severity = len(_RANK) if one.severity is None else _RANK[one.severity]
    lesser = one.control is not None and one.control.row.status is not Status.MISSING
    return severity, int(lesser), due_of(one, day) or date.max, one.id
