"""A file set against the records, cell by cell: three ways where it is a sheet of ours, two ways where it is not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from grcdesk.errors import BadInput, NotFound, did_you_mean
from grcdesk.rules.registers.cells import CLEARS, spoken
from grcdesk.rules.registers.columns import RegisterColumn, RegisterForm
from grcdesk.rules.registers.given import mark, told
from grcdesk.rules.registers.merge import MergeResult, merge
from grcdesk.schemas.registers.registers import ReadRow, RegisterConflict, RegisterFile
from grcdesk.schemas.registers.tables import UnknownWord
from grcdesk.services.registers.door import HeldRow, RegisterDoor
from grcdesk.services.registers.faults import rows_named
from grcdesk.services.registers.shown import shown
from grcdesk.terms.requests import Settling
from grcdesk.wording import count, join


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A row that asks for something."""

    line: int
    held: HeldRow | None
    """None: it is new."""
    cells: Mapping[str, str]
    """By field, what it is to be, canonical."""


@dataclass
class ComparedRegister:
    """What a file asks for."""

    rows: list[AskedRow] = field(default_factory=list)
    same: int = 0
    conflicts: list[RegisterConflict] = field(default_factory=list)
    absent: list[HeldRow] = field(default_factory=list)
    faults: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """What cannot be, and in which rows."""
    notes: list[str] = field(default_factory=list)
    unknown: Sequence[UnknownWord] = ()
    """Words nobody has told the meaning of."""


class RegisterComparison:
    """One file against one register."""

    def __init__(self, door: RegisterDoor, read: RegisterFile) -> None:
        self._door = door
        self._form = door.form
        self._given: Mapping[str, Mapping[str, str]] = read.given.cells if read.given is not None else {}
        self._read = read
        self._settle = Settling.THEIRS if door.bringing.plan.theirs else None
        self._held = list(door.held())
        self._by_id = {one.id.casefold(): one for one in self._held}
        self._by_key = {key: one for one in self._held if not one.gone and (key := door.key(one.cells))}
        self._lines: dict[str | tuple[str, ...], int] = {}
        self._altered: dict[str, list[int]] = defaultdict(list)
        self.found = ComparedRegister(unknown=read.unknown)

    def compare(self) -> ComparedRegister:
        """Row after row, then what did not come."""
        for fault in self._read.faults:
            self.found.faults[fault.what] += fault.lines
        honoured = self._ids_honoured()
        for row in self._read.rows:
            try:
                self._row(self._resolved(row), honoured=honoured)
            except (BadInput, NotFound) as error:
                hint = f"; {error.hint}" if isinstance(error, NotFound) and error.hint else ""
                self.found.faults[f"{error.message}{hint}"].append(row.line)
        self._absent()
        for name, lines in self._altered.items():
            self.found.notes.append(
                f"{name} is shown only; {count(len(lines), 'changed cell')} not taken: {rows_named(lines)}"
            )
        return self.found

    def _ids_honoured(self) -> bool:
        """Whether the column of ids holds ours. Ids of another program say nothing here."""
        ids = {(row.cells.get("id") or "").casefold() for row in self._read.rows} - {""}
        if not ids or not self._form.key or self._given or ids & self._by_id.keys():
            return True
        if not any(self._door.key(row.cells) for row in self._read.rows):
            return True
        self.found.notes.append("the column of ids holds none of ours, and was passed over")
        return False

    def _resolved(self, row: ReadRow) -> ReadRow:
        cells = dict(row.cells)
        for name, text in row.cells.items():
            if text:
                cells[name] = self._door.resolve(name, text)
        if "vendor" in self._form.names and not cells.get("vendor") and self._door.bringing.plan.vendor:
            cells["vendor"] = self._door.resolve("vendor", self._door.bringing.plan.vendor)
        return ReadRow(row.line, cells)

    def _row(self, row: ReadRow, *, honoured: bool) -> None:
        ident = (row.cells.get("id") or "").strip() if honoured else ""
        held = self._identified(row, ident) if ident else self._named(row)
        if ident and held is None:
            return  # it was told already
        self._refuse_twice(row, held)
        if held is None:
            self.found.rows.append(AskedRow(row.line, None, self._of_a_new_one(row)))
            return
        wanted = self._cells(row, held, by_key=not ident)
        if wanted:
            self.found.rows.append(AskedRow(row.line, held, wanted))
        else:
            self.found.same += 1

    def _of_a_new_one(self, row: ReadRow) -> dict[str, str]:
        return {name: text for name, text in row.cells.items() if text and self._form.column(name).taken}

    def _refuse_twice(self, row: ReadRow, held: HeldRow | None) -> None:
        """One record, one line: of a new one the columns count that name it."""
        place: str | tuple[str, ...] = held.id if held is not None else self._door.key(row.cells)
        before = self._lines.setdefault(place, row.line)
        if before == row.line:
            return
        what = held.name or held.id if held is not None else (row.cells.get(self._form.key[0]) or "")
        raise BadInput(f"{what} stands in line {before} already")

    def _identified(self, row: ReadRow, ident: str) -> HeldRow | None:
        held = self._by_id.get(ident.casefold())
        if held is None and ident in self._given:
            self.found.notes.append(f"line {row.line}: {ident} is no longer here; its row was passed over")
            return None
        if held is None:
            near = did_you_mean(ident, tuple(one.id for one in self._held))
            raise BadInput(f"there is no {self._form.noun} {ident!r}{f'; {near}' if near else ''}")
        return held

    def _named(self, row: ReadRow) -> HeldRow | None:
        key = self._door.key(row.cells)
        if not key:
            lacks = join([self._form.column(name).label for name in self._form.key]) or "id"
            raise BadInput(f"names no {self._form.noun}: it needs {lacks}")
        held = self._by_key.get(key)
        if held is None and not self._form.adds:
            raise BadInput(f"there is no {self._form.noun} {key[0]!r}")
        return held

    def _cells(self, row: ReadRow, held: HeldRow, *, by_key: bool) -> dict[str, str]:
        """What the row says otherwise than the record, by field."""
        given = self._given.get(held.id)
        naming = {"id", *(self._form.key if by_key else ())}  # what found the record is not what is to change of it
        wanted: dict[str, str] = {}
        for name, theirs in row.cells.items():
            column = self._form.column(name)
            if name in naming or _says_nothing(column, theirs, held.cells[name], given):
                continue
            text = theirs or ""
            if not column.taken:
                self._look_at_shown(column, row.line, text, given)
            elif not text and not column.clears:
                self.found.faults[f"{column.label} cannot be emptied"].append(row.line)
            elif self._moved(row, held, column, text, given):
                wanted[name] = text
        return wanted

    def _moved(
        self, row: ReadRow, held: HeldRow, column: RegisterColumn, theirs: str, given: Mapping[str, str] | None
    ) -> bool:
        """Whether a cell is to be taken. A conflict is named."""
        ours = mark(column, shown(held.cells[column.name]))
        base = given.get(column.name, ours) if given is not None else ours
        found = merge(base, ours, mark(column, theirs), self._settle)
        if found.result is MergeResult.CONFLICT:
            values = (told(base), held.cells[column.name], theirs)
            self.found.conflicts.append(
                RegisterConflict(row.line, held.id, held.name, column.label, *(spoken(column, one) for one in values))
            )
        return found.result in (MergeResult.TAKEN, MergeResult.SETTLED)

    def _look_at_shown(self, column: RegisterColumn, line: int, theirs: str, given: Mapping[str, str] | None) -> None:
        if given is not None and column.name in given and mark(column, theirs) != given[column.name]:
            self._altered[column.label].append(line)

    def _absent(self) -> None:
        """Records that were in the sheet when it was written, or belong on a list, and did not come."""
        if self._given:
            expected = [one for one in self._held if one.id in self._given]
        elif self._door.tells_absent:
            expected = [one for one in self._held if not one.gone]
        else:
            expected = []
        self.found.absent = [one for one in expected if one.id not in self._lines]


def given_of(form: RegisterForm, read: RegisterFile) -> tuple[str, ...]:
    """What is told of where a file comes from."""
    if read.given is not None:
        return (f"a sheet of ours, written at entry {read.given.entry}: compared three ways",)
    if {one.name for one in form if one.given} - {one.partition(" = ")[0] for one in read.columns}:
        return ()
    return ("a sheet as ours, without what it was given out with: its cells go before what was changed here since",)


def _says_nothing(column: RegisterColumn, theirs: str | None, ours: str, given: Mapping[str, str] | None) -> bool:
    """Whether a cell asks for no change: an empty one that was empty, or a word for "none" that stands here itself.

    Args:
        column: the column of the cell.
        theirs: what came back; None: a word that takes a value away.
        ours: what the record holds.
        given: the cells of that row as our sheet was written; None: it is no sheet of ours.
    """
    if theirs is None:
        return ours.strip().casefold() in CLEARS
    return theirs == "" and (given is None or given.get(column.name) in (None, mark(column, "")))
