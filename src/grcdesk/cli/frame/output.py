r"""The only owner of stdout: tables fitted to the terminal, JSON, CSV, plain lines, pages and files.

No escape sequence is written unless stdout is a terminal and colour is wanted. Everything but JSON and files
passes `show`; in JSON, characters that could steer a terminal are written as `\u` escapes, so the data is whole.
The bytes of a file go out as they are, but not to a terminal.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grcdesk.cli.frame.layout import TextCell, fit, width
from grcdesk.cli.frame.run import current
from grcdesk.cli.frame.streams import steer
from grcdesk.errors import BadInput, did_you_mean
from grcdesk.text import harmless, json_safe, show

if TYPE_CHECKING:
    from grcdesk.wording import Look

_OURS = re.compile(r"(\x1b\[[0-9]*m)")
"""The colours `layout` puts around a cell."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLOUR = {
    "in_place": "32",
    "partial": "33",
    "missing": "31",
    "not_assessed": "36",
    "done": "32",
    "in_scope": "32",
    "optional": "33",
}


@dataclass(frozen=True, slots=True)
class OutputForm:
    """How records are written."""

    kind: str = "table"
    """table, json, csv or plain."""
    columns: tuple[str, ...] = ()
    """Columns asked for, by key; empty: the usual ones."""
    raw: bool = False
    """CSV without the guard against formulas."""

    @property
    def json(self) -> bool:
        """Whether one JSON document is wanted."""
        return self.kind == "json"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list: its key in the record, its heading, and how it gives way on a narrow terminal."""

    key: str
    title: str = ""
    rank: int = 1
    """0 always stays; higher ranks are left out first. Columns of rank 9 are shown only when asked for."""
    elastic: int = 0
    """Down to how many cells its text may be cut to fit; 0: never cut."""

    @property
    def heading(self) -> str:
        """What stands above it."""
        return self.title or self.key.replace("_", " ")


_PLAIN = frozenset({str, int, bool, float, type(None)})


def value(thing: Any) -> Any:
    """Any of our records as plain JSON values: ISO dates, stored words, lists, mappings."""
    if type(thing) in _PLAIN:
        return thing
    if is_dataclass(thing) and not isinstance(thing, type):
        return {field.name: value(getattr(thing, field.name)) for field in fields(thing)}
    if isinstance(thing, Mapping):
        return {str(value(key)): value(item) for key, item in thing.items()}
    if isinstance(thing, frozenset | set):
        return sorted(map(value, thing))  # sets have no order, and the same records must give the same bytes
    if isinstance(thing, list | tuple):
        return list(map(value, thing))
    return _plain_value(thing)


def _plain_value(thing: Any) -> Any:
    if isinstance(thing, Enum):
        return thing.value
    if isinstance(thing, date):
        return thing.isoformat()
    return str(thing) if isinstance(thing, Path) else thing


def document(thing: Any) -> None:
    """One JSON document."""
    write(_json(value(thing)) + "\n")


def records(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column], form: OutputForm) -> int:
    """A list in the form asked for. Returns how many columns had no room in the table.

    Raises:
        BadInput: for a column that does not exist.
    """
    if form.json and form.columns and rows:
        columns = [Column(key) for key in rows[0]]  # derived columns are for people
    chosen = _choose(columns, form.columns)
    if form.kind == "table":
        return _table(rows, chosen, everything=bool(form.columns))
    if form.kind == "json":
        document(_only(rows, form.columns) if form.columns else rows)
    elif form.kind == "csv":
        _csv(rows, chosen, raw=form.raw)
    else:
        write("".join(map(_plain_line(chosen), rows)))
    return 0


def _only(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> list[dict[str, Any]]:
    return [{name: row[name] for name in names} for row in rows]


def _plain_line(columns: Sequence[Column]) -> Callable[[Mapping[str, Any]], str]:
    return lambda row: "\t".join(plain(row[column.key]) for column in columns) + "\n"


def facts(pairs: Sequence[tuple[str, Any]], form: OutputForm) -> None:
    """Names and values, one a line; empty ones are a dash. A name of "" continues the one before."""
    if form.kind == "plain":
        write("".join(f"{show(name)}\t{plain(item)}\n" for name, item in pairs))
        return
    if form.kind == "csv":
        _csv([{"name": name, "value": item} for name, item in pairs], (Column("name"), Column("value")), raw=form.raw)
        return
    named = [(show(name), plain(item) or "-") for name, item in pairs]
    room = max((width(name) for name, _ in named), default=0)
    write("".join(f"{name}{' ' * (room - width(name))}  {item}\n" for name, item in named))


def text(content: str) -> None:
    """A text of several lines, made safe."""
    safe = show(content, newlines=True)
    write(safe if safe.endswith("\n") or not safe else safe + "\n")


def raw(content: bytes) -> None:
    """The bytes of a file, as they are; on a terminal its text made safe.

    Raises:
        BadInput: when it is no text and stdout is a terminal.
    """
    if sys.stdout.isatty():
        try:
            text(content.decode("utf-8"))
        except UnicodeDecodeError:
            hint = "send it on, such as | cat > file, or name a file instead of -"
            raise BadInput("this file is no text, and stdout is a terminal", hint=hint) from None
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def write(content: str) -> None:
    """The one call that reaches stdout with text; what could steer a terminal is made visible, whatever was meant."""
    print(harmless(content), end="")


def _painted(lines: Sequence[str]) -> None:
    """Lines of a table with our colours in them."""
    if not coloured():
        write("".join(line + "\n" for line in lines))
        return
    for line in lines:
        parts = _OURS.split(line)  # text, colour, text, colour, …
        parts[::2] = map(harmless, parts[::2])
        steer(sys.stdout, "".join(parts) + "\n")


def plain(thing: Any) -> str:
    """A value as one line of text: lists with blanks between, yes and no, nothing for nothing."""
    if thing is None:
        return ""
    if isinstance(thing, bool):
        return "yes" if thing else "no"
    if isinstance(thing, list | tuple):
        return " ".join(plain(item) for item in thing)
    return show(value(thing))


def coloured() -> bool:
    """Whether colour is wanted: --color, else NO_COLOR, TERM=dumb and whether stdout is a terminal."""
    choice = current().colour
    if not sys.stdout.isatty() or choice == "never":
        return False
    return choice == "always" or not (os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb")


def _json(thing: Any) -> str:
    import json  # noqa: PLC0415  completion and help need none of it

    return json_safe(json.dumps(thing, ensure_ascii=False, indent=2, allow_nan=False))


def _choose(columns: Sequence[Column], wanted: tuple[str, ...]) -> list[Column]:
    if not wanted:
        return [column for column in columns if column.rank < 9]  # noqa: PLR2004  see Column.rank
    known = {column.key: column for column in columns}
    for key in wanted:
        if key not in known:
            hint = did_you_mean(key, list(known)) or f"columns are {', '.join(known)}"
            raise BadInput(f"no column {key!r}", hint=hint)
    return [known[key] for key in wanted]


def _csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column], *, raw: bool) -> None:
    import csv  # noqa: PLC0415  likewise
    import io  # noqa: PLC0415

    def cell(thing: Any) -> str:
        found = plain(thing)
        # a number such as -3 is data; a text that a spreadsheet would run is not
        guarded = isinstance(thing, str) and found.startswith(_FORMULA) and not raw
        return f"'{found}" if guarded else found

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([column.key for column in columns])
    writer.writerows([[cell(row[column.key]) for column in columns] for row in rows])
    write(buffer.getvalue())


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column], *, everything: bool) -> int:
    heads = [TextCell(column.heading) for column in columns]
    body = [[_cell(row[column.key]) for column in columns] for row in rows]
    ranks = [0 if everything else column.rank for column in columns]
    lines, left_out = fit(heads, body, ranks, [column.elastic for column in columns], _width())
    _painted(lines)
    return left_out


def _cell(thing: Any) -> TextCell:
    word = plain(thing)
    if isinstance(thing, Enum):
        word = words(thing)
        code = _COLOUR.get(str(thing.value), "") if coloured() else ""
        return TextCell(word, code)
    return TextCell(word or "-")


def words(term: Enum) -> str:
    """A term as people read it, with its glyph when it has one."""
    from grcdesk.terms import Scope, Status  # noqa: PLC0415
    from grcdesk.wording import SCOPE, STATUS, word  # noqa: PLC0415

    looks: dict[Any, Any] = {**STATUS, **SCOPE}
    if isinstance(term, Status | Scope):
        return f"{glyph(looks[term])} {looks[term].word}"
    return word(term)  # type: ignore[arg-type]  # every term is a StrEnum


def glyph(look: Look) -> str:
    """The glyph this terminal can show."""
    narrow = current().ascii or "utf" not in (sys.stdout.encoding or "").casefold()
    return look.ascii if narrow else look.glyph


def _width() -> int:
    """Columns of the terminal; without one, as wide as it takes, so that a pipe gets everything."""
    if sys.stdout.isatty():
        from shutil import get_terminal_size  # noqa: PLC0415

        return get_terminal_size().columns
    return 0
