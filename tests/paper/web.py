"""The page of a package as a browser shows it: nothing runs out of its window, and on paper it can be read."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

WIDTHS = (390, 1280)
"""Pixels of the window of a telephone, and of a desk."""
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FRAME = """<!doctype html><meta charset="utf-8"><body style="margin:0">
<iframe src="{page}" width="{width}" height="900" style="border:0" onload="
  const held = this.contentDocument.documentElement;
  document.title = 'wide ' + held.scrollWidth + ' in ' + held.clientWidth;"></iframe>"""
"""A page around it, which looks at it from outside: it has no script of its own, and gets none."""
_TITLE = re.compile(r"<title>wide (\d+) in (\d+)</title>")


def browser() -> str | None:
    """The program; None: there is none."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def overflowing(page: Path, folder: Path, program: str) -> list[str]:
    """Windows out of which something runs."""
    found = []
    for width in WIDTHS:
        around = folder / f"around-{width}.html"
        around.write_text(_FRAME.format(page=page.as_uri(), width=width), "utf-8")
        told = _run(program, folder, f"--window-size={width + 40},1000", "--allow-file-access-from-files",
                    "--virtual-time-budget=5000", "--dump-dom", around.as_uri())  # fmt: skip
        seen = _TITLE.search(told)
        if seen is None:
            found.append(f"the browser does not say how wide {page.name} is at {width} pixels")
            continue
        wide, room = map(int, seen.groups())
        print(f"{page.name + f' at {width} px':<34} {wide:>6} wide")
        if wide > room:
            found.append(f"{page.name} is {wide} pixels wide in a window of {room}")
    return found


def printed(page: Path, folder: Path, program: str) -> Path:
    """The page on paper."""
    pdf = folder / f"{page.stem}.pdf"
    _run(program, folder, f"--print-to-pdf={pdf}", "--no-pdf-header-footer", page.as_uri())
    return pdf


def _run(program: str, folder: Path, *how: str) -> str:
    command = [program, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'browser'}", *how]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout
