"""What a check of a catalog is about: its items, the lists it needs and can do without, and what it does not see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from grcdesk.rules.audits.parameters import Parameter, refuse_misfit
from grcdesk.terms import ParameterKind

PERIOD_DAYS, QUARTER_ENDS = "period_days", "quarter_ends"
"""Tables every check may name beside populations: the days of the period; the days on which a state is looked at."""
MADE = frozenset({PERIOD_DAYS, QUARTER_ENDS})
OF_THE_DESK = ("control_slots", "review_systems", "review_accounts", "ai_features", "providers")
"""Populations the desk can write out from its own records."""
HAS = "has_"
"""`:has_deployments` is 1 when such a list is on file, else 0."""
MOST = 1000
"""Items of one test that are put on record one by one; more of them are one record."""
_NAMED = re.compile(r"\b(?:FROM|JOIN)\s+\"?([A-Za-z_][A-Za-z0-9_]*)", re.IGNORECASE)
_MEASURED = re.compile(r"(?<![:\w]):([a-z][a-z0-9_]*)")
_CTE = re.compile(r"(?:\bWITH|,|\))\s*\"?([A-Za-z_][A-Za-z0-9_]*)\"?\s+AS\s*\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Check:
    """The check of one test, as its catalog has it."""

    test: str
    sql: str
    over: str = ""
    items: str = ""
    undecided: str = ""
    without: Mapping[str, str] = field(default_factory=dict)
    """Population → what is not tested without it; empty: nothing is lost."""
    rest: str = ""

    @property
    def about(self) -> str:
        """The population whose rows are the items."""
        return self.over or next(iter(named(self.sql)), "")

    @property
    def lists(self) -> tuple[str, ...]:
        """Every population it names, the one it is about first."""
        return tuple(dict.fromkeys((self.about, *(one for sql in self.texts.values() for one in named(sql)))))

    @property
    def needs(self) -> tuple[str, ...]:
        """Populations without which nothing is tested."""
        return tuple(name for name in self.lists if name not in self.without)

    @property
    def texts(self) -> dict[str, str]:
        """Its statements by what they find."""
        found = {"deviations": self.sql, "items": self.items, "undecided": self.undecided}
        return {what: sql for what, sql in found.items() if sql}


def named(sql: str) -> tuple[str, ...]:
    """Populations a statement names, in order."""
    own = {name.lower() for name in _CTE.findall(sql)}
    return tuple(dict.fromkeys(name.lower() for name in _NAMED.findall(sql) if name.lower() not in own | MADE))


def measured(check: Check) -> tuple[str, ...]:
    """Names of the parameters a check is measured by."""
    found = (name for sql in check.texts.values() for name in _MEASURED.findall(sql))
    return tuple(dict.fromkeys(name for name in found if not name.startswith(HAS)))


def written_without(without: Iterable[str]) -> dict[str, str]:
    """`name: what is lost` as it is stored, by name."""
    pairs = (one.partition(":") for one in without)
    return {name.strip(): what.strip() for name, _, what in pairs}


def presence(lists: Iterable[str], on_file: Iterable[str]) -> list[Parameter]:
    """For each population a check names whether it is on file."""
    there = set(on_file)
    return [
        Parameter(f"{HAS}{name}", ParameterKind.NUMBER, "1" if name in there else "0") for name in dict.fromkeys(lists)
    ]


def quarter_ends(first: date, last: date) -> tuple[date, ...]:
    """The last days of calendar quarters from the first day to the last, and the last day itself."""
    found: list[date] = []
    year, quarter = first.year, (first.month - 1) // 3
    while True:
        following = date(year + (quarter == 3), (quarter + 1) % 4 * 3 + 1, 1)  # noqa: PLR2004  four quarters
        end = following - timedelta(days=1)
        if end >= last:
            return (*found, last)
        found.append(end)
        year, quarter = following.year, (following.month - 1) // 3


def in_force(defaults: Sequence[Parameter], set_: Sequence[str]) -> list[Parameter]:
    """The parameters of a catalog with what an engagement sets in place of the defaults.

    Args:
        defaults: as the catalog has them.
        set_: of the engagement, as `name=value`; those of other catalogs are passed over.

    Raises:
        BadInput: when a value is not of its kind.
    """
    own = dict(one.split("=", 1) for one in set_ if "=" in one)
    found = [Parameter(one.name, one.kind, own.get(one.name, one.value)) for one in defaults]
    for one in found:
        refuse_misfit(one)
    return found
