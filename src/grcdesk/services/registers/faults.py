"""What cannot be taken of a file, told once for all rows that have it in common."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from grcdesk.errors import BadInput
from grcdesk.importers.reading.words import refuse_unknown
from grcdesk.schemas.registers.tables import UnknownWord
from grcdesk.wording import count, join

_NAMED = 10
"""Rows that are named of one fault."""
_ALIKE = 3
"""Faults that differ by a name, a number or a quoted word alone and are still told one by one."""
_VARIES = re.compile(r"'[^']*'|\"[^\"]*\"|\b[A-Z]{2,}-[\w/-]+|\d+(?:-\d+)*|; did you mean .*")


def rows_named(lines: Sequence[int]) -> str:
    """`line 2`, `lines 2, 3 and 4`."""
    return f"line{'s' * (len(lines) > 1)} {join([str(line) for line in lines], _NAMED)}"


def refuse(faults: Mapping[str, Sequence[int]], names: Mapping[str, str], unknown: Sequence[UnknownWord]) -> None:
    """Refuse a file when anything of it cannot be taken, and name all of it.

    Args:
        faults: what cannot be, and in which rows.
        names: by fault, the name of the record in it: faults that differ by it alone are alike.
        unknown: words nobody knows.

    Raises:
        BadInput: when there is any of it.
    """
    reasons = _listed(faults, names)
    refuse_unknown(unknown, "", reasons)
    if reasons:
        rows = {line for lines in faults.values() for line in lines}
        told = f"{count(len(rows), 'row')} cannot be taken; nothing was imported"
        hint = "mend them in the file, or leave a column out with --column WHAT="
        raise BadInput(told, hint=hint, reasons=reasons)


def _listed(faults: Mapping[str, Sequence[int]], names: Mapping[str, str]) -> tuple[str, ...]:
    """Each kind of fault with its rows, the first rows first."""
    kinds: dict[str, list[tuple[str, Sequence[int]]]] = defaultdict(list)
    for what, lines in faults.items():
        name = names.get(what, "")
        kinds[_VARIES.sub("…", what.replace(name, "…") if name else what)].append((what, lines))
    told: list[tuple[int, str]] = []
    for some in kinds.values():
        if len(some) <= _ALIKE:
            told += [(min(lines, default=0), _fault(what, sorted(lines))) for what, lines in some]
        else:
            rows = sorted(line for _, lines in some for line in lines)
            more = f"; and {len(some) - 1:,} more like it ({count(len(rows), 'row')})"
            told.append((rows[0], f"{rows_named(rows)}: {some[0][0]}{more}"))
    return tuple(what for _, what in sorted(told))


def _fault(what: str, lines: Sequence[int]) -> str:
    if not any(lines):
        return what
    many = f" ({count(len(lines), 'row')})" if len(lines) > _NAMED else ""
    return f"{rows_named(lines)}: {what}{many}"
