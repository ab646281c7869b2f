"""The plan of remediation: weakness, step, dates, and every change of a date with its reason."""

from __future__ import annotations

from grcdesk.reports.labels import say
from grcdesk.reports.workbook.tab import Tab, Unless
from grcdesk.reports.workbook.tabs import outcomes
from grcdesk.reports.workbook.tabs.making import Homes, aside, day, link, made, name, number, text, word
from grcdesk.reports.workbook.tabs.titles import CONTROLS, PLAN
from grcdesk.schemas.audits.sheets import AuditSheets, PlanRow
from grcdesk.terms.remediation import PlanSource, PlanState

_SETTLED = tuple(say(one) for one in (PlanState.DONE, PlanState.SAID_DONE, PlanState.DROPPED))


def _moves(row: PlanRow) -> str:
    """A line a change: from, to, reason."""
    return "\n".join(f"{one.was} → {one.to}: {one.reason}" for one in row.moves)


def _comments(row: PlanRow) -> str:
    shown = f"proof: {row.proof}" if row.proof else ""
    return "; ".join(part for part in (shown, row.comments) if part)


def _source(row: PlanRow) -> str:
    # a gap is that of the control beside it
    return say(row.source) if row.source is PlanSource.GAP else f"{say(row.source)} {row.about}"


STEP = (
    name("ID", 8.6, "The step, or the accepted risk; empty: nothing is planned", lambda row: row.id),
    text("Weakness", 15, "What is wanting", lambda row: row.weakness),
    text("Source", 9, "Where it was found: the gap assessment, a finding, an incident", _source),
    link("Control", 10.3, "Control it is about; leads to the matrix", lambda row: row.control, CONTROLS),
    text("Owner", 8.6, "Who sees to it; of an accepted risk who accepted it", lambda row: row.owner),
    text("Resources", 8.2, "What it takes, as was said", lambda row: row.resources),
    day("Planned", "The date it was first planned for", lambda row: row.planned),
    day("Due", "The date in force; looks missed while it is over on the day this is judged on and the step is not done",
        lambda row: row.due, late=(Unless("Status", _SETTLED),)),
    text("Milestone", 14, "What is to be done", lambda row: row.milestone),
    text("Milestone changes", 14, "Every change of its date: from, to and why; none is ever removed", _moves),
    word("Status", 9.6, "done: an artefact in force shows it; said done: it is said alone; nothing planned: a gap or a "
         "finding without a step and without an accepted risk", lambda row: say(row.state), outcomes.PLAN,
         choices="lstPlan"),
    text("Comments", 12, "What shows that it was done, what holds until then, why it was given up or accepted",
         _comments),
    *aside(
        name("Record", 14, "The record it stands in: the control whose gap it is, a finding, an incident",
             lambda row: row.about),
        number("Changes", 9, "How often its date moved", lambda row: len(row.moves)),
        day("Opened", "When it was planned or accepted", lambda row: row.opened_on, 12),
        day("Ended", "When it was done, given up or ended", lambda row: row.ended_on, 12),
    ),
)  # fmt: skip


def plan_tab(sheets: AuditSheets | None, homes: Homes) -> Tab:
    """One row a step, an accepted risk, or a weakness without either; those of a weakness stand together."""
    return made(
        PLAN,
        "Plan of action and milestones. Every weakness with its steps, every slip of a date with its reason, risks "
        "that were accepted, and weaknesses nothing is planned for.",
        STEP,
        sheets.plan if sheets else (),
        empty="No weakness is on file: no gap, finding or incident of this engagement needs a step.",
        group="Record",
        homes=homes,
    )
