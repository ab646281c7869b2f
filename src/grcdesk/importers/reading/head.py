"""The beginning of a file, looked at in the ways a format gives itself away."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic_core import from_json

from grcdesk.importers.keeping import content
from grcdesk.importers.reading import jsons
from grcdesk.importers.reading.headings import find_delimiter, first_row, first_rows, preamble

_TRIED = 20
"""Lines that are looked at for a first record."""


@dataclass
class FileHead:
    """The beginning of a file, looked at in the ways a format gives itself away."""

    data: bytes
    name: str
    sheet: tuple[str, ...] = ()
    """The columns of a workbook."""
    heading: int = 0
    """The line that names the columns, as a person says; 0: it is found."""

    @cached_property
    def text(self) -> str:
        """As text, good enough to look at."""
        wide = self.data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        return self.data.decode("utf-16" if wide else "utf-8-sig", "replace")

    @cached_property
    def document(self) -> Any:
        """What can be parsed of a JSON document; None when it is none."""
        try:
            return from_json(self.text.strip().encode(errors="replace"), allow_partial=True)
        except ValueError:
            return None

    @cached_property
    def record(self) -> dict[str, Any]:
        """The first record, in JSON of any form; empty for others."""
        lines = self.text.lstrip().splitlines()[:_TRIED] if self.is_json else []
        whole = next((found for line in lines if isinstance(found := self._parsed(line.encode()), dict)), None)
        for found in (whole, self.document):
            listed = jsons.wrapped(found)
            if listed and isinstance(listed[0], dict):
                return listed[0]
            if isinstance(found, dict):
                return found
        return {}

    @staticmethod
    def _parsed(data: bytes) -> Any:
        try:
            return from_json(data)
        except ValueError:
            return None

    @cached_property
    def is_json(self) -> bool:
        """Whether it begins as JSON does."""
        return self.text.lstrip()[:1] in ("{", "[")

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The header of a delimited file or a workbook; empty for others."""
        if self.sheet:
            return self.sheet
        if self.is_json or "\x00" in self.text.partition("\n")[0] or self.text.lstrip()[:1] == "<":
            return ()
        return tuple(name.strip() for name in first_row(self.text, self.heading))

    @cached_property
    def rows(self) -> list[list[str]]:
        """The first rows of a delimited file, the heading among them."""
        rest, before, told = preamble(self.text)
        return [row for _, row in first_rows(rest, told or find_delimiter(rest), before)] if self.columns else []

    @cached_property
    def named(self) -> dict[str, str]:
        """Plain names of the columns, or of the keys of the first record, as they are written."""
        return {content.plain(name): name for name in (*self.columns, *map(str, self.record))}

    @cached_property
    def fields(self) -> frozenset[str]:
        """Plain names of the columns, or of the keys of the first record."""
        return frozenset(self.named)
