"""What reading a bag found: a folder of files with their sums, as RFC 8493 has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class BagWord(StrEnum):
    """How bad one thing is that was found."""

    DAMAGED = "damaged"
    """Something is not as the bag says it is."""
    UNCHECKED = "unchecked"
    """It cannot be told here whether it is."""
    REMARK = "remark"
    """To be known, and no damage."""


@dataclass(frozen=True, slots=True)
class BagFound:
    """One thing that was found."""

    word: BagWord
    where: str
    """The file within the bag; empty: the bag itself."""
    what: str

    @property
    def told(self) -> str:
        """`data/a.txt: is not listed`."""
        return f"{self.where}: {self.what}" if self.where else self.what


@dataclass(frozen=True, slots=True)
class BagReport:
    """What a bag is, and everything that was found."""

    found: tuple[BagFound, ...]
    version: str = ""
    """Of BagIt; empty: it could not be read."""
    info: tuple[tuple[str, str], ...] = ()
    """What stands in `bag-info.txt`, in its order."""
    sums: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of each payload file as it was read now, by path; of a bag whose manifest names it."""
    files: int = 0
    """Payload files."""
    size: int = 0
    """Their bytes."""
    algorithms: tuple[str, ...] = ()

    @property
    def damaged(self) -> tuple[BagFound, ...]:
        """What is not as the bag says."""
        return tuple(one for one in self.found if one.word is BagWord.DAMAGED)

    @property
    def unchecked(self) -> tuple[BagFound, ...]:
        """What could not be checked."""
        return tuple(one for one in self.found if one.word is BagWord.UNCHECKED)

    @property
    def remarks(self) -> tuple[BagFound, ...]:
        """What is to be known beside it."""
        return tuple(one for one in self.found if one.word is BagWord.REMARK)

    def said(self, name: str) -> str:
        """A value of `bag-info.txt`, the first of that name; empty: none."""
        return next((value for label, value in self.info if label.casefold() == name.casefold()), "")
