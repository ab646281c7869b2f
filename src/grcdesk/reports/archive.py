"""Zip archives without a clock: the same content gives the same bytes."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any

_HEADER, _LENGTHS = 30, 26
"""Bytes of the head of an entry, and where in it stand the lengths of its name and of what follows the name."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip entry can carry."""


def still(name: str) -> zipfile.ZipInfo:
    """An entry that says nothing of when and where it was made."""
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    # Unix, wherever it is made: the library writes the system it runs on, and the bytes would differ
    entry.create_system = 3
    entry.external_attr = 0o600 << 16
    return entry


class StillZip(zipfile.ZipFile):
    """A zip file for writing whose entries carry a fixed time; entries named in `instead` get that content."""

    def __init__(self, file: IO[bytes], instead: Mapping[str, bytes]) -> None:
        super().__init__(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True)
        self._instead = instead

    def writestr(self, zinfo_or_arcname: str | zipfile.ZipInfo, data: Any, *_: Any, **__: Any) -> None:
        """Write one entry from memory."""
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        super().writestr(still(name), self._instead.get(name, data))

    def take(self, data: bytes, entry: zipfile.ZipInfo) -> None:
        """Take an entry of another archive as it lies there, without unpacking it."""
        # what follows the name may be longer here than the index of the archive tells
        name, extra = struct.unpack_from("<HH", data, entry.header_offset + _LENGTHS)
        start = entry.header_offset + _HEADER + name + extra
        taken = still(entry.filename)
        taken.compress_type, taken.CRC = entry.compress_type, entry.CRC
        taken.compress_size, taken.file_size = entry.compress_size, entry.file_size
        file = self.fp
        if file is None:
            msg = "the archive is closed"
            raise ValueError(msg)
        taken.header_offset = file.tell()
        file.write(taken.FileHeader(zip64=False))
        file.write(data[start : start + entry.compress_size])
        self.filelist.append(taken)
        self.NameToInfo[taken.filename] = taken
        self.start_dir = file.tell()

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        """Write one entry from a file."""
        name = str(arcname or Path(filename).name)
        with Path(filename).open("rb") as source, self.open(still(name), "w", force_zip64=False) as target:
            while chunk := source.read(1 << 20):
                target.write(chunk)


def rewrite(data: bytes, instead: Mapping[str, bytes], mended: Callable[[bytes], bytes] | None = None) -> bytes:
    """The archive again, entries in the same order, with fixed times; entries in `instead` get that content.

    `mended` says what becomes of the content of all others.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, StillZip(out, instead) as new:
        for entry in old.infolist():
            if mended and entry.filename not in instead:
                new.writestr(entry.filename, mended(old.read(entry)))
            elif entry.filename in instead:
                new.writestr(entry.filename, b"")
            else:
                # packed already: to pack it again takes time and gives the same
                new.take(data, entry)
    return out.getvalue()
