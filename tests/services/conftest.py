"""Own catalogs as a user would write them, and a desk where a few things have happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

HEAD = {"version": "1", "source": "Acme AI", "licence": "Internal"}


def control(name: str, title: str = "Keep prompts short", **more: object) -> dict[str, object]:
    """One control as a catalog file holds it."""
    return {
        "id": name,
        "title": title,
        "statement": "The platform lead reads the prompt log every week and signs it.",
        "objective": "Keep secrets out of prompts.",
        "category": "confidentiality",
        "frequency": "weekly",
        "type": "detective",
        "nature": "manual",
        "owner_role": "Platform lead",
        **more,
    }


def mapping(name: str, item: str, relationship: str = "subset-of", **more: object) -> dict[str, object]:
    """One relation as a catalog file holds it."""
    return {
        "control": name,
        "item": item,
        "relationship": relationship,
        "strength": 5,
        "basis": "functional",
        "rationale": "Reading the log shows what left the house.",
        **more,
    }


class Shelf:
    """Writes catalog files into a folder of the test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def write(self, name: str, data: dict[str, object]) -> Path:
        path = self.folder / name
        path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), encoding="utf-8")
        return path

    def controls(
        self, *entries: dict[str, object], catalog: str = "own", version: str = "1", title: str = "Own controls"
    ) -> Path:
        data = {"catalog": catalog, "kind": "controls", "title": title, **HEAD, "version": version}
        return self.write(f"{catalog}.yaml", {**data, "controls": list(entries)})

    def mappings(
        self,
        *entries: dict[str, object],
        catalog: str = "own-to-soc2",
        controls: str = "own",
        framework: str = "soc2-tsc-2017",
    ) -> Path:
        data = {"catalog": catalog, "kind": "mappings", "title": "Own mappings", **HEAD}
        return self.write(
            f"{catalog}.yaml", {**data, "controls": controls, "framework": framework, "mappings": list(entries)}
        )

    def framework(self, items: Sequence[str], catalog: str = "house-rules", version: str = "1") -> Path:
        data = {"catalog": catalog, "kind": "framework", "title": "House rules", **HEAD, "version": version}
        listed = [{"id": name, "group": "Rules", "label": f"Rule {name}"} for name in items]
        return self.write(f"{catalog}.yaml", {**data, "items": listed})


@pytest.fixture(autouse=True)
def _readers(forked_readers: None) -> None:
    """Hundreds of files are read; how the process that reads one starts is tried by importers, cli and journeys."""


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "shelf")


def add_many(desk: Any, folder: Path) -> None:
    """500 controls of one's own, one mapping each."""
    shelf = Shelf(folder / "shelf")
    names = [f"OWN-{number:03d}" for number in range(500)]
    desk.catalogs.add(shelf.controls(*(control(name) for name in names)))
    desk.catalogs.add(shelf.mappings(*(mapping(name, "CC6.1", primary=True) for name in names)))


@pytest.fixture
def many(desk_after: Callable[[Callable[[Any, Path], object]], Any]) -> Any:
    return desk_after(add_many)
