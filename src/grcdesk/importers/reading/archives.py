"""Zip files from others: read member by member, counting the bytes that really come out."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from typing import Any, BinaryIO

from grcdesk.errors import BadInput
from grcdesk.importers.reading.job import ReadingJob
from grcdesk.text import composed

_STEP = 1 << 22


MAX_UNPACKED = 300 << 20
MAX_RATIO = 200
MAX_MEMBERS = 20_000
_BLOCK = 1 << 16


def bad_names(names: list[str]) -> list[str]:
    """Names that would leave the folder, hide, or stand for the same file on some system."""
    found = []
    seen: set[str] = set()
    for name in names:
        plain = name.replace("\\", "/")
        folded = composed(plain).casefold()
        leaves = ".." in plain.split("/") or plain.startswith("/") or plain[1:2] == ":"
        if leaves or folded in seen or min(plain, default="-") < " ":
            found.append(name)
        seen.add(folded)
    return found


def check(path: Path) -> list[str]:
    """The members of an archive that can be trusted to be what it says.

    Raises:
        BadInput: as `check_open`.
    """
    with path.open("rb") as handle:
        return check_open(handle, path.name)


def check_open(handle: BinaryIO, file: str, what: str = "archive") -> list[str]:
    """The same of a file that is open.

    Args:
        handle: the file.
        file: its name, for messages.
        what: what it is meant to be.

    Raises:
        BadInput: when it is no archive, or one that plays tricks; every bad name is listed.
    """
    try:
        with zipfile.ZipFile(handle) as archive:
            infos = archive.infolist()
            # `filename` is cut at a zero byte, and would hide what stands behind it
            names = [one.orig_filename for one in infos]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise BadInput(f"is no whole {what}", hint="fetch it again, or save it anew", file=file) from error
    if len(names) > MAX_MEMBERS:
        raise BadInput(f"holds {len(names):,} members", hint=f"at most {MAX_MEMBERS:,}", file=file)
    bad = bad_names(names)
    if bad:
        shown = tuple(repr(name)[:80] for name in bad[:20])
        raise BadInput(f"{len(bad)} members have names no honest archive has", reasons=shown, file=file)
    if any(one.flag_bits & 1 for one in infos):
        raise BadInput("is encrypted", hint="unpack it first", file=file)
    size = handle.seek(0, io.SEEK_END)
    limit = max(1 << 20, MAX_RATIO * size)
    # what entries say of themselves, summed: one stretch of a file may be listed as many members
    if sum(one.file_size for one in infos) > min(limit, MAX_UNPACKED):
        raise BadInput("unpacks to far more than it should", hint="is it what you meant?", file=file)
    return names


def member(path: Path, name: str, limit: int) -> bytes:
    """One member, at most `limit` bytes, counted as they come.

    Raises:
        BadInput: beyond the limit, or when it is damaged.
    """
    out = bytearray()
    try:
        with zipfile.ZipFile(path) as archive, archive.open(name) as handle:
            while block := handle.read(_BLOCK):
                out += block
                # an entry may say less of itself than comes out
                if len(out) > limit:
                    raise BadInput(f"{name} unpacks to more than {limit >> 20} MiB", file=path.name)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise BadInput(f"{name} in it cannot be read", hint="fetch it again", file=path.name) from error
    return bytes(out)


class Counted(io.RawIOBase):
    """A stream that says how far it is and stops at a limit, counting what was really read."""

    def __init__(self, handle: BinaryIO, job: ReadingJob, limit: int) -> None:
        self.handle, self.job, self.limit = handle, job, limit
        self.seen = self.told = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """To the start."""
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        """Rewind."""
        self.seen = self.told = 0
        return self.handle.seek(offset, whence)

    def readinto(self, buffer: Any) -> int:
        """Read on.

        Raises:
            BadInput: at the limit, or when what is packed is damaged.
        """
        try:
            block = self.handle.read(len(buffer))
        except (EOFError, OSError, ValueError, zlib.error) as error:
            raise BadInput("the packed file is damaged", hint="fetch it again", file=self.job.name) from error
        buffer[: len(block)] = block
        self.seen += len(block)
        if self.seen > self.limit:
            raise BadInput(f"unpacks to more than {self.limit >> 20:,} MiB", hint="split it", file=self.job.name)
        if self.seen - self.told >= _STEP:
            self.told = self.seen
            self.job.progress(self.seen)
        return len(block)

    def close(self) -> None:
        """Close what is below as well."""
        self.handle.close()
        super().close()
