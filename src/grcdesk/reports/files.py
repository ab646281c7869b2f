"""Writing a file so that a reader sees the old one or the new one, never something between."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from grcdesk.disk import draft_name, file_mode, sweep_drafts, sync_folder
from grcdesk.errors import Refused, Unwritable
from grcdesk.paths import DeskPaths

_CURES = {
    errno.ENOSPC: "free some space on that disk, or choose another place",
    errno.EDQUOT: "free some of your quota, or choose another place",
    errno.EROFS: "that disk is read-only; choose another place",
    errno.EACCES: "you may not write there; choose another place",
    errno.EPERM: "you may not write there; choose another place",
    errno.ENOENT: "make the folder first, or choose another place",
    errno.ENOTDIR: "its folder is a file; choose another place",
    errno.EISDIR: "that is a folder; name a file inside it",
    errno.EIO: "the disk reports an error: choose another one, and check this one",
    errno.ENAMETOOLONG: "choose a shorter name",
}
_SHORTEST = "choose another place"
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
    target = Path(os.path.realpath(path))
    if target.exists() and not (
        target.is_file() or target.is_dir()
    ):  # a device or a pipe would be replaced by the file
        raise Unwritable(f"{path} is no regular file", hint="name a file that is to be written")
    if not force and target.exists():
        raise _exists(path)
    draft: Path | None = None
    try:
        draft = _draft(target, fill, mode)
        with draft.open("rb") as written:
            sha256 = hashlib.file_digest(written, "sha256").hexdigest()
        if check is not None:
            check(draft)
        if force:
            draft.replace(target)
        else:
            _claim(draft, target)
        sync_folder(target.parent)
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError as error:
        cure = _CURES.get(error.errno or 0, _SHORTEST)
        raise Unwritable(f"{path} cannot be written: {error.strerror or error}", hint=cure) from error
    finally:
        if draft is not None:
            _drop(draft)
    return sha256


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
        os.link(draft, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from error
        draft.replace(target)


def _drop(draft: Path) -> None:
    with suppress(OSError):
        draft.unlink(missing_ok=True)
