"""Lists to be frozen as populations, and freezing them here: a hundred tests need no process apart."""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from grcdesk.importers.evidence import read as evidence_read
from grcdesk.importers.evidence import sandbox
from grcdesk.schemas.audits.audits import EngagementPlan
from grcdesk.schemas.populations import PopulationPlan
from grcdesk.schemas.programme import Period
from grcdesk.terms.audits import EngagementKind

HALF = (date(2026, 1, 1), date(2026, 6, 30))
PROVEN = {
    "pulled_at": "2026-07-02T09:00:00.000Z",
    "query": "label:model merged:2026-01-01..2026-06-30",
    "completeness": "Compared with the tags of the registry",
    "by": "Omar Haddad",
}


def changes(number: int = 63) -> list[dict[str, str]]:
    """So many changes of models, merged one after the other through the first half of 2026."""
    begin = datetime(2026, 1, 2, 9)  # noqa: DTZ001  written with its Z
    return [
        {
            "change_id": f"CHG-{place:04}",
            "merged_at": f"{begin + timedelta(days=2, hours=12) * place:%Y-%m-%dT%H:%M:%SZ}",
            "author": ("lin", "ada", "omar")[place % 3],
            "approver": ("ada", "omar", "lin")[place % 3],
        }
        for place in range(number)
    ]


def write_csv(path: Path, rows: list[dict[str, str]], heading: list[str] | None = None) -> Path:
    """A list as CSV."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, heading or list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def plan(**said: Any) -> PopulationPlan:
    """Changes of the first half of 2026, with all that proves them unless something else is said."""
    return PopulationPlan(**{"name": "model_changes", "period_from": HALF[0], "period_to": HALF[1], **PROVEN, **said})


def half_year(desk: Any, folder: Path) -> None:
    """An engagement over the first half of 2026, which is past, and POP-1: 63 changes of it, final."""
    period = Period(*HALF)
    desk.audits.new(EngagementPlan("SOC 2 2026H1", EngagementKind.SOC2_TYPE2, period=period, firm="Ames & Co"))
    with pytest.MonkeyPatch.context() as patch:
        read_here(patch)
        desk.populations.add(write_csv(folder / "changes.csv", changes()), plan(), controls=["AI-PI-01"])


def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists are read in this process."""

    def parse(request: Any, **rest: Any) -> Any:
        if rest.get("sink") is None:
            return apart(request, **rest)
        return evidence_read.read(request, rows=rest["sink"])

    apart = sandbox.parse

    monkeypatch.setattr(sandbox, "parse", parse)
