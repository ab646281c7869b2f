"""A bill of materials, whatever format it came in: its parts, and what needs what. No format here, no database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from grcdesk.schemas.features.features import CardFacts, ModelFacts

JsonMap = dict[str, Any]


class PartSort(StrEnum):
    """What a part is to an inventory of AI."""

    MODEL = "model"
    DATASET = "dataset"
    SERVICE = "service"
    APPLICATION = "application"
    OTHER = "other"


@dataclass(slots=True)
class BillPart:
    """One entry of a bill."""

    sort: PartSort
    kind: str
    """Of what type the file says it is."""
    ref: str
    """By which others name it; one of its own when the file gives none."""
    name: str
    label: str = ""
    """How it is told of: the name with what sets it apart."""
    facts: ModelFacts | None = None
    """Of a model."""
    card: CardFacts | None = None
    """Of a model whose card the file has."""
    answers: Mapping[str, Any] = field(default_factory=dict)
    """What it would answer as a feature."""
    prompts: tuple[tuple[str, str, str], ...] = ()
    own: bool = False
    """Whether it says that it is a feature."""
    root: bool = False
    """Whether it is what the bill is about."""


@dataclass(slots=True)
class Bill:
    """What a file holds, before anything is made of it."""

    parts: list[BillPart] = field(default_factory=list)
    needs: dict[str, list[str]] = field(default_factory=dict)
    """What each part needs or holds, by reference."""
    named: set[str] = field(default_factory=set)
    """References of datasets that a card names."""
    ours: bool = False
    """Whether grcdesk wrote it: then the root is the programme, and no feature."""
    remarks: list[str] = field(default_factory=list)
    """What does not add up in it, one sentence each."""
    unread: Counter[str] = field(default_factory=Counter)
    """Fields and records that have no place in an inventory."""

    def refer(self, ref: str, kind: str) -> str:
        """The reference of a further part: as the file gives it, or one of its own when that is taken."""
        if ref and ref not in self.needs:
            self.needs[ref] = []
            return ref
        if ref:
            self.twice[ref] += 1
        spare = f"\0{kind}{len(self.needs)}"  # no reference of a file holds that sign
        self.needs[spare] = []
        return spare

    twice: Counter[str] = field(default_factory=Counter)
    """References that several parts bear, and how often more than once."""


def tables(found: Any) -> list[JsonMap]:
    """The objects of a list; of anything else, none."""
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def table(found: Any) -> JsonMap:
    """An object; for anything else, an empty one."""
    return found if isinstance(found, dict) else {}


def text(found: Any) -> str:
    """A text without its margins; of anything else, none."""
    return found.strip() if isinstance(found, str) else ""


def texts(found: Any) -> list[str]:
    """The texts of a list, or the one that stands in its place; numbers as they are written."""
    listed = found if isinstance(found, list) else [found]
    plain = [str(one) if isinstance(one, int | float) and not isinstance(one, bool) else text(one) for one in listed]
    return [one for one in plain if one]


def named(name: str, version: str = "", owner: str = "") -> str:
    """`large 2026-05 (Northlight)`."""
    return " ".join(part for part in (name, version, f"({owner})" if owner else "") if part)
