"""Phases of an engagement: what each asks for on the way in and on the way out, computed from records.

A person moves the phase. Whatever is not done, or not known, is named; to move before needs a reason.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from grcdesk.rules.audits import checks as rules
from grcdesk.schemas.audits.standing import AuditCheck, AuditFacts, PhaseStep, PhaseView
from grcdesk.terms.audits import Met, Phase

ENTRY, EXIT = "entry", "exit"
_CHECKS: dict[Phase, tuple[str, str]] = {
    Phase.SCOPING: ("", "period firm systems controls features confirmed methods"),
    Phase.GAP: ("period controls", "assessed owners planned snapshot"),
    Phase.REMEDIATION: ("snapshot", "actions gaps supported agreements"),
    Phase.OBSERVATION: ("gaps begun", "over holes"),
    Phase.WALKTHROUGHS: ("requests", "walkthroughs"),
    Phase.FIELDWORK: ("over requests", "final tested reviewed submitted"),
    Phase.RESPONSES: ("tested", "ruled answered"),
    Phase.DRAFT: ("ruled answered", "concluded accepted soa"),
    Phase.REPORT: ("accepted", "report"),
    Phase.BETWEEN_REPORTS: ("report", "next"),
}
"""Checks on the way in, and on the way out."""
_NEXT = dict(pairwise(Phase))


def after(phase: Phase) -> Phase | None:
    """The phase that follows; None after the last."""
    return _NEXT.get(phase)


def asked(phase: Phase, to: Phase | None = None) -> frozenset[str]:
    """The checks that a view of a phase, or a move from one to another, asks for."""
    order = list(Phase)
    last = to or after(phase) or phase
    found = order[order.index(phase) : order.index(last) + 1]
    return frozenset(name for one in found for side in _CHECKS[one] for name in side.split())


def entry(phase: Phase, facts: AuditFacts) -> list[AuditCheck]:
    """What a phase asks for on the way in."""
    return _judged(_CHECKS[phase][0], facts)


def leaving(phase: Phase, facts: AuditFacts) -> list[AuditCheck]:
    """What a phase asks for on the way out."""
    return _judged(_CHECKS[phase][1], facts)


def view(
    engagement: str, name: str, phase: Phase, facts: AuditFacts, *, since: date | None = None, reason: str = ""
) -> PhaseView:
    """Where an engagement stands, and what stands between it and its next phase."""
    following = after(phase)
    steps = [PhaseStep(ENTRY, check) for check in entry(phase, facts)]
    steps += [PhaseStep(EXIT, check) for check in _between(phase, following, facts)]
    lacking = sum(step.check.state is not Met.DONE for step in steps)
    return PhaseView(engagement, name, phase, since, reason, following, tuple(steps), lacking)


def lacking(phase: Phase, to: Phase, facts: AuditFacts) -> list[AuditCheck]:
    """What is open or unknown of all that lies between two phases; going back asks for nothing."""
    order = list(Phase)
    found: dict[str, AuditCheck] = {}
    for one in order[order.index(phase) : order.index(to)]:
        found |= {check.id: check for check in _between(one, after(one), facts)}
    return [check for check in found.values() if check.state is not Met.DONE]


def is_back(phase: Phase, to: Phase) -> bool:
    """Whether a move goes back to an earlier phase."""
    order = list(Phase)
    return order.index(to) < order.index(phase)


def _between(phase: Phase, following: Phase | None, facts: AuditFacts) -> list[AuditCheck]:
    """The way out of one phase and into the next, each check once."""
    ids = {check.id: check for check in leaving(phase, facts)}
    if following is not None:
        ids |= {check.id: check for check in entry(following, facts)}
    return list(ids.values())


def _judged(ids: str, facts: AuditFacts) -> list[AuditCheck]:
    return [rules.judged(name, facts) for name in ids.split() if rules.concerns(name, facts.kind)]
