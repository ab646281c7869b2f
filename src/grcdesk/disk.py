"""Files on the disk: the rights of what lies in a desk, and renames that last.

A desk is for its owner alone, or for a group to which the owner opened the folder; others never.

A folder counts as opened to a group when the group may write there and nobody else may look. What the umask says
does not matter: it is often 002 or 022 without anybody having chosen it.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import socket
import stat
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

BLOB = 0o440
"""Evidence is written once; nobody writes it again, not even its owner."""
_OWN = ("catalogs", "exports")
"""Folders into which people put files of their own: shut, their rights do not matter."""
_DRAFT = re.compile(r"\.grcdesk-([0-9a-f]{8})-(\d{1,10})-[a-z0-9_]{8}\.(?:tmp|toml)")
_POSIX = os.name == "posix"


def shared(root: Path) -> bool:
    """Whether a folder was opened to a group on purpose."""
    try:
        mode = root.stat().st_mode
    except OSError:
        return False
    return mode & stat.S_IRWXG == stat.S_IRWXG and not mode & stat.S_IRWXO


def is_ours(path: Path) -> bool:
    """Whether it belongs to who runs this process, so that its rights can be changed."""
    return not _POSIX or path.stat().st_uid == os.getuid()


def file_mode(root: Path) -> int:
    """What a file of the desk in that folder gets."""
    return 0o660 if shared(root) else 0o600


def folder_mode(root: Path) -> int:
    """What a folder of the desk in that folder gets."""
    return 0o770 if shared(root) else 0o700


def make_folder(folder: Path, root: Path | None = None) -> None:
    """Make a folder and those above it, private whatever the umask; one that is there stays as it is.

    Args:
        folder: which.
        root: the folder of the desk; None: it is that folder itself.

    Raises:
        OSError: when it cannot be made.
    """
    mode = folder_mode(root) if root is not None else 0o700
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(mode, exist_ok=True)
        if one == folder or (root is not None and one.is_relative_to(root)):
            set_mode(one, mode)


def make_file(path: Path, root: Path) -> None:
    """An empty file that only its owner opens, before anything is written into it.

    Raises:
        OSError: when it exists already, or cannot be made.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    os.close(handle)
    set_mode(path, file_mode(root))


def set_mode(path: Path, mode: int) -> None:
    """Set the rights of a path, as far as its file system knows rights."""
    if _POSIX:
        with suppress(OSError):  # FAT and some shares keep none; doctor tells what is open
            if path.stat().st_mode & 0o777 != mode:
                path.chmod(mode)


def opened_to_others(root: Path) -> Iterator[tuple[Path, str]]:
    """What of a desk others may look into, with the word for them: `everybody`, or `the group`."""
    if not _POSIX:
        return
    folders, files = folder_mode(root), file_mode(root)
    for path in (root, *_below(root)):
        mode = path.lstat().st_mode
        allowed = folders if stat.S_ISDIR(mode) else files | BLOB
        more = 0 if stat.S_ISLNK(mode) else mode & 0o077 & ~allowed
        if more:
            yield path, "everybody" if more & stat.S_IRWXO else "the group"


def _below(root: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(root):
        folders.sort()
        if Path(place).name in _OWN and not Path(place).stat().st_mode & 0o077:
            folders.clear()
            continue
        yield from (Path(place) / name for name in sorted((*folders, *names)))


def sync_folder(folder: Path) -> None:
    """Make renames in a folder survive a loss of power."""
    if not _POSIX:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def draft_name() -> str:
    """How the name of a file begins that is still being written: it says where and by which process."""
    return f".grcdesk-{_host()}-{os.getpid()}-"


def sweep_drafts(folder: Path) -> None:
    """Remove files and folders that a killed command of this computer has left half written in a folder."""
    with suppress(OSError):
        for entry in list(os.scandir(folder)):
            found = _DRAFT.fullmatch(entry.name)
            if found is None or found[1] != _host() or _runs(int(found[2])):
                continue
            with suppress(OSError):
                if entry.is_file(follow_symlinks=False):
                    Path(entry.path).unlink()
                elif entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.path)


@cache
def _host() -> str:
    return hashlib.sha256(socket.gethostname().encode()).hexdigest()[:8]


def _runs(process: int) -> bool:
    if not _POSIX:
        return True  # asking would end it there
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def os_user() -> str:
    """Who runs this process, as the operating system says: an environment variable could say anything."""
    try:
        import pwd  # noqa: PLC0415  not on every system
    except ImportError:
        return os.getlogin()  # asks the system there
    number = os.getuid()
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)
