"""The tree of requirements of a framework as a list of items: those that are assessed, under the headings above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grcdesk.importers.catalogs.lists.texts import line, record_id
from grcdesk.importers.keeping.content import shown
from grcdesk.wording import count, join

_READ = frozenset({"urn", "parent_urn", "assessable", "depth", "ref_id", "name", "description", "reference_controls"})
_SHOWN = 5
_DEEP = 50
NOT_GROUPED = "Not grouped"
Node = Mapping[str, Any]


class Nodes:
    """The nodes of one framework; `items` reads them once, and tells what became of each."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = nodes
        self._by_urn = {_text(one, "urn").casefold(): one for one in nodes if _text(one, "urn")}
        self.named: dict[str, list[str]] = {}
        """By item: the urns of its reference controls."""
        self.told: list[str] = []

    def items(self) -> list[dict[str, Any]]:
        """Those that are assessed, in the order of the file."""
        made: dict[str, dict[str, Any]] = {}
        refs: dict[str, str] = {}
        renamed, orphans, cut, bare = [], [], 0, 0
        for number, node in enumerate(self._nodes, 1):
            if not _holds(node.get("assessable")):
                continue
            urn, ref = _text(node, "urn"), _text(node, "ref_id")
            own = ref if ref and ref.casefold() not in refs else urn.rpartition(":")[2] or ref or f"node-{number}"
            key = record_id(own, made)
            refs.setdefault(ref.casefold(), key)
            if key != ref:
                renamed.append(f"{ref or 'no ref_id'} as {key}")
            label = _text(node, "name") or _text(node, "description") or key
            cut += len(" ".join(label.split())) > len(line(label)) or line(label).endswith("…")
            bare += not _text(node, "name")
            parent = _text(node, "parent_urn").casefold()
            if parent and parent not in self._by_urn:
                orphans.append(key)
            made[key] = {"id": key, "group": self._group(node), "label": line(label)}
            listed = node.get("reference_controls")
            self.named[key] = [str(one).casefold() for one in listed] if isinstance(listed, list) else []
        self._tell(len(made), renamed, orphans, (cut, bare))
        return list(made.values())

    def _group(self, node: Node) -> str:
        """The headings above a node, the outermost first."""
        above: list[str] = []
        seen: set[str] = set()
        parent = _text(node, "parent_urn").casefold()
        while parent and parent not in seen and len(above) < _DEEP:
            seen.add(parent)
            found = self._by_urn.get(parent)
            if found is None:
                break
            if not _holds(found.get("assessable")):
                told = " ".join(filter(None, (_text(found, "ref_id"), _text(found, "name"))))
                above.insert(0, told or _text(found, "description") or parent.rpartition(":")[2])
            parent = _text(found, "parent_urn").casefold()
        return line(" / ".join(above)) or NOT_GROUPED

    def _tell(self, items: int, renamed: list[str], orphans: list[str], few: tuple[int, int]) -> None:
        headings = sum(not _holds(one.get("assessable")) for one in self._nodes)
        told = f"{count(len(self._nodes), 'node')}: {items} assessable taken as items, {headings} as headings of groups"
        self.told.append(told)
        if renamed:
            self.told.append(f"without a ref_id that could be their id: {join(renamed, _SHOWN)}")
        if orphans:
            self.told.append(f"their parent is not in the file: {join(orphans, _SHOWN)}")
        cut, bare = few
        if bare:
            self.told.append(f"{count(bare, 'item')} without a name: called as the text begins")
        if cut:
            self.told.append(f"{count(cut, 'label')} cut to 300 characters")
        counted: dict[str, int] = {}
        for one in self._nodes:
            for name in one:
                if name not in _READ:
                    counted[str(name)] = counted.get(str(name), 0) + 1
        if counted:
            listed = [f"`{shown(name)}` of {number}" for name, number in counted.items()]
            self.told.append(f"not read of nodes: {join(listed, 2 * _SHOWN)}")
        if any(_text(one, "description") for one in self._nodes):
            self.told.append("texts are not kept: a framework here is ids, groups and labels")


def _holds(value: Any) -> bool:
    return str(value).strip().casefold() in {"true", "yes", "1"}


def _text(node: Node, name: str) -> str:
    found = node.get(name)
    return found.strip() if isinstance(found, str) else ""
