"""What a framework is called in filters, columns and --json, from its file."""

from __future__ import annotations

import re

from grcdesk.schemas.catalogs.files import FrameworkFile

_NO_WORD = re.compile(r"[^a-z0-9_]")


def named(data: FrameworkFile) -> tuple[str, str, str, tuple[str, ...]]:
    """Its short word, its name, its key in --json and further words."""
    short = data.short or _NO_WORD.sub("_", data.catalog)
    return short, data.name or data.title, data.json_name or short, data.also
