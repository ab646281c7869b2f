"""The frameworks of a desk, as lists, filters and reports name them: each says so in its own catalog."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Framework:
    """One framework in the desk."""

    id: str
    title: str
    short: str
    """The word of filters, columns and ids: `tsc` in `tsc:CC6.1`."""
    name: str
    """What people call it: `SOC 2`."""
    json_name: str
    """Its key in `--json`, and among `--columns`."""
    also: tuple[str, ...]
    """Further words of filters."""
    by_criterion: bool
    """Whether its items are answered one by one, as criteria are; else a statement of applicability tells of them."""
    first: bool = False
    """Whether it is the first that is answered by criterion: its items go by their bare ids."""

    def named(self, ref: str) -> str:
        """An item as it is named where items of several frameworks meet: `CC6.1`, `annex/X.1`."""
        return ref if self.first else f"{self.short}/{ref}"


@dataclass(frozen=True, slots=True)
class FrameworkItems:
    """What of one framework a control maps to."""

    framework: Framework
    items: tuple[str, ...]
    """The primary ones first, then as the catalog orders them."""

    @property
    def named(self) -> tuple[str, ...]:
        """The same, so that they cannot be taken for items of another framework."""
        return tuple(map(self.framework.named, self.items))
