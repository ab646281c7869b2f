"""Taking artefacts in: which files a path means, and their bytes into the vault before any row names them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from grcdesk.errors import BadInput, Refused, Unwritable
from grcdesk.schemas.differences import Difference, FieldMove
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.progress import Progress, Stop
from grcdesk.store import vault
from grcdesk.store.work import Store
from grcdesk.terms import Verb
from grcdesk.text import clean, is_link
from grcdesk.wording import count, join

_KINDS = (
    (stat.S_ISLNK, "a symbolic link"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_LOOKED_AT = 8 << 20
"""Bytes of a file the guard looks at."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One artefact whose bytes are safe, or a link."""

    name: str
    """File name, or the last part of the link."""
    url: str = ""
    sha256: str = ""
    size: int = 0
    known: bool = False
    """Whether the vault held these bytes already."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What was named: links and regular files in order, and what was passed over."""

    sources: tuple[str | Path, ...]
    passed: tuple[str, ...] = ()
    """What lies in a folder and is no regular file, with why."""


def meant(sources: Sequence[str | Path], desk: Path) -> Meant:
    """The links and files that were named; folders are walked, in the order of names.

    Raises:
        BadInput: when what was named is no regular file and no folder, or a folder holds no file, or the desk.
    """
    found: list[str | Path] = []
    passed: list[str] = []
    for source in sources:
        if isinstance(source, str) and is_link(source):
            found.append(clean(source, "link"))
            continue
        path = Path(source)
        clean(path.name, "file name")
        if path.is_dir() and not path.is_symlink():
            found += _walk(path, desk, passed)
        else:
            found.append(path)
    return Meant(tuple(dict.fromkeys(found)), tuple(passed))


def _walk(folder: Path, desk: Path, passed: list[str]) -> list[Path]:
    if desk.resolve().is_relative_to(folder.resolve()):
        raise BadInput("holds the desk itself", file=str(folder), hint="name the folder of the evidence")
    found = sorted(_files(folder, passed))
    if not found:
        raise BadInput("holds no files", file=str(folder), hint="hidden files and links are passed over")
    return found


def _files(folder: Path, passed: list[str]) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", file=str(folder), hint="check its permissions") from error
    for entry in entries:
        mode = entry.stat(follow_symlinks=False).st_mode
        if stat.S_ISDIR(mode):
            if entry.name.startswith("."):
                passed.append(f"{entry.path} is hidden")
            else:
                yield from _files(Path(entry.path), passed)
        elif odd := odd_kind(mode):
            passed.append(f"{entry.path} is {odd}")
        elif entry.name.startswith("."):
            passed.append(f"{entry.path} is hidden")
        else:
            yield Path(entry.path)


def odd_kind(mode: int) -> str:
    """What it is when it is no regular file: `a symbolic link`; empty for one."""
    return "" if stat.S_ISREG(mode) else next((word for test, word in _KINDS if test(mode)), "no regular file")


def take(store: Store, sources: Sequence[str | Path], progress: Progress | None, stop: Stop | None) -> list[StoredFile]:
    """The bytes of every file into the vault. When one fails, what was taken for this command is let go again.

    Raises:
        BadInput: when a file is no regular file, or cannot be read.
        Unwritable: when the vault does not take it.
        Refused: when it was stopped.
    """
    taken: list[StoredFile] = []
    try:
        for number, source in enumerate(sources):
            taken.append(_take(store, source, stop))
            if progress:
                progress(number + 1, len(sources))
    except BaseException:
        let_go(store, new(taken))
        raise
    return taken


def new(taken: Sequence[StoredFile]) -> list[str]:
    """Hashes the vault did not hold before."""
    return [one.sha256 for one in taken if one.sha256 and not one.known]


def _take(store: Store, source: str | Path, stop: Stop | None) -> StoredFile:
    if stop and stop():
        raise Refused("stopped: nothing was added", hint="run it again to add them all")
    if isinstance(source, str) and is_link(source):
        return StoredFile(source.rstrip("/").rpartition("/")[2] or source, url=source)
    path = Path(source)
    try:
        sha, size, known = vault.keep(store.paths, path)
    except Unwritable:
        with suppress(OSError):  # in place, but not for certain on the disk
            let_go(store, [vault.hash_file(path)])
        raise
    return StoredFile(clean(path.name), sha256=sha, size=size, known=known)


def let_go(store: Store, hashes: Sequence[str]) -> None:
    """Remove bytes no row has ever named. Others may have come to name them meanwhile: asked while nobody writes."""
    if not hashes:
        return
    # whatever happens here, the error that led here is the one to tell; `evidence gc` finds what stays
    with suppress(Exception), store.work(Verb.EVIDENCE_GC, dry_run=True) as work:
        named = vault.named(work.session.connection())
        for sha in hashes:
            if sha not in named:
                vault.blob(store.paths, sha).unlink(missing_ok=True)


def still_there(store: Store, taken: Sequence[StoredFile], sources: Sequence[str | Path]) -> None:
    """Bytes that were in the vault already may have been let go since: take them in again, now that nobody writes.

    Raises:
        BadInput: when the file changed meanwhile.
    """
    for one, source in zip(taken, sources, strict=True):
        if not one.sha256 or vault.blob(store.paths, one.sha256).exists():
            continue
        sha, _, _ = vault.keep(store.paths, Path(source))
        if sha != one.sha256:
            raise BadInput("changed while it was taken in", file=str(source), hint="add it again")


def told_passed(passed: Sequence[str]) -> tuple[str, ...]:
    """What was passed over, for a warning."""
    return (f"{count(len(passed), 'entry', 'entries')} passed over: {join(list(passed), 5)}",) if passed else ()


def suspicions(store: Store, taken: Sequence[StoredFile]) -> tuple[str, ...]:
    """Files that seem to hold a secret, a card number or many addresses: kind and place, never the match."""
    from grcdesk.rules.evidence import guard  # noqa: PLC0415  a dozen patterns

    warnings = []
    for one in taken:
        found: list[guard.Suspicion] = []
        with suppress(OSError):  # it is in the vault and in the register: a warning more or less undoes neither
            if one.sha256:
                found = guard.scan(vault.read_text(vault.blob(store.paths, one.sha256), _LOOKED_AT))
        if found:
            warnings.append(f"{one.name} {guard.said(found)}: no customer content or secret belongs here")
    return tuple(warnings)


def looked(wanted: Meant, controls: Mapping[str, str], tied: str) -> Outcome:
    """A look at what each control, by id with its title, would get: nothing is copied for it."""
    names = join([source if isinstance(source, str) else source.name for source in wanted.sources])
    said = f"would add {count(len(wanted.sources), 'artefact')}: {names}{tied}"
    move = FieldMove("evidence", "", names)
    ties = tuple(Difference(name, name, title, (move,)) for name, title in controls.items())
    return Outcome(said, warnings=told_passed(wanted.passed), dry_run=True, differences=ties)
