"""The benchmark: every row beside its floor in the same run. `python bench/run.py [subject …] [--repeats N] [--json]`.

Only ratios taken in one run count; times of one machine say little about another.
"""

from __future__ import annotations

import argparse
import importlib
import json
import platform
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from measure import PYTHON, Inside, Result, measure

SUBJECTS = (
    *("startup", "lists", "excel", "word", "store", "evidence", "imports", "populations", "due", "reviews", "logs"),
    *("catalogs", "checks"),
)
PACKAGES = ("grcdesk", "textual", "sqlmodel", "sqlalchemy", "pydantic", "openpyxl", "click", "pyyaml", "duckdb")


def main() -> int:
    """Measure, print, and leave with 1 when a budget is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("subjects", nargs="*", help=", ".join(SUBJECTS))
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="print the results as JSON as well")
    given = parser.parse_args()
    unknown = set(given.subjects) - set(SUBJECTS)
    if unknown:
        parser.error(f"no subject {', '.join(sorted(unknown))}; there are {', '.join(SUBJECTS)}")
    folder = Path(tempfile.mkdtemp(prefix="grcdesk-bench-"))
    results: list[Result] = []
    try:
        Inside("desks:prepare", (str(folder),)).measure()
        print(heading(), flush=True)
        for subject in given.subjects or SUBJECTS:
            for row in importlib.import_module(subject).rows(folder):
                results.append(measure(row, given.repeats))
                print(line(results[-1]), flush=True)
    finally:
        shutil.rmtree(folder)
    missed = [result for result in results if not result.held]
    print(f"\n{len(results) - len(missed)} of {len(results)} within budget, {given.repeats} repeats each")
    print(versions())
    if given.json:
        print(json.dumps([as_json(result) for result in results], indent=1))
    return 1 if missed else 0


def heading() -> str:
    """Head of the table."""
    return f"{'what':<52} {'median':>9} {'budget':>9}   {'min..max':<15} {'ours':>9} {'floor':>9} {'peak':>9}"


def line(result: Result) -> str:
    """One row of the table."""
    unit = result.row.unit
    scale = "MiB" if unit == "MiB" else "ms"
    digits = 2 if unit == "x" else 1
    return (
        f"{result.row.what:<52} {result.value:>7.{digits}f}{unit:>3} {result.row.budget:>6.1f}{unit:>3}"
        f"{'  ' if result.held else ' !'} {f'{result.low:.{digits}f}..{result.high:.{digits}f}':<15}"
        f" {result.ours:>6.1f}{scale:>3} {result.floor:>6.1f}{scale:>3} {result.peak:>5.0f}MiB"
    )


def as_json(result: Result) -> dict[str, object]:
    """One row for a program."""
    row = result.row
    return {
        "what": row.what,
        "value": result.value,
        "unit": row.unit,
        "budget": row.budget,
        "min": result.low,
        "max": result.high,
        "ours": result.ours,
        "floor": result.floor,
        "peak_mib": result.peak,
    }


def versions() -> str:
    """What was measured, on what."""
    sqlite = subprocess.run(
        [PYTHON, "-c", "import sqlite3; print(sqlite3.sqlite_version)"], capture_output=True, text=True, check=True
    ).stdout.strip()
    named = [f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in PACKAGES)]
    return " · ".join([*named, f"SQLite {sqlite}", platform.machine()])


if __name__ == "__main__":
    sys.exit(main())
