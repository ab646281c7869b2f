"""Whether a list of what happened was read to its last row and is whole: only then its silence speaks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadList:
    """What an importer made of the file."""

    rows: int | None = None
    """Rows that stand in it; None: nobody read it."""
    used: int = 0
    skipped: int = 0
    heading: bool = False
    """Whether its columns are known."""
    page: str = ""
    """Signs that it is a page of a longer list."""
    explained: str = ""
    """Why the skipped rows matter to nobody, as a person says."""
    importer: str = ""
    """What read it."""


_LISTERS = frozenset({"population", "changes", "tickets"})
"""Importers whose rows are things that happened; a register of keys says nothing of what did."""
UNREAD = ReadList()
"""Kept as it came."""


def gaps(read: ReadList, stated: int | None) -> list[str]:
    """What a list lacks to be taken for whole; each as it stands behind `lacks`.

    Args:
        read: what an importer made of it.
        stated: its row count in the register.
    """
    if read.rows is None:
        return ["an importer that read its rows: import it"]
    found = []
    if read.importer and read.importer.partition(" ")[0] not in _LISTERS:
        found.append(f"an importer of what happened: it was read as {read.importer}")
    if read.page:
        found.append(f"the rest of the list: {read.page}")
    found += _of_its_rows(read)
    # no row under known columns says that nothing happened; no row under none says nothing
    if not read.rows and not read.heading:
        found.append("the names of its columns: an empty list must say of what")
    if stated is not None and stated not in (read.used, read.rows):
        found.append(f"one row count: {stated:,} stated, {read.used:,} read")
    return found


def _of_its_rows(read: ReadList) -> list[str]:
    """Rows that were left out may be those that matter: none usable is no empty list."""
    if read.rows and not read.used:
        return [f"a row that could be used: {read.rows:,} in the file, none usable"]
    if read.skipped and not read.explained:
        return [f"a word on rows left out: {read.used:,} used, {read.skipped:,} skipped: mend or explain each"]
    return []
