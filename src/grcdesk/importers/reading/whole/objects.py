"""Records as JSON: the answer of an API, a list of objects, a record a line. What is said twice is refused.

What the answer says of itself is kept: that it is a page, and how many there are in all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, NoReturn

from grcdesk.errors import BadInput
from grcdesk.importers.reading import paging
from grcdesk.importers.reading.tables import MAX_COLUMNS
from grcdesk.importers.reading.whole import nested
from grcdesk.importers.reading.whole.tables import WholeTable

_WRAPPERS = ("value", "data", "items", "results", "projects", "workspaces", "Resources", "resources")
_PAST = re.compile(r"[\s,\ufeff]*")
"""What may stand between two documents."""


def is_json(content: bytes) -> bool:
    """Whether it begins as a list or an object does."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{")


def parsed(content: bytes, name: str) -> list[Any]:
    """Every document that stands in a file, one behind the other.

    Raises:
        BadInput: when it is no JSON.
    """
    # of a key that stands twice the library takes the last: an account could be active and not
    decoder = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)
    found = []
    try:
        text = content.decode("utf-8-sig")
        place = _past(text, 0)
        while place < len(text):
            one, place = decoder.raw_decode(text, place)
            found.append(one)
            place = _past(text, place)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise BadInput(f"cannot be read as JSON: {error}", file=name, hint="export it again") from None
    return found


def read_objects(content: bytes, name: str, *, what: str) -> WholeTable:
    """A list of objects as rows; nested fields are named with dots. Lines are the numbers of the objects.

    Raises:
        BadInput: when it is no such list.
    """
    found = parsed(content, name)
    document = found[0] if len(found) == 1 else found
    data = document
    if isinstance(data, dict):
        wrapped = next((data[key] for key in _WRAPPERS if isinstance(data.get(key), list)), None)
        data = wrapped if wrapped is not None else [data]
    if not isinstance(data, list):
        raise BadInput(f"is no list of {what}s", file=name, hint=f"a JSON list of objects, one for each {what}")
    table = WholeTable((), [])
    if data != [document]:  # a record alone says nothing of a list
        table.marks, table.stated = paging.marks(document, len(data)), paging.stated_total(document)
    rows_of(data, table, name)
    return table


def rows_of(records: list[Any], found: WholeTable, name: str, inside: Sequence[str] = ()) -> None:
    """Put the records of a list into a table.

    Args:
        records: they.
        found: the table.
        name: of the file, for messages.
        inside: fields that stand in each record of a list, `roles[].name`, for columns of their own.

    Raises:
        BadInput: when they have too many fields.
    """
    found.count = len(records)
    columns: dict[str, None] = {}
    flat: list[tuple[int, dict[str, str]]] = []
    for number, one in enumerate(records, 1):
        if not isinstance(one, dict):
            found.skipped.append(f"entry {number}: is no object")
            found.lost += 1
            continue
        row = nested.row_of(one, inside)
        columns |= dict.fromkeys(row)
        if len(columns) > MAX_COLUMNS:
            raise BadInput(f"its records have more than {MAX_COLUMNS:,} fields", file=name, hint="export fewer fields")
        flat.append((number, row))
    found.columns = tuple(columns)
    found.rows = [(number, {column: row.get(column, "") for column in columns}) for number, row in flat]


def _past(text: str, place: int) -> int:
    found = _PAST.match(text, place)
    return found.end() if found else place


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        msg = "a field stands twice in one object"
        raise ValueError(msg)
    return found


def _no_number(text: str) -> NoReturn:
    msg = f"{text} is no number"
    raise ValueError(msg)
