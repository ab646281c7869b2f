"""Which column of a file tells which field of a register: as told, else by its heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grcdesk.errors import BadInput
from grcdesk.importers.reading.headings import plain_heading
from grcdesk.importers.reading.whole.choosing import add_by_headings, as_told, by_heading
from grcdesk.rules.registers.columns import RegisterForm


def choose(form: RegisterForm, columns: Sequence[str], told: Mapping[str, str], file: str) -> dict[str, str]:
    """Field → column, in the order of the form.

    Raises:
        BadInput: for a field or column that does not exist, or when no column names the rows.
    """
    chosen = as_told(told, form.names, columns, file)
    free = by_heading(columns, told.values())
    for spellings in (_own, _others):  # what we call a column goes before what others call it
        wanted = [(one.name, spellings(form, one.name)) for one in form if one.name not in told]
        add_by_headings(chosen, wanted, free)
    if "id" not in chosen and not set(form.key) & chosen.keys():
        raise _nameless(form, columns, file)
    return {what: chosen[what] for what in form.names if what in chosen}


def is_heading(form: RegisterForm, row: Sequence[str]) -> bool:
    """Whether a row names a column that tells rows apart, and another."""
    cells = {plain_heading(cell) for cell in row if cell.strip()}
    naming = {name for what in ("id", *form.key) for name in (*_own(form, what), *_others(form, what))}
    known = {name for one in form for name in (*_own(form, one.name), *_others(form, one.name))}
    return bool(cells & naming) and len(cells & known) > 1


def _own(form: RegisterForm, what: str) -> tuple[str, ...]:
    column = form.column(what)
    return plain_heading(column.title), plain_heading(what)


def _others(form: RegisterForm, what: str) -> tuple[str, ...]:
    return form.column(what).aliases


def _nameless(form: RegisterForm, columns: Sequence[str], file: str) -> BadInput:
    what = form.key[0] if form.key else "id"
    hint = f"say which, with --column {what}=COLUMN; also known are {', '.join(form.names[:8])} …"
    return BadInput(f"no column names the {form.noun}: {', '.join(columns[:30])}", hint=hint, file=file)
