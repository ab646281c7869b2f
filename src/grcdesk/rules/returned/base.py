"""What a workbook was written with, as it travels on a hidden sheet: against it a changed cell is known.

Each cell is kept as a mark: a text of up to 200 characters as it is, a longer one as its hash. Three ways need no more:
a cell that equals its mark was not touched. Where it was written from stands above, and a digest of all of it: a
hidden sheet that was itself changed is no base.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from grcdesk.errors import BadInput
from grcdesk.schemas.returned.returned import BaseSheet, BaseTab, WrittenFrom
from grcdesk.terms.returned import BookKind

BASE = "grcdesk base"
"""The sheet; it is known by its first cell, whatever it is called."""
SIGN = "grcdesk way back 1"
"""Its first cell."""
CURE = "ask for the file as it was sent, or fill in a new one: grcdesk export workplan"
"""What helps when a file has lost what it was written with."""
_FACTS = ("book", "desk", "entry", "head", "engagement", "handover", "owner")


def lines(base: BaseSheet) -> list[tuple[str, ...]]:
    """The rows of the hidden sheet."""
    origin = base.origin
    told = (
        base.book.value, origin.desk, str(origin.entry), origin.head, origin.engagement, str(origin.handover),
        base.owner,
    )  # fmt: skip
    made: list[tuple[str, ...]] = [("fact", name, value) for name, value in zip(_FACTS, told, strict=True)]
    for tab in base.tabs:
        made.append(("tab", tab.table, tab.title))
        made.append(("headers", *tab.headers))
        made.append(("roles", *tab.roles))
        made += [("row", *row) for row in tab.rows]
    return [(SIGN, digest(made)), *made]


def read(rows: Sequence[Sequence[str]]) -> BaseSheet:
    """The same, read back.

    Raises:
        BadInput: when it is not as it was written.
    """
    told = [cut for row in rows if (cut := _cut(row))]
    if len(told) < 2 or len(told[0]) < 2 or told[0][1] != digest(told[1:]):  # noqa: PLR2004  sign and digest
        raise BadInput("its hidden sheet is not as it was written", hint=CURE)
    facts = _facts(told[1:])
    try:
        origin = WrittenFrom(
            facts["desk"], int(facts["entry"]), facts["head"], facts["engagement"], int(facts["handover"])
        )
        return BaseSheet(BookKind(facts["book"]), origin, tuple(_tabs(told)), facts["owner"])
    except (KeyError, ValueError) as error:
        raise BadInput("its hidden sheet is of a later kind", hint="a newer grcdesk has written it") from error


def _facts(told: Sequence[tuple[str, ...]]) -> dict[str, str]:
    """The facts by name; an empty one is cut off at the end of its row."""
    return {row[1]: "".join(row[2:3]) for row in told if row[0] == "fact"}


def _tabs(told: Sequence[tuple[str, ...]]) -> Iterator[BaseTab]:
    starts = [at for at, row in enumerate(told) if row[0] == "tab"]
    for start, end in zip(starts, [*starts[1:], len(told)], strict=True):
        _, table, title = told[start]
        rows = tuple(row[1:] for row in told[start + 3 : end] if row[0] == "row")
        yield BaseTab(table, title, told[start + 1][1:], told[start + 2][1:], rows)


def digest(rows: Sequence[Sequence[str]]) -> str:
    """SHA-256 of rows: no cell can be changed, moved or taken out without another one."""
    whole = hashlib.sha256()
    for row in rows:
        whole.update("\x1f".join(_cut(row)).encode("utf-8", "surrogatepass") + b"\x1e")
    return whole.hexdigest()


def _cut(row: Sequence[str]) -> tuple[str, ...]:
    """Without empty cells at its end: a program that saves the sheet drops them."""
    cells = list(row)
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)
