"""What remains of a stored value once a text is erased from it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from grcdesk.store.texts.names import ERASED

SHORT = 6
"""Texts of fewer characters are looked for as whole values only: `no` is part of too much."""
_CODE = re.compile(r"[a-z_]+|[A-Z]{2,5}(-[A-Z]{2,5})*-[0-9]+(\.[A-Z0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+Z)?")
"""Words, ids and days: in a record of the program they mean something else, and stay."""
_LABEL = 120
"""Characters of a label in the log."""


@dataclass(frozen=True)
class Unwanted:
    """The text that is to go."""

    content: str
    wide: bool = False
    """Also texts of which it is a part go, as a whole."""

    @cached_property
    def needles(self) -> tuple[str, ...]:
        """How it may be written within a stored value: as it is, or as a string of JSON."""
        written = (json.dumps(self.content, ensure_ascii=ascii_only)[1:-1] for ascii_only in (False, True))
        return tuple(dict.fromkeys((self.content, *written)))

    @cached_property
    def folded(self) -> str:
        """How it is written among the spellings of an account."""
        return " ".join(self.content.split()).casefold()

    def in_value(self, value: object) -> bool:
        """Whether a stored value holds it in any way."""
        if not isinstance(value, str):
            return False
        return any(needle in value for needle in self.needles) or (_spellings(value) and self.folded in value)

    def in_line(self, line: bytes) -> bool:
        """Whether a line of the log holds it."""
        return any(needle.encode("utf-8", "surrogatepass") in line for needle in self.needles)

    def is_label(self, value: str) -> bool:
        """Whether a value is the text cut to a label."""
        return len(self.content) > _LABEL and value == self.content[:_LABEL]

    def rest(self, value: str, mark: str) -> str | None:
        """What remains of a value; None when it stays as it is.

        In what the program wrote as JSON, only the text itself is taken out.

        Args:
            value: as it is stored.
            mark: what stands in the place of a whole value.
        """
        if value == self.content or self.is_label(value):
            return mark
        if _spellings(value):
            return self._of_spellings(value)
        if not self.in_value(value):
            return None
        found = _structure(value)
        if found is not None:
            return self._of_structure(value, found)
        return mark if self.wide and len(self.content) >= SHORT else None

    def _of_spellings(self, value: str) -> str | None:
        rest = "\n".join(one for one in value.split("\n") if one != self.folded)
        return None if rest == value else rest

    def _of_structure(self, value: str, found: Any) -> str | None:
        # a word such as `keep`, an id or a day in a record of the program is not what a person typed
        if is_record(value) and _CODE.fullmatch(self.content):
            return None
        rest = self._within(found)
        return None if rest == found else json.dumps(rest, ensure_ascii=False, separators=(",", ":"))

    def is_part(self, value: str) -> bool:
        """Whether it is a part of a longer text, which is another one and stays."""
        return len(self.content) >= SHORT and self.in_value(value) and self.rest(value, ERASED) is None

    def _within(self, node: Any) -> Any:
        if isinstance(node, str):
            if len(self.content) < SHORT or self.content not in node:
                return ERASED if node == self.content else node
            return ERASED if self.wide else node.replace(self.content, ERASED)
        if isinstance(node, list):
            return [self._within(item) for item in node]
        if isinstance(node, dict):
            return {self._within(name): self._within(item) for name, item in node.items()}
        return node


def is_record(value: str) -> bool:
    """Whether a value is a record of figures and texts that the program wrote, no list of texts."""
    found = _structure(value)
    return isinstance(found, dict) or (isinstance(found, list) and not all(isinstance(item, str) for item in found))


def _spellings(value: str) -> bool:
    """Whether it is a list of spellings, each between line feeds."""
    return len(value) > 1 and value[0] == value[-1] == "\n"


def _structure(value: str) -> Any:
    """A list or a mapping that is stored as JSON; None for any other text."""
    if value[:1] not in ("[", "{"):
        return None
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, (list, dict)) else None


def needles(content: str) -> Iterator[bytes]:
    """Byte strings that give the text away in a file, however it is written there; of a long one, three pieces."""
    escaped = content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for written in dict.fromkeys((*Unwanted(content).needles, escaped, escaped.replace('"', "&quot;"))):
        data = written.encode("utf-8", "surrogatepass")
        middle = len(data) // 2 - _PIECE // 2
        pieces = (data,) if len(data) <= 3 * _PIECE else (data[:_PIECE], data[middle : middle + _PIECE], data[-_PIECE:])
        yield from pieces


_PIECE = 48
"""Bytes that lie together even where a database splits a long text over pages."""
