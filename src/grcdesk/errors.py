"""What can go wrong, as one tree.

DeskError             exit  meaning
├── Refused              1  a rule of the domain says no; the reasons are listed
│   └── Overtaken        1  another process changed the same first
├── NotFound             1  no such control, action, snapshot …
├── BadInput             2  a file, option or filter cannot be understood
│   └── BadSettings      2  grcdesk.toml or GRCDESK_* holds something unknown
├── NoDesk               3  there is no desk here
├── Locked               3  another process is writing; try again
├── Replaced             3  another desk lies where the one that is open lay
├── Newer                3  the desk was made by a newer grcdesk
├── Older                3  the desk was made before the first release
├── Unwritable           3  the disk or folder does not take the write
├── Unsent               3  a channel did not take a message; trying again may help
└── Damaged              5  hash or chain broken
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from grcdesk.alike import alike

if TYPE_CHECKING:
    from grcdesk.cures import CurePart

_ALIKE = 4
"""So many first letters in common make two words of like length near."""
_CURES = {
    errno.ENOSPC: "free some space on that disk, or choose another place",
    errno.EDQUOT: "free some of your quota, or choose another place",
    errno.EFBIG: "files of that size are not allowed there; choose another place",
    errno.EROFS: "that disk is read-only; choose another place",
    errno.EACCES: "you may not write there; choose another place",
    errno.EPERM: "you may not write there; choose another place",
    errno.ENOENT: "make the folder first, or choose another place",
    errno.ENOTDIR: "its folder is a file; choose another place",
    errno.EISDIR: "that is a folder; name a file inside it",
    errno.EIO: "the disk reports an error: choose another one, and check this one",
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.EMFILE: "too many files are open; close some programs, then try again",
    errno.ENFILE: "too many files are open; close some programs, then try again",
}
_SHORTEST = "choose another place"


class DeskError(Exception):
    """Anything a person can act on: one sentence, and a hint how to mend it."""

    exit_code = 70

    def __init__(self, message: str, *, hint: str = "", reasons: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.reasons = reasons

    def __str__(self) -> str:
        return self.message

    @property
    def cure(self) -> tuple[CurePart, ...]:
        """How to mend it, as data: words, fields and acts, for each face to call by its own name."""
        from grcdesk.cures import read  # noqa: PLC0415  patterns are built only where something is wrong

        return read(self.hint)

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the fields that are at fault or to be filled in, in the order they are told."""
        from grcdesk.cures import fields  # noqa: PLC0415

        told = (self.hint, self.message, *self.reasons)
        return tuple(dict.fromkeys(one.name for sentence in told for one in fields(sentence)))


class Refused(DeskError):
    """A rule of the domain forbids it. `reasons` lists everything that is lacking."""

    exit_code = 1


class Overtaken(Refused):
    """Another process changed the same after the person looked."""

    def __init__(self, message: str, *, position: int, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.position = position
        """The last entry of the log: what was changed stands before it."""


class NotFound(DeskError):
    """The named thing does not exist."""

    exit_code = 1

    @classmethod
    def of(cls, kind: str, name: str, known: tuple[str, ...] = ()) -> NotFound:
        """No such record, with the nearest known name as the hint."""
        return cls(f"no {kind} {name!r}", hint=did_you_mean(name, known))


class BadInput(DeskError):
    """Input that cannot be understood; says where and what to write instead."""

    exit_code = 2

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        reasons: tuple[str, ...] = (),
        file: str = "",
        line: int | None = None,
    ) -> None:
        super().__init__(message, hint=hint, reasons=alike(reasons))
        self.file = file
        self.line = line

    def __str__(self) -> str:
        place = self.file + (f":{self.line}" if self.line is not None else "")
        return f"{place}: {self.message}" if place else self.message


class BadSettings(BadInput):
    """An unknown or impossible setting."""


class NoDesk(DeskError):
    """No desk was found where one is needed."""

    exit_code = 3

    @classmethod
    def gone(cls, place: object) -> NoDesk:
        """A desk that was open is not where it was."""
        return cls(
            f"{place} is gone: the folder of the desk was moved, renamed or removed while it was open",
            hint="open it where it lies now; nothing was changed",
        )


class Locked(DeskError):
    """Another process holds the desk for writing."""

    exit_code = 3


class Replaced(DeskError):
    """Another desk lies in the place of the one that is open, or none any more."""

    exit_code = 3


class Newer(DeskError):
    """The desk was written by a later version of the program."""

    exit_code = 3


class Older(DeskError):
    """The desk was written by a development version, before the first release."""

    exit_code = 3


class Unwritable(DeskError):
    """The place cannot be written to: disk full, read-only, no permission."""

    exit_code = 3

    @classmethod
    def of(cls, what: str, error: OSError, *, hint: str = "") -> Unwritable:
        """What failed, why the system says so, and what helps against that.

        Args:
            what: as a sentence to which the reason is added, `FILE cannot be written`.
            error: of the system.
            hint: where the usual one does not fit.
        """
        return cls(f"{what}: {error.strerror or error}", hint=hint or _CURES.get(error.errno or 0, _SHORTEST))


class Unsent(DeskError):
    """A channel did not take a message; trying again may help."""

    exit_code = 3


class Damaged(DeskError):
    """Content is not what its hash says."""

    exit_code = 5


def did_you_mean(name: str, known: tuple[str, ...] | list[str]) -> str:
    """A hint naming the nearest known word, or nothing when none is near."""
    from difflib import get_close_matches  # noqa: PLC0415  2 ms, needed only when something is wrong

    folded = {word.casefold(): word for word in known}
    typed = name.casefold()
    near = get_close_matches(typed, list(folded), n=1, cutoff=0.75)
    # `configuration` means `config_snapshot`, though it looks more like `population`
    begun = [word for word in folded if len(typed) >= _ALIKE and word.startswith(typed[:_ALIKE])]
    # of like length: a heading that is a sentence is no word, and must not be told
    near = near or [word for word in begun if abs(len(word) - len(typed)) <= _ALIKE][:1]
    near = near or get_close_matches(typed, list(folded), n=1, cutoff=0.6)
    return f"did you mean {folded[near[0]]!r}?" if near else ""
