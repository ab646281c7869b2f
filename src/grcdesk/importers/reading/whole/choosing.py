"""Which column of a file tells what: as a person told, else by its heading."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from grcdesk.errors import BadInput, did_you_mean
from grcdesk.importers.reading.headings import plain_heading


def refuse_unknown(
    told: Mapping[str, Iterable[str]], known: tuple[str, ...], columns: Collection[str], file: str
) -> None:
    """Refuse what a person told of columns where it cannot be.

    Args:
        told: what → the columns that tell it.
        known: what a column may tell.
        columns: those of the file.
        file: for messages.

    Raises:
        BadInput: for a meaning nobody knows, or a column the file does not have.
    """
    for what, named in told.items():
        if what not in known:
            hint = did_you_mean(what, known) or f"known are {', '.join(known)}"
            raise BadInput(f"a column cannot mean {what!r}", hint=hint)
        for column in named:
            if column not in columns:
                raise BadInput(f"has no column {column!r}", hint=did_you_mean(column, tuple(columns)), file=file)


def as_told(told: Mapping[str, str], known: tuple[str, ...], columns: Collection[str], file: str) -> dict[str, str]:
    """What → column as a person told it; what an empty column was told for is left out.

    Raises:
        BadInput: as `refuse_unknown`.
    """
    refuse_unknown({what: [column] if column else [] for what, column in told.items()}, known, columns, file)
    return {what: column for what, column in told.items() if column}


def by_heading(
    columns: Sequence[str], taken: Collection[str] = (), plain: Callable[[str], str] = plain_heading
) -> dict[str, str]:
    """Plain heading → column, of those that are not taken; of several that are written alike the first is meant."""
    return {plain(column): column for column in reversed(columns) if column not in taken}


def add_by_headings(
    chosen: dict[str, str], wanted: Iterable[tuple[str, Iterable[str]]], free: Mapping[str, str]
) -> None:
    """Add to what was chosen the columns that tell more by their headings, each column once.

    Args:
        chosen: what → column.
        wanted: what is looked for, with the plain headings it goes by, the surest first.
        free: plain heading → column, for those that were not told.
    """
    for what, names in wanted:
        fit = next((free[name] for name in names if name in free), None)
        # one column tells one thing: what is looked for first takes it
        if fit is not None and what not in chosen and fit not in chosen.values():
            chosen[what] = fit
