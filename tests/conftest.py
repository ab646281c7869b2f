"""A real desk in a temporary folder, a fixed clock, and no trace of the developer's own machine."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from grcdesk import clock
from grcdesk.schemas.programme import Period
from grcdesk.terms import Category, Via
from helpers import slices

ROOM = 4 << 30
Deed = Callable[[Any, Path], object]
"""What is done on a desk; a folder for the files it needs."""
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

# speed is measured by bench, beside a floor; a busy machine must not turn a right answer into a failure
CALM = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("house", max_examples=50, **CALM)
settings.register_profile("thorough", max_examples=500, **CALM)
settings.load_profile("thorough" if os.environ.get("THOROUGH") == "1" else "house")


HOMES = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
"""What says where the user's folders are."""


class FakeClock:
    """Stands still unless told to go on."""

    def __init__(self) -> None:
        self.moment = NOW

    def now(self) -> datetime:
        return self.moment

    def advance(self, **delta: float) -> None:
        self.moment += timedelta(**delta)


@pytest.fixture(autouse=True)
def fake_clock(monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    fake = FakeClock()
    monkeypatch.setattr(clock, "now", fake.now)
    return fake


@pytest.fixture(scope="module", autouse=True)
def _home_of_a_module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What fixtures of a whole module leave in the user's folders stays with that module.

    A desk doubts itself where another copy of it went on, and the user's folders remember how far each came.
    """
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in HOMES:
            patch.setenv(name, str(home))
        yield


@pytest.fixture(autouse=True)
def _clean_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("GRCDESK_DESK", "NO_COLOR", "COLUMNS", "LINES", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name in HOMES:
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("TZ", "UTC")


@pytest.fixture
def plan():
    from grcdesk.services.desk.opening import InitPlan

    return InitPlan(
        organisation="Acme AI",
        programme="SOC 2 Type II 2026",
        name="Dana Reyes",
        mail="dana@acme.example",
        categories=tuple(Category),
        period=Period(date(2026, 1, 1), date(2026, 12, 31)),
        zone="UTC",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Desks of tests live in memory where there is room: a sync costs nothing there, and thousands are asked for."""
    memory = Path("/dev/shm")  # noqa: S108  pytest makes a folder of its own there
    if config.option.basetemp is None and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end, and the collector looks as seldom as it does in the program itself."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


def pytest_addoption(parser: pytest.Parser) -> None:
    told = "tests that take long: left out but for a slice, in it, or nothing but what is left out"
    parser.addoption("--slow", choices=("out", "in", "only"), default="out", help=told)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes long, but for a slice of each family; `make slow` runs what is left out.

    A test that is named on the command line runs, whatever it takes.
    """
    which = config.getoption("--slow")
    if which == "in" or any("::" in one for one in config.args):
        return
    late = slices.left_out(items)
    kept = [item for item in items if (item.nodeid in late) == (which == "only")]
    config.hook.pytest_deselected(items=[item for item in items if (item.nodeid in late) != (which == "only")])
    items[:] = kept


@pytest.fixture(scope="session")
def _one_dialect() -> None:
    """A statement is compiled once a run, not once for each desk that is opened."""
    from grcdesk.store import database as db

    make, first = db.make_engine, []

    def shared(database: Path, *, readonly: bool) -> object:
        engine = make(database, readonly=readonly)
        if first:
            engine.dialect, engine._compiled_cache = first[0].dialect, first[0]._compiled_cache
        else:
            first.append(engine)
        return engine

    db.make_engine = shared


@pytest.fixture(scope="session")
def _forks() -> Iterator[Any]:
    from helpers.forks import Forks

    forks = Forks()
    yield forks
    forks.close()


@pytest.fixture
def forked_readers(_forks: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read by forks; for tests of what is done with a file, not of the process that reads it."""
    from grcdesk.importers.reading.apart import process

    monkeypatch.setattr(process, "subprocess", _forks)


@pytest.fixture(scope="session")
def _desk_template(_one_dialect: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh desk made once; tests get a copy, which is forty times faster than making one."""
    from helpers.once import made_once

    def make(folder: Path) -> None:
        from grcdesk.services.desk.opening import InitPlan, init_desk

        plan = InitPlan(
            "Acme AI",
            "SOC 2 Type II 2026",
            "Dana Reyes",
            "dana@acme.example",
            tuple(Category),
            Period(date(2026, 1, 1), date(2026, 12, 31)),
            "UTC",
        )
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(clock, "now", lambda: NOW)
            init_desk(folder / "desk", plan, via=Via.CLI).close()

    return made_once(tmp_path_factory, "fresh", make) / "desk"


@pytest.fixture(scope="session")
def _full_template(_one_dialect: None, _forks: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The desk of the sample company, made once."""
    from helpers.once import made_once

    def make(folder: Path) -> None:
        from grcdesk.importers.reading.apart import process
        from grcdesk.services.desk.demo import make_demo

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(clock, "now", lambda: NOW)
            patch.setattr(process, "subprocess", _forks)
            make_demo(folder / "desk", via=Via.CLI).close()

    return made_once(tmp_path_factory, "company", make) / "desk"


@pytest.fixture
def full_root(_full_template: Path, tmp_path: Path) -> Path:
    """The folder of a desk with records of every noun."""
    return Path(shutil.copytree(_full_template, tmp_path / "full"))


@pytest.fixture
def desk_root(_desk_template: Path, tmp_path: Path) -> Path:
    """The folder of a fresh desk: Acme AI, all five categories, 2026, kept by Dana Reyes."""
    return Path(shutil.copytree(_desk_template, tmp_path / "desk"))


@pytest.fixture
def desk(desk_root: Path) -> Iterator[object]:
    """That desk, open."""
    from grcdesk.paths import DeskPaths
    from grcdesk.services.desk.opening import open_desk

    opened = open_desk(DeskPaths(desk_root), via=Via.CLI)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def _grown(_desk_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Deed], Path]:
    """Desks on which something has happened already, each made once."""
    from grcdesk.paths import DeskPaths
    from grcdesk.services.desk.opening import open_desk

    made: dict[Deed, Path] = {}

    def grow(deed: Deed) -> Path:
        if deed not in made:
            folder = tmp_path_factory.mktemp("grown")
            desk = open_desk(DeskPaths(Path(shutil.copytree(_desk_template, folder / "desk"))), via=Via.CLI)
            deed(desk, folder)
            desk.close()
            made[deed] = folder / "desk"
        return made[deed]

    return grow


@pytest.fixture
def root_after(_grown: Callable[[Deed], Path], tmp_path: Path) -> Callable[[Deed], Path]:
    """The folder of the desk after a deed: the deed is done once a run, at the time tests begin, and copied."""
    return lambda deed: Path(shutil.copytree(_grown(deed), tmp_path / "desk"))


@pytest.fixture
def desk_after(root_after: Callable[[Deed], Path]) -> Iterator[Callable[[Deed], object]]:
    """That desk, open."""
    from grcdesk.paths import DeskPaths
    from grcdesk.services.desk.opening import open_desk

    opened: list[Any] = []

    def after(deed: Deed) -> object:
        opened.append(open_desk(DeskPaths(root_after(deed)), via=Via.CLI))
        return opened[-1]

    yield after
    for desk in opened:
        desk.close()
