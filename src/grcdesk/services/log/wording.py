"""What an entry of the change log changed, in words: fields and terms as people say them, lists without their signs."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from grcdesk.models.base import table_of
from grcdesk.models.tables import LOGGED
from grcdesk.schemas.log.log import LogEntry
from grcdesk.store.running.differences import in_words

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d(?:\.\d+)?)Z")


def moves(entry: LogEntry) -> list[tuple[str, str, str]]:
    """Each field that moved, under its stored name, with what stood there and what stands there, in words.

    It shows working notes, as a person on this desk reads them: nothing of it goes out.
    """
    names = dict.fromkeys((*entry.before, *entry.after))
    sides = ((name, entry.shown(entry.before.get(name)), entry.shown(entry.after.get(name))) for name in names)
    told = ((name, in_text(entry, name, old), in_text(entry, name, new)) for name, old, new in sides)
    return [(name, old, new) for name, old, new in told if old != new]


def in_text(entry: LogEntry, name: str, value: Any) -> str:
    """A value of an entry as people read it: terms and flags in words, lists with semicolons, texts as they are."""
    if value is None:
        return ""
    text, model = str(value), LOGGED.get(entry.kind)
    if text.startswith(("[", "{")):
        with suppress(ValueError):
            return plain(json.loads(text))
    if moment := _MOMENT.fullmatch(text):
        day, minute, seconds = moment.groups()
        return f"{day} {minute}{'' if seconds.strip(':.0') == '' else seconds}Z"
    if model is None or name not in table_of(model).columns:
        return text
    with suppress(ValueError):  # a word of an earlier version
        return in_words(model, name, value, text)
    return text


def plain(value: object) -> str:
    """A stored structure in words: what it holds, with semicolons between."""
    if isinstance(value, Mapping):
        return ", ".join(f"{str(name).replace('_', ' ')} {plain(held)}" for name, held in value.items())
    if isinstance(value, list):
        return "; ".join(plain(held) for held in value)
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "yes", False: "no"}[value]
    return str(value)
