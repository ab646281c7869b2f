"""Where we reach into openpyxl past what it promises: one function for each place, and a test for each function.

None of it is public there, so pyproject.toml names the series of openpyxl these were tried with.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def take_cells_as_they_are(sheet: Any) -> None:
    """Let a sheet write the cells given to `append` and not copies of them.

    The library would look at each value once more and put it into a cell of its own, which costs half the time, and
    it refuses cells that are not of its own class.
    """
    sheet._values_to_row = _as_they_are  # noqa: SLF001


def _as_they_are(cells: Iterable[Any], _row: int) -> Iterable[Any]:
    return cells


def tell_reach(sheet: Any, reach: str) -> None:
    """Have the file say how far the sheet reaches, as `A1:F20`.

    The library knows it only of sheets held in memory; without it readers go through all of the file to find out.
    """
    sheet.calculate_dimension = lambda: reach


def add_link(sheet: Any, link: Any) -> None:
    """Add a link to a sheet that has its first row: opening the file for the rows drops what was there before.

    The library has no way to do so but with a cell of its own class.
    """
    sheet._hyperlinks.append(link)  # noqa: SLF001


def part_name(sheet: Any) -> str:
    """The name of a read sheet's part in the zip file. The library tells it nowhere else."""
    return str(sheet._worksheet_path)  # noqa: SLF001


def drop_temporary_file(sheet: Any) -> None:
    """Delete the file into which rows of a sheet went. The library does so only after a save.

    Raises:
        AttributeError: when no row was written and there is none.
    """
    sheet._writer.cleanup()  # noqa: SLF001
