"""Names of files in a package: such that every system keeps them apart, takes them, and writes them the same way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

MOST_PATH = 200
"""Bytes of a path, from the folder of the package on."""
MOST_NAME = 96
"""Bytes of one name, with its ending."""
_ENDING = 16
_PLAIN = re.compile(r"[^A-Za-z0-9._ -]+")
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"} | {f"{kind}{n}" for kind in ("com", "lpt") for n in range(10)}
)


def plain(name: str, *, most: int = MOST_NAME, empty: str = "file") -> str:
    """A name of letters, digits and `. _ -` and blanks, which no system takes for something else.

    Letters with accents lose them; what has no plain letter becomes `_`. It may be the same for two names: see `Taken`.

    Args:
        name: as people have it.
        most: bytes it may have; the middle goes, the ending stays.
        empty: what stands for a name of which nothing is left.
    """
    bare = "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))
    kept = re.sub(r"_{2,}", "_", _PLAIN.sub("_", bare)).strip(" ._")
    if not kept.strip("_-. "):
        kept = empty + (kept if kept.startswith(".") else "")
    if kept.partition(".")[0].strip().casefold() in _DEVICES:
        kept = f"_{kept}"
    if len(kept) <= most:
        return kept
    stem, dot, ending = kept.rpartition(".")
    if not dot or len(ending) > _ENDING:
        return kept[:most].rstrip(" .")
    return stem[: most - len(ending) - 1].rstrip(" .") + f".{ending}"


def folded(path: str) -> str:
    """What two paths have in common that some system takes for the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


class Taken:
    """The paths given so far: none is given twice, nor one that some system takes for another."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._known = {folded(path) for path in known}

    def free(self, folder: str, name: str) -> str:
        """A path that nobody has: the name as it is, or with a number before its ending.

        Args:
            folder: where, with `/` between and none at the end.
            name: one that `plain` has made.
        """
        number, made = 1, self._fitted(folder, name, "")
        while folded(made) in self._known:
            number += 1
            made = self._fitted(folder, name, f"_{number}")
        self._known.add(folded(made))
        return made

    def _fitted(self, folder: str, name: str, number: str) -> str:
        stem, dot, ending = name.rpartition(".")
        if not dot or len(ending) > _ENDING:
            stem, dot, ending = name, "", ""
        room = MOST_PATH - len(folder) - len(number) - len(dot) - len(ending) - 1
        return f"{folder}/{stem[:room].rstrip(' .')}{number}{dot}{ending}"
