"""What lacks at a place of work, and whether the act it leads up to can be done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from grcdesk.terms.readiness import LackKind, WorkPlace


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that lacks. The fields are the keys of `--json`."""

    kind: LackKind
    about: str
    """The record it is mended on."""
    what: str
    """As people read it, with the name of the record where its id says little."""
    part: str = ""
    """What of the record: a question, a field, an item, a clause."""
    bars: bool = True
    """Whether the act is refused for it; else it is only worth knowing before."""
    cure: str = ""
    """What mends it, where the kind does not say so."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far the work of a place is from the act it leads up to."""

    place: WorkPlace
    record: str
    """The one record it is about; empty: a list of them."""
    act: str
    """What is refused while something lacks: `finalised`. Empty: nothing in one act."""
    looked: int
    """How many records were looked at. Of none nothing is ready."""
    noun: str
    """What they are, one of them: `control`."""
    lacks: tuple[Lack, ...]
    beyond: dict[LackKind, int] = field(default_factory=dict)
    """How many more of a kind there are than are listed."""
    over: str = ""
    """What was looked at, in words, where a number does not say it."""
    done: str = ""
    """What has been done already: `signed on 2026-11-03`. Then nothing is asked any more."""

    @property
    def ready(self) -> bool:
        """Whether nothing bars the act. A yes needs something that was looked at."""
        return bool(self.looked) and not any(one.bars for one in self.lacks)

    def numbers(self, *, bars: bool) -> dict[LackKind, int]:
        """How many of each kind lack, in their order: of those that bar, or of the others."""
        found = Counter(one.kind for one in self.lacks if one.bars is bars)
        return {kind: number + self.beyond.get(kind, 0) for kind, number in found.items()}


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One of the first steps of a desk. The fields are the keys of `--json`."""

    kind: LackKind
    name: str
    told: str
    """How far it is: `0 of 19 controls`."""
    done: bool
