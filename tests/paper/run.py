"""How every file looks on paper: written, turned into PDF by LibreOffice, and measured. `make paper`; 1 when it fails.

Letter has the sample company and a larger desk, A4 the sample company. Needs LibreOffice (Calc, Writer) and Chromium
for the page of a package. What was made stays in the folder that is named at the end.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "bench")]

import made
import pages
import round_trip
import told
import web

PAPERS = ("letter", "a4")
MOST_PAGES = 80
"""Of the matrix of the sample company, without its change log."""
_RECKONED = ("matrix.xlsx", "matrix-fieldwork.xlsx")
_UNCOUNTED = "Change log"
_ROW = re.compile(rb'(<row [^>]*\bht="[^"]*")')


def main() -> int:
    """Write, convert, measure, print; 1 when something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", nargs="*", default=PAPERS, choices=PAPERS)
    parser.add_argument("--controls", nargs="*", type=int, default=[300], help="of larger desks, on the first paper")
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    office = shutil.which("soffice") or shutil.which("libreoffice")
    browser = web.browser()
    if office is None or browser is None:
        absent = "LibreOffice" if office is None else "Chromium"
        print(f"{absent} is not installed: nothing is shown about paper", file=sys.stderr)
        return 1
    folder = given.folder or Path(tempfile.mkdtemp(prefix="grcdesk-paper-"))
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    wrong: list[str] = []
    start = time.monotonic()
    for paper in given.papers:
        (folder / paper).mkdir(parents=True, exist_ok=True)
        files = list(made.sample(folder, paper))
        for lacking in [one for one in files if isinstance(one, made.Lacking)]:
            print(f"{lacking.name} was not written: {lacking.why}")
            if not lacking.refused:
                wrong.append(f"{lacking.name} was not written: {lacking.why}")
        whole = [one for one in files if isinstance(one, Path) and one.suffix != ".html"]
        whole += [made.large(folder, count, paper) for count in given.controls if paper == given.papers[0]]
        wrong += _measured(whole, folder / paper, command)
        for page in [one for one in files if isinstance(one, Path) and one.suffix == ".html"]:
            wrong += _browsed(page, folder / paper, browser)
        for name in _RECKONED:
            wrong += [f"{name}: {one}" for one in told.unequal(folder / paper / name, folder / paper, command)]
    (back := folder / "back").mkdir()
    if round_trip.main(back):
        wrong.append("a workbook that LibreOffice has saved does not come home as it was changed")
    print(f"\n{time.monotonic() - start:.0f} s; files and pages are in {folder}")
    for one in wrong:
        print(f"WRONG {one}")
    print("everything can be read" if not wrong else f"{len(wrong)} wrong")
    return 1 if wrong else 0


def _browsed(page: Path, folder: Path, browser: str) -> list[str]:
    """What is wrong with the page of a package, in windows and on paper."""
    wrong = web.overflowing(page, folder, browser)
    for found in pages.document(web.printed(page, folder, browser), plain=True):
        print(f"{page.name:<34} {found.pages:>6} {found.smallest:>9.2f} {found.empty:>6} {len(found.cut):>6}")
        if not found.held:
            small = " ".join(sorted(found.small)[:5])
            wrong.append(f"{folder.name}/{page.name}: smallest {found.smallest:g}, as {small}, {found.empty} empty")
    return wrong


def _measured(files: list[Path], folder: Path, command: list[str]) -> list[str]:
    """What is wrong with these files."""
    wrong: list[str] = []
    fixed = folder / "fixed"
    fixed.mkdir(exist_ok=True)
    for file in files:
        _with_heights(file, fixed / file.name)
    listed = [str(fixed / file.name) for file in files]
    subprocess.run([*command, "--convert-to", "pdf", "--outdir", str(fixed), *listed], check=True, capture_output=True)
    print(f"\n{folder.name:<34} {'pages':>6} {'smallest':>9} {'empty':>6} {'cut':>6}")
    for file in files:
        wrong += [f"{folder.name}/{file.name}: {one}" for one in _said(file)]
        pdf = (fixed / file.name).with_suffix(".pdf")
        found = pages.workbook(file, pdf) if file.suffix == ".xlsx" else pages.document(pdf, plain=not _has_chart(file))
        for one in found:
            name = f"{file.stem}: {one.name}" if file.suffix == ".xlsx" else file.name
            print(f"{name[:34]:<34} {one.pages:>6} {one.smallest:>9.2f} {one.empty:>6} {len(one.cut):>6}", flush=True)
            if not one.held:
                small = f", as {' '.join(sorted(one.small)[:5])}" if one.smallest < pages.SMALLEST else ""
                cut = f", cut {'; '.join(one.cut[:3])}" if one.cut else ""
                wrong.append(f"{folder.name}/{name}: smallest {one.smallest:g}{small}, {one.empty} empty{cut}")
        if file.stem.startswith("vendor-memo") and not pages.on_first_page(pdf, "Signs as"):
            wrong.append(f"{folder.name}/{file.name}: what is signed is not on the first page")
        if file.name == "matrix.xlsx":
            counted = sum(one.pages for one in found if one.name != _UNCOUNTED)
            print(f"{'matrix without its change log':<34} {counted:>6}")
            if counted > MOST_PAGES:
                wrong.append(f"{folder.name}/matrix.xlsx: {counted} pages without the change log, at most {MOST_PAGES}")
    return wrong


def _said(file: Path) -> list[str]:
    return [*told.invalid(file), *told.faint(file), *told.shortened(file)]


def _has_chart(file: Path) -> bool:
    with zipfile.ZipFile(file) as parts:
        return any("/charts/" in name for name in parts.namelist())


def _with_heights(file: Path, copy: Path) -> None:
    """The file with the heights of its rows as set by hand: so it is shown that they hold the text.

    A spreadsheet may otherwise reckon them anew when it opens the file.
    """
    if file.suffix != ".xlsx":
        shutil.copyfile(file, copy)
        return
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _ROW.sub(rb'\1 customHeight="1"', part) if "worksheets/sheet" in name else part)


if __name__ == "__main__":
    sys.exit(main())
