"""LibreOffice, where it is installed: turns documents into PDF, apart from the person's own LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from grcdesk.errors import Refused, Unwritable
from grcdesk.paths import DeskPaths
from grcdesk.store import temporary

_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
"""Where it lies when no search path names it."""
_SECONDS = 120
"""Of a first start with an empty profile on a slow machine, and a long report."""


def found() -> Path | None:
    """The program, or None where it is not installed."""
    named = next((place for name in _NAMES if (place := shutil.which(name))), None)
    return Path(named) if named else next((Path(place) for place in _PLACES if Path(place).is_file()), None)


def to_pdf(data: bytes, suffix: str, paths: DeskPaths) -> bytes:
    """A document or workbook as PDF, by a LibreOffice with a profile of its own that is thrown away.

    Args:
        data: the file.
        suffix: `.docx` or `.xlsx`.
        paths: of the desk, in whose temporary folder it is made.

    Raises:
        Refused: when LibreOffice is not installed.
        Unwritable: when it does not make a PDF, or not in time.
    """
    program = found()
    if program is None:
        raise Refused(
            "a PDF is written by LibreOffice, and none is installed here",
            hint="install it (libreoffice.org, apt install libreoffice-writer, brew install --cask libreoffice), or "
            "open the Word file and save it as PDF",
        )
    with temporary.folder(paths) as folder:
        source = folder / f"document{suffix}"
        source.write_bytes(data)
        said = _run(program, folder, source)
        made = source.with_suffix(".pdf")
        if not made.is_file() or not made.stat().st_size:
            raise Unwritable(f"LibreOffice made no PDF: {said or 'it said nothing'}", hint="write the Word file alone")
        return made.read_bytes()


def _run(program: Path, folder: Path, source: Path) -> str:
    """What it said. The profile is new: an open LibreOffice of the person is neither asked nor disturbed."""
    command = (
        *(str(program), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"),
        *("--convert-to", "pdf", "--outdir", str(folder), str(source)),
    )
    try:
        done = subprocess.run(  # noqa: S603  a list of words, no shell; names of files are absolute
            command, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Unwritable(
            f"LibreOffice did not make the PDF within {_SECONDS} s", hint="write the Word file alone"
        ) from error
    except OSError as error:
        raise Unwritable(f"LibreOffice cannot be started: {error.strerror}", hint=f"{program} must run") from error
    return done.stderr.decode(errors="replace").strip()[:300]
