"""Every verb of populations and samples that changes a desk; see every_write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from grcdesk.schemas.samples import DrawPlan
from grcdesk.terms import Verb
from grcdesk.terms.audits import Lane
from helpers.lists import changes, plan, read_here, write_csv


def add(desk: Any, folder: Path) -> object:
    file = write_csv(folder / "changes.csv", changes(12))
    with pytest.MonkeyPatch.context() as patch:
        read_here(patch)
        return desk.populations.add(file, plan(completeness="", by=""), controls=["AI-PI-01"])


def reconcile(desk: Any, folder: Path) -> object:
    file = write_csv(folder / "tags.csv", [{"tag": row["change_id"]} for row in changes(11)])
    with pytest.MonkeyPatch.context() as patch:
        read_here(patch)
        return desk.reconciliations.run("POP-1", file, key="tag")


def differing(desk: Any, folder: Path) -> object:
    return add(desk, folder), reconcile(desk, folder)


def draw(desk: Any, _: Path) -> object:
    return desk.samples.draw("AI-PI-01", "model_changes", DrawPlan(Lane.FIXED))


def drawn(desk: Any, folder: Path) -> object:
    return add(desk, folder), draw(desk, folder)


def everything(desk: Any, folder: Path) -> None:
    """A row in every table of populations and samples."""
    differing(desk, folder)
    draw(desk, folder)


WRITES = {
    "population": (Verb.POPULATION_ADD, None, add),
    "population checked": (
        Verb.POPULATION_CHECK, add, lambda desk, _: desk.populations.check("POP-1", completeness="counted"),
    ),
    "population reconciled": (Verb.POPULATION_RECONCILE, add, reconcile),
    "difference explained": (
        Verb.POPULATION_EXPLAIN, differing, lambda desk, _: desk.reconciliations.explain("POP-1", [], reason="gone"),
    ),
    "population dropped": (Verb.POPULATION_DROP, add, lambda desk, _: desk.populations.drop("POP-1", reason="wrong")),
    "sample": (Verb.SAMPLE_DRAW, add, draw),
    "sample dropped": (Verb.SAMPLE_DROP, drawn, lambda desk, _: desk.samples.drop("SMP-1", reason="too early")),
}  # fmt: skip
