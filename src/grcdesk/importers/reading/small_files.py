"""Small files that a person wrote: read whole, within a limit, never through a link."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from grcdesk.errors import BadInput

MAX_BYTES = 2 * 1024 * 1024
_HEAD = 64 << 10


def file_bytes(path: Path, most: int = MAX_BYTES) -> bytes:
    """The content of a regular file of at most that many bytes; a link, pipe or device is refused unread."""
    try:
        # without O_NONBLOCK a pipe would wait for its other end
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except ValueError as error:
        raise BadInput("is no name of a file", hint="give a regular file", file=repr(str(path))[:80]) from error
    except OSError as error:
        if path.is_symlink():
            raise BadInput("a link is not read", hint=f"name the file itself: {path}", file=str(path)) from error
        raise BadInput(f"cannot be read: {error.strerror}", hint="check name and permission", file=str(path)) from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise BadInput("not a regular file", hint="give a .yaml file", file=str(path))
    with os.fdopen(handle, "rb") as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise BadInput(f"larger than {most >> 20} MB", hint="split it into several files", file=str(path))
    return content


def head_of(path: Path) -> bytes:
    """The beginning of a regular file; of anything else nothing, for `file_bytes` says what is wrong with it."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return b""
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    except (OSError, ValueError):
        return b""


def settings_text(path: Path, most: int, what: str) -> str:
    """The text of a small file a person names: it may be a link to one that several desks share.

    Args:
        path: the file.
        most: bytes it may have.
        what: it is, in a message: `a column map`.
    """
    try:
        if path.stat().st_size > most:
            raise BadInput(f"is too large for {what}", hint="one line for each field", file=str(path))
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", hint="check the path", file=str(path)) from error
    except UnicodeDecodeError as error:
        raise BadInput("is not UTF-8", hint="save it as UTF-8", file=str(path)) from error


def file_text(content: bytes, file: str) -> str:
    """The content as UTF-8 text, with or without mark."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadInput("not UTF-8 text", hint="save the file as UTF-8", file=file, line=line) from error
