"""Unpacking a backup that may come from anywhere: another process reads it, this one writes what it is handed.

What is written is counted and hashed here: no name, no byte and no size is taken on trust.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from grcdesk.disk import BLOB, file_mode, make_folder, set_mode, sync_folder
from grcdesk.errors import BadInput, Unwritable
from grcdesk.importers.backups.archive import MOST_LIST
from grcdesk.importers.reading.confined import command, environment
from grcdesk.paths import possible_in_backup
from grcdesk.schemas.progress import Progress, Stop

SILENCE = 30.0
"""Seconds in which something must come."""
_LINE = 4 * MOST_LIST
"""Bytes of a line: the list written out, every letter of it escaped."""
_LOOK = 0.2
_DAMAGED = "use another backup"


@dataclass(frozen=True, slots=True)
class BackupList:
    """What a backup says of itself."""

    facts: dict[str, Any]
    files: dict[str, str]
    """Path within the desk → SHA-256."""
    sizes: dict[str, int]


def unpack(
    file: Path,
    folder: Path,
    *,
    room: int,
    silence: float = SILENCE,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> BackupList:
    """Unpack a backup into a folder, every file hashed on its way; what was written is on the disk for good.

    Args:
        file: the backup.
        folder: an empty one.
        room: bytes it may take at most.
        silence: seconds to wait for the next piece.
        progress: told files done and in all.
        stop: asked with every piece; true ends it.

    Raises:
        BadInput: when it is no backup, or is damaged.
        Unwritable: when the folder does not take it, or there is no room for it.
    """
    if not file.exists():
        raise BadInput("there is no such file", file=str(file))
    if not file.is_file():
        raise BadInput("is not a regular file", file=str(file), hint="give the file itself, no pipe or folder")
    with subprocess.Popen(  # noqa: S603  our own interpreter
        command("grcdesk.importers.backups.child"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
    ) as process:
        reader = _Reader(process, file, silence, stop or (lambda: False))
        try:
            return reader.unpack(folder, room, progress or (lambda _done, _all: None))
        except OSError as error:
            hint = "free some space" if error.errno else ""
            raise Unwritable(f"{folder} does not take the backup: {error.strerror}", hint=hint) from error
        finally:
            reader.done()


class _Reader:
    """Talks with the process, and ends it when nothing comes any more."""

    def __init__(self, process: subprocess.Popen[bytes], file: Path, silence: float, stop: Stop) -> None:
        self.process, self.file, self.silence, self.stop = process, file, silence, stop
        self.over, self.late = threading.Event(), False
        self.since: float | None = None
        """Since when we wait for it; not counted is what our own disk takes."""
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()

    def _watch(self) -> None:
        while not self.over.wait(_LOOK):
            since = self.since
            if since is not None and time.monotonic() - since > self.silence:
                self.late = True
                self.process.kill()
                return

    def done(self) -> None:
        self.over.set()
        if self.process.poll() is None:
            self.process.kill()
        self.thread.join()

    def unpack(self, folder: Path, room: int, progress: Progress) -> BackupList:
        """Every file into the folder: none that the list does not name, none larger, each with the sum told there."""
        self._ask()
        told = self._line("list")["list"]
        found = BackupList(told, told["files"], told["sizes"])
        size = sum(found.sizes.values())
        if size > room:
            told = f"{self.file} unpacks to {size:,} bytes, and there is room for {room:,}"
            raise Unwritable(told, hint="free some space, or restore to another disk")
        left = dict(found.files)
        folders = {folder}
        while "file" in (line := self._line("file", "end")):
            name = str(line["file"])
            if not possible_in_backup(name) or name not in left:
                raise self._bad("does not hold what its list names")
            target = folder / name
            make_folder(target.parent, folder)
            folders |= {target.parent, *(one for one in target.parents if one.is_relative_to(folder))}
            self._take(target, name, found.sizes[name], left.pop(name))
            set_mode(target, BLOB if name.startswith("vault/") else file_mode(folder))
            progress(len(found.files) - len(left), len(found.files))
        if left:
            raise self._bad("does not hold what its list names")
        # the files are on the disk already; a folder that is not written out may still forget their names
        for one in folders:
            sync_folder(one)
        return found

    def _take(self, target: Path, name: str, size: int, sha256: str) -> None:
        if self._write(target, size) != sha256:
            raise self._bad(f"{name} in it is damaged")

    def _ask(self) -> None:
        pipe = cast("BinaryIO", self.process.stdin)
        try:
            pipe.write(json.dumps({"path": str(self.file.absolute())}).encode() + b"\n")
            pipe.close()
        except BrokenPipeError:
            return  # it has ended, and no line comes

    def _write(self, target: Path, most: int) -> str:
        """Write one file; its SHA-256. One byte more than its list says ends it."""
        seen, size = hashlib.sha256(), 0
        # a name that stands twice, or a link that lies there, is not written through
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            # an empty file has no piece at all
            while size < most:
                data = self._data(int(self._line("bytes")["bytes"]))
                size += len(data)
                if size > most:
                    break
                seen.update(data)
                file.write(data)
            file.flush()
            os.fsync(handle)
        return seen.hexdigest() if size == most else ""

    @property
    def _told(self) -> BinaryIO:
        return cast("BinaryIO", self.process.stdout)

    def _data(self, size: int) -> bytes:
        if self.stop():
            raise self._bad("stopped; nothing was replaced", "restore it again")
        self.since = time.monotonic()
        data = self._told.read(size)
        self.since = None
        if len(data) != size:
            raise self._ended()
        return data

    def _line(self, *kinds: str) -> dict[str, Any]:
        """The next line, of one of these kinds."""
        self.since = time.monotonic()
        line = self._told.readline(_LINE)
        self.since = None
        try:
            said = json.loads(line)
        except ValueError:
            raise self._ended() from None
        if "error" in said:
            raise self._bad(said["error"], said["hint"])
        if not any(kind in said for kind in kinds):
            raise self._bad("does not hold what its list names")
        return dict(said)

    def _ended(self) -> BadInput:
        if self.late:
            return self._bad(f"gave nothing to read for {self.silence:g} s", "copy it to this disk, then try again")
        return self._bad("needs more memory to read than a backup does")

    def _bad(self, what: str, hint: str = _DAMAGED) -> BadInput:
        return BadInput(what, file=str(self.file), hint=hint)
