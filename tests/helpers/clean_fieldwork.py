"""The fieldwork of the clean desk: lists frozen and final, every test performed, looked at, concluded; all walked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from grcdesk.rules.testing.checks import OF_THE_DESK
from grcdesk.schemas.populations import PopulationPlan
from grcdesk.schemas.requests.walkthroughs import WalkthroughFacts
from grcdesk.schemas.samples import DrawPlan
from grcdesk.schemas.testing.testing import AnswerIn
from grcdesk.terms.audits import ItemResult, Lane
from grcdesk.terms.requests import SeenAsWritten

CHANGES = "change_id,merged_at,author,approver,approved_at,commit,deployed_at"
LISTS = {
    "model_changes": ("AI-PI-01", CHANGES, lambda: [change(number) for number in range(1, 9)]),
    "deployments": (
        "AI-PI-01",
        "deployment_id,commit,deployed_at,actor",
        lambda: [f"D-{number},c{number},2026-08-{number:02d}T12:00:00Z,ci" for number in range(1, 9)],
    ),
    "breaches": ("AI-PI-04", "breach_id,metric,feature,opened_at,reviewed_at", list),
}
"""Name → the control it stands behind, its columns, its rows."""


def change(number: int, approver: str = "max") -> str:
    """One change, approved by another person than its author before it was deployed."""
    day = f"2026-08-{number:02d}"
    return f"PR-{number},{day}T10:00:00Z,lin,{approver},{day}T09:00:00Z,c{number},{day}T12:00:00Z"


def frozen(desk: Any, folder: Path, name: str, rows: Sequence[str] | None = None, **said: str) -> None:
    """Freeze one of the lists, drawn after the quarter."""
    control, columns, made = LISTS[name]
    file = folder / f"{name}.csv"
    file.write_text("\n".join([columns, *(made() if rows is None else rows)]) + "\n", encoding="utf-8")
    told = {
        "query": f"{name} of 2026Q3", "pulled_at": "2026-10-02T08:00:00Z", "source": "the console",
        "completeness": "counted in two places", "by": "Max Roy",
    }  # fmt: skip
    plan = PopulationPlan(name, date(2026, 7, 1), date(2026, 9, 30), zone="UTC", **(told | said))
    desk.populations.add(file, plan, controls=[control])


def fieldwork(desk: Any, folder: Path, controls: Sequence[str], people: tuple[str, str]) -> None:
    """Everything an auditor would perform again, by one person and looked at by another."""
    for name in LISTS:
        frozen(desk, folder, name)
    for name in OF_THE_DESK:
        desk.testing.freeze(name, completeness="counted in two places", by=people[1])
    desk.samples.draw("AI-PI-01", "model_changes", DrawPlan(Lane.FIXED))
    for control in controls:
        tested(desk, control, people)
        walked(desk, control, people)


def tested(desk: Any, control: str, people: tuple[str, str]) -> None:
    """Run its checks, answer its work sheet, have it looked at, conclude what it adds up to."""
    by, second = people
    if any(one.by == "check" for one in desk.testing.list(controls=[control])):
        desk.testing.run(control)
    answers = [AnswerIn(one.test, one.item, ItemResult.PASS, by) for one in desk.testing.sheet(control).asked]
    desk.testing.record(control, answers)
    desk.testing.review(control, by=second)
    desk.testing.conclude(control, desk.testing.sheet(control).standing.computed, by=by)


def walked(desk: Any, control: str, people: tuple[str, str]) -> None:
    """Walk through it from end to end."""
    done = desk.walkthroughs.add([control])
    name = next(one for one in done.changed if one.startswith("WT-") and "/" not in one)
    for number in range(1, len(desk.walkthroughs.show(name).questions) + 1):
        desk.walkthroughs.answer(name, number, SeenAsWritten.YES, by=people[1])
    facts = WalkthroughFacts(
        held_on=date(2026, 10, 5), people=people, led_by=people[1], shown="the console and its log", item="PR-3",
        followed="from request to deployment", no_difference=True,
    )  # fmt: skip
    desk.walkthroughs.record(name, facts)
