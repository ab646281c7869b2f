"""Every place that opens a form, found in the source, and what such a place is called with."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import sys
import types
import typing
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import grcdesk
from grcdesk.schemas.requests.lists import ListLook, UnknownWord
from grcdesk.schemas.reviews.reviews import CampaignDetail, Ruling, SystemRow
from grcdesk.schemas.vendors.reviews import ReviewRow
from grcdesk.terms.reviews import Decision

TUI = Path(grcdesk.__file__).parent / "tui"
MAKERS = {"Form", "ask_and_do", "ask_and_work"}
TOOLS = {"dialogs", "frame", "kit", "widgets"}
GIVEN = {
    "app": None,
    "control": "AI-PI-02",
    "finding": "F-1",
    "parent": "F-1",
    "feature": "AIF-1",
    "vendor": "VEN-1",
    "campaign": "AR-1",
    "name": "Northlight Models",
    "title": "A form",
    "criterion": "CC6.1",
    "slot": "2026Q4",
    "picked": "not_applicable",
}
"""What is given by the name of a parameter; the others by their type."""

SCREENS = {"EditingScreen": "controls", "ChecksScreen": "checks", "RehearsalScreen": "rehearsal"}
"""Where the methods of a screen are called."""
LISTS = {"ReviewQuestions": ReviewRow}
"""Lists of questions that are concluded in a form, and what each is about."""


def _called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def _makes(one: ast.FunctionDef, makers: set[str]) -> bool:
    return any(isinstance(node, ast.Call) and _called(node) in makers for node in ast.walk(one))


def _is_tool(one: ast.FunctionDef) -> bool:
    """Whether it is handed the fields: what calls it is the place, then."""
    return bool({"fields", "names", "last"} & {each.arg for each in (*one.args.args, *one.args.kwonlyargs)})


def sites() -> list[str]:
    """`room.module:function` of every function that makes a form; of a method `room.module:Class.method`."""
    found = []
    for path in sorted(TUI.rglob("*.py")):
        if path.parent.name in TOOLS:
            continue
        functions: list[tuple[str, ast.FunctionDef]] = []
        for top in ast.parse(path.read_text(encoding="utf-8")).body:
            inside = top.body if isinstance(top, ast.ClassDef) else [top]
            before = f"{top.name}." if isinstance(top, ast.ClassDef) else ""
            functions += [(before, one) for one in inside if isinstance(one, ast.FunctionDef)]
        tools = {one.name for _, one in functions if _is_tool(one) and _makes(one, MAKERS)}
        found += [
            f"{path.parent.name}.{path.stem}:{before}{one.name}"
            for before, one in functions
            if one.name not in tools and _makes(one, MAKERS | tools)
        ]
    return found


def opener(site: str) -> Callable[..., Any]:
    """The function of a site."""
    module, _, name = site.partition(":")
    return getattr(importlib.import_module(f"grcdesk.tui.{module}"), name)


def concluding(site: str) -> Callable[..., Any]:
    """How a list of questions is concluded."""
    cls, _, method = site.partition(":")[2].partition(".")
    module = importlib.import_module(f"grcdesk.tui.{site.partition(':')[0]}")
    return getattr(getattr(module, cls)(blank(LISTS[cls])), method)


def arguments(site: str, function: Callable[..., Any]) -> dict[str, Any]:
    """Something of the right kind for each parameter but the app."""
    scope = {**vars(sys.modules[function.__module__]), **_typed(function)}
    found = {}
    for name, one in inspect.signature(function).parameters.items():
        if name in OWN.get(site, {}):
            found[name] = OWN[site][name]
        elif name in {"app", "self"} or one.default is not inspect.Parameter.empty:
            continue
        elif name in GIVEN and "str" in one.annotation:
            found[name] = GIVEN[name]
        else:
            found[name] = blank(eval(one.annotation, scope))  # noqa: S307  annotations of ours
    return found


def _typed(function: Callable[..., Any]) -> dict[str, Any]:
    """Names a module imports for its annotations alone."""
    found: dict[str, Any] = {}
    tree = ast.parse(Path(inspect.getfile(function)).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("grcdesk.schemas"):
            found |= {one.name: getattr(importlib.import_module(node.module), one.name) for one in node.names}
    return found


def blank(kind: Any) -> Any:
    """A value of that type: the first word of a list, a day, a record made of such."""
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin in {typing.Union, types.UnionType}:
        return None if type(None) in parts else blank(parts[0])
    if origin is not None:
        several = () if Ellipsis in parts else tuple(map(blank, parts))
        return several if origin is tuple else {} if issubclass(origin, typing.Mapping) else [blank(parts[0])]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        names = [one.name for one in dataclasses.fields(kind) if one.init]
        return kind(**{one: True if one == "applicable" else blank(hints[one]) for one in names})
    plain: dict[Any, Any] = {str: "x", int: 1, float: 1.0, bool: False, date: date(2026, 12, 1), Path: Path("x.csv")}
    return plain.get(kind)


OWN = {
    "requests.forms:one_field": {"name": "owner"},
    "requests.list_forms:_words": {
        "seen": ListLook("Audit Co", 1, (), (UnknownWord("status", "Pending", (2,), ("open", "blocked")),))
    },
    "reviews.deciding:decide": {"said": Ruling(Decision.REVOKE), "then": lambda: None},
    "reviews.forms:assign": {"detail": replace(blank(CampaignDetail), systems=(blank(SystemRow),))},
    "vendors.review_list:ReviewQuestions.conclude": {"done": lambda: None},
}
"""What is given at one place only."""
