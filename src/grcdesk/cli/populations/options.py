"""What is said of a list that is to be frozen, on the command line."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from grcdesk.cli.frame.kinds import DAY
from grcdesk.cli.frame.tables import place_options

_FILE = click.Path(path_type=Path)
_SAID = {
    "key": ("--key", "COLUMN", "The column that names each item; A,B of several."),
    "query": ("--query", "TEXT", "The exact command, query and filters it was drawn with."),
    "pulled_at": ("--pulled-at", "TIME", "When it was drawn, e.g. 2026-07-02T09:00Z."),
    "source": ("--source", "TEXT", "The system it comes from."),
    "completeness": ("--completeness", "TEXT", "How it was checked that nothing is left out."),
    "by": ("--by", "PERSON", "Who checked it; default: you."),
    "zone": ("--zone", "ZONE", "Zone of times that carry none; default: that of the engagement."),
}
_OPTIONS = (
    click.option("--from", "period_from", metavar="DATE", type=DAY, help="First day it reaches over."),
    click.option("--to", "period_to", metavar="DATE", type=DAY, help="Last day it reaches over."),
    *(
        click.option(option, name, metavar=metavar, default="", help=what)
        for name, (option, metavar, what) in _SAID.items()
    ),
    click.option("--map", "columns", metavar="FILE", type=_FILE, help="YAML: which column is what."),
    click.option("--keep", metavar="COLUMN", multiple=True, help="Keep this column although it may hold text; logged."),
)
_NAMES = (*_SAID, "period_from", "period_to", "columns", "keep", "sheet", "header", "dates")


def plan_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options; the command gets `said`, the fields of a `PopulationPlan`."""

    @wraps(function)
    def planned(*args: Any, **given: Any) -> Any:
        said = {name: given.pop(name) for name in _NAMES}
        said["header"] = said["header"] or 0
        return function(*args, said=said, **given)

    made: Callable[..., Any] = planned
    for option in reversed(_OPTIONS):
        made = option(made)
    return place_options(made)
