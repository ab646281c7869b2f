"""The house can be walked: no circle of imports, no import that climbs, no crowded room.

Every import counts: those for type hints alone, and those inside functions.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

import grcdesk
from helpers.parsed import modules, nodes

PACKAGE = Path(grcdesk.__file__).parent
TESTS = Path(__file__).parents[1]
MOST = 20
"""Files of verbs in one room; a fuller one has two subjects."""
FLAT = ("models", "terms", "store/migrations/versions")
"""Rooms of records, one file a noun: these may grow."""
REST = "*"
FLOORS = {
    "": (
        ("verbs", "alike", "cures", "garbage"),
        ("errors", "terms"),
        ("clock", "disk", "paths", "text"),
        ("settings_files",),
        ("settings",),
        ("own_settings",),
        ("wording", "meanings"),
        ("schemas",),
        ("rules",),
        ("models",),
        ("store", "importers", "reports", "engine"),
        ("services",),
        ("cli", "tui"),
    ),
    "rules": (("time", "filters"), (REST,), ("fields",)),
    "importers": (("keeping",), ("reading",), (REST,)),
    "services": (("common",), (REST,), ("desk",)),
    "cli": (("frame",), (REST,), ("main",), ("start",)),
    "tui": (("kit", "actions"), ("widgets",), ("dialogs",), ("frame",), (REST,), ("overlays", "commands"), ("app",)),
}
"""What stands on what, the ground first. A room knows its own floor and those below, never one above."""
DOOR = ("cli.door", "tui.app")
"""The command without arguments opens the terminal app, inside one function."""
APART = ("verify_log", "verify_texts")
"""Handed to auditors alone; nothing imports it but what hands it out."""


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def house() -> dict[str, frozenset[str]]:
    """Every module, and the modules of ours it imports."""
    paths = {name_of(path): path for path in modules(PACKAGE)}
    return {name: frozenset(imported(path, frozenset(paths)) - {name}) for name, path in paths.items()}


def imported(path: Path, known: frozenset[str]) -> set[str]:
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name.removeprefix("grcdesk.") for alias in node.names if alias.name.startswith("grcdesk.")}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno} a relative import hides which room it means"
            base = (node.module or "").split(".")
            if base[0] == "grcdesk":
                whole = [".".join((*base[1:], alias.name)) for alias in node.names]
                found |= {name if name in known else ".".join(base[1:]) for name in whole}
    return found & known


def circles(graph: dict[str, frozenset[str]]) -> list[list[str]]:
    """Groups of modules that reach each other."""
    reached = {name: reach(graph, name) for name in graph}
    groups = {frozenset(one for one in there if name in reached[one]) | {name} for name, there in reached.items()}
    return sorted(sorted(group) for group in groups if len(group) > 1)


def reach(graph: dict[str, frozenset[str]], name: str) -> set[str]:
    seen: set[str] = set()
    ahead = list(graph[name])
    while ahead:
        one = ahead.pop()
        if one not in seen:
            seen.add(one)
            ahead += graph[one]
    return seen


def floor(room: str, name: str) -> int:
    """How high a module stands within a room."""
    inside = name.removeprefix(f"{room}.") if room else name
    first = inside.split(".")[0]
    order = FLOORS[room]
    exact = [level for level, names in enumerate(order) if first in names]
    return exact[0] if exact else next(level for level, names in enumerate(order) if REST in names)


def climbs() -> list[str]:
    found = []
    for name, others in house().items():
        for other in others:
            if (name, other) == DOOR or other in APART or name in ("", "__main__") or other == "":
                continue
            for room in FLOORS:
                inside = all(not room or one.startswith(f"{room}.") for one in (name, other))
                if inside and floor(room, other) > floor(room, name):
                    found.append(f"{name} -> {other}")
    return sorted(found)


def test_no_imports_run_in_a_circle():
    assert circles(house()) == []


def test_no_import_climbs():
    assert climbs() == []


def test_neither_face_knows_the_other():
    faces = {"cli": "tui", "tui": "cli"}
    known = [
        f"{name} -> {other}"
        for name, others in house().items()
        for other in others
        if faces.get(name.split(".")[0]) == other.split(".")[0] and (name, other) != DOOR
    ]
    assert known == []


def test_importers_of_one_noun_know_none_of_another():
    known = [
        f"{name} -> {other}"
        for name, others in house().items()
        for other in others
        if name.startswith("importers.") and other.startswith("importers.")
        if other.split(".")[1] not in ("keeping", "reading", name.split(".")[1])
    ]
    assert known == []


def test_no_room_is_crowded():
    rooms: dict[str, int] = {}
    for path in modules(PACKAGE):
        room = path.parent.relative_to(PACKAGE).as_posix()
        if path.name != "__init__.py" and room not in FLAT:
            rooms[room] = rooms.get(room, 0) + 1
    assert {room: files for room, files in rooms.items() if files > MOST} == {}


def test_the_tests_mirror_the_rooms():
    """A folder of tests is named as the room it tests; a few folders test what lies across rooms."""
    across = ("faults", "house", "journeys", "mutants")
    folders = {path.parent.relative_to(TESTS) for path in TESTS.rglob("test_*.py")} - {Path()}
    lost = [
        folder.as_posix() for folder in folders if folder.parts[0] not in across and not (PACKAGE / folder).is_dir()
    ]
    assert lost == []


def test_every_room_says_what_it_is_for():
    rooms = {path.parent for path in modules(PACKAGE) if "migrations" not in path.parts}
    assert [room for room in rooms if not (room / "__init__.py").is_file()] == []


def test_entering_a_room_loads_nothing():
    """A room that imports its own files when it is entered stands in a circle with each of them."""
    loud = [
        path.relative_to(PACKAGE).as_posix()
        for path in modules(PACKAGE)
        if path.name == "__init__.py" and any(isinstance(node, (ast.Import, ast.ImportFrom)) for node in nodes(path))
    ]
    assert loud == ["terms/__init__.py"], "one door to the words of the trade, whichever file a word stands in"


@pytest.mark.slow
def test_no_class_name_stands_for_two_things():
    places: dict[str, set[str]] = {}
    for path in modules(PACKAGE):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                names = [node.name]
            elif isinstance(node, ast.Assign) and not is_type_variable(node):
                names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            else:
                names = []
            for name in names:
                if name[:1].isupper() and not name.isupper():
                    places.setdefault(name, set()).add(name_of(path))
    assert {name: sorted(where) for name, where in places.items() if len(where) > 1} == {}


def is_type_variable(node: ast.Assign) -> bool:
    value = node.value
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "TypeVar"


@pytest.mark.parametrize(
    ("graph", "expected"),
    [
        ({"a": {"b"}, "b": {"c"}, "c": set()}, []),
        ({"a": {"b"}, "b": {"a"}, "c": {"a"}}, [["a", "b"]]),
        ({"a": {"b"}, "b": {"c"}, "c": {"a"}}, [["a", "b", "c"]]),
    ],
)
def test_a_circle_would_be_seen(graph: dict[str, set[str]], expected: list[list[str]]):
    assert circles({name: frozenset(others) for name, others in graph.items()}) == expected


def test_a_climb_would_be_seen():
    assert floor("", "services.vendors.vendors") > floor("", "store.work")
    assert floor("services", "services.desk.opening") > floor("services", "services.vendors.vendors")
    assert floor("tui", "tui.app") > floor("tui", "tui.vendors.list") > floor("tui", "tui.frame.shell")


def test_only_the_app_knows_the_screens_of_another_noun():
    """A screen asks the shell for one of another noun, so that each noun's screens can be read alone."""
    screens = {
        name_of(path)
        for path in modules(PACKAGE / "tui")
        for node in nodes(path)
        if isinstance(node, ast.ClassDef) and any(is_place(statement) for statement in node.body)
    }
    assert len(screens) > 15
    known = [
        f"{name} -> {other}"
        for name, others in house().items()
        for other in others & screens
        if name.startswith("tui.") and name.count(".") > 1 and name.rpartition(".")[0] != other.rpartition(".")[0]
        if not other.startswith("tui.frame.")
    ]
    assert known == []


def is_place(statement: ast.stmt) -> bool:
    """Whether a class gives itself a place in the registry of actions, as every screen does."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return any(isinstance(target, ast.Name) and target.id == "PLACE" for target in targets)
