"""What an inventory takes of a bill of materials, and what becomes of every other part: none vanishes unsaid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.features.bill import Bill, BillPart, PartSort
from grcdesk.schemas.features.features import CardFacts, FeatureAnswers, ModelFacts
from grcdesk.schemas.features.inventory import FeatureEntry, Inventory
from grcdesk.wording import count, join

_NAMED = 5
"""So many names stand in a sentence."""
_REMARKS = 10
_HINT = (
    "a service is a feature once it depends on a model or has the property grcdesk:answer:purpose; "
    "a bill of plain software is kept as evidence: grcdesk evidence add FILE --as-of DAY --control ID"
)
_WHY = {
    PartSort.DATASET: "of which the file does not say what was trained on it or uses it",
    PartSort.SERVICE: "without a model behind it or a feature that needs it",
}
"""Why a part that could be taken was left."""
_LEAVES = frozenset({PartSort.MODEL, PartSort.DATASET, PartSort.SERVICE})


@dataclass(slots=True)
class Ledger:
    """What became of each part; every part stands in it once."""

    taken: dict[str, list[BillPart]] = field(default_factory=lambda: defaultdict(list))
    """By what it was taken as."""
    left: dict[tuple[str, str], list[BillPart]] = field(default_factory=lambda: defaultdict(list))
    """By what it is, and why it was left."""
    passed: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """How many have nothing to do with AI, by type."""

    @property
    def size(self) -> int:
        """How many parts stand in it."""
        parts = (*self.taken.values(), *self.left.values())
        return sum(map(len, parts)) + sum(self.passed.values())


def inventory(bill: Bill, file: str) -> Inventory:
    """What of a bill is brought into the inventory.

    Raises:
        BadInput: when it names no model, no dataset of a card, and no AI feature.
    """
    ledger = Ledger()
    features, used = _features(bill, ledger)
    cards = _cards(bill, used, ledger)
    _others(bill, bill.named | used, ledger)
    if not features and not cards:
        holds = join(_told(bill, ledger)) or "it holds no component and no service"
        raise BadInput(f"names no model and no AI feature: {holds}", hint=_HINT, file=file)
    return Inventory(file, tuple(features), tuple(cards), tuple(_told(bill, ledger)))


@dataclass(slots=True)
class _Graph:
    """What each part reaches without going through another service or application."""

    parts: dict[str, BillPart]
    needs: dict[str, list[str]]
    leading: set[str] = field(default_factory=set)
    """Parts that lead to a model, dataset or service: the others need not be walked."""

    def __post_init__(self) -> None:
        behind: dict[str, list[str]] = defaultdict(list)
        for ref, needed in self.needs.items():
            for one in needed:
                behind[one].append(ref)
        waiting = [ref for ref, part in self.parts.items() if part.sort in _LEAVES]
        while waiting:
            for ref in behind[waiting.pop()]:
                if ref not in self.leading:
                    self.leading.add(ref)
                    if ref in self.parts and self.parts[ref].sort is PartSort.OTHER:
                        waiting.append(ref)

    def reached(self, start: str) -> list[BillPart]:
        """Models, datasets and services that a part needs, by itself or through plain components; circles end."""
        found: dict[str, BillPart] = {}
        seen, waiting = {start}, [start]
        while waiting:
            for ref in self.needs.get(waiting.pop(), ()):
                part = self.parts.get(ref)
                if part is None or ref in seen:
                    continue
                seen.add(ref)
                if part.sort in _LEAVES:
                    found[ref] = part
                elif part.sort is PartSort.OTHER and ref in self.leading:
                    waiting.append(ref)
        return list(found.values())


def _features(bill: Bill, ledger: Ledger) -> tuple[list[FeatureEntry], set[str]]:
    """Services and applications that say they are features or rely on a model; and the parts these need."""
    chosen = _chosen(bill)
    features = {part.ref for part, _ in chosen}
    used: set[str] = set()
    entries = []
    for part, found in chosen:
        needed = [one for one in found if one.name and one.ref not in features]
        used.update(one.ref for one in needed)
        ledger.taken["feature"].append(part)
        entries.append(_entry(part, needed))
    return entries, used


def _chosen(bill: Bill) -> list[tuple[BillPart, list[BillPart]]]:
    """The parts taken as features, each with what it reaches."""
    graph = _Graph({part.ref: part for part in bill.parts}, bill.needs)
    names = set(map(str.casefold, chain.from_iterable(_names(part) for part in bill.parts if part.facts)))
    reached = [(part, graph.reached(part.ref)) for part in bill.parts if _may_be_feature(part, bill)]
    chosen = [(part, found) for part, found in reached if _is_feature(part, found, names)]
    # a bill of ours says of each feature that it is one: without any there is none
    if chosen or bill.ours:
        return chosen
    return _root(bill, graph, names)


def _may_be_feature(part: BillPart, bill: Bill) -> bool:
    """Whether a part says enough to be one. The root of a bill of ours is the desk itself."""
    return bool(part.name and part.answers) and not (part.root and bill.ours)


def _is_feature(part: BillPart, found: list[BillPart], names: set[str]) -> bool:
    """Whether a part says so itself, or relies on a model; one that bears a model's name is that model once more."""
    return part.own or (part.name.casefold() not in names and _rely_on_model(found))


def _rely_on_model(found: list[BillPart]) -> bool:
    """Whether a model with a name is among them. A part that bears the model's own name only heads the bill of it."""
    return any(map(_is_named_model, found))


def _is_named_model(part: BillPart) -> bool:
    return part.sort is PartSort.MODEL and bool(part.name)


def _names(part: BillPart) -> tuple[str, str]:
    owner = part.facts.vendor if part.facts else ""
    return part.name, f"{owner}/{part.name}"


def _root(bill: Bill, graph: _Graph, names: set[str]) -> list[tuple[BillPart, list[BillPart]]]:
    """What a bill without dependencies is about relies on all models in it."""
    root = next((part for part in bill.parts if part.root and _may_be_feature(part, bill)), None)
    models = [*filter(_is_named_model, bill.parts)]
    if root is None or not models or root.name.casefold() in names:
        return []
    return [(root, [*models, *(one for one in graph.reached(root.ref) if one.sort is not PartSort.MODEL)])]


def _entry(part: BillPart, needed: list[BillPart]) -> FeatureEntry:
    answers: dict[str, Any] = dict(part.answers)
    for name, sort in (("relies_on", PartSort.SERVICE), ("data_sources", PartSort.DATASET)):
        told = dict.fromkeys(one.label for one in needed if one.sort is sort)
        if told and name not in answers:
            answers[name] = "; ".join(told)
    models = dict.fromkeys(one.facts for one in needed if one.facts)
    return FeatureEntry(FeatureAnswers(**answers), frozenset(answers), tuple(models), part.prompts)


def _cards(bill: Bill, used: set[str], ledger: Ledger) -> list[CardFacts]:
    """Cards of the file, each once; a model that nothing uses and that has none is kept as a card that lacks all."""
    found: dict[tuple[str, str, str], CardFacts] = {}
    seen: dict[ModelFacts, BillPart] = {}
    for part in bill.parts:
        if part.facts is None:
            continue
        if not part.name:
            ledger.left[("model", "without a name")].append(part)
            continue
        again = part.facts in seen
        seen.setdefault(part.facts, part)
        entries = ledger.left[("model", "named more than once")] if again else ledger.taken["model"]
        entries.append(part)
        key = (part.name.casefold(), part.facts.vendor.casefold(), part.facts.version)
        if part.card:
            if key in found and _differ(found[key], part.card):
                bill.remarks.append(f"two cards of {part.label} differ: the later one was taken")
            found[key] = part.card
        elif part.ref not in used and not again:
            bare = CardFacts(part.name, part.facts.version, part.facts.vendor)
            found.setdefault(key, bare)
    return list(found.values())


def _differ(one: CardFacts, other: CardFacts) -> bool:
    return bool(one.source) and one != other


def _others(bill: Bill, named: set[str], ledger: Ledger) -> None:
    """Datasets, services, applications and all else that was not taken as a feature or model."""
    features = {part.ref for part in ledger.taken["feature"]}
    for part in bill.parts:
        if part.facts or part.ref in features:
            continue
        what = str(part.sort) if part.sort in _LEAVES else part.kind
        if part.sort not in _LEAVES:
            ledger.passed[what] += 1
        elif not part.name:
            ledger.left[(what, "without a name")].append(part)
        elif part.ref in named:
            ledger.taken[what].append(part)
        else:
            ledger.left[(what, _WHY[part.sort])].append(part)


def _told(bill: Bill, ledger: Ledger) -> list[str]:
    """Every part by what became of it, then what does not add up, then what was not read."""
    ends = [count(len(parts), what) for what, parts in ledger.taken.items() if parts]
    taken = sum(map(len, ledger.taken.values()))
    lines = [f"of {count(ledger.size, 'entry', 'entries')} {taken:,} taken: {join(ends)}"] if ends else []
    lines += _not_taken(ledger)
    lines += [f"passed over: {count(number, 'component')} of type {kind}" for kind, number in ledger.passed.items()]
    lines += _remarks(bill)
    if bill.unread:
        unread = [f"{name} {number}" for name, number in bill.unread.most_common()]
        lines.append(f"not read, without a place here: {join(unread, 12)}")
    return lines


def _not_taken(ledger: Ledger) -> Iterable[str]:
    for (what, why), parts in ledger.left.items():
        names = list(dict.fromkeys(part.label for part in parts if part.name))
        told = f": {join(names, _NAMED)}" if names else ""
        yield f"not taken: {count(len(parts), what)} {why}{told}"


def _remarks(bill: Bill) -> Iterable[str]:
    known = {part.ref for part in bill.parts}
    missing = {ref for needed in bill.needs.values() for ref in needed if ref not in known}
    missing |= {ref for ref in bill.needs if ref not in known}
    if missing:
        names = join(sorted(missing), _NAMED)
        yield f"dependencies name {count(len(missing), 'entry', 'entries')} not in the file: {names}"
    for ref, number in bill.twice.most_common(_NAMED):
        yield f"the reference {ref} stands at {number + 1} entries: what needs it is read as of the first"
    yield from bill.remarks[:_REMARKS]
    if len(bill.remarks) > _REMARKS:
        yield f"and {len(bill.remarks) - _REMARKS} more remarks of that kind"
