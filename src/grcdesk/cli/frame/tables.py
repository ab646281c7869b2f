"""Options of commands that read a table: map, columns, words, sheet, heading, order of days."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from grcdesk.cli.frame.kinds import PLACE, TermKind, pairs
from grcdesk.errors import BadInput
from grcdesk.terms.interchange import DayOrder

DATES = TermKind(DayOrder)
_PLACE = (
    click.option(
        "--sheet", metavar="NAME", default="", help="Of a workbook: which sheet. Default: the one with the list."
    ),
    click.option("--header", metavar="N", type=PLACE, help="Row that names the columns. Default: found below titles."),
    click.option("--dates", metavar="day-first|month-first", type=DATES, help="What stands first in 3/2/2027."),
)
_MEANING = (
    click.option("--map", "map_", metavar="FILE", type=click.Path(path_type=Path), help="YAML: columns and words."),
    click.option(
        "--column", "columns", metavar="WHAT=COLUMN", multiple=True,
        help="Which column means what, beside the headings; remembered. WHAT= leaves one out.",
    ),
    click.option(
        "--word", "words", metavar="WHAT:THEIRS=OURS", multiple=True, help="What a word of it means; remembered."
    ),
)  # fmt: skip


def place_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """--sheet, --header and --dates; the command gets them by name."""
    return _with(function, _PLACE)


def table_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """These, and --map, --column and --word; the command gets `table`, a `TablePlan`."""

    @wraps(function)
    def planned(
        *args: Any, map_: Path | None, columns: tuple[str, ...], words: tuple[str, ...], sheet: str,
        header: int | None, dates: DayOrder | None, **rest: Any,
    ) -> Any:  # fmt: skip
        from grcdesk.schemas.registers.tables import TablePlan  # noqa: PLC0415

        plan = TablePlan(map_, pairs(columns, "--column"), words_of(words), sheet, header or 0, dates)
        return function(*args, table=plan, **rest)

    return _with(planned, (*_MEANING, *_PLACE))


def _with(function: Callable[..., Any], options: tuple[Any, ...]) -> Callable[..., Any]:
    made = function
    for option in reversed(options):
        made = option(made)
    return made


def words_of(given: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """`--word` options: for what a column tells, the word in the list → ours.

    Raises:
        BadInput: when one is written otherwise.
    """
    found: dict[str, dict[str, str]] = {}
    for text in given:
        what, colon, rest = text.partition(":")
        theirs, equals, ours = rest.rpartition("=")
        if not colon or not equals or not theirs.strip():
            raise BadInput(
                f"--word: {text!r} is not WHAT:THEIRS=OURS", hint="e.g. --word 'tier:Tier 1 - Critical=critical'"
            )
        found.setdefault(what.strip().replace("-", "_"), {})[theirs.strip()] = ours.strip()
    return found
