"""Names of files in a package: such that every system keeps them apart, takes them, and writes them the same way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

MOST_PATH = 130
"""Bytes of a path, from the folder of the package on: with that folder it stays below 200."""
MOST_NAME = 96
"""Bytes of one name, with its ending."""
_ENDING = 16
_LOOKED_AT = 1000
"""Letters of a longer name that are looked at, half from each end."""
_PLAIN = re.compile(r"[^A-Za-z0-9._ -]+")
_DEVICES = frozenset(
    {*("con", "prn", "aux", "nul", "conin$", "conout$"), *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(10))}
)


def plain(name: str, *, most: int = MOST_NAME, empty: str = "file") -> str:
    """A name of letters, digits and `. _ -` and blanks, which no system takes for something else.

    Letters with accents lose them; what has no plain letter becomes `_`. Two names may give the same: see `TakenPaths`.

    Args:
        name: as people have it.
        most: bytes it may have; the middle goes, the ending stays.
        empty: what stands for a name of which nothing is left.
    """
    given = name if len(name) <= _LOOKED_AT else name[: _LOOKED_AT // 2] + name[-_LOOKED_AT // 2 :]
    stem, dot, ending = given.rpartition(".")
    ending = _bare(ending).strip(" _")
    if not dot or not ending or len(ending) > _ENDING:
        stem, dot, ending = given, "", ""
    stem = _bare(stem)[: most - len(dot) - len(ending)].strip(" ._")
    if not stem.strip("-"):
        stem = empty
    if stem.partition(".")[0].strip().casefold() in _DEVICES:
        stem = f"_{stem}"[: most - len(dot) - len(ending)]
    return f"{stem}{dot}{ending}"


def _bare(text: str) -> str:
    letters = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return re.sub(r"_{2,}", "_", _PLAIN.sub("_", letters))


def folded(path: str) -> str:
    """What two paths have in common that some system takes for the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


class TakenPaths:
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
