"""Where a bag lies: a folder, or a zip file that is read and never unpacked.

Nothing in it is trusted: no link is followed, no name leads out, and how much is read is bounded before it is read.
"""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

from grcdesk.errors import BadInput
from grcdesk.schemas.packages.bags import BagFound, BagWord

MOST_FILES = 200_000
"""Files of a bag that is read at all."""
MOST_RATIO = 200
"""How many times its own size a zip file may unpack to, once that is more than `_SMALL`."""
_SMALL = 1 << 30
_STORED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_OF_A_SYSTEM = "__MACOSX/"
"""What macOS lays beside a folder that it zips."""
UNREADABLE = (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What reading one file of a bag may raise."""


class BagPlace(Protocol):
    """The files of a bag."""

    sizes: dict[str, int]
    """Bytes by path, with `/` between the parts."""
    found: list[BagFound]
    """What is wrong with how it lies there."""

    def read(self, name: str) -> BinaryIO:
        """A file, open for reading from its beginning."""


@contextmanager
def opened(path: Path) -> Iterator[BagPlace]:
    """The bag in a folder or a zip file.

    Raises:
        BadInput: when there is neither, or a zip file is none, or unpacks to more than any bag needs.
    """
    if path.is_dir():
        yield FolderBag(path)
        return
    if not path.is_file():
        raise BadInput("there is no such file or folder", file=str(path), hint="name the folder or the zip file")
    try:
        archive = zipfile.ZipFile(path)
    except UNREADABLE as error:
        hint = "copy it once more from where it came"
        raise BadInput("is no zip file, or is cut off", file=str(path), hint=hint) from error
    with archive:
        yield ZipBag(archive, path)


class FolderBag:
    """A bag in a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.sizes: dict[str, int] = {}
        self.found: list[BagFound] = []
        self._walk(root, "")

    def _walk(self, folder: Path, above: str) -> None:
        """Note the size of every file below a folder; what is neither file nor folder is told, and never opened."""
        try:
            entries = sorted(os.scandir(folder), key=lambda one: one.name)
        except OSError as error:
            told = f"cannot be read: {error.strerror}"
            self.found.append(BagFound(BagWord.UNCHECKED, above.rstrip("/"), told))
            return
        for entry in entries:
            name = above + entry.name
            if len(self.sizes) > MOST_FILES:
                raise BadInput(f"holds more than {MOST_FILES:,} files", file=str(self._root), hint="that is no bag")
            if entry.is_dir(follow_symlinks=False):
                self._walk(Path(entry.path), f"{name}/")
            elif entry.is_file(follow_symlinks=False):
                self.sizes[name] = entry.stat(follow_symlinks=False).st_size
            else:
                told = "is a link, and no link is followed" if entry.is_symlink() else "is no regular file"
                self.found.append(BagFound(BagWord.DAMAGED, name, told))

    def read(self, name: str) -> BinaryIO:
        """A file, open for reading; one that became a link or a pipe meanwhile is not followed."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        handle = os.open(self._root / name, flags)
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise OSError(0, "is no regular file any more")
        return os.fdopen(handle, "rb")


class ZipBag:
    """A bag in a zip file: at its top, or in the one folder it holds."""

    def __init__(self, archive: zipfile.ZipFile, path: Path) -> None:
        self._archive = archive
        self.sizes: dict[str, int] = {}
        self.found: list[BagFound] = []
        self._entries: dict[str, zipfile.ZipInfo] = {}
        every = [one for one in archive.infolist() if not one.is_dir()]
        _refuse_bomb(every, path)
        entries = [one for one in every if not one.filename.startswith(_OF_A_SYSTEM)]
        if len(entries) < len(every):
            self.found.append(BagFound(BagWord.REMARK, _OF_A_SYSTEM, "was added by macOS when it was zipped; not read"))
        top = _top(entries)
        for entry in entries:
            self._take(entry, top)

    def _take(self, entry: zipfile.ZipInfo, top: str) -> None:
        name = entry.filename.removeprefix(top)
        why = _strange(entry, name)
        if name in self._entries:
            why = "stands in the zip file twice"
        if why:
            self.found.append(BagFound(BagWord.DAMAGED, name, why))
            return
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _STORED:
            told = "is encrypted" if entry.flag_bits & _ENCRYPTED else "is packed in a way that is not read here"
            self.found.append(BagFound(BagWord.UNCHECKED, name, told))
            return
        self._entries[name] = entry
        self.sizes[name] = entry.file_size

    def read(self, name: str) -> BinaryIO:
        """A file, open for reading; never more of it than its entry says."""
        return self._archive.open(self._entries[name])  # type: ignore[return-value]


def _refuse_bomb(entries: list[zipfile.ZipInfo], path: Path) -> None:
    """Refuse what is made to keep its reader busy.

    Raises:
        BadInput: for too many entries, entries that lie over one another, or far more bytes than the file can mean.
    """
    packed, whole = sum(one.compress_size for one in entries), sum(one.file_size for one in entries)
    size = path.stat().st_size
    told = ""
    if len(entries) > MOST_FILES:
        told = f"holds more than {MOST_FILES:,} files"
    elif packed > size:
        told = "its entries lie over one another"
    elif whole > max(_SMALL, MOST_RATIO * size):
        told = f"unpacks to {whole:,} bytes from {size:,}"
    if told:
        raise BadInput(f"{told}: it is not read", file=str(path), hint="unpack it yourself and name the folder")


def _top(entries: list[zipfile.ZipInfo]) -> str:
    """The one folder everything lies in, with its slash; empty where the bag lies at the top."""
    if any(one.filename == "bagit.txt" for one in entries):
        return ""
    tops = {one.filename.partition("/")[0] for one in entries}
    return f"{tops.pop()}/" if len(tops) == 1 else ""


def _strange(entry: zipfile.ZipInfo, name: str) -> str:
    """Why an entry is not read, if it is not."""
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "is a link, and no link is followed"
    return "" if leads_inside(name) else "leads out of the bag"


def leads_inside(name: str) -> bool:
    """Whether a path stays below where it begins, on every system."""
    parts = name.split("/")
    odd = "\\" in name or name.startswith(("/", "~")) or PurePosixPath(name).is_absolute() or name[1:2] == ":"
    return not odd and all(part not in ("", ".", "..") for part in parts)
