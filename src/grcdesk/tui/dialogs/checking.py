"""What is held against a form before it is carried out: what is lacking, what is no day, who is new here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grcdesk.errors import BadInput, DeskError, did_you_mean
from grcdesk.tui.dialogs import kinds
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.kinds import AskKind
from grcdesk.tui.dialogs.rows import FieldRow
from grcdesk.tui.kit import plain
from grcdesk.tui.kit.looks import Cell
from grcdesk.wording import join

FormRows = Mapping[str, FieldRow]
LABEL = 24
"""Cells the labels take at most; longer ones are wrapped. So long a hint stands in its field, and is not said again."""

DROPS = "esc once more drops"
"""What the question before something typed is lost begins with."""
NEW = "new "
"""What the question about a new name begins with."""
_KEPT = {"vendor": "keeps the name, whose record is then listed as due"}


class AtField(BadInput):
    """What is wrong with one field."""

    def __init__(self, name: str, message: str, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.name = name


def first_to_fill(fields: Sequence[Ask]) -> str:
    """The first field behind those that hold something already, if it cannot stay empty."""
    first = next((field for field in fields if not field.value), None)
    return first.name if first is not None and first.needed else ""


def settled(rows: FormRows) -> dict[str, str]:
    """The texts as they are kept.

    Raises:
        AtField: for the first field that holds nothing it could.
    """
    values: dict[str, str] = {}
    for name, row in rows.items():
        try:
            values[name] = row.settled()
        except BadInput as error:
            raise AtField(name, f"{row.ask.label}: {error.message}", error.hint) from None
        none = {"", "-"} if row.kind.offers and not row.kind.any_word else {""}
        if row.ask.needed and values[name].strip() in none:
            raise AtField(name, f"{row.ask.label} is needed")
    return values


def new_names(rows: FormRows, values: Mapping[str, str]) -> dict[str, list[str]]:
    """Names nobody here has used, by the field they were typed into."""
    typed = {name: row for name, row in rows.items() if values[name] != row.ask.value}
    found = {name: kinds.strangers(row.kind, values[name]) for name, row in typed.items()}
    return {name: new for name, new in found.items() if new}


def about_new(kind: AskKind, new: Sequence[str]) -> str:
    """The question about names nobody here goes by, with the nearest one that somebody does."""
    told = f"{NEW}{kind.new} {join(list(new))}? enter once more {_KEPT.get(kind.new, 'says so')}"
    near = did_you_mean(new[0], kind.names)
    return f"{told}; {near}" if near else told


def at_fault(rows: FormRows, error: DeskError) -> str:
    """The field an error is about.

    The only one that holds the word it begins with, the first empty one among its reasons, or the one its cure names.
    """
    if isinstance(error, AtField):
        return error.name
    named = _quoted(rows, str(error))
    if len(named) == 1:
        return named[0]
    return _lacking(rows, error) or plain.option_of(error.hint, {name: row.ask.label for name, row in rows.items()})


def _lacking(rows: FormRows, error: DeskError) -> str:
    """The first empty field whose label is one of the reasons."""
    told = {one.casefold() for one in error.reasons}
    return next((name for name, row in rows.items() if not row.value and row.ask.label.casefold() in told), "")


def _quoted(rows: FormRows, words: str) -> list[str]:
    """Fields whose value the words quote, else those they name at their beginning."""
    filled = {name: row for name, row in rows.items() if row.value}
    quoted = [name for name, row in filled.items() if repr(row.value) in words]
    return quoted or [name for name in filled if words.startswith(f"{name}: ")]


def typed(rows: FormRows, began: Mapping[str, str], kept: frozenset[str] = frozenset()) -> str:
    """The labels of fields that hold what a person typed, but for those whose text is kept elsewhere."""
    lost = {name: row for name, row in rows.items() if name in began and name not in kept}
    return join([row.ask.label for name, row in lost.items() if row.value not in {"", began[name]}])


def hint(row: FieldRow) -> Cell:
    """What is asked for in a field, and what stands in it."""
    said, how = row.beside(), row.kind.how
    parts = ["needed"] if row.ask.needed and not row.value else []
    parts += [row.ask.hint] if row.ask.hint and (row.value or len(row.ask.hint) > LABEL) else []
    parts += [kinds.SAID[how]] if how in kinds.SAID and not said.text else []
    parts += ["several"] if row.kind.apart else []
    if said.text and how in {kinds.How.RECORD, kinds.How.TERM, kinds.How.PERSON, kinds.How.DAYS}:
        parts.insert(0, said.text)
    return Cell("; ".join(parts), said.tone or "muted")
