"""Plans: dated tasks whose state is computed from records, in our own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from grcdesk.rules.audits import checks as rules
from grcdesk.schemas.audits.standing import AuditCheck, AuditFacts, PlanTask
from grcdesk.terms.audits import Met, PlanName
from grcdesk.wording import join

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class TaskRule:
    """One task: by when it is due after the start of the plan, and which checks say that it is done."""

    id: str
    title: str
    weeks: str
    due: int
    """Days after the start."""
    checks: str


TITLES = {
    PlanName.EIGHT_WEEKS: "First SOC 2 with AI, eight weeks",
    PlanName.EXTEND: "Extend an existing report to AI",
    PlanName.SHORT_LIST: "Short list",
}
PLANS: dict[PlanName, tuple[TaskRule, ...]] = {
    PlanName.EIGHT_WEEKS: (
        TaskRule("inventory", "Write down every AI feature and answer the six questions", "weeks 1-2", 7, "features"),
        TaskRule("scope", "Name systems, and how the report treats each model provider", "weeks 1-2", 7,
                 "systems methods"),
        TaskRule("controls", "Confirm which controls follow from the answers", "weeks 1-2", 10, "controls confirmed"),
        TaskRule("assess", "Assess every control and give it an owner", "weeks 1-2", 14, "assessed owners"),
        TaskRule("finalise", "Answer every gap, and finalise the assessment", "weeks 1-2", 14, "planned snapshot"),
        TaskRule("agreements", "Read the agreements with model providers clause by clause", "weeks 3-4", 21,
                 "agreements"),
        TaskRule("logs", "Settle what logs record, and read the first of each", "weeks 3-4", 28, "logs"),
        TaskRule("implement", "Close the gaps, or accept the risk until a date", "weeks 3-4", 28, "gaps"),
        TaskRule("exports", "Collect evidence of every mandatory kind", "weeks 5-6", 42, "wanted supported"),
        TaskRule("populations", "Pull the first population of every control that runs per event", "weeks 5-6", 42,
                 "populations"),
        TaskRule("access", "Review access to the AI systems, and sign it", "weeks 5-6", 42, "access"),
        TaskRule("exercise", "Exercise the incident plan with an AI incident", "weeks 5-6", 42, "exercise"),
        TaskRule("dry-run", "Run every test once, and rehearse the audit", "weeks 7-8", 52, "tested rehearsed"),
        TaskRule("exposure", "Be exposed to none of the seven common findings", "weeks 7-8", 54, "exposure"),
        TaskRule("lock", "Lock the scope: firm, period, and when it can begin", "weeks 7-8", 56, "firm period clean"),
    ),
    PlanName.EXTEND: (
        TaskRule("inventory", "1 Write down every AI feature of the systems in the report", "weeks 1-2", 14,
                 "systems features"),
        TaskRule("criteria", "2 Confirm which controls the features bring into scope", "weeks 1-2", 14,
                 "controls confirmed"),
        TaskRule("gap", "3 Assess the added controls, with owners and actions", "weeks 3-4", 28,
                 "assessed owners planned snapshot"),
        TaskRule("providers", "4 Place model providers in the report, and read their agreements", "weeks 5-6", 42,
                 "methods agreements"),
        TaskRule("description", "5 Tell customers, and agree the change of scope with the firm", "weeks 7-8", 56,
                 "disclosed firm period"),
        TaskRule("operate", "6 Let the added controls run without a hole, with evidence", "6 months", 240,
                 "gaps wanted begun holes"),
        TaskRule("rehearse", "7 Test the added controls, and rehearse before fieldwork", "then", 260,
                 "populations tested rehearsed"),
    ),
    PlanName.SHORT_LIST: (
        TaskRule("inventory", "An inventory of AI features with owners of their controls", "week 1", 7,
                 "features owners"),
        TaskRule("agreements", "Agreements with every model provider, read", "week 2", 14, "agreements"),
        TaskRule("changes", "Changes of models and prompts approved and evaluated", "week 3", 21, "changes"),
        TaskRule("logs", "Logs of what goes to models, with nothing left out", "week 4", 28, "logs"),
        TaskRule("access", "Access to AI systems reviewed", "week 5", 35, "access"),
        TaskRule("incidents", "An incident plan that knows AI, exercised", "week 6", 42, "exercise"),
    ),
}  # fmt: skip


def task_check_ids(plan: PlanName) -> frozenset[str]:
    """The checks a plan asks for."""
    return frozenset(name for task in PLANS[plan] for name in task.checks.split())


def tasks(plan: PlanName, start: date, facts: AuditFacts) -> list[PlanTask]:
    """The tasks of a plan, in their order, as the records answer them. What does not concern the kind is left out."""
    found = []
    for task in PLANS[plan]:
        asked = [rules.judged(name, facts) for name in task.checks.split() if rules.concerns(name, facts.kind)]
        if asked:
            found.append(_task(task, start, facts.today, asked))
    return found


def _task(task: TaskRule, start: date, today: date, asked: Sequence[AuditCheck]) -> PlanTask:
    due = start + timedelta(days=task.due)
    lacks = [check for check in asked if check.state is not Met.DONE]
    told = [f"{check.what}: {check.why}" for check in lacks or asked]
    why = join(told, _SHOWN) if len(told) == 1 else "; ".join(told[:_SHOWN])
    return PlanTask(task.id, task.title, task.weeks, due, (due - today).days, state(asked), why, tuple(asked))


def state(asked: Sequence[AuditCheck]) -> Met:
    """Of several checks together: open when one is open, else unknown when one is."""
    states = {check.state for check in asked}
    return next((one for one in (Met.OPEN, Met.UNKNOWN) if one in states), Met.DONE)
