"""What a column of a workbook is to the way back, as one word that travels with it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from grcdesk.rules.registers.columns import CellKind, RegisterColumn
from grcdesk.rules.returned.forms import HOME
from grcdesk.terms.returned import AuditorValue

KEY, OWNER, LOCKED, LOCKED_DAY, PASSED = "key", "owner", "locked", "locked day", "-"
"""It names the row, an owner fills it in, it must not change (a text, a day), or it is not looked at."""
_AUDITOR = "auditor "
_OR = "|"
_MOST = 999_999
PLAIN = RegisterColumn("text", "Text", CellKind.TEXT)
"""Of cells that are only looked at."""


def auditor_role(value: AuditorValue, words: Sequence[str] = ()) -> str:
    """Of a column that auditors fill in: what it holds, and the words it is chosen from."""
    return _AUDITOR + _OR.join((value.value, *words))


def auditor_value(role: str) -> AuditorValue | None:
    """What a column of an auditor's holds; None: it is none."""
    if not role.startswith(_AUDITOR):
        return None
    return AuditorValue(role.removeprefix(_AUDITOR).partition(_OR)[0])


def column_of(table: str, header: str, role: str) -> RegisterColumn | None:
    """The column that comes home under a heading; None: nothing does."""
    if role == OWNER:
        form = HOME.get(table)
        return form.under(header) if form else None
    value = auditor_value(role)
    return auditor_column(header, value, tuple(role.split(_OR)[1:])) if value is not None else None


@cache
def auditor_column(header: str, value: AuditorValue, words: tuple[str, ...] = ()) -> RegisterColumn:
    """A column of an auditor's."""
    if words:
        names = {f"word_{number}": word for number, word in enumerate(words)}
        terms = StrEnum("AuditorWords", names)  # type: ignore[misc]
        return RegisterColumn(header, header, CellKind.TERM, terms=terms)
    kinds = {AuditorValue.DAY: CellKind.DAY, AuditorValue.NUMBER: CellKind.NUMBER, AuditorValue.TEXT: CellKind.TEXT}
    return RegisterColumn(header, header, kinds[value], most=_MOST)


def comes_home(role: str) -> bool:
    """Whether people fill it in."""
    return role == OWNER or role.startswith(_AUDITOR)
