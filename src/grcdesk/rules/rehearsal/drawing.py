"""Drawing: which of many a strict auditor looks at, and how the answers are put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from grcdesk.rules.rehearsal.cures import CURES
from grcdesk.schemas.rehearsals import AskedItem, ReturnedItem
from grcdesk.terms.rehearsals import AskedKind, Fault, ReturnDoor

SIZES = ((10, None), (50, 8), (250, 15))
"""Up to so many, how many are looked at; None: all. Practice of the trade for what happens per event."""
MOST = 25


@dataclass(slots=True)
class Playing:
    """A rehearsal while it is played."""

    asked: dict[str, AskedItem] = field(default_factory=dict)
    returned: list[ReturnedItem] = field(default_factory=list)
    _known: set[tuple[Fault, str, str]] = field(default_factory=set)

    def ask(self, name: str, kind: AskedKind, text: str) -> str:
        """Ask for something; its id."""
        self.asked.setdefault(name, AskedItem(name, kind, text))
        return name

    def send_back(self, request: str, fault: Fault, about: str, why: str, door: tuple[ReturnDoor, str]) -> None:
        """Return a request for one reason; the same fault of the same record at the same place is told once."""
        where, opens = door
        if (fault, about, opens) not in self._known:
            self._known.add((fault, about, opens))
            self.returned.append(ReturnedItem(request, fault, about, why, where, opens, CURES[fault]))

    @property
    def sent_back(self) -> int:
        """How many requests come back, whatever the number of reasons."""
        return len({one.request for one in self.returned})


def seed_of(engagement: str, number: int) -> str:
    """The seed of a rehearsal for which none was given: each draws anew, and can be drawn again."""
    return sha256(f"{engagement}|rehearsal|{number}".encode()).hexdigest()


def drawn(seed: str, keys: Iterable[str]) -> list[str]:
    """Those that are looked at: ranked by the SHA-256 of seed and key, as many as their number asks for."""
    every = sorted(set(keys))
    return sorted(every, key=lambda key: (sha256(f"{seed}|{key}".encode()).hexdigest(), key))[: size(len(every))]


def size(number: int) -> int:
    """How many of so many are looked at."""
    for most, taken in SIZES:
        if number <= most:
            return number if taken is None else taken
    return MOST


def worst_first(items: Sequence[ReturnedItem], order: Sequence[str]) -> Iterator[ReturnedItem]:
    """In the order of the requests."""
    place = {name: number for number, name in enumerate(order)}
    yield from sorted(items, key=lambda item: place[item.request])
