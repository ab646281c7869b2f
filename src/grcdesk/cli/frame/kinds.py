"""What options and arguments may be: dates, periods, categories, terms, and the choice of output form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

from grcdesk.cli.frame.output import OutputForm
from grcdesk.errors import BadInput, did_you_mean
from grcdesk.terms import Category
from grcdesk.terms.bounds import MOST_COUNT, MOST_DAYS, MOST_KEPT, MOST_MONTHS
from grcdesk.terms.read import read

if TYPE_CHECKING:
    from grcdesk.schemas.programme import Period

    Kind = click.ParamType[Any]  # a generic only since click 8.4
else:
    Kind = click.ParamType

Function = TypeVar("Function", bound=Callable[..., Any])
NOTHING = ("", "none")


def _named(param: click.Parameter | None) -> str:
    return f"{param.opts[0].rstrip('_')}: " if param is not None and param.opts else ""


class DayKind(Kind):
    """A date as YYYY-MM-DD; with `clearable`, `none` takes a date away."""

    name = "date"

    def __init__(self, *, clearable: bool = False) -> None:
        self.clearable = clearable

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The date, or `none` as it is."""
        from grcdesk import clock  # noqa: PLC0415  zoneinfo: 3 ms, and completion needs none

        del ctx
        if isinstance(value, date) or (self.clearable and value in NOTHING):
            return value
        try:
            return clock.parse_date(value)
        except BadInput as error:
            hint = error.hint + (", or none" if self.clearable else "")
            raise BadInput(_named(param) + error.message, hint=hint) from None


class Number(Kind):
    """A whole number from `low` to `high`; with `clearable`, `none` takes it away."""

    name = "number"

    def __init__(self, *, high: int, low: int = 0, clearable: bool = False) -> None:
        self.low = low
        self.high = high
        self.clearable = clearable

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number, or `none` as it is."""
        del ctx
        if isinstance(value, int) or (self.clearable and value in NOTHING):
            return value
        from grcdesk.text import whole_number  # noqa: PLC0415

        try:
            name = param.opts[0] if param is not None and param.opts else "number"
            return whole_number(str(value), self.high, name, low=self.low)
        except BadInput as error:
            raise BadInput(error.message, hint=error.hint + (", or none" if self.clearable else "")) from None


class PlainNumber(Kind):
    """A number with or without a point."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number."""
        del ctx
        from grcdesk.text import plain_number  # noqa: PLC0415

        return value if isinstance(value, float) else plain_number(str(value), _named(param)[:-2] or "number")


class PeriodKind(Kind):
    """A period as A..B, both days included."""

    name = "period"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        """The period."""
        from grcdesk.schemas.programme import Period  # noqa: PLC0415

        del ctx
        if isinstance(value, Period):
            return value
        try:
            return Period.read(str(value))
        except BadInput as error:
            raise BadInput(_named(param) + error.message, hint=error.hint) from None


class Categories(Kind):
    """Categories with commas between: names, the codes S A PI C P, or `all`. Security is always among them."""

    name = "categories"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[Category, ...]:
        """The categories in their usual order."""
        del ctx
        if isinstance(value, tuple):
            return value
        from grcdesk.schemas.programme import read_categories  # noqa: PLC0415

        try:
            return read_categories(str(value))
        except BadInput as error:
            raise BadInput(_named(param) + error.message, hint=error.hint) from None


class TermKind(Kind):
    """A word from a closed list; dashes, blanks and capitals do not matter. `none` clears when `clearable`."""

    name = "word"

    def __init__(self, kind: type[StrEnum], *, clearable: bool = False) -> None:
        self.kind = kind
        self.clearable = clearable

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The term, or `none` as it is."""
        del ctx
        if isinstance(value, self.kind) or (self.clearable and value in NOTHING):
            return value
        found = read(self.kind, str(value))
        if found is not None:
            return found
        words = [term.value for term in self.kind] + (["none"] if self.clearable else [])
        hint = did_you_mean(str(value), words) or f"words are {', '.join(words)}"
        raise BadInput(f"{_named(param)}{value!r} is not one of its words", hint=hint)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """The words of the list."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415

        del ctx, param
        return [CompletionItem(term.value) for term in self.kind if term.value.startswith(incomplete)]


DAYS = Number(high=MOST_DAYS)
DAYS_KEPT = Number(high=MOST_KEPT)
MONTHS = Number(low=1, high=MOST_MONTHS)
AMOUNT = Number(high=MOST_COUNT)
PLACE = Number(low=1, high=MOST_COUNT)
LEVEL = PlainNumber()
DAY = DayKind()
PERIOD = PeriodKind()
CATEGORIES = Categories()


def as_json(function: Function) -> Function:
    """--json for a command that has one answer."""
    return click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")(function)


def dry_run(function: Function) -> Function:
    """--dry-run for a command that can say what it would change."""
    return click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")(function)


def listing(function: Callable[..., Any]) -> Callable[..., Any]:
    """--json, --csv, --plain, --columns and --raw; the command gets `form`."""

    @wraps(function)
    def formed(*args: Any, out_json: bool, out_csv: bool, out_plain: bool, columns: str, raw: bool, **rest: Any) -> Any:
        kinds = [kind for kind, asked in (("json", out_json), ("csv", out_csv), ("plain", out_plain)) if asked]
        if len(kinds) > 1:
            raise BadInput(f"--{kinds[0]} and --{kinds[1]} do not go together", hint="choose one")
        keys = tuple(part.strip().replace("-", "_") for part in columns.split(",") if part.strip())
        return function(*args, form=OutputForm(kinds[0] if kinds else "table", keys, raw=raw), **rest)

    for option in (
        click.option("--raw", is_flag=True, help="CSV without the guard against formulas."),
        click.option("--columns", metavar="A,B", default="", help="Which columns, by key."),
        click.option("--plain", "out_plain", is_flag=True, help="A record a line, tabs between, no header."),
        click.option("--csv", "out_csv", is_flag=True, help="Comma-separated with a header."),
        click.option("--json", "out_json", is_flag=True, help="A JSON list of objects."),
    ):
        formed = option(formed)
    return formed


def pairs(given: tuple[str, ...], option: str) -> dict[str, str]:
    """`NAME=VALUE` options as a mapping.

    Raises:
        BadInput: when one has no equals sign.
    """
    found = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise BadInput(f"{option}: {text!r} has no name", hint=f"write {option} NAME=VALUE")
        found[name.strip()] = value.strip()
    return found
