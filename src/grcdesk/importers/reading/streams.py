"""Bytes of a file with a limit, and word of how far it is read."""

from __future__ import annotations

import io
import zlib
from typing import Any, BinaryIO

from grcdesk.errors import BadInput
from grcdesk.importers.reading.job import ReadingJob

_STEP = 1 << 22


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
