"""Writing a file so that a reader sees the old one or the new one, never something between."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from grcdesk.disk import draft_name, file_mode, sweep_drafts, sync_folder
from grcdesk.errors import Refused, Unwritable
from grcdesk.paths import DeskPaths

_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV}


def save(path: Path, data: bytes, *, force: bool, check: Callable[[Path], None] | None = None) -> str:
    """Like `save_from`, for a content that is at hand."""

    def fill(file: BinaryIO) -> None:
        file.write(data)

    return save_from(path, fill, force=force, check=check)


def save_from(
    path: Path,
    fill: Callable[[BinaryIO], None],
    *,
    force: bool,
    check: Callable[[Path], None] | None = None,
    mode: int | None = None,
) -> str:
    """Write to a temporary name in the same folder, sync, check, rename; the SHA-256 of what was written, in hex.

    Arguments and errors as `drafted`.
    """
    with drafted(path, fill, force=force, check=check, mode=mode) as draft:
        draft.place()
    return draft.sha256


@dataclass(slots=True)
class FileDraft:
    """A file that is written, synced and checked, and has not its name yet."""

    path: Path
    """As it was named by the person."""
    target: Path
    """The same with links followed."""
    file: Path
    """Where it lies until then."""
    sha256: str
    size: int
    force: bool

    def place(self) -> None:
        """Give it its name.

        Raises:
            Refused: when a file of that name has come meanwhile and `force` is not set.
            Unwritable: when the folder does not take it; an older file stays as it was.
        """
        with _told(self.path):
            if self.force:
                self.file.replace(self.target)
            else:
                _claim(self.file, self.target)
            sync_folder(self.target.parent)


@contextmanager
def drafted(
    path: Path,
    fill: Callable[[BinaryIO], None],
    *,
    force: bool,
    check: Callable[[Path], None] | None = None,
    mode: int | None = None,
) -> Iterator[FileDraft]:
    """The whole content in the folder of the file, on the disk for good, but for its name. It goes if it gets none.

    Args:
        path: the file; its folder must exist. A symbolic link is followed.
        fill: writes the whole content.
        force: replace an existing file.
        check: looks at the finished temporary file and raises when it is not as it should be.
        mode: its rights; None: those of the file it replaces, or of any new file.

    Raises:
        Refused: when the file exists and `force` is not set.
        Unwritable: when the disk or folder does not take it; an older file stays as it was.
    """
    # a rename over a link would take the place of the link and leave the file that it leads to
    target = Path(os.path.realpath(path))
    if target.exists() and not (
        target.is_file() or target.is_dir()
    ):  # a device or a pipe would be replaced by the file
        raise Unwritable(f"{path} is no regular file", hint="name a file that is to be written")
    if not force and target.exists():
        raise _exists(path)
    draft: Path | None = None
    try:
        with _told(path):
            draft = _draft(target, fill, mode)
            # of what lies on the disk, and not of what was meant to be written
            with draft.open("rb") as written:
                sha256 = hashlib.file_digest(written, "sha256").hexdigest()
            if check is not None:
                check(draft)
            size = draft.stat().st_size
        yield FileDraft(path, target, draft, sha256, size, force)
    finally:
        if draft is not None:
            _drop(draft)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError as error:
        raise Unwritable.of(f"{path} cannot be written", error) from error


def _exists(path: Path) -> Refused:
    return Refused(f"{path} exists already", hint="--force replaces it")


def _draft(target: Path, fill: Callable[[BinaryIO], None], mode: int | None) -> Path:
    """The content under a name of its own, on the disk for good."""
    sweep_drafts(target.parent)
    handle, name = tempfile.mkstemp(prefix=draft_name(), suffix=".tmp", dir=target.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
        # a temporary file is made for its owner alone
        draft.chmod(_mode(target) if mode is None else mode)
    except BaseException:
        _drop(draft)
        raise
    return draft


def _mode(target: Path) -> int:
    """In a desk those of a desk; elsewhere those of the file to be replaced, or those a new file gets here."""
    desk = next((folder for folder in target.parents if DeskPaths(folder).exists()), None)
    if desk is not None:
        return file_mode(desk)
    with suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _claim(draft: Path, target: Path) -> None:
    """Give the draft its name unless someone took that name meanwhile."""
    try:
        # a link is refused where the name is taken; a rename would take the place of what came meanwhile
        os.link(draft, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from error
        # a file system without links: between the look and the rename somebody may come first
        draft.replace(target)


def _drop(draft: Path) -> None:
    with suppress(OSError):
        draft.unlink(missing_ok=True)
