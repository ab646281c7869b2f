"""A desk whose every text is hostile: what steers a terminal, hides or is markup stands in each field of each table."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Text, select

from grcdesk.errors import Refused
from grcdesk.models.base import WordList, table_of
from grcdesk.models.tables import LOGGED
from grcdesk.terms import Verb

STEERING = (
    "\x1b]0;ttl\x07", "\x1b]52;c;aGk=\x07", "\x1b]8;;http://x.example\x1b\\link\x1b]8;;\x1b\\", "\x1b[2J", "\x1b[35m",
    "\x9b31m", "\x9d0;t\x9c", "\x90q\x9c", "\x85", "\x7f", "\x08\x08", "\r", "\x0b\x0c", "\x0e", "\x00"[:0],
)  # fmt: skip
HIDING = ("\u202etxt.exe\u202c", "\u2066x\u2069", "\u200f", "\u061c", "a\u200bb", "a\u200db", "\ufeff", "\u2060",
          "\u2028", "\u2029", "\U000e0041\U000e0042", "\u3164", "\u00ad", "x\ufe0f")  # fmt: skip
MARKUP = ("[red]r[/red]", "[/]", "[@click=app.quit]q[/]", "[link=x]", "<b>", "`*_#|", "=1+1", "$(id)")
KEPT = ("👩\u200d💻", "می\u200cخواهم", "❤\ufe0f")
NASTY = " ".join((*MARKUP, *STEERING, *HIDING, *KEPT))
"""In one line; every piece of the corpus is in it."""
_STRUCTURED = re.compile(
    r"(^|_)(id|sha256|hash|at|kind|record|zone|digest|facts|page|importer|seed|unit|hours|type|integrity|weekdays|"
    r"slot|classification|url|filter|ref|of_check|check|per|frozen|plan|report|importer|default|"
    r"key_column|key_source|over|items|of|rest|unless|without|currency|campaign|about|vendor|feature|control|test|"
    r"supersedes|population|evidence|document|report|bound|warn|default|engagement|holding|system|answer|drafted_from|"
    r"source_list|against|catalog|parent|entity|action|remediation|account|key)$"
)
"""Columns whose text has a form that the program itself gave it."""
_NAMING = {("campaign_system", "proof"), ("account", "proof"), ("campaign_system", "population")}
"""Columns that name a list."""
_FREE_LISTS = {"aliases", "people", "data_classes", "segments", "tests_added", "strata", "irreversible", "risks"}
ROWS = 4
"""So many rows of a table are spoilt; the first ones stand on every list."""


_HIDDEN = set("\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u2060\u3164\ufeff") | {
    *map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xE0000, 0xE0080)))
}
_JOINED = re.compile("👩\u200d💻|می\u200cخواهم|❤\ufe0f")


def unsafe_in(text: str) -> set[str]:
    """The characters of a text that may reach no terminal; told without asking the program itself."""
    rest = _JOINED.sub("", text)
    controls = {sign for sign in rest if unicodedata.category(sign) in {"Cc", "Zl", "Zp", "Cs"} and sign != "\n"}
    return controls | set(rest) & (_HIDDEN | set("\u200c\u200d\ufe0f"))


def free_columns(model: Any) -> list[str]:
    """The columns of a table that hold what somebody wrote or what a file said."""
    found = []
    for column in table_of(model).columns:
        named = (table_of(model).name, column.name) in _NAMING
        if named or column.primary_key or column.foreign_keys or _STRUCTURED.search(column.name):
            continue
        free = type(column.type) is Text or (isinstance(column.type, WordList) and column.name in _FREE_LISTS)
        found += [column.name] if free else []
    return found


def stored(database: Path) -> dict[tuple[str, str, str], Any]:
    """What stands in every free text of every table, as the database holds it."""
    connection = sqlite3.connect(database)
    found = {}
    for table, model in LOGGED.items():
        key = next(iter(table_of(model).primary_key.columns)).name
        for column in free_columns(model):
            rows = connection.execute(f'SELECT "{key}", "{column}" FROM "{table}"').fetchall()  # noqa: S608  our names
            found |= {(table, str(name), column): value for name, value in rows}
    connection.close()
    return found


NewText = Callable[[str, str, int], str]
"""What stands in a place from now on: given its old text, its column and a number that no other place has."""


def spoil(
    desk: Any, *, nasty: str = NASTY, lines: bool = True, make: NewText | None = None
) -> dict[tuple[str, str, str], Any]:
    """Put the corpus into every free text of the first rows of every table, through the log like any change.

    Args:
        desk: open.
        nasty: follows what stands in a place.
        lines: with a second line.
        make: what stands there instead.

    Returns:
        What stands now in each place: table, id, column.
    """
    put: dict[tuple[str, str, str], Any] = {}
    for table, model in LOGGED.items():
        with suppress(Refused), desk.controls._store.work(Verb.CONTROL_SET) as work:  # some tables never change
            done: dict[tuple[str, str, str], Any] = {}
            for row in work.session.scalars(select(model).limit(ROWS)):
                number = len(put) + len(done)
                added = f"{nasty} {number}" + "\n2nd" * lines
                done |= _spoil(row, table, make or _appended(added), number)
            work.session.flush()
            put |= done
    return put


def _appended(added: str) -> NewText:
    return lambda old, _, __: f"{old} {added}".strip()


def _spoil(row: Any, table: str, make: NewText, number: int) -> dict[tuple[str, str, str], Any]:
    names = {attribute.columns[0].name: attribute.key for attribute in type(row).__mapper__.column_attrs}
    key = str(getattr(row, names[next(iter(table_of(type(row)).primary_key.columns)).name]))
    put: dict[tuple[str, str, str], Any] = {}
    for column in free_columns(type(row)):
        old = getattr(row, names[column])
        listed = isinstance(old, list)
        new: Any = make("" if listed else old or "", column, number + len(put))
        new = [new] if listed else new
        setattr(row, names[column], new)
        put[table, key, column] = new
    return put
