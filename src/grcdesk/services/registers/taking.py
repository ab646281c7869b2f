"""Writing what a register asks for, through the rules of its own service, and saying what became of each row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from grcdesk.errors import BadInput, DeskError, NotFound, Refused
from grcdesk.rules.registers.cells import spoken, value_of
from grcdesk.rules.registers.columns import RegisterForm
from grcdesk.schemas.registers.registers import RegisterAdded, RegisterChange, RegisterConflict
from grcdesk.services.registers.comparing import AskedRow, ComparedRegister
from grcdesk.services.registers.door import HeldRow, RegisterDoor
from grcdesk.services.registers.faults import refuse
from grcdesk.text import show
from grcdesk.wording import count, join

_SHOWN = 40
"""Characters of a value beside another."""
_NAMED = 20
"""Records that are named in one sentence."""


@dataclass
class TakenRegister:
    """What became of the rows."""

    form: RegisterForm
    added: list[RegisterAdded] = field(default_factory=list)
    changes: list[RegisterChange] = field(default_factory=list)
    conflicts: list[RegisterConflict] = field(default_factory=list)
    same: int = 0
    dropped: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """`4 vendors added, 2 changed, 1 as before; 2 conflicts`."""
        changed = len({one.id for one in self.changes})
        noun = self.form.noun
        told = f"{count(len(self.added), noun)} added, {changed} changed" if self.form.adds else ""
        told = told or f"{count(changed, noun)} changed"
        more = [count(len(self.conflicts), "conflict")] if self.conflicts else []
        more += [f"{len(self.dropped)} gone"] if self.dropped else []
        rest = f"; {', '.join(more)}" if more else ""
        return f"{told}, {self.same} as before{rest}"

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person must know before all else: conflicts, what is overwritten, what did not come."""
        found = [
            f"line {one.line}: {named(one.id, one.name)}: {one.field} was changed here too: ours {short(one.ours)}, "
            f"theirs {short(one.theirs)}{f', given as {short(one.given)}' if one.given else ''}; ours stays (--theirs)"
            for one in self.conflicts
        ]
        over: dict[str, list[str]] = defaultdict(list)
        for one in self.changes:
            if one.overwrites:
                over[one.id].append(one.field)
        if over:
            cells = sum(map(len, over.values()))
            which = join([f"{name} {', '.join(fields)}" for name, fields in over.items()], _NAMED)
            found.append(f"{count(cells, 'cell')} overwritten: {which}")
        if self.absent:
            found.append(f"not in the file, kept here: {join(self.absent, _NAMED)}")
        return tuple(found)

    @property
    def lines(self) -> tuple[str, ...]:
        """What each row does, by its line."""
        told: dict[int, str] = {one.line: f"{one.told}" for one in self.added}
        cells: dict[int, list[RegisterChange]] = defaultdict(list)
        for one in self.changes:
            cells[one.line].append(one)
        for line, some in cells.items():
            moved = "; ".join(f"{one.field} {short(one.old)} → {short(one.new)}" for one in some)
            told[line] = f"{named(some[0].id, some[0].name)}: {moved}"
        return (*(f"line {line}: {told[line]}" for line in sorted(told)), *self.dropped)


def take(door: RegisterDoor, asked: ComparedRegister) -> TakenRegister:
    """Write every row that asks for something.

    Raises:
        BadInput: naming everything that cannot be understood or that a rule refuses; nothing is to be kept then.
    """
    done = TakenRegister(door.form, conflicts=list(asked.conflicts), same=asked.same)
    faults = {what: list(lines) for what, lines in asked.faults.items()}
    unread = _unread(asked)
    names: dict[str, str] = {}
    # every row is tried, also after one was refused: a file is mended once, not once for each of its faults
    for row in asked.rows:
        if row.line in unread:
            continue  # a rule could only say of it what follows from that
        try:
            _put(door, row, done)
        except (BadInput, Refused, NotFound) as error:
            why = _why(error)
            faults.setdefault(why, []).append(row.line)
            names[why] = row.held.name if row.held is not None else _key(door, row)
    refuse(faults, names, asked.unknown)
    door.finish()
    _drop(door, asked, done)
    return done


def _unread(asked: ComparedRegister) -> set[int]:
    """Lines of which something could not be understood."""
    lines = {line for some in asked.faults.values() for line in some}
    for word in asked.unknown:
        lines.update(word.rows)
    return lines


def _drop(door: RegisterDoor, asked: ComparedRegister, done: TakenRegister) -> None:
    """What did not come goes only where a person said that the list is whole, and only of registers that have lists."""
    for one in asked.absent:
        if door.bringing.plan.whole and door.tells_absent:
            done.dropped.append(door.drop(one.id))
        else:
            done.absent.append(named(one.id, one.name))


def _put(door: RegisterDoor, row: AskedRow, done: TakenRegister) -> None:
    values = {name: value_of(door.form.column(name), text) for name, text in row.cells.items()}
    if row.held is None:
        ident, sentence = door.add(values)
        done.added.append(RegisterAdded(row.line, ident, _key(door, row), sentence))
        return
    door.change(row.held.id, values)
    moved = list(_moved(door, row, row.held))
    done.changes += moved
    done.same += not moved


def _key(door: RegisterDoor, row: AskedRow) -> str:
    return row.cells.get(door.form.key[0], "")


def _moved(door: RegisterDoor, row: AskedRow, held: HeldRow) -> Iterator[RegisterChange]:
    """What really moved, read again: a rule may have kept a value as it was, or moved another with it."""
    now = door.now(held.id)
    for column in door.form:
        old, new = held.cells.get(column.name, ""), now.get(column.name, "")
        if column.name in row.cells and old != new:
            texts = (spoken(column, old), spoken(column, new))
            yield RegisterChange(row.line, held.id, held.name, column.label, *texts, overwrites=bool(old))


def _why(error: DeskError) -> str:
    """Why a row is refused, with the cure where it is none of the command line."""
    return error.message if not error.hint or error.hint.startswith("--") else f"{error.message}: {error.hint}"


def named(ident: str, name: str) -> str:
    """A record in a sentence."""
    return f"{ident} {short(name)}" if name else ident


def short(text: str) -> str:
    """A value that fits beside another."""
    plain = show(text) or "-"
    return plain if len(plain) <= _SHOWN else f"{plain[: _SHOWN - 1]}…"
