"""Drafts of long texts: kept in the state folder from the first letter until the text is kept or dropped.

A draft outlives a crash, a lost terminal and a change that was refused. It belongs to one form of one desk.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from grcdesk import clock
from grcdesk.paths import user_state

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed, and what stood there before."""

    base: dict[str, str]
    texts: dict[str, str]
    at: str
    """UTC, ISO."""


class Drafts:
    """The drafts of one desk."""

    def __init__(self, desk: Path | None) -> None:
        self._desk = desk

    def find(self, name: str, base: Texts) -> Draft | None:
        """The draft of a form, unless what was typed stands there already."""
        try:
            found = Draft(**json.loads(self._path(name).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        # it was kept after all, or typed again elsewhere
        if found.texts == dict(base):
            self.drop(name)
            return None
        return found

    def keep(self, name: str, base: Texts, texts: Texts) -> None:
        """Write a draft. A state folder that takes no file costs the draft, not the typing."""
        whole = {"base": dict(base), "texts": dict(texts), "at": clock.stamp(clock.now())}
        path = self._path(name)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(path.with_suffix(".new"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8", errors="surrogatepass") as file:
                json.dump(whole, file)
            # whole or not at all: a crash in the middle leaves the draft before it
            path.with_suffix(".new").replace(path)

    def drop(self, name: str) -> None:
        """Forget a draft."""
        with suppress(OSError):
            self._path(name).unlink()

    def _path(self, name: str) -> Path:
        key = sha256(f"{self._desk}\n{name}".encode("utf-8", "surrogatepass")).hexdigest()
        return user_state() / "drafts" / f"{key[:32]}.json"


class KeepsDrafts(Protocol):
    """An app that keeps drafts of long texts."""

    @property
    def drafts(self) -> Drafts:
        """The drafts of the desk that is open."""
