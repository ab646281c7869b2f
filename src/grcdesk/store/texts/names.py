"""Free texts: the log names each by a salted hash, and keeps the text aside, where it can be erased."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, text

ERASED = "[erased]"
"""Stands for a text that was erased."""
_MARK = re.compile(r'\["\[erased\]"\]|\[erased(?: [0-9a-f]{8})?\]')
NO_ITEMS = "[]"
"""An empty list, as it is stored: it says nothing."""
_HASH = "sha256:"
_NAME = re.compile(_HASH + "[0-9a-f]{64}")
_CHUNK = 500

KeptTexts = dict[str, tuple[str, str]]
"""Name of a text → its salt and the text."""


class Literal(str):
    """A text that has the form of a name and is none."""

    __slots__ = ()


def private_name(salt: str, content: str) -> str:
    """What a line says in place of a text."""
    return _HASH + hashlib.sha256((salt + content).encode("utf-8", "surrogatepass")).hexdigest()


def hide(value: Any, private: KeptTexts) -> Any:
    """A text as the log names it; salt and text are put into `private`."""
    if not value or value == NO_ITEMS:
        return value
    content = str(value)
    # the salt is kept with the text alone: once both are erased, the hash cannot be guessed back
    salt = secrets.token_hex(16)
    name = private_name(salt, content)
    private[name] = (salt, content)
    return name


def is_name(value: object) -> bool:
    """Whether a value of a line has the form of a name."""
    # the first is asked of every value of a log, and answers for nearly all of them
    return (
        isinstance(value, str)
        and value.startswith(_HASH)
        and not isinstance(value, Literal)
        and _NAME.fullmatch(value) is not None
    )


def is_mark(value: str) -> bool:
    """Whether a value only says that a text was erased."""
    return _MARK.fullmatch(value) is not None


def kept(connection: Connection, names: Iterable[str] | None = None) -> KeptTexts:
    """The texts that still exist: all of them, or those of some names."""
    query = "SELECT sha256, salt, content FROM private_text"
    if names is None:
        return {name: (salt, content) for name, salt, content in connection.execute(text(query))}
    found: KeptTexts = {}
    asked = text(f"{query} WHERE sha256 IN :names").bindparams(bindparam("names", expanding=True))
    wanted: Sequence[str] = list(dict.fromkeys(names))
    for start in range(0, len(wanted), _CHUNK):
        rows = connection.execute(asked, {"names": wanted[start : start + _CHUNK]})
        found |= {name: (salt, content) for name, salt, content in rows}
    return found


def text_of(value: Any, known: KeptTexts) -> Any:
    """A value of a line as people read it: the text a name stands for, or that it was erased."""
    if not is_name(value):
        return value
    return known[value][1] if value in known else ERASED
