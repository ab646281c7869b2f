"""Which column of a file tells what: as a person told, else by its heading."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from grcdesk.errors import BadInput, did_you_mean


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
        if fit is not None and what not in chosen and fit not in chosen.values():
            chosen[what] = fit
