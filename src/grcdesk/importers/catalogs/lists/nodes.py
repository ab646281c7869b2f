"""The tree of requirements of a framework as a list of items: those that are assessed, under the headings above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grcdesk.importers.catalogs.lists.texts import MAX_LINE, NOT_GROUPED, TEXTS_LEFT, line, record_id, text_of
from grcdesk.importers.keeping.content import shown
from grcdesk.wording import count, join

_READ = frozenset({"urn", "parent_urn", "assessable", "depth", "ref_id", "name", "description", "reference_controls"})
_SHOWN = 5
_DEEP = 50
Node = Mapping[str, Any]


class Nodes:
    """The nodes of one framework; `items` reads them once, and tells what became of each."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = nodes
        self._by_urn = {text_of(one, "urn").casefold(): one for one in nodes if text_of(one, "urn")}
        self.named: dict[str, list[str]] = {}
        """By item: the urns of its reference controls."""
        self.told: list[str] = []
        self._renamed: list[str] = []
        self._orphans: list[str] = []
        self._cut = self._bare = 0
        """Labels that were cut, and items without a name of their own."""

    def items(self) -> list[dict[str, Any]]:
        """Those that are assessed, in the order of the file."""
        made: dict[str, dict[str, Any]] = {}
        refs: dict[str, str] = {}
        for number, node in enumerate(self._nodes, 1):
            if _holds(node.get("assessable")):
                ref = text_of(node, "ref_id")
                own = ref if ref and ref.casefold() not in refs else _other_id(node, number)
                key = record_id(own, made)
                refs.setdefault(ref.casefold(), key)
                made[key] = self._item(node, key)
        self._tell(len(made))
        return list(made.values())

    def _item(self, node: Node, key: str) -> dict[str, Any]:
        """A node that is assessed as an item; what a person must know of it is noted."""
        ref, name = text_of(node, "ref_id"), text_of(node, "name")
        if key != ref:
            self._renamed.append(f"{ref or 'no ref_id'} as {key}")
        parent = text_of(node, "parent_urn").casefold()
        if parent and parent not in self._by_urn:
            self._orphans.append(key)
        listed = node.get("reference_controls")
        self.named[key] = [str(one).casefold() for one in listed] if isinstance(listed, list) else []
        label = name or text_of(node, "description") or key
        kept = line(label)
        self._cut += len(" ".join(label.split())) > len(kept) or kept.endswith("…")
        self._bare += not name
        return {"id": key, "group": self._group(node), "label": kept}

    def _group(self, node: Node) -> str:
        """The headings above a node, the outermost first."""
        above: list[str] = []
        seen: set[str] = set()
        parent = text_of(node, "parent_urn").casefold()
        while parent and parent not in seen and len(above) < _DEEP:
            seen.add(parent)
            found = self._by_urn.get(parent)
            if found is None:
                break
            if not _holds(found.get("assessable")):
                told = " ".join(filter(None, (text_of(found, "ref_id"), text_of(found, "name"))))
                above.insert(0, told or text_of(found, "description") or parent.rpartition(":")[2])
            parent = text_of(found, "parent_urn").casefold()
        return line(" / ".join(above)) or NOT_GROUPED

    def _tell(self, items: int) -> None:
        """Say what became of the nodes."""
        headings = sum(not _holds(one.get("assessable")) for one in self._nodes)
        unread = [f"`{shown(name)}` of {number}" for name, number in self._unread().items()]
        texts = any(text_of(one, "description") for one in self._nodes)
        nodes = count(len(self._nodes), "node")
        self.told.append(f"{nodes}: {items} assessable taken as items, {headings} as headings of groups")
        self.told += [
            said
            for there, said in (
                (self._renamed, f"without a ref_id that could be their id: {join(self._renamed, _SHOWN)}"),
                (self._orphans, f"their parent is not in the file: {join(self._orphans, _SHOWN)}"),
                (self._bare, f"{count(self._bare, 'item')} without a name: called as the text begins"),
                (self._cut, f"{count(self._cut, 'label')} cut to {MAX_LINE} characters"),
                (unread, f"not read of nodes: {join(unread, 2 * _SHOWN)}"),
                (texts, TEXTS_LEFT),
            )
            if there
        ]

    def _unread(self) -> dict[str, int]:
        """Fields of nodes that are not read, each with the number of nodes that have it."""
        counted: dict[str, int] = {}
        for one in self._nodes:
            for name in one:
                if name not in _READ:
                    counted[str(name)] = counted.get(str(name), 0) + 1
        return counted


def _other_id(node: Node, number: int) -> str:
    """What a node goes by whose `ref_id` is none, or another's."""
    return text_of(node, "urn").rpartition(":")[2] or text_of(node, "ref_id") or f"node-{number}"


def _holds(value: Any) -> bool:
    return str(value).strip().casefold() in {"true", "yes", "1"}
