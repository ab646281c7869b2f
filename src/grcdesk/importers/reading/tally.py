"""Every row of a file accounted for: rows in = used + duplicates + skipped, each skipped one by line and reason."""

from __future__ import annotations

from dataclasses import dataclass, field

MAX_RANGES = 2000
"""Stretches of lines remembered for one reason; beyond it lines are counted and no longer named."""


@dataclass(slots=True)
class _Reason:
    count: int = 0
    ranges: list[list[int]] = field(default_factory=list)
    unnamed: int = 0


@dataclass(slots=True)
class RowTally:
    """Counts of one file, filled while it is read. Lines are numbered as an editor shows them, from 1.

    A reason never quotes what stands in the row: it could be the text of a prompt.
    """

    rows: int = 0
    used: int = 0
    duplicates: int = 0
    _reasons: dict[str, _Reason] = field(default_factory=dict)

    def skip(self, line: int, reason: str) -> None:
        """Leave a row out. The caller has counted it in `rows`."""
        found = self._reasons.get(reason)
        if found is None:
            found = self._reasons[reason] = _Reason()
        found.count += 1
        if found.ranges and found.ranges[-1][1] + 1 == line:
            found.ranges[-1][1] = line
        elif len(found.ranges) < MAX_RANGES:
            found.ranges.append([line, line])
        else:
            found.unnamed += 1

    def leave_out(self, amount: int, reason: str) -> None:
        """Rows left out of which the file gives the number and not the place. The caller has counted them in `rows`."""
        if amount > 0:
            found = self._reasons.setdefault(reason, _Reason())
            found.count += amount
            found.unnamed += amount

    @property
    def skipped(self) -> int:
        """How many rows were left out."""
        return sum(reason.count for reason in self._reasons.values())

    @property
    def balanced(self) -> bool:
        """Whether every row is accounted for."""
        return self.rows == self.used + self.duplicates + self.skipped

    def skips(self) -> list[tuple[str, int, str]]:
        """Each reason with its count and its lines, such as `3, 7-9`, most frequent first."""
        ordered = sorted(self._reasons.items(), key=lambda item: (-item[1].count, item[0]))
        return [(reason, found.count, _lines(found)) for reason, found in ordered]


def _lines(found: _Reason) -> str:
    named = ", ".join(str(low) if low == high else f"{low}-{high}" for low, high in found.ranges)
    if not named:
        return "not named in the file"
    return f"{named} and {found.unnamed} more" if found.unnamed else named


def none_usable(account: RowTally) -> str:
    """What to say of rows of which not one could be used: `7 rows, none usable: 7 have no id`; empty: some could."""
    if not account.rows or account.used:
        return ""
    lacking = [f"{amount:,} {_lacks(reason, amount)}" for reason, amount, _ in account.skips()[:3]]
    return f"{account.rows:,} {'row' if account.rows == 1 else 'rows'}, none usable: {'; '.join(lacking)}"


def _lacks(reason: str, amount: int) -> str:
    """`no id` of seven rows: `have no id`."""
    if reason.startswith("no "):
        return f"{'has' if amount == 1 else 'have'} {reason}"
    return f"of them: {reason}"
