"""The desks the benchmark works on: the sample company, and an own catalog of 1,200 with a long log."""

from __future__ import annotations

import time
from datetime import date
from itertools import cycle, islice
from pathlib import Path

import yaml

from grcdesk.paths import CATALOGS, DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.programme import Period
from grcdesk.services.desk.demo import make_demo
from grcdesk.services.desk.desk import Desk
from grcdesk.services.desk.opening import InitPlan, init_desk, open_desk
from grcdesk.terms import Category, Via

CONTROLS = 1_200
LOG_LINES = 100_000
_OF_CHECKS = ("check", "over", "items", "undecided", "without", "rest")
CATALOG, MAPPINGS = "bench-controls.yaml", "bench-controls-to-soc2-tsc-2017.yaml"


def prepare(folder: str) -> float:
    """Make both desks."""
    start = time.perf_counter()
    root = Path(folder)
    make_demo(root / "small", via=Via.JOB).close()
    write_catalog(root)
    large = make(root / "large")
    large.catalogs.add(root / CATALOG)
    large.catalogs.add(root / MAPPINGS)
    large.close()
    return time.perf_counter() - start


def make(root: Path) -> Desk:
    """A fresh desk with everything in scope."""
    period = Period(date(2026, 1, 1), date(2026, 12, 31))
    plan = InitPlan("Acme AI", "SOC 2 Type II 2026", "Dana Reyes", "dana@acme.example", tuple(Category), period, "UTC")
    return init_desk(root, plan, via=Via.JOB)


def opened(root: str) -> Desk:
    """An existing desk."""
    return open_desk(DeskPaths(Path(root)), via=Via.JOB)


def write_catalog(folder: Path, count: int = CONTROLS) -> None:
    """So many controls, written out as fully as the shipped ones, and their mappings."""
    shipped = yaml.load((CATALOGS / "controls" / "ai-soc2.yaml").read_text("utf-8"), yaml.CSafeLoader)
    mapped = yaml.load((CATALOGS / "mappings" / "ai-soc2-to-soc2-tsc-2017.yaml").read_text("utf-8"), yaml.CSafeLoader)
    controls, mappings = [], []
    for number, control in enumerate(islice(cycle(shipped["controls"]), count)):
        name = f"B-{number:04d}"
        tests = [test | {"id": test["id"].replace(control["id"], name)} for test in control["tests"]]
        if number >= len(shipped["controls"]):  # each check once: a catalog has at most 2 MB
            tests = [{key: value for key, value in test.items() if key not in _OF_CHECKS} for test in tests]
        controls.append(control | {"id": name, "tests": tests})
        mappings += [one | {"control": name} for one in mapped["mappings"] if one["control"] == control["id"]]
    own = {"catalog": "bench-controls", "controls": controls}
    answers = {"catalog": Path(MAPPINGS).stem, "controls": "bench-controls", "mappings": mappings}
    write(folder / CATALOG, shipped | own)
    write(folder / MAPPINGS, mapped | answers)


def write(path: Path, content: dict[str, object]) -> None:
    """YAML without anchors, which catalogs refuse."""
    dumper = yaml.CSafeDumper
    dumper.ignore_aliases = lambda *_: True
    path.write_text(yaml.dump(content, Dumper=dumper, sort_keys=False, allow_unicode=True, width=110), "utf-8")


def lengthen(root: str) -> float:
    """Work on the desk until its log has 100,000 lines."""
    start = time.perf_counter()
    desk = opened(root)
    keys = desk.controls.keys()
    lines = desk.log.list(limit=1)[0].seq
    turn = 0
    while lines < LOG_LINES:
        turn += 1
        desk.controls.set(keys, ControlChange(gap=f"Rotation is not proven, review {turn}"))
        lines += len(keys)
    desk.close()
    return time.perf_counter() - start
