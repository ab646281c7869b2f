"""How a file is to be read: what the form shows of it is what it gives back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from grcdesk.errors import BadInput
from grcdesk.schemas.evidence.imports import ImportPlan
from grcdesk.terms.interchange import DayOrder
from grcdesk.tui.evidence.import_plans import plan_fields, plan_of


def typed(plan: ImportPlan, **over: str) -> dict[str, str]:
    return {field.name: field.value for field in plan_fields(plan)} | over


def test_nothing_typed_leaves_everything_to_be_found_out():
    assert plan_of(typed(ImportPlan())) == ImportPlan()


def test_a_form_kept_as_it_is_changes_nothing(tmp_path: Path):
    columns = tmp_path / "map.yaml"
    columns.write_text("key: id\n", encoding="utf-8")
    plan = ImportPlan(
        "population",
        "Europe/Berlin",
        columns,
        date(2026, 1, 1),
        date(2026, 3, 31),
        limit=0.95,
        key="id",
        keep=("note", "reason"),
        sheet="Q1",
        header=3,
        dates=DayOrder.DAY,
    )
    assert plan_of(typed(plan)) == plan


@pytest.mark.parametrize(
    ("field", "given", "told"),
    [
        ("zone", "Mars/Olympus", "Mars/Olympus"),
        ("columns", "nowhere.yaml", "nowhere.yaml is not there"),
        ("importer", "telex", "telex"),
        ("limit", "most", "limit"),
        ("days", "2026-03-31..2026-01-01", "2026"),
        ("header", "0", "heading"),
    ],
)
def test_what_means_nothing_is_refused_by_its_name(field: str, given: str, told: str):
    with pytest.raises(BadInput) as refused:
        plan_of(typed(ImportPlan(), **{field: given}))
    assert told in f"{refused.value} {refused.value.hint}"
