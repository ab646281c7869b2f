"""Which column of a list is which of a population: as a map says, by the same name, or by a usual other one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from grcdesk.errors import BadInput
from grcdesk.importers.evidence.frozen.kinds import KindSeen
from grcdesk.importers.keeping import content
from grcdesk.importers.keeping.guard import STEP, said
from grcdesk.importers.keeping.holds import Holds
from grcdesk.importers.reading import sheets
from grcdesk.rules.audits.roles import ColumnKind, Role, RoleColumn
from grcdesk.rules.populations.names import ALIASES, HASHES, KEY, PEOPLE
from grcdesk.wording import join

WHICH_KEY = "--key COLUMN names it, or several: --key run_id,attempt"
_WORDS = frozenset({"kind", "severity", "class", "action", "role", "origin"})
_BY_KIND = {
    ColumnKind.TIME: Holds.TIME,
    ColumnKind.DATE: Holds.TIME,
    ColumnKind.NUMBER: Holds.NUMBER,
    ColumnKind.FLAG: Holds.WORD,
}


def holds_of(column: RoleColumn, *, is_key: bool = False) -> Holds:
    """What the values of a column of a role may be."""
    if column.kind is not ColumnKind.TEXT:
        return _BY_KIND[column.kind]
    if is_key or column.name in HASHES or column.name.endswith("_id"):
        return Holds.ID
    return Holds.WORD if column.name in _WORDS else Holds.NAME


def known(role: Role, columns: Mapping[str, str], keys: Iterable[str]) -> dict[str, Holds]:
    """Plain names of the columns of a role, those a map or lists usually give them, and what each may hold."""
    found = {content.plain(name): Holds.ID for name in keys}
    for column in role.columns:
        holds = holds_of(column)
        for name in (columns.get(column.name, column.name), column.name, *ALIASES.get(column.name, "").split()):
            found.setdefault(content.plain(name), holds)
    return found


def persons(role: Role, columns: Mapping[str, str]) -> frozenset[str]:
    """Plain names of the columns in which a list or a record is people."""
    return _names([column.name for column in role.columns if column.name in PEOPLE], columns)


def typed(role: Role, columns: Mapping[str, str]) -> frozenset[str]:
    """Plain names of the columns that may be one of the role which is no text."""
    named = [column.name for column in role.columns if column.kind is not ColumnKind.TEXT]
    return _names(named, columns)


def _names(ours: Iterable[str], columns: Mapping[str, str]) -> frozenset[str]:
    return frozenset(
        content.plain(name) for one in ours for name in (columns.get(one, one), one, *ALIASES.get(one, "").split())
    )


@dataclass(frozen=True, slots=True)
class Placed:
    """A column of the population, and where its values stand in the list."""

    column: RoleColumn
    path: str
    holds: Holds


@dataclass(frozen=True, slots=True)
class Mapped:
    """How a list is read as a population."""

    keys: tuple[str, ...]
    """Paths of the key."""
    key: RoleColumn
    """The column that the key fills."""
    columns: tuple[Placed, ...]
    """The others: those of the role first, then those of the list, by name."""
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Mapper:
    """Decides for one list, once all of it was measured."""

    role: Role
    columns: Mapping[str, str]
    """As the map says: our column → theirs."""
    told: str
    """The column, or columns, that a person names as the key; empty: as the role or the map has it."""
    file: str
    kinds: Mapping[str, KindSeen]
    """By path, every column of the list."""
    by_name: dict[str, str] = field(default_factory=dict)
    by_plain: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for path in self.kinds:
            self.by_name.setdefault(path.replace(STEP, "."), path)
            self.by_plain.setdefault(content.plain(path), path)

    def mapped(self, bad: Iterable[str], shut: Iterable[str]) -> Mapped:
        """Every column in its place.

        Args:
            bad: paths of columns nobody knows that are content.
            shut: paths of columns of the role of which no value may be kept.

        Raises:
            BadInput: when no column is the key, or the map names one that is not there.
        """
        keys = self._keys()
        found = dict(self._of_the_role(keys))
        key = self._key_column(keys, found)
        ordered = [(column, found[column]) for column in self.role.columns if column in found and column != key]
        placed = [Placed(column, path, holds_of(column)) for column, path in ordered if path not in set(shut)]
        used = {one.path for one in placed} | (set(keys) if len(keys) == 1 else set())
        rest = [path for path in self.kinds if path not in used | set(bad) | set(shut)]
        return Mapped(keys, key, (*placed, *self._rest(rest, key, placed)), tuple(self.notes))

    def _where(self, name: str) -> str:
        return self.by_name.get(name) or self.by_plain.get(content.plain(name), "")

    def _keys(self) -> tuple[str, ...]:
        names = self.told or self.columns.get(KEY, "")
        if names:
            return self._named(names)
        if not self.role.columns:
            return (self._likely(),)
        path = dict(self._of_the_role(())).get(self.role.columns[0])
        if path is None:
            raise self._keyless()
        return (path,)

    def _named(self, names: str) -> tuple[str, ...]:
        """Columns that were named: one, also with a comma in its name, else several."""
        parts = [names] if self._where(names) else [part.strip() for part in names.split(",") if part.strip()]
        if lacking := [part for part in parts if not self._where(part)]:
            raise BadInput(f"it has no column {join(lacking)}", hint=self._known() or WHICH_KEY, file=self.file)
        return tuple(map(self._where, parts))

    def _likely(self) -> str:
        """The column whose name is that of a key, where no role says which it is; it is told."""
        likely = sheets.key_columns(list(self.by_name))
        if not likely:
            raise self._keyless()
        self.notes.append(f"the key is `{content.shown(likely[0])}`, by its name")
        return self.by_name[likely[0]]

    def _keyless(self) -> BadInput:
        return BadInput("no column is known to be the key", hint=self._known() or WHICH_KEY, file=self.file)

    def _known(self) -> str:
        names = [content.shown(name) for name in self.by_name]
        return f"its columns are {join(names, 12)}; {WHICH_KEY}" if names else ""

    def _of_the_role(self, keys: tuple[str, ...]) -> Iterator[tuple[RoleColumn, str]]:
        """Each column of the role that the list has; one of the list stands for one of the role.

        The first of the role is what its key fills: where the key was named, it comes last and may be the same column.
        """
        first, left = self._in_turn(keys)
        used = set(keys) if len(keys) == 1 else set()
        # what a person says goes before a name, and a name before one that only means the same
        for find in (self._by_map, self._by_name, self._by_alias):
            for column in [*left, *first]:
                path = find(column)
                if path and (path not in used or column in first):
                    used.add(path)
                    yield column, path
                    (left if column in left else first).remove(column)

    def _in_turn(self, keys: tuple[str, ...]) -> tuple[list[RoleColumn], list[RoleColumn]]:
        """The role's first column where the key was named, and all others."""
        if not keys:
            return [], list(self.role.columns)
        return list(self.role.columns[:1]), list(self.role.columns[1:])

    def _by_map(self, column: RoleColumn) -> str:
        theirs = self.columns.get(column.name)
        if theirs is None:
            return ""
        path = self._where(theirs)
        if not path and self.kinds:
            said_of = f"it has no column {theirs!r}, which the map names for `{column.name}`"
            raise BadInput(said_of, hint=self._known(), file=self.file)
        return path

    def _by_name(self, column: RoleColumn) -> str:
        return self.by_plain.get(content.plain(column.name), "")

    def _by_alias(self, column: RoleColumn) -> str:
        for name in ALIASES.get(column.name, "").split():
            path = self.by_plain.get(content.plain(name), "")
            if path and self.kinds[path].may_be(column.kind):
                return path
        return ""

    def _key_column(self, keys: tuple[str, ...], found: dict[RoleColumn, str]) -> RoleColumn:
        """The role's own where it is text, or where that column is the key; else one beside it."""
        if not self.role.columns:
            name = said(keys[0]) if len(keys) == 1 else KEY
            return RoleColumn(KEY if name == content.UNNAMED else name)
        first = self.role.columns[0]
        if first.kind is ColumnKind.TEXT or keys == (found.get(first),):
            found.pop(first, None)
            return first
        return RoleColumn(KEY)

    def _rest(self, paths: Iterable[str], key: RoleColumn, placed: list[Placed]) -> Iterator[Placed]:
        """Columns that are no role's, under their own names, or as the map calls them; no name stands twice."""
        ours = {self._where(theirs): name for name, theirs in self.columns.items() if self._where(theirs)}
        taken = {key.name.casefold(), *(one.column.name.casefold() for one in placed)}
        taken |= {column.name.casefold() for column in self.role.columns}
        for name, path in sorted((ours.get(path) or said(path), path) for path in paths):
            if name.casefold() in taken:
                self.notes.append(f"`{name}` is left out: another column has its name")
                continue
            taken.add(name.casefold())
            yield Placed(RoleColumn(name, self.kinds[path].kind), path, Holds.WORD)
