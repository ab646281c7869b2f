"""The shape of an action."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

EVERYWHERE = "everywhere"
LIST = "list"
FACTS = 5
"""Columns every row has; a sixth puts it into the key bar."""


@dataclass(frozen=True, slots=True)
class UiAction:
    """One thing a person can do."""

    id: str
    """noun.verb; a keymap names it."""
    keys: tuple[str, ...]
    """The keys as people write them; empty: in the palette only."""
    label: str
    sentence: str
    """For help and palette, with a capital and a full stop."""
    place: str
    """`everywhere`, `list`, or the name of a screen."""
    call: str
    """The Textual action it runs."""
    bar: bool = False
    """Whether it stands in the key bar of its screen."""

    @property
    def title(self) -> str:
        """How it stands alone, as in the palette: `Set the owner`, `Write the gap report`."""
        return re.split("[:;.]", self.sentence, maxsplit=1)[0] if self.keys else self.label

    @property
    def key(self) -> str:
        """The first key, as shown."""
        return self.keys[0] if self.keys else ""


ActionSpec = tuple[str, str, str, str, str, bool] | tuple[str, str, str, str, str]


def of(place: str, rows: Sequence[ActionSpec]) -> tuple[UiAction, ...]:
    """Actions of a place from id, keys, label, sentence, call, and whether it stands in the key bar."""
    return tuple(
        UiAction(row[0], tuple(row[1].split()), row[2], row[3], place, row[4], bar=len(row) > FACTS) for row in rows
    )
