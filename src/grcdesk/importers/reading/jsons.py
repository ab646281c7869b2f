"""Strict JSON: nothing doubled, nothing endless, no number that is none, no half characters.

Reasons name a place and never quote what stands there.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterable, Iterator
from itertools import chain, compress
from typing import Any, BinaryIO

from pydantic_core import from_json

from grcdesk.importers.reading import paging

MAX_DEPTH = 100
MAX_ITEM = 8 << 20
"""Bytes of one line, and of one record of a list."""
_BLOCK = 1 << 20
_TOGETHER = 1 << 17
"""Bytes that are parsed together: few enough that what is made of them stays near the processor."""
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
_BLANK = b" \t\r\n"
_NESTED: frozenset[type] = frozenset({dict, list})
_APART = re.compile(rb'"[ \t\r\n]+:')
"""A key written apart from its colon."""
_TEXT = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_INNERMOST = rb'\{(?:[^{}\[\]"]|%s)*+\}' % _TEXT
"""An object without another in it, and without a list: passed over at once."""
_SIGN = re.compile(rb'%s|%s|["\[\]{},]' % (_INNERMOST, _TEXT), re.DOTALL)

LISTS = (
    *("Records", "records", "events", "data", "items", "entries", "results", "logs", "decisions", "value", "rows"),
    *("Findings", "findings", "issues", "tickets", "Resources", "users", "Users", "members", "accounts", "nodes"),
    *("pull_requests", "workflow_runs", "artifacts", "incidents", "alerts", "changes", "deployments", "result"),
)
"""Names under which documents keep the list of their records."""
MAX_BESIDE = 1 << 20
"""Bytes of what may follow the list in its document."""


class BadJson(ValueError):
    """Not JSON as it is read here. The message is a reason."""


def loads(data: bytes, *, nan: bool = False) -> Any:
    """One JSON document.

    Args:
        data: UTF-8, UTF-16 or UTF-32, with or without mark.
        nan: whether NaN and Infinity are let through, for the caller to judge.

    Raises:
        BadJson: with the reason.
    """

    def constant(_: str) -> float:
        if nan:
            return float("nan")
        raise BadJson("NaN or Infinity, which JSON does not know")

    try:
        text = data.decode(json.detect_encoding(data))
        found = json.loads(text, object_pairs_hook=_pairs, parse_constant=constant, parse_float=_float(nan=nan))
    except BadJson:
        raise
    except RecursionError:
        raise BadJson("nested too deep") from None
    except json.JSONDecodeError as error:
        raise BadJson(f"no JSON at line {error.lineno}, column {error.colno}") from None
    except UnicodeDecodeError:
        raise BadJson("not UTF-8") from None
    except ValueError:
        raise BadJson("a number with thousands of digits") from None
    if _HALF.search(data):
        _refuse_halves(found)
    _refuse_depth(found)
    return found


def line(data: bytes) -> Any:
    """One line of JSON Lines, by the quickest parser at hand; a line that looks doubtful is read strictly.

    Raises:
        BadJson: with the reason.
    """
    try:
        found = from_json(data, allow_inf_nan=False, cache_strings="keys")
    except ValueError:
        return loads(data)  # says why; or reads what the other parser does not, such as UTF-16
    return found if _told_once(data, [found]) else loads(data)


def together(rows: list[bytes]) -> list[dict[str, Any]] | None:
    """Several lines of JSON Lines at once, each of them an object; None when one by one has to tell what they are."""
    # a number nobody can foresee between the lines: what is opened in one and closed in another is found out
    mark = secrets.randbits(60)
    data = b"[" + (b",%d," % mark).join(rows) + b"]"
    try:
        found = from_json(data, allow_inf_nan=False, cache_strings="keys")
    except ValueError:
        return None
    lines = found[::2]
    if found[1::2] != [mark] * (len(rows) - 1) or len(lines) != len(rows) or set(map(type, lines)) != {dict}:
        return None
    return lines if _told_once(data, lines) else None


def _told_once(data: bytes, found: list[Any]) -> bool:
    """Whether no object of it has a key twice: nothing was read over.

    Where no sign is escaped, each text stands between two quotes, and all of them were read. Else one `":` stands there
    for each key that was read: more of them, and a key stood there twice, or a text has that sign in it. A key written
    apart from its colon would make up for one that stands there twice.
    """
    if b"\\" not in data:
        return sum(_counted(found)) * 2 == data.count(b'"')
    if _has_blank_colon(data) and _APART.search(data):
        return False
    return _counted(found)[0] >= data.count(b'":')


def _has_blank_colon(data: bytes) -> bool:
    """Whether a colon follows a blank; of tabs and ends of lines, which are rare, it is first asked if they occur."""
    return b" :" in data or any(sign in data and sign + b":" in data for sign in (b"\t", b"\r", b"\n"))


def _counted(level: list[Any]) -> tuple[int, int]:
    """Keys of all objects in a list, and texts beside them. By the level: a call for each would be felt."""
    keys = texts = 0
    while level:
        objects = [one for one in level if one.__class__ is dict]
        keys += sum(map(len, objects))
        inside = list(chain.from_iterable(map(dict.values, objects)))
        if len(objects) < len(level):
            inside += chain.from_iterable(one for one in level if one.__class__ is list)
        kinds = list(map(type, inside))
        texts += kinds.count(str)
        level = [] if _NESTED.isdisjoint(kinds) else list(compress(inside, map(_NESTED.__contains__, kinds)))
    return keys, texts


def wrapped(document: Any) -> list[Any] | None:
    """The list of records a document is about; None when it is about none."""
    if isinstance(document, list):
        return document
    if not isinstance(document, dict):
        return None
    lists = {name: value for name, value in document.items() if _of_records(value)}
    name = next((name for name in LISTS if name in lists), "")
    # a list of another name may be a part of one record; beside what speaks of pages it is what they hold
    if not name and len(lists) == 1 and paging.speaks_of_pages(document):
        (name,) = lists
    return lists.get(name)


def _of_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def lines(handle: BinaryIO) -> Iterator[list[tuple[int, bytes | None]]]:
    """Lines of a file by number, a batch at a time, blank ones left out; None for one longer than may be."""
    return (numbered(number, found) for number, found in spans(handle))


def numbered(number: int, found: list[bytes] | None) -> list[tuple[int, bytes | None]]:
    """Lines by number, of which that of the first is told."""
    if found is None:
        return [(number, None)]
    return [(place, one) for place, one in enumerate(found, number) if one and not one.isspace()]


def spans(handle: BinaryIO) -> Iterator[tuple[int, list[bytes] | None]]:
    """The lines of a file a block at a time, with the number of the first; None for one longer than may be."""
    number, rest, skipping = 1, b"", False
    while block := handle.read(_TOGETHER):
        found = (rest + block).split(b"\n")
        rest = found.pop()
        if skipping and found:
            skipping = False
            yield number, None
            number += 1
            del found[0]
        yield number, found
        number += len(found)
        if len(rest) > MAX_ITEM:
            # it is forgotten as it comes: a line without an end must not fill the memory
            rest, skipping = b"", True
    yield number, None if skipping else [rest]


def items(handle: BinaryIO, behind: bytearray | None = None) -> Iterator[tuple[int, bytes | None]]:
    """The records of a JSON list by place, from 1, without holding the list; None for one longer than may be.

    The handle stands behind the opening bracket. A comma or bracket inside text is no end of a record. What follows
    the list is put into `behind`, up to `MAX_BESIDE` and a byte.

    Raises:
        BadJson: when the list is not closed.
    """
    place = 0
    for piece in _pieces(handle, bytearray() if behind is None else behind):
        one = piece.strip(_BLANK)
        if one:
            place += 1
            yield place, one if len(one) <= MAX_ITEM else None


def batches(items: Iterable[tuple[int, bytes | None]]) -> Iterator[list[tuple[int, bytes | None]]]:
    """Records in batches of about so much as a block of lines."""
    batch: list[tuple[int, bytes | None]] = []
    size = 0
    for place, one in items:
        batch.append((place, one))
        size += len(one or b"")
        if size >= _TOGETHER:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _pieces(handle: BinaryIO, behind: bytearray) -> Iterator[bytes]:
    """What stands between the commas of the outermost list."""
    buffer, position, depth, start = b"", 0, 0, 0
    while True:
        block = handle.read(_BLOCK)
        buffer = buffer[start:] + block
        position -= start
        start = 0
        found = _SIGN.search(buffer, position)
        while found and (sign := found[0]) != b'"':  # a lone quote: a text that goes on in the next block
            if sign in (b"[", b"{"):
                depth += 1
            elif sign == b",":
                if not depth:
                    yield buffer[start : found.start()]
                    start = found.end()
            elif len(sign) > 1:
                pass  # signs inside a text are none; those of an object that has no other in it are in pairs
            elif not depth:
                yield buffer[start : found.start()]
                behind += (buffer[found.end() :] + handle.read(MAX_BESIDE + 1))[: MAX_BESIDE + 1]
                return
            else:
                depth -= 1
            position = found.end()
            found = _SIGN.search(buffer, position)
        position = found.start() if found else len(buffer)
        _refuse_endless(block, len(buffer) - start)


def _refuse_endless(block: bytes, waiting: int) -> None:
    """A list whose end does not come, or a record: it would be held until there is no room for it."""
    if not block:
        raise BadJson("the list is not closed: the file ends too early")
    if waiting > 4 * MAX_ITEM:
        raise BadJson(f"a record longer than {MAX_ITEM >> 20} MiB")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadJson("a key stands twice in one object")
    return found


def _float(*, nan: bool) -> Any:
    def read(text: str) -> float:
        found = float(text)
        if not nan and found - found != 0:
            raise BadJson("a number beyond all bounds")
        return found

    return read


def _refuse_halves(found: Any) -> None:
    try:
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise BadJson("half a character (a lone surrogate)") from None


def _refuse_depth(found: Any) -> None:
    level = [found]
    for _ in range(MAX_DEPTH):
        level = [
            child
            for one in level
            if isinstance(one, dict | list)
            for child in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return
    raise BadJson(f"nested deeper than {MAX_DEPTH} levels")
