"""How somebody left the screens of a desk: filter, order and columns, kept in the state folder between starts.

It is one small JSON file for each desk, by screen. What cannot be read or written is forgotten; nothing else is lost.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from grcdesk.paths import user_state

MOST = 1_000_000
"""Bytes of a file that is read; ours are far smaller."""


class ScreenMemory:
    """What is remembered of the screens of one desk."""

    def __init__(self, desk: Path | None) -> None:
        self._path = None
        if desk is not None:
            name = sha256(str(desk.absolute()).encode("utf-8", "surrogatepass")).hexdigest()[:32]
            self._path = user_state() / "screens" / f"{name}.json"

    def of(self, screen: str) -> dict[str, Any]:
        """What is remembered of a screen; empty: nothing."""
        found = self._all().get(screen)
        return found if isinstance(found, dict) else {}

    def keep(self, screen: str, **values: Any) -> None:
        """Remember these of a screen, beside what is remembered already; an empty value is forgotten."""
        whole = self._all()
        kept = {name: value for name, value in {**self.of(screen), **values}.items() if value}
        if kept == whole.get(screen, {}):
            return
        whole[screen] = kept
        path = self._path
        if path is None:
            return
        with suppress(OSError, TypeError, ValueError):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(path.with_suffix(".new"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8", errors="surrogatepass") as file:
                json.dump(whole, file)
            # whole or not at all: half a file would forget every screen of the desk
            path.with_suffix(".new").replace(path)

    def _all(self) -> dict[str, Any]:
        if self._path is None:
            return {}
        try:
            if self._path.stat().st_size > MOST:
                return {}
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}
