"""The changes of samples/audit: 63 with what was planted in them, frozen for an engagement whose period is over."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from grcdesk.paths import SAMPLES
from grcdesk.schemas.audits.audits import EngagementChange
from grcdesk.schemas.populations import PopulationPlan
from grcdesk.schemas.programme import Period
from helpers.lists import read_here

AUDIT = SAMPLES / "audit"
FILES = {
    "model_changes": AUDIT / "model-changes.csv",
    "evaluations": AUDIT / "model-evaluations.csv",
    "deployments": AUDIT / "model-deployments.csv",
}
PERIOD = Period(date(2026, 1, 1), date(2026, 9, 30))
PULLED = "2026-10-02T09:00:00.000Z"
EARLY = "2026-09-20T09:00:00.000Z"
PLANTED = {
    "AI-PI-01.T1": ["CHG-007", "CHG-021"],
    "AI-PI-01.T2": ["CHG-015"],
    "AI-PI-02.T1": ["CHG-030", "CHG-044", "CHG-052"],
    "AI-PI-02.T2": ["CHG-038"],
}
"""Approved by the author; approved late; no report twice, and one of another commit; a score below the limit."""
STRAY = ["DPL-901"]
"""A deployment that no change explains: AI-PI-01.T3."""
BY, SECOND = "Dana Reyes", "Lin Chen"


def rows() -> list[dict[str, str]]:
    """The changes as the file has them."""
    with FILES["model_changes"].open(newline="") as file:
        return list(csv.DictReader(file))


def written(path: Path, found: list[dict[str, str]]) -> Path:
    """Rows as a CSV file."""
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(found[0]))
        writer.writeheader()
        writer.writerows(found)
    return path


def freeze(desk: Any, file: Path, name: str = "model_changes", *, pulled: str = PULLED, controls: Any = ()) -> None:
    """Freeze a list for the period, with all that makes it final but for an early pull."""
    plan = PopulationPlan(
        name, PERIOD.start, PERIOD.end, query="all of main", pulled_at=pulled, source="Forge", completeness="counted"
    )
    with pytest.MonkeyPatch.context() as patch:
        read_here(patch)
        desk.populations.add(file, plan, controls=controls or ["AI-PI-01", "AI-PI-02"])


def frozen(desk: Any, _: Path) -> None:
    """The changes alone."""
    desk.audits.set("ENG-1", EngagementChange(period=PERIOD))
    freeze(desk, FILES["model_changes"])


def with_all(desk: Any, folder: Path) -> None:
    """The changes, the evaluations and the deployments."""
    frozen(desk, folder)
    freeze(desk, FILES["evaluations"], "evaluations")
    freeze(desk, FILES["deployments"], "deployments")


def ran_over(desk: Any, folder: Path) -> None:
    """All lists, both controls run."""
    with_all(desk, folder)
    desk.testing.run("AI-PI-01")
    desk.testing.run("AI-PI-02")


def found(report: Any) -> dict[str, list[str]]:
    """Test → keys of its deviations, of the tests that were run."""
    return {one.test: list(one.deviations) for one in report.results if one.tested}


Deed = Callable[[Any, Path], object]
