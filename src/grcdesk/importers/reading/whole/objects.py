"""Accounts or projects as JSON: the answer of an API, a list of objects. What is said twice or no number is refused.

What the answer says of itself is kept: that it is a page, and how many there are in all.
"""

from __future__ import annotations

import json
from typing import Any, NoReturn

from grcdesk.errors import BadInput
from grcdesk.importers.reading import paging
from grcdesk.importers.reading.tables import MAX_COLUMNS
from grcdesk.importers.reading.whole.tables import WholeTable

_WRAPPERS = (
    "members", "users", "accounts", "value", "data", "items", "results", "nodes", "Users",
    "projects", "workspaces", "Resources", "resources",
)  # fmt: skip
_NAMED = ("display", "displayName", "name", "value")
"""Fields of a record that tell which one it is, the best first."""
_DEPTH = 4


def is_json(content: bytes) -> bool:
    """Whether it begins as a list or an object does."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{")


def read_objects(content: bytes, name: str, *, what: str = "account") -> WholeTable:
    """A list of objects as rows; nested fields are named with dots. Lines are the numbers of the objects.

    Raises:
        BadInput: when it is no such list.
    """
    try:
        data = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise BadInput(f"cannot be read as JSON: {error}", file=name, hint="export it again") from None
    document = data
    if isinstance(data, dict):
        wrapped = next((data[key] for key in _WRAPPERS if isinstance(data.get(key), list)), None)
        data = wrapped if wrapped is not None else [data]
    if not isinstance(data, list):
        raise BadInput(f"is no list of {what}s", file=name, hint=f"a JSON list of objects, one for each {what}")
    found = WholeTable((), [], count=len(data))
    if data != [document]:  # a record alone says nothing of a list
        found.marks, found.stated = paging.marks(document, len(data)), paging.stated_total(document)
    columns: dict[str, None] = {}
    flat: list[tuple[int, dict[str, str]]] = []
    for number, one in enumerate(data, 1):
        if not isinstance(one, dict):
            found.skipped.append(f"entry {number}: is no object")
            found.lost += 1
            continue
        row: dict[str, str] = {}
        _flatten(one, "", row, 0)
        columns |= dict.fromkeys(row)
        if len(columns) > MAX_COLUMNS:
            raise BadInput(f"its records have more than {MAX_COLUMNS:,} fields", file=name, hint="export fewer fields")
        flat.append((number, row))
    found.columns = tuple(columns)
    found.rows = [(number, {column: row.get(column, "") for column in columns}) for number, row in flat]
    return found


def _flatten(one: dict[str, Any], prefix: str, row: dict[str, str], depth: int) -> None:
    for key, value in one.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            if depth < _DEPTH and key not in ("_links", "credentials"):
                _flatten(value, f"{name}.", row, depth + 1)
        elif isinstance(value, list):
            row[name] = ";".join(_whole(part) for one_of in value if (part := _part(one_of)))
        elif isinstance(value, bool):
            row[name] = "true" if value else "false"
        else:
            row[name] = "" if value is None else _whole(str(value))


def _part(value: Any) -> str:
    """A member of a list as text: of a record its name, as `groups` and `emails` of a directory hold them."""
    if isinstance(value, dict):
        value = next((value[key] for key in _NAMED if isinstance(value.get(key), str)), "")
    return str(value) if isinstance(value, str | int) else ""


def _whole(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadInput("holds half a character", hint="export it again") from None
    return text


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        msg = "a field stands twice in one object"
        raise ValueError(msg)
    return found


def _no_number(text: str) -> NoReturn:
    msg = f"{text} is no number"
    raise ValueError(msg)
