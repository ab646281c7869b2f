"""The part of lint that looks across files: controls, framework items, and the mappings between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from grcdesk.errors import did_you_mean
from grcdesk.schemas.catalogs.files import CatalogData, ControlsFile, FrameworkFile, MappingEntry, MappingsFile
from grcdesk.terms import Relationship

MappingFinding = tuple[str, str, str, str, str]
"""Place, rule, where, message, cure."""
Pair = tuple[str, str, str]
"""Catalog of the control, control, framework."""

_EQUAL = frozenset({Relationship.EQUAL_TO, Relationship.EQUIVALENT_TO})
_ENOUGH = 6  # words: fewer explain nothing


class Pairs:
    """Who maps to what, over all linted files."""

    def __init__(self, catalogs: Sequence[CatalogData]) -> None:
        self._items: dict[str, dict[str, str]] = {}  # framework → item → its group
        self._controls: dict[str, set[str]] = {}
        self._criteria: set[str] = set()  # frameworks whose items have a category: SOC 2
        self._mapped: set[tuple[str, str]] = set()
        self._primaries: dict[Pair, int] = {}
        self._seen: dict[tuple[str, str, str, str], str] = {}
        self._told: set[Pair] = set()
        for data in catalogs:
            self._take(data)

    def _take(self, data: CatalogData) -> None:
        if isinstance(data, FrameworkFile):
            self._items[data.catalog] = {item.id: item.group for item in data.items}
            if any(item.category for item in data.items):
                self._criteria.add(data.catalog)
        elif isinstance(data, ControlsFile):
            self._controls[data.catalog] = {control.id for control in data.controls}
        else:
            for entry in data.mappings:
                if entry.relationship is not Relationship.NO_RELATIONSHIP:
                    self._mapped.add((data.controls, entry.control))
                    pair = (data.controls, entry.control, data.framework)
                    self._primaries[pair] = self._primaries.get(pair, 0) + entry.primary

    def unmapped(self, data: ControlsFile) -> Iterator[MappingFinding]:
        """Controls without any relation to any framework."""
        for number, control in enumerate(data.controls):
            if (data.catalog, control.id) not in self._mapped:
                cure = "map it to the framework item it answers, or drop it"
                yield f"controls.{number}", "unmapped-control", control.id, "maps to no framework item", cure

    def notes(self, data: MappingsFile, file: str, line_of: Callable[[str, str], int]) -> Iterator[MappingFinding]:
        """Everything about the mappings of one file. Files are asked once each, in order."""
        yield from self._unknown_catalogs(data)
        for number, entry in enumerate(data.mappings):
            place = f"mappings.{number}"
            yield from self._unknown(data, entry, place)
            yield from self._equal(data, entry, place)
            yield from self._primary(data, entry, place)
            spot = (data.controls, entry.control, data.framework, entry.item)
            first = self._seen.setdefault(spot, f"{file}:{line_of('', place)}")
            if first != f"{file}:{line_of('', place)}":
                yield place, "duplicate-mapping", entry.key, f"is mapped already at {first}", "keep one of them"
            if not entry.rationale.strip() and entry.relationship not in _EQUAL:
                yield place, "no-rationale", entry.key, "gives no rationale", "say in a sentence what is shared"
        yield from self._disjoint(data)

    def _unknown_catalogs(self, data: MappingsFile) -> Iterator[MappingFinding]:
        for name, catalog, known in (
            ("controls", data.controls, self._controls),
            ("framework", data.framework, self._items),
        ):
            if catalog not in known:
                cure = did_you_mean(catalog, tuple(known)) or "add that catalog, or lint it together with this one"
                yield name, "unknown-target", name, f"no catalog {catalog!r} among these files", cure

    def _unknown(self, data: MappingsFile, entry: MappingEntry, place: str) -> Iterator[MappingFinding]:
        """Targets that do not exist in a catalog that does (a missing catalog is told once, not for each line)."""
        for name, target, known in (
            ("control", entry.control, self._controls.get(data.controls)),
            ("item", entry.item, self._items.get(data.framework)),
        ):
            if known is not None and target not in known:
                cure = did_you_mean(target, tuple(sorted(known))) or "correct the id"
                message = f"no {name} {target!r} in {data.controls if name == 'control' else data.framework}"
                yield f"{place}.{name}", "unknown-target", f"{entry.key}.{name}", message, cure

    def _equal(self, data: MappingsFile, entry: MappingEntry, place: str) -> Iterator[MappingFinding]:
        """Claims that a control and an item ask the same."""
        if entry.relationship not in _EQUAL:
            return
        where = f"{entry.key}.relationship"
        if len(entry.rationale.split()) < _ENOUGH:
            cure = "say why neither asks for more than the other, or choose another relationship"
            message = f"{entry.relationship} without a rationale"
            yield f"{place}.relationship", "equal-without-rationale", where, message, cure
        if entry.control.startswith("AI-") and self._is_criteria(data.framework):
            cure = "subset-of or intersects-with is what one AI control can honestly claim"
            message = f"{entry.relationship} from one AI control to a whole criterion"
            yield f"{place}.relationship", "equal-to-criterion", where, message, cure

    def _primary(self, data: MappingsFile, entry: MappingEntry, place: str) -> Iterator[MappingFinding]:
        """A control's SOC 2 scope hangs on its one primary criterion. Told once for each control."""
        pair = (data.controls, entry.control, data.framework)
        count = self._primaries.get(pair, 1)
        if count == 1 or pair in self._told or not self._is_criteria(data.framework):
            return
        self._told.add(pair)
        told = f"has {count} primary criteria" if count else "has no primary criterion"
        yield place, "no-primary", entry.control, told, "mark exactly one mapping `primary: true`"

    def _disjoint(self, data: MappingsFile) -> Iterator[MappingFinding]:
        """Controls said to lie whole within items of two groups.

        Groups part a framework, so a control that lies in one whole has nothing left for the other. Silent once a
        person has dated a look at each of the mappings.
        """
        within: dict[str, list[tuple[int, MappingEntry]]] = {}
        for number, entry in enumerate(data.mappings):
            if entry.relationship is Relationship.SUBSET_OF:
                within.setdefault(entry.control, []).append((number, entry))
        groups = self._items.get(data.framework, {})
        for control, found in within.items():
            met = {groups[entry.item] for _, entry in found if entry.item in groups}
            if len(met) > 1 and not all(entry.reviewed_on for _, entry in found):
                items = " and ".join(entry.item for _, entry in found)
                message = f"is subset-of {items}, of {len(met)} groups: it cannot lie in each of them whole"
                cure = "write intersects-with where only part of it lies there, else date the look with `reviewed_on`"
                yield f"mappings.{found[-1][0]}.relationship", "disjoint-items", control, message, cure

    def _is_criteria(self, framework: str) -> bool:
        return framework in self._criteria
