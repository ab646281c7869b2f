"""Kill a deed, or refuse it, at each call it makes to the system.

A fork of a process that has loaded everything does the deed; strace is attached to it and sends the signal, or gives
the error, at the Nth call that writes. So SQLite's own calls inside one commit are hit as well, which nothing inside
the process could reach, and each try costs a tenth of a second instead of the start of a program.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from faults.deeds import Deed
from grcdesk.errors import DeskError
from grcdesk.paths import PACKAGE
from grcdesk.services.desk.failing import explained

WRITING = (
    *("write", "pwrite64", "pwritev", "fsync", "fdatasync", "rename", "renameat", "renameat2", "link", "linkat"),
    *("unlink", "unlinkat", "ftruncate", "truncate", "fallocate", "mkdir", "mkdirat", "rmdir", "sendfile"),
    "copy_file_range",
)
"""Calls after which the disk may be another."""
OPENING = ("openat", "open")
ERRORS = {
    "write": ("ENOSPC", "EIO"),
    "pwrite64": ("ENOSPC", "EIO"),
    "ftruncate": ("ENOSPC", "EIO"),
    "fsync": ("EIO",),
    "fdatasync": ("EIO",),
    "rename": ("EACCES", "ENOSPC", "EIO"),
    "link": ("EACCES", "ENOSPC"),
    "unlink": ("EACCES", "EIO"),
    "mkdir": ("EACCES", "ENOSPC"),
    "openat": ("EMFILE", "EACCES"),
}
"""What the system may say to each call."""
LASTING = {"ENOSPC", "EACCES"}
"""What stays so for every later call of that name: a full disk is full."""
_ALLOW_ANY = ctypes.c_ulong(-1)
_PR_SET_PTRACER = 0x59616D61
ACKNOWLEDGED = "/dev/null/acknowledged"
OURS = str(PACKAGE)
_ROOM = 4096
_ROW = 4


@dataclass
class Try:
    """How one try ended."""

    calls: list[tuple[str, str]]
    """The calls it made, in order, with the file each is about."""
    killed: bool
    done: bool
    """Whether it came to the end and said so."""
    told: str
    """The error that was told, when it is one a person can act on."""
    crash: str
    """Any other."""
    output: str


def available() -> str:
    """Why strace cannot be used here; empty when it can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    tried = subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False)  # noqa: S603, S607
    return "" if tried.returncode == 0 else "this system lets no process be traced"


def attempt(work: Path, deed: Deed, inject: str = "", *, watch: tuple[str, ...] = (*WRITING, *OPENING)) -> Try:
    """Do the deed in a fork with that injection, as strace writes it after `inject=`."""
    box = mmap.mmap(-1, _ROOM)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(writing)
        _act(work, deed, reading, box)
    os.close(reading)
    log = work.parent / f"{work.name}.strace"
    asked = ["strace", "-y", "-p", str(child), "-o", str(log), "-e", f"trace={','.join(watch)}", "-e", "signal=none"]
    tracer = subprocess.Popen(  # noqa: S603  our own words
        [*asked, *(["-e", f"inject={inject}"] if inject else [])], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while f"TracerPid:\t{tracer.pid}\n" not in Path(f"/proc/{child}/status").read_text(encoding="ascii"):
        if tracer.poll() is not None:
            os.kill(child, signal.SIGKILL)
            break
        time.sleep(0.002)
    os.close(writing)  # the child waits for this
    _, status = os.waitpid(child, 0)
    tracer.wait()
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    said = bytes(box).rstrip(b"\0").decode(errors="replace")
    kind, _, words = said.partition(":")
    return Try(
        [call for line in lines if (call := _call(line))],
        killed=os.WIFSIGNALED(status),
        done=kind == "done",
        told=words if kind == "told" else "",
        crash=words if kind == "crash" else ("" if kind or os.WIFSIGNALED(status) else f"ended with {status}"),
        output="\n".join(lines),
    )


def _act(work: Path, deed: Deed, reading: int, box: mmap.mmap) -> None:
    """What the fork does; its answer is laid into shared memory, which no call is needed for."""
    ctypes.CDLL(None).prctl(_PR_SET_PTRACER, _ALLOW_ANY, 0, 0, 0)
    aside = work / "tmp"
    aside.mkdir(exist_ok=True)
    tempfile.tempdir = str(aside)
    os.read(reading, 1)
    try:
        deed.do(work)
        said = "done:"
    except DeskError as error:
        said = f"told:{type(error).__name__}: {error}"
    except BaseException as error:  # noqa: BLE001  whatever it is, it is the finding
        import traceback  # noqa: PLC0415

        net = explained(error, None) if isinstance(error, Exception) else None
        ours = [one for one in traceback.extract_tb(error.__traceback__) if OURS in one.filename]
        where = f"{ours[-1].filename}:{ours[-1].lineno}" if ours else ""
        # a file that the test lays out for the command is not the program's
        said = f"told:{net}" if net else f"crash:{type(error).__name__}: {error} at {where}" if where else "unmade:"
    data = said.encode(errors="replace")[: _ROOM - 1]
    box[: len(data)] = data
    os._exit(0)


def _call(line: str) -> tuple[str, str] | None:
    found = re.match(r"([a-z0-9_]+)\((.*)", line)
    if found is None:
        return None
    opened = re.match(r"\d+<([^>]*)>", found[2])
    named = opened or re.search(r'"([^"]*)"', found[2])
    return found[1], named[1] if named else ""


def points(calls: list[tuple[str, str]], *, every: bool) -> list[tuple[str, int, str]]:
    """Name of a call, which of that name, and the file it is about, for each call; of a long row on one file a few.

    Frames of a commit are written one after the other: what differs is before, within, and after.
    """
    counts: dict[str, int] = {}
    rows: list[list[tuple[str, int, str]]] = []
    last = ("", "")
    for name, about in calls:
        counts[name] = counts.get(name, 0) + 1
        if (name, about) != last:
            rows.append([])
        last = (name, about)
        rows[-1].append((name, counts[name], about))
    kept = rows if every else [[*row[:2], row[len(row) // 2], row[-1]] if len(row) > _ROW else row for row in rows]
    return [point for row in kept for point in row]


def unsynced(output: str, folder: Path) -> list[str]:
    """What a loss of power could take away when the deed was acknowledged.

    Files below the folder that were written to, and folders in which a name changed, with no sync after it, in the
    order strace saw; without the index of a WAL and what lies there for the time of a command.
    """
    waiting: dict[str, None] = {}
    for line in output.splitlines():
        if ACKNOWLEDGED in line:
            break
        name, _, rest = line.partition("(")
        if "= -1" in rest or ", 0) = 0" in rest:  # it failed, or emptied a WAL that is in the database by now
            continue
        path = next(iter(re.findall(r"<(/[^>]*)>", rest)), "")
        quoted = re.findall(r'"([^"]*)"', rest)
        if name in {"write", "pwrite64", "ftruncate"}:
            waiting[path] = None
        elif name in {"fsync", "fdatasync"}:
            waiting.pop(path, None)
        elif name in {"rename", "link"}:
            waiting[str(Path(quoted[1]).parent)] = None
        elif name == "mkdir":
            waiting[str(Path(quoted[0]).parent)] = None
        elif name == "unlink":
            waiting.pop(quoted[0], None)
    aside = folder / "tmp"
    found = [Path(path) for path in waiting if path.startswith(f"{folder}/") and not path.endswith("-shm")]
    return [str(path) for path in found if aside != path and aside not in path.parents]


def acknowledge() -> None:
    """A call that does nothing but stand in the trace, where a person is told that it is done."""
    with suppress(OSError):
        os.truncate(ACKNOWLEDGED, 0)
