"""Driving the app on a real desk, and comparing screens with text kept beside the tests.

`pytest tests/tui --update-goldens` writes the texts anew; the difference is reviewed like code.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.widgets import Input

from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import EvidenceKind, Status, Via
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.dialogs import base
from grcdesk.tui.frame import heading
from helpers.resting import at_rest as resting
from helpers.resting import draw_at_rest, look_at_the_loop

look_at_the_loop()
draw_at_rest()

# the style sheets of an app are parsed once a run for each set of colours; rules are read, never written to
_parse_rules, _parsed = Stylesheet._parse_rules, {}


def _parsed_once(sheet: Stylesheet, *css: object, **how: object) -> list[RuleSet]:
    key = (tuple(sheet._variables.items()), css, tuple(how.items()))
    if key not in _parsed:
        _parsed[key] = _parse_rules(sheet, *css, **how)
    return _parsed[key]


Stylesheet._parse_rules = _parsed_once

heading.RECOUNT_AFTER = 3600.0  # no test rests: what the header counts is asked for by the tests that look at it

base.UNSEEN = 0.0  # nor does it read: what a key typed too early does is tried by the tests of that

BY_LOT = re.compile(r"(?<=Command   )[0-9a-f]{8}|(?<=││ )[0-9a-f]+(?= +│)|\b[0-9a-f]{24,}\b")
"""Ids of commands are drawn by lot, and so are the hashes of the entries that name them."""
GOLDENS = Path(__file__).parent / "goldens"
SIZES = ((60, 16), (80, 24), (120, 40), (200, 50))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write the expected screens anew")


def screen_text(app: GrcdeskApp) -> str:
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips) + "\n"


async def settle(pilot: Pilot) -> None:
    """Until everything that was asked for is done."""
    await resting(pilot.app)


class Driver:
    """A person at the keyboard."""

    def __init__(self, pilot: Pilot) -> None:
        self.pilot = pilot
        self.app: GrcdeskApp = pilot.app

    async def keys(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await settle(self.pilot)

    async def settle(self) -> None:
        """Until everything that was asked for is done."""
        await settle(self.pilot)

    async def do(self, name: str) -> None:
        """Run a command of the registry."""
        self.app.action_do(name)
        await settle(self.pilot)

    async def go(self, place: str) -> None:
        """Go to a place, and wait until its rows stand there."""
        self.app.action_go(place)
        await settle(self.pilot)

    async def type(self, text: str) -> None:
        names = {" ": "space"}
        for character in text:
            await self.pilot.press(names.get(character, character))
        await settle(self.pilot)

    async def fill(self, **values: str) -> None:
        """Fill a form and keep it; a new person is one."""
        for name, value in values.items():
            field = self.app.screen.query_one(f"#field-{name}")
            if isinstance(field, Input):
                field.value = value
            else:
                field.text = value
        await self.keys("ctrl+s")
        if getattr(self.app.screen, "asks_about_new", False):
            await self.keys("ctrl+s")

    @property
    def text(self) -> str:
        return screen_text(self.app)

    @property
    def told(self) -> list[str]:
        return [message for _, _, message in self.app.messages]


async def at_rest(person: Driver) -> str:
    """The screen once it no longer changes: on a busy machine a process that waits for its turn looks idle."""
    text, seen = person.text, ""
    while text != seen:
        await settle(person.pilot)
        text, seen = person.text, text
    return text


Open = Callable[..., "asynccontextmanager[Driver]"]


@asynccontextmanager
async def driving(app: GrcdeskApp, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Driver]:
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield Driver(pilot)


@pytest.fixture
def walk(golden: Callable[[str, str], None]) -> Callable[..., Awaitable[None]]:
    """Go from screen to screen in one run, and compare each at every size with what is kept."""

    async def go(app: GrcdeskApp, stops: Iterable[tuple[str, Sequence[str]]]) -> None:
        changed = []
        async with driving(app, SIZES[-1]) as person:
            for name, keys in stops:
                await person.keys(*keys)
                for wide, high in SIZES:
                    await person.pilot.resize_terminal(wide, high)
                    text = await at_rest(person)
                    try:
                        golden(f"{name}_{wide}x{high}", text)
                    except AssertionError as error:  # the rest of the walk is worth seeing too
                        changed.append(f"{name}_{wide}x{high}: {error}")
        assert not changed, "\n".join(changed)

    return go


@pytest.fixture(autouse=True)
def _readers(forked_readers: None) -> None:
    """As in the tests of services."""


@pytest.fixture
def drive() -> Open:
    return driving


@pytest.fixture
def app(desk_root: Path) -> GrcdeskApp:
    return GrcdeskApp(DeskPaths(desk_root))


@pytest.fixture
def assessed(desk_root: Path) -> GrcdeskApp:
    """The desk half way through its assessment."""
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    keys = desk.controls.keys()
    desk.controls.set(keys[:4], ControlChange(status=Status.IN_PLACE, owner="Lee Chen"))
    desk.controls.set(keys[4:9], ControlChange(status=Status.PARTIAL, gap="Runs, but nobody keeps the record"))
    desk.controls.set(keys[9:12], ControlChange(status=Status.MISSING, due=date(2026, 12, 5)))
    desk.actions.add(keys[4], "Keep the record of each run", owner="Lee Chen", due=date(2026, 11, 8))
    desk.risks.accept(keys[9], reason="No model changes before March", approver="Max Roy", expires=date(2027, 3, 1))
    file = desk_root.parent / "rotation.csv"
    file.write_text("key,rotated\nprod,2026-09-28\n")
    shown = Artefact(EvidenceKind.LOG_EXPORT, "Rotation of provider keys", date(2026, 9, 30), source="Key vault")
    desk.evidence.add(file, shown, controls=keys[:2])
    run = Artefact(EvidenceKind.TEST_RECORD, "Evaluation of release 812", date(2026, 11, 2), source="CI")
    desk.evidence.add("https://ci.example/run/812", run)
    desk.close()
    return GrcdeskApp(DeskPaths(desk_root))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a screen with the text kept under that name."""

    def check(name: str, text: str) -> None:
        if name.startswith("history"):
            text = BY_LOT.sub(lambda found: "." * len(found[0]), text)
        file = GOLDENS / f"{name}.txt"
        if request.config.getoption("--update-goldens"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert file.exists(), f"no golden {name}: run with --update-goldens and look at it"
        assert text == file.read_text(encoding="utf-8")

    return check
