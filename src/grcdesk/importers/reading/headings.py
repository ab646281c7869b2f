"""Headings of columns: where they stand below titles, how they are compared, and how a text parts its fields."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, BinaryIO

from grcdesk.errors import BadInput
from grcdesk.importers.keeping import content

_BRACKET = re.compile(r"\[[^\[\]]*\]")


def plain_heading(heading: str) -> str:
    """A heading as it is compared: `Email Address [Required]` and `email_address` are one."""
    return "".join(letter for letter in _BRACKET.sub("", heading).casefold() if letter.isalnum())


LOOKED_AT = 50
"""Rows with something in them among which the heading is looked for."""
_TITLE = 2
"""Cells that a row above the heading has at most: a title, or a name and its value."""
_KNOWN_WITHIN = 20
"""Rows with something in them among which a heading that is known is looked for."""
Knows = Callable[[Sequence[str]], bool]
"""Whether a row is the heading that is looked for."""
Numbered = tuple[int, Sequence[Any]]
"""A row with its number in the file."""
_VALUE = re.compile(r"\d[\d.,:/ -]*|.*@.*|true|false|yes|no|-|n/a", re.IGNORECASE)
"""What stands below a heading and is none."""


def place(rows: Sequence[Numbered], file: str, *, header: int = 0, knows: Knows | None = None) -> int:
    """Which of the first rows of a list names its columns.

    Args:
        rows: those with something in them, from the first, with their numbers.
        file: for messages.
        header: the number of the heading, as a person says; 0: it is found.
        knows: tells the heading where it is known.

    Raises:
        BadInput: when nothing stands in the row that was told.
    """
    if header:
        return _told_place(rows, header, file)
    texts = [["" if cell is None else str(cell) for cell in row] for _, row in rows[:_KNOWN_WITHIN]]
    cells = [row for _, row in rows]
    known = next((at for at, row in enumerate(texts) if knows and knows(row)), None)
    if known is None:
        return find_heading(cells)
    return known + _names_groups(cells, _filled(cells), known, _width(cells))


def _told_place(rows: Sequence[Numbered], header: int, file: str) -> int:
    """Which of the rows has the number a person said."""
    found = next((at for at, (number, _) in enumerate(rows) if number == header), None)
    if found is None:
        hint = f"--header takes the row that names the columns, one of the first {LOOKED_AT} with something in them"
        raise BadInput(f"row {header} is empty, or there is none", hint=hint, file=file)
    return found


def find_heading(rows: Sequence[Sequence[object]]) -> int:
    """Which of the first rows of a list names its columns: the first that fills more than half of the list's width.

    A row of names for groups of columns is passed over: it is sparse, and the row below it names each column.

    Args:
        rows: rows that are not empty, from the first.
    """
    filled, width = _filled(rows), _width(rows)
    for at, amount in enumerate(filled):
        if _names_groups(rows, filled, at, width):
            continue
        if amount > max(1, width / 2):
            return at
        if amount > _TITLE:
            return 0
    return 0


def _filled(rows: Sequence[Sequence[object]]) -> list[int]:
    """Of each row how many cells hold something."""
    return [sum(not blank(cell) for cell in row) for row in rows]


def _names_groups(rows: Sequence[Sequence[object]], filled: Sequence[int], at: int, width: int) -> bool:
    """Whether a row names groups, and the next one their columns: it has gaps, that one has none and holds no value."""
    if len(rows) < at + 3 or filled[at] >= width or filled[at + 1] < width or width <= _TITLE:
        return False
    below = rows[at + 1]
    names = [str(cell).strip() for cell in below if not blank(cell)]
    if len(set(names)) < len(names) or any(map(_is_value, below)) or any(map(_is_value, rows[at])):
        return False
    return any(map(_is_value, rows[at + 2]))


def _is_value(cell: object) -> bool:
    return not blank(cell) and (not isinstance(cell, str) or _VALUE.fullmatch(cell.strip()) is not None)


def unique_names(row: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """The names of columns, each once, those without one by their place; a sentence for each that stood twice."""
    names: list[str] = []
    told = []
    for at, raw in enumerate(row, 1):
        name = raw.strip().strip("\ufeff") or f"column {at}"
        if name in names:
            number = 2 + sum(one.startswith(f"{name} (") for one in names)
            known = content.shown(name)
            told.append(f"the column {known!r} stands twice; the second is read as '{known} ({number})'")
            name = f"{name} ({number})"
        names.append(name)
    return tuple(names), told


def is_list(rows: Iterable[Sequence[object]]) -> bool:
    """Whether rows have columns, as a list does and a cover sheet does not."""
    return _width([row for row in rows if not all(map(blank, row))][:LOOKED_AT]) > 1


def _width(rows: Sequence[Sequence[object]]) -> int:
    """How many columns most rows reach over."""
    reach = Counter(max((place for place, cell in enumerate(row, 1) if not blank(cell)), default=0) for row in rows)
    # of widths that are as frequent the larger: cells at the end of a row are often empty
    return max(reach, key=lambda one: (reach[one], one), default=0)


def told_heading(line: int, above: int) -> str:
    """What is told when titles stand above the heading."""
    rows = "1 row above it is" if above == 1 else f"{above} rows above it are"
    return f"row {line} was taken for the heading; {rows} no part of the list"


def blank(cell: object) -> bool:
    """Whether nothing stands in a cell, or nothing that is seen."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
HEAD = 1 << 16
"""Characters of a file by which it is judged."""
_BLOCK = 1 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def find_encoding(handle: BinaryIO) -> str:
    """The encoding of a text file, by its mark, by zeros, or by whether it is UTF-8 to the end."""
    handle.seek(0)
    head = handle.read(HEAD)
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    # Latin letters in UTF-16 have a zero each, before or behind
    if head.count(0) * 4 > len(head):
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    decoder = codecs.getincrementaldecoder("utf-8")()
    block = head
    try:
        while block:
            decoder.decode(block)
            block = handle.read(_BLOCK)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _likely((head if block is head else head + block).decode("utf-8", "replace"))
    return "utf-8"


def _likely(tried: str) -> str:
    """The encoding of a text that is not quite UTF-8, by what reading it so made of it.

    One damaged byte in a UTF-8 file costs its row; of a file of another encoding little decodes.
    """
    good = sum(1 for character in tried if character > "\x7f" and character != "\ufffd")
    return "utf-8" if good > 2 * tried.count("\ufffd") else "cp1252"


def find_delimiter(head: str) -> str:
    """The delimiter under which most rows of the head have as many fields as its heading, and more than one."""
    best, score = ",", (0, 0)
    for delimiter in DELIMITERS:
        rows = [row for _, row in first_rows(head, delimiter)]
        width = len(rows[find_heading(rows)]) if rows else 0
        if width > 1:
            # rows that agree count for more than many fields: text has commas too, in no order
            found = (sum(len(row) == width for row in rows), width)
            best, score = max((best, score), (delimiter, found), key=lambda pair: pair[1])
    return best


_PREAMBLE = re.compile(r'\A(?:#TYPE [^\r\n]*\r?\n)?(?:"?sep=(.)"?\r?\n)?')
"""Lines before a list that tell about it: what PowerShell calls its records, and what parts the fields."""


def preamble(head: str) -> tuple[str, int, str]:
    """The beginning of a file without the lines that tell about it, how many there are, and the delimiter they tell."""
    found = _PREAMBLE.match(head)
    if found is None or not found.end():
        return head, 0, ""
    return head[found.end() :], found[0].count("\n"), found[1] or ""


def first_row(head: str, header: int = 0) -> list[str]:
    """The heading, as far as the beginning of a file tells it; empty when there is none.

    Args:
        head: the beginning of the file.
        header: the line it stands on, as a person says; 0: it is found.
    """
    rest, before, told = preamble(head)
    rows = first_rows(rest, told or find_delimiter(rest), before)
    if header:
        return next((row for line, row in rows if line == header), [])
    return rows[find_heading([row for _, row in rows])][1] if rows else []


def first_rows(head: str, delimiter: str, before: int = 0) -> list[tuple[int, list[str]]]:
    """The first rows with something in them, with the line each begins on; `before` lines stand above."""
    lines = head.splitlines(keepends=True)
    if len(head) >= HEAD and len(lines) > 1:
        lines.pop()  # cut off in the middle
    reader = csv.reader(lines, delimiter=delimiter)
    found: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for row in reader:
            if any(row):
                found.append((line + before, row))
            if len(found) == LOOKED_AT:
                break
            line = reader.line_num + 1
    except csv.Error:
        pass
    return found
