"""What a zip file must be to be a backup: its list, looked through before anything is unpacked."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Callable, Collection, Sequence
from typing import Any, BinaryIO

from grcdesk.errors import BadInput
from grcdesk.paths import BACKUP_LIST, DATABASE_NAME, MOST_IN_BACKUP, SETTINGS_NAME, possible_in_backup

MOST_LIST = 24 << 20
"""Bytes of the list."""
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_ANOTHER = "use another backup"
_HINT = "grcdesk backup makes one"
UNREADABLE: tuple[type[Exception], ...] = (
    zlib.error,
    zipfile.BadZipFile,
    OSError,
    ValueError,
    EOFError,
    RuntimeError,  # RecursionError and NotImplementedError are of this kind
)


def opened(file: BinaryIO) -> zipfile.ZipFile:
    """The zip file.

    Raises:
        BadInput: when it is none.
    """
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise BadInput(f"is not a grcdesk backup: {error}", hint=_HINT) from error


def listed(archive: zipfile.ZipFile) -> dict[str, Any]:
    """The list in it, which names exactly what it holds, each with its hash; `sizes` is added.

    Raises:
        BadInput: when it is not the list of a backup, or names something else than what is there.
    """
    infos = archive.infolist()
    _refuse_packing(infos)
    told = _list(archive)
    files = told.get("files")
    if not isinstance(files, dict) or not all(isinstance(value, str) for value in files.values()):
        raise BadInput("is not a grcdesk backup: its list names no files", hint=_HINT)
    sizes = {one.orig_filename: one.file_size for one in infos if one.orig_filename != BACKUP_LIST}
    # a file of the archive that stands twice makes fewer names than entries: which of the two is meant is not known
    whole = set(files) == set(sizes) and len(infos) == len(sizes) + 1
    if not whole or not {DATABASE_NAME, SETTINGS_NAME} <= set(files):
        raise BadInput("does not hold what its list names", hint=_ANOTHER)
    _refuse_names(files)
    return {**told, "sizes": sizes}


def _refuse_packing(entries: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse too many entries, and such as need a key or a method that is not read here."""
    if len(entries) > MOST_IN_BACKUP + 1:
        raise BadInput(f"holds {len(entries):,} files, and a backup at most {MOST_IN_BACKUP:,}", hint=_ANOTHER)
    for one in entries:
        if one.flag_bits & _ENCRYPTED:
            raise BadInput("is encrypted", hint="decrypt it with the program that encrypted it, then restore that")
        if one.compress_type not in _METHODS:
            raise BadInput(f"is packed in a way grcdesk does not read (method {one.compress_type})", hint=_HINT)


def _refuse_names(names: Collection[str]) -> None:
    """Refuse names that lead elsewhere than into the desk, and two that are one file on some disks."""
    for name in names:
        if not possible_in_backup(name):
            raise BadInput(f"holds a file with an impossible name: {name!r}", hint="it was not made by grcdesk")
    if len({name.casefold() for name in names}) != len(names):
        raise BadInput("holds two files whose names differ in capital letters alone", hint=_ANOTHER)


def _list(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        entry = archive.getinfo(BACKUP_LIST)
        if entry.file_size > MOST_LIST:
            raise BadInput(f"its list is larger than {MOST_LIST >> 20} MB", hint=_ANOTHER)
        with archive.open(entry) as file:
            told = json.loads(file.read(MOST_LIST))
    except KeyError as error:
        raise BadInput(f"is not a grcdesk backup: it holds no {BACKUP_LIST}", hint=_HINT) from error
    except UNREADABLE as error:
        raise BadInput(f"is not a grcdesk backup: its list cannot be read ({_why(error)})", hint=_ANOTHER) from error
    if not isinstance(told, dict):
        raise BadInput("is not a grcdesk backup: its list is none", hint=_HINT)
    return told


def unpack(archive: zipfile.ZipFile, name: str, take: Callable[[bytes], object], block: int = 1 << 20) -> None:
    """Hand over the bytes of one file.

    Raises:
        BadInput: when it is damaged.
    """
    try:
        with archive.open(name) as source:
            while data := source.read(block):
                take(data)
    except UNREADABLE as error:
        raise BadInput(f"{name} in it is damaged ({_why(error)})", hint=_ANOTHER) from error


def _why(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deep"
    return str(error)[:200] or type(error).__name__
